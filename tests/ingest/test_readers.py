from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.document import Document as WordDocument
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Paragraph

from kb.ingest.document import BlockKind, Region, SectionKind
from kb.ingest.errors import UnreadableFile
from kb.ingest.layout import lay_out
from kb.ingest.readers import read_source
from kb.ingest.source import LineRole
from tests.ingest.example_thesis import (
    BODY,
    FIRST_QUOTE,
    QUESTION,
    SECOND_QUOTE,
    SUB_QUESTIONS,
    Piece,
    flowing,
)


def refusal_of(name: str, data: bytes) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as refusal:
        read_source(name, data)
    return refusal.value


def saved(document: WordDocument) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def make_docx(*, title: str = "Den stille døra") -> bytes:
    document = docx.Document()
    document.add_paragraph(title, style="Title")
    document.add_paragraph("Om små bibliotek", style="Subtitle")
    document.add_paragraph("Solveig Tenkt Fjell")
    styles = {"item": "List Bullet", "number": "List Number", "quote": "Quote"}
    for piece in BODY:
        text = piece.text.removeprefix("1. ").removeprefix("2. ") if piece.kind == "number" else piece.text
        if piece.kind == "heading":
            document.add_heading(text, level=1 + text.split(" ")[0].count("."))
        else:
            document.add_paragraph(text, style=styles.get(piece.kind))
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Leder", "År", "A", "4"], strict=True):
        cell.text = text
    return saved(document)


def make_pdf(pieces: tuple[Piece, ...] = BODY, *, head: str = "Den stille døra") -> bytes:
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=12, leading=18, spaceAfter=9)
    heading = ParagraphStyle("heading", parent=body, fontName="Times-Bold", fontSize=15, spaceBefore=12)
    quote = ParagraphStyle("quote", parent=body, leftIndent=36, rightIndent=36, spaceBefore=12, spaceAfter=21)
    story: list[Flowable] = []
    for piece in pieces:
        if piece.kind == "heading" and "." not in piece.text.split(" ")[0] and story:
            story.append(PageBreak())
        story.append(Paragraph(piece.text, {"heading": heading, "quote": quote}.get(piece.kind, body)))
    stream = io.BytesIO()

    def furnish(canvas: object, document: BaseDocTemplate) -> None:
        canvas.setFont("Times-Roman", 9)  # type: ignore[attr-defined]
        canvas.drawString(72, 800, head)  # type: ignore[attr-defined]
        canvas.drawCentredString(300, 30, str(document.page))  # type: ignore[attr-defined]

    document = BaseDocTemplate(stream, invariant=1)
    document.addPageTemplates(PageTemplate(frames=[Frame(72, 60, 450, 700)], onPage=furnish))
    document.build(story)
    return stream.getvalue()


def test_word_headings_become_chapters_with_their_levels() -> None:
    source = read_source("oppgave.bin", make_docx())
    document, _ = lay_out(source)
    assert source.format == "docx"
    chapters = [(s.number, s.level) for s in document.sections if s.kind is SectionKind.CHAPTER]
    assert chapters == [("1", 1), ("1.1", 2), ("2", 1), ("2.1", 2), ("2.2", 2), ("3", 1), ("4", 1), ("5", 1)]


def test_word_styles_tell_quotations_lists_and_tables() -> None:
    document, _ = lay_out(read_source("oppgave.docx", make_docx()))
    texts = {
        kind: [document.text_of(b.span) for b in document.blocks if b.kind is kind] for kind in BlockKind
    }
    assert texts[BlockKind.QUOTATION] == [FIRST_QUOTE, SECOND_QUOTE]
    assert texts[BlockKind.LIST_ITEM] == [QUESTION, f"1. {SUB_QUESTIONS[0]}", f"2. {SUB_QUESTIONS[1]}"]
    assert texts[BlockKind.TABLE] == ["Leder\tÅr\nA\t4"]


def test_the_title_style_is_kept_as_a_hint() -> None:
    source = read_source("oppgave.docx", make_docx())
    assert source.hints[1].role is LineRole.TITLE
    assert source.lines[0] == "Den stille døra"


def with_note(data: bytes, kind: str) -> bytes:
    """The document with one note, ``kind`` footnote or endnote, at the end of its first paragraph."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    note = "<w:p><w:r><w:t>Se årsmeldingen.</w:t></w:r></w:p>"
    notes = f'<w:{kind}s {w}><w:{kind} w:id="7">{note}</w:{kind}></w:{kind}s>'
    relation = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}s"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            part = old.read(member)
            if member.filename == "word/document.xml":
                part = part.replace(
                    b"</w:t></w:r></w:p>",
                    f'</w:t></w:r><w:r><w:{kind}Reference w:id="7"/></w:r></w:p>'.encode(),
                    1,
                )
            elif member.filename == "word/_rels/document.xml.rels":
                part = part.replace(
                    b"</Relationships>",
                    f'<Relationship Id="rId99" Type="{relation}" Target="{kind}s.xml"/></Relationships>'.encode(),
                )
            elif member.filename == "[Content_Types].xml":
                ct = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
                part = part.replace(
                    b"</Types>",
                    f'<Override PartName="/word/{kind}s.xml" ContentType="{ct}"/></Types>'.encode(),
                )
            new.writestr(member.filename, part)
        new.writestr(f"word/{kind}s.xml", notes)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_follows_the_paragraph_that_calls_it(kind: str) -> None:
    source = read_source("oppgave.docx", with_note(make_docx(), kind))
    assert source.lines[:3] == ["Den stille døra¹", "", "¹ Se årsmeldingen."]
    assert source.hints[3].role is LineRole.FOOTNOTE


def test_numbers_that_word_only_shows_are_part_of_the_text() -> None:
    document = docx.Document()
    for text in ("Fersk frukt", "Bøker på gulvet"):
        document.add_paragraph(text, style="List Number")
    assert [line for line in read_source("x.docx", saved(document)).lines if line] == [
        "1. Fersk frukt",
        "2. Bøker på gulvet",
    ]


def test_a_document_that_unpacks_without_end_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w/>" + b" " * 101_000_000)
    assert refusal_of("x.docx", stream.getvalue()).code == "too_large"


def test_a_document_that_declares_entities_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')
    assert refusal_of("x.docx", stream.getvalue()).code == "damaged"


def test_pdf_pages_become_running_text() -> None:
    document, _ = lay_out(read_source("oppgave", make_pdf()))
    paragraphs = [
        document.text_of(b.span)
        for b in document.blocks
        if b.kind is BlockKind.PARAGRAPH and b.region is Region.BODY
    ]
    assert paragraphs == [piece.text for piece in BODY if piece.kind in ("text", "item")]
    assert [document.text_of(b.span) for b in document.blocks if b.kind is BlockKind.QUOTATION] == [
        FIRST_QUOTE,
        SECOND_QUOTE,
    ]
    assert [s.number for s in document.sections if s.kind is SectionKind.CHAPTER] == [
        "1",
        "1.1",
        "2",
        "2.1",
        "2.2",
        "3",
        "4",
        "5",
    ]


def test_pdf_pages_are_counted_as_printed() -> None:
    document, _ = lay_out(read_source("oppgave.pdf", make_pdf()))
    pages = {s.title: s.page.label for s in document.sections if s.page}
    assert pages["Teori"] == "2"
    assert pages["Konklusjon"] == "5"


def test_a_block_set_in_from_the_margin_is_a_quotation_without_marks_too() -> None:
    plain = FIRST_QUOTE.replace("«", "").replace("»", "")
    pieces = tuple(Piece("quote", plain) if piece.text == FIRST_QUOTE else piece for piece in BODY)
    document, _ = lay_out(read_source("oppgave.pdf", make_pdf(pieces)))
    assert plain in [document.text_of(b.span) for b in document.blocks if b.kind is BlockKind.QUOTATION]


def test_a_scanned_pdf_asks_for_ocr() -> None:
    refusal = refusal_of("skann.pdf", make_pdf((Piece("text", "."),), head=""))
    assert refusal.code == "no_text_layer"
    assert "OCR" in refusal.remedy


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7\nnot really", "damaged"),
        (make_pdf()[:400], "damaged"),
        (b"PK\x03\x04 nonsense", "damaged"),
        (make_docx()[:3000], "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unknown_format"),
        (b"{\\rtf1 hei}", "unknown_format"),
        (b"", "empty"),
    ],
    ids=["no pdf", "half a pdf", "no zip", "half a docx", "doc", "rtf", "nothing"],
)
def test_broken_and_foreign_files_are_refused_with_a_remedy(data: bytes, code: str) -> None:
    refusal = refusal_of("fil", data)
    assert refusal.code == code
    assert refusal.remedy


def test_an_archive_of_another_kind_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    assert refusal_of("x.odt", stream.getvalue()).code == "unknown_format"


def test_a_file_beyond_the_limit_is_refused() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_source("x.txt", b"a" * 50, max_bytes=10)
    assert refusal.value.code == "too_large"


def test_the_content_and_not_the_name_tells_the_format() -> None:
    assert read_source("oppgave.pdf", flowing().encode()).format == "txt"
    assert read_source("oppgave.txt", make_pdf()).format == "pdf"
    assert read_source("oppgave.md", b"# Tittel\n\nTekst.").format == "md"


def test_markdown_marks_become_hints() -> None:
    source = read_source("x.md", b"# Funn\n\n> Vi gjorde det.\n\nTekst.")
    assert {n: hint.role for n, hint in source.hints.items()} == {1: LineRole.HEADING, 3: LineRole.QUOTATION}
