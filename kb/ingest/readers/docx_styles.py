"""What Word's styles and settings say of a paragraph: heading, quotation, list item, caption ..."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

from kb.ingest.readers.docx_text import is_on
from kb.ingest.source import LineHint, LineRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument
    from lxml import etree

_ROLES = [
    (re.compile(r"^(?:title|tittel)$"), LineRole.TITLE),
    (re.compile(r"^(?:subtitle|undertittel)$"), LineRole.SUBTITLE),
    (re.compile(r"^(?:toc|innh|innhold|contents) ?\d"), LineRole.CONTENTS),
    (re.compile(r"quot(?:e|ation)|sitat|block text|blokktekst"), LineRole.QUOTATION),
    (re.compile(r"caption|bildetekst|figurtekst|tabelltekst"), LineRole.CAPTION),
    (re.compile(r"(?:foot|end)note text|fotnotetekst|sluttnotetekst"), LineRole.FOOTNOTE),
    (re.compile(r"^list\b(?! paragraph)|^liste(?!avsnitt)|punktliste|nummerert liste"), LineRole.LIST_ITEM),
]
_HEADING_STYLE = re.compile(r"^(?:heading|overskrift) ?(\d)")
_LEAST_INDENT = 280  # twentieths of a point: half a centimetre
_LEAST_QUOTED = 60  # characters
_LIST_START = re.compile(r"[-–•●▪◦o*\d(]|[a-zA-Z][.)]\s")
_LARGER = 1.12  # times the size of the text
_LONGEST_DISPLAY = 120  # characters


class Styles:
    """The document's styles, and what they make of its paragraphs."""

    def __init__(self, document: WordDocument) -> None:
        self._by_id: dict[str, Any] = {style.style_id: style for style in document.styles}
        default = next((s for s in self._by_id.values() if s.element.get(qn("w:default")) == "1"), None)
        self._default = default
        self._size = self._size_of(default) or 24

    def hint_of(self, paragraph: etree._Element) -> LineHint | None:
        """What the paragraph is by its outline level, its style, or a style that was made from."""
        properties = paragraph.find(qn("w:pPr"))
        if (level := _outline_level(properties)) is not None:
            return LineHint(LineRole.HEADING, level) if level else None
        for style in self._chain(properties):
            name = (style.name or "").casefold()
            if match := _HEADING_STYLE.match(name):
                return LineHint(LineRole.HEADING, int(match[1]))
            if level := _outline_level(style.element.find(qn("w:pPr"))):
                return LineHint(LineRole.HEADING, level)
            for pattern, role in _ROLES:
                if pattern.search(name):
                    return LineHint(role)
        return None

    def is_set_in(self, paragraph: etree._Element, text: str) -> bool:
        """Whether a paragraph stands in from the margin by hand, as block quotations without a style do."""
        properties = paragraph.find(qn("w:pPr"))
        indent = properties.find(qn("w:ind")) if properties is not None else None
        if indent is None or len(text) < _LEAST_QUOTED or _LIST_START.match(text):
            return False
        left = indent.get(qn("w:left")) or indent.get(qn("w:start")) or "0"
        hangs = indent.get(qn("w:hanging")) not in (None, "0")
        return not hangs and left.isdigit() and int(left) >= _LEAST_INDENT

    def is_display(self, paragraph: etree._Element, text: str) -> bool:
        """Whether a short paragraph is set bold or larger throughout, as headings without a style are."""
        if len(text) > _LONGEST_DISPLAY:
            return False
        properties = paragraph.find(qn("w:pPr"))
        chain = list(self._chain(properties))
        bold = any(is_on(style.element.find(qn("w:rPr")), "w:b") for style in chain)
        size = next((size for style in chain if (size := self._size_of(style))), self._size)
        runs = [run for run in paragraph.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
        return bool(runs) and all(
            is_on(own, "w:b")
            or (bold and (own is None or own.find(qn("w:b")) is None))
            or (_size(own) or size) >= _LARGER * self._size
            for own in (run.find(qn("w:rPr")) for run in runs)
        )

    def breaks_page(self, paragraph: etree._Element) -> bool:
        """Whether a paragraph always begins a page."""
        properties = paragraph.find(qn("w:pPr"))
        if is_on(properties, "w:pageBreakBefore"):
            return True
        return any(
            is_on(style.element.find(qn("w:pPr")), "w:pageBreakBefore") for style in self._chain(properties)
        )

    def _chain(self, properties: etree._Element | None) -> Iterator[Any]:
        """A paragraph's style and those it was made from."""
        named = properties.find(qn("w:pStyle")) if properties is not None else None
        style = self._by_id.get(named.get(qn("w:val")) or "") if named is not None else self._default
        seen: set[str] = set()
        while style is not None and style.style_id not in seen:
            seen.add(style.style_id)
            yield style
            style = getattr(style, "base_style", None)

    @staticmethod
    def _size_of(style: Any) -> float | None:
        return _size(style.element.find(qn("w:rPr"))) if style is not None else None


def _outline_level(properties: etree._Element | None) -> int | None:
    """The outline level from 1; 0 where the paragraph is said to be no heading, None where nothing is said."""
    outline = properties.find(qn("w:outlineLvl")) if properties is not None else None
    value = (outline.get(qn("w:val")) or "9") if outline is not None else ""
    if not value.isdigit():
        return None
    return int(value) + 1 if int(value) < 9 else 0


def _size(properties: etree._Element | None) -> float | None:
    """The type size in half points."""
    size = properties.find(qn("w:sz")) if properties is not None else None
    value = size.get(qn("w:val")) or "" if size is not None else ""
    return float(value) if value.isdigit() else None
