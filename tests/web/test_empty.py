"""Pages with nothing on them: each says what it would hold, why it does not, and leads on."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from kb.records.models import Thesis
from kb.search.run import backend
from kb.search.updates import index_thesis
from tests import recipes
from tests.web.conftest import Element, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]

LISTS = (
    "/", "/theses/", "/theses/?view=table", "/quotations/", "/quotations/?group=none", "/themes/", "/themes/matrix/",
    "/themes/matrix/?by=role", "/themes/together/", "/authors/", "/works/", "/informants/", "/recurring/",
    "/recurring/?show=passages", "/compare/", "/search/", "/search/?q=tillit",
)  # fmt: skip
PAGES = (
    *LISTS,
    *(f"/about/{page}" for page in ("", "search/", "citing/", "keys/", "accessibility/", "privacy/")),
)
DATA = (
    "/theses/table/", "/quotations/table/", "/quotations/feed/", "/themes/table/", "/themes/matrix/table/",
    "/themes/together/table/", "/informants/table/", "/recurring/table/", "/compare/table/", "/search/table/?q=tillit",
    "/search/feed/?q=tillit", "/search/suggestions/?q=til", "/themes/vocabulary.ttl", "/authors/?format=csv",
    "/works/?format=csv",
)  # fmt: skip
# What nobody wants to read: counts of nothing out of nothing, and what a program says when it has no word.
NONSENSE = re.compile(
    r"\b0 (av|of) 0\b|\b0–0\b|\bNone\b(?! of)|\bnan\b|\(\)|[Vv]is alle 0|[Aa]ll 0\b|\b0 oppgaver\b"
)
BARE = {"year": None, "institution": None, "abstract": "", "research_question": ""}


def onward(page: Element) -> set[str]:
    return {link.get("href") or "" for link in page.find_all("main a")}


def check(page: Element, address: str) -> None:
    text = words(page.find_all("main")[0])
    assert not NONSENSE.search(text), f"{address}: {NONSENSE.search(text)} in {text}"
    assert len(page.find_all("h1")) == 1, address
    assert onward(page) - {address, "#content"}, f"{address} leads nowhere"


@pytest.fixture(params=["fresh", "drafts"])
def nothing_public(request: pytest.FixtureRequest) -> str:
    """A base without a published thesis: with none at all, or with a draft."""
    if request.param == "drafts":
        recipes.make_thesis("Hemmelig utkast", published=False)
    return str(request.param)


@pytest.fixture
def bare() -> Thesis:
    """One thesis, published, of which nothing is known but its title."""
    thesis = recipes.make_thesis("Bare en tittel", **BARE)
    thesis.contributors.all().delete()
    index_thesis(thesis)
    return thesis


# No thesis at all


@pytest.mark.parametrize("address", PAGES)
def test_every_page_of_an_empty_site_says_so_and_leads_on(read, nothing_public, address):
    page = read(address)
    check(page, address)
    assert "Hemmelig utkast" not in words(page)
    if address in LISTS:
        (told,) = page.find_all("[data-empty=collection]")
        assert (nothing_public == "fresh") == ("manage.py demo" in words(told))
        assert "/about/" in [link.get("href") for link in told.find_all("a")]


@pytest.mark.parametrize("address", DATA)
def test_feeds_and_tables_of_an_empty_site_are_whole(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response.getvalue()


@pytest.mark.parametrize("address", LISTS)
def test_an_empty_list_has_nothing_to_choose_or_sort(read, address):
    page = read(address)
    assert not page.find_all(".facets")
    assert not page.find_all(".sorting")
    assert not page.find_all(".switch")


@pytest.mark.parametrize("address", ["/theses/", "/search/?q=tillit", "/"])
def test_who_may_add_theses_is_led_to_where_that_is_done(client, read, address):
    curator = User.objects.create_user("kari", is_staff=True)
    upload = reverse("admin:records_thesis_upload")
    client.force_login(curator)
    assert upload not in onward(read(address))
    assert reverse("admin:index") in onward(read(address))
    curator.groups.add(Group.objects.get(name="Curators"))
    assert upload in onward(read(address))


def test_an_empty_page_costs_few_questions(client, django_assert_max_num_queries):
    for address in LISTS:
        with django_assert_max_num_queries(15):
            client.get(address)


def test_themes_that_wait_for_theses_can_be_looked_at(read):
    theme = recipes.make_theme("Tillit")
    page = read("/themes/")
    assert page.find_all("[data-empty=collection]")
    assert theme.get_absolute_url() in onward(page)
    check(read(theme.get_absolute_url()), theme.get_absolute_url())


def test_a_search_without_an_index_is_no_fault_where_there_is_nothing_to_find(client, read):
    backend().clear()
    assert read("/search/?q=tillit").find_all("[data-empty=collection]")


# One thesis of which next to nothing is known


@pytest.mark.parametrize("address", PAGES)
def test_every_page_with_one_bare_thesis_leads_on(read, bare, address):
    page = read(address)
    check(page, address)
    assert not page.find_all("[data-empty=collection]")


@pytest.mark.parametrize("address", DATA)
def test_feeds_and_tables_of_one_bare_thesis_are_whole(client, bare, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response.getvalue()


@pytest.mark.parametrize("access", ["open", "quotations", "restricted"])
def test_a_thesis_without_anything_is_a_page_that_leads_on(read, bare, access):
    Thesis.objects.update(access=access)
    for address in (bare.get_absolute_url(), f"{bare.get_absolute_url()}sources/"):
        check(read(address), address)


def test_two_are_needed_to_compare(read, bare):
    for address in ("/compare/", f"/compare/?t={bare.slug}"):
        page = read(address)
        assert page.find_all("[data-empty=one]"), address
        assert bare.get_absolute_url() in onward(page)
        assert not page.find_all("form.cmpform")


def test_a_theme_that_nothing_carries_leads_to_a_search_for_it(read, bare):
    theme = recipes.make_theme("Ubrukt tema")
    for part in ("", "theses/", "passages/", "words/?word=ubrukt", "?confirmed=1"):
        address = f"{theme.get_absolute_url()}{part}"
        page = read(address)
        check(page, address)
        assert page.find_all("[data-empty]"), address
    assert "/search/?q=Ubrukt%20tema" in onward(read(theme.get_absolute_url()))


# Choices that leave nothing


def make_two() -> None:
    theme = recipes.make_theme("Tillit")
    for number, role in enumerate(("leader", "employee")):
        thesis = recipes.make_thesis(f"Oppgave {number}", year=2020 + number)
        passage = recipes.make_passage(
            recipes.make_chapter(thesis), f"Vi eier det sammen her, sa Aas (2010) {number}."
        )
        voice = recipes.make_informant(thesis, f"Stemme {number}", role)
        quotation = recipes.make_quotation(passage, "Vi eier det sammen her", informant=voice)
        recipes.make_citation(
            passage, recipes.make_work(recipes.make_person("Aas", f"Nr{number}")), "Aas (2010)"
        )
        if not number:
            recipes.tag(quotation, theme)


@pytest.mark.parametrize(
    ("address", "helps", "with_n"),
    [
        ("/theses/?year=2020&year=1901&language=en", {"language": 1, "year": 0}, 1),
        ("/quotations/?role=employee&theme=tillit", {"role": 1, "theme": 1}, 1),
        ("/quotations/?q=romskip", {"q": 2}, 2),
        ("/informants/?role=user&q=Stemme", {"role": 2, "q": 0}, 2),
        ("/authors/?q=ingenmann", {"q": 2}, 2),
        ("/authors/?letter=Z", {"letter": 2}, 2),
        ("/works/?q=ingenbok", {"q": 2}, 2),
    ],
)
def test_choices_that_leave_nothing_say_which_one_to_take_away(read, address, helps, with_n):
    make_two()
    (told,) = read(address).find_all("[data-empty=choice]")
    first = told.find_all(".loosen > li")[0]
    assert str(with_n) in words(first.find_all(".count")[0])
    # What is promised is what one gets.
    link = first.find_all("a")[0].get("href") or ""
    path = address.partition("?")[0]
    loosened = read(f"{path}{link}")
    assert not loosened.find_all("[data-empty]")
    assert not set(helps) <= {name for name in helps if f"{name}=" in link}


@pytest.mark.parametrize("address", ["/quotations/?q=romskip", "/authors/?q=ingenmann", "/works/?q=ingenbok"])
def test_a_single_choice_is_taken_away_by_one_link(read, address):
    make_two()
    (told,) = read(address).find_all("[data-empty=choice]")
    path = address.partition("?")[0]
    links = [link.get("href") or "" for link in told.find_all("a")]
    ways = [link for link in links if link.partition("?")[0] in {"", path} and not link.partition("?")[2]]
    assert len(ways) == 1, links


def test_taking_choices_away_costs_few_questions(client, django_assert_max_num_queries):
    make_two()
    for address in (
        "/theses/?year=1901&language=en&theme=tillit&institution=x",
        "/quotations/?role=user&theme=tillit&year=1901&kind=policy&q=romskip",
        "/informants/?role=user&q=x&theme=tillit",
        "/authors/?q=ingenmann&letter=Z&theme=tillit",
        "/works/?q=ingenbok&letter=Z&theme=tillit",
    ):
        client.get(address)
        with django_assert_max_num_queries(15):
            client.get(address)


def test_words_that_no_theme_is_called_by_are_offered_to_the_search(read):
    make_two()
    assert "/search/?q=romskip" in onward(read("/themes/?q=romskip"))


# Nothing found


@pytest.fixture
def searchable() -> None:
    make_two()
    for thesis in Thesis.objects.all():
        index_thesis(thesis)


def test_a_search_that_finds_nothing_leads_on(read, searchable):
    page = read("/search/?q=kvantefysikk+romskip")
    (told,) = page.find_all("[data-empty]")
    links = [link.get("href") or "" for link in told.find_all("a")]
    assert "/themes/" in links
    assert "/about/search/" in links


def test_a_word_too_many_can_be_dropped(read, searchable):
    page = read("/search/?q=%22eier+det+sammen%22+%22romskip+og+raketter%22")
    (told,) = page.find_all("[data-empty]")
    dropped = [link.get("href") or "" for link in told.find_all(".loosen a")]
    assert any("eier" in link and "romskip" not in link for link in dropped)
    assert read(f"/search/{next(link for link in dropped if 'romskip' not in link)}").find_all(
        ".hit-quotation"
    )


def test_a_search_narrowed_too_far_says_what_to_take_away(read, searchable):
    page = read("/search/?q=sammen&role=user&theme=tillit")
    (told,) = page.find_all("[data-empty]")
    links = [link.get("href") or "" for link in told.find_all(".loosen a")]
    assert any("role" not in link and "theme" in link for link in links)


def test_a_thesis_says_which_of_its_parts_are_not_there(read, bare):
    assert read(bare.get_absolute_url()).find_all("[data-empty=text]")
    assert not read(bare.get_absolute_url()).find_all("ul.thesisnumbers")
    recipes.make_passage(recipes.make_chapter(bare), "Bare dette står her.")
    page = read(bare.get_absolute_url())
    assert not page.find_all("[data-empty=text]")
    assert not page.find_all(".ticklegend")
