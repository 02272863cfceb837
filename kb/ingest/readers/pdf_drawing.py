"""What a PDF page draws: pieces of text, each with its place, size and letters.

A page's content is a program: it moves a pen, chooses fonts and shows strings of codes. This module runs that
program as far as text goes (ISO 32000-1, 8.4 and 9.4).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, StreamObject

from kb.ingest.readers.pdf_fonts import PLAIN_FONT, Typeface, read_typeface

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST_NESTED_FORMS = 8
PIECE_COST, CODES_A_COST = 4, 8  # a piece of text weighs as much as four operations, eight codes as one
SPLIT_GAP = 0.12  # of the type size: a wider move ends a piece
_SAME_PLACE = 0.12  # of the type size: text drawn twice to look bold
_INVISIBLE = (3, 7)
_ACCENTS = dict(zip("˚¨´`ˆ˜ˇ", "\u030a\u0308\u0301\u0300\u0302\u0303\u030c", strict=True))
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class TooMuchDrawing(ValueError):
    """A document that draws far more than pages of text need."""


@dataclass(slots=True)
class Piece:
    """Text drawn in one go, in points from the left and from the bottom of the page as it is read; ``end`` is
    where the pen stood after it."""

    x: float
    end: float
    y: float
    size: float
    text: str
    bold: bool = False
    turned: int = 0  # by how many quarters of a circle against the page
    hidden: bool = False
    furniture: bool = False  # the file itself says that it is a running head or foot
    lost: int = 0  # signs of it that the file gives no letter for


@dataclass(slots=True)
class Drawing:
    """A page's text, and whether it shows a picture."""

    pieces: list[Piece] = field(default_factory=list)
    pictures: int = 0


@dataclass(slots=True)
class Budget:
    """How much the rest of a document may draw, counted in operations."""

    left: int

    def spend(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise TooMuchDrawing


@dataclass(slots=True)
class _State:
    matrix: Matrix = _IDENTITY
    font: Typeface = PLAIN_FONT
    size: float = 12.0
    letter_space: float = 0.0
    word_space: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0

    def copy(self) -> _State:
        return _State(
            self.matrix, self.font, self.size, self.letter_space, self.word_space, self.scale, self.leading,
            self.rise, self.mode,
        )  # fmt: skip


@dataclass(slots=True)
class _Mark:
    """A marked stretch of the content: what it stands for, and from which piece on."""

    furniture: bool
    text: str | None
    first: int


def draw_page(page: Any, typefaces: dict[int, Typeface], budget: Budget) -> Drawing:
    """What stands on a page. ``typefaces`` keeps the fonts of the document from page to page. Raises
    TooMuchDrawing, and whatever pypdf raises on a broken page."""
    contents = page.get_contents()
    if contents is None:
        return Drawing()
    pen = _Pen(page.pdf, typefaces, budget)
    pen.run(contents, page.get("/Resources"), depth=0)
    quarters = -(int(page.rotation or 0) // 90) % 4
    for piece in pen.drawing.pieces:
        piece.turned = (piece.turned + quarters) % 4
    return pen.drawing


def multiply(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


class _Pen:
    """Runs a page's content and notes the text."""

    def __init__(self, pdf: Any, typefaces: dict[int, Typeface], budget: Budget) -> None:
        self.pdf = pdf
        self.typefaces = typefaces
        self.budget = budget
        self.drawing = Drawing()
        self.state = _State()
        self.stack: list[_State] = []
        self.text_matrix = self.line_matrix = _IDENTITY
        self.marks: list[_Mark] = []
        self.seen: dict[tuple[str, int, int], tuple[float, float]] = {}
        self.resources: DictionaryObject = DictionaryObject()

    def run(self, contents: Any, resources: Any, depth: int) -> None:
        content = ContentStream(contents, self.pdf, "bytes")
        outer, self.resources = self.resources, _dictionary(resources) or self.resources
        operations = content.operations
        self.budget.spend(len(operations) + 1)
        depth_of_stack, n_marks = len(self.stack), len(self.marks)
        for operands, operator in operations:
            act = self._acts.get(operator)
            if act is not None:
                try:
                    act(self, operands)
                except TooMuchDrawing:
                    raise
                # An operation with wrong operands is skipped, as every viewer does.
                except (IndexError, TypeError, ValueError, KeyError, AttributeError, OverflowError):
                    continue
            elif operator == b"Do":
                self._draw_object(operands, depth)
        del self.stack[depth_of_stack:], self.marks[n_marks:]
        self.resources = outer

    def _draw_object(self, operands: Sequence[Any], depth: int) -> None:
        named = _dictionary(self.resources.get("/XObject")) or {}
        drawn = named.get(operands[0]) if operands else None
        drawn = drawn.get_object() if drawn is not None else None
        if not isinstance(drawn, StreamObject):
            return
        if drawn.get("/Subtype") == "/Image":
            self.drawing.pictures += 1
        elif drawn.get("/Subtype") == "/Form" and depth < MOST_NESTED_FORMS:
            saved = self.state
            self.state = saved.copy()
            own = drawn.get("/Matrix")
            if isinstance(own, ArrayObject) and len(own) == 6:
                self.state.matrix = multiply(_matrix(own), saved.matrix)
            self.run(drawn, drawn.get("/Resources"), depth + 1)
            self.state = saved

    # Graphics state

    def _save(self, _operands: Sequence[Any]) -> None:
        self.stack.append(self.state.copy())

    def _restore(self, _operands: Sequence[Any]) -> None:
        if self.stack:
            self.state = self.stack.pop()

    def _transform(self, operands: Sequence[Any]) -> None:
        self.state.matrix = multiply(_matrix(operands), self.state.matrix)

    def _picture(self, _operands: Sequence[Any]) -> None:
        self.drawing.pictures += 1

    # Text state

    def _set_letter_space(self, operands: Sequence[Any]) -> None:
        self.state.letter_space = float(operands[0])

    def _set_word_space(self, operands: Sequence[Any]) -> None:
        self.state.word_space = float(operands[0])

    def _set_scale(self, operands: Sequence[Any]) -> None:
        self.state.scale = float(operands[0]) / 100

    def _set_leading(self, operands: Sequence[Any]) -> None:
        self.state.leading = float(operands[0])

    def _set_rise(self, operands: Sequence[Any]) -> None:
        self.state.rise = float(operands[0])

    def _set_mode(self, operands: Sequence[Any]) -> None:
        self.state.mode = int(operands[0])

    def _set_font(self, operands: Sequence[Any]) -> None:
        self.state.size = float(operands[1])
        self._choose(operands[0])

    def _choose(self, name: str) -> None:
        fonts = _dictionary(self.resources.get("/Font")) or {}
        self._take(_dictionary(fonts.get(name)))

    def _take(self, font: Any) -> None:
        if font is None:
            self.state.font = PLAIN_FONT
            return
        if id(font) not in self.typefaces:
            self.typefaces[id(font)] = read_typeface(font)
        self.state.font = self.typefaces[id(font)]

    def _set_graphics(self, operands: Sequence[Any]) -> None:
        named = _dictionary(self.resources.get("/ExtGState")) or {}
        chosen = _dictionary(named.get(operands[0]))
        font = chosen.get("/Font") if chosen else None
        if isinstance(font, ArrayObject):
            self.state.size = float(font[1])
            self._take(_dictionary(font[0]))

    # Text position

    def _begin(self, _operands: Sequence[Any]) -> None:
        self.text_matrix = self.line_matrix = _IDENTITY

    def _move(self, operands: Sequence[Any]) -> None:
        self._step(float(operands[0]), float(operands[1]))

    def _move_and_lead(self, operands: Sequence[Any]) -> None:
        self.state.leading = -float(operands[1])
        self._move(operands)

    def _step(self, x: float, y: float) -> None:
        a, b, c, d, e, f = self.line_matrix
        self.line_matrix = self.text_matrix = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)

    def _place(self, operands: Sequence[Any]) -> None:
        self.line_matrix = self.text_matrix = _matrix(operands)

    def _next_line(self, _operands: Sequence[Any]) -> None:
        self._step(0.0, -self.state.leading)

    # Marked content

    def _mark(self, operands: Sequence[Any]) -> None:
        properties: Any = operands[1] if len(operands) > 1 else None
        if isinstance(properties, str):
            named = _dictionary(self.resources.get("/Properties")) or {}
            properties = named.get(properties)
        properties = _dictionary(properties)
        said = properties.get("/ActualText") if properties else None
        furniture = (
            operands[0] == "/Artifact" and bool(properties) and properties.get("/Type") == "/Pagination"
        )
        text = _string(said) if said is not None and not any(mark.text for mark in self.marks) else None
        self.marks.append(_Mark(furniture, text, len(self.drawing.pieces)))

    def _unmark(self, _operands: Sequence[Any]) -> None:
        if not self.marks:
            return
        mark = self.marks.pop()
        drawn = self.drawing.pieces[mark.first :]
        if mark.text is not None and drawn and all(abs(p.y - drawn[0].y) < p.size for p in drawn):
            drawn[0].text, drawn[0].end, drawn[0].lost = mark.text, drawn[-1].end, 0
            del self.drawing.pieces[mark.first + 1 :]

    # Text

    def _show(self, operands: Sequence[Any]) -> None:
        self._show_all((operands[0],))

    def _show_adjusted(self, operands: Sequence[Any]) -> None:
        self._show_all(operands[0])

    def _show_on_next_line(self, operands: Sequence[Any]) -> None:
        self._next_line(())
        self._show_all((operands[-1],))

    def _show_spaced(self, operands: Sequence[Any]) -> None:
        self.state.word_space, self.state.letter_space = float(operands[0]), float(operands[1])
        self._show_on_next_line(operands)

    def _show_all(self, parts: Sequence[Any]) -> None:
        state = self.state
        size, scale = state.size, state.scale
        pen = start = 0.0
        text: list[str] = []
        lost = 0
        for part in parts:
            if isinstance(part, (int, float)):
                move = -float(part) / 1000 * size * scale
                if abs(move) > SPLIT_GAP * abs(size) and text:
                    self._note("".join(text), start, pen, lost)
                    text, lost = [], 0
                pen += move
                if not text:
                    start = pen
                continue
            codes = _bytes(part)
            self.budget.spend(len(codes) // CODES_A_COST)
            for shown, width, is_space in state.font.read(codes):
                if shown in _ACCENTS and text:
                    self._note("".join(text), start, pen, lost)
                    text, lost, start = [], 0, pen
                text.append(shown)
                lost += not shown
                pen += (width * size + state.letter_space + (state.word_space if is_space else 0.0)) * scale
                if shown in _ACCENTS:
                    self._note(shown, start, pen, 0)
                    text, start = [], pen
        if text:
            self._note("".join(text), start, pen, lost)
        a, b, c, d, e, f = self.text_matrix
        self.text_matrix = (a, b, c, d, pen * a + e, pen * b + f)

    def _note(self, text: str, start: float, end: float, lost: int) -> None:
        state = self.state
        a, b, c, d, e, f = multiply(self.text_matrix, state.matrix)
        across = math.hypot(a, b)
        size = math.hypot(c, d) * abs(state.size)
        turned = round(math.atan2(b, a) / (math.pi / 2)) % 4
        x, y = start * a + state.rise * c + e, start * b + state.rise * d + f
        if not (math.isfinite(x + y + size) and size):
            return
        piece = Piece(
            x, x + (end - start) * across, y, size, text, state.font.bold, turned, state.mode in _INVISIBLE,
            any(mark.furniture for mark in self.marks), lost,
        )  # fmt: skip
        pieces = self.drawing.pieces
        if pieces and _carries(pieces[-1], piece):
            accent = pieces.pop()
            piece.text = piece.text[0] + _ACCENTS[accent.text] + piece.text[1:]
        elif self._stands_already(piece):
            return
        self.budget.spend(PIECE_COST)
        pieces.append(piece)

    def _stands_already(self, piece: Piece) -> bool:
        """Whether the same text was drawn at the same place before."""
        reach = max(1.0, piece.size)
        key = (piece.text, round(piece.x / reach), round(piece.y / reach))
        x, y = self.seen.get(key, (math.inf, math.inf))
        self.seen[key] = (piece.x, piece.y)
        near = _SAME_PLACE * piece.size
        return bool(piece.text.strip()) and abs(x - piece.x) < near and abs(y - piece.y) < near

    _acts: ClassVar[dict[bytes, Callable[[_Pen, Sequence[Any]], None]]] = {
        b"q": _save, b"Q": _restore, b"cm": _transform, b"gs": _set_graphics, b"INLINE IMAGE": _picture,
        b"BT": _begin, b"Tf": _set_font, b"Tc": _set_letter_space, b"Tw": _set_word_space, b"Tz": _set_scale,
        b"TL": _set_leading, b"Ts": _set_rise, b"Tr": _set_mode, b"Td": _move, b"TD": _move_and_lead,
        b"Tm": _place, b"T*": _next_line, b"Tj": _show, b"TJ": _show_adjusted, b"'": _show_on_next_line,
        b'"': _show_spaced, b"BMC": _mark, b"BDC": _mark, b"EMC": _unmark,
    }  # fmt: skip


def _carries(accent: Piece, letter: Piece) -> bool:
    """Whether an accent was drawn over the letter that comes next, as TeX makes é and å."""
    if accent.text not in _ACCENTS or not letter.text[:1].isalpha() or abs(accent.y - letter.y) > letter.size:
        return False
    width = accent.end - accent.x
    return accent.x - width < letter.x < accent.end - 0.3 * width


def _matrix(operands: Sequence[Any]) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in operands[:6])
    return a, b, c, d, e, f


def _dictionary(value: Any) -> Any:
    value = value.get_object() if value is not None and hasattr(value, "get_object") else value
    return value if isinstance(value, DictionaryObject) else None


def _bytes(value: Any) -> bytes:
    if isinstance(value, bytes):
        return value
    return getattr(value, "original_bytes", b"") if isinstance(value, str) else b""


def _string(value: Any) -> str | None:
    value = value.get_object() if hasattr(value, "get_object") else value
    if isinstance(value, bytes):
        return value.decode("utf-16", "replace") if value[:2] == b"\xfe\xff" else value.decode("latin-1")
    return str(value) if isinstance(value, str) else None
