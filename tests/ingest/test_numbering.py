"""The numbers that Word shows: a reader sees them, the file does not hold them."""

from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from kb.ingest.readers import read_source
from kb.ingest.source import LineRole, SourceText

# Form and text of each level, as Word writes them: ("decimal", "%1.").
Levels = tuple[tuple[str, str], ...]


def read(document: WordDocument) -> SourceText:
    stream = io.BytesIO()
    document.save(stream)
    return read_source("oppgave.docx", stream.getvalue())


def lines_of(document: WordDocument) -> list[str]:
    return [line for line in read(document).lines if line]


def define_list(document: WordDocument, *levels: tuple[str, str], number: int = 900) -> int:
    """Adds a list of those levels to the document and returns its number."""
    root = document.part.numbering_part.element
    shown = "".join(
        f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    root.append(
        parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{shown}</w:abstractNum>')
    )
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
    )
    return number


def set_number(properties: object, number: int, level: int | None = 0) -> None:
    mark = OxmlElement("w:numPr")
    if level is not None:
        mark.append(OxmlElement("w:ilvl", attrs={qn("w:val"): str(level)}))
    mark.append(OxmlElement("w:numId", attrs={qn("w:val"): str(number)}))
    properties.append(mark)  # type: ignore[attr-defined]


def add_item(
    document: WordDocument, text: str, number: int, level: int | None = 0, style: str | None = None
) -> Paragraph:
    paragraph = document.add_paragraph(text, style=style)
    set_number(paragraph._p.get_or_add_pPr(), number, level)
    return paragraph


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("decimal", ["1)", "2)", "3)", "4)"]),
        ("lowerLetter", ["a)", "b)", "c)", "d)"]),
        ("upperLetter", ["A)", "B)", "C)", "D)"]),
        ("lowerRoman", ["i)", "ii)", "iii)", "iv)"]),
        ("upperRoman", ["I)", "II)", "III)", "IV)"]),
        ("bullet", ["-", "-", "-", "-"]),
    ],
)
def test_items_carry_the_marks_that_word_shows(form: str, shown: list[str]) -> None:
    document = docx.Document()
    number = define_list(document, (form, "%1)"))
    for place in ("Nord", "Sør", "Øst", "Vest"):
        add_item(document, place, number)
    assert lines_of(document) == [
        f"{mark} {place}" for mark, place in zip(shown, ("Nord", "Sør", "Øst", "Vest"), strict=True)
    ]


def test_a_list_without_marks_shows_none() -> None:
    document = docx.Document()
    add_item(document, "Nord", define_list(document, ("none", "")))
    assert lines_of(document) == ["Nord"]


def test_the_items_of_a_level_begin_anew_under_each_item_above() -> None:
    document = docx.Document()
    number = define_list(document, ("decimal", "%1."), ("lowerLetter", "%1.%2"))
    for text, level in (("Nord", 0), ("by", 1), ("bygd", 1), ("Sør", 0), ("by", 1)):
        add_item(document, text, number, level)
    assert lines_of(document) == ["1. Nord", "1.a by", "1.b bygd", "2. Sør", "2.a by"]


def test_a_plain_paragraph_with_a_number_is_an_item() -> None:
    document = docx.Document()
    add_item(document, "Nord", define_list(document, ("decimal", "%1.")), None)
    source = read(document)
    assert [hint.role for hint in source.hints.values()] == [LineRole.LIST_ITEM]


def test_headings_are_numbered_by_their_style_as_deep_as_they_stand() -> None:
    document = docx.Document()
    number = define_list(document, ("decimal", "%1."), ("decimal", "%1.%2."))
    for depth in (1, 2):
        set_number(document.styles[f"Heading {depth}"].element.get_or_add_pPr(), number, None)
    for text, depth in (("Innledning", 1), ("Bakgrunn", 2), ("Formål", 2), ("Teori", 1)):
        document.add_heading(text, depth)
    assert lines_of(document) == ["1 Innledning", "1.1 Bakgrunn", "1.2 Formål", "2 Teori"]


def test_a_style_made_from_a_numbered_one_is_numbered_too() -> None:
    document = docx.Document()
    number = define_list(document, ("decimal", "%1."))
    set_number(document.styles["Body Text"].element.get_or_add_pPr(), number)
    own = document.styles.add_style("Mine punkter", 1)
    own.base_style = document.styles["Body Text"]
    document.add_paragraph("Nord", style="Mine punkter")
    assert lines_of(document) == ["1. Nord"]


@pytest.mark.parametrize("number", [0, 4711])
def test_a_paragraph_taken_out_of_its_list_or_of_a_lost_one_has_no_number(number: int) -> None:
    document = docx.Document()
    add_item(document, "Nord", number)
    assert lines_of(document) == ["Nord"]


def test_a_number_mark_that_names_no_list_is_none() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Nord")
    paragraph._p.get_or_add_pPr().append(OxmlElement("w:numPr"))
    assert lines_of(document) == ["Nord"]


def test_a_document_without_lists_is_read() -> None:
    document = docx.Document()
    document.add_paragraph("Nord")
    lists = next(key for key, rel in document.part.rels.items() if rel.reltype.endswith("/numbering"))
    document.part.rels.pop(lists)
    assert lines_of(document) == ["Nord"]


def test_a_list_begins_where_it_says() -> None:
    document = docx.Document()
    number = define_list(document, ("decimal", "%1."))
    level = document.part.numbering_part.element.findall(qn("w:abstractNum"))[-1].find(qn("w:lvl"))
    level.insert(0, OxmlElement("w:start", attrs={qn("w:val"): "4"}))
    for place in ("Nord", "Sør"):
        add_item(document, place, number)
    assert lines_of(document) == ["4. Nord", "5. Sør"]


def test_lists_of_one_definition_go_on_counting_until_one_begins_anew() -> None:
    document = docx.Document()
    first = define_list(document, ("decimal", "%1."))
    numbering = document.part.numbering_part.element
    for own, inner in (
        (901, ""),
        (902, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
    ):
        shown = f'<w:num {nsdecls("w")} w:numId="{own}"><w:abstractNumId w:val="{first}"/>{inner}</w:num>'
        numbering.append(parse_xml(shown))
    for place, number in (("Nord", first), ("Sør", 901), ("Øst", 902), ("Vest", 902)):
        add_item(document, place, number)
    assert lines_of(document) == ["1. Nord", "2. Sør", "1. Øst", "2. Vest"]


def test_chapters_in_roman_numbers_may_have_sections_in_digits() -> None:
    document = docx.Document()
    number = define_list(document, ("upperRoman", "%1."), ("decimal", "%1.%2"))
    below = document.part.numbering_part.element.findall(qn("w:abstractNum"))[-1].findall(qn("w:lvl"))[1]
    below.append(OxmlElement("w:isLgl"))
    for text, level in (("Nord", 0), ("Sør", 0), ("by", 1)):
        add_item(document, text, number, level)
    assert lines_of(document) == ["I. Nord", "II. Sør", "2.1 by"]
