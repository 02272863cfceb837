from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.records.covering import MARK, Covering, find_copies, find_words, join_ranges, read_covering

TEXT = "Takk til Kari Nordmann og til Ola ved kontoret."


def test_what_is_covered_is_a_mark_that_does_not_tell_how_long_it_is():
    covering = Covering(TEXT).cover([(9, 22), (30, 33)])
    assert covering.shown == f"Takk til {MARK} og til {MARK} ved kontoret."


def test_what_overlaps_or_touches_is_one_mark():
    assert join_ranges([(9, 13), (13, 22), (11, 15), (30, 33), (40, 40)]) == ((9, 22), (30, 33))


def test_what_is_shown_again_is_what_overlaps():
    covering = Covering(TEXT).cover([(9, 22), (30, 33)])
    assert covering.uncover([(31, 32)]).ranges == ((9, 22),)


@given(
    text=st.text("abc ▮\n", max_size=40),
    cuts=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4),
)
def test_the_whole_text_is_had_again_from_what_is_stored(text, cuts):
    ranges = [(min(one), min(max(one), len(text))) for one in cuts]
    covering = Covering(text).cover(ranges)
    stored = [(start, text[start:end]) for start, end in covering.ranges]
    assert read_covering(covering.shown, stored) == covering


@given(
    cuts=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4),
    place=st.integers(0, len(TEXT)),
)
def test_a_place_outside_what_is_covered_is_found_there_and_back(cuts, place):
    covering = Covering(TEXT).cover((min(one), max(one)) for one in cuts)
    if any(start < place < end for start, end in covering.ranges):
        shown = covering.to_shown(place), covering.to_shown(place, is_end=True)
        assert covering.shown[slice(*shown)] == MARK
    else:
        shown_place = covering.to_shown(place)
        assert covering.to_whole(shown_place) == place
        assert covering.to_whole(shown_place, is_end=True) == place
        assert covering.shown[shown_place:].replace(MARK, "") == Covering(TEXT[place:]).cover(
            (start - place, end - place) for start, end in covering.ranges if start >= place
        ).shown.replace(MARK, "")


def test_a_text_that_was_written_anew_keeps_as_many_words_as_it_has_marks():
    covered = [(9, "Kari Nordmann"), (30, "Ola")]
    assert read_covering(f"Stor takk til {MARK}.", covered).whole == "Stor takk til Kari Nordmann."
    assert read_covering("Takk til alle.", covered) == Covering("Takk til alle.")


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Ola og Olav og Ola.", "Ola", [(0, 3), (15, 18)]),
        ("Kari\nNordmann, Kari  Nordmann", "Kari Nordmann", [(0, 13), (15, 29)]),
        ("kari@eksempel.no og Kari", "kari", [(0, 4)]),
        ("Tlf. 00 00 00 00", "00 00 00 00", [(5, 16)]),
        ("Alle", "", []),
        ("a (b", "(b", [(2, 4)]),
    ],
)
def test_words_are_found_whole(text, words, found):
    assert list(find_words(text, words)) == found


@pytest.mark.parametrize(
    ("copy", "words", "is_found"),
    [
        ("en samtale med leder ved kontoret i byen", "leder", True),
        # The copy is a quotation that begins and ends within.
        ("samtale med\nleder ved", "leder", True),
        ("noe annet om en leder ved kontoret", "leder", False),
        # An ordinary word alone is no copy; a name is.
        ("leder", "leder", False),
        ("Kari Nordmann", "Kari Nordmann", True),
    ],
)
def test_a_copy_holds_the_words_between_the_same_words(copy, words, is_found):
    found = list(find_copies(copy, words, "Det var en samtale med ", " ved kontoret i byen."))
    assert bool(found) is is_found
    assert all(copy[start:end] == words for start, end in found)
