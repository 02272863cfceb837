from __future__ import annotations

import pytest

from kb.ingest.label_names import find_names_in_labels, says_names_are_invented


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ("Leder A", None),
        ("Informant 3", None),
        ("Kim", "form"),
        ("Leder Kim", "form"),
        ("Ingvild Storbakk", "form"),
        ("Eli", "contributor"),
        ("Prøvesen", "contributor"),
        ("Kari", "named"),
        ("Nordmann", "named"),
        ("Storbyen", None),
    ],
)
def test_a_label_may_be_a_name(label, reason):
    found = find_names_in_labels(
        [label],
        contributors=["Eli Prøvesen"],
        named=["Takk til Kari Nordmann på Høgskolen."],
        are_invented=False,
    )
    assert found.get(label) == reason


def test_where_names_are_invented_only_the_people_of_the_thesis_are_told():
    found = find_names_in_labels(["Kim", "Kari"], contributors=["Kari Hansen"], named=[], are_invented=True)
    assert found == {"Kari": "contributor"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Alle navn i oppgaven er fiktive.", True),
        ("Vi har gitt informantene fiktive navn.", True),
        ("Informantene har fått pseudonymer.", True),
        ("Namna på informantane er oppdikta.", True),
        ("All names have been changed.", True),
        ("Navnene er endret av hensyn til personvernet.", True),
        ("Vi fikk navnet på lederen. Dette var en fiktiv sak.", False),
        ("Kontoret har endret seg.", False),
    ],
)
def test_the_thesis_says_that_names_are_invented(text, says):
    assert says_names_are_invented(text) is says
