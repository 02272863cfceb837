"""Cited authors and works: registers, and every place that cites."""

from __future__ import annotations

import pytest

from kb.pages.sources.work_names import name_work
from kb.records.models import Chapter, Citation, NameVariant, Person, Reference, SlugRedirect, Work
from tests import recipes
from tests.web.across import fill
from tests.web.conftest import words

pytestmark = pytest.mark.django_db


def page_of(client, address: str, **params: str):
    return client.get(address, params).context["page"]


def cite(*names: str) -> None:
    """A thesis that cites one work by each of these authors."""
    chapter = recipes.make_chapter(recipes.make_thesis())
    for name in names:
        passage = recipes.make_passage(chapter, f"{name} (2010) skriver det.")
        recipes.make_citation(passage, recipes.make_work(recipes.make_person(name, "")), f"{name} (2010)")


def test_the_register_runs_from_a_to_aa_the_norwegian_way(client):
    cite("Ås", "Østby", "Ærlig", "Zakarias", "Berg", "Aasen", "Élan")
    page = page_of(client, "/authors/")
    assert [a.name for a in page.authors] == ["Berg", "Élan", "Zakarias", "Ærlig", "Østby", "Ås", "Aasen"]
    assert {letter.label: letter.count for letter in page.letters if letter.count} == {
        "B": 1, "E": 1, "Z": 1, "Æ": 1, "Ø": 1, "Å": 2,
    }  # fmt: skip


def test_letters_kinds_and_words_narrow_the_register(client):
    cite("Berg", "Bø", "Dal")
    variant = Person.objects.get(family="Dal")
    NameVariant.objects.create(person=variant, name="Bergdal")
    assert page_of(client, "/authors/", letter="B").total == 2
    assert {a.name for a in page_of(client, "/authors/", q="berg").authors} == {"Berg", "Dal"}
    page = page_of(client, "/authors/", letter="B")
    for facet in page.facets:
        for option in facet.options:
            assert client.get(f"/authors/{option.url}").context["page"].total == option.count
    for letter in page.letters:
        if letter.count and not letter.is_chosen:
            assert client.get(f"/authors/{letter.url}").context["page"].total == letter.count


def test_the_page_of_an_author_has_every_citing_sentence_by_thesis(client):
    fill(3)
    page = page_of(client, "/authors/siri-skriversen/")
    assert (page.n_places, page.n_theses, page.places.total) == (3, 3, 3)
    assert [group.source for group in page.places.groups] == [
        f"Prøvesen ({year})" for year in (2002, 2001, 2000)
    ]
    sentence = page.places.groups[0].sentences[0]
    assert (
        sentence.before + sentence.raw + sentence.after == "Skriversen (2010, s. 3) kaller det et lappeteppe."
    )
    assert sentence.locator == "s. 3"


def test_what_was_read_second_hand_says_through_what(client, read):
    fill(1)
    other = Work.objects.get(title="").authorships.get().person
    assert "Sammen om kontoret" not in words(read(other.get_absolute_url()))
    sentence = page_of(client, other.get_absolute_url()).places.groups[0].sentences[0]
    assert sentence.via_url == Work.objects.exclude(title="").get().get_absolute_url()


def test_co_cited_authors_and_works_lead_to_just_those_places(client):
    fill(3)
    page = page_of(client, "/authors/siri-skriversen/")
    assert "Aasland, Åse" not in [other.name for other in page.co_cited]  # wrote the same work
    assert page.co_cited
    for link in (*page.co_cited, *page.works):
        counted = link.n_places if hasattr(link, "n_places") else link.n
        narrowed = client.get(f"/authors/siri-skriversen/{link.places_url}").context["page"].places
        assert narrowed.total == counted, link.name
    for thesis in page.places.theses:
        narrowed = client.get(f"/authors/siri-skriversen/{thesis.url}").context["page"].places
        assert narrowed.total == thesis.count == 1


def test_somebody_who_wrote_a_thesis_and_is_never_cited_has_a_page(client):
    thesis = recipes.make_thesis("Min egen")
    person = thesis.contributors.get().person
    page = page_of(client, person.get_absolute_url())
    assert [link.title for link in page.wrote] == ["Min egen"]
    assert page.n_places == 0


def test_works_that_most_theses_share_come_first(client):
    fill(3)
    page = page_of(client, "/works/")
    assert page.works[0].title == "Sammen om kontoret"
    assert (page.works[0].n_theses, page.works[0].n_places, page.total) == (3, 3, 4)
    for facet in page.facets:
        for option in facet.options:
            assert client.get(f"/works/{option.url}").context["page"].total == option.count
    assert page_of(client, "/works/", q="skriversen KONTORET").total == 1
    assert page_of(client, "/works/", q="Åse").total == 1


def test_a_work_known_from_citations_only_says_so(read):
    fill(1)
    assert read(Work.objects.get(title="").get_absolute_url()).find_all(".notice")
    assert not read(Work.objects.exclude(title="").get().get_absolute_url()).find_all(".notice")


def test_the_page_of_a_work_has_pages_cited_quotations_and_what_was_read_in_it(client):
    fill(2)
    page = page_of(client, Work.objects.exclude(title="").get().get_absolute_url())
    assert [(cited.name, cited.n) for cited in page.pages] == [("1", 1), ("2", 1)]
    assert page.quoted.n == 2
    assert [row.n for row in page.read_in] == [1, 1]
    assert (page.n_places, page.n_theses) == (2, 2)


def test_an_old_address_of_a_merged_author_or_work_leads_on(client):
    fill(1)
    person, work = Person.objects.get(family="Skriversen"), Work.objects.exclude(title="").get()
    SlugRedirect.objects.create(kind="person", old_slug="s-skriversen", target_id=person.pk)
    SlugRedirect.objects.create(kind="work", old_slug="gammel", target_id=work.pk)
    assert client.get("/authors/s-skriversen/")["Location"] == person.get_absolute_url()
    assert client.get("/works/gammel/")["Location"] == work.get_absolute_url()


def test_many_places_come_in_pages(client):
    fill(1)
    work = Work.objects.exclude(title="").get()
    chapter = Citation.objects.first().passage.chapter
    for number in range(50):
        passage = recipes.make_passage(chapter, f"Skriversen (2010) sier {number}.")
        recipes.make_citation(passage, work, "Skriversen (2010)")
    page = page_of(client, work.get_absolute_url(), page="2")
    assert page.places.pager.last == 2
    assert sum(len(group.sentences) for group in page.places.groups) == 11


@pytest.mark.parametrize(("language", "told"), [("nb", ' lang="en"'), ("en", "")])
def test_titles_stand_under_their_own_language(client, language, told):
    chapter = recipes.make_chapter(recipes.make_thesis())
    author = recipes.make_person("Skriversen", "Siri")
    work = recipes.make_work(
        author, title="The quilt of the welfare state", container="Journal of Quilts", type="article"
    )
    recipes.make_citation(
        recipes.make_passage(chapter, "Skriversen (2010) sier det."), work, "Skriversen (2010)"
    )
    client.cookies["language"] = language
    address = work.get_absolute_url()
    listed, own = (client.get(where).content.decode() for where in ("/works/", address))
    assert f"<cite{told}>The quilt of the welfare state</cite>" in listed
    assert f'<span class="meta"{told}>Journal of Quilts</span>' in listed
    assert f"<h1{told}>The quilt of the welfare state</h1>" in own
    assert ('<i lang="en">Journal of Quilts' in own) == bool(told)


def test_a_work_without_authors_goes_by_its_title_in_its_language():
    work = Work.objects.create(title="Lives in the balance", year="2010")
    assert name_work(work) == "Lives in the balance (2010)"
    assert name_work(work).language == "en"


@pytest.mark.parametrize("address", ["/authors/", "/works/", "/informants/"])
def test_a_list_with_nothing_left_asks_hardly_more_than_a_full_one(
    client, django_assert_max_num_queries, address
):
    fill(3)
    chosen = {"q": "ingen", "theme": "tillit", "thesis": "finnes-ikke", "part": "theory", "role": "leader"}
    client.get(address, chosen)
    with django_assert_max_num_queries(10):
        page = client.get(address, chosen).context["page"]
    assert page.total == 0
    assert len(page.chosen) > 2
    assert page.clear_url


def test_persons_stand_before_organisations_and_laws_only_among_works(client):
    cite("Østby", "Berg")
    for name in ("Barnelova", "Eksempeldirektoratet"):
        passage = recipes.make_passage(Chapter.objects.get(), f"Slik står det ({name}, 2010).")
        work = recipes.make_work(recipes.make_organization(name), title="")
        recipes.make_citation(passage, work, f"({name}, 2010)")
    page = page_of(client, "/authors/")
    assert [(group.kind, [a.name for a in group.authors]) for group in page.groups] == [
        ("person", ["Berg", "Østby"]),
        ("organization", ["Eksempeldirektoratet"]),
    ]
    assert (page.total, len(page.counts)) == (3, 2)
    assert [work.name for work in page_of(client, "/works/", q="barnelova").works] == ["Barnelova (2010)"]
    law = Work.objects.get(authors__organization="Barnelova")
    assert [author.url for author in page_of(client, law.get_absolute_url()).authors] == [""]


def test_a_place_says_where_it_cites_another_year_than_that_of_the_entry(client):
    cite("Lund")
    work, citation = Work.objects.get(), Citation.objects.get()
    thesis = citation.thesis
    citation.reference = Reference.objects.create(
        thesis=thesis, work=work, raw="Lund (2010). Døra.", order=1, first_line=1, last_line=1
    )
    citation.save()
    place = page_of(client, work.get_absolute_url()).places.groups[0].sentences[0]
    assert (place.other_year, place.listed_year) == ("", "")
    Citation.objects.update(cited_year="1980")
    thesis.save()
    place = page_of(client, work.get_absolute_url()).places.groups[0].sentences[0]
    assert (place.other_year, place.listed_year) == ("1980", "2010")
    (row,) = page_of(client, f"/theses/{thesis.slug}/sources/").rows
    assert (row.other_years, row.listed_year) == ("1980", "2010")
    Citation.objects.update(reference=None)
    place = page_of(client, work.get_absolute_url()).places.groups[0].sentences[0]
    assert (place.other_year, place.listed_year) == ("1980", "")
