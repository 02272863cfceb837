from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ingest.citation_grammar import read_brackets
from kb.ingest.citation_years import normal_undated

# (inside of the brackets, [(authors, year, locator)])
FORMS = [
    pytest.param("Dahl, 1982, s. 2", [("Dahl", "1982", "s. 2")], id="APA"),
    pytest.param("Dahl 1982:2", [("Dahl", "1982", "2")], id="colon"),
    pytest.param("Dahl, 1982: 45-46", [("Dahl", "1982", "45-46")], id="colon and range"),
    pytest.param("Dahl 1982, 45", [("Dahl", "1982", "45")], id="bare page"),
    pytest.param("Dahl, 1982, s.7", [("Dahl", "1982", "s.7")], id="no space"),
    pytest.param("Dahl, 1982, ss. 7–9", [("Dahl", "1982", "ss. 7–9")], id="ss."),
    pytest.param("Dahl, 1982, s. 5 og 7", [("Dahl", "1982", "s. 5 og 7")], id="two pages"),
    pytest.param("Dahl, 1982, s. 12 f.", [("Dahl", "1982", "s. 12 f.")], id="following page"),
    pytest.param("Dahl, 1982, kap. 3", [("Dahl", "1982", "kap. 3")], id="chapter"),
    pytest.param("Dahl, 1982, p. 16", [("Dahl", "1982", "p. 16")], id="English page"),
    pytest.param("Dahl, s.67, 2020", [("Dahl", "2020", "s.67")], id="page before year"),
    pytest.param("Dahl, C. 2020", [("Dahl", "2020", None)], id="initial and no comma"),
    pytest.param("Dahl 2014, s.219", [("Dahl", "2014", "s.219")], id="no comma"),
    pytest.param("Dahl et al.,1993", [("Dahl+", "1993", None)], id="et al. and no space"),
    pytest.param("Dahl et al. 2016", [("Dahl+", "2016", None)], id="et al. and no comma"),
    pytest.param("Dahl, et. al., 2020, s. 468", [("Dahl+", "2020", "s. 468")], id="et. al."),
    pytest.param(
        "Dahl & Moe, 2010; Lie, 2011", [("Dahl/Moe", "2010", None), ("Lie", "2011", None)], id="semicolon"
    ),
    pytest.param(
        "Dahl, 2012 og Moe et al., 2011, s. 31",
        [("Dahl", "2012", None), ("Moe+", "2011", "s. 31")],
        id="og between works",
    ),
    pytest.param(
        "Dahl 2012, Moe et al., 2011, s. 31",
        [("Dahl", "2012", None), ("Moe+", "2011", "s. 31")],
        id="comma between works",
    ),
    pytest.param("Dahl, 2015, 2018", [("Dahl", "2015", None), ("Dahl", "2018", None)], id="two years"),
    pytest.param(
        "Dahl, 2015, s. 5; 2018, s. 7",
        [("Dahl", "2015", "s. 5"), ("Dahl", "2018", "s. 7")],
        id="two years with pages",
    ),
    pytest.param("Dahl, 2023a, 2023b", [("Dahl", "2023a", None), ("Dahl", "2023b", None)], id="letters"),
    pytest.param(
        "Dahl, 2023a, b", [("Dahl", "2023a", None), ("Dahl", "2023b", None)], id="letters sharing a year"
    ),
    pytest.param("Dahl, u.å.", [("Dahl", "u.å.", None)], id="u.å."),
    pytest.param("Dahl, u.å", [("Dahl", "u.å.", None)], id="u.å"),
    pytest.param("Dahl, n.d.", [("Dahl", "n.d.", None)], id="n.d."),
    pytest.param("Dahl, i trykk", [("Dahl", "i trykk", None)], id="in press"),
    pytest.param("Dahl, 1992/2010", [("Dahl", "1992/2010", None)], id="reprint"),
    pytest.param("March, 1994, s. 2", [("March", "1994", "s. 2")], id="author named for a month"),
    pytest.param("Nav, 2023, 20. februar", [("Nav", "2023", None)], id="date after"),
    pytest.param("NRK, 3. mars 2020", [("NRK", "2020", None)], id="date before"),
    pytest.param("se Dahl, 2015", [("Dahl", "2015", None)], id="se"),
    pytest.param("jf. for eksempel Dahl 2015, s. 5", [("Dahl", "2015", "s. 5")], id="jf. for eksempel"),
    pytest.param("Kilde: Dahl 2018", [("Dahl", "2018", None)], id="kilde"),
    pytest.param("for en nærmere drøfting, se Dahl, 2015", [("Dahl", "2015", None)], id="prose before"),
    pytest.param("Modell basert på Dahl, 1982", [("Dahl", "1982", None)], id="basert på"),
    pytest.param("Dahl, 2015, min oversettelse", [("Dahl", "2015", None)], id="remark after"),
    pytest.param("Dahl, 3. utg., 2015", [("Dahl", "2015", None)], id="edition"),
    pytest.param("St.prp. nr. 99: 2004- 2005", [("St.prp. nr. 99", "2004-2005", None)], id="St.prp."),
    pytest.param("Meld. St. 99 (2015–2016), s. 21", [("Meld. St. 99", "2015-2016", "s. 21")], id="Meld. St."),
    pytest.param("Ot.prp. nr. 99 (2005-2006)", [("Ot.prp. nr. 99", "2005-2006", None)], id="Ot.prp."),
    pytest.param("Innst. S. nr. 99 (2004-2005)", [("Innst. S. nr. 99", "2004-2005", None)], id="Innst."),
    pytest.param("Prop. 9 S (2019–2020)", [("Prop. 9 S", "2019-2020", None)], id="Prop."),
    pytest.param("NOU 2004: 99", [("NOU", "2004", None)], id="NOU"),
    pytest.param("NOU, 2003:09", [("NOU", "2003", None)], id="NOU with comma"),
    pytest.param("Fjordloven, 2006, § 14", [("Fjordloven", "2006", "§ 14")], id="law"),
    pytest.param(
        "Lov om fjord- og fjellforvaltningen (Lov 2009-12-18 nr. 999)",
        [("Lov om fjord- og fjellforvaltningen", "2009", None)],
        id="law's title",
    ),
    pytest.param("«Fjordvalget 1945», 2023", [("Fjordvalget 1945", "2023", None)], id="title"),
    pytest.param(
        "Det norske fjordets ordbok, u.å.",
        [("Det norske fjordets ordbok", "u.å.", None)],
        id="work without author",
    ),
    pytest.param(
        "Dahl, Moe og Lie, s.21, 2020", [("Dahl/Moe/Lie", "2020", "s.21")], id="three and page before year"
    ),
    pytest.param("1982, s. 7", [("", "1982", "s. 7")], id="year alone"),
    pytest.param("2015; 2018", [("", "2015", None), ("", "2018", None)], id="years alone"),
]


@pytest.mark.parametrize(("inner", "works"), FORMS)
def test_a_bracket_gives_its_works(inner: str, works: list[tuple[str, str, str | None]]) -> None:
    found = [
        ("/".join(p.authors.names) + ("+" if p.authors.et_al else "") if p.authors else "", p.year, p.locator)
        for p in read_brackets(inner)
    ]
    assert found == works


@pytest.mark.parametrize(
    "inner",
    [
        "11.06.18",
        "12.03.2020",
        "1. januar 2020",
        "Vedlegg 6",
        "informant 3",
        "Kim",
        "2 stykker",
        "våren 2017",
        "oppstart høsten 2019",
        "NAV-reformen startet i 2006",
        "N = 2010",
        "§ 14",
        "fra 2015 til 2018",
        "mai 2019",
        "Covid-19, 2020",
        "figur 3",
        "",
        " ",
        "x" * 700,
    ],
)
def test_other_brackets_cite_nothing(inner: str) -> None:
    assert read_brackets(inner) == ()


@pytest.mark.parametrize(
    ("inner", "originals", "via", "locator"),
    [
        ("Dahl, 1994, sitert i Moe, 2008", [("Dahl", "1994")], "Moe, 2008", None),
        (
            "Dahl, 1994; Lie et al., 2005, sitert i Moe, 2008",
            [("Dahl", "1994"), ("Lie", "2005")],
            "Moe, 2008",
            None,
        ),
        ("Dahl, sitert i Moe et al., 2021, s. 167", [("Dahl", None)], "Moe et al., 2021", "s. 167"),
        ("Dahl et al. sitert i Moe, 2015, s. 242", [("Dahl", None)], "Moe, 2015", "s. 242"),
        (
            "Dahl og Vik 2003 referert i Moe, Lie og Ås 2010, s. 9",
            [("Dahl", "2003")],
            "Moe, Lie og Ås 2010",
            "s. 9",
        ),
        ("Dahl som referert i Moe & Lie, 2016, s.21", [("Dahl", None)], "Moe & Lie, 2016", "s.21"),
        (
            "Dahl & Vik; Berg & de Jongh som referert i Moe, 2020, s.45",
            [("Dahl", None), ("Berg", None)],
            "Moe, 2020",
            "s.45",
        ),
        ("Dahl, 1922, gjengitt i Moe, 2015", [("Dahl", "1922")], "Moe, 2015", None),
        ("Dahl, 1922, i Moe, 2015, s. 3", [("Dahl", "1922")], "Moe, 2015", "s. 3"),
        ("Dahl, 2014, p. 16, cited in Moe & Lie, 2019", [("Dahl", "2014")], "Moe & Lie, 2019", "p. 16"),
    ],
)
def test_the_original_of_a_second_hand_citation_is_cited(
    inner: str, originals: list[tuple[str, str | None]], via: str, locator: str | None
) -> None:
    parts = read_brackets(inner)
    assert [(p.authors.names[0] if p.authors else None, p.year) for p in parts] == originals
    assert {p.via for p in parts} == {via}
    assert {p.locator for p in parts} == {locator}


def test_a_work_after_the_second_hand_one_is_read_itself() -> None:
    parts = read_brackets("Dahl, 1994, sitert i Moe, 2008; Lie, 2010")
    assert [(p.authors.names if p.authors else None, p.via) for p in parts] == [
        (("Dahl",), "Moe, 2008"),
        (("Lie",), None),
    ]


@pytest.mark.parametrize(
    ("inner", "author", "year", "locator"),
    [
        ("ibid", None, None, None),
        ("Ibid.", None, None, None),
        ("ibid., s. 5", None, None, "s. 5"),
        ("ibid,s. 81", None, None, "s. 81"),
        ("ibid: 12", None, None, "12"),
        ("ibid, 2013, s. 161", None, "2013", "s. 161"),
        ("samme sted", None, None, None),
        ("sst.", None, None, None),
        ("op.cit., s. 4", None, None, "s. 4"),
        ("Dahl, op.cit., s. 5", "Dahl", None, "s. 5"),
        ("jf. ibid", None, None, None),
    ],
)
def test_ibid_and_its_kin_repeat(
    inner: str, author: str | None, year: str | None, locator: str | None
) -> None:
    (part,) = read_brackets(inner)
    assert part.repeats
    assert (part.authors.names[0] if part.authors else None, part.year, part.locator) == (
        author,
        year,
        locator,
    )


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("u. å.", "u.å."),
        ("udatert", "u.å."),
        ("N.D.", "n.d."),
        ("i trykk", "i trykk"),
        ("forthcoming", "in press"),
    ],
)
def test_undated_works_have_one_spelling(text: str, plain: str) -> None:
    assert normal_undated(text) == plain


@given(st.text(alphabet=st.sampled_from("DMaeøoglså ,.;:()&«»0129-–/§"), max_size=120))
def test_no_bracket_upsets_the_grammar(inner: str) -> None:
    for part in read_brackets(inner):
        assert part.authors is None or all(part.authors.names)
