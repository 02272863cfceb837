"""Where pages begin in a Word document, as far as it tells.

Word draws pages anew wherever it opens a document. It notes where they broke when it last saved
(``w:lastRenderedPageBreak``); other programs leave only the breaks that the author set.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from lxml import etree

    from kb.ingest.readers.docx_styles import Styles

_DRAWN = qn("w:lastRenderedPageBreak")
_FORMS = {"lowerRoman": "i", "upperRoman": "I"}


@dataclass(frozen=True, slots=True)
class _Section:
    """How a section counts its pages."""

    start: int | None
    form: str
    new_page: bool


class PageCounter:
    """Counts pages along the paragraphs of a document."""

    def __init__(self, body: etree._Element, styles: Styles) -> None:
        self._styles = styles
        self._drawn = next(body.iter(_DRAWN), None) is not None
        self._sections = [_read_section(element) for element in body.iter(qn("w:sectPr"))]
        self._section = 0
        self._page = self._start(1)
        self._last_label = ""

    def before(self, paragraph: etree._Element) -> None:
        """Counts the breaks that stand before a paragraph's first word."""
        if self._drawn:
            first = next(paragraph.iter(_DRAWN, qn("w:t")), None)
            self._page += first is not None and first.tag == _DRAWN
        else:
            self._page += self._styles.breaks_page(paragraph)
            first = next(paragraph.iter(qn("w:br"), qn("w:t")), None)
            self._page += first is not None and _is_page_break(first)

    def after(self, paragraph: etree._Element) -> None:
        """Counts the other breaks of a paragraph, and the section that may end with it."""
        if self._drawn:
            first = next(paragraph.iter(_DRAWN, qn("w:t")), None)
            leads = first is not None and first.tag == _DRAWN
            self._page += sum(1 for _ in paragraph.iter(_DRAWN)) - leads
        else:
            first = next(paragraph.iter(qn("w:br"), qn("w:t")), None)
            leads = first is not None and _is_page_break(first)
            self._page += sum(_is_page_break(br) for br in paragraph.iter(qn("w:br"))) - leads
        properties = paragraph.find(qn("w:pPr"))
        if properties is not None and properties.find(qn("w:sectPr")) is not None:
            self._end_section()

    def new_label(self) -> str | None:
        """The label of the page if nothing was written on it yet, else None."""
        label = self._label()
        if label == self._last_label:
            return None
        self._last_label = label
        return label

    def _end_section(self) -> None:
        if self._section + 1 >= len(self._sections):
            return
        self._section += 1
        section = self._sections[self._section]
        # Where Word drew the breaks, the next paragraph holds its own.
        turned = section.new_page and not self._drawn
        self._page = self._start(self._page + turned)
        if self._drawn and section.start is not None and section.new_page:
            self._page -= 1

    def _start(self, page: int) -> int:
        start = self._sections[self._section].start if self._sections else None
        return page if start is None else start

    def _label(self) -> str:
        form = self._sections[self._section].form if self._sections else ""
        roman = _FORMS.get(form)
        if roman is None or not 0 < self._page < 100:
            return str(self._page)
        shown = ""
        value = self._page
        for number, sign in (
            (90, "xc"),
            (50, "l"),
            (40, "xl"),
            (10, "x"),
            (9, "ix"),
            (5, "v"),
            (4, "iv"),
            (1, "i"),
        ):
            while value >= number:
                shown, value = shown + sign, value - number
        return shown if roman == "i" else shown.upper()


def _is_page_break(element: etree._Element) -> bool:
    return element.tag == qn("w:br") and element.get(qn("w:type")) == "page"


def _read_section(element: etree._Element) -> _Section:
    numbers, kind = element.find(qn("w:pgNumType")), element.find(qn("w:type"))
    start = numbers.get(qn("w:start")) if numbers is not None else None
    return _Section(
        int(start) if start is not None and start.isdigit() else None,
        (numbers.get(qn("w:fmt")) or "") if numbers is not None else "",
        kind is None or kind.get(qn("w:val")) != "continuous",
    )
