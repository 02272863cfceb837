from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.pages.excerpts import CUT, cut_excerpt


def test_a_short_text_is_shown_whole_with_its_words_marked() -> None:
    pieces = cut_excerpt("Hun bakte kringle.", [(10, 17)], around=50)
    assert [(piece.text, piece.is_marked) for piece in pieces] == [
        ("Hun bakte ", False), ("kringle", True), (".", False),
    ]  # fmt: skip


def test_a_long_text_is_cut_between_words() -> None:
    text = "ord " * 40 + "kringle" + " ord" * 40
    pieces = cut_excerpt(text, [(160, 167)], around=10)
    assert "".join(piece.text for piece in pieces) == f"{CUT} ord ord kringle ord ord {CUT}"


def test_without_marks_the_beginning_is_shown() -> None:
    assert cut_excerpt("Hun bakte.", [], around=50)[0].text == "Hun bakte."


@given(
    st.text(max_size=300),
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 30)), max_size=4),
    st.integers(0, 80),
)
def test_an_excerpt_is_of_the_text(text: str, wanted: list[tuple[int, int]], around: int) -> None:
    spans: list[tuple[int, int]] = []
    for start, length in sorted(wanted):
        if not spans or start >= spans[-1][1]:
            spans.append((start, start + length))
    pieces = cut_excerpt(text, spans, around=around, longest=100)
    shown = "".join(piece.text for piece in pieces)
    for cut in (f"{CUT} ", f" {CUT}"):
        shown = shown.removeprefix(cut).removesuffix(cut)
    assert shown in text
