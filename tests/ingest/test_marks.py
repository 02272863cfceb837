from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ingest.marks import find_marks, pair_marks


def outermost(text: str) -> list[str]:
    return [text[pair.opening.end : pair.closing.start] for pair in pair_marks(text).pairs]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        # The usual kinds.
        ("Hun sa «vi må snakke sammen» og gikk.", ["vi må snakke sammen"]),
        ("Hun sa “vi må snakke sammen” og gikk.", ["vi må snakke sammen"]),
        ("Hun sa „vi må snakke sammen“ og gikk.", ["vi må snakke sammen"]),
        ("Hun sa ”vi må snakke sammen” og gikk.", ["vi må snakke sammen"]),
        ('Hun sa "vi må snakke sammen" og gikk.', ["vi må snakke sammen"]),
        ("Hun sa ''vi må snakke sammen'' og gikk.", ["vi må snakke sammen"]),
        ("Hun sa <<vi må snakke sammen>> og gikk.", ["vi må snakke sammen"]),
        ("Hun sa ‹vi må snakke sammen› og gikk.", ["vi må snakke sammen"]),
        ("Hun sa ‹‹vi må snakke sammen›› og gikk.", ["vi må snakke sammen"]),
        ("Hun sa »vi må snakke sammen« og gikk.", ["vi må snakke sammen"]),
        ("She said ‘we must talk’ and left.", ["we must talk"]),
        ("She said 'we must talk' and left.", ["we must talk"]),
        # Several in one sentence.
        ("Både «ja» og «nei» ble sagt.", ["ja", "nei"]),
        ('Både "ja" og "nei" ble sagt.', ["ja", "nei"]),
        # Closed by a mark of another kind.
        ('Det såkalte "Skjemaet» ble brukt.', ["Skjemaet"]),
        ("Hun sa “vi må snakke sammen» og gikk.", ["vi må snakke sammen"]),
        # A closing mark turned the wrong way.
        ("«Det tar all tiden min. « (6) Hun ler.", ["Det tar all tiden min. "]),
        ("«Det tar all tiden min.« (6) Hun ler.", ["Det tar all tiden min."]),
        # Air inside the marks.
        ("« Er det mandag? » spør hun.", [" Er det mandag? "]),
        # Nested marks belong to the outermost.
        ("«de «egentlige» oppgavene venter» sier hun", ["de «egentlige» oppgavene venter"]),
        ("«hun ropte “stopp” til oss», sier han", ["hun ropte “stopp” til oss"]),
        ("“they call it ‘the list’ here”, she says", ["they call it ‘the list’ here"]),
        ("«Vi er «nære»» sier hun", ["Vi er «nære»"]),
        # Apostrophes are no quotation marks.
        ("Lars' kontor og Ness’ rapport er fra '90-tallet.", []),
        ("It's the leaders' choice, isn't it?", []),
        ("She calls them ‘the managers’ own rules’ today.", ["the managers’ own rules"]),
        ('Skjermen er 24" stor.', []),
        ("Vi sa ,,ja“ til det.", ["ja"]),
    ],
)
def test_marks_are_paired_as_a_reader_would(text: str, quoted: list[str]) -> None:
    assert outermost(text) == quoted


def test_a_quotation_that_is_never_closed_leaves_its_mark_over() -> None:
    pairing = pair_marks("«Målet er å hjelpe folk. Senere kalles det «løftet».")
    assert [mark.start for mark in pairing.unclosed] == [0]
    assert len(pairing.pairs) == 1


def test_a_quotation_that_was_never_opened_leaves_its_mark_over() -> None:
    pairing = pair_marks("Målet er å hjelpe folk.» (4)")
    assert [mark.start for mark in pairing.unopened] == [23]
    assert pairing.pairs == ()


def test_a_straight_mark_before_a_word_opens_anew() -> None:
    text = 'Hun sa "det går bra og gikk. Han sa "nei" til det.'
    assert outermost(text) == ["nei"]


@given(st.text(alphabet="ab «»“”„\"'’‘<>‹›.,()s\n", max_size=200))
def test_pairs_lie_in_order_and_never_overlap(text: str) -> None:
    pairing = pair_marks(text)
    places = [(pair.start, pair.end) for pair in pairing.pairs]
    assert all(start < end for start, end in places)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(places))
    assert len(find_marks(text)) >= 2 * len(places)
