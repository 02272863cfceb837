from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.synthesis.recurring.alignment import align
from kb.synthesis.recurring.shingles import SHORTEST_RUN, find_fingerprints, words_of

WORD = st.text("abcdefgh", min_size=1, max_size=6)


@given(
    st.lists(WORD, min_size=SHORTEST_RUN, max_size=30),
    *[st.lists(WORD, max_size=20)] * 4,
)
def test_two_texts_that_share_twelve_words_share_a_fingerprint(shared, before, after, front, back) -> None:
    first, second = [*before, *shared, *after], [*front, *shared, *back]
    marks = find_fingerprints([first, second])
    ours, theirs = (set(marks.hash[marks.text == place].tolist()) for place in (0, 1))
    assert ours & theirs


@given(st.lists(WORD, min_size=SHORTEST_RUN, max_size=30), st.lists(WORD, max_size=10))
def test_a_run_that_two_texts_share_is_aligned_where_it_stands(shared, before) -> None:
    first, second = " ".join(shared), " ".join([*before, *shared])
    found = align(first, second)
    assert found is not None
    assert found.longest >= SHORTEST_RUN
    for stretch in found.stretches:
        assert words_of(first[slice(*stretch.first)]) == words_of(second[slice(*stretch.second)])


def test_no_shingle_runs_from_one_text_into_the_next() -> None:
    words = [f"w{number}" for number in range(40)]
    parts = find_fingerprints([words[:7], words[7:14], words[14:20]])
    assert len(parts.hash) == 0


def test_nothing_gives_no_fingerprints() -> None:
    assert len(find_fingerprints([]).hash) == 0
    assert len(find_fingerprints([[], ["et", "ord"]]).hash) == 0


def test_case_punctuation_and_line_ends_make_no_difference() -> None:
    said = "Den som har bakevakt, lager kringle til møtet og holder kaffen varm hele dagen"
    found = align(f"Som det heter: «{said}».", said.upper().replace(" ", "\n").replace(",", " –"))
    assert found is not None
    assert found.longest == len(words_of(said))


def test_texts_with_eleven_words_in_common_are_not_aligned() -> None:
    words = ["en", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve"]
    assert align(" ".join(["her", *words, "slutt"]), " ".join(["der", *words, "ferdig"])) is None
