"""One body, however it is named."""

from __future__ import annotations

import pytest

from kb.language.public_bodies import find_body, fold_body, is_expert_body, is_paper


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NAV", "Arbeids- og velferdsetaten"),
        ("Nav", "arbeids- og velferdsforvaltningen"),
        ("SSB", "Statistisk sentralbyrå"),
        ("Det kongelige finansdepartement", "Finansdepartementet"),
        ("Sosialtjenesteloven", "Lov om sosiale tjenester i NAV"),
        ("NAV-loven", "Lov om arbeids- og velferdsforvaltningen"),
        ("Lov om barnevern m.v.", "barnevernsloven"),
    ],
)
def test_names_of_one_body_lead_to_its_official_name(one: str, other: str) -> None:
    assert find_body(one) == find_body(other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NAV", "Arbeids- og velferdsdirektoratet"),
        ("Arbeids- og sosialdepartementet", "Arbeids- og inkluderingsdepartementet"),
        ("Barnevernloven", "Barnevernsloven"),
        ("NAV", "NAV-loven"),
    ],
)
def test_bodies_that_are_two_are_two(one: str, other: str) -> None:
    assert find_body(one) != find_body(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ekspertgruppe", "Ekspertgruppen", True),
        ("Klageutvalget for fosen", "Klageutvalg for Fosen", False),
        ("Det kongelige kirkedepartement", "Kirkedepartementet", True),
        ("Fjellbygd kommune", "Fjellbygd kommunen", True),
        ("Fjellbygd kommune", "Fjordbygd kommune", False),
        ("Rådet", "Radet", False),
    ],
)
def test_articles_and_endings_do_not_tell_bodies_apart(one: str, other: str, same: bool) -> None:
    assert (fold_body(one) == fold_body(other)) is same


def test_a_body_that_is_not_known_has_no_official_name() -> None:
    assert find_body("Fjellbygd ungdomslag") is None


def test_experts_are_appointed_under_many_names() -> None:
    assert is_expert_body("Ekspertutvalget")
    assert is_expert_body("ekspertgruppe")
    assert not is_expert_body("Klageutvalget")


@pytest.mark.parametrize(
    "name",
    [
        "Lov om vern av gamle dører", "Sosialtjenesteloven", "Barnelova", "Meld. St. 33", "St.meld. nr. 47",
        "NOU 2011: 14", "Prop. 73 L", "Forskrift om klokker", "Dørrapporten", "Perspektivmeldingen", "Rundskriv H-7",
    ],
)  # fmt: skip
def test_what_is_cited_by_its_own_name_is_a_paper(name: str) -> None:
    assert is_paper(name)


@pytest.mark.parametrize(
    "name",
    [
        "Finansdepartementet",
        "NAV",
        "Lyngmark kommune",
        "Lovdata",
        "Nounou AS",
        "Proposjon forlag",
        "Ekspertgruppen",
        "",
    ],
)
def test_those_who_write_papers_are_none(name: str) -> None:
    assert not is_paper(name)
