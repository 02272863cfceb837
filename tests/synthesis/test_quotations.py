from __future__ import annotations

from dataclasses import replace

import pytest
from django.http import QueryDict

from kb.records.models import Quotation
from kb.synthesis.facts import load_facts
from kb.synthesis.quotations.answers import QuotationCounts, answer, fetch_cards
from kb.synthesis.quotations.question import QuotationQuestion, Sorting
from kb.synthesis.vocabulary import Vocabulary, load_vocabulary
from tests.recipes import (
    make_chapter,
    make_citation,
    make_informant,
    make_passage,
    make_person,
    make_quotation,
    make_theme,
    make_thesis,
    make_work,
    tag,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def vocabulary() -> Vocabulary:
    """Two theses with a leader, an employee, an author, a term; collaboration lies over partnership."""
    collaboration = make_theme("Samarbeid")
    partnership = make_theme("Partnerskap", broader=collaboration)
    trust = make_theme("Tillit")
    for number, (title, year) in enumerate([("Den eldste", 2015), ("Den nyeste", 2022)]):
        thesis = make_thesis(title, year=year)
        chapter = make_chapter(thesis)
        leader = make_informant(thesis, "Leder A", "leader")
        worker = make_informant(thesis, "Veileder B", "employee")
        said = make_quotation(make_passage(chapter, "Vi eier kontoret sammen."), informant=leader)
        tag(said, partnership)
        tag(said, trust, suggested=True)
        answered = make_quotation(
            make_passage(chapter, "Åpne dører hjelper."),
            informant=worker,
            state="accepted" if number else "suggested",
        )
        tag(answered, trust)
        author = make_person("Skriversen", f"S{number}")
        passage = make_passage(chapter, "Skriversen (2010) kaller det et lappeteppe.")
        citation = make_citation(passage, make_work(author, make_person("Medskriver", f"M{number}")))
        tag(make_quotation(passage, "et lappeteppe", kind="literature", citation=citation), collaboration)
        make_quotation(make_passage(chapter, "Ordet bydelsmodellen er nytt."), "bydelsmodellen", kind="term")
    return load_vocabulary()


def find(question: QuotationQuestion, vocabulary: Vocabulary) -> list[Quotation]:
    return fetch_cards(answer(question, vocabulary, load_facts()).keys)


def count(question: QuotationQuestion, vocabulary: Vocabulary) -> QuotationCounts:
    return answer(question, vocabulary, load_facts()).counts


def ask(address: str) -> QuotationQuestion:
    return QuotationQuestion.from_params(QueryDict(address))


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("", 6),
        ("terms=1", 8),
        ("kind=term", 2),
        ("kind=term&kind=interview", 6),
        ("theme=partnerskap", 2),
        ("theme=samarbeid", 4),  # with what lies under it
        ("theme=samarbeid&theme=tillit", 2),
        ("theme=finnes-ikke", 0),
        ("role=leader", 2),
        ("role=leader&role=none", 4),
        ("year=2015", 3),
        ("year=2015&year=2022", 6),
        ("year=none", 0),
        ("year=99999999999", 6),
        ("thesis=den-nyeste-2022", 3),
        ("author=s0-skriversen", 1),
        ("author=s0-skriversen&author=m0-medskriver", 1),  # both wrote the one work: it stands once
        ("form=inline", 2),
        ("q=EIER sammen", 2),
        ('q="sammen eier"', 0),
        ("q=åpne", 2),
        ("confirmed=1", 1),
        ("confirmed=1&theme=tillit", 1),
        ("confirmed=1&theme=partnerskap", 0),
        ("voice=abc&page=abc&kind=none&sort=up", 6),
        ("voice=999999999", 0),
    ],
)
def test_an_address_finds_what_it_asks_for(vocabulary: Vocabulary, address: str, found: int) -> None:
    question = ask(address)
    assert len(find(question, vocabulary)) == found
    assert count(question, vocabulary).total == found


@pytest.mark.parametrize(
    "address",
    [
        "",
        "theme=tillit",
        "year=2015",
        "thesis=den-nyeste-2022&role=leader",
        "kind=term",
        "q=vi",
        "confirmed=1",
    ],
)
def test_every_number_is_that_of_the_list_it_leads_to(vocabulary: Vocabulary, address: str) -> None:
    question = ask(address)
    counts = count(question, vocabulary)
    for kind, n in counts.kinds:
        assert len(find(replace(question, kinds=(kind,)), vocabulary)) == n, kind
    for role, n in counts.roles:
        assert len(find(replace(question, roles=(role,)), vocabulary)) == n, role
    for form, n in counts.forms:
        assert len(find(replace(question, forms=(form,)), vocabulary)) == n, form
    for slug, _title, n in counts.theses:
        assert len(find(replace(question, theses=(slug,)), vocabulary)) == n, slug
    for year, n in counts.years:
        assert len(find(replace(question, years=(year,)), vocabulary)) == n, year
    for slug, _name, n in counts.authors:
        assert len(find(replace(question, authors=(slug,)), vocabulary)) == n, slug
    for pk, n in counts.themes.items():
        themes = (*question.themes, vocabulary.themes[pk].slug)
        assert len(find(replace(question, themes=themes), vocabulary)) == n, pk
    assert len(find(replace(question, is_confirmed=True), vocabulary)) == counts.n_confirmed


def test_choices_that_exclude_each_other_add_up_to_the_list(vocabulary: Vocabulary) -> None:
    counts = count(ask("terms=1"), vocabulary)
    for choice in (counts.kinds, counts.roles, counts.forms, counts.years):
        assert sum(n for _value, n in choice) == counts.total == 8
    assert sum(n for _slug, _title, n in counts.theses) == 8


def test_quotations_come_newest_thesis_first_and_surest_first_when_asked(vocabulary: Vocabulary) -> None:
    def years(question: QuotationQuestion) -> list[int]:
        return [q.thesis.year for q in find(question, vocabulary)]

    assert years(QuotationQuestion()) == [2022] * 3 + [2015] * 3
    assert years(QuotationQuestion(sorting=Sorting.YEAR)) == [2015] * 3 + [2022] * 3
    surest = find(QuotationQuestion(sorting=Sorting.CONFIDENCE, is_grouped=False), vocabulary)
    assert next(q.state for q in surest) == "accepted"


def test_what_the_public_may_not_see_is_neither_found_nor_counted(vocabulary: Vocabulary) -> None:
    chapter = make_chapter(make_thesis("Et utkast", published=False))
    make_quotation(make_passage(chapter, "Ikke ferdig."))
    hidden = make_chapter(make_thesis("Med vedlegg"), is_hidden=True)
    make_quotation(make_passage(hidden, "I et brev."))
    make_quotation(make_passage(make_chapter(make_thesis("Avvist")), "Nei."), state="rejected")
    assert count(QuotationQuestion(), vocabulary).total == 6


def test_a_circle_of_themes_does_no_harm() -> None:
    first, second = make_theme("Første"), make_theme("Andre")
    first.broader, second.broader = second, first
    first.save()
    second.save()
    vocabulary = load_vocabulary()
    assert sorted(vocabulary.with_narrower(first.pk)) == sorted([first.pk, second.pk])
    assert vocabulary.find_broader(first.pk) == (second.pk,)
