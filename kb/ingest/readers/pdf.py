"""PDF files with a text layer: lines put together from what stands on each page, with blank lines where there
is space."""

from __future__ import annotations

import io
import logging
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pypdf import PdfReader

from kb.ingest.draft import Notice
from kb.ingest.errors import UnreadableFile
from kb.ingest.readers.pdf_drawing import Budget, Drawing, TooMuchDrawing, draw_page
from kb.ingest.readers.pdf_edges import Edges, find_edges
from kb.ingest.readers.pdf_lines import PageLine, find_gutters, order_lines, read_page
from kb.ingest.readers.pdf_setting import (
    Setting,
    find_footnotes,
    find_set_in,
    is_parted,
    measure,
    measure_margins,
)
from kb.ingest.source import LineHint, LineRole, SourceText
from kb.ingest.text import MAX_CHARACTERS, clean_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kb.ingest.readers.pdf_fonts import Typeface

MAX_PAGES = 3_000
MAX_OPERATIONS = 8_000_000  # two thousand pages of the wordiest programs
LEAST_LETTERS_A_PAGE = 40
MOST_LOST = 0.2  # share of signs without a letter, above which a text cannot be read

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class _Book:
    """The pages of a file as they were drawn."""

    drawings: tuple[Drawing, ...]
    labels: tuple[str, ...]
    labelled: bool  # the labels are more than a count of the pages


def read_pdf(
    name: str,
    data: bytes,
    sha256: str,
    *,
    max_characters: int = MAX_CHARACTERS,
    max_pages: int = MAX_PAGES,
    max_operations: int = MAX_OPERATIONS,
    told: Callable[[int, int], None] | None = None,
) -> SourceText:
    """The text of the pages; ``told`` hears how many are drawn, and of how many. Raises UnreadableFile (``damaged``,
    ``locked``, ``no_text_layer``, ``too_large``, ``unreadable_letters``)."""
    book = _read_book(data, max_pages, max_operations, told)
    pieces = [read_page(drawing) for drawing in book.drawings]
    lost = sum(piece.lost for page in pieces for piece in page)
    signs = lost + sum(len(piece.text) for page in pieces for piece in page)
    if lost > MOST_LOST * signs:
        raise UnreadableFile(
            "unreadable_letters",
            "The PDF does not say which letters its signs stand for.",
            "Save it anew as PDF from the program it was written in, or run OCR (text recognition) on it.",
        )
    gutters = find_gutters(pieces)
    pages = [
        [line for line in order_lines(page, gutter) if line.text]
        for page, gutter in zip(pieces, gutters, strict=True)
    ]
    _require_text(pages, max_characters)
    notices = _notices(book, pages, lost, sum(gutter is not None for gutter in gutters))
    return _write(name, sha256, book, pages, notices)


def _read_book(
    data: bytes, max_pages: int, max_operations: int, told: Callable[[int, int], None] | None
) -> _Book:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = _open(data, max_pages)
            typefaces: dict[int, Typeface] = {}
            budget = Budget(max_operations)
            drawings = []
            for number, page in enumerate(reader.pages):
                if told is not None:
                    told(number, len(reader.pages))
                drawings.append(draw_page(page, typefaces, budget))
            return _Book(tuple(drawings), *_labels(reader))
    except UnreadableFile:
        raise
    except TooMuchDrawing as error:
        raise UnreadableFile(
            "too_large",
            "The PDF draws far more than the pages of a thesis need.",
            "Save it anew as PDF, without detailed drawings or maps.",
        ) from error
    # A broken file makes the library raise almost anything, recursion and key errors included.
    except Exception as error:
        raise UnreadableFile(
            "damaged", "The PDF is damaged.", "Open it, save it anew as PDF and try again."
        ) from error


def _open(data: bytes, max_pages: int) -> PdfReader:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableFile(
            "locked", "The PDF is locked with a password.", "Save it without a password and try again."
        )
    if not len(reader.pages):
        raise UnreadableFile("damaged", "The PDF has no pages.", "Save it anew as PDF and try again.")
    if len(reader.pages) > max_pages:
        raise UnreadableFile(
            "too_large",
            f"The PDF has more than {max_pages} pages.",
            "Choose the file that holds the thesis alone.",
        )
    return reader


def _labels(reader: PdfReader) -> tuple[tuple[str, ...], bool]:
    """Each page's label, and whether the file gives labels that say more than a count of its pages."""
    counted = tuple(str(n + 1) for n in range(len(reader.pages)))
    try:
        labels = tuple(str(label) for label in reader.page_labels)
    except Exception:  # noqa: BLE001 - labels are a courtesy; a broken label tree must not cost the text
        return counted, False
    return (labels, labels != counted) if len(labels) == len(counted) else (counted, False)


def _require_text(pages: Sequence[Sequence[PageLine]], max_characters: int) -> None:
    letters = sum(sum(char.isalpha() for char in line.text) for page in pages for line in page)
    if letters < LEAST_LETTERS_A_PAGE * max(1, len(pages)):
        raise UnreadableFile(
            "no_text_layer",
            "The PDF holds pictures of pages, not text.",
            "Run OCR (text recognition) on it first, then upload the result.",
        )
    if letters > max_characters:
        raise UnreadableFile(
            "too_large",
            "The PDF holds more text than any thesis.",
            "Choose the file that holds the thesis alone.",
        )


def _notices(
    book: _Book, pages: Sequence[Sequence[PageLine]], lost: int, in_columns: int
) -> tuple[Notice, ...]:
    notices = []
    pictures = [
        n + 1
        for n, (drawing, page) in enumerate(zip(book.drawings, pages, strict=True))
        if not page and drawing.pictures
    ]
    if pictures:
        notices.append(
            Notice(
                "pages_without_text",
                f"{len(pictures)} of {len(pages)} pages are pictures without text, counted from the first: "
                f"{_ranges(pictures)}. What stands on them was not read.",
            )
        )
    if lost:
        notices.append(
            Notice("lost_letters", f"For {lost} signs the PDF does not say which letter they stand for.")
        )
    if in_columns:
        notices.append(Notice("columns", f"{in_columns} of {len(pages)} pages were read as two columns."))
    return tuple(notices)


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers written short: 3, 5-7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    return ", ".join(shown[:20]) + (" …" if len(shown) > 20 else "")


def _write(
    name: str,
    sha256: str,
    book: _Book,
    pages: Sequence[Sequence[PageLine]],
    notices: tuple[Notice, ...],
) -> SourceText:
    """The pages' lines in one text; a blank line stands where a page leaves more space than between lines."""
    setting = measure(pages)
    edges = find_edges(pages, setting.leading, setting.size)
    writer = _Writer(setting)
    for n, page in enumerate(pages):
        writer.write_page(n, page, edges.lines[n], edges.numbers[n], book.labels[n])
    display = writer.display if len(writer.display) * 3 <= len(writer.lines) else set()
    return SourceText(
        name,
        sha256,
        "pdf",
        "\n".join(writer.lines),
        writer.hints,
        tuple(writer.firsts),
        display=frozenset(display),
        notices=notices,
        furniture=writer.furniture,
        labelled=book.labelled and _agree(book.labels, edges),
    )


def _agree(labels: Sequence[str], edges: Edges) -> bool:
    """Whether the labels are what the pages show, as far as they show numbers."""
    shown = [(label, number) for label, number in zip(labels, edges.numbers, strict=True) if number]
    return 5 * sum(label == number for label, number in shown) >= 4 * len(shown)


class _Writer:
    """Writes lines one below the other, and notes what is known of each."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.lines: list[str] = []
        self.firsts: list[tuple[int, str]] = []
        self.hints: dict[int, LineHint] = {}
        self.display: set[int] = set()
        self.furniture: dict[int, str | None] = {}

    def write_page(
        self, number: int, page: Sequence[PageLine], furniture: frozenset[int], shown: str | None, label: str
    ) -> None:
        setting = self.setting
        body = [line for n, line in enumerate(page) if n not in furniture]
        lefts = [setting.left(number, line) for line in body]
        margins = {
            column: measure_margins(
                [line for line in body if line.column == column],
                next(left for line, left in zip(body, lefts, strict=True) if line.column == column),
                setting.leading,
            )
            for column in {line.column for line in body}
        }
        quoted = find_set_in(body, setting.leading, lefts)
        notes = find_footnotes(body, setting.size)
        if page and self.lines:
            self.lines.append("")
        at_body = 0
        for n, line in enumerate(page):
            at_edge = n in furniture or n - 1 in furniture
            if n and (at_edge or is_parted(page[n - 1], line, setting, margins[line.column])):
                self.lines.append("")
            self.lines.append(clean_text(line.text.replace("\n", " ")).strip())
            at = len(self.lines)
            if n == 0:
                self.firsts.append((at, label))
            if n in furniture:
                self.furniture[at] = shown
                continue
            if at_body in quoted:
                self.hints[at] = LineHint(LineRole.QUOTATION)
            elif at_body in notes:
                self.hints[at] = LineHint(LineRole.FOOTNOTE)
            if line.size > 1.12 * setting.size or (line.bold and len(line.text) < 120):
                self.display.add(at)
            at_body += 1
