"""The card of a cited work: what a reader is told beside a citation."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db.models import Model
from django.test import Client
from lxml import html as lxml_html

from kb.records.models import Chapter, Passage, Quotation, Reference, SlugRedirect, Thesis, Work
from kb.web.templatetags.cards import card_of
from tests import recipes
from tests.web.across import fill
from tests.web.conftest import Element, words

pytestmark = pytest.mark.django_db

SAYS = "Det er i møtet over skranken at ordningen får sitt innhold, skriver {raw}, ikke i brevene fra departementet."


def make_thesis_that_cites(
    work: Work, author: str, *, text: str = SAYS, raw: str = "Forfatter (2010)"
) -> Thesis:
    thesis = recipes.make_thesis(f"Oppgaven til {author}", author=author)
    passage = recipes.make_passage(recipes.make_chapter(thesis, "Teori"), text.format(raw=raw))
    recipes.make_citation(passage, work, raw)
    return thesis


def list_entry(thesis: Thesis, work: Work, raw: str) -> Reference:
    return Reference.objects.create(
        thesis=thesis, work=work, raw=raw, order=thesis.references.count() + 1, first_line=1, last_line=1
    )


@pytest.fixture
def card(client: Client) -> Callable[..., Element]:
    def fetch(work: Work, thesis: Thesis | None = None) -> Element:
        params = {"fragment": "1"} | ({"from": thesis.slug} if thesis else {})
        response = client.get(f"{work.get_absolute_url()}card/", params)
        assert response.status_code == 200
        return Element(lxml_html.fragment_fromstring(response.content.decode(), create_parent=True))

    return fetch


def test_a_citation_in_the_text_names_its_card(read):
    work = recipes.make_work()
    thesis = make_thesis_that_cites(work, "Aas")
    page = read(thesis.chapters.get().get_absolute_url())
    (link,) = page.find_all("a.cite")
    assert link.get("href") == work.get_absolute_url()
    assert link.get("data-card") == f"{work.get_absolute_url()}card/?from={thesis.slug}"
    assert page.by_id("citecard").get("data-style").endswith("cards.css")


def test_the_card_tells_the_work_and_how_often_who_cites_it(card):
    work = recipes.make_work(recipes.make_person("Lund", "Kari"), title="Skranken", publisher="Fjordforlaget")
    mine = make_thesis_that_cites(work, "Aas")
    recipes.make_citation(
        recipes.make_passage(mine.chapters.get(), "Lund (2010) igjen."), work, "Lund (2010)"
    )
    make_thesis_that_cites(work, "Bø")
    told = card(work, mine)
    assert words(told.find_all("h2")[0]).startswith("Lund (2010)")
    entry = words(told.by_id("citecard-entry"))
    assert entry.startswith("Lund, K. (2010). Skranken.")
    assert "Fjordforlaget" in entry
    assert [words(i) for i in told.find_all("i")] == ["Skranken"]
    numbers = told.find_all("p.citecard__numbers a")
    assert [int(words(link).split()[0]) for link in numbers] == [3, 2, 2]
    for link in numbers:
        assert link.get("href").startswith(work.get_absolute_url())


def test_others_are_heard_and_not_the_thesis_one_reads(card):
    work = recipes.make_work()
    mine = make_thesis_that_cites(work, "Aas")
    others = [make_thesis_that_cites(work, name) for name in ("Bø", "Dal", "Eng")]
    told = card(work, mine)
    links = [link.get("href") for link in told.find_all("section.citecard__others p.meta a")]
    assert len(links) == 2
    assert len({link.split("/")[2] for link in links}) == 2
    assert {link.split("/")[2] for link in links} <= {each.slug for each in others}
    assert [words(mark) for mark in told.find_all("mark")] == ["Forfatter (2010)"] * 2
    # Without a thesis to come from, all are others.
    assert len(card(work).find_all("p.citecard__sentence")) == 2


def test_the_sentence_leads_to_its_passage(card, client):
    work = recipes.make_work()
    other = make_thesis_that_cites(work, "Bø")
    (link,) = card(work).find_all("section.citecard__others a")
    address, anchor = link.get("href").split("#")
    assert anchor == other.passages.get().anchor
    assert f'id="{anchor}"' in client.get(address).content.decode()
    assert words(link) == "Bø (2021), s. 10"


def test_the_sentence_that_says_most_is_chosen(card):
    work = recipes.make_work()
    other = make_thesis_that_cites(work, "Bø", text="Jf. {raw}.", raw="Forfatter (2010)")
    chapter = other.chapters.get()
    for text, raw, fields in (
        (
            "Mange har skrevet om skranken, blant dem Forfatter (2010), Berg (2011), Dal (2012) og Eng (2013).",
            "Forfatter (2010)",
            {},
        ),
        (
            "Skranken er der ordningen får sitt innhold, hevdet han alt den gangen (gjengitt i Berg, 2011).",
            "gjengitt i Berg, 2011",
            {"secondary_via": "Berg"},
        ),
        ("Skranken er der ordningen får sitt egentlige innhold for dem den gjelder (ibid).", "(ibid)", {}),
        (
            "Det er ved skranken at reglene får et ansikt, slik Forfatter (2010) viser i sitt tredje kapittel.",
            "Forfatter (2010)",
            {},
        ),
    ):
        recipes.make_citation(recipes.make_passage(chapter, text), work, raw, **fields)
    (sentence,) = card(work).find_all("p.citecard__sentence")
    assert words(sentence).startswith("Det er ved skranken")


def test_who_alone_cites_it_is_told_so(card):
    work = recipes.make_work()
    mine = make_thesis_that_cites(work, "Aas")
    told = card(work, mine)
    assert not told.find_all("p.citecard__sentence")
    assert not told.find_all("section.citecard__others")
    (link,) = told.find_all("p.citecard__numbers a")
    assert link.get("href") == f"{work.get_absolute_url()}?thesis={mine.slug}#places"
    assert len(told.find_all("p.citecard__use")) == 1


def test_a_stub_says_what_little_is_known_and_offers_no_entry(card):
    stub = recipes.make_work(recipes.make_person("Vik", "Ola"), title="")
    told = card(stub, make_thesis_that_cites(stub, "Aas"))
    assert len(told.find_all("p.citecard__stub")) == 1
    assert [button.get("data-copy") for button in told.find_all("button")] == ["#citecard-in-text"]
    assert words(told.by_id("citecard-in-text")) == "(Vik, 2010)"
    assert not [link for link in told.find_all("a") if link.get("href").endswith(".ris")]
    undated = recipes.make_work(recipes.make_person("Li", "Bo"), title="", year="")
    other = card(undated, make_thesis_that_cites(undated, "Bø"))
    assert words(other.find_all("p.citecard__stub")[0]) != words(told.find_all("p.citecard__stub")[0])


def test_the_entry_of_the_readers_own_thesis_stands_as_it_is_printed(card):
    work = recipes.make_work()
    mine, other = make_thesis_that_cites(work, "Aas"), make_thesis_that_cites(work, "Bø")
    list_entry(mine, work, "Forfatter, F: En bok om samarbeid. Oslo 2010")
    list_entry(other, work, "FORFATTER F (2010) En bok")
    told = words(card(work, mine))
    assert "Forfatter, F: En bok om samarbeid. Oslo 2010" in told
    assert "FORFATTER F" not in told
    assert "Oslo 2010" not in words(card(work))
    # A list that a curator has hidden is not shown by the card either.
    Chapter.objects.create(
        thesis=mine, title="Kilder", slug="kilder", kind=Chapter.Kind.REFERENCES, order=9, level=1,
        is_hidden=True, first_line=1, last_line=1,
    )  # fmt: skip
    assert "Oslo 2010" not in words(card(work, mine))


def test_the_entry_and_the_form_in_the_text_can_be_copied_and_taken_along(card):
    work = recipes.make_work(recipes.make_person("Lund", "Kari"), recipes.make_person("Moe", "Pia"))
    told = card(work, make_thesis_that_cites(work, "Aas"))
    for button in told.find_all("button[data-copy]"):
        assert told.by_id(button.get("data-copy").removeprefix("#"))
        assert button.get("data-copied")
    assert words(told.by_id("citecard-in-text")) == "(Lund & Moe, 2010)"
    begins = work.get_absolute_url().rstrip("/") + "."
    assert {
        link.get("href").removeprefix(begins)
        for link in told.find_all("a")
        if link.get("href").startswith(begins)
    } == {"ris", "bib", "csl.json"}


def change(record: Model, **fields: object) -> None:
    for name, value in fields.items():
        setattr(record, name, value)
    record.save()


@pytest.mark.parametrize(
    "hide",
    [
        lambda thesis: change(thesis, state=Thesis.State.WITHDRAWN),
        lambda thesis: change(thesis, state=Thesis.State.DRAFT),
        lambda thesis: change(thesis, access="quotations"),
        lambda thesis: change(thesis.chapters.get(), is_hidden=True),
        lambda thesis: change(thesis.passages.get(), is_hidden=True),
    ],
    ids=["withdrawn", "draft", "quotations only", "hidden chapter", "hidden passage"],
)
def test_what_is_not_public_is_neither_counted_nor_heard(card, hide):
    work = recipes.make_work()
    mine, secret = make_thesis_that_cites(work, "Aas"), make_thesis_that_cites(work, "Skjulesen")
    assert "Skjulesen" in words(card(work, mine))
    hide(secret)
    told = card(work, mine)
    assert "Skjulesen" not in words(told)
    assert [words(each).split()[0] for each in told.find_all("p.citecard__numbers a")] == ["1"]


@pytest.mark.parametrize("state", [Thesis.State.WITHDRAWN, Thesis.State.DRAFT])
def test_the_list_of_a_thesis_that_is_not_public_is_not_told(card, state):
    work = recipes.make_work()
    make_thesis_that_cites(work, "Aas")
    secret = make_thesis_that_cites(work, "Skjulesen")
    list_entry(secret, work, "Skjult oppføring")
    change(secret, state=state)
    told = words(card(work, secret))
    assert "Skjul" not in told
    assert told == words(card(work))


def test_a_work_that_nobody_cites_in_public_has_no_card(client):
    work = recipes.make_work()
    thesis = make_thesis_that_cites(work, "Aas")
    Passage.objects.update(is_hidden=True)
    assert client.get(f"{work.get_absolute_url()}card/?fragment=1&from={thesis.slug}").status_code == 404


def test_a_slug_of_nothing_is_as_good_as_none(card, client):
    work = recipes.make_work()
    make_thesis_that_cites(work, "Aas")
    address = f"{work.get_absolute_url()}card/?fragment=1"
    plain = client.get(address).content
    for slug in ("finnes-ikke", "%00", "<script>", "x" * 3000):
        assert client.get(f"{address}&from={slug}").content == plain


def test_who_opens_the_address_of_a_card_comes_to_the_work(client):
    work = recipes.make_work()
    make_thesis_that_cites(work, "Aas")
    assert client.get(f"{work.get_absolute_url()}card/?from=x")["Location"] == work.get_absolute_url()


def test_the_card_of_a_merged_work_is_that_of_the_work_it_became(client):
    work = recipes.make_work()
    make_thesis_that_cites(work, "Aas")
    SlugRedirect.objects.create(kind=SlugRedirect.Kind.WORK, old_slug="gammel", target_id=work.pk)
    response = client.get("/works/gammel/card/", {"fragment": "1", "from": "en-oppgave"}, follow=True)
    assert response.redirect_chain[0][0] == (f"{work.get_absolute_url()}card/?fragment=1&from=en-oppgave")
    assert b"citecard__body" in response.content


def test_a_card_is_no_page_of_its_own_and_browsers_need_not_fetch_it_twice(client):
    work = recipes.make_work()
    make_thesis_that_cites(work, "Aas")
    address = f"{work.get_absolute_url()}card/?fragment=1"
    response = client.get(address)
    assert response["X-Robots-Tag"] == "noindex"
    assert {"Cookie", "Accept-Language"} <= set(response["Vary"].replace(" ", "").split(","))
    assert client.get(address, HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 304
    assert b"<html" not in response.content


def test_a_card_speaks_the_readers_language(client):
    work = recipes.make_work()
    make_thesis_that_cites(work, "Aas", text="{raw}, s. 3.")
    address = f"{work.get_absolute_url()}card/?fragment=1"
    told = {
        language: client.get(address, HTTP_ACCEPT_LANGUAGE=language).content.decode()
        for language in ("nb", "en")
    }
    assert "s. 10" in told["nb"]
    assert "p. 10" in told["en"]


def test_words_in_a_card_are_words(card):
    work = recipes.make_work(title="<b>Skranken</b>")
    make_thesis_that_cites(work, "Bø", text="Her står <script>alert(1)</script> ved {raw} og <i>mer</i>.")
    told = card(work)
    assert not told.find_all("script")
    assert "<b>Skranken</b>" in words(told)


def test_a_card_costs_few_questions_however_many_cite(card, django_assert_max_num_queries):
    work = recipes.make_work()
    mine = make_thesis_that_cites(work, "Aas")
    for name in ("Bø", "Dal", "Eng", "Foss", "Gran", "Hol", "Ims", "Juul"):
        list_entry(make_thesis_that_cites(work, name), work, "Forfatter (2010)")
    card(work, mine)
    with django_assert_max_num_queries(6):
        card(work, mine)


def test_works_named_in_running_text_have_their_cards_on_all_pages(read):
    fill(3)
    shared = Work.objects.get(title="Sammen om kontoret")
    thesis = Thesis.objects.get(slug="oppgave-00-2000")
    quoted = Quotation.objects.filter(kind="literature", thesis=thesis).get()
    pages = {
        "/authors/siri-skriversen/": "",
        f"/authors/{Work.objects.filter(title='')[0].authors.get().slug}/": "oppgave-",
        thesis.get_absolute_url(): thesis.slug,
        f"{thesis.get_absolute_url()}sources/": thesis.slug,
        thesis.chapters.get().get_absolute_url(): thesis.slug,
        quoted.get_absolute_url(): thesis.slug,
        "/themes/partnerskap/": "",
    }
    for address, slug in pages.items():
        links = read(address).find_all("a[data-card]")
        to_it = [link for link in links if link.get("href") == shared.get_absolute_url()]
        if address != "/authors/siri-skriversen/":
            assert to_it, address
        for link in links:
            assert link.get("data-card").startswith(f"{link.get('href')}card/"), address
        assert any(slug in link.get("data-card") for link in to_it) or not to_it, address


@pytest.mark.parametrize(
    "url", ["", "/", "/works/", "/works/?q=a", "/theses/a/informants/b/", "/works/a/#uses"]
)
def test_what_is_no_work_has_no_card(url):
    assert card_of(url, "en-oppgave") == ""


def test_the_card_says_where_the_text_has_another_year_than_the_list(card):
    work = recipes.make_work(recipes.make_person("Lund", "Kari"), title="Skranken", year="2010")
    first, second, third = (make_thesis_that_cites(work, name) for name in ("Aas", "Bø", "Dal"))
    first.citations.update(cited_year="1980")
    second.citations.update(cited_year="1980")
    list_entry(first, work, "Lund, K. (2010). Skranken.")
    assert [words(card(work, thesis)).count("1980") for thesis in (first, second, third)] == [1, 1, 0]
    assert words(card(work, first)).count("2010") == words(card(work, second)).count("2010") + 2
