"""Tables and lists of informants, whether their columns survived or fell apart into one cell a line."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.ingest.roles import find_role_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NAME_COLUMN = re.compile(
    r"navn|namn|pseudonym|fiktiv|betegn|nemning|alias|kode|label|name|code", re.IGNORECASE
)
_VOICE_COLUMN = re.compile(
    r"informant|respondent|intervjuperson|intervjuobjekt|kandidat|deltaker|deltakar|participant|interviewee|leder|leiar|manager|^nr\.?$|^id$",
    re.IGNORECASE,
)
_ROLE_COLUMN = re.compile(
    r"stilling|rolle|role|position|posisjon|tittel|funksjon|yrke|title|arbeidsoppg", re.IGNORECASE
)
_ROLE_AND_MARK = re.compile(r"[^\W\d_][\w-]*(?:\s[^\W\d_][\w-]*)?\s?-?(?:nr\.?\s?)?(?:[A-ZÆØÅ]|\d{1,2})")
_CODE = re.compile(r"[A-ZÆØÅ]{1,3}-?\d{1,2}|[A-ZÆØÅ]")
_NUMBER = re.compile(r"\d{1,2}\.?")
_NAME = re.compile(r"[A-ZÆØÅ][a-zæøåéöä]{1,14}")
_ITEM = re.compile(
    r"(?P<label>[^\W\d_][\w-]*(?:\s[^\W\d_][\w-]*)?\s(?:nr\.?\s?)?(?:[A-ZÆØÅ]|\d{1,2})|[A-ZÆØÅ]{1,3}\d{1,2})\s?(?::|[-–—]\s|,\s|\ser\s|\sis\s|\()\s*(?P<rest>.+)",
    re.DOTALL,
)
_NAMED_ITEM = re.compile(
    r"(?P<label>[A-ZÆØÅ][a-zæøåéöä]{1,14})(?:\s?:|\s[-–—]\s|,\s|\s(?:er|is)\s|\s\((?!\d))\s*(?P<rest>.+)",
    re.DOTALL,
)
# What somebody says, or is said to say, presents nobody.
_SAID = re.compile(
    r"[«“\"?]|\b(?:jeg|eg|meg|vi|oss|I|we)\b|\b(?:sier|seier|sa|forteller|fortel|mener|meiner|says)\b"
)
_CELLS = re.compile(r"\t|\s*\|\s*")
# A row whose cells are parted by nothing but a space: "Kari Avdelingsleder 9 år", "Leder 2 NAV-leder stort".
_RUN_TOGETHER = re.compile(
    r"(?P<label>[^\W\d_][\w-]*\s(?:nr\.?\s?)?(?:[A-ZÆØÅ]|\d{1,2})|[A-ZÆØÅ]{1,3}-?\d{1,2}|[A-ZÆØÅ][a-zæøåéöä]{1,14})"
    r"\s(?P<rest>\S.*)"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One informant of a table at ``text[start:end]``: the label, and the role where a column tells it."""

    label: str
    role: str
    start: int
    end: int


def read_table(text: str) -> tuple[Row, ...]:
    """The informants of a table, one a row; empty when its rows are not informants."""
    lines = list(_lines(text))
    if any("\t" in line or "|" in line for _, line in lines):
        return _read_columns(lines)
    return _read_rows_run_together(lines) or _read_cells(lines) or _read_numbers_across(lines)


def read_list_item(text: str, *, named: bool = False) -> Row | None:
    """The informant that a list item presents: "Leder A: NAV-leder i tre år"; None for any other item.

    ``named`` tells that the list presents pseudonyms, so that a name needs no role after it.
    """
    match = _ITEM.match(text)
    if match is None or not _is_voice(match.group("label")):
        match = _NAMED_ITEM.match(text)
        # A name must be told with a role, else any sentence of a list would do.
        if match is None or not (named or any(True for _ in find_role_words(match.group("rest")[:80]))):
            return None
    rest = " ".join(match.group("rest").rstrip(" .)").split())
    if _SAID.search(rest):
        return None
    return Row(match.group("label"), rest[:200], 0, len(text))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _split(line: str) -> list[str]:
    return [cell.strip(" *_") for cell in _CELLS.split(line.strip().strip("|"))]


def _is_voice(label: str) -> bool:
    """Whether a label is a role word with a letter or number ("Leder A"), or a code ("L2")."""
    if _CODE.fullmatch(label):
        return True
    return _ROLE_AND_MARK.fullmatch(label) is not None and any(True for _ in find_role_words(label))


def _read_columns(lines: Sequence[tuple[int, str]]) -> tuple[Row, ...]:
    rows = [(start, start + len(line), _split(line)) for start, line in lines if line.strip(" \t|-–:")]
    if len(rows) < 3:
        return ()
    header, body = rows[0][2], [row for row in rows[1:] if len(row[2]) > 1]
    column = _label_column(header, [cells for _, _, cells in body])
    if column is None:
        return ()
    role = next((n for n, cell in enumerate(header) if n != column and _ROLE_COLUMN.search(cell)), None)
    found: list[Row] = []
    for start, end, cells in body:
        if column >= len(cells) or not cells[column]:
            continue
        label = _as_label(cells[column], header[column])
        told = cells[role] if role is not None and role < len(cells) else ""
        found.append(Row(label, told, start, end))
    return tuple(found)


def _label_column(header: Sequence[str], body: Sequence[Sequence[str]]) -> int | None:
    """The column that names the voices: its cells are all labels and all different."""
    by_name = [n for n, cell in enumerate(header) if _NAME_COLUMN.search(cell)]
    by_voice = [n for n, cell in enumerate(header) if _VOICE_COLUMN.search(cell)]
    for n in dict.fromkeys((*by_name, *by_voice, 0)):
        cells = [row[n].strip() for row in body if n < len(row) and row[n].strip()]
        told = n in by_name or n in by_voice
        fit = [cell for cell in cells if _fits(cell, told=told)]
        if len(cells) >= 2 and len(fit) >= 0.8 * len(cells) and len(set(cells)) == len(cells):
            return n
    return None


def _fits(cell: str, *, told: bool) -> bool:
    if _is_voice(cell):
        return True
    return told and any(form.fullmatch(cell) for form in (_NUMBER, _NAME, _ROLE_AND_MARK))


def _as_label(cell: str, header: str) -> str:
    """A bare number is read with its column's heading: "informant 3"."""
    if not _NUMBER.fullmatch(cell):
        return cell
    word = next((word.base for word in find_role_words(header)), "informant")
    return f"{word.casefold()} {cell.rstrip('.')}"


def _read_rows_run_together(lines: Sequence[tuple[int, str]]) -> tuple[Row, ...]:
    """A table whose columns ran together: below a heading for names or voices, each row begins with a label of its
    own and tells a role."""
    heading = lines[0][1].partition(" ")[0]
    if not (_NAME_COLUMN.search(heading) or _VOICE_COLUMN.search(heading)):
        return ()
    found: list[Row] = []
    for start, line in lines[1:]:
        match = _RUN_TOGETHER.fullmatch(line.strip())
        if match is None:
            return ()
        label, rest = match.group("label"), match.group("rest")
        if not (_is_voice(label) or _NAME.fullmatch(label)) or not any(True for _ in find_role_words(rest)):
            return ()
        found.append(Row(label, re.sub(r"\s\d+$", "", rest), start, start + len(line)))
    distinct = len({row.label for row in found}) == len(found)
    return tuple(found) if len(found) >= 2 and distinct else ()


def _read_cells(lines: Sequence[tuple[int, str]]) -> tuple[Row, ...]:
    """A table that fell apart into one cell a line: each label begins a row, what follows it is that row's."""
    starts = [n for n, (_, line) in enumerate(lines) if _is_voice(line.strip())]
    if len(starts) < 2:
        return ()
    widths = [after - before for before, after in itertools.pairwise(starts)]
    width = min(max(widths), 8)
    # In a table of even rows a label may be any word: "Rektor".
    if len(set(widths)) == 1 and (len(lines) - starts[0]) % width == 0:
        starts = list(range(starts[0], len(lines), width))
    rows: list[list[str]] = []
    for place, n in enumerate(starts):
        last = starts[place + 1] if place + 1 < len(starts) else min(len(lines), n + width)
        rows.append([line.strip() for _, line in lines[n + 1 : min(last, n + width)] if line.strip()])
    found: list[Row] = []
    for n, role in zip(starts, _find_roles(rows), strict=True):
        start, line = lines[n]
        found.append(Row(line.strip(), role, start, start + len(line)))
    labels = [row.label for row in found]
    return tuple(found) if len(set(labels)) == len(labels) else ()


def _find_roles(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The cell of each row that tells a role; where none does, the one that stands where the others have theirs."""
    told = [
        next(
            (n for n, cell in enumerate(row) if any(word.ending != "e" for word in find_role_words(cell))),
            None,
        )
        for row in rows
    ]
    counts = Counter(n for n in told if n is not None)
    usual = counts.most_common(1)[0][0] if counts and counts.total() >= 0.6 * len(rows) else None
    for row, n in zip(rows, told, strict=True):
        at = n if n is not None else usual
        yield row[at] if at is not None and at < len(row) else ""


def _read_numbers_across(lines: Sequence[tuple[int, str]]) -> tuple[Row, ...]:
    """A table with one informant a column: a line that counts 1 2 3 ... heads it."""
    for start, line in lines:
        cells = line.split()
        if len(cells) >= 3 and cells == [str(n) for n in range(1, len(cells) + 1)]:
            return tuple(Row(f"informant {cell}", "", start, start + len(line)) for cell in cells)
    return ()
