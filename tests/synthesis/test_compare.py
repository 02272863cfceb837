from __future__ import annotations

import pytest
from django.http import QueryDict

from kb.records.actions import rename_slug, withdraw
from kb.records.models import Citation, Quotation, Thesis, Work
from kb.synthesis.compare.candidates import find_alike, find_by_words, find_pairs
from kb.synthesis.compare.compare import (
    CompareQuestion,
    Counts,
    Measure,
    Sizes,
    count_themes,
    count_works,
    find_chosen,
    find_value,
    measure_sizes,
    rank_themes,
    read_on_theme,
    sort_themes,
)
from kb.synthesis.compare.comparison import find_choice, find_comparison
from kb.synthesis.compare.summary import summarize
from kb.synthesis.facts import load_facts
from kb.synthesis.vocabulary import load_vocabulary
from tests import recipes

pytestmark = pytest.mark.django_db


@pytest.fixture
def three() -> tuple[Thesis, ...]:
    """Three theses: trust in all, money far more in the first, ice in the second alone; a book that all cite."""
    values = recipes.make_theme("Verdier")
    themes = {
        "tillit": recipes.make_theme("Tillit", broader=values),
        "penger": recipes.make_theme("Penger"),
        "is": recipes.make_theme("Is"),
    }
    spoken = ({"tillit": 4, "penger": 6}, {"tillit": 4, "penger": 1, "is": 3}, {"tillit": 5})
    shared, some = recipes.make_work(title="Alle leser den"), recipes.make_work(title="To leser den")
    theses = []
    for number, wanted in enumerate(spoken):
        thesis = recipes.make_thesis(f"Oppgave {'abc'[number]}", n_words=10_000 * (number + 1), year=2020)
        chapter = recipes.make_chapter(thesis, "Metode og funn")
        leader = recipes.make_informant(thesis, "Leder A", "leader")
        for slug, n in wanted.items():
            for place in range(n):
                text = f"Om {slug} sa hun dette, gang {place} i by {number}, og mente det."
                said = recipes.make_quotation(
                    recipes.make_passage(chapter, text),
                    informant=leader if place else None,
                    state="accepted" if place == 1 else "suggested",
                )
                recipes.tag(said, themes[slug], suggested=place != 1)
        passage = recipes.make_passage(chapter, f"Forfatter (2010) og flere, i by {number}.")
        for _ in range(number + 1):
            recipes.make_citation(passage, shared)
        if number:
            recipes.make_citation(passage, some)
        recipes.make_citation(passage, recipes.make_work(title=f"Bare i {number}"))
        citation = recipes.make_citation(passage, shared)
        quoted = recipes.make_quotation(passage, "flere", kind="literature", citation=citation)
        recipes.tag(quoted, themes["tillit"])
        recipes.make_quotation(
            recipes.make_passage(chapter, f"Ordet kontor {number}."), "kontor", kind="term"
        )
        theses.append(thesis)
    return tuple(theses)


def choose(*slugs: str):
    facts = load_facts()
    return find_chosen(slugs, facts), facts


def test_sizes_are_what_the_base_holds(three) -> None:
    chosen, facts = choose(*(thesis.slug for thesis in three))
    for thesis, size in zip(three, measure_sizes(chosen.places, facts, confirmed=False), strict=True):
        spoken = Quotation.objects.filter(thesis=thesis).exclude(kind__in=["term", "title"])
        assert size.n_quotations == spoken.count()
        assert size.n_interviews == spoken.filter(kind="interview").count()
        assert size.n_literature == spoken.filter(kind="literature").count()
        assert size.n_citations == Citation.objects.filter(thesis=thesis).count()
        assert size.n_works == Work.objects.filter(citations__thesis=thesis).distinct().count()
        assert size.n_words == thesis.n_words


@pytest.mark.parametrize("confirmed", [False, True])
def test_numbers_of_themes_are_what_the_base_holds(three, confirmed: bool) -> None:
    chosen, facts = choose(*(thesis.slug for thesis in three))
    vocabulary = load_vocabulary()
    rows = count_themes(chosen.places, facts, vocabulary, confirmed=confirmed)
    assert {vocabulary.name(row.pk) for row in rows} == {"Tillit", "Penger", "Is", "Verdier"}
    for row in rows:
        for thesis, n in zip(three, row.numbers, strict=True):
            about = (
                Quotation.objects.filter(thesis=thesis)
                .exclude(kind="term")
                .about(vocabulary.with_narrower(row.pk), confirmed=confirmed)
            )
            assert n == (about.filter(state="accepted") if confirmed else about).count()


def test_numbers_of_works_are_what_the_base_holds_and_shared_ones_come_first(three) -> None:
    chosen, facts = choose(*(thesis.slug for thesis in three))
    rows = count_works(chosen.places, facts)
    assert [row.n_theses for row in rows] == [3, 2, 1, 1, 1]
    for row in rows:
        for thesis, n in zip(three, row.numbers, strict=True):
            assert n == Citation.objects.filter(thesis=thesis, work=row.pk).count()


@pytest.mark.parametrize(
    ("measure", "value"), [(Measure.NUMBER, 5), (Measure.SHARE, 12.5), (Measure.WORDS, 2.5)]
)
def test_a_value_is_what_its_measure_says(measure: Measure, value: float) -> None:
    size = Sizes(20_000, 40, 0, 0, 0, 0)
    assert find_value(5, size, measure) == value
    assert find_value(0, Sizes(0, 0, 0, 0, 0, 0), measure) == 0


def test_themes_come_in_the_order_asked_for(three) -> None:
    chosen, facts = choose(*(thesis.slug for thesis in three))
    vocabulary = load_vocabulary()
    rows = count_themes(chosen.places, facts, vocabulary, confirmed=False)
    sizes = measure_sizes(chosen.places, facts, confirmed=False)

    def names(address: str) -> list[str]:
        question = CompareQuestion.from_params(QueryDict(address))
        return [vocabulary.name(row.pk) for row in sort_themes(rows, sizes, question, vocabulary)]

    assert names("") == ["Tillit", "Verdier", "Penger", "Is"]
    assert names("per=n") == ["Penger", "Is", "Tillit", "Verdier"]
    assert names("sort=total&per=n") == ["Tillit", "Verdier", "Penger", "Is"]
    assert names("sort=name") == ["Is", "Penger", "Tillit", "Verdier"]
    assert vocabulary.name(rank_themes(rows, sizes, vocabulary)[0].pk) == "Tillit"


def test_the_summary_follows_its_rules(three) -> None:
    chosen, facts = choose(*(thesis.slug for thesis in three))
    vocabulary = load_vocabulary()
    found = find_comparison(chosen, CompareQuestion(), facts, vocabulary).summary

    def name(rows) -> list[str]:
        return [vocabulary.name(row.pk) for row in rows]

    # Trust lies under values: both are in common, and the narrower is told of.
    assert name(found.shared) == ["Tillit", "Verdier"]
    assert name(found.both) == ["Tillit"]
    assert [(column, name(rows)) for column, rows in found.more] == [(0, ["Penger"])]
    assert [(column, name(rows)) for column, rows in found.only] == [(1, ["Is"])]
    assert (found.n_shared_works, found.n_some_works) == (1, 1)


def test_a_few_quotations_are_no_finding() -> None:
    theme = recipes.make_theme("Liten")
    sizes = (Sizes(0, 100, 0, 0, 0, 0), Sizes(0, 100, 0, 0, 0, 0))
    found = summarize([Counts(theme.pk, (2, 1))], [], sizes, load_vocabulary())
    assert (found.both, found.more, found.only) == ((), (), ())
    assert len(found.shared) == 1


def test_a_broad_theme_is_told_of_where_none_under_it_says_as_much() -> None:
    broad = recipes.make_theme("Bred")
    narrow = [recipes.make_theme(f"Smal {n}", broader=broad) for n in range(2)]
    sizes = (Sizes(0, 100, 0, 0, 0, 0), Sizes(0, 100, 0, 0, 0, 0))
    counts = [Counts(broad.pk, (9, 8)), *(Counts(theme.pk, (5, 2)) for theme in narrow)]
    assert [row.pk for row in summarize(counts, [], sizes, load_vocabulary()).both] == [broad.pk]


def test_nobody_is_said_to_speak_little_of_what_one_speaks_far_more_of() -> None:
    theme = recipes.make_theme("Mye")
    sizes = (Sizes(0, 100, 0, 0, 0, 0), Sizes(0, 100, 0, 0, 0, 0))
    found = summarize([Counts(theme.pk, (40, 10))], [], sizes, load_vocabulary())
    assert (found.both, found.is_much, len(found.more)) == ((), True, 1)


def test_a_theme_is_read_in_columns(three) -> None:
    chosen, facts = choose(*(thesis.slug for thesis in three))
    vocabulary = load_vocabulary()
    theme = vocabulary.by_slug["verdier"].pk
    for thesis, column in zip(
        three, read_on_theme(theme, chosen.places, facts, vocabulary, confirmed=False), strict=True
    ):
        about = Quotation.objects.filter(thesis=thesis).about(vocabulary.with_narrower(theme))
        assert column.n == about.count()
        assert column.n_interviews == about.filter(kind="interview").count()
        assert column.n_literature == about.filter(kind="literature").count()
        assert dict(column.roles) == {"leader": about.filter(informant__isnull=False).count()}
        assert set(column.interviews) <= set(about.filter(kind="interview").values_list("pk", flat=True))
        # What a curator confirmed comes first.
        assert Quotation.objects.get(pk=column.interviews[0]).state == "accepted"


def test_what_of_an_address_cannot_be_taken_is_told_apart(three) -> None:
    first, second, third = three
    rename_slug(record=first, slug="nytt-navn", by=None)
    withdraw(thesis=third, reason="Etter ønske.", by=None)
    draft = recipes.make_thesis("Utkast", published=False)
    more = [recipes.make_thesis(f"Enda en {n}") for n in range(3)]
    chosen, _facts = choose(
        "oppgave-a-2020",
        second.slug,
        second.slug,
        third.slug,
        draft.slug,
        "finnes-ikke",
        *(t.slug for t in more),
    )
    assert chosen.theses == (first, second, *more[:2])
    assert chosen.surplus == (more[2],)
    assert chosen.repeated == (second,)
    assert chosen.withdrawn == (third.slug,)
    assert chosen.unknown == (draft.slug, "finnes-ikke")


def test_addresses_bear_anything() -> None:
    params = QueryDict(mutable=True)
    params.setlist("t", ["a", "\0", "x" * 500, *(str(n) for n in range(50))])
    params.update({"per": "\0", "sort": "up", "theme": "\0"})
    question = CompareQuestion.from_params(params)
    assert len(question.theses) == 12
    assert (question.measure, question.theme) == (Measure.SHARE, "")


def test_those_most_alike_are_proposed_with_what_they_share(three) -> None:
    first, second, _third = three
    recipes.make_thesis("Om noe helt annet")
    chosen, facts = choose(first.slug)
    alike = find_alike(chosen.places, facts, load_vocabulary(), 5)
    slugs = [facts.theses[row.place].slug for row in alike]
    assert second.slug in slugs
    assert first.slug not in slugs
    assert "om-noe-helt-annet-2021" not in slugs
    for row in alike:
        pair, facts = choose(first.slug, facts.theses[row.place].slug)
        summary = find_comparison(pair, CompareQuestion(), facts, load_vocabulary()).summary
        assert (row.n_works, row.n_themes) == (summary.n_shared_works, len(summary.shared))


def test_each_thesis_is_in_one_pair_at_most(three) -> None:
    facts = load_facts()
    pairs = find_pairs(facts, load_vocabulary(), 5)
    assert len(pairs) == 1
    pair = pairs[0]
    chosen, facts = choose(facts.theses[pair.first].slug, facts.theses[pair.second].slug)
    summary = find_comparison(chosen, CompareQuestion(), facts, load_vocabulary()).summary
    assert (pair.n_works, pair.n_themes) == (summary.n_shared_works, len(summary.shared))


def test_the_pair_with_most_in_common_is_proposed_first(three) -> None:
    # Two small ones that are wholly alike share less than large ones that are alike in part.
    theme = recipes.make_theme("Enkelt")
    for title in ("Liten a", "Liten b"):
        passage = recipes.make_passage(recipes.make_chapter(recipes.make_thesis(title, year=2024)))
        recipes.tag(recipes.make_quotation(passage), theme)
    facts = load_facts()
    pairs = find_pairs(facts, load_vocabulary(), 5)
    shared = [pair.n_works + pair.n_themes for pair in pairs]
    assert shared == sorted(shared, reverse=True)
    assert {facts.theses[place].title for place in (pairs[-1].first, pairs[-1].second)} == {
        "Liten a", "Liten b",
    }  # fmt: skip


def test_nothing_is_proposed_where_there_is_nothing() -> None:
    chosen, facts = choose()
    choice = find_choice(chosen, CompareQuestion(), facts, load_vocabulary())
    assert (choice.found, choice.pairs) == ((), ())


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("oppgave", {"Oppgave a", "Oppgave b", "Oppgave c", "Åpne oppgaver"}),
        ("ÅPNE", {"Åpne oppgaver"}),
        ("åpne fjordsen", {"Åpne oppgaver"}),
        ("innbilningen 2019", {"Åpne oppgaver"}),
        ("prøvesen 2020", {"Oppgave a", "Oppgave b", "Oppgave c"}),
        ("prøvesen 2019", set()),
        ("finnes ikke", set()),
        ("%", set()),
    ],
)
def test_theses_are_found_by_title_author_institution_and_year(three, words: str, titles: set[str]) -> None:
    place = recipes.make_institution("Universitetet i Innbilningen")
    recipes.make_thesis("Åpne oppgaver", author="Fjordsen", year=2019, institution=place)
    recipes.make_thesis("Oppgave i utkast", published=False)
    assert {thesis.title for thesis in find_by_words(words, [])} == titles
    assert not find_by_words("oppgave", [thesis.pk for thesis in Thesis.objects.all()])
