"""The text of Word's paragraphs as a reader sees it: what is deleted, hidden or only a field's code is left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BOX = qn("w:txbxContent")
_SKIPPED = frozenset(qn(tag) for tag in ("w:del", "w:moveFrom", "w:instrText", "w:pPr", "w:rPr")) | {
    FALLBACK,
    BOX,
}
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_ARROWS = {"F0E0": "→", "F0DF": "←", "F0F3": "↔", "F0D8": "→"}
_NOTES = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
PARAGRAPH, TABLE = qn("w:p"), qn("w:tbl")
_WRAPPERS = frozenset(
    qn(tag) for tag in ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag")
)


@dataclass
class Notes:
    """A document's footnotes and endnotes, numbered as their marks come in the text."""

    texts: dict[str, dict[str, str]]
    called: dict[str, int] = field(default_factory=lambda: {"footnotes": 0, "endnotes": 0})

    def call(self, kind: str, name: str) -> tuple[str, str] | None:
        """The mark and the text of a note; None for one that the document does not have."""
        text = self.texts.get(kind, {}).get(name)
        if not text:
            return None
        self.called[kind] += 1
        mark = str(self.called[kind]).translate(_SUPERSCRIPT)
        return mark, f"{mark} {text}"


def read_notes(document: WordDocument) -> Notes:
    """The notes' texts by their ids."""
    return Notes({kind: _notes_of(document, kind) for kind in ("footnotes", "endnotes")})


def _notes_of(document: WordDocument, kind: str) -> dict[str, str]:
    part = next(
        (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith(f"/{kind}")), None
    )
    if part is None:
        return {}
    root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    return {
        note.get(qn("w:id")) or "": " ".join(
            " ".join(read_text(paragraph) for paragraph in note.iter(PARAGRAPH)).split()
        )
        for note in root.iter(qn(f"w:{kind[:-1]}"))
        if note.get(qn("w:type")) in (None, "normal")
    }


def blocks_of(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in order, also those inside content controls (where Word keeps its cover page, contents
    list and bibliography)."""
    for child in parent:
        if child.tag in (PARAGRAPH, TABLE):
            yield child
        elif child.tag in _WRAPPERS:
            yield from blocks_of(child)


def children_of(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """A table's rows or a row's cells, also those inside content controls; deleted rows are left out."""
    for child in parent:
        if child.tag == tag:
            properties = child.find(qn("w:trPr"))
            if properties is None or properties.find(qn("w:del")) is None:
                yield child
        elif child.tag in _WRAPPERS:
            yield from children_of(child, tag)


def boxes_of(element: etree._Element) -> Iterator[etree._Element]:
    """The text boxes that hang on a paragraph, each once; those inside another box belong to that."""
    for box in element.iter(BOX):
        if not any(parent.tag in (FALLBACK, BOX) for parent in _parents(box, element)):
            yield box


def _parents(box: etree._Element, until: etree._Element) -> Iterator[etree._Element]:
    for parent in box.iterancestors():
        if parent is until:
            return
        yield parent


def read_text(element: etree._Element, notes: Notes | None = None, called: list[str] | None = None) -> str:
    """The text of a paragraph. Notes that it calls leave their mark in it and their text in ``called``."""
    parts: list[str] = []
    for child in element:
        tag = child.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag in (qn("w:t"), _MATHS):
            parts.append(child.text or "")
        elif tag in _SIGNS:
            parts.append(_SIGNS[tag])
        elif tag == qn("w:sym"):
            parts.append(_ARROWS.get((child.get(qn("w:char")) or "").upper(), "•"))
        elif tag in _NOTES:
            found = notes.call(_NOTES[tag], child.get(qn("w:id")) or "") if notes else None
            if found and called is not None:
                parts.append(found[0])
                called.append(found[1])
        elif tag != qn("w:r") or not is_on(child.find(qn("w:rPr")), "w:vanish"):
            parts.append(read_text(child, notes, called))
    return "".join(parts)


def is_on(properties: etree._Element | None, name: str) -> bool:
    """Whether properties switch something on: bold, hidden."""
    switch = properties.find(qn(name)) if properties is not None else None
    return switch is not None and switch.get(qn("w:val")) not in ("0", "false", "off", "none")
