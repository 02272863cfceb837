"""Which work an entry of a file of references is, and which it is not."""

from __future__ import annotations

from typing import Any

import pytest

from kb.importing.candidates import Matched, Verdict, WorkIndex, match_all
from kb.importing.libraries import Entry
from kb.importing.likeness import KnownAuthor, KnownWork
from kb.ingest.draft import Author


def entry(*names: str, title: str = "Møtet ved døra", year: str = "2015", **fields: Any) -> Entry:
    authors = tuple(
        Author(organization=name[1:-1])
        if name.startswith("{")
        else Author(family=family, given=given or None)
        for name in names
        for family, _, given in [name.partition(", ")]
    )
    return Entry(1, authors=authors, title=title, year=year, **fields)


def work(*names: str, pk: int = 1, year: str = "2015", title: str = "", **fields: Any) -> KnownWork:
    authors = tuple(
        KnownAuthor(name[1:-1], is_organization=True) if name.startswith("{") else KnownAuthor(family, given)
        for name in names
        for family, _, given in [name.partition(", ")]
    )
    return KnownWork(pk, authors, year, fields.pop("suffix", ""), title, **fields)


def match(one: Entry, *works: KnownWork) -> Matched:
    return match_all([one], WorkIndex(works))[0]


def codes(found: Matched) -> list[str]:
    return [reason.code for reason in found.candidates[0].reasons]


@pytest.mark.parametrize(
    ("one", "stub", "verdict"),
    [
        (entry("Kvernmo, Siv"), work("Kvernmo"), "sure"),
        (entry("Kvernmo, Siv"), work("Kvernmo, S."), "sure"),
        (entry("Kvernmo, Siv"), work("Kvernmo, Kari"), "likely"),
        (entry("Hansen, Siv"), work("Hansen"), "likely"),  # many are called so
        (entry("Hansen, Siv"), work("Hansen, S."), "sure"),
        (entry("Hansen, Siv", "Kvernmo, Bo"), work("Hansen", "Kvernmo"), "sure"),
        (entry("Kvernmo, Siv", "Vik, Bo", "Lie, Per"), work("Kvernmo", has_more=True), "sure"),
        (entry("Kvernmo, Siv", has_more=True), work("Kvernmo", "Vik", "Lie"), "sure"),
        (entry("Kvernmo, Siv", "Vik, Bo"), work("Kvernmo"), "likely"),
        (entry("Vik, Bo", "Kvernmo, Siv"), work("Kvernmo", "Vik"), "none"),
        (entry("Kvernmoe, Siv", "Vik, Bo"), work("Kvernmo", "Vik"), "likely"),
        (entry("Kvernmo, Siv"), work("Kvernmo", year="2016"), "likely"),
        (entry("Kvernmo, Siv"), work("Kvernmo", year="2011"), "none"),
        (entry("Kvernmo, Siv"), work("Kvernmo", year=""), "likely"),
        (entry("Kvernmo, Siv", year="u.å."), work("Kvernmo", year="u.å."), "likely"),
        (entry("Kvernmo, Siv", suffix="a"), work("Kvernmo", suffix="b"), "likely"),
        (entry("Kvernmo, Siv"), work("Vik"), "none"),
        (entry("{Eksempelrådet}"), work("{Eksempelrådet}"), "likely"),
        (entry("{Meld. St. 33}"), work("{Meld. St. 30}"), "none"),
        (entry("de Kvernmo, Siv"), work("Kvernmo"), "sure"),
        (entry("Kvernmo, Siv"), work("van Kvernmo"), "sure"),
        (entry("Kvernmo, Siv Berg"), work("Berg Kvernmo"), "likely"),
        (entry("Berg Kvernmo, Siv"), work("Berg-Kvernmo"), "sure"),
        (entry("Ødegård, Siv"), work("Ødegaard"), "sure"),
        (entry(), work("Kvernmo"), "none"),
        (entry("Kvernmo, Siv"), work(), "none"),
    ],
)
def test_a_work_known_by_author_and_year_is_told(one: Entry, stub: KnownWork, verdict: str) -> None:
    assert match(one, stub).verdict == verdict


@pytest.mark.parametrize(
    ("one", "known", "verdict"),
    [
        (entry("Kvernmo, Siv"), work("Kvernmo, Siv", title="Møtet ved døra: en studie"), "sure"),
        (entry("Kvernmo, Siv"), work("Kvernmo, Siv", title="Noe helt annet"), "none"),
        (entry("Kvernmo, Siv"), work("Kvernmo, Siv", title="Møtet ved døra", year="2003"), "likely"),
        (entry(), work("Kvernmo, Siv", title="Møtet ved døra"), "likely"),
        (entry("Lie, Bo"), work("Kvernmo, Siv", title="Møtet ved døra"), "none"),
        (entry("Lie, Bo", doi="10.1/A"), work("Kvernmo", title="Møtet ved døra", doi="10.1/a"), "sure"),
        (entry("Lie, Bo", doi="10.1/a"), work("Kvernmo", title="En helt annen bok", doi="10.1/a"), "likely"),
        (entry("Kvernmo, S", doi="10.1/a"), work("Kvernmo", title="Møtet ved døra", doi="10.1/b"), "likely"),
        (entry("Kvernmo, S", doi="10.1/a"), work("Kvernmo", doi="10.1/b"), "none"),
    ],
)
def test_titles_and_doi_count_before_names(one: Entry, known: KnownWork, verdict: str) -> None:
    assert match(one, known).verdict == verdict


def test_two_works_that_fit_are_a_question() -> None:
    found = match(entry("Kvernmo, Siv"), work("Kvernmo", suffix="a"), work("Kvernmo", suffix="b", pk=2))
    assert found.verdict == Verdict.SEVERAL
    assert [candidate.work for candidate in found.candidates] == [1, 2]


def test_two_entries_for_one_work_are_a_question_to_each() -> None:
    entries = [entry("Kvernmo, Siv"), entry("Kvernmo, Siv", title="En annen bok"), entry("Vik, Bo")]
    found = match_all(entries, WorkIndex([work("Kvernmo")]))
    assert [each.verdict for each in found] == [Verdict.SEVERAL, Verdict.SEVERAL, Verdict.NONE]
    assert (found[0].rivals, found[1].rivals) == ((1,), (0,))


def test_an_entry_that_stands_twice_in_the_file_is_no_rival_of_itself() -> None:
    entries = [entry("Kvernmo, Siv"), entry("Kvernmo, S.", title="Møtet ved døra : en studie")]
    found = match_all(entries, WorkIndex([work("Kvernmo")]))
    assert [each.verdict for each in found] == [Verdict.SURE, Verdict.SURE]


def test_a_weaker_entry_does_not_make_a_sure_one_doubtful() -> None:
    entries = [entry("Kvernmo, Siv"), entry("Kvernmo, Siv", title="En annen bok", year="2016")]
    found = match_all(entries, WorkIndex([work("Kvernmo")]))
    assert found[0].verdict == Verdict.SURE


def test_a_stub_beside_the_full_work_is_told() -> None:
    found = match(entry("Kvernmo, Siv"), work("Kvernmo, Siv", title="Møtet ved døra"), work("Kvernmo", pk=2))
    assert found.verdict == Verdict.DOUBLE
    assert [(candidate.work, candidate.is_stub) for candidate in found.candidates] == [(1, False), (2, True)]


def test_other_names_of_an_author_find_the_work() -> None:
    agency = KnownAuthor("Eksempelrådet", is_organization=True, variants=("Eksempelr",))
    found = match(entry("{Eksempelr}"), KnownWork(1, (agency,), "2015", "", ""))
    assert (found.verdict, codes(found)[0]) == (Verdict.LIKELY, "same_organization")


def test_every_match_says_why() -> None:
    assert codes(match(entry("Kvernmo, Siv"), work("Kvernmo, Siv"))) == ["same_person", "same_year"]
    assert codes(match(entry("Kvernmoo, Siv"), work("Kvernmo")))[0] == "misspelt"
    assert codes(match(entry("Kvernmo, Siv"), work("Kvernmo", year=""))) == ["same_family", "no_year"]
