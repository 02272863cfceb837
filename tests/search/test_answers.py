"""What comes before what, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kb.records.models import Passage, ThemeLabel
from kb.search.query import SearchQuery
from kb.search.run import SearchResults, run
from kb.search.updates import rebuild
from tests import recipes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_index")]

Write = Callable[..., list[str]]


@pytest.fixture
def write() -> Write:
    """A base of a thesis with these passages among others that are about nothing asked here."""

    def make(*texts: str, filler: int = 12) -> list[str]:
        chapter = recipes.make_chapter(recipes.make_thesis())
        for text in texts:
            recipes.make_passage(chapter, text)
        for number in range(filler):
            recipes.make_passage(chapter, f"Kaffen var god hele dag {number}, og bussen kom da den skulle.")
        rebuild()
        return list(texts)

    return make


def ask(text: str, **options: object) -> SearchResults:
    return run(SearchQuery.from_text(text), kinds=("passage",), **options)  # type: ignore[arg-type]


def found(text: str) -> list[str]:
    return [hit.record.text for hit in ask(text).hits]


def test_the_word_comes_before_its_compound_and_that_before_its_kin(write: Write) -> None:
    word, compound, kin = write(
        "Vi fikk mer kompetanse for kontoret i løpet av våren det året.",
        "Vi fikk en kompetanseplan for kontoret i løpet av våren det året.",
        "Vi fikk mer kunnskap om kontoret i løpet av våren det året.",
    )
    assert found("kompetanse") == [word, compound, kin]


def test_the_compound_comes_before_its_parts(write: Write) -> None:
    whole, part = write(
        "Vi fikk en kompetanseplan for kontoret i løpet av våren det året.",
        "Vi fikk en ny plan for kontoret i løpet av våren det samme året.",
    )
    assert found("kompetanseplaner") == [whole, part]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("§ 14a", "Vedtaket ble gjort etter § 14 a i loven den høsten, sier hun."),
        ("§14 a", "Vedtaket ble gjort etter § 14a i loven den høsten, sier hun."),
        ("Meld. St. 33", "Det står i Stortingsmelding nr. 33 at kontorene skal få mer å si."),
        ("st.meld. 33", "Det står i Meld. St. 33 at kontorene skal få mer å si om dette."),
        ("NAV-kontor", "De lokale NAV-kontorene fikk nye vinduer i fjor, og alle var glade."),
        ("mål- og resultatstyring", "Etaten har målstyring i alle ledd av arbeidet hele året."),
        ("målstyring", "Etaten har mål- og resultatstyring i alle ledd av arbeidet."),
        ("NOU 2004:13", "Utvalget la det frem i NOU 2004: 13 og fikk støtte av mange."),
    ],
)
def test_names_of_several_words_are_found_as_written(write: Write, question: str, text: str) -> None:
    write(text, "Det var 14 av 33 som svarte, og a var det vanligste svaret av dem alle.")
    assert found(question)[:1] == [text]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("partnarskapen", "Partnerskapet mellom dem ble bedre med årene, sa de alle sammen."),
        ("partnerskap", "Partnarskapen mellom dei vart betre med åra, sa dei alle saman."),
        ("medarbeidere", "De ansatte på kontoret var fornøyde med den nye ordningen sin."),
        ("byråkratisk", "Byråkratiet var til hinder for dem som ville noe annet der."),
        ("brukermøter", "Hun husket hvert møte med en bruker fra den første tiden der."),
    ],
)
def test_what_says_the_same_is_found(write: Write, question: str, text: str) -> None:
    write(text)
    assert text in found(question)


def test_words_that_stand_together_come_before_words_that_do_not(write: Write) -> None:
    together, apart = write(
        "Vi har et godt lokalt samarbeid her nord, og det har vi hatt i mange år nå.",
        "Vi har et lokalt bakeri her nord, og det har hatt i mange år et godt samarbeid.",
    )
    assert found("lokalt samarbeid") == [together, apart]


def test_two_words_that_should_be_one_find_the_one(write: Write) -> None:
    joined, _ = write(
        "Hun var kontorleder i elleve år før hun flyttet sørover med familien sin.",
        "Hun hadde et kontor i elleve år, og en annen var leder for alle sammen der.",
    )
    assert joined in found("kontor leder")


def test_a_slip_is_answered_as_it_must_have_been_meant(write: Write) -> None:
    texts = write("Tilliten var stor i avdelingen hele året, og alle var glade for det.")
    results = ask("tilit")
    assert results.did_you_mean == "tillit"
    assert results.is_mended
    assert [hit.record.text for hit in results.hits] == texts
    assert any(segment.marked and segment.text == "Tilliten" for segment in results.hits[0].snippet)


def test_a_rare_word_near_a_usual_one_is_answered_and_asked_about(write: Write) -> None:
    slip, *_ = write(
        "Det sto tilliit i den gamle planen, og ingen rettet det på lang tid.",
        *(f"Tilliten var stor i avdeling {n}, og alle var glade for det." for n in range(12)),
    )
    results = ask("tilliit")
    assert results.hits[0].record.text == slip
    assert (results.did_you_mean, results.is_mended) == ("tillit", False)


def test_several_words_one_of_them_a_slip(write: Write) -> None:
    write("Tilliten til ledelsen var stor i avdelingen hele året, sier de.")
    assert ask("ledelse tilit year:2000-2030").did_you_mean == "ledelse tillit year:2000-2030"


def test_also_names_other_words_and_not_longer_ones(write: Write) -> None:
    theme = recipes.make_theme("Handlingsrom")
    for kind, language, text in (
        ("preferred", "nb", "Handlingsrom"),
        ("preferred", "en", "Room for manoeuvre"),
        ("alternative", "nb", "handlefrihet"),
        ("alternative", "nb", "lokalt handlingsrom"),
        ("hidden", "nb", "handlerom"),
    ):
        ThemeLabel.objects.create(theme=theme, language=language, kind=kind, text=text)
    freedom, *_ = write("Lederen hadde stor handlefrihet i det daglige arbeidet på kontoret.")
    results = ask("handlingsrom")
    assert results.also == ("room for manoeuvre", "handlefrihet")
    assert [hit.record.text for hit in results.hits] == [freedom]
    assert run(SearchQuery.from_text("handlingsrom", exact=True)).total == 0


def test_a_name_that_nothing_has_is_told(write: Write) -> None:
    write("Tilliten var stor i avdelingen hele året, og alle var glade for det.")
    hints = ask("tillit author:Ingensteds kind:tull theme:tillit").hints
    assert [(hint.code, hint.about) for hint in hints] == [
        ("unknown_value", "Ingensteds"),
        ("unknown_value", "tillit"),
        ("unknown_value", "tull"),
    ]


def test_hits_can_be_ordered_by_the_year_of_the_thesis() -> None:
    for year in (2019, 2023, 2021):
        chapter = recipes.make_chapter(recipes.make_thesis(year=year))
        recipes.make_passage(chapter, "Tilliten var stor i avdelingen hele året, sier de.")
    rebuild()

    def years(sort: str) -> list[int]:
        return [hit.facts["year"] for hit in ask("tillit", sort=sort).hits]

    assert years("newest") == [2023, 2021, 2019]
    assert years("oldest") == [2019, 2021, 2023]
    assert years("added") == [2021, 2023, 2019]


def test_authors_that_are_cited_can_be_counted_and_chosen() -> None:
    chapter = recipes.make_chapter(recipes.make_thesis())
    work = recipes.make_work(recipes.make_person("Kvalstad", "Kari"))
    passage = recipes.make_passage(chapter, "Kvalstad (2010) skriver om tilliten i små avdelinger i nord.")
    recipes.make_citation(passage, work, "Kvalstad (2010)")
    recipes.make_passage(chapter, "Tilliten var stor i avdelingen hele året, sier de alle sammen.")
    rebuild()
    slug = work.authors.get().slug
    results = ask("tillit")
    assert [(row.value, row.count) for row in results.facets["author"]] == [(slug, 1)]
    assert [hit.record for hit in ask(f"tillit author:{slug}").hits] == [passage]


def test_pages_hold_every_hit_once_to_the_last() -> None:
    chapter = recipes.make_chapter(recipes.make_thesis())
    made = {
        recipes.make_passage(chapter, f"Tilliten var stor i avdeling {n} hele året.").pk for n in range(47)
    }
    rebuild()
    seen = [hit.pk for page in range(1, 7) for hit in ask("tillit", page=page, per_page=8).hits]
    assert len(seen) == len(made)
    assert set(seen) == made
    assert Passage.objects.count() == ask("tillit").total


@pytest.mark.parametrize(
    ("question", "marked"),
    [("ansatte", "medarbeiderne"), ("kommune", "kommunale"), ("rapporteringskrav", "krav")],
)
def test_what_answered_in_a_words_place_is_marked(write: Write, question: str, marked: str) -> None:
    write("De kommunale medarbeiderne møtte nye krav den våren, sier hun som var der.")
    segments = ask(question).hits[0].snippet
    assert marked in [segment.text for segment in segments if segment.marked]
