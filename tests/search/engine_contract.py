"""The questions that any engine must answer. An engine's tests subclass :class:`EngineContract` and run them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.core.management import call_command

from kb.records.models import Passage, Quotation, Theme, ThemeLabel, Thesis
from kb.search.query import SearchQuery
from kb.search.run import FACETS, SearchResults, run
from kb.search.updates import rebuild
from tests import recipes

PASSAGES = {
    "brukere": "Brukerne kom til kontoret, og brukeren fikk hjelp samme dag.",
    "bruk": "De gamle maskinene var fortsatt i drift etter mange år.",
    "avtale": "Partnerskapsavtalen ble signert av rådmannen i mai etter en lang runde.",
    "partnerskap": "Partnerskapet mellom stat og kommune krever tid, og partnerskapet må pleies.",
    "kommune": "Kommune og stat hadde ulike mål for arbeidet i denne perioden.",
    "nynorsk": "Leiarane i kommunane hadde ikkje tid til å gjere noko med det.",
    "rom": "Lederen hadde stor handlefrihet i det daglige arbeidet på kontoret.",
    "trenger": "Vi trenger ikke flere skjemaer i denne etaten nå.",
    "mål": "Etaten driver med mål- og resultatstyring i alle ledd av arbeidet.",
    "før": "Før møtet var det stille i gangen, og ingen sa noe.",
    "håndtering": "Håndteringen av saken tok lang tid, syntes de ansatte.",
}


@dataclass
class Base:
    """What the contract asks about: two published theses and what must never be found."""

    first: Thesis
    second: Thesis
    passages: dict[str, Passage]
    quotation: Quotation
    theme: Theme


def make_base() -> Base:
    first = recipes.make_thesis("Ledelse i små kontor", year=2019)
    second = recipes.make_thesis(
        "Styring i store kontor", year=2022, institution=recipes.make_institution("Annet sted")
    )
    chapter, other = recipes.make_chapter(first, "Funn"), recipes.make_chapter(second, "Drøfting")
    passages = {
        name: recipes.make_passage(chapter if place % 2 else other, text)
        for place, (name, text) in enumerate(PASSAGES.items())
    }
    leader = recipes.make_informant(first)
    spoken = recipes.make_passage(chapter, "Jeg har tillit til dem som jobber her, sier hun.")
    quotation = recipes.make_quotation(spoken, "Jeg har tillit til dem som jobber her", informant=leader)
    theme = recipes.make_theme("Handlingsrom")
    for kind, language, text in (
        ("preferred", "nb", "Handlingsrom"),
        ("alternative", "nb", "handlefrihet"),
        ("preferred", "en", "room for manoeuvre"),
    ):
        ThemeLabel.objects.create(theme=theme, language=language, kind=kind, text=text)
    recipes.tag(passages["rom"], theme)
    recipes.tag(quotation, theme, suggested=True)
    work = recipes.make_work(recipes.make_person("Kvalstad", "Nina"), title="Makt og avmakt")
    recipes.make_citation(passages["brukere"], work)
    _make_unseen()
    return Base(first, second, passages, quotation, theme)


def _make_unseen() -> None:
    draft = recipes.make_thesis("Utkast om snøskred", published=False)
    recipes.make_passage(recipes.make_chapter(draft), "Snøskred i utkastet.")
    thesis = recipes.make_thesis("Synlig", year=2020)
    appendix = recipes.make_chapter(thesis, "Vedlegg", kind="appendix", is_hidden=True)
    recipes.make_passage(appendix, "Snøskred i vedlegget, ring 99 99 99 99.")
    shown = recipes.make_passage(
        recipes.make_chapter(thesis), "Snøskred nevnes i et sitat som er avvist.", is_hidden=True
    )
    recipes.make_quotation(shown, "Snøskred nevnes", state="rejected")


def ask(text: str, *, exact: bool = False, **options: Any) -> SearchResults:
    return run(SearchQuery.from_text(text, exact=exact), **options)


def texts(results: SearchResults) -> list[str]:
    return [hit.record.text for hit in results.hits]


@pytest.mark.django_db
class EngineContract:
    """Subclass it, name it ``Test...``, and give ``base`` an index of the engine."""

    @pytest.fixture
    def base(self, empty_index: None) -> Base:
        base = make_base()
        rebuild()
        return base

    @pytest.mark.parametrize(
        ("question", "name"),
        [
            ("bruker", "brukere"),
            ("brukernes", "brukere"),
            ("partnerskapsavtaler", "avtale"),
            ("avtale", "avtale"),
            ("leder kommune", "nynorsk"),
            ("leiar", "rom"),
            ("haandtering", "håndtering"),
            ("håndtringen", "håndtering"),
            ("resultatstyring", "mål"),
            ("målstyring", "mål"),
            ('"stat og kommune"', "partnerskap"),
            ("«trenger ikke»", "trenger"),
            ("partnersk*", "avtale"),
            ("handlingsrom", "rom"),
            ("room for manoeuvre", "rom"),
            ("author:Kvalstad bruker", "brukere"),
            ("theme:handlingsrom kontoret", "rom"),
        ],
    )
    def test_a_question_finds_what_a_reader_means(self, base: Base, question: str, name: str) -> None:
        assert base.passages[name].text in texts(ask(question))

    @pytest.mark.parametrize(
        ("question", "name"),
        [
            ("bruker", "bruk"),
            ('"stat og kommune"', "kommune"),
            ('"trenger ikke"', "nynorsk"),
            ("partnerskap -avtale", "avtale"),
            ("for", "før"),
            ("author:Kvalstad kontoret", "rom"),
            ("year:2022 partnerskap", "partnerskap"),
        ],
    )
    def test_a_question_does_not_find_what_a_reader_does_not_mean(
        self, base: Base, question: str, name: str
    ) -> None:
        assert base.passages[name].text not in texts(ask(question))

    def test_the_word_itself_comes_before_compounds_with_it(self, base: Base) -> None:
        assert texts(ask("partnerskap")) == [base.passages["partnerskap"].text, base.passages["avtale"].text]

    def test_an_exact_question_finds_only_the_form_typed(self, base: Base) -> None:
        assert texts(ask("partnerskapet", exact=True)) == [base.passages["partnerskap"].text]
        assert texts(ask("partnerskapene", exact=True)) == []
        assert base.passages["rom"].text not in texts(ask("handlingsrom", exact=True))

    def test_the_vocabularys_other_words_are_told(self, base: Base) -> None:
        assert "handlefrihet" in ask("handlingsrom").also

    def test_a_mended_word_is_told(self, base: Base) -> None:
        assert ask("håndtringen").did_you_mean == "håndteringen"

    @pytest.mark.parametrize(
        "question", ["snøskred", "Utkast", '"snøskred"', "snøs*", "kind:interview snøskred"]
    )
    def test_what_is_not_public_is_never_found(self, base: Base, question: str) -> None:
        results = ask(question, kinds=("quotation", "passage", "chapter", "thesis", "work", "author"))
        assert results.hits == ()
        assert set(results.counts.values()) == {0}
        assert not any(value.count for values in results.facets.values() for value in values)

    def test_a_withdrawn_thesis_is_gone_at_once(self, base: Base) -> None:
        Thesis.objects.filter(pk=base.second.pk).update(state="withdrawn")
        results = ask("partnerskap brukere ledere avtale kommune", per_page=100)
        assert {hit.record.thesis_id for hit in results.hits} == {base.first.pk}
        assert [value.value for value in results.facets["thesis"]] == [base.first.slug]

    def test_a_passage_hidden_after_indexing_is_not_counted(self, base: Base) -> None:
        base.passages["avtale"].is_hidden = True
        base.passages["avtale"].save()
        results = ask("partnerskap")
        assert (results.total, results.counts["passage"]) == (1, 1)

    @pytest.mark.parametrize("question", ["kontoret", "theme:handlingsrom", "year:2019-2022", "tid"])
    def test_facets_add_up_to_the_list(self, base: Base, question: str) -> None:
        results = ask(question, per_page=500)
        assert results.total == len(results.hits) > 0
        assert results.total == results.counts["quotation"] + results.counts["passage"]
        assert sum(value.count for value in results.facets["thesis"]) == results.total
        assert sum(value.count for value in results.facets["year"]) == results.total

    @pytest.mark.parametrize("name", FACETS)
    def test_choosing_a_facet_gives_as_many_hits_as_it_said(self, base: Base, name: str) -> None:
        query = SearchQuery.from_text("kontoret arbeidet tillit tid")
        offered = run(query, per_page=500).facets[name]
        assert offered
        for value in offered:
            params = {**query.to_params(), name: [value.value]}
            assert run(SearchQuery.from_params(params), per_page=500).total == value.count

    def test_pages_hold_each_hit_once(self, base: Base) -> None:
        everything = [hit.pk for hit in ask("year:2019-2022", per_page=500).hits]
        paged = [hit.pk for page in range(1, 20) for hit in ask("year:2019-2022", page=page, per_page=3).hits]
        assert paged == everything
        assert ask("kontoret", page=99).hits == ()

    def test_the_kinds_are_counted_apart(self, base: Base) -> None:
        assert ask("tillit", kinds=("quotation",)).counts["quotation"] == 1
        assert [hit.record for hit in ask("tillit", kinds=("quotation",)).hits] == [base.quotation]
        assert ask("Kvalstad", kinds=("author",)).hits[0].record.family == "Kvalstad"
        assert [hit.record.title for hit in ask("avmakt", kinds=("work",)).hits] == ["Makt og avmakt"]
        assert [hit.record for hit in ask("handlefrihet", kinds=("theme",)).hits] == [base.theme]
        assert ask("ledelse kontor", kinds=("thesis",)).hits[0].record == base.first
        assert [hit.record.title for hit in ask("drøfting", kinds=("chapter",)).hits] == ["Drøfting"]

    @pytest.mark.parametrize(
        "question",
        [
            "",
            '"',
            "OR",
            "-",
            "-leder",
            "🙂",
            "*",
            "a*",
            "((",
            "[1 TO 2]",
            "x" * 10_000,
            "år " * 3000,
            "'; DROP TABLE x; --",
            "theme:finnesikke",
            "year:0001",
            'author:"',
            "\x00",
            "AND AND",
            "leder OR",
            "%_%",
            "forms:leder",
            "\\",
        ],
    )
    def test_nothing_a_reader_types_is_an_error(self, base: Base, question: str) -> None:
        assert ask(question).total >= 0
        assert ask(question, exact=True).total >= 0

    def test_the_snippet_marks_the_words(self, base: Base) -> None:
        snippet = ask("bruker").hits[0].snippet
        assert [segment.text for segment in snippet if segment.marked] == ["Brukerne", "brukeren"]

    def test_the_index_says_that_it_is_in_step(self, base: Base, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("search_check")
        assert "in step" in capsys.readouterr().out
