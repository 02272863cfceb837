from __future__ import annotations

from django.core.paginator import Paginator
from django.http import QueryDict

from kb.pages.lists import change_query, join_names, present_facet, present_pager


def test_a_change_keeps_the_other_choices_and_goes_back_to_the_first_page() -> None:
    assert change_query(QueryDict("year=2020&page=3"), sort="title") == "?year=2020&sort=title"


def test_a_choice_can_be_taken_away() -> None:
    assert change_query(QueryDict("year=2020&sort=title"), sort=None) == "?year=2020"
    assert change_query(QueryDict("sort=title"), sort=None) == "?"


def test_a_facet_option_adds_its_value_or_takes_it_away() -> None:
    counted = [("2020", "2020", 3), ("2021", "2021", 1)]
    facet = present_facet("year", "Year", counted, query=QueryDict("year=2020&q=x"))
    assert [(o.value, o.is_chosen, o.url) for o in facet.options] == [
        ("2020", True, "?q=x"),
        ("2021", False, "?year=2020&year=2021&q=x"),
    ]
    assert [o.value for o in facet.chosen] == ["2020"]


def test_a_chosen_value_that_nothing_has_can_be_taken_away() -> None:
    facet = present_facet("year", "Year", [], query=QueryDict("year=1999&year=1999&q=x"))
    assert [(o.label, o.count, o.url) for o in facet.chosen] == [("1999", 0, "?q=x")]


def test_a_facet_of_one_value_changes_it() -> None:
    facet = present_facet("sort", "Sort", [("b", "B", 1)], query=QueryDict("sort=a"), is_single=True)
    assert facet.options[0].url == "?sort=b"


def test_a_long_facet_folds_but_never_what_is_chosen() -> None:
    counted = [(str(n), str(n), 1) for n in range(20)]
    facet = present_facet("n", "N", counted, query=QueryDict("n=15"))
    assert [o.value for o in facet.shown] == [*map(str, range(8)), "15"]
    assert len(facet.shown) + len(facet.folded) == 20


def test_pages_have_links_with_gaps_between() -> None:
    page = Paginator(range(1000), 10).page(50)
    pager = present_pager(page, query=QueryDict("q=x&page=50"))
    assert [link.number for link in pager.links] == [1, 0, 48, 49, 50, 51, 52, 0, 100]
    assert pager.previous_url == "?q=x&page=49"
    assert pager.links[0].url == "?q=x"
    assert pager.links[1].url == ""
    assert [link.number for link in pager.links if link.is_current] == [50]


def test_a_single_page_has_no_neighbours() -> None:
    pager = present_pager(Paginator([1], 10).page(1), query=QueryDict())
    assert (pager.previous_url, pager.next_url, pager.last) == ("", "", 1)


def test_names_are_joined_as_in_a_sentence() -> None:
    assert [join_names(names) for names in ([], ["a"], ["a", "b"], iter("abc"))] == [
        "", "a", "a og b", "a, b og c",
    ]  # fmt: skip
