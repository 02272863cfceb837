"""Word documents: a line a paragraph, with what the styles say of it."""

from __future__ import annotations

import io
import itertools
import zipfile
from typing import TYPE_CHECKING

import docx
from docx.oxml.ns import qn

from kb.ingest.draft import Notice
from kb.ingest.errors import UnreadableFile
from kb.ingest.readers.docx_pages import PageCounter
from kb.ingest.readers.docx_styles import Styles
from kb.ingest.readers.docx_text import (
    BOX,
    FALLBACK,
    PARAGRAPH,
    TABLE,
    blocks_of,
    boxes_of,
    children_of,
    read_notes,
    read_text,
)
from kb.ingest.readers.numbering import Numbering
from kb.ingest.source import LineHint, LineRole, SourceText
from kb.ingest.text import MAX_CHARACTERS, clean_text

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml import etree

MAX_UNPACKED = 400_000_000
MAX_XML = 60_000_000
MAX_TAGS = 4_000_000
_DECLARATIONS = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_CHUNK = 1_000_000
_TOGETHER = (LineRole.TABLE, LineRole.LIST_ITEM, LineRole.CONTENTS)
_MOST_ON_A_PAGE = 4_000  # characters; where breaks stand further apart, the file notes only some
_COUNTED = (
    "Pages were counted from the page breaks noted in the Word file. Look the page up before citing it."
)
_MOST_SET_IN = 0.3  # share of paragraphs; where more stand in, it is the margin


def read_docx(
    name: str,
    data: bytes,
    sha256: str,
    *,
    max_characters: int = MAX_CHARACTERS,
    max_unpacked: int = MAX_UNPACKED,
    max_tags: int = MAX_TAGS,
) -> SourceText:
    """The document's text, a line a paragraph, with hints from its styles. Raises UnreadableFile (``damaged``,
    ``empty``, ``too_large``)."""
    _refuse_bombs(data, max_unpacked, max_tags)
    try:
        document = docx.Document(io.BytesIO(data))
        writer = _Writer(document, max_characters)
        writer.write_blocks(document.element.body)
    except UnreadableFile:
        raise
    # The libraries below raise whatever a broken part makes them stumble over.
    except Exception as error:
        raise _damaged() from error
    text = clean_text("\n".join(writer.lines))
    if not text.strip():
        raise UnreadableFile(
            "empty", "The document holds no text.", "Choose the file that holds the thesis itself."
        )
    pages = writer.find_pages()
    notices = [Notice("pages_counted", _COUNTED)] if pages else []
    return SourceText(
        name,
        sha256,
        "docx",
        text,
        writer.hints | writer.find_quotations(),
        pages,
        flowing=True,
        display=frozenset(writer.display),
        notices=tuple(notices),
    )


def _damaged() -> UnreadableFile:
    return UnreadableFile(
        "damaged",
        "The Word document is damaged or not a document.",
        "Open it in Word, save it anew as DOCX and try again.",
    )


def _refuse_bombs(data: bytes, max_unpacked: int, max_tags: int) -> None:
    """Looks at the sizes in the archive's directory before anything is unpacked, then at each part's tags."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_size(archive, max_unpacked)
            for member in archive.infolist():
                if member.filename.endswith((".xml", ".rels")):
                    _refuse_xml(archive, member, max_tags)
    except UnreadableFile:
        raise
    # A broken archive makes the library raise almost anything, zlib's own errors included.
    except Exception as error:
        raise _damaged() from error


def _refuse_size(archive: zipfile.ZipFile, max_unpacked: int) -> None:
    members = archive.infolist()
    if len(members) > 10_000 or sum(member.file_size for member in members) > max_unpacked:
        raise _too_large()


def _refuse_xml(archive: zipfile.ZipFile, member: zipfile.ZipInfo, max_tags: int) -> None:
    if member.file_size > MAX_XML:
        raise _too_large()
    tags, tail = 0, b""
    with archive.open(member) as part:
        while chunk := part.read(_CHUNK):
            tags += chunk.count(b"<")
            seam = tail + chunk
            if any(declaration in seam for declaration in _DECLARATIONS):
                raise _damaged()
            tail = chunk[-32:]
    if tags > max_tags:
        raise _too_large()


def _too_large() -> UnreadableFile:
    return UnreadableFile(
        "too_large",
        "The document unpacks to far more than a thesis holds.",
        "Save it anew as DOCX, without large pictures.",
    )


class _Writer:
    """Writes a document's paragraphs one below the other, and notes what is known of each."""

    def __init__(self, document: WordDocument, limit: int) -> None:
        self.limit = limit
        self.lines: list[str] = []
        self.hints: dict[int, LineHint] = {}
        self.pages: list[tuple[int, str]] = []
        self.display: set[int] = set()
        self._notes = read_notes(document)
        self._styles = Styles(document)
        self._numbering = Numbering(document)
        self._counter = PageCounter(document.element.body, self._styles)
        self._filled: list[int] = []  # how much was written before each page
        self._set_in: list[int] = []
        self._paragraphs = 0
        self._size = 0
        self._last_role: LineRole | None = None

    def find_pages(self) -> tuple[tuple[int, str], ...]:
        """Where pages begin, if the file tells it of all."""
        longest = max(
            (end - start for start, end in itertools.pairwise([*self._filled, self._size])), default=0
        )
        return tuple(self.pages) if len(self.pages) >= 3 and longest <= _MOST_ON_A_PAGE else ()

    def find_quotations(self) -> dict[int, LineHint]:
        """Paragraphs set in by hand, where that is not how most of the text stands."""
        if len(self._set_in) > _MOST_SET_IN * self._paragraphs:
            return {}
        return {number: LineHint(LineRole.QUOTATION) for number in self._set_in}

    def write_blocks(self, parent: etree._Element) -> None:
        for element in blocks_of(parent):
            if element.tag == TABLE:
                self._write_table(element)
            else:
                self._write_paragraph(element)

    def _write_paragraph(self, element: etree._Element) -> None:
        called: list[str] = []
        text = read_text(element, self._notes, called).replace("\n", " ").strip()
        self._counter.before(element)
        if text:
            hint = self._styles.hint_of(element)
            number = self._numbering.label_of(
                element, hint.level if hint and hint.role is LineRole.HEADING else None
            )
            if number and hint is None:
                hint = LineHint(LineRole.LIST_ITEM)
            self._write(f"{number} {text}" if number else text, hint)
            self._paragraphs += 1
            if hint is None and self._styles.is_set_in(element, text):
                self._set_in.append(len(self.lines))
            elif hint is None and self._styles.is_display(element, text):
                self.display.add(len(self.lines))
        self._counter.after(element)
        for note in called:
            self._write(note, LineHint(LineRole.FOOTNOTE))
        for box in boxes_of(element):
            self.write_blocks(box)

    def _write_table(self, table: etree._Element) -> None:
        boxes: list[etree._Element] = []
        called: list[str] = []
        for row in children_of(table, qn("w:tr")):
            cells = []
            for cell in children_of(row, qn("w:tc")):
                parts = []
                for paragraph in cell.iter(PARAGRAPH):
                    if _innermost(paragraph, cell):
                        parts.append(" ".join(read_text(paragraph, self._notes, called).split()))
                        boxes.extend(boxes_of(paragraph))
                        self._counter.before(paragraph)
                        self._counter.after(paragraph)
                cells.append(" ".join(part for part in parts if part))
            if any(cells):
                self._write("\t".join(cells), LineHint(LineRole.TABLE))
        self._last_role = None
        for note in called:
            self._write(note, LineHint(LineRole.FOOTNOTE))
        for box in boxes:
            self.write_blocks(box)

    def _write(self, text: str, hint: LineHint | None) -> None:
        role = hint.role if hint else None
        if self.lines and not (role is self._last_role and role in _TOGETHER):
            self.lines.append("")
        self.lines.append(text)
        self._size += len(text)
        if self._size > self.limit:
            raise _too_large()
        number = len(self.lines)
        if label := self._counter.new_label():
            self.pages.append((number, label))
            self._filled.append(self._size - len(text))
        if hint:
            self.hints[number] = hint
        self._last_role = role


def _innermost(paragraph: etree._Element, cell: etree._Element) -> bool:
    """Whether a paragraph is the cell's own text, not that of a text box in it."""
    for parent in paragraph.iterancestors():
        if parent is cell:
            return True
        if parent.tag in (BOX, FALLBACK):
            return False
    return True
