from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.records.models import Passage, RecurringReading, RecurringResult, Theme, ThemeLabel, Thesis
from kb.synthesis.facts import load_facts
from kb.synthesis.recurring import renewal
from kb.synthesis.recurring.finding import load_recurring
from kb.synthesis.recurring.questions import Answer, RecurringQuestion, answer
from kb.synthesis.recurring.renewal import find_waiting, is_behind, renew
from tests import recipes
from tests.synthesis.recurring.collection import CAKE, fill

pytestmark = pytest.mark.django_db


def ask(**choices: object) -> Answer:
    return answer(RecurringQuestion(**choices), load_recurring(load_facts()))


def labels() -> list[str]:
    return [term.label for term in ask().terms]


def test_a_term_of_two_theses_and_a_quotation_that_both_have_are_found() -> None:
    first, second, _third = fill()
    renew()
    found = ask()
    assert [term.label for term in found.terms] == ["kringlelogikk"]
    (term,) = found.terms
    assert (term.n_theses, term.n_passages) == (2, 8)
    (between,) = found.between
    assert {between.thesis, between.others[0].thesis} == {first.pk, second.pk}
    assert between.others[0].longest == len(f"{CAKE} Bakerdirektoratet 2019".split())
    (within,) = found.within
    assert within.thesis == within.others[0].thesis == first.pk


def test_nothing_waits_when_all_is_read_and_a_second_time_reads_nothing() -> None:
    fill()
    assert is_behind()
    assert renew().n_read == 3
    assert not is_behind()
    assert renew() == renewal.Renewal(0, is_new=False)


def test_a_thesis_that_changed_waits_and_is_read_anew() -> None:
    first, *_rest = fill()
    renew()
    passage = first.passages.filter(text__contains="Kringlelogikken 0").get()
    passage.text = "Det var en gang."
    passage.save()
    assert find_waiting() == [first.pk]
    assert renew().n_read == 1
    assert ask().terms[0].n_passages == 7


def test_a_change_that_touches_no_words_reads_nothing_anew() -> None:
    first, *_rest = fill()
    renew()
    recipes.tag(first.passages.first(), recipes.make_theme("Bakst"))
    assert find_waiting() == [first.pk]
    assert renew() == renewal.Renewal(0, is_new=False)
    assert find_waiting() == []


def test_whoever_is_stopped_goes_on_where_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    fill()

    def stop(_name: str, done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        renew(stop)
    assert RecurringReading.objects.count() == 2
    assert not RecurringResult.objects.exists()
    assert renew() == renewal.Renewal(1, is_new=True)


@pytest.mark.parametrize("change", [{"state": "withdrawn"}, {"access": "quotations"}, {"state": "draft"}])
def test_what_is_no_longer_public_is_gone_at_once(change: dict[str, str]) -> None:
    first, *_rest = fill()
    renew()
    for name, value in change.items():
        setattr(first, name, value)
    first.save()
    found = ask()
    assert (found.terms, found.between, found.within) == ((), (), ())
    assert renew().is_new
    assert labels() == []


def test_a_hidden_passage_no_longer_counts_at_once() -> None:
    first, *_rest = fill()
    renew()
    passage = first.passages.filter(text__contains="Kringlelogikken 0").get()
    passage.is_hidden = True
    passage.save()
    assert ask().terms[0].n_passages == 7


def test_what_a_theme_is_called_is_not_told_whatever_the_form() -> None:
    fill()
    renew()
    theme = Theme.objects.create(name="Bakst")
    label = ThemeLabel.objects.create(theme=theme, language="nb", kind="hidden", text="kringlelogikkene")
    assert labels() == []
    label.delete()
    theme.delete()
    Theme.objects.create(name="Kringlelogikk")
    assert labels() == []


def test_the_words_of_an_english_thesis_are_counted_apart() -> None:
    fill()
    thesis = recipes.make_thesis("An English thesis", language="en")
    chapter = recipes.make_chapter(thesis, "Findings")
    for number in range(6):
        recipes.make_passage(
            chapter, f"The bakery logic of the {number} bakers was in the hands of the bakery logic."
        )
    renew()
    tables = load_recurring(load_facts()).recurring.tables
    assert not any("bakery" in key for table in tables.values() for key in table.keys)
    assert labels() == ["kringlelogikk"]


def test_research_questions_and_titles_are_no_shared_passages() -> None:
    asked = "Hvordan opplever bakevakter i små kringlebyer sitt rom for å velge mellom boller og kringler"
    for number in range(2):
        thesis = recipes.make_thesis(f"Spørsmål {number}", research_question=f"{asked}?", language="nb")
        for title in ("Innledning", "Drøfting"):
            recipes.make_passage(
                recipes.make_chapter(thesis, title), f"Jeg spør her, {number} {title}: {asked}?"
            )
    renew()
    found = ask()
    assert (found.between, found.within) == ((), ())


def test_sources_are_the_works_that_several_theses_cite() -> None:
    fill()
    (source,) = ask().sources
    assert (source.n_theses, source.n_places) == (2, 2)
    assert ask(least=3).sources == ()


def test_an_empty_base_has_nothing() -> None:
    assert renew().is_new
    found = ask()
    assert (found.terms, found.between, found.within, found.sources) == ((), (), (), ())
    assert renew() == renewal.Renewal(0, is_new=False)


def test_a_look_whether_there_is_anything_to_do_costs_three_questions() -> None:
    fill()
    renew()
    with CaptureQueriesContext(connection) as queries:
        assert not is_behind()
    assert len(queries) == 3


def test_counts_agree_with_a_walk_through_the_passages() -> None:
    fill()
    renew()
    (term,) = ask().terms
    having = [p for p in Passage.objects.public() if "kringlelogikk" in p.text.casefold()]
    assert term.n_passages == len(having)
    assert term.n_theses == Thesis.objects.filter(passages__in=having).distinct().count()
