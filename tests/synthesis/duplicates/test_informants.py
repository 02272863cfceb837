"""Which labels of a thesis are likely one voice, and which are not."""

from __future__ import annotations

import pytest

from kb.records.models import Informant
from kb.synthesis.duplicates.informants import compare
from kb.synthesis.duplicates.reading import find_proposals
from tests.recipes import make_informant, make_thesis


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("Leder A", "leder A", "same_letters"),
        ("Leder A", "LEDER-A", "same_letters"),
        ("Informant 3", "informant nr. 3", "same_number"),
        ("Informant 3", "Inf. 3", "same_number"),
        ("Leder en", "Leder 1", "same_number"),
        ("Kim", "Kims", "genitive"),
        ("Kim", "Kim, enhetsleder", "with_role"),
        ("Leder A", "Leder A (kommune)", "with_role"),
        ("NAV-leder", "NAV-lederen", "definite"),
        ("Kristoffer", "Kristofer", "misspelt_label"),
    ],
)
def test_labels_of_one_voice(one, other, rule):
    assert compare(one, other)[0] == compare(other, one)[0] == rule


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Leder A", "Leder B"),
        ("Informant 1", "Informant 11"),
        ("Informant 3", "Leder 3"),
        ("Kari", "Karianne"),
        ("Karl", "Karlen"),
        ("NAV-leder", "NAV-ledere"),
        ("Leder A", "Lederen"),
        ("Kari", "Kaia"),
        ("*", "#"),
    ],
)
def test_labels_of_two_voices(one, other):
    assert compare(one, other) == ("", 0.0)


@pytest.mark.django_db
def test_voices_are_compared_within_their_thesis_only():
    thesis = make_thesis()
    pair = [make_informant(thesis, "Leder A"), make_informant(thesis, "leder a")]
    make_informant(make_thesis(), "leder A")
    assert [proposal.records for proposal in find_proposals(Informant)] == [tuple(each.pk for each in pair)]
