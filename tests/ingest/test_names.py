from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ingest.author_lists import read_authors, split_names, strip_et_al
from kb.ingest.matching import (
    Likeness,
    compare_authors,
    identifying_names,
    is_misprint,
    mentions_paper,
    same_year,
    similar_titles,
)
from kb.ingest.names import family_of, fold_name, strip_genitive
from kb.ingest.ordinary_words import is_ordinary_word
from kb.ingest.organizations import looks_like_organization


@pytest.mark.parametrize(
    ("text", "names", "et_al", "organization"),
    [
        pytest.param("Fjeldberg", ("Fjeldberg",), False, False, id="one family"),
        pytest.param("Fjeldberg & Osland", ("Fjeldberg", "Osland"), False, False, id="ampersand"),
        pytest.param("Fjeldberg, Osland og Tveit", ("Fjeldberg", "Osland", "Tveit"), False, False, id="og"),
        pytest.param(
            "Fjeldberg, Osland, & Tveit", ("Fjeldberg", "Osland", "Tveit"), False, False, id="serial comma"
        ),
        pytest.param(
            "Fjeldberg, Osland, Tveit", ("Fjeldberg", "Osland", "Tveit"), False, False, id="commas alone"
        ),
        pytest.param("Fjeldberg, C.", ("Fjeldberg",), False, False, id="initial after"),
        pytest.param(
            "K. Fjeldberg & P. A. Osland", ("Fjeldberg", "Osland"), False, False, id="initials before"
        ),
        pytest.param("Fjeldberg KA", ("Fjeldberg",), False, False, id="initials without stops"),
        pytest.param("Fjeldberg, Kari", ("Fjeldberg",), False, False, id="given name after"),
        pytest.param("Kari Fjeldberg", ("Fjeldberg",), False, False, id="given name before"),
        pytest.param("Moe Nilsen", ("Moe Nilsen",), False, False, id="double family"),
        pytest.param("van der Berg & De Vries", ("van der Berg", "De Vries"), False, False, id="particles"),
        pytest.param("O'Tveit & D’Osland", ("O'Tveit", "D’Osland"), False, False, id="apostrophes"),
        pytest.param("Fjeldberg., et. al.", ("Fjeldberg",), True, False, id="et. al. with stops"),
        pytest.param("Fjeldberg, et al", ("Fjeldberg",), True, False, id="et al without stop"),
        pytest.param("Fjeldberg et.al.", ("Fjeldberg",), True, False, id="et.al."),
        pytest.param("Fjeldberg m.fl.", ("Fjeldberg",), True, False, id="m.fl."),
        pytest.param("Fjeldberg mfl", ("Fjeldberg",), True, False, id="mfl"),
        pytest.param("Fjeldberg med flere", ("Fjeldberg",), True, False, id="med flere"),
        pytest.param("Fjeldberg med medarbeidere", ("Fjeldberg",), True, False, id="med medarbeidere"),
        pytest.param(
            "Arbeids- og fjorddepartementet", ("Arbeids- og fjorddepartementet",), False, True, id="ministry"
        ),
        pytest.param(
            "Barne-, ungdoms- og fjorddirektoratet",
            ("Barne-, ungdoms- og fjorddirektoratet",),
            False,
            True,
            id="comma in office",
        ),
        pytest.param(
            "Direktoratet for fjord og fjell",
            ("Direktoratet for fjord og fjell",),
            False,
            True,
            id="og in office",
        ),
        pytest.param(
            "Ministry of Fjords and Care",
            ("Ministry of Fjords and Care",),
            False,
            True,
            id="ministry in English",
        ),
        pytest.param("NTL NAV", ("NTL NAV",), False, True, id="capitals"),
        pytest.param("«Fjordvalget 1945»", ("Fjordvalget 1945",), False, True, id="title for author"),
        pytest.param("fjordportalen.no", ("fjordportalen.no",), False, True, id="site"),
        pytest.param("WFO [Verdens fjordorganisasjon]", ("WFO",), False, True, id="abbreviation explained"),
        pytest.param(
            "modellen er hentet fra Fjeldberg og Lie", ("Fjeldberg", "Lie"), False, False, id="after prose"
        ),
        pytest.param("Fjeldberg & Osland (red.)", ("Fjeldberg", "Osland"), False, False, id="editors"),
    ],
)
def test_authors_are_read_as_written(
    text: str, names: tuple[str, ...], et_al: bool, organization: bool
) -> None:
    authors = read_authors(text)
    assert authors is not None
    assert (authors.names, authors.et_al, authors.organization) == (names, et_al, organization)


def test_an_organization_of_ordinary_words_needs_a_sure_place() -> None:
    assert read_authors("Det lille fjordbladet") is None
    sure = read_authors("Det lille fjordbladet", sure=True)
    assert sure is not None
    assert sure.names == ("Det lille fjordbladet",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "våren",
        "1. januar",
        "Vedlegg 6",
        "informant 3",
        "Figur",
        "i perioden",
        "Oppstart høsten",
        ", og",
        "x" * 300,
    ],
)
def test_what_names_nobody_is_no_author(text: str) -> None:
    assert read_authors(text, sure=False) is None


@pytest.mark.parametrize(
    ("words", "known", "family"),
    [
        ("Kari Fjeldberg", set(), "Fjeldberg"),
        ("Geir Inge Fjeldberg", set(), "Fjeldberg"),
        ("Tone Alm Fjeldberg", set(), "Fjeldberg"),
        ("Lawrenzo Fjeldberg", set(), "Fjeldberg"),
        ("Ry Fjeldberg", set(), "Ry Fjeldberg"),
        ("Holmsen Fjeldberg", set(), "Holmsen Fjeldberg"),
        ("Tone Alm Fjeldberg", {"almfjeldberg"}, "Alm Fjeldberg"),
        ("Karin van der Berg", set(), "van der Berg"),
        ("Van Fjeldberg", set(), "Van Fjeldberg"),
    ],
)
def test_the_family_name_is_what_a_list_sorts_by(words: str, known: set[str], family: str) -> None:
    assert family_of(words.split(), known) == family


@pytest.mark.parametrize(
    ("name", "known", "possessive", "bare"),
    [
        ("Fjeldbergs", {"fjeldberg"}, False, "Fjeldberg"),
        ("Claes", {"claes"}, True, "Claes"),
        ("Claes", set(), False, "Claes"),
        ("Fjeldbergs", set(), True, "Fjeldberg"),
        ("Lipman's", set(), False, "Lipman"),
        ("Habermann’", set(), False, "Habermann"),
        ("Ross", set(), True, "Ross"),
    ],
)
def test_the_s_of_possession_goes_and_the_s_of_a_name_stays(
    name: str, known: set[str], possessive: bool, bare: str
) -> None:
    assert strip_genitive(name, known, possessive=possessive) == bare


def test_names_with_and_without_a_stroke_are_two_people() -> None:
    assert fold_name("Vabø") != fold_name("Vabo")
    assert fold_name("NAV") == fold_name("Nav")
    assert fold_name("Lindén") == fold_name("LINDEN")
    assert fold_name("Aaker") == fold_name("Åker")


def test_a_family_that_ends_like_an_office_is_no_office() -> None:
    assert not looks_like_organization("Davis")
    assert not looks_like_organization("Pavlov")
    assert looks_like_organization("Fjordutvalget")
    assert looks_like_organization("Sosial- og fjorddepartementet")


def test_names_are_split_at_og_but_not_inside_an_office() -> None:
    assert split_names("Lie og Moe") == ["Lie", "Moe"]
    assert split_names("Helse- og fjorddepartementet og Kulturdepartementet") == [
        "Helse- og fjorddepartementet",
        "Kulturdepartementet",
    ]
    assert split_names(" , & ") == []


def test_et_al_in_mid_name_stays() -> None:
    assert strip_et_al("Metalund") == ("Metalund", False)


def test_a_scholar_named_for_a_month_is_no_month() -> None:
    assert not is_ordinary_word("March")
    assert is_ordinary_word("Oktober")


@pytest.mark.parametrize(
    ("ours", "ours_open", "theirs", "theirs_open", "likeness"),
    [
        (["Lie"], False, ["lie"], False, Likeness.SAME),
        (["Lie"], True, ["Lie", "Moe", "Dahl"], False, Likeness.SAME),
        (["Lie", "Moe"], False, ["Lie"], True, Likeness.SAME),
        (["Lie"], False, ["Lie", "Moe"], False, Likeness.DIFFERENT),
        (["Lie"], True, ["Lie"], False, Likeness.DIFFERENT),
        (["Fjeldberg"], False, ["Fjelberg"], False, Likeness.MISSPELT),
        (["Moe", "Brinkmann"], False, ["Moe", "Brinkman"], False, Likeness.MISSPELT),
        (["Vabo"], False, ["Vabø"], False, Likeness.DIFFERENT),
        ([], False, [], False, Likeness.DIFFERENT),
    ],
)
def test_two_lists_of_authors_are_compared(
    ours: list[str], ours_open: bool, theirs: list[str], theirs_open: bool, likeness: Likeness
) -> None:
    assert compare_authors(ours, ours_open, theirs, theirs_open) is likeness


@pytest.mark.parametrize(
    ("a", "b", "misprint"),
    [
        ("repstad", "resptad", True),
        ("opstad", "oppstad", True),
        ("opstad", "opstad", False),
        ("dahl", "dahl1", False),
        ("fjeldberg", "tveitberg", False),
    ],
)
def test_a_misprint_is_one_letter_in_a_long_name(a: str, b: str, misprint: bool) -> None:
    assert is_misprint(a, b) is misprint
    assert is_misprint(b, a) is misprint


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("2023", "2023a", True),
        ("2023a", "2023b", False),
        ("u.å.", "n.d.", True),
        ("2023", "2022", False),
        (None, "2023", False),
        ("2004-2005", "2004-2005", True),
    ],
)
def test_years_agree_with_and_without_a_letter(a: str | None, b: str | None, same: bool) -> None:
    assert same_year(a, b) is same


def test_reports_are_told_apart_by_their_number() -> None:
    assert identifying_names(("NOU",), "2003", "(NOU, 2003:06)") == ("NOU 2003: 6",)
    assert identifying_names(("NOU",), "2003", "(NOU)") == ("NOU",)
    assert mentions_paper("Meld. St. 33", "Departementet (2016). Rom (Meld. St. 33 (2015-2016))")
    assert not mentions_paper("Meld. St. 3", "Departementet (2016). Rom (Meld. St. 33 (2015-2016))")
    assert not mentions_paper("Fjeldberg", "Fjeldberg (2016). Rom")


def test_a_title_and_its_beginning_are_alike() -> None:
    assert similar_titles("Fjordvalget 1945", "Fjordvalget 1945–")
    assert not similar_titles("Fjord", "Fjordvalget 1945")
    assert not similar_titles(None, "Fjordvalget 1945")


@given(st.text(max_size=80))
def test_no_text_upsets_the_reading_of_names(text: str) -> None:
    found = read_authors(text, sure=True)
    assert found is None or all(found.names)
    fold_name(text)
    split_names(text)
