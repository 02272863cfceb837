from __future__ import annotations

import itertools

from kb.pages.chips import N_HUES, SHAPES, find_mark


def test_neighbouring_themes_differ_in_shape() -> None:
    marks = [find_mark(number) for number in range(1, 100)]
    assert all(a.path != b.path for a, b in itertools.pairwise(marks))


def test_shape_and_hue_together_tell_sixty_themes_apart() -> None:
    assert len({find_mark(number) for number in range(60)}) == len(SHAPES) * N_HUES
