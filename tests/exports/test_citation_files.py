"""One record as RIS, BibTeX and CSL-JSON: read back with the readers that others, and we ourselves, read with."""

from __future__ import annotations

import json
from typing import Any

import bibtexparser
import citeproc
import pytest
import rispy

from kb.exports.citation_files import (
    MEDIA_TYPES,
    find_quotation_item,
    find_thesis_item,
    find_work_item,
    write_citation_file,
)
from kb.exports.csl import MORE_AUTHORS, Item
from kb.importing.libraries import Entry, read_library
from kb.records.models import Authorship, Quotation, Thesis, Work
from kb.records.printed import NOTHING
from tests import recipes

HOST = "https://kb.example.org"
FORMS = tuple(MEDIA_TYPES)

ELI = {"family": "Prøvesen", "given": "Eli Marie"}
VON = {"family": "Fjære", "given": "Ida", "non-dropping-particle": "von"}
NAV = {"literal": "Direktoratet for rom, vegg & tak"}


def written(item: Item, form: str) -> str:
    return write_citation_file(item, form).content.decode()


def read_back(item: Item, form: str) -> Entry:
    library = read_library(write_citation_file(item, form).content)
    assert [problem for problem in library.problems if problem.is_lost] == []
    return library.entries[0]


def item(type_: str, *authors: Item, **fields: Any) -> Item:
    whole = {
        "id": "rom-2021",
        "type": type_,
        "title": "Én dør, 100 % åpen: Å velge & vrake",
        "author": list(authors),
        "issued": {"date-parts": [[2021]]},
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    return {name: value for name, value in whole.items() if value}


ITEMS = {
    "thesis": item(
        "thesis",
        ELI,
        VON,
        genre="Masteroppgave",
        publisher="Høgskolen i Eksempelvik",
        URL="https://example.org/1_a",
    ),
    "article": item(
        "article-journal",
        ELI,
        container_title="Romblad",
        volume="12",
        issue="3",
        page="12-30",
        DOI="10.1000/a_b",
    ),
    "chapter": item("chapter", ELI, container_title="Husets deler", publisher="Oppforlaget", page="1-9"),
    "report": item("report", NAV, publisher="Rom & co.", issued={"date-parts": [[2015], [2016]]}),
    "book": item("book", ELI, MORE_AUTHORS, publisher="Oppforlaget"),
    "web": item("webpage", {"literal": "Romdirektoratet"}, URL="https://example.org/rom"),
    "law": item("legislation", {"literal": "Romloven"}),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ITEMS)
def test_our_own_reader_finds_again_what_was_written(kind: str, form: str) -> None:
    before, entry = ITEMS[kind], read_back(ITEMS[kind], form)
    assert entry.title == before["title"]
    assert entry.type == kind
    names = [author.organization or f"{author.family}, {author.given}" for author in entry.authors]
    assert names == [
        author.get("literal")
        or f"{author.get('non-dropping-particle', '')} {author['family']}, {author['given']}".strip()
        for author in before["author"]
        if author != MORE_AUTHORS
    ]
    assert entry.has_more == (MORE_AUTHORS in before["author"])
    assert entry.year == "-".join(str(part[0]) for part in before["issued"]["date-parts"])
    assert entry.publisher == before.get("publisher", "")
    assert entry.container == before.get("container-title", "")
    assert (entry.volume, entry.issue, entry.pages) == (
        before.get("volume", ""),
        before.get("issue", ""),
        before.get("page", ""),
    )
    assert (entry.doi, entry.url) == (before.get("DOI", ""), before.get("URL", ""))


@pytest.mark.parametrize("form", FORMS)
def test_what_is_undated_stays_undated(form: str) -> None:
    assert read_back(item("book", ELI, issued=None), form).year in {"u.å.", ""}
    assert read_back(item("book", ELI, issued=None, status="in press"), form).year == "i trykk"


def test_ris_as_reference_managers_read_it() -> None:
    text = written(ITEMS["thesis"], "ris")
    assert text.startswith("TY  - THES\r\n")
    assert text.endswith("\r\nER  - \r\n")
    record = rispy.loads(text)[0]
    assert record["authors"] == ["Prøvesen, Eli Marie", "von Fjære, Ida"]
    assert record["year"] == "2021"
    assert record["publisher"] == "Høgskolen i Eksempelvik"
    assert record["urls"] == ["https://example.org/1_a"]
    assert "\r\nM3  - Masteroppgave\r\n" in text


def test_bibtex_as_its_parser_reads_it() -> None:
    text = written(ITEMS["thesis"], "bib")
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    entry = library.entries[0]
    assert (entry.entry_type, entry.key) == ("mastersthesis", "rom-2021")
    assert entry["title"] == r"{Én dør, 100 \% åpen: Å velge \& vrake}"
    assert entry["school"] == "Høgskolen i Eksempelvik"
    assert entry["author"] == "Prøvesen, Eli Marie and von Fjære, Ida"


@pytest.mark.parametrize(
    ("genre", "type_"),
    [
        ("Doktorgradsavhandling", "phdthesis"),
        ("Doctoral dissertation", "phdthesis"),
        ("Master i ledelse", "mastersthesis"),
    ],
)
def test_bibtex_tells_a_doctorate_from_a_master(genre: str, type_: str) -> None:
    assert written(item("thesis", ELI, genre=genre), "bib").startswith(f"@{type_}{{")


def test_no_sign_of_tex_breaks_the_file() -> None:
    awkward = item("book", ELI, publisher=r"50 % \ {mer} $ # _ ~", note="to\nlinjer")
    text = written(awkward, "bib")
    assert not bibtexparser.parse_string(text).failed_blocks
    assert "to linjer" in text
    assert read_back(awkward, "bib").publisher == r"50 % \ {mer} $ # _ ~"


@pytest.mark.parametrize("kind", ITEMS)
def test_csl_json_holds_variables_of_the_specification_alone(kind: str) -> None:
    [read] = json.loads(written(ITEMS[kind], "csl.json"))
    known = {name.replace("_", "-") for name in citeproc.VARIABLES} | {"id", "type", "language"}
    assert {name.replace("_", "-") for name in read} <= known


def test_a_file_is_named_after_its_record() -> None:
    file = write_citation_file(ITEMS["thesis"], "csl.json")
    assert (file.name, file.media_type) == (
        "rom-2021.csl.json",
        "application/vnd.citationstyles.csl+json",
    )


@pytest.mark.django_db
def test_a_thesis_without_an_address_has_that_of_its_page_here() -> None:
    thesis = recipes.make_thesis(language="nn")
    found = find_thesis_item(Thesis.objects.for_cards().get(pk=thesis.pk), f"{HOST}/theses/x/")
    assert (found["URL"], found["genre"]) == (f"{HOST}/theses/x/", "Masteroppgåve")
    thesis.handle = "https://hdl.handle.net/1"
    thesis.save()
    found = find_thesis_item(Thesis.objects.for_cards().get(pk=thesis.pk), f"{HOST}/theses/x/")
    assert found["URL"] == "https://hdl.handle.net/1"


@pytest.mark.django_db
def test_a_quotation_is_its_thesis_with_the_page_and_the_words() -> None:
    chapter = recipes.make_chapter(recipes.make_thesis(slug="rom"))
    quotation = recipes.make_quotation(
        recipes.make_passage(chapter, "«Vi står sammen»", page="42"), "Vi står sammen"
    )
    found = find_quotation_item(
        Quotation.objects.for_cards().get(pk=quotation.pk), f"{HOST}/q/1/", f"{HOST}/theses/rom/"
    )
    assert found["id"] == f"rom-{quotation.public_id}"
    assert found["locator"] == "42"
    assert found["note"] == f"«Vi står sammen» (Prøvesen, 2021, s. 42). {HOST}/q/1/"
    record = rispy.loads(written(found, "ris"))[0]
    assert (record["start_page"], record["notes"]) == ("42", [found["note"]])
    entry = bibtexparser.parse_string(written(found, "bib")).entries[0]
    assert entry["pages"] == "42"
    assert "Vi står sammen" in entry["note"]


@pytest.mark.django_db
def test_a_work_of_the_records() -> None:
    work = Work.objects.create(title="Rom", year="1980", suffix="a", type="book")
    Authorship.objects.create(work=work, person=recipes.make_person("Aas", "Bo"))
    found = find_work_item(work, NOTHING)
    # The letter tells apart what stands in one list; only CSL has a place of its own for it.
    assert "PY  - 1980\r\n" in written(found, "ris")
    assert "year = {1980}" in written(found, "bib")
    assert json.loads(written(found, "csl.json"))[0]["year-suffix"] == "a"


@pytest.mark.parametrize("form", FORMS)
def test_editors_are_written_and_stand_for_authors_where_there_are_none(form: str) -> None:
    bo = {"family": "Aas", "given": "Bo-Christian"}
    chapter = item("chapter", ELI, editor=[bo], container_title="Husets deler")
    assert [author.family for author in read_back(chapter, form).authors] == ["Prøvesen"]
    assert "Bo-Christian" in written(chapter, form)
    book = {name: value for name, value in item("book", ELI, editor=[bo]).items() if name != "author"}
    assert [author.family for author in read_back(book, form).authors] == ["Aas"]
