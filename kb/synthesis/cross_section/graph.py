"""Where the nodes of a drawn graph stand: the same for the same nodes and edges, with no two names over each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from textwrap import wrap
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kb.synthesis.cross_section.together import Pair

MOST_NODES = 40
# So many edges a node on average; more are a thicket.
EDGES_A_NODE = 2
ENOUGH_NODES = 12
WIDTH, LEAST_HEIGHT = 1120.0, 360.0
# So much of the drawing may circles and names fill.
_FILL = 0.34
_SEED = 7
_SMALLEST, _LARGEST = 9.0, 26.0
# The height of a line of a name.
LINE = 17.0
_LETTER, _GAP = 8.1, 7.0
_LINE_LENGTH = 18
_ROUNDS = 400


@dataclass(frozen=True, slots=True)
class Node:
    """A theme at a point, of ``n`` units; ``lines`` are its name as it stands under it.

    Lengths are units of the drawing.
    """

    theme: int
    n: int
    x: float
    y: float
    radius: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """A pair between two points; ``step`` is how strong it is, from 1 to 5."""

    pair: Pair
    x1: float
    y1: float
    x2: float
    y2: float
    step: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing WIDTH wide; ``n_themes`` and ``n_pairs`` count what there was to draw."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    n_themes: int
    n_pairs: int
    height: float = LEAST_HEIGHT


def draw_graph(met: Sequence[Pair], names: dict[int, str], centre: int | None = None) -> Drawing:
    """A drawing of the strongest ties among at most MOST_NODES themes: those most often met, or round ``centre``.

    Each theme keeps its strongest tie; of the others the strongest are drawn.
    """
    pairs = met
    sizes = {pair.first: pair.n_first for pair in pairs} | {pair.second: pair.n_second for pair in pairs}
    if centre is not None:
        tie = {_other(pair, centre): pair.n for pair in pairs if centre in {pair.first, pair.second}}
        ranked = sorted(tie, key=lambda theme: (-tie[theme], theme))
        nodes = {centre, *ranked[: MOST_NODES - 1]} if ranked else set()
    else:
        # A tie of one meeting says little; where there are enough others they are drawn without it.
        often = [pair for pair in pairs if pair.n > 1]
        if len({theme for pair in often for theme in (pair.first, pair.second)}) >= ENOUGH_NODES:
            pairs = often
        nodes = set(sorted(sizes, key=lambda theme: (-sizes[theme], theme))[:MOST_NODES])
    inside = [pair for pair in pairs if pair.first in nodes and pair.second in nodes]
    drawn = _choose_edges(inside, len(nodes), centre)
    tied = {theme for pair in drawn for theme in (pair.first, pair.second)}
    ordered = tuple(sorted(tied, key=lambda theme: (-sizes[theme], theme)))
    return _place(drawn, ordered, sizes, names, n_themes=len(sizes), n_pairs=len(met))


def _choose_edges(pairs: Sequence[Pair], n_nodes: int, centre: int | None) -> list[Pair]:
    ranked = sorted(pairs, key=lambda pair: (-pair.strength, -pair.n, pair.first, pair.second))
    seen: set[int] = set()
    kept: list[Pair] = []
    for pair in ranked:
        if not {pair.first, pair.second} <= seen or centre in {pair.first, pair.second}:
            kept.append(pair)
            seen |= {pair.first, pair.second}
    rest = [pair for pair in ranked if pair not in kept]
    return kept + rest[: max(0, EDGES_A_NODE * n_nodes - len(kept))]


def _place(
    pairs: Sequence[Pair],
    themes: tuple[int, ...],
    sizes: dict[int, int],
    names: dict[int, str],
    *,
    n_themes: int,
    n_pairs: int,
) -> Drawing:
    if not themes:
        return Drawing((), (), n_themes, n_pairs)
    most = max(sizes[theme] for theme in themes)
    lines = {theme: tuple(wrap(names[theme], _LINE_LENGTH, break_long_words=False)) for theme in themes}
    # The area of a node tells its number.
    radii = {theme: round(max(_SMALLEST, _LARGEST * (sizes[theme] / most) ** 0.5), 1) for theme in themes}
    boxes = tuple(
        (
            max(2 * radii[theme], *(_LETTER * len(line) for line in lines[theme])) + 2 * _GAP,
            2 * radii[theme] + LINE * len(lines[theme]) + 2 * _GAP,
        )
        for theme in themes
    )
    place = {theme: number for number, theme in enumerate(themes)}
    ties = tuple((place[p.first], place[p.second], round(p.strength, 4)) for p in pairs)
    height = max(LEAST_HEIGHT, round(sum(width * tall for width, tall in boxes) / _FILL / WIDTH))
    points = _find_points(boxes, ties, height)
    nodes = tuple(
        Node(
            theme,
            sizes[theme],
            x,
            round(y - boxes[place[theme]][1] / 2 + _GAP + radii[theme], 1),
            radii[theme],
            lines[theme],
        )
        for theme, (x, y) in zip(themes, points, strict=True)
    )
    at = {node.theme: node for node in nodes}
    strongest = max(pair.strength for pair in pairs)
    edges = tuple(
        Edge(
            pair,
            at[pair.first].x,
            at[pair.first].y,
            at[pair.second].x,
            at[pair.second].y,
            max(1, min(5, -int(-5 * pair.strength // strongest))),
        )
        for pair in sorted(pairs, key=lambda pair: pair.strength)
    )
    return Drawing(nodes, edges, n_themes, n_pairs, height)


@lru_cache(maxsize=64)
def _find_points(
    boxes: tuple[tuple[float, float], ...], ties: tuple[tuple[int, int, float], ...], height: float
) -> tuple[tuple[float, float], ...]:
    """The middle of each box. Springs pull what is strongly tied together (Fruchterman and Reingold 1991); then boxes
    that lie over each other are pushed apart until none does.
    """
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(boxes)))
    graph.add_weighted_edges_from((a, b, 0.05 + weight) for a, b, weight in ties)
    found = nx.spring_layout(graph, seed=_SEED, iterations=120, k=2.2 / len(boxes) ** 0.5)
    points = np.array([found[place] for place in range(len(boxes))], dtype=np.float64)
    size = np.array(boxes)
    low, high = points.min(axis=0), points.max(axis=0)
    span = np.where(high > low, high - low, 1.0)
    canvas = np.array([WIDTH, height])
    room = canvas - size.max(axis=0)
    # Half by place and half by rank: what lies close together gets more room, and no corner stays empty.
    rank = points.argsort(axis=0).argsort(axis=0) / max(1, len(boxes) - 1)
    points = ((points - low) / span + rank) / 2 * room + size.max(axis=0) / 2
    if len(boxes) == 1:
        points[0] = canvas / 2
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in _push_apart(points, size, canvas))


def _push_apart(
    points: NDArray[np.float64], size: NDArray[np.float64], canvas: NDArray[np.float64]
) -> NDArray[np.float64]:
    least = (size[:, None, :] + size[None, :, :]) / 2
    first = np.tri(len(points), k=-1, dtype=bool)
    for _round in range(_ROUNDS):
        apart = points[:, None, :] - points[None, :, :]
        over = least - np.abs(apart)
        both = (over > 0.5).all(axis=2) & first
        if not both.any():
            break
        # Along the side on which they overlap least.
        along_x = over[:, :, 0] * canvas[1] < over[:, :, 1] * canvas[0]
        sign = np.where(apart >= 0, 1.0, -1.0)
        step = sign * over * both[:, :, None] * np.stack([along_x, ~along_x], axis=2) / 2
        points = points + step.sum(axis=1) - step.sum(axis=0)
        points = np.clip(points, size / 2, canvas - size / 2)
    return points


def _other(pair: Pair, theme: int) -> int:
    return pair.second if pair.first == theme else pair.first
