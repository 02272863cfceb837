"""Pairs made into groups."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.synthesis.duplicates.proposals import LARGEST_GROUP, Pair, group, pair_of

keys = st.integers(1, 30)
pairs = st.lists(
    st.tuples(keys, keys, st.floats(0, 1)).filter(lambda each: each[0] != each[1]), max_size=60
).map(lambda rows: [pair_of(a, b, "rule", sureness) for a, b, sureness in rows])
apart = st.sets(st.tuples(keys, keys).filter(lambda each: each[0] < each[1]), max_size=20)


@given(pairs, apart)
def test_no_two_that_are_apart_stand_together_and_no_group_grows_beyond_what_can_be_merged(found, told):
    proposals = group(found, told)
    for proposal in proposals:
        assert 2 <= len(proposal.records) <= LARGEST_GROUP
        assert not any((a, b) in told for a in proposal.records for b in proposal.records)
    assert [each.sureness for each in proposals] == sorted(
        (each.sureness for each in proposals), reverse=True
    )
    assert group(found, told) == group(list(reversed(found)), told)


def test_sure_pairs_that_share_a_record_are_one_proposal_and_less_sure_ones_stand_alone():
    found = [Pair(1, 2, "a", 0.95), Pair(2, 3, "b", 0.8), Pair(3, 4, "c", 0.6), Pair(1, 4, "d", 0.55)]
    proposals = group(found)
    assert [(each.records, each.rules, each.sureness) for each in proposals] == [
        ((1, 2, 3), ("a", "b"), 0.8),
        ((3, 4), ("c",), 0.6),
    ]


def test_what_is_hardly_likely_is_not_proposed():
    assert group([Pair(1, 2, "a", 0.45)]) == []
