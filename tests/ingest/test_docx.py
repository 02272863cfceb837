"""Word documents as people write them: boxes, controls, breaks and half-broken files."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from kb.ingest.errors import UnreadableFile
from kb.ingest.readers import read_source
from kb.ingest.readers.docx import read_docx
from kb.ingest.source import LineRole, SourceText


def saved(document: WordDocument) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(document: WordDocument) -> SourceText:
    return read_source("oppgave.docx", saved(document))


def lines_of(document: WordDocument) -> list[str]:
    return [line for line in read(document).lines if line]


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The document with one of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            new.writestr(member.filename, content if member.filename == name else old.read(member))
    return out.getvalue()


def some_document() -> WordDocument:
    document = docx.Document()
    document.add_paragraph("Kontoret hadde to dører.")
    return document


def test_what_stands_in_a_content_control_is_read() -> None:
    document = some_document()
    inner = "<w:p><w:r><w:t>Innhold</w:t></w:r></w:p><w:p><w:r><w:t>1 Innledning 3</w:t></w:r></w:p>"
    control = f"<w:sdt {nsdecls('w')}><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    document.element.body.insert(0, parse_xml(control))
    assert lines_of(document) == ["Innhold", "1 Innledning 3", "Kontoret hadde to dører."]


def test_deleted_text_is_gone_and_inserted_text_stays() -> None:
    document = some_document()
    paragraph = document.paragraphs[0]._p
    paragraph.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText> Tre.</w:delText></w:r></w:del>"))
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t> Begge var låst.</w:t></w:r></w:ins>"))
    assert lines_of(document) == ["Kontoret hadde to dører. Begge var låst."]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    document = some_document()
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Leder</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    box = f"<w:txbxContent><w:p><w:r><w:t>Vær stille i gangen.</w:t></w:r></w:p>{table}</w:txbxContent>"
    names = (
        f'{nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    shape = (
        f'<w:r {names}><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    document.paragraphs[0]._p.append(parse_xml(shape))
    assert lines_of(document) == ["Kontoret hadde to dører.", "Vær stille i gangen.", "Leder"]


def test_a_line_broken_by_hand_is_one_line_and_a_fixed_hyphen_a_hyphen() -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("NAV")
    run._r.append(OxmlElement("w:noBreakHyphen"))
    run.add_text("kontoret")
    run.add_break()
    run.add_text("i bygda\tog byen")
    assert lines_of(document) == ["NAV-kontoret i bygda\tog byen"]


def test_empty_rows_of_a_table_are_left_out() -> None:
    document = docx.Document()
    table = document.add_table(3, 2)
    table.cell(0, 0).text, table.cell(2, 1).text = "Leder", "År"
    assert [line.strip() for line in lines_of(document)] == ["Leder", "År"]


def test_a_mark_for_a_note_that_is_gone_is_nothing() -> None:
    document = some_document()
    reference = f'<w:r {nsdecls("w")}><w:footnoteReference w:id="99"/></w:r>'
    document.paragraphs[0]._p.append(parse_xml(reference))
    assert lines_of(document) == ["Kontoret hadde to dører."]


def test_an_outline_level_makes_a_heading_of_any_paragraph() -> None:
    document = docx.Document()
    properties = document.add_paragraph("Funn")._p.get_or_add_pPr()
    properties.append(OxmlElement("w:outlineLvl", attrs={qn("w:val"): "1"}))
    hint = read(document).hints[1]
    assert (hint.role, hint.level) == (LineRole.HEADING, 2)


def test_a_style_of_ones_own_is_what_it_was_made_from() -> None:
    document = docx.Document()
    document.styles.add_style("Informantens ord", 1).base_style = document.styles["Quote"]
    document.add_paragraph("Vi tar det når vi ses.", style="Informantens ord")
    assert read(document).hints[1].role is LineRole.QUOTATION


def test_pages_are_counted_where_the_author_broke_them() -> None:
    document = docx.Document()
    for text in ("Først.", "Siden.", "Sist."):
        document.add_paragraph(text)
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    source = read(document)
    assert [source.lines[first - 1] for first, _ in source.pages] == ["Først.", "Siden.", "Sist."]
    assert [label for _, label in source.pages] == ["1", "2", "3"]


def test_pages_that_word_drew_begin_with_the_paragraph_they_stand_before() -> None:
    document = docx.Document()
    for n, text in enumerate(("Først.", "Siden.", "Sist.")):
        paragraph = document.add_paragraph(text)
        if n:
            paragraph.runs[0]._r.insert(0, OxmlElement("w:lastRenderedPageBreak"))
    assert read(document).pages == ((1, "1"), (3, "2"), (5, "3"))


def refusal(data: bytes, **options: int) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read_docx("oppgave.docx", data, "0" * 64, **options)
    assert caught.value.remedy
    return caught.value


def test_a_document_without_a_word_is_told_to_be_empty() -> None:
    assert refusal(saved(docx.Document())).code == "empty"


@pytest.mark.parametrize("content", [b"<w:document", b"", b"<notword/>"])
def test_a_document_whose_text_is_broken_is_damaged(content: bytes) -> None:
    assert refusal(with_part(saved(some_document()), "word/document.xml", content)).code == "damaged"


def test_a_document_with_a_byte_lost_on_its_way_is_damaged() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", b"<w>Kontoret hadde to</w>")
    assert refusal(stream.getvalue().replace(b"Kontoret", b"Kontoran", 1)).code == "damaged"


def test_a_document_of_countless_parts_is_refused_unopened() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(10_001):
            archive.writestr(str(number), b"")
    assert refusal(stream.getvalue()).code == "too_large"


def test_a_document_longer_than_any_thesis_is_refused() -> None:
    assert refusal(saved(some_document()), max_characters=10).code == "too_large"


def xml(inner: str) -> object:
    """A piece of a paragraph, as Word writes it."""
    return parse_xml(inner.replace(">", f" {nsdecls('w')}>", 1))


def test_the_code_of_a_field_is_left_out_and_what_it_shows_stays() -> None:
    document = some_document()
    for inner in (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        "<w:r><w:instrText> ADDIN EN.CITE Solvang2011 </w:instrText></w:r>",
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        "<w:r><w:t> (Solvang, 2011)</w:t></w:r>",
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ):
        document.paragraphs[0]._p.append(xml(inner))
    assert lines_of(document) == ["Kontoret hadde to dører. (Solvang, 2011)"]


def test_hidden_text_is_left_out() -> None:
    document = some_document()
    document.paragraphs[0]._p.append(xml("<w:r><w:rPr><w:vanish/></w:rPr><w:t> Hemmelig.</w:t></w:r>"))
    assert lines_of(document) == ["Kontoret hadde to dører."]


def test_a_table_in_a_cell_is_read_once() -> None:
    document = docx.Document()
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "Leder"
    outer.cell(0, 1).add_table(1, 1).cell(0, 0).text = "Nord"
    assert lines_of(document) == ["Leder\tNord"]


def test_a_deleted_row_is_gone() -> None:
    document = docx.Document()
    table = document.add_table(2, 1)
    table.cell(0, 0).text, table.cell(1, 0).text = "Nord", "Sør"
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:del"))
    assert lines_of(document) == ["Sør"]


def test_a_paragraph_set_in_by_hand_is_a_quotation() -> None:
    document = docx.Document()
    for n in range(6):
        document.add_paragraph(f"På dag {n} gikk båten som vanlig, og ingen sa noe om det.")
    told = document.add_paragraph("Vi visste jo at den ikke kom til å gå, men vi gikk ned på brygga likevel.")
    told.paragraph_format.left_indent = Cm(1.25)
    hints = read(document).hints
    assert [hint.role for hint in hints.values()] == [LineRole.QUOTATION]


def test_a_margin_is_no_quotation() -> None:
    document = docx.Document()
    for n in range(6):
        paragraph = document.add_paragraph(
            f"På dag {n} gikk båten som vanlig, og ingen i bygda sa noe om det."
        )
        paragraph.paragraph_format.left_indent = Cm(1.25)
    assert not read(document).hints


def test_a_short_bold_paragraph_stands_out() -> None:
    document = some_document()
    document.add_paragraph().add_run("Båtens historie").bold = True
    document.add_paragraph("Den gikk sju.")
    source = read(document)
    assert [source.lines[n - 1] for n in source.display] == ["Båtens historie"]


def test_a_style_of_ones_own_with_an_outline_level_is_a_heading() -> None:
    document = docx.Document()
    own = document.styles.add_style("Min overtittel", 1)
    own.element.get_or_add_pPr().append(OxmlElement("w:outlineLvl", attrs={qn("w:val"): "2"}))
    document.add_paragraph("Funn", style="Min overtittel")
    hint = read(document).hints[1]
    assert (hint.role, hint.level) == (LineRole.HEADING, 3)


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Overskrift 2", LineRole.HEADING),
        ("Sitat", LineRole.QUOTATION),
        ("Sterkt sitat", LineRole.QUOTATION),
        ("Bildetekst", LineRole.CAPTION),
        ("Fotnotetekst", LineRole.FOOTNOTE),
        ("Undertittel", LineRole.SUBTITLE),
        ("Innhold 1", LineRole.CONTENTS),
    ],
)
def test_styles_are_known_by_their_norwegian_names(name: str, role: LineRole) -> None:
    document = docx.Document()
    document.styles.add_style(name, 1)
    document.add_paragraph("Fergens historie", style=name)
    assert read(document).hints[1].role is role


def test_pages_are_not_guessed_from_a_few_breaks() -> None:
    document = docx.Document()
    for text in ("Først.", "Siden. " * 1000, "Sist."):
        document.add_paragraph(text)
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    assert read(document).pages == ()


def test_a_break_in_mid_paragraph_turns_the_page_for_the_next_one() -> None:
    document = docx.Document()
    for text in ("Først.", "Siden.", "Sist.", "Til slutt."):
        run = document.add_paragraph(text).runs[0]
        run._r.append(OxmlElement("w:lastRenderedPageBreak"))
        run.add_text(" Og så videre.")
    assert [label for _, label in read(document).pages] == ["1", "2", "3", "4"]


def test_pages_go_by_the_numbers_of_their_sections() -> None:
    document = docx.Document()
    for text in ("Forord.", "Sammendrag.", "Innledning.", "Teori."):
        paragraph = document.add_paragraph(text)
        if text == "Sammendrag.":
            document.add_section()
        paragraph.paragraph_format.page_break_before = text in ("Sammendrag.", "Teori.")
    for section, form, start in zip(document.sections, ("lowerRoman", "decimal"), "11", strict=True):
        numbers = {qn("w:fmt"): form, qn("w:start"): start}
        section._sectPr.append(OxmlElement("w:pgNumType", attrs=numbers))
    source = read(document)
    assert [label for _, label in source.pages] == ["i", "ii", "1", "2"]
    assert [notice.code for notice in source.notices] == ["pages_counted"]
