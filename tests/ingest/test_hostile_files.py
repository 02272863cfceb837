"""Files made to break a reader: each ends in a draft or a clear error, whatever it holds."""

from __future__ import annotations

import io
import zipfile
import zlib

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject
from reportlab.pdfgen.canvas import Canvas

from kb.ingest.errors import UnreadableFile
from kb.ingest.parse import parse
from kb.ingest.readers import read_source
from kb.ingest.readers.docx import read_docx
from kb.ingest.readers.pdf import read_pdf
from tests.ingest.example_thesis import contents, flowing
from tests.ingest.mutations import encode, mutate_bytes, mutate_docx, mutate_pdf, mutate_text
from tests.ingest.soundness import faults_of
from tests.ingest.test_readers import make_docx, make_pdf

PROSE = "Lederen gikk gjennom lokalet og slukket lysene ett etter ett, slik hun pleide. " * 60 + "\n\n"
THESIS = contents() + "\n\n" + flowing()


def faults_or_refusal(name: str, data: bytes) -> list[str]:
    """The faults of the draft; none where the file is refused with a remedy."""
    try:
        return faults_of(parse(name, data))
    except UnreadableFile as refusal:
        return [] if refusal.remedy else ["a refusal without a remedy"]


def refusal_of(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as refusal:
        read_source("fil", data)
    return refusal.value.code


@pytest.mark.parametrize(
    "text",
    [
        "«" * 5000,
        "«Ja" * 3000,
        "(" * 5000 + ")" * 5000,
        "((«[" * 2000,
        '"' * 5000,
        "a" * 50_000,
        "https://" + "a" * 50_000,
        "." * 50_000,
        "\t" * 50_000 + "x",
        "a" + "\u0301" * 5000,
        "(Hansen, 2019; " * 1000,
        "Hansen, Olsen og " * 1000,
        "1.1.1.1.1.1 Sak\n" * 1000,
        "Vedlegg 1\n\n" * 500,
        "Innhold\n\n" * 500,
        "ord-\n" * 3000,
        "ord ord\f\n" * 3000,
        "| a " * 5000,
        "**" * 5000,
        "> " * 5000,
        "«Hei» sa hun.\n" * 1500,
        "(ibid., s. 3) " * 500,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_endless_repetitions_are_read(text: str) -> None:
    assert faults_or_refusal("x.txt", (PROSE + text + "\n\n" + PROSE).encode()) == []


@given(st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_mangled_text_is_read_soundly(random: object) -> None:
    text = mutate_text(THESIS, random, PROSE)  # type: ignore[arg-type]
    assert faults_or_refusal("x.txt", encode(text, random)) == []  # type: ignore[arg-type]


@given(st.randoms(use_true_random=False), st.booleans())
@settings(max_examples=25)
def test_corrupted_documents_are_read_or_refused(random: object, sound_archive: bool) -> None:
    for name, data, mutate in (("x.docx", make_docx(), mutate_docx), ("x.pdf", make_pdf(), mutate_pdf)):
        mangle = mutate if sound_archive else mutate_bytes
        assert faults_or_refusal(name, mangle(data, random)) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_files_cut_short_are_read_or_refused(share: float) -> None:
    for name, data in (("x.docx", make_docx()), ("x.pdf", make_pdf()), ("x.txt", THESIS.encode())):
        assert faults_or_refusal(name, data[: int(len(data) * share)]) == []


def archive(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return stream.getvalue()


def test_text_beyond_the_limit_is_refused() -> None:
    assert refusal_of(b"ord " * 3_000_000) == "too_large"


def test_an_archive_that_unpacks_without_end_is_refused() -> None:
    data = archive(word__document_dot_xml=b"<w/>", word__media__picture=bytes(3_000_000))
    with pytest.raises(UnreadableFile) as refusal:
        read_docx("x.docx", data, "0" * 64, max_unpacked=1_000_000)
    assert refusal.value.code == "too_large"


def test_a_document_of_countless_paragraphs_is_refused() -> None:
    document = docx.Document()
    for _ in range(300):
        document.add_paragraph()
    stream = io.BytesIO()
    document.save(stream)
    with pytest.raises(UnreadableFile) as refusal:
        read_docx("x.docx", stream.getvalue(), "0" * 64, max_tags=200)
    assert refusal.value.code == "too_large"


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        b"<!--" + b" " * 9000 + b'--><!DOCTYPE x [<!ENTITY a "haha">]><x>&a;</x>',
        '<!DOCTYPE x [<!ENTITY a "haha">]><x>&a;</x>'.encode("utf-16"),
    ],
    ids=["entities that multiply", "a file of the machine", "behind a comment", "in wide letters"],
)
def test_documents_that_declare_entities_are_refused(declaration: bytes) -> None:
    assert refusal_of(archive(word__document_dot_xml=declaration)) == "damaged"


def test_a_document_nested_without_end_is_refused_or_read() -> None:
    data = archive(word__document_dot_xml=b"<a>" * 20_000 + b"</a>" * 20_000)
    assert refusal_of(data) == "damaged"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (archive(mimetype=b"application/vnd.oasis.opendocument.text", content_dot_xml=b"<o/>"), "odt"),
        (archive(Index__Document_dot_iwa=b"x"), "Pages"),
        (archive(xl__workbook_dot_xml=b"<x/>"), "spreadsheet"),
        (archive(ppt__presentation_dot_xml=b"<x/>"), "presentation"),
        (archive(bilde_dot_png=b"x"), "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".doc"),
        (b"<!DOCTYPE html><html><body>Hei</body></html>", "HTML"),
        (b"{\\rtf1 hei}", "RTF"),
    ],
)
def test_files_of_other_programs_are_named_with_what_to_do(data: bytes, word: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_source("fil", data)
    assert refusal.value.code == "unknown_format"
    assert word in refusal.value.message
    assert refusal.value.remedy


def test_a_word_document_with_a_password_is_told_to_be_locked() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert refusal_of(data) == "locked"


def saved(writer: PdfWriter) -> bytes:
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_a_page_tree_that_runs_in_circles_is_read_or_refused() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf())))
    tree = writer.root_object["/Pages"]
    tree["/Kids"].append(writer.root_object.raw_get("/Pages"))  # type: ignore[index]
    assert faults_or_refusal("x.pdf", saved(writer)) == []


def test_a_form_that_draws_itself_is_drawn_a_few_times() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf())))
    page = writer.pages[0]
    content = page.get_contents()
    assert content is not None
    form = content.clone(writer, force_duplicate=True)
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(
        [NumberObject(0), NumberObject(0), NumberObject(9), NumberObject(9)]
    )
    reference = writer._add_object(form)
    resources = page["/Resources"]
    resources[NameObject("/XObject")] = DictionaryObject({NameObject("/X"): reference})  # type: ignore[index]
    form[NameObject("/Resources")] = resources
    form.set_data(b"/X Do /X Do")
    assert faults_or_refusal("x.pdf", saved(writer)) == []


def test_more_pages_than_any_thesis_has_are_refused() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_pdf("x.pdf", make_pdf(), "0" * 64, max_pages=2)
    assert refusal.value.code == "too_large"


def test_more_drawing_than_pages_of_text_need_is_refused() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_pdf("x.pdf", make_pdf(), "0" * 64, max_operations=20)
    assert refusal.value.code == "too_large"


def test_a_stream_that_unpacks_without_end_is_refused_or_left_out() -> None:
    packed = zlib.compress(b"0 0 m " * 20_000_000)
    length = len(packed)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"
    data = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj" + page + b"endobj\n"
        b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n"
        % length
        + packed
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n"
    )
    assert refusal_of(data) in ("damaged", "no_text_layer", "too_large")


def test_one_string_without_end_is_refused() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.drawString(72, 700, "ord " * 5000)
    canvas.save()
    with pytest.raises(UnreadableFile) as refusal:
        read_pdf("x.pdf", stream.getvalue(), "0" * 64, max_operations=1000)
    assert refusal.value.code == "too_large"
