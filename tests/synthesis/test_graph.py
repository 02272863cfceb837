"""Where the nodes of a drawn graph stand."""

from __future__ import annotations

from itertools import combinations

import pytest

from kb.synthesis.cross_section import graph
from kb.synthesis.cross_section.graph import LINE, MOST_NODES, WIDTH, Drawing, draw_graph
from kb.synthesis.cross_section.together import Pair


def make_pairs(n: int) -> list[Pair]:
    """A ring of ``n`` themes, each tied to the next two."""
    return [
        Pair(a, b, 2 + a % 5, 10 + a, 10 + b)
        for a, b in sorted(
            {tuple(sorted((a, (a + step) % n))) for a in range(n) for step in (1, 2) if n > step}
        )
        if a != b
    ]


def draw(n: int, centre: int | None = None) -> Drawing:
    return draw_graph(
        make_pairs(n), {theme: f"Et ganske langt navn på tema {theme}" for theme in range(n)}, centre
    )


@pytest.mark.parametrize("n", [2, 3, 12, 40])
def test_no_circle_or_name_lies_over_another_or_outside(n: int) -> None:
    drawing = draw(n)
    assert len(drawing.nodes) == n
    boxes = []
    for node in drawing.nodes:
        half = max(node.radius, *(3.6 * len(line) for line in node.lines))
        bottom = node.y + node.radius + LINE * len(node.lines)
        boxes.append((node.x - half, node.y - node.radius, node.x + half, bottom))
        assert node.x - half >= 0
        assert node.x + half <= WIDTH
        assert node.y - node.radius >= 0
        assert bottom <= drawing.height
    for (l1, t1, r1, b1), (l2, t2, r2, b2) in combinations(boxes, 2):
        assert r1 <= l2 or r2 <= l1 or b1 <= t2 or b2 <= t1


def test_the_same_pairs_are_drawn_the_same() -> None:
    first = draw(20)
    graph._find_points.cache_clear()
    assert draw(20) == first


def test_at_most_forty_themes_are_drawn_those_met_most_often() -> None:
    drawing = draw(90)
    assert len(drawing.nodes) <= MOST_NODES
    assert drawing.n_themes == 90
    assert min(node.n for node in drawing.nodes) >= 90 - MOST_NODES + 10
    assert all(len(node.lines) > 1 for node in drawing.nodes)


def test_each_theme_keeps_its_strongest_tie_and_the_strongest_line_is_the_thickest() -> None:
    drawing = draw(30)
    tied = {theme for edge in drawing.edges for theme in (edge.pair.first, edge.pair.second)}
    assert tied == {node.theme for node in drawing.nodes}
    steps = [edge.step for edge in drawing.edges]
    assert steps == sorted(steps)
    assert steps[-1] == 5


def test_round_a_theme_stand_those_that_it_meets() -> None:
    drawing = draw(30, centre=7)
    assert {node.theme for node in drawing.nodes} == {5, 6, 7, 8, 9}


def test_ties_of_one_meeting_are_left_out_where_there_are_enough_others() -> None:
    pairs = [*make_pairs(14), Pair(0, 99, 1, 10, 1)]
    names = dict.fromkeys(range(100), "Tema")
    assert 99 not in {node.theme for node in draw_graph(pairs, names).nodes}
    assert 99 in {node.theme for node in draw_graph([Pair(0, 99, 1, 10, 1)], names).nodes}


def test_nothing_met_is_nothing_drawn() -> None:
    assert draw_graph([], {}).nodes == ()
    assert draw(5, centre=99).nodes == ()
