"""The same drawing for a narrow page: the themes below each other, and an arc for each tie between two of them."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.pages.cross_section.together_graph import GraphEdge, GraphNode

# Lengths are units of the drawing, which a phone shows about one to a pixel.
WIDTH, ROW, HEAD = 352, 32, 6
AXIS, LONGEST = 182, 158
_DOT = 0.32
_MARK = 12
_LINE, _BASE = 14, 4.5


@dataclass(frozen=True, slots=True)
class ArcRow:
    """A theme: its name in one line or two, as (text, baseline), and its circle where the arcs begin."""

    node: GraphNode
    names: tuple[tuple[str, float], ...]
    top: float
    middle: float
    radius: float
    mark_transform: str


@dataclass(frozen=True, slots=True)
class Arc:
    edge: GraphEdge
    path: str


@dataclass(frozen=True, slots=True)
class Arcs:
    width: int
    height: int
    row: int
    axis: int
    rows: tuple[ArcRow, ...]
    arcs: tuple[Arc, ...]


def present_arcs(nodes: Sequence[GraphNode], edges: Sequence[GraphEdge]) -> Arcs:
    """The themes from the left of the drawing to its right, so that those near each other stay so."""
    ordered = sorted(nodes, key=lambda node: (node.x, node.y))
    middles = {(node.x, node.y): HEAD + ROW * (place + 0.5) for place, node in enumerate(ordered)}
    ends = [(edge, middles[edge.x1, edge.y1], middles[edge.x2, edge.y2]) for edge in edges]
    farthest = max((abs(first - second) for _edge, first, second in ends), default=0)
    return Arcs(
        width=WIDTH,
        height=2 * HEAD + ROW * len(ordered),
        row=ROW,
        axis=AXIS,
        rows=tuple(_present_row(node, middles[node.x, node.y]) for node in ordered),
        arcs=tuple(Arc(edge, _draw_arc(first, second, farthest)) for edge, first, second in ends),
    )


def _present_row(node: GraphNode, middle: float) -> ArcRow:
    return ArcRow(
        node=node,
        names=tuple(
            (line.text, middle + _LINE * (place - (len(node.names) - 1) / 2) + _BASE)
            for place, line in enumerate(node.names)
        ),
        top=middle - ROW / 2,
        middle=middle,
        radius=round(node.radius * _DOT, 1),
        mark_transform=f"translate(0 {middle - _MARK / 2:.1f})",
    )


def _draw_arc(first: float, second: float, farthest: float) -> str:
    """Half an ellipse to the right of the axis, the wider the further apart the two stand."""
    above, below = sorted((first, second))
    reach = LONGEST * sqrt((below - above) / farthest)
    return f"M{AXIS} {above:.1f}A{reach:.1f} {(below - above) / 2:.1f} 0 0 1 {AXIS} {below:.1f}"
