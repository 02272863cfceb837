"""The list of theses and the page of one."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse

from kb.records.actions import Refused, rename_slug
from kb.records.models import SlugRedirect
from tests import recipes
from tests.web.conftest import words

pytestmark = pytest.mark.django_db


def titles(page):
    return [words(link) for link in page.find_all(".card h2 > a")]


def fill(n: int) -> None:
    """``n`` theses, each with a chapter, a voice, a theme, a quotation and a citation."""
    for number in range(n):
        thesis = recipes.make_thesis(f"Oppgave {number:02}", year=2000 + number % 20)
        chapter = recipes.make_chapter(thesis)
        passage = recipes.make_passage(chapter, f"Vi gjør nummer {number} alene. Det sier Aas (2010).")
        quotation = recipes.make_quotation(
            passage, f"Vi gjør nummer {number} alene.", informant=recipes.make_informant(thesis)
        )
        theme = recipes.make_theme(f"Tema {number % 3}")
        recipes.tag(quotation, theme)
        recipes.tag(thesis, theme, suggested=True)
        recipes.make_citation(passage, recipes.make_work(), "Aas (2010)")


def test_the_list_shows_published_theses_newest_year_first(read):
    recipes.make_thesis("Eldst", year=2001)
    recipes.make_thesis("Yngst", year=2022)
    recipes.make_thesis("Uten år", year=None)
    recipes.make_thesis("Utkast", published=False)
    recipes.make_thesis("Trukket", state="withdrawn")
    assert titles(read("/theses/")) == ["Yngst", "Eldst", "Uten år"]


def test_an_empty_collection_says_so(read):
    assert len(read("/theses/").find_all(".empty")) == 1


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("year=2020", ["B"]),
        ("year=2020&year=2021", ["A", "B"]),
        ("institution=hogskolen-i-vika", ["B"]),
        ("theme=tillit", ["A", "B"]),
        ("theme=tillit&theme=kontroll", ["B"]),
        ("year=2021&institution=hogskolen-i-vika", []),
        ("sort=title", ["A", "B"]),
        ("sort=author", ["B", "A"]),
        ("sort=quotations", ["B", "A"]),
        ("sort=new", ["B", "A"]),
        # what makes no sense is passed over
        ("year=x&sort=upside-down&page=99", ["A", "B"]),
        ("year=%00&theme=%00&institution=%00", ["A", "B"]),
        ("year=²", ["A", "B"]),
    ],
)
def test_the_list_is_narrowed_and_sorted(read, query, expected):
    first = recipes.make_thesis("A", year=2021, author="Ås")
    second = recipes.make_thesis(
        "B", year=2020, author="Aa", institution=recipes.make_institution("Høgskolen i Vika")
    )
    said = {
        thesis: recipes.make_quotation(recipes.make_passage(recipes.make_chapter(thesis)))
        for thesis in (first, second)
    }
    for thesis in (first, second):
        recipes.tag(said[thesis], recipes.make_theme("Tillit"))
    recipes.tag(said[second], recipes.make_theme("Kontroll"), suggested=True)
    recipes.make_quotation(recipes.make_passage(recipes.make_chapter(second)))
    assert titles(read(f"/theses/?{query}")) == expected


def test_facets_add_up_to_the_list_they_lead_to(read):
    fill(7)
    recipes.make_thesis("Utkast", published=False)
    page = read("/theses/?theme=tema-1")
    options = [a for a in page.find_all(".facet a") if not a.get("aria-current")]
    assert options
    for option in options:
        count = int(words(option.find_all(".count")[0]))
        assert len(titles(read(f"/theses/{option.get('href')}"))) == count
    years = [a for a in page.find_all(".facet a") if words(a).startswith("20")]
    assert sum(int(words(a.find_all(".count")[0])) for a in years) == len(titles(page))


def names_in(page):
    return [words(head) for head in page.find_all(".thesistable tbody th[scope=row] a")]


def test_the_same_theses_stand_in_a_table_whose_numbers_lead_to_what_they_count(client, read):
    fill(3)
    thesis = recipes.make_thesis("Uten noe", year=1999, n_words=4321)
    page = read("/theses/?view=table")
    assert names_in(page) == ["Oppgave 02", "Oppgave 01", "Oppgave 00", "Uten noe"]
    for link in page.find_all(".thesistable td.num a"):
        assert words(link) == "1"
        behind = client.get(link.get("href"), follow=True).content
        assert behind.count(b"<blockquote") == 1 or behind.count(b"Leder A</a>") == 1, link.get("href")
    assert len(page.find_all(".thesistable td.num a")) == 6
    last = page.find_all(".thesistable tbody > tr")[-1]
    assert [words(cell) for cell in last.find_all("td.num")] == ["4 321", "0", "0"]
    assert thesis.get_absolute_url() in {a.get("href") for a in last.find_all("a")}


@pytest.mark.parametrize(
    "sorting", ["year", "title", "author", "institution", "words", "quotations", "voices"]
)
def test_a_head_puts_the_table_in_its_order_and_then_turns_it_round(read, sorting):
    fill(3)
    recipes.make_thesis("Alene", year=None, institution=None, n_words=9)
    start = read("/theses/?view=table")
    column = ["year", "title", "author", "institution", "words", "quotations", "voices"].index(sorting)
    once = read(f"/theses/{start.find_all('.thesistable thead a')[column].get('href')}")
    if sorting == "year":  # which it starts with
        assert start.find_all(".thesistable thead th")[0].get("aria-sort") == "descending"
    first = once.find_all(".thesistable thead th")[column].get("aria-sort")
    again = read(f"/theses/{once.find_all('.thesistable thead a')[column].get('href')}")
    second = again.find_all(".thesistable thead th")[column].get("aria-sort")
    assert {first, second} == {"ascending", "descending"}
    assert len([head for head in once.find_all(".thesistable thead th") if head.get("aria-sort")]) == 1
    if sorting == "title":
        assert names_in(once) == ["Alene", "Oppgave 00", "Oppgave 01", "Oppgave 02"]
        assert names_in(again) == names_in(once)[::-1]
    if sorting in {"year", "institution"}:
        assert names_in(once)[-1] == names_in(again)[-1] == "Alene"  # not known stays last


def test_the_table_to_download_holds_all_theses_of_the_list(client):
    fill(30)
    recipes.make_thesis("=Regnestykke", year=2030)
    recipes.make_thesis("Utkast", published=False, year=2031)
    text = client.get("/theses/table/?sort=title").content.decode("utf-8-sig")
    titles_there = [row[1] for row in csv.reader(io.StringIO(text, newline=""), delimiter=";")][1:]
    assert titles_there == [*(f"Oppgave {number:02}" for number in range(30)), "'=Regnestykke"]
    assert client.get("/theses/table/?year=2005&view=table").content.count(b"\r\n") == 3


def test_no_thesis_stands_where_the_table_does():
    assert recipes.make_thesis("Table", year=None).slug == "table-2"
    with pytest.raises(Refused):
        rename_slug(record=recipes.make_thesis(), slug="table", by=None)


@pytest.mark.parametrize("n", [1, 60])
def test_the_table_asks_the_database_as_often_for_sixty_theses_as_for_one(
    client, django_assert_max_num_queries, n
):
    fill(n)
    client.get("/theses/?view=table")
    with django_assert_max_num_queries(12):
        client.get("/theses/?view=table&sort=voices")


def test_a_rejected_theme_is_not_shown(read):
    thesis = recipes.make_thesis("A")
    recipes.tag(thesis, recipes.make_theme("Tillit"), state="rejected")
    assert "Tillit" not in words(read("/theses/"))


def test_long_lists_have_pages(read):
    fill(30)
    page = read("/theses/?sort=title")
    assert len(titles(page)) == 24
    (after,) = page.find_all(".pagination a[rel=next]")
    assert titles(read(f"/theses/{after.get('href')}"))[-1] == "Oppgave 29"


@pytest.mark.parametrize("n", [1, 30])
def test_the_list_asks_the_database_as_often_for_thirty_theses_as_for_one(
    client, django_assert_max_num_queries, n
):
    fill(n)
    client.get("/theses/")
    with django_assert_max_num_queries(10):
        client.get("/theses/")


def test_a_thesis_shows_what_is_known_of_it(read):
    thesis = recipes.make_thesis(
        "Rom for valg", subtitle="En studie", research_question="Hvem velger?", sub_questions=["Når?", "Hvor?"],
        n_informants=4, keywords=["ledelse"], programme="Master i styring", method="Vi *spurte*.",
        doi="10.1/x", is_example=True,
    )  # fmt: skip
    said = words(read(thesis.get_absolute_url()).find_all("main")[0])
    for expected in ("Rom for valg", "En studie", "Hvem velger?", "Når?", "Hvor?", "4", "ledelse",
                     "Master i styring", "Vi spurte.", "https://doi.org/10.1/x", "Prøvesen"):  # fmt: skip
        assert expected in said
    assert len(read(thesis.get_absolute_url()).find_all(".tag--example")) == 1


def test_a_thesis_of_which_next_to_nothing_is_known_has_a_page(read):
    thesis = recipes.make_thesis("Bare en tittel", year=None, institution=None)
    thesis.contributors.all().delete()
    page = read(thesis.get_absolute_url())
    assert words(page.find_all("h1")[0]) == "Bare en tittel"
    assert "None" not in words(page)


def test_contents_have_a_tick_for_each_quotation_that_leads_to_its_place(read):
    thesis = recipes.make_thesis()
    top = recipes.make_chapter(thesis, "Funn", number="4", slug="4-funn")
    sub = recipes.make_chapter(thesis, "Om tid", number="4.1", parent=top, slug="4-1-om-tid")
    passage = recipes.make_passage(sub, "Vi har ikke tid. Det heter «tidsklemme».", page="12")
    quotation = recipes.make_quotation(passage, "Vi har ikke tid.", informant=recipes.make_informant(thesis))
    recipes.make_quotation(passage, "tidsklemme", kind="term")
    recipes.make_quotation(passage, "Det heter", state="rejected")
    page = read(thesis.get_absolute_url())
    (tick,) = page.find_all(".contents a.tick")
    assert tick.get("href") == f"{top.get_absolute_url()}#q-{quotation.public_id}"
    assert words(tick) == "1: Leder A, s. 12"
    place = read(top.get_absolute_url()).by_id(f"q-{quotation.public_id}")
    assert words(place) == "Vi har ikke tid."


def test_hidden_chapters_are_not_in_the_contents(read):
    thesis = recipes.make_thesis()
    recipes.make_chapter(thesis, "Innledning")
    hidden = recipes.make_chapter(thesis, "Vedlegg 1", kind="appendix", is_hidden=True)
    recipes.make_chapter(thesis, "Et brev", parent=hidden)
    recipes.make_chapter(thesis, "Innhold", kind="toc")
    links = [words(link) for link in read(thesis.get_absolute_url()).find_all(".contents__title")]
    assert links == ["1 Innledning"]


def test_voices_stand_by_role_with_the_number_of_their_quotations(read):
    thesis = recipes.make_thesis()
    chapter = recipes.make_chapter(thesis)
    worker = recipes.make_informant(thesis, "Kim", "employee", role="veileder")
    leader = recipes.make_informant(thesis, "Leder A")
    recipes.make_informant(thesis, "Leder B")
    for n, voice in enumerate((worker, leader, leader)):
        recipes.make_quotation(recipes.make_passage(chapter, f"Sitat {n}."), informant=voice)
    page = read(thesis.get_absolute_url())
    section = page.by_id("voices").parent
    assert [words(li) for li in section.find_all(".bars > li")] == [
        "Leder A 2", "Leder B 0", "Kim 1 veileder",
    ]  # fmt: skip
    links = [a.get("href") for a in section.find_all("a")]
    assert links == [f"/informants/{thesis.slug}/{key}/" for key in ("leder-a", "kim")]


def test_a_role_that_all_of_a_kind_have_is_said_once(read):
    thesis = recipes.make_thesis()
    for name in ("Kari", "Kåre"):
        recipes.make_informant(thesis, name, role="enhetsleder")
    section = read(thesis.get_absolute_url()).by_id("voices").parent
    assert words(section.find_all("h3")[0]) == "Leder enhetsleder"
    assert [words(li) for li in section.find_all(".bars > li")] == ["Kari 0", "Kåre 0"]


def test_a_title_that_asks_the_question_is_not_followed_by_it(read):
    fields = {"research_question": "Hvem velger?", "sub_questions": ["Når?"]}
    thesis = recipes.make_thesis("Hvem velger?", **fields)
    said = words(read(thesis.get_absolute_url()).find_all(".question")[0])
    assert "Hvem velger?" not in said
    assert "Når?" in said


def test_keywords_below_an_abstract_stand_among_the_particulars_alone(read):
    thesis = recipes.make_thesis(keywords=["ledelse", "tid"])
    chapter = recipes.make_chapter(thesis, "Sammendrag", kind="abstract")
    for text in ("Funnet er klart: det tar tid.", "Nøkkelord: Ledelse, tid"):
        recipes.make_passage(chapter, text)
    page = read(thesis.get_absolute_url())
    assert [words(p) for p in page.find_all(".prose p")] == ["Funnet er klart: det tar tid."]
    assert "ledelse, tid" in words(page.find_all(".facts")[0])


def test_most_cited_works_are_counted(read):
    thesis = recipes.make_thesis()
    passage = recipes.make_passage(recipes.make_chapter(thesis), "Aas (2010) og Bø (2012), og Aas (2010).")
    work = recipes.make_work(recipes.make_person("Aas", "A"), year="2010")
    other = recipes.make_work(recipes.make_person("Bø", "B"), year="2012", title="")
    recipes.make_citation(passage, other, "Bø (2012)")
    for _ in range(2):
        recipes.make_citation(passage, work, "Aas (2010)")
    section = read(thesis.get_absolute_url()).by_id("sources").parent
    assert [words(li) for li in section.find_all(".bars > li")] == [
        "Aas (2010) 2 En bok om samarbeid",
        "Bø (2012) 1",
    ]


def test_themes_count_the_quotations_of_narrower_ones_too(read):
    broad = recipes.make_theme("Styring")
    narrow = recipes.make_theme("Rundskriv", broader=broad)
    thesis = recipes.make_thesis()
    chapter = recipes.make_chapter(thesis)
    for theme in (broad, narrow):
        recipes.tag(recipes.make_quotation(recipes.make_passage(chapter, f"Om {theme}.")), theme)
    page = read(thesis.get_absolute_url())
    themes = [words(li) for li in page.find_all(".bars--narrow > li")]
    assert themes == ["Styring 2", "Rundskriv 1"]


def test_abstracts_come_in_the_thesis_own_language_first_each_marked_with_its_own(read):
    thesis = recipes.make_thesis()
    english = recipes.make_chapter(thesis, "Abstract", kind="abstract", language="en")
    recipes.make_passage(english, "Leaders find room.")
    norwegian = recipes.make_chapter(thesis, "Sammendrag", kind="abstract")
    recipes.make_passage(norwegian, "Lang tekst. " * 200)
    recipes.make_passage(norwegian, "Slutten.")
    page = read(thesis.get_absolute_url())
    sections = [s for s in page.find_all("section[lang]") if s.get("lang")]
    assert [(s.get("lang"), words(s.find_all("h2")[0])) for s in sections] == [
        ("nb", "Sammendrag"),
        ("en", "Abstract"),
    ]
    assert words(sections[0].find_all("details .prose")[0]) == "Slutten."
    assert words(sections[1].find_all("> details .prose")[0]) == "Leaders find room."


def test_an_abstract_that_a_curator_wrote_stands_instead(read):
    thesis = recipes.make_thesis(abstract="Kort og godt.\n\nTo avsnitt.", curated_fields=["abstract"])
    recipes.make_passage(recipes.make_chapter(thesis, "Sammendrag", kind="abstract"), "Det lange.")
    said = words(read(thesis.get_absolute_url()).find_all("main")[0])
    assert "Kort og godt." in said
    assert "Det lange." not in said


@pytest.mark.parametrize("access", ["quotations", "restricted"])
def test_a_thesis_that_is_not_open_shows_no_text(read, client, access):
    thesis = recipes.make_thesis(access=access, takedown_note="Etter ønske fra forfatteren.")
    chapter = recipes.make_chapter(thesis, "Innledning")
    recipes.make_passage(chapter, "Hemmelig åpning.")
    said = words(read(thesis.get_absolute_url()))
    assert "Innledning" not in said
    assert "Etter ønske fra forfatteren." in said
    assert client.get(chapter.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("state", "answer"), [("draft", 404), ("in_review", 404), ("withdrawn", 410)])
def test_what_is_not_published_is_not_found(client, state, answer):
    thesis = recipes.make_thesis("Hemmelig tittel", state=state)
    chapter = recipes.make_chapter(thesis)
    SlugRedirect.objects.create(kind="thesis", old_slug="for", target_id=thesis.pk)
    for address in (thesis.get_absolute_url(), chapter.get_absolute_url(), "/theses/for/"):
        response = client.get(address, follow=True)
        assert response.status_code == answer
        assert "Hemmelig" not in response.content.decode()


def test_an_old_address_leads_to_the_new_one(client):
    thesis = recipes.make_thesis()
    SlugRedirect.objects.create(kind="thesis", old_slug="gammel", target_id=thesis.pk)
    SlugRedirect.objects.create(kind="theme", old_slug="annet", target_id=thesis.pk)
    for old, new in (
        ("/theses/gammel/", thesis.get_absolute_url()),
        ("/theses/gammel/4-funn/", reverse("chapter-detail", args=[thesis.slug, "4-funn"])),
    ):
        response = client.get(old)
        assert (response.status_code, response["Location"]) == (301, new)
    assert client.get("/theses/annet/").status_code == 404


@pytest.mark.parametrize("n", [1, 30])
def test_the_page_of_a_thesis_asks_the_database_as_often_however_much_is_in_it(
    client, django_assert_max_num_queries, n
):
    thesis = recipes.make_thesis()
    for number in range(n):
        chapter = recipes.make_chapter(thesis)
        abstract = recipes.make_chapter(thesis, kind="abstract")
        recipes.make_passage(abstract)
        passage = recipes.make_passage(chapter, f"Nummer {number}, sier Aas (2010).")
        voice = recipes.make_informant(thesis, f"Leder {number}")
        recipes.tag(recipes.make_quotation(passage, informant=voice), recipes.make_theme(f"Tema {number}"))
        recipes.make_citation(passage, recipes.make_work(), "Aas (2010)")
    client.get(thesis.get_absolute_url())
    with django_assert_max_num_queries(15):
        client.get(thesis.get_absolute_url())


def test_reference_managers_find_the_particulars_in_the_head(read):
    thesis = recipes.make_thesis("Rom for valg", subtitle="En studie", year=2021, keywords=["tid", "rom"])
    metas = read(thesis.get_absolute_url()).find_all("head > meta[name]")
    found = [
        (m.get("name"), m.get("content")) for m in metas if (m.get("name") or "").startswith("citation_")
    ]
    (author,) = (part.person for part in thesis.contributors.all())
    assert found == [
        ("citation_title", "Rom for valg: En studie"),
        ("citation_author", author.sort_name),
        ("citation_publication_date", "2021"),
        ("citation_dissertation_institution", "Høgskolen i Eksempelvik"),
        ("citation_language", "nb"),
        ("citation_keywords", "tid; rom"),
        ("citation_abstract_html_url", f"http://testserver{thesis.get_absolute_url()}"),
    ]


@pytest.mark.parametrize(
    ("fields", "n_questions"),
    [
        ({}, 1),
        ({"title_is_made_up": True}, 0),
        ({"title": "hvem velger? "}, 0),
        ({"research_question": ""}, 0),
    ],
)
def test_a_card_does_not_ask_what_its_title_asks_already(read, fields, n_questions):
    recipes.make_thesis(**{"research_question": "Hvem velger?", **fields})
    assert len(read("/theses/").find_all(".thesiscard__question")) == n_questions
