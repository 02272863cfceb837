"""PDF files as they come: locked, half scanned, labelled and broken."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject
from reportlab.pdfgen.canvas import Canvas

from kb.ingest.errors import UnreadableFile
from kb.ingest.readers import read_source
from kb.ingest.readers.pdf import read_pdf
from tests.ingest.test_readers import make_pdf


def rewritten(**options: str) -> PdfWriter:
    """The example thesis as a PDF, open for changes; ``password`` locks it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf())))
    if "password" in options:
        writer.encrypt(user_password=options["password"], owner_password="eier", algorithm="RC4-128")
    return writer


def saved(writer: PdfWriter) -> bytes:
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def make_picture() -> bytes:
    """A page that is a picture, as a scanner makes it."""
    stream = io.BytesIO()
    page = Canvas(stream)
    page.drawInlineImage(Image.new("L", (8, 8)), 0, 0, 500, 700)
    page.save()
    return stream.getvalue()


def refusal(data: bytes, **options: int) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read_pdf("oppgave.pdf", data, "0" * 64, **options)
    assert caught.value.remedy
    return caught.value


def test_a_file_locked_with_a_password_is_told_to_be_so() -> None:
    locked = refusal(saved(rewritten(password="hemmelig")))
    assert locked.code == "locked"
    assert "password" in str(locked)


def test_a_file_that_is_only_guarded_against_changes_is_read() -> None:
    guarded = read_source("oppgave.pdf", saved(rewritten(password="")))
    assert guarded.text == read_source("oppgave.pdf", make_pdf()).text


def test_a_file_without_pages_is_damaged() -> None:
    assert refusal(saved(PdfWriter())).code == "damaged"


def test_more_text_than_any_thesis_holds_is_refused() -> None:
    assert refusal(make_pdf(), max_characters=500).code == "too_large"


def test_pages_that_are_pictures_are_named_and_empty_ones_are_not() -> None:
    writer = rewritten()
    count = len(writer.pages)
    writer.add_blank_page()
    for _ in range(2):
        writer.add_page(PdfReader(io.BytesIO(make_picture())).pages[0])
    source = read_source("oppgave.pdf", saved(writer))
    notice = next(notice for notice in source.notices if notice.code == "pages_without_text")
    assert f"2 of {count + 3} pages" in notice.message
    assert f"{count + 2}-{count + 3}." in notice.message


def test_pages_go_by_their_labels() -> None:
    writer = rewritten()
    writer.set_page_label(0, 0, style="/r", start=1)
    writer.set_page_label(1, len(writer.pages) - 1, style="/D", start=1)
    labels = [label for _, label in read_source("oppgave.pdf", saved(writer)).pages]
    assert labels[:3] == ["i", "1", "2"]


def test_labels_that_are_broken_cost_nothing_but_themselves() -> None:
    writer = rewritten()
    writer.root_object[NameObject("/PageLabels")] = DictionaryObject(
        {NameObject("/Nums"): ArrayObject([NumberObject(0), NumberObject(4)])}
    )
    source = read_source("oppgave.pdf", saved(writer))
    assert [label for _, label in source.pages][:3] == ["1", "2", "3"]
    assert "biblioteksjefer" in source.text
