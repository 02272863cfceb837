from __future__ import annotations

import pytest

from kb.ingest.contents import Entry
from kb.ingest.outline import Heading, follows, join_lines, longest_rising, number_parts, with_levels


def levels(*headings: tuple[str | None, str], entries: tuple[Entry, ...] = ()) -> list[int]:
    """The levels of headings, given as (number, title); an unnumbered one finds its entry by its title."""
    listed = {entry.title: n for n, entry in enumerate(entries)}
    made = [Heading(n, n, number, title, 0, listed.get(title)) for n, (number, title) in enumerate(headings)]
    return [heading.level for heading in with_levels(made, entries)]


def entries(*titles: str) -> tuple[Entry, ...]:
    """A contents list; each leading blank of a title is one of its indent."""
    return tuple(
        Entry(None, title.strip(), str(n), n, len(title) - len(title.lstrip()))
        for n, title in enumerate(titles, start=1)
    )


@pytest.mark.parametrize(
    ("number", "parts"), [("2.1.3", (2, 1, 3)), ("2.0", (2,)), ("4", (4,)), ("0", (0,)), ("3.10", (3, 10))]
)
def test_a_number_counts_by_its_parts_and_nought_is_none(number: str, parts: tuple[int, ...]) -> None:
    assert number_parts(number) == parts


@pytest.mark.parametrize(
    ("before", "after", "next_one"),
    [
        ((2,), (2, 1), True),
        ((2, 3), (3,), True),
        ((2, 3, 4), (2, 4), True),
        ((2, 3), (2, 5), False),
        ((2,), (2, 2), False),
        ((2, 1), (3, 1), False),
    ],
)
def test_a_number_is_followed_by_its_child_or_the_next_of_any_level(
    before: tuple[int, ...], after: tuple[int, ...], next_one: bool
) -> None:
    assert follows(before, after) is next_one


def test_what_breaks_the_rise_is_left_out_of_it() -> None:
    assert longest_rising([1, 7, 2, 3]) == [0, 2, 3]
    assert longest_rising([]) == []


def test_numbers_give_the_levels_and_the_unnumbered_stand_below() -> None:
    assert levels(("1", "Innledning"), ("1.1", "Bakgrunn"), (None, "Kontorene"), ("2", "Teori")) == [
        1,
        2,
        3,
        1,
    ]


@pytest.mark.parametrize(
    ("misnumbered", "level"),
    [
        ("1.2", 2),  # between 2.1 and 2.3 only 2.2 is missing
        ("1.2.1.1", 2),
    ],
)
def test_a_misnumbered_heading_has_the_level_of_the_number_that_is_missing(
    misnumbered: str, level: int
) -> None:
    given = (("1", "Innledning"), ("2", "Funn"), ("2.1", "Møter"), (misnumbered, "Tid"), ("2.3", "Avtaler"))
    assert levels(*given)[3] == level


def test_a_misnumbered_heading_where_nothing_is_missing_stands_at_most_one_level_down() -> None:
    given = (("1", "Innledning"), ("2", "Funn"), ("1.1.1.1", "Tid"), ("3", "Drøfting"))
    assert levels(*given) == [1, 1, 2, 1]


def test_a_misnumbered_heading_at_the_end_keeps_the_depth_of_its_number() -> None:
    assert levels(("1", "Innledning"), ("2", "Funn"), ("3", "Drøfting"), ("2.1", "Etterord")) == [1, 1, 1, 2]


def test_without_numbers_the_indents_of_the_contents_tell_the_levels() -> None:
    listed = entries("Innledning", "  Bakgrunn", "    Kontorene", "Funn")
    given = tuple((None, entry.title) for entry in listed)
    assert levels(*given, entries=listed) == [1, 2, 3, 1]


def test_without_numbers_and_indents_the_usual_chapters_are_chapters_and_the_rest_their_parts() -> None:
    listed = entries(
        "Forord", "Innledning", "Kontorene", "Metode", "Utvalget", "Samtalene", "Funn", "Møter", "Konklusjon"
    )
    given = tuple((None, entry.title) for entry in listed[1:])
    assert levels(*given, entries=listed) == [1, 2, 1, 2, 2, 1, 2, 1]


def test_a_few_unusual_names_among_chapters_make_no_parts() -> None:
    listed = entries("Innledning", "Metode", "Funn", "Når avtalen ligger i skuffen", "Konklusjon")
    given = tuple((None, entry.title) for entry in listed)
    assert levels(*given, entries=listed) == [1, 1, 1, 1, 1]


def test_an_unnumbered_heading_set_as_far_out_as_the_chapters_is_a_chapter() -> None:
    listed = (
        Entry("1", "Innledning", "1", 1, 0),
        Entry("1.1", "Bakgrunn", "2", 2, 4),
        Entry(None, "Etterord", "9", 3, 0),
        Entry(None, "Takk til kontorene", "9", 4, 4),
    )
    given = (("1", "Innledning"), ("1.1", "Bakgrunn"), (None, "Etterord"), (None, "Takk til kontorene"))
    assert levels(*given, entries=listed) == [1, 2, 1, 3]


def test_a_level_that_is_known_stays() -> None:
    styled = Heading(0, 0, None, "Funn", 2)
    assert [heading.level for heading in with_levels([styled], ())] == [2]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["Samarbeid med", "skolen"], "Samarbeid med skolen"),
        (["Mål- og resultat-", "styring"], "Mål- og resultat-styring"),
        (["Mål-", "og resultatstyring"], "Mål- og resultatstyring"),
        ([" Funn "], "Funn"),
        ([], ""),
    ],
)
def test_the_lines_of_a_heading_are_one_title(lines: list[str], title: str) -> None:
    assert join_lines(lines) == title
