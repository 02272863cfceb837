from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.query import SearchQuery
from kb.search.terms import Filter, Term


def terms(text: str) -> list[list[str]]:
    return [[term.as_text() for term in group] for group in SearchQuery.from_text(text).groups]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("partnerskap kommune", [["partnerskap"], ["kommune"]]),
        ('"stat og kommune" møte', [['"stat og kommune"'], ["møte"]]),
        ("«stat og kommune»", [['"stat og kommune"']]),
        ("“stat og kommune”", [['"stat og kommune"']]),
        ("leder OR leiar rolle", [["leder", "leiar"], ["rolle"]]),
        ("leder ELLER leiar", [["leder", "leiar"]]),
        ("leder AND rolle", [["leder"], ["rolle"]]),
        ("partnersk*", [["partnersk*"]]),
        ("(leder), rolle!", [["leder"], ["rolle"]]),
        ("mål- og resultatstyring i NAV", [["mål- og resultatstyring"], ["i"], ["NAV"]]),
        ("mål- OR resultatstyring", [["mål-", "resultatstyring"]]),
        ("§ 14a i loven", [["§ 14a"], ["i"], ["loven"]]),
        ("NAV-loven §§ 14-15", [["NAV-loven"], ["§§ 14-15"]]),
        ("se (Meld. St. 33) om NAV", [["se"], ["Meld. St. 33"], ["om"], ["NAV"]]),
        ("st.meld. nr. 9 kontor", [["st.meld. nr. 9"], ["kontor"]]),
        ("meld fra om avvik", [["meld"], ["fra"], ["om"], ["avvik"]]),
        ("leder leder", [["leder"]]),
        ("NOU 2004:13", [["NOU 2004:13"]]),
        ("2004:13", [["2004:13"]]),
        ("(OR)", [["or"]]),
        ("http://eksempel.no", [["http"], ["eksempel.no"]]),
    ],
)
def test_a_question_is_read_as_the_reader_meant_it(text: str, expected: list[list[str]]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize("text", ["leder -rolle", "leder NOT rolle", "leder IKKE rolle"])
def test_words_can_be_left_out(text: str) -> None:
    query = SearchQuery.from_text(text)
    assert query.groups == ((Term("leder"),),)
    assert query.excluded == (Term("rolle"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("author:Stewart", Filter("author", "Stewart")),
        ("author: Stewart", Filter("author", "Stewart")),
        ('author: "Rosemary Stewart"', Filter("author", "Rosemary Stewart")),
        ('forfatter:"Rosemary Stewart"', Filter("author", "Rosemary Stewart")),
        ("theme:tillit", Filter("theme", "tillit")),
        ("tema:tillit", Filter("theme", "tillit")),
        ("kind:intervju", Filter("kind", "interview")),
        ("rolle:mellomleder", Filter("role", "middle_manager")),
        ("-theme:tillit", Filter("theme", "tillit", negated=True)),
    ],
)
def test_filters_are_read_in_norwegian_and_english(text: str, expected: Filter) -> None:
    assert SearchQuery.from_text(text).filters == (expected,)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("year:2019", (2019, 2019)),
        ("year:2019-2023", (2019, 2023)),
        ("år:2019–2023", (2019, 2023)),
        ("year:2023-2019", (2019, 2023)),
        ("year:2019-", (2019, None)),
        ("year:-2019", (None, 2019)),
    ],
)
def test_years_are_a_range(text: str, years: tuple[int | None, int | None]) -> None:
    query = SearchQuery.from_text(text)
    assert (query.year_from, query.year_to) == years


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('"stat og', "unbalanced_quotes"),
        ("🙂 !!!", "no_words"),
        ("OR", "lone_operator"),
        ("leder OR", "lone_operator"),
        ("leder NOT", "lone_operator"),
        ("-leder", "only_excluded"),
        ("year:ifjor", "bad_year"),
        ("theme:!!", "empty_filter"),
        ("le*der", "wildcard"),
        ("ord " * 5000, "too_long"),
        (" ".join(f"ord{n}" for n in range(60)), "too_many_words"),
    ],
)
def test_what_could_not_be_meant_is_left_out_with_a_hint(text: str, code: str) -> None:
    assert code in {hint.code for hint in SearchQuery.from_text(text).hints}


@given(st.text(max_size=400))
def test_any_text_gives_a_question_that_reads_back_the_same(text: str) -> None:
    query = SearchQuery.from_text(text)
    assert SearchQuery.from_text(query.to_text()) == query


_pieces = st.sampled_from(
    [
        "leder",
        '"stat og kommune"',
        "-rolle",
        "OR",
        "theme:tillit",
        'author:"R. Stewart"',
        "year:2019-2021",
        "begynn*",
        '"',
        "-",
        ":",
        "*",
        "kind:",
        "%",
        "'; DROP TABLE",
        "\\",
        "(",
        "🙂",
        "«",
        "NOT",
        "-year:2020",
        "-theme:styring",
        "Meld. St. 33",
        "-§ 14 a",
        "mål- og resultatstyring",
        "ost: brie",
        "SELECT * FROM records_thesis; --",
        "%_",
        "a" * 300,
    ]
)


@given(st.lists(_pieces, max_size=12).map(" ".join), st.booleans())
def test_a_question_survives_the_address_of_a_page(text: str, exact: bool) -> None:
    query = SearchQuery.from_text(text, exact=exact)
    assert SearchQuery.from_params(query.to_params()) == query


def test_facets_in_the_address_narrow_the_question() -> None:
    query = SearchQuery.from_params(
        {"q": "leder", "theme": ["tillit", "styring"], "role": "leader", "year": "2019-2021"}
    )
    assert query.values("theme") == ("tillit", "styring")
    assert (query.year_from, query.year_to) == (2019, 2021)
    assert query.without_filter("theme", "styring").values("theme") == ("tillit",)
    assert query.with_filter("kind", "interview").values("kind") == ("interview",)


def test_parameters_that_make_no_sense_are_ignored() -> None:
    query = SearchQuery.from_params(
        {"q": "leder", "theme": "", "year_from": "x", "year_to": "99999", "author": ["--", "🙂"]}
    )
    assert query == SearchQuery.from_text("leder")


def test_a_question_can_be_described() -> None:
    query = SearchQuery.from_text('leder OR leiar "stat og kommune" -rolle theme:tillit year:2019-2021')
    assert query.describe() == 'leder OR leiar "stat og kommune" -rolle theme:tillit year:2019-2021'
    assert SearchQuery.from_text("").is_empty
