from __future__ import annotations

import pytest

from kb.pages.chips import find_mark
from kb.web.templatetags.marks import bar, theme_mark


@pytest.mark.parametrize(
    ("value", "maximum", "width"), [(1, 4, "25.0"), (4, 4, "100"), (9, 4, "100"), (0, 4, "0"), (3, 0, "0")]
)
def test_a_bar_is_as_long_as_its_share(value, maximum, width):
    assert f'width="{width}' in bar(value, maximum)


def test_a_bar_has_no_style_and_says_nothing_to_the_ear():
    assert "style" not in bar(1, 2, "second")
    assert 'class="bar bar--second"' in bar(1, 2, "second")
    assert 'aria-hidden="true"' in bar(1, 2)


def test_a_mark_is_drawn_in_its_shape_and_hue():
    mark = find_mark(7)
    assert mark.path in theme_mark(mark)
    assert f"mark--{mark.hue}" in theme_mark(mark)
