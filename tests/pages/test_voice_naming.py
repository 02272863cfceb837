"""What a voice is called beside its label."""

from __future__ import annotations

import pytest

from kb.pages.voices.naming import trim_role


@pytest.mark.parametrize(
    ("label", "role", "left"),
    [
        ("Enhetsleder F", "Enhetsleder, flyktningtjenesten", "flyktningtjenesten"),
        ("Programrådgiver 2", "Programrådgiver", ""),
        ("Leder", "leder", ""),
        ("Leder A", "NAV-leder", "NAV-leder"),
        ("Leder A", "leder i en by", "leder i en by"),
        ("Leder A", "lederen av kontoret", "lederen av kontoret"),
        ("Rektor", "Rektor ved skolen", "ved skolen"),
        ("Leder", "lederutvikler", "lederutvikler"),
        ("Kim", "", ""),
    ],
)
def test_a_role_is_told_without_what_the_label_says(label, role, left):
    assert trim_role(label, role) == left
