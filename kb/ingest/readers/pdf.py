"""PDF files with a text layer: lines put together from what stands on each page, with blank lines where there
is space."""

from __future__ import annotations

import io
import itertools
import logging
import re
import warnings
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pypdf import PdfReader

from kb.ingest.draft import Notice
from kb.ingest.errors import UnreadableFile
from kb.ingest.source import LineHint, LineRole, SourceText
from kb.ingest.text import MAX_CHARACTERS, clean_text

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_PAGES = 3_000
LEAST_LETTERS_A_PAGE = 40
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


@dataclass(slots=True)
class PageLine:
    """A line on a page: where it starts (points from the left and from the bottom), its type size and text."""

    x: float
    y: float
    size: float
    bold: bool
    text: str


def read_pdf(name: str, data: bytes, sha256: str, *, max_characters: int = MAX_CHARACTERS) -> SourceText:
    """The text of the pages. Raises UnreadableFile (``damaged``, ``no_text_layer``, ``too_large``)."""
    pages, labels = _read_pages(data)
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
    return _write(name, sha256, pages, labels)


def _read_pages(data: bytes) -> tuple[list[list[PageLine]], list[str]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = _open(data)
            return [_read_page(page) for page in reader.pages], _labels(reader)
    except UnreadableFile:
        raise
    # A broken file makes the library raise almost anything, recursion and key errors included.
    except Exception as error:
        raise _damaged("The PDF is damaged.", "Open it, save it anew as PDF and try again.") from error


def _open(data: bytes) -> PdfReader:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise _damaged("The PDF is locked with a password.", "Save it without a password and try again.")
    if not 0 < len(reader.pages) <= MAX_PAGES:
        raise _damaged("The PDF has no pages, or far too many.", "Save it anew as PDF and try again.")
    return reader


def _damaged(message: str, remedy: str) -> UnreadableFile:
    return UnreadableFile("damaged", message, remedy)


def _labels(reader: PdfReader) -> list[str]:
    count = len(reader.pages)
    try:
        labels = [str(label) for label in reader.page_labels]
    except Exception:  # noqa: BLE001 - labels are a courtesy; a broken label tree must not cost the text
        labels = []
    return labels if len(labels) == count else [str(n + 1) for n in range(count)]


def _read_page(page: Any) -> list[PageLine]:
    """The page's lines, from the pieces of text in the order they were drawn."""
    lines: list[PageLine] = []
    fresh = True

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:
        nonlocal fresh
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        height = abs(size * (tm[3] or tm[0] or 1) * (cm[3] or cm[0] or 1))
        bold = bool(font and _BOLD.search(str(font.get("/BaseFont", ""))))
        for n, piece in enumerate(text.split("\n")):
            if n:
                fresh = True
            if not piece.strip():
                if piece and not fresh and lines:
                    lines[-1].text += piece
                continue
            if fresh:
                lines.append(PageLine(x, y, height, bold, piece))
                fresh = False
            else:
                lines[-1].text += piece
                # The mark of a footnote is set smaller than the note itself.
                lines[-1].size = max(lines[-1].size, height)

    page.extract_text(visitor_text=visit)
    return _in_reading_order([line for line in lines if line.text.strip()])


def _in_reading_order(lines: list[PageLine]) -> list[PageLine]:
    """From top to bottom where the page is one column: heads and feet are often drawn before the text."""
    falling = sum(a.y >= b.y - 1 for a, b in itertools.pairwise(lines))
    if falling * 10 >= 8 * (len(lines) - 1):
        return sorted(lines, key=lambda line: -round(line.y))
    return lines


def _write(name: str, sha256: str, pages: list[list[PageLine]], labels: list[str]) -> SourceText:
    """The pages' lines in one text; a blank line stands where a page leaves more space than between lines."""
    leading, size, left = _measure(pages)
    lines: list[str] = []
    firsts: list[tuple[int, str]] = []
    hints: dict[int, LineHint] = {}
    display: set[int] = set()
    for page, label in zip(pages, labels, strict=True):
        quoted = _find_set_in(page, leading, left)
        notes = _find_footnotes(page, size)
        before: PageLine | None = None
        if lines:
            lines.append("")
        for n, line in enumerate(page):
            if before is not None and _parted(before, line, leading, left):
                lines.append("")
            lines.append(clean_text(line.text.replace("\n", " ")).strip())
            if before is None:
                firsts.append((len(lines), label))
            if n in quoted:
                hints[len(lines)] = LineHint(LineRole.QUOTATION)
            elif n in notes:
                hints[len(lines)] = LineHint(LineRole.FOOTNOTE)
            if line.size > 1.12 * size or (line.bold and len(line.text) < 120):
                display.add(len(lines))
            before = line
    notices: tuple[Notice, ...] = ()
    empty = sum(not page for page in pages)
    if empty:
        notices = (Notice("pages_without_text", f"{empty} of {len(pages)} pages hold no text (pictures?)."),)
    if len(display) * 3 > len(lines):
        display = set()
    return SourceText(
        name,
        sha256,
        "pdf",
        "\n".join(lines),
        hints,
        tuple(firsts),
        display=frozenset(display),
        notices=notices,
    )


def _measure(pages: list[list[PageLine]]) -> tuple[float, float, float]:
    """The usual distance between lines, type size and left margin, in points."""
    steps: Counter[float] = Counter()
    sizes: Counter[float] = Counter()
    lefts: Counter[float] = Counter()
    for page in pages:
        for line, after in itertools.pairwise(page):
            if 4 < line.y - after.y < 60 and len(line.text) > 40:
                steps[round(line.y - after.y)] += 1
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
            lefts[round(line.x)] += 1
    return _mode(steps, 14.0), _mode(sizes, 12.0), _mode(lefts, 72.0)


def _mode(counts: Counter[float], default: float) -> float:
    return counts.most_common(1)[0][0] if counts else default


def _parted(before: PageLine, line: PageLine, leading: float, left: float) -> bool:
    """Whether two lines stand apart: more space than usual, a jump, or the first line of an indented paragraph."""
    step = before.y - line.y
    if step < 0 or step > 1.3 * leading:
        return True
    return line.x - before.x > 8 and abs(before.x - left) < 4 and line.x - left < 45


def _find_set_in(page: list[PageLine], leading: float, left: float) -> set[int]:
    """Lines of block quotations: two and more in a row, set in from the margin, with space above and below."""
    found: set[int] = set()
    n = 0
    while n < len(page):
        start = n
        if not 15 <= page[n].x - left <= 110:
            n += 1
            continue
        while (
            n + 1 < len(page)
            and abs(page[n + 1].x - page[start].x) < 3
            and 0 < page[n].y - page[n + 1].y <= 1.3 * leading
        ):
            n += 1
        long = sum(len(line.text) for line in page[start : n + 1]) > 60
        above = start == 0 or page[start - 1].y - page[start].y > 1.3 * leading
        below = n + 1 == len(page) or page[n].y - page[n + 1].y > 1.3 * leading
        if n > start and long and above and below and not re.match(r"[-–•●▪◦o\d(]", page[start].text.strip()):
            found.update(range(start, n + 1))
        n += 1
    return found


def _find_footnotes(page: list[PageLine], size: float) -> set[int]:
    """Lines of footnotes: in small type, from one that begins with a number to the last small one; rows of a
    table do not count."""
    found: set[int] = set()
    start: int | None = None
    for n in range(len(page) + 1):
        small = n < len(page) and page[n].size < 0.92 * size and len(page[n].text.strip()) > 5
        if small and start is None and re.match(r"\s*\d{1,3}\s*[^\W\d]", page[n].text):
            start = n
        elif not small and start is not None:
            notes = range(start, n)
            if any(len(page[k].text) > 40 for k in notes):
                found.update(notes)
            start = None
    return found
