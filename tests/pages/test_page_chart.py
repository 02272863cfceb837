"""The drawing of the pages cited."""

from __future__ import annotations

from kb.pages.sources.page_chart import HEIGHT, MOST_BARS, WIDTH, draw_pages


def test_each_page_has_a_bar_as_high_as_it_is_cited() -> None:
    chart = draw_pages([("10", 1), ("11", 4), ("13", 2), ("20", 1), ("kap. 2", 9)])
    assert chart is not None
    assert (chart.first, chart.last, chart.step, chart.most) == (10, 20, 1, 4)
    assert [(bar.label, bar.n) for bar in chart.bars] == [("10", 1), ("11", 4), ("13", 2), ("20", 1)]
    assert chart.bars[1].height == HEIGHT
    assert all(0 <= bar.x < WIDTH and round(bar.y + bar.height, 2) == HEIGHT for bar in chart.bars)


def test_a_long_book_is_drawn_in_stretches_that_hold_every_place() -> None:
    counted = [(str(page), 1 + page % 3) for page in range(3, 900, 7)]
    chart = draw_pages(counted)
    assert chart is not None
    assert chart.step == 20
    assert len(chart.bars) <= MOST_BARS
    assert sum(bar.n for bar in chart.bars) == sum(n for _page, n in counted)
    assert chart.bars[0].label == "0–19"


def test_few_pages_need_no_drawing_and_a_misread_number_spoils_none() -> None:
    assert draw_pages([("3", 1), ("4", 1), ("9", 2)]) is None
    chart = draw_pages([("3", 1), ("4", 1), ("9", 2), ("12", 1), ("99999", 1)])
    assert chart is not None
    assert chart.last == 12
