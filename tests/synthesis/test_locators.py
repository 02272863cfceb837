"""Which pages a citation names."""

from __future__ import annotations

import pytest

from kb.synthesis.sources.locators import name_locator, read_pages


@pytest.mark.parametrize(
    ("locator", "pages"),
    [
        ("s. 42", (42,)),
        ("s.124", (124,)),
        ("s. 42-44", (42, 43, 44)),
        ("s. 179–181", (179, 180, 181)),
        ("s. 143-5", (143, 144, 145)),
        ("s. 45 f.", (45, 46)),
        ("s. 45f", (45, 46)),
        ("s. 45 ff.", (45,)),
        ("s. 4, 7 og 9", (4, 7, 9)),
        ("pp. 3-4", (3, 4)),
        ("p. 712", (712,)),
        ("side 12", (12,)),
        ("42", (42,)),
        ("s. 10-190", (10, 190)),
        ("s. 9-4", (4, 9)),
        ("kap. 4", ()),
        ("§ 1-4", ()),
        ("s. iv", ()),
        ("tabell 3", ()),
        ("", ()),
    ],
)
def test_pages_of_a_locator(locator: str, pages: tuple[int, ...]) -> None:
    assert read_pages(locator) == pages


@pytest.mark.parametrize(
    ("written", "named"),
    [("s.124", "s. 124"), ("s 7", "s. 7"), ("pp.3-4", "pp. 3-4"), ("kap.4", "kap. 4"), ("§  13", "§ 13")],
)
def test_a_locator_is_written_one_way(written: str, named: str) -> None:
    assert name_locator(written) == named
