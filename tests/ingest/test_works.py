from __future__ import annotations

import pytest

from kb.ingest.citations import find_citations
from kb.ingest.document import Lines
from kb.ingest.draft import Author, Reference
from kb.ingest.matching import match_key, split_year
from kb.ingest.works import CitedWork, resolve_works
from tests.ingest.small_documents import make_document


def entry(*families: str, year: str | None, title: str = "En tittel om rom") -> Reference:
    return Reference(Lines(1, 1), "", tuple(Author(family=f) for f in families), year, title, type="book")


def works(text: str, *references: Reference) -> tuple[CitedWork, ...]:
    citations, _ = find_citations(make_document(text), references)
    return resolve_works(citations, references)


def brief(work: CitedWork) -> str:
    return (
        "/".join(a.name for a in work.authors)
        + ("+" if work.et_al else "")
        + f" {work.year}{work.suffix} x{len(work.citations)}"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Rom (Dahl, 1982, s. 2). Dahl (1982) sier det.", ["Dahl 1982 x2"], id="narrative and brackets"
        ),
        pytest.param("Rom (NAV, 2013). Tid (Nav, 2013).", ["NAV 2013 x2"], id="capitals"),
        pytest.param(
            "Fossen et al. (2016) sier. Rom (Fossen, Brekke & Berg, 2016).",
            ["Fossen/Brekke/Berg 2016 x2"],
            id="et al. before the full list",
        ),
        pytest.param(
            "Rom (Fossen, Lie & Berg, 2014). Tid (Fossen et al., 2016).",
            ["Fossen/Lie/Berg 2014 x1", "Fossen+ 2016 x1"],
            id="another year",
        ),
        pytest.param(
            "Rom (Thagaardsen, 2013). Tid (Thagardsen, 2013).", ["Thagaardsen 2013 x2"], id="a letter wrong"
        ),
        pytest.param(
            "Rom (Thagaardsen, 2013). Tid (Thaagardsen, 2013).",
            ["Thagaardsen 2013 x2"],
            id="letters changed about in aa",
        ),
        pytest.param(
            "Rom (Fosestøll & Breidt, 2014). Tid (Fosestøl & Breidt, 2014).",
            ["Fosestøll/Breidt 2014 x2"],
            id="a letter too many in one of two names",
        ),
        pytest.param(
            "Rom (Fosestøll & Breidt, 2014). Tid (Fosestøl & Breit, 2014).",
            ["Fosestøll/Breidt 2014 x1", "Fosestøl/Breit 2014 x1"],
            id="two names wrong are not taken for slips",
        ),
        pytest.param(
            "Rom (Hansby, 2014). Tid (Hansbye, 2015).",
            ["Hansby 2014 x1", "Hansbye 2015 x1"],
            id="another name and another year",
        ),
        pytest.param(
            "Rom (Vabo, 2013). Tid (Vabø, 2013).",
            ["Vabo 2013 x1", "Vabø 2013 x1"],
            id="short names are not misprints",
        ),
        pytest.param(
            "Rom (Vabo & Vabø, 2014). Tid (Vabø & Vabo, 2014).",
            ["Vabo/Vabø 2014 x2"],
            id="the other way round",
        ),
        pytest.param(
            "Rom (Repestad, 2004). Tid (Repestad et al., 2004).", ["Repestad 2004 x2"], id="et al. in doubt"
        ),
        pytest.param(
            "Rom (Dahl, 2023a). Tid (Dahl, 2023b).", ["Dahl 2023a x1", "Dahl 2023b x1"], id="letters"
        ),
        pytest.param(
            "Rom (NOU 2018: 2). Tid (NOU 2018: 17). Sted (NOU, 2018:02).",
            ["NOU 2018: 2 2018 x2", "NOU 2018: 17 2018 x1"],
            id="reports",
        ),
    ],
)
def test_citations_are_gathered_into_works(text: str, expected: list[str]) -> None:
    assert [brief(work) for work in works(text)] == expected


def test_et_al_that_two_lists_would_fit_stays_alone_and_unsure() -> None:
    found = works("Rom (Dahl, Moe & Lie, 2015). Tid (Dahl, Vik & Ås, 2015). Sted (Dahl et al., 2015).")
    assert [brief(w) for w in found] == ["Dahl/Moe/Lie 2015 x1", "Dahl/Vik/Ås 2015 x1", "Dahl+ 2015 x1"]
    assert found[2].confidence == 0.5


def test_a_joined_misprint_is_kept_as_a_variant() -> None:
    (work,) = works("Rom (Repstadmoen, 2004). Tid (Resptadmoen, 2004).")
    assert work.variants == ("Resptadmoen",)
    assert work.confidence < 0.9


def test_a_spelling_that_returns_may_be_another_persons() -> None:
    (work,) = works("Rom (Hansbye, 2004). Tid (Hansby, 2004). " + "Sted (Hansby, 2004; Hansbye, 2004). " * 2)
    assert work.confidence == 0.5


def test_the_spelling_used_most_is_the_name() -> None:
    (work,) = works("Rom (Resptadmoen, 2004). Tid (Repstadmoen, 2004). Sted (Repstadmoen, 2004).")
    assert (work.authors[0].family, work.variants) == ("Repstadmoen", ("Resptadmoen",))


def test_an_entry_gives_the_work_its_particulars() -> None:
    (work,) = works("Rom (Dahl et al., 2015).", entry("Dahl", "Moe", "Lie", year="2015", title="Rommet"))
    assert (brief(work), work.title, work.reference, work.type) == (
        "Dahl/Moe/Lie 2015 x1",
        "Rommet",
        0,
        "book",
    )
    assert work.confidence > 0.9


def test_an_entry_that_nothing_cites_is_a_work_too() -> None:
    (work,) = works("Rom.", entry("Dahl", year="2015"))
    assert (work.citations, work.reference) == ((), 0)


def test_a_doubtful_match_is_unsure() -> None:
    (work,) = works("Rom (Dahl & Lie, 2020).", entry("Dahl", "Lie", year="2022"))
    assert (work.citations, work.confidence) == ((0,), 0.5)


def test_a_second_hand_original_is_a_work_and_so_is_what_was_read() -> None:
    original, read = works("Rom (Dahl, 1980, sitert i Moe et al., 2010). Tid (Moe, Lie & Vik, 2010).")
    assert brief(original) == "Dahl 1980 x1"
    assert (brief(read), read.read_for) == ("Moe/Lie/Vik 2010 x1", (0,))
    listed, stub = works("Rom (Dahl, 1980, sitert i Moe, 2010).", entry("Moe", year="2010"))
    assert (listed.read_for, listed.citations, brief(stub)) == ((0,), (), "Dahl 1980 x1")


def test_every_citation_belongs_to_one_work() -> None:
    text = (
        "Rom (Dahl, 2010; Moe, 2011). Dahl (2010) sier det (ibid). Tid (Vik, sitert i "
        "Moe, 2011). (Lov om rom (Lov 2009-12-18 nr. 9))"
    )
    citations, _ = find_citations(make_document(text))
    placed = sorted(n for work in resolve_works(citations, ()) for n in work.citations)
    assert placed == list(range(len(citations)))


def test_offices_are_organizations_and_laws_are_laws() -> None:
    office, law = works("Rom (Arbeids- og fjorddepartementet, 2016). Tid (Fjordloven, 2009).")
    assert office.authors == (Author(organization="Arbeids- og fjorddepartementet"),)
    assert law.type == "law"


@pytest.mark.parametrize(
    ("authors", "year", "key"),
    [
        (["Kvåle", "Brink"], "2015", "kvåle|2015"),
        (["Nav"], "u.å.", "nav|uå"),
        (["NAV"], "n.d.", "nav|uå"),
        (["Dahl"], "2023a", "dahl|2023a"),
        ([], None, "|"),
    ],
)
def test_a_match_key_is_the_same_in_every_thesis(authors: list[str], year: str | None, key: str) -> None:
    assert match_key(authors, year) == key


@pytest.mark.parametrize(
    ("year", "split"),
    [("2023a", ("2023", "a")), ("2023", ("2023", "")), ("u.å.", ("u.å.", "")), (None, (None, ""))],
)
def test_the_letter_of_a_year_is_told_apart(year: str | None, split: tuple[str | None, str]) -> None:
    assert split_year(year) == split
