"""Word documents: a line a paragraph, with what the styles say of it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import docx
from docx.oxml.ns import qn
from lxml import etree

from kb.ingest.errors import UnreadableFile
from kb.ingest.readers.numbering import Numbering
from kb.ingest.source import LineHint, LineRole, SourceText
from kb.ingest.text import MAX_CHARACTERS, clean_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument

MAX_UNPACKED = 400_000_000
MAX_XML = 100_000_000
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ROLES = [
    (re.compile(r"^(?:title|tittel)$"), LineRole.TITLE),
    (re.compile(r"^(?:subtitle|undertittel)$"), LineRole.SUBTITLE),
    (re.compile(r"^(?:toc|innh|contents) ?\d"), LineRole.CONTENTS),
    (re.compile(r"quote|sitat|block text|blokktekst|blockquote"), LineRole.QUOTATION),
    (re.compile(r"caption|bildetekst|figurtekst|tabelltekst"), LineRole.CAPTION),
    (re.compile(r"footnote text|fotnotetekst"), LineRole.FOOTNOTE),
    (re.compile(r"^list\b|^liste|punktliste|nummerert liste"), LineRole.LIST_ITEM),
]
_HEADING_STYLE = re.compile(r"^(?:heading|overskrift) ?(\d)")
_SKIPPED = frozenset(qn(tag) for tag in ("w:del", "w:moveFrom", "w:instrText", "w:txbxContent", "w:pPr")) | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}


def read_docx(name: str, data: bytes, sha256: str, *, max_characters: int = MAX_CHARACTERS) -> SourceText:
    """The document's text, a line a paragraph, with hints from its styles. Raises UnreadableFile (``damaged``,
    ``too_large``)."""
    _refuse_bombs(data)
    try:
        document = docx.Document(io.BytesIO(data))
        writer = _Writer(document, max_characters)
        for element in _blocks(document.element.body):
            if element.tag == qn("w:tbl"):
                writer.write_table(element)
            else:
                writer.write_paragraph(element)
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
    pages = tuple(writer.pages) if len(writer.pages) >= 3 else ()
    return SourceText(name, sha256, "docx", text, writer.hints, pages, flowing=True)


def _damaged() -> UnreadableFile:
    return UnreadableFile(
        "damaged",
        "The Word document is damaged or not a document.",
        "Open it in Word, save it anew as DOCX and try again.",
    )


def _refuse_bombs(data: bytes) -> None:
    """Looks at the sizes in the archive's directory before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > 10_000 or sum(member.file_size for member in members) > MAX_UNPACKED:
                raise _too_large()
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    _refuse_xml(archive, member)
    except UnreadableFile:
        raise
    # A broken archive makes the library raise almost anything, zlib's own errors included.
    except Exception as error:
        raise _damaged() from error


def _refuse_xml(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    if member.file_size > MAX_XML:
        raise _too_large()
    with archive.open(member) as part:
        if b"<!DOCTYPE" in part.read(4096):
            raise _damaged()


def _too_large() -> UnreadableFile:
    return UnreadableFile(
        "too_large",
        "The document unpacks to far more than a thesis holds.",
        "Save it anew as DOCX, without large pictures.",
    )


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in order, also those inside content controls (where Word keeps its contents list)."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:customXml")):
            yield from _blocks(child)


@dataclass
class _Writer:
    document: WordDocument
    limit: int
    lines: list[str] = field(default_factory=list)
    hints: dict[int, LineHint] = field(default_factory=dict)
    pages: list[tuple[int, str]] = field(default_factory=list)
    page: int = 1
    size: int = 0
    last_role: LineRole | None = None

    def __post_init__(self) -> None:
        self.footnotes = _read_footnotes(self.document)
        self.styles = {style.style_id: style for style in self.document.styles}
        self.numbering = Numbering(self.document)
        self.note_number = 0

    def write_paragraph(self, element: etree._Element) -> None:
        notes: list[str] = []
        text = " ".join(self._text_of(element, notes).split(" ")).replace("\n", " ")
        breaks = self._count_page_breaks(element)
        if text.strip():
            hint = self._hint_of(element)
            number = self.numbering.label_of(
                element, hint.level if hint and hint.role is LineRole.HEADING else None
            )
            if number and hint is None:
                hint = LineHint(LineRole.LIST_ITEM)
            self._write(f"{number} {text.strip()}" if number else text.strip(), hint, new_page=breaks.before)
        self.page += breaks.total
        if breaks.total and not text.strip():
            self._pending_page = True
        for note in notes:
            self._write(note, LineHint(LineRole.FOOTNOTE), new_page=False)
        for box in element.iter(qn("w:txbxContent")):
            if not any(parent.tag.endswith("}Fallback") for parent in box.iterancestors()):
                for inner in _blocks(box):
                    self.write_paragraph(inner) if inner.tag == qn("w:p") else self.write_table(inner)

    def write_table(self, table: etree._Element) -> None:
        for row in table.iter(qn("w:tr")):
            cells = []
            for cell in row.iter(qn("w:tc")):
                parts = [self._text_of(p, []).replace("\n", " ").strip() for p in cell.iter(qn("w:p"))]
                cells.append(" ".join(part for part in parts if part))
            if any(cells):
                self._write("\t".join(cells), LineHint(LineRole.TABLE), new_page=False)
        self.last_role = None

    _pending_page: bool = True

    def _write(self, text: str, hint: LineHint | None, *, new_page: bool) -> None:
        role = hint.role if hint else None
        together = (
            role is not None
            and role is self.last_role
            and role in (LineRole.TABLE, LineRole.LIST_ITEM, LineRole.CONTENTS)
        )
        if self.lines and not together:
            self.lines.append("")
        self.lines.append(text)
        self.size += len(text)
        if self.size > self.limit:
            raise _too_large()
        number = len(self.lines)
        if new_page or self._pending_page:
            self.pages.append((number, str(self.page + (1 if new_page and not self._pending_page else 0))))
            self._pending_page = False
        if hint:
            self.hints[number] = hint
        self.last_role = role

    def _text_of(self, element: etree._Element, notes: list[str]) -> str:
        parts: list[str] = []
        for child in element:
            if child.tag in _SKIPPED or not isinstance(child.tag, str):
                continue
            if child.tag == qn("w:t"):
                parts.append(child.text or "")
            elif child.tag == qn("w:tab"):
                parts.append("\t")
            elif child.tag in (qn("w:br"), qn("w:cr")):
                parts.append("\n")
            elif child.tag == qn("w:noBreakHyphen"):
                parts.append("-")
            elif child.tag == qn("w:footnoteReference"):
                parts.append(self._note_mark(child, notes))
            else:
                parts.append(self._text_of(child, notes))
        return "".join(parts)

    def _note_mark(self, reference: etree._Element, notes: list[str]) -> str:
        note = self.footnotes.get(reference.get(qn("w:id")) or "")
        if not note:
            return ""
        self.note_number += 1
        mark = str(self.note_number).translate(_SUPERSCRIPT)
        notes.append(f"{mark} {note}")
        return mark

    def _hint_of(self, element: etree._Element) -> LineHint | None:
        properties = element.find(qn("w:pPr"))
        style_element = properties.find(qn("w:pStyle")) if properties is not None else None
        style = self.styles.get(style_element.get(qn("w:val")) or "") if style_element is not None else None
        outline = properties.find(qn("w:outlineLvl")) if properties is not None else None
        if outline is not None and (level := int(outline.get(qn("w:val")) or 9)) < 9:
            return LineHint(LineRole.HEADING, level + 1)
        while style is not None:
            name = (style.name or "").casefold()
            if match := _HEADING_STYLE.match(name):
                return LineHint(LineRole.HEADING, int(match[1]))
            for pattern, role in _ROLES:
                if pattern.search(name):
                    return (
                        LineHint(role) if role is not LineRole.LIST_ITEM or name != "list paragraph" else None
                    )
            style = getattr(style, "base_style", None)
        return None

    def _count_page_breaks(self, element: etree._Element) -> _Breaks:
        """Page breaks in the paragraph: those that Word drew last time, else those that the author set."""
        drawn = sum(1 for _ in element.iter(qn("w:lastRenderedPageBreak")))
        hard = sum(1 for br in element.iter(qn("w:br")) if br.get(qn("w:type")) == "page")
        first = next(element.iter(qn("w:lastRenderedPageBreak"), qn("w:t")), None)
        before = first is not None and first.tag == qn("w:lastRenderedPageBreak")
        return _Breaks(max(drawn, hard), before)


@dataclass(frozen=True, slots=True)
class _Breaks:
    total: int
    before: bool  # the first stands before the paragraph's first word


def _read_footnotes(document: WordDocument) -> dict[str, str]:
    """Footnotes' texts by their id in the document."""
    part = next(
        (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/footnotes")), None
    )
    if part is None:
        return {}
    root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    notes = {}
    for note in root.iter(qn("w:footnote")):
        if note.get(qn("w:type")) in (None, "normal"):
            notes[note.get(qn("w:id")) or ""] = " ".join(
                "".join(t.text or "" for t in note.iter(qn("w:t"))).split()
            )
    return notes
