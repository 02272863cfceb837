"""How a reader takes a thesis, a work or a quotation along: set as a citation, or as a file."""

from __future__ import annotations

import json

import pytest
import rispy
from django.test import Client

from kb.records.models import SlugRedirect, Thesis
from tests import recipes

pytestmark = pytest.mark.django_db

FORMS = {
    "ris": "application/x-research-info-systems",
    "bib": "application/x-bibtex",
    "csl.json": "application/vnd.citationstyles.csl+json",
}


@pytest.fixture
def addresses() -> dict[str, str]:
    """Of a thesis, a work that it cites and a quotation in it, without their endings."""
    thesis = recipes.make_thesis("Rom for valg", slug="rom-for-valg")
    passage = recipes.make_passage(recipes.make_chapter(thesis), "«Vi står sammen» (Aas, 2010)", page="42")
    work = recipes.make_work(recipes.make_person("Aas", "Bo"), title="Å lede & følge", slug="aas-2010")
    recipes.make_citation(passage, work, "Aas, 2010")
    quotation = recipes.make_quotation(passage, "Vi står sammen")
    return {
        "thesis": "/theses/rom-for-valg",
        "work": "/works/aas-2010",
        "quotation": f"/q/{quotation.public_id}",
    }


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["thesis", "work", "quotation"])
def test_a_record_can_be_had_as_a_file(
    client: Client, addresses: dict[str, str], kind: str, form: str
) -> None:
    response = client.get(f"{addresses[kind]}.{form}")
    assert response.status_code == 200
    assert response["Content-Type"] == f"{FORMS[form]}; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert response["Content-Disposition"].endswith(f'.{form}"')
    again = client.get(f"{addresses[kind]}.{form}", headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_file_says_the_same_whoever_asks(client: Client, addresses: dict[str, str]) -> None:
    for address in addresses.values():
        in_norwegian, in_english = (
            client.get(f"{address}.ris", headers={"accept-language": language}).content
            for language in ("nb", "en")
        )
        assert in_norwegian == in_english


def test_a_quotation_brings_its_words_page_and_addresses(client: Client, addresses: dict[str, str]) -> None:
    record = rispy.loads(client.get(f"{addresses['quotation']}.ris").content.decode())[0]
    assert record["type_of_reference"] == "THES"
    assert record["start_page"] == "42"
    assert record["urls"] == ["http://testserver/theses/rom-for-valg/"]
    [note] = record["notes"]
    assert note.startswith("«Vi står sammen» (Prøvesen, 2021, s. 42). http://testserver/q/")
    [item] = json.loads(client.get(f"{addresses['quotation']}.csl.json").content)
    assert (item["locator"], item["note"]) == ("42", note)


def test_other_endings_do_not_exist(client: Client, addresses: dict[str, str]) -> None:
    for address in addresses.values():
        for ending in (".pdf", ".json", ".", ".ris/"):
            assert client.get(f"{address}{ending}").status_code == 404


def test_a_file_cannot_be_posted_to(client: Client, addresses: dict[str, str]) -> None:
    assert client.post(f"{addresses['thesis']}.ris").status_code == 405


def test_an_old_address_leads_to_the_new_one(client: Client, addresses: dict[str, str]) -> None:
    thesis = Thesis.objects.get()
    SlugRedirect.objects.create(kind=SlugRedirect.Kind.THESIS, old_slug="gammelt", target_id=thesis.pk)
    response = client.get("/theses/gammelt.bib")
    assert (response.status_code, response["Location"]) == (301, f"{addresses['thesis']}.bib")


@pytest.mark.parametrize(
    ("state", "status"),
    [(Thesis.State.DRAFT, 404), (Thesis.State.IN_REVIEW, 404), (Thesis.State.WITHDRAWN, 410)],
)
def test_what_is_not_public_has_no_file(
    client: Client, addresses: dict[str, str], state: str, status: int
) -> None:
    etag = client.get(f"{addresses['thesis']}.ris")["ETag"]
    Thesis.objects.update(state=state)
    assert client.get(f"{addresses['thesis']}.ris").status_code == status
    assert client.get(f"{addresses['thesis']}.ris", headers={"if-none-match": etag}).status_code == status
    assert client.get(f"{addresses['quotation']}.ris").status_code == status
    assert client.get(f"{addresses['work']}.ris").status_code == 404


def test_a_work_without_a_title_has_no_file(client: Client, addresses: dict[str, str]) -> None:
    passage = Thesis.objects.get().passages.get()
    stub = recipes.make_work(recipes.make_person("Lipsky", ""), title="", slug="lipsky-1980", year="1980")
    recipes.make_citation(passage, stub, "Vi står")
    page = client.get("/works/lipsky-1980/")
    assert page.status_code == 200
    assert b"lipsky-1980.ris" not in page.content
    assert client.get("/works/lipsky-1980.ris").status_code == 404


@pytest.mark.parametrize("kind", ["thesis", "work", "quotation"])
def test_its_page_offers_the_files_and_the_entry(read, addresses: dict[str, str], kind: str) -> None:  # type: ignore[no-untyped-def]
    page = read(f"{addresses[kind]}/")
    links = [link.get("href") for link in page.find_all(".citeparts a")]
    assert links == [f"{addresses[kind]}.{form}" for form in FORMS]
    assert page.find_all(".citebox--entry i")
    for button in page.find_all("[data-copy]"):
        for selector in button.get("data-copy").split(", "):
            assert [part for part in page.find_all("[id]") if part.get("id") == selector[1:]]


@pytest.mark.parametrize(
    ("language", "in_text", "in_sentence"),
    [
        ("nb", "«Vi står sammen» (Prøvesen, 2021, s. 42)", "Prøvesen (2021, s. 42)"),
        ("en", "“Vi står sammen” (Prøvesen, 2021, p. 42)", "Prøvesen (2021, p. 42)"),
    ],
)
def test_a_citation_is_in_the_language_of_the_page(
    client: Client, addresses: dict[str, str], language: str, in_text: str, in_sentence: str
) -> None:
    response = client.get(f"{addresses['quotation']}/", headers={"accept-language": language})
    page = response.context["page"]
    assert f"{page.card.quoted} {page.card.in_text}" == in_text
    assert page.in_sentence.plain == in_sentence


def test_markup_in_a_title_is_shown_as_words(client: Client, addresses: dict[str, str]) -> None:
    Thesis.objects.update(title="Rom <b>for</b> & <script>valg</script>")
    for kind in ("thesis", "quotation"):
        content = client.get(f"{addresses[kind]}/").content.decode()
        assert (
            '<i lang="nb">Rom &lt;b&gt;for&lt;/b&gt; &amp; &lt;script&gt;valg&lt;/script&gt;</i>' in content
        )
        assert "<script>valg" not in content
