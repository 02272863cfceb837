"""The list of quotations as files to take along."""

from __future__ import annotations

import io
import json

import bibtexparser
import pytest
import rispy
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document

from kb.pages.quotations.files import FORMS, name_file
from kb.synthesis.quotations.question import QuotationQuestion
from tests import recipes
from tests.web.across import fill

pytestmark = pytest.mark.django_db


def file_of(client, form: str, query: str = "") -> bytes:
    response = client.get(f"/quotations.{form}{query}")
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith('attachment; filename="tverrsnitt-quotations')
    return response.content


def paragraphs_of(client, query: str = "") -> list[tuple[str, str]]:
    document = Document(io.BytesIO(file_of(client, "docx", query)))
    return [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]


def make_long(n_words: int, **place) -> None:
    chapter = recipes.make_chapter(recipes.make_thesis("Rom for valg", year=2021, author="Eli Prøvesen"))
    words = " ".join(["ord"] * n_words)
    recipes.make_quotation(recipes.make_passage(chapter, words, **place), words)


def test_the_list_leads_to_its_files_as_it_is_narrowed(client, read):
    fill(2)
    links = [link.get("href") for link in read("/quotations/?theme=samarbeid").find_all(".section__foot a")]
    for form in FORMS:
        assert f"/quotations.{form}?theme=samarbeid" in links


def test_a_thesis_is_one_entry_whose_notes_are_its_quotations(client):
    fill(3)
    shown = client.get("/quotations/").context["page"]
    entries = rispy.loads(file_of(client, "ris").decode())
    assert len(entries) == 3
    assert sum(len(entry["notes"]) for entry in entries) == shown.total
    library = bibtexparser.parse_string(file_of(client, "bib").decode())
    assert not library.failed_blocks
    assert [entry.entry_type for entry in library.entries] == ["mastersthesis"] * 3
    annotation = library.entries[0].fields_dict["annote"].value
    assert len(annotation.split("\n\n")) == len(entries[0]["notes"])
    items = json.loads(file_of(client, "csl.json"))
    assert [item["id"] for item in items] == [entry["id"] for entry in entries]


def test_a_document_holds_words_with_their_citations_and_ends_in_the_references(client):
    fill(2)
    said = paragraphs_of(client)
    assert next(text for style, text in said if style == "Quoted").endswith("(Prøvesen, 2001, s. 10)")
    references = [text for style, text in said if style == "Reference entry"]
    assert references == sorted(references)
    assert len(references) == 2
    assert said[-1] == ("Reference entry", references[-1])


def test_forty_words_stand_in_a_block_without_marks(client):
    make_long(40)
    ((style, text),) = [pair for pair in paragraphs_of(client) if "ord ord" in pair[1]]
    assert style == "Block quotation"
    assert text.startswith("ord")


def test_a_page_that_was_worked_out_is_told_beside_the_words(client):
    make_long(5, page="7", page_is_inferred=True)
    doubt = "Siden er regnet ut"
    assert any(doubt in text for style, text in paragraphs_of(client) if style == "Said by")
    assert doubt in file_of(client, "ris").decode()
    make_certain = file_of(client, "ris", "?q=finnesikke").decode()
    assert doubt not in make_certain


def test_signs_that_no_document_can_hold_are_left_out(client):
    chapter = recipes.make_chapter(recipes.make_thesis("Rom\x02 for valg"))
    recipes.make_quotation(recipes.make_passage(chapter, "Vi står \x01sammen."))
    assert any(text.startswith("«Vi står sammen.»") for _style, text in paragraphs_of(client))


def test_an_empty_list_is_an_empty_file(client):
    fill(1)
    assert file_of(client, "ris", "?theme=finnes-ikke") == b""
    assert json.loads(file_of(client, "csl.json", "?theme=finnes-ikke")) == []
    assert not [text for style, text in paragraphs_of(client, "?theme=finnes-ikke") if style == "Quoted"]


def test_more_theses_cost_no_more_queries(client):
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            file_of(client, "ris")
        return len(queries)

    fill(2)
    client.get("/quotations.ris")
    few = count()
    fill(6)
    client.get("/quotations.ris")
    assert count() <= few


@pytest.mark.parametrize(
    ("question", "name"),
    [
        (QuotationQuestion(), "tverrsnitt-quotations.ris"),
        (
            QuotationQuestion(themes=("partnerskap",), roles=("leader",), words="Én dør"),
            "tverrsnitt-quotations-partnerskap-leader-en-dor.ris",
        ),
        (QuotationQuestion(words="ord " * 40), "tverrsnitt-quotations-" + "ord-" * 13 + "ord.ris"),
    ],
)
def test_a_file_is_named_after_what_was_asked(question, name):
    assert name_file(question, "ris") == name
