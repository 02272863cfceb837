"""Quotations as the pages of themes cut and mark them."""

from __future__ import annotations

import pytest

from kb.pages.themes.quotes import cut_segments, cut_text


@pytest.mark.parametrize(
    ("text", "longest", "shown"),
    [
        ("Vi eier det.", 40, "Vi eier det."),
        ("Vi eier det sammen.", 12, "Vi eier det …"),
        ("Vi eier, det er alt.", 10, "Vi eier …"),
        ("Samarbeidsavtalen", 5, "Samar …"),
        ("", 5, ""),
    ],
)
def test_a_long_text_is_cut_at_a_word(text, longest, shown):
    assert cut_text(text, longest) == shown


@pytest.mark.parametrize(
    ("marks", "cut"),
    [
        ([], [("Vi eier det.", False)]),
        ([(3, 7)], [("Vi ", False), ("eier", True), (" det.", False)]),
        ([(8, 12), (0, 2)], [("Vi", True), (" eier ", False), ("det.", True)]),
        ([(0, 7), (3, 7)], [("Vi eier", True), (" det.", False)]),
    ],
)
def test_marks_part_a_text_and_lose_nothing(marks, cut):
    segments = list(cut_segments("Vi eier det.", marks))
    assert [(segment.text, segment.is_marked) for segment in segments] == cut
    assert "".join(segment.text for segment in segments) == "Vi eier det."
