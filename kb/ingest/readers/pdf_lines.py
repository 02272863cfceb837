"""From pieces of text on a page to its lines, in the order they are read."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.readers.pdf_drawing import Drawing, Piece

SPACE_GAP = 0.16  # of the type size: wider gaps between pieces stand for a space
CELL_GAP = 1.8  # of the type size: wider gaps stand between the cells of a table
_LEAST_GUTTER = 8.0
_LEAST_COLUMN_ROWS = 6
_ITEM_LABEL = re.compile(r"^(?:[-–•●▪◦·*o\uf0b7]|\(?[\dA-Za-z]{1,3}[.):]|\d{1,2}(?:\.\d{1,2}){0,4}\.?)$")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class PageLine:
    """A line on a page: where it starts and ends, its height above the page's foot, its type size and text."""

    x: float
    y: float
    size: float
    bold: bool
    text: str
    end: float = 0.0
    furniture: bool = False  # the file itself says so
    column: int = 0  # in pages of two columns: 1 and 2; 0 across both


@dataclass(frozen=True, slots=True)
class Gutter:
    """The empty strip between two columns, from ``left`` to ``right``."""

    left: float
    right: float


def read_page(drawing: Drawing) -> list[Piece]:
    """The pieces that can be seen on a page, turned upright; text at odd angles comes last, below the rest."""
    pieces = [piece for piece in drawing.pieces if piece.text.strip() or piece.lost]
    seen = [piece for piece in pieces if not piece.hidden]
    # A page that was scanned and recognised holds all its text unseen, behind the picture.
    if sum(len(p.text) for p in seen) * 4 >= sum(len(p.text) for p in pieces) - sum(
        len(p.text) for p in seen
    ):
        pieces = seen
    quarters = Counter[int]()
    for piece in pieces:
        quarters[piece.turned] += len(piece.text)
    if set(quarters) <= {0}:
        return pieces
    main = quarters.most_common(1)[0][0]
    upright = [piece for piece in pieces if piece.turned == main]
    for piece in upright:
        _turn(piece)
    foot = min((piece.y for piece in upright), default=0.0)
    for quarter in sorted(set(quarters) - {main}):
        aside = [piece for piece in pieces if piece.turned == quarter]
        for piece in aside:
            _turn(piece)
        top = max(piece.y for piece in aside)
        for piece in aside:
            piece.y += foot - 60 - top
        foot = min(piece.y for piece in aside)
        upright += aside
    return upright


def _turn(piece: Piece) -> None:
    """Turns a piece upright."""
    width = piece.end - piece.x
    x, y = piece.x, piece.y
    if piece.turned == 1:
        x, y = y, -x
    elif piece.turned == 2:
        x, y = -x, -y
    elif piece.turned == 3:
        x, y = -y, x
    piece.x, piece.y, piece.end, piece.turned = x, y, x + width, 0


def find_gutters(pages: Sequence[Sequence[Piece]]) -> list[Gutter | None]:
    """For each page, the gutter between its two columns, if it is set in two.

    Columns are the document's way, not a page's: a table of prose looks the same, but its neighbours differ.
    """
    rows = [[row for row in _rows(page) if not all(piece.furniture for piece in row)] for page in pages]
    found = [_find_gutter(page) for page in rows]
    sure = [gutter for gutter in found if gutter]
    texts = sum(len(page) > 10 for page in rows)
    if not sure or len(sure) * 3 < texts:
        alike = [gutter is not None for gutter in found]
        return [
            gutter if gutter and sum(alike[max(0, n - 2) : n + 3]) >= 3 else None
            for n, gutter in enumerate(found)
        ]
    likely = [
        gutter or _nearest(sure, found[n % 2 :: 2]) for n, gutter in enumerate(found)
    ]  # left and right pages have margins of their own
    return [gutter if _keeps_to(page, gutter) else None for gutter, page in zip(likely, pages, strict=True)]


def _nearest(sure: Sequence[Gutter], same_side: Sequence[Gutter | None]) -> Gutter:
    """The usual gutter of the pages on one side of the book, else of all."""
    known = [gutter for gutter in same_side if gutter] or sure
    return sorted(known, key=lambda gutter: gutter.right)[len(known) // 2]


def _keeps_to(pieces: Sequence[Piece], gutter: Gutter) -> bool:
    """Whether hardly a line of a page runs over a gutter."""
    left, right = _sides(pieces, gutter)
    rows = max(len(left), len(right))
    return 4 * len(_rows_across(left, right, gutter)) <= rows


def _find_gutter(rows: Sequence[Sequence[Piece]]) -> Gutter | None:
    """The empty strip left of the place where many lines start in the middle of a page, with prose on both
    sides."""
    if len(rows) < _LEAST_COLUMN_ROWS:
        return None
    low = min(row[0].x for row in rows)
    high = max(_visible_end(row[-1]) for row in rows)
    width = high - low
    starts: Counter[int] = Counter()
    for row in rows:
        end = low - _LEAST_GUTTER
        for piece in row:
            if piece.x - end >= _LEAST_GUTTER and 0.35 * width < piece.x - low < 0.65 * width:
                starts[round(piece.x)] += 1
            end = max(end, _visible_end(piece))
    if not starts or starts.most_common(1)[0][1] < _LEAST_COLUMN_ROWS:
        return None
    usual, most = starts.most_common(1)[0]
    # In a list of references most lines stand in from the margin.
    start = min(x for x, n in starts.items() if n >= max(3, most // 4) and usual - 60 < x <= usual)
    ends = sorted(
        end
        for row in rows
        if (end := max((_visible_end(p) for p in row if p.x < start - 2), default=start)) < start
    )
    left = ends[int(len(ends) * 0.95)] if ends else start - _LEAST_GUTTER
    gutter = Gutter(min(left, start - 2.0), start - 0.5)
    return gutter if _are_columns(rows, gutter, low, high) else None


def _are_columns(rows: Sequence[Sequence[Piece]], gutter: Gutter, left: float, right: float) -> bool:
    """Whether most lines on both sides of a strip fill their side, as prose does and cells do not."""
    sides: tuple[list[float], list[float]] = ([], [])
    crossing = 0
    for row in rows:
        if any(_crosses(piece, gutter) for piece in row):
            crossing += 1
            continue
        for k, (low, high) in enumerate(((left, gutter.left), (gutter.right, right))):
            own = [piece for piece in row if (piece.x < gutter.right) == (k == 0)]
            if own:
                filled = max(map(_visible_end, own)) - min(piece.x for piece in own)
                sides[k].append(filled / max(1.0, high - low))
    full = [sum(share > 0.7 for share in side) for side in sides]
    return (
        min(full) >= _LEAST_COLUMN_ROWS
        and all(2 * n >= len(side) for n, side in zip(full, sides, strict=True))
        and crossing <= 0.4 * len(rows)
    )


def _crosses(piece: Piece, gutter: Gutter) -> bool:
    return piece.x < gutter.left - 2 and _visible_end(piece) > gutter.right + 2


def _lies_in(piece: Piece, gutter: Gutter) -> bool:
    return gutter.left < (piece.x + _visible_end(piece)) / 2 < gutter.right


def _visible_end(piece: Piece) -> float:
    """Where the last letter of a piece ends, spaces after it left out."""
    spaces = len(piece.text) - len(piece.text.rstrip())
    return max(piece.x, piece.end - 0.25 * piece.size * spaces)


def order_lines(pieces: Sequence[Piece], gutter: Gutter | None) -> list[PageLine]:
    """The page's lines from top to bottom; where it is set in two columns, the left one before the right one,
    between the lines that go across both."""
    if gutter is None:
        return [_line(row) for row in _rows(pieces)]
    left, right = _sides(pieces, gutter)
    across = _rows_across(left, right, gutter) + _edges_of(left, right, gutter)
    lines: list[PageLine] = []
    for row in sorted(across, key=lambda row: -row[0].y):
        for number, side in enumerate((left, right), start=1):
            lines += _take_above(side, row[0].y, number)
        lines.append(_line(row))
    for number, side in enumerate((left, right), start=1):
        lines += _take_above(side, float("-inf"), number)
    return lines


def _sides(pieces: Sequence[Piece], gutter: Gutter) -> tuple[list[list[Piece]], list[list[Piece]]]:
    middle = (gutter.left + gutter.right) / 2
    left = _rows([piece for piece in pieces if piece.x < middle])
    return left, _rows([piece for piece in pieces if piece.x >= middle])


def _edges_of(left: list[list[Piece]], right: list[list[Piece]], gutter: Gutter) -> list[list[Piece]]:
    """Heads and feet in the middle between two columns, which are taken out of ``left`` and ``right``."""
    found = []
    middle = (gutter.left + gutter.right) / 2
    for side in (left, right):
        for at in (0, -1):
            if len(side) < 2:
                continue
            row = side[at]
            centre = (row[0].x + _visible_end(row[-1])) / 2
            away = abs(side[at][0].y - side[1 if at == 0 else -2][0].y)
            if abs(centre - middle) < row[0].size and away > 1.5 * row[0].size:
                found.append(side.pop(at))
    return found


def _take_above(rows: list[list[Piece]], height: float, column: int) -> list[PageLine]:
    """The lines of a column's rows above a height, which are taken out of ``rows``."""
    n = next((n for n, row in enumerate(rows) if row[0].y < height), len(rows))
    lines = [_line(row) for row in rows[:n]]
    for line in lines:
        line.column = column
    del rows[:n]
    return lines


def _rows_across(left: list[list[Piece]], right: list[list[Piece]], gutter: Gutter) -> list[list[Piece]]:
    """The rows that go across both columns, which are taken out of ``left`` and ``right``."""
    across: list[list[Piece]] = []
    by_height = {round(row[0].y): row for row in right}
    starts = Counter(round(row[0].x) for row in right)
    start = starts.most_common(1)[0][0] if starts else 0
    for row in list(left):
        height = round(row[0].y)
        beside = next((found for k in (0, -1, 1) if (found := by_height.get(height + k))), None)
        end = max(map(_visible_end, row))
        joined = (
            beside is not None
            and beside[0].x - end < min(0.6 * row[0].size, 0.8 * (gutter.right - gutter.left))
            and abs(beside[0].size - row[-1].size) < 0.5
            # A line that is too long for its column ends close to the next, which starts at its own margin.
            and abs(beside[0].x - start) > 1.5
        )
        between = [*row, *(beside or ())]
        if not joined and not any(_crosses(p, gutter) or _lies_in(p, gutter) for p in between):
            continue
        left.remove(row)
        if beside is not None and beside in right:
            right.remove(beside)
            across.append(row + beside)
        else:
            across.append(row)
    return across


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces on one height, from left to right; rows from top to bottom. What is set smaller and raised or
    lowered a little stands in the row."""
    rows: list[list[Piece]] = []
    height = size = 0.0
    for piece in sorted(pieces, key=lambda piece: -piece.y):
        larger = max(size, piece.size)
        near = height - piece.y
        if rows and near <= (0.5 if min(size, piece.size) < 0.85 * larger else 0.3) * larger:
            rows[-1].append(piece)
            if piece.size > size:
                height, size = piece.y, piece.size
        else:
            rows.append([piece])
            height, size = piece.y, piece.size
    for row in rows:
        row.sort(key=lambda piece: piece.x)
    return rows


def _line(row: Sequence[Piece]) -> PageLine:
    """One line from the pieces of a row."""
    sizes = Counter[float]()
    bold = 0
    for piece in row:
        sizes[round(piece.size, 1)] += len(piece.text)
        bold += len(piece.text) if piece.bold else 0
    size = max(sizes, key=lambda size: (sizes[size], size))
    height = next(piece.y for piece in row if round(piece.size, 1) == size)
    space = _space_of(row, size)
    text = ""
    end = row[0].x
    for piece in row:
        shown = piece.text
        raised = piece.size <= 0.9 * size and piece.y > height + 0.12 * size
        if raised and shown.strip().isdigit():
            shown = shown.translate(_RAISED)
        text += _glue(text, shown, (piece.x - end) / size, space) + shown
        end = max(end, piece.end)
    return PageLine(
        row[0].x,
        height,
        size,
        2 * bold > sum(sizes.values()),
        text.strip(),
        max(map(_visible_end, row)),
        all(piece.furniture for piece in row),
    )


def _glue(text: str, piece: str, gap: float, space: float) -> str:
    """What stands between two pieces: nothing, a space, or a tab between the cells of a table."""
    if not text:
        return ""
    if gap > CELL_GAP and not _ITEM_LABEL.match(text.strip()) and piece.strip(" ."):
        return "\t"
    return " " if gap > space and not text[-1].isspace() and not piece[:1].isspace() else ""


def _space_of(row: Sequence[Piece], size: float) -> float:
    """The gap, in parts of the type size, above which pieces stand apart; wider where the letters are spaced."""
    letters = sum(len(word) == 1 and word.isalpha() for piece in row if (word := piece.text.strip()))
    if len(row) < 6 or 2 * letters < len(row):
        return SPACE_GAP
    gaps = sorted((after.x - piece.end) / size for piece, after in itertools.pairwise(row))
    usual = gaps[len(gaps) // 2]
    return max(SPACE_GAP, 2 * usual) if usual > 0.6 * SPACE_GAP else SPACE_GAP
