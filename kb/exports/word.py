"""Quotations as a Word document: the words with their citations, thesis by thesis, and a list of references."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from kb.exports.atom import keep_allowed
from kb.exports.rich_text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.exports.quotation_text import QuotationText
    from kb.exports.rich_text import RichText

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# APA 7 and Norsk APA-manual: a block, and what hangs in a list of references, stand this far in.
INDENT = Cm(1.27)
_QUOTED, _BLOCK, _SAID, _ENTRY = "Quoted", "Block quotation", "Said by", "Reference entry"
# What Word calls the languages; it checks spelling by them.
_LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class WordQuotation:
    """Words with their citation; ``language`` is theirs, ``about`` says who speaks, where and how sure that is."""

    said: QuotationText
    language: str
    about: str


@dataclass(frozen=True, slots=True)
class WordSection:
    """The quotations of one thesis."""

    heading: str
    quotations: Sequence[WordQuotation]


@dataclass(frozen=True, slots=True)
class WordList:
    """What the document holds: ``source`` tells where it is from, ``references_heading`` names the list at its end."""

    title: str
    source: str
    language: str
    sections: Sequence[WordSection]
    references_heading: str
    references: Sequence[RichText]


def write_word(content: WordList) -> bytes:
    """The document (DOCX); its styles can be changed as one wishes, the headings are those of Word."""
    document = Document()
    document.core_properties.title = _plain(content.title)
    document.core_properties.author = ""
    document.core_properties.comments = _plain(content.source)
    document.core_properties.language = _LANGUAGES.get(content.language, content.language)
    _make_styles(document, content.language)
    document.add_heading(_plain(content.title), 0)
    document.add_paragraph(_plain(content.source), _SAID)
    for section in content.sections:
        document.add_heading(_plain(section.heading), 1)
        for quotation in section.quotations:
            _add_quotation(document, quotation)
    if content.references:
        document.add_heading(_plain(content.references_heading), 1)
    for reference in content.references:
        _add_stretches(document.add_paragraph(style=_ENTRY), reference)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _make_styles(document: Any, language: str) -> None:
    styles = document.styles
    _set_language(styles["Normal"].element.get_or_add_rPr(), language)
    for name in (_QUOTED, _BLOCK, _SAID, _ENTRY):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
    styles[_BLOCK].paragraph_format.left_indent = INDENT
    styles[_ENTRY].paragraph_format.left_indent = INDENT
    styles[_ENTRY].paragraph_format.first_line_indent = -INDENT
    styles[_SAID].font.size = Pt(9)
    for name in (_QUOTED, _BLOCK):
        styles[name].paragraph_format.space_after = Pt(2)
        styles[name].paragraph_format.keep_with_next = True


def _add_quotation(document: Any, quotation: WordQuotation) -> None:
    said = quotation.said
    paragraph = document.add_paragraph(style=_BLOCK if said.is_block else _QUOTED)
    run = paragraph.add_run(_plain(said.quoted))
    _set_language(run.element.get_or_add_rPr(), quotation.language)
    paragraph.add_run(" ")
    _add_stretches(paragraph, said.in_text)
    document.add_paragraph(_plain(quotation.about), _SAID)


def _add_stretches(paragraph: Any, text: RichText) -> None:
    for stretch in text.stretches:
        run = paragraph.add_run(keep_allowed(stretch.text))
        run.italic = stretch.is_italic or None
        if stretch.language:
            _set_language(run.element.get_or_add_rPr(), stretch.language)


def _plain(text: str) -> str:
    return keep_allowed(clean(text))


def _set_language(properties: Any, language: str) -> None:
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), _LANGUAGES.get(language, language))
    properties.append(element)
