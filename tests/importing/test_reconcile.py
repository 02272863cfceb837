from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.importing.reconcile import fold, match_mended, reconcile


def test_same_words_are_the_same_record_and_the_rest_is_added_or_lost() -> None:
    result = reconcile(["A", "B", "C"], ["b", "d", "a"], old_key=str.lower, new_key=str)
    assert dict(result.kept) == {"A": "a", "B": "b"}
    assert result.added == ("d",)
    assert result.lost == ("C",)


def test_words_that_come_back_pair_first_to_first() -> None:
    result = reconcile([1, 2, 3], ["x", "y"], old_key=lambda n: "same", new_key=lambda t: "same")
    assert result.kept == ((1, "x"), (2, "y"))
    assert result.lost == (3,)


@given(st.lists(st.text(max_size=3)), st.lists(st.text(max_size=3)))
def test_nothing_is_counted_twice_and_nothing_vanishes(old: list[str], new: list[str]) -> None:
    result = reconcile(old, new, old_key=str, new_key=str)
    assert sorted([a for a, _ in result.kept] + list(result.lost)) == sorted(old)
    assert sorted([b for _, b in result.kept] + list(result.added)) == sorted(new)


def mended(lost: list[str], added: list[str]) -> list[tuple[str, str]]:
    return match_mended(lost, added, old_text=str, new_text=str)


def test_a_mended_misprint_is_the_same_quotation() -> None:
    before = "vi må stole på hvernadre når kontorene skal samarbeide"
    after = "vi må stole på hverandre når kontorene skal samarbeide"
    assert mended([before], [after, "noe helt annet som ingen har sagt før i dag"]) == [(before, after)]


def test_two_candidates_as_near_are_left_to_a_person() -> None:
    before = "vi har et godt samarbeid med kommunen i nord"
    assert (
        mended(
            [before],
            ["vi har et godt samarbeid med kommunen i sør", "vi har et godt samarbeid med kommunen i øst"],
        )
        == []
    )


def test_folding_keeps_letters_and_digits_only() -> None:
    assert fold("«Å, NAV-kontor (2)!»") == "ånavkontor2"
