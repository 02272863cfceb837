from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.synthesis.recurring.keyness import deviation, log_likelihood


def test_log_likelihood_is_that_of_the_formula() -> None:
    # 20 of 1,000 words here and 10 of 4,000 elsewhere: 6 and 24 were to be expected.
    expected = 2 * (20 * math.log(20 / 6) + 10 * math.log(10 / 24))
    assert log_likelihood(20, 1000, 10, 4000) == pytest.approx(expected)


def test_what_is_rarer_here_counts_below_nothing() -> None:
    assert log_likelihood(1, 1000, 90, 4000) < 0


def test_what_is_as_frequent_everywhere_tells_nothing() -> None:
    assert log_likelihood(10, 1000, 40, 4000) == pytest.approx(0)


@given(*[st.integers(0, 10_000)] * 4)
def test_any_counts_give_a_number(a: int, c: int, b: int, d: int) -> None:
    assert math.isfinite(float(log_likelihood(a, max(a, c), b, max(b, d))))


def test_deviation_is_nothing_for_an_even_spread() -> None:
    assert deviation([10, 20], [1000, 2000]) == pytest.approx(0)


def test_deviation_is_the_share_of_the_other_texts_where_one_has_it_all() -> None:
    assert deviation([10, 0, 0], [1000, 1000, 2000]) == pytest.approx(0.75)
