"""The graph of themes that go together, as SVG says it: circles, lines and names with their links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.pages.chips import Mark, find_mark
from kb.pages.counts import Count, write_strength
from kb.pages.cross_section.together_arcs import Arcs, present_arcs
from kb.synthesis.cross_section.graph import LINE, WIDTH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.pages.cross_section.together import Addresses
    from kb.synthesis.cross_section.graph import Drawing, Edge, Node

# A mark is drawn on a field of 12 by 12.
_MARK_FIELD, _MARK_SHARE = 12, 0.9


@dataclass(frozen=True, slots=True)
class GraphName:
    """A line of a name, with its baseline."""

    text: str
    y: float


@dataclass(frozen=True, slots=True)
class GraphNode:
    url: str
    title: str
    x: float
    y: float
    radius: float
    mark: Mark
    mark_transform: str
    names: tuple[GraphName, ...]


@dataclass(frozen=True, slots=True)
class GraphEdge:
    url: str
    title: str
    x1: float
    y1: float
    x2: float
    y2: float
    step: int


@dataclass(frozen=True, slots=True)
class Graph:
    """Sizes are units of the drawing; points are written with a point whatever the language."""

    width: int
    height: int
    description: str
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    n_themes: int
    n_pairs: int
    arcs: Arcs


def present_graph(drawing: Drawing, addresses: Addresses) -> Graph | None:
    """The drawing with its links; None where there is nothing to draw."""
    if not drawing.nodes:
        return None
    names = {pk: addresses.vocabulary.name(pk) for pk in addresses.vocabulary.themes}
    strongest = drawing.edges[-1].pair
    nodes = tuple(_present_node(node, addresses) for node in drawing.nodes)
    edges = tuple(_present_edge(edge, addresses, names) for edge in drawing.edges)
    return Graph(
        width=int(WIDTH),
        height=int(drawing.height),
        description=_(
            "%(nodes)s themes joined by %(edges)s lines. The strongest tie is between %(first)s and %(second)s. "
            "The table holds the same numbers."
        )
        % {
            "nodes": len(drawing.nodes),
            "edges": len(drawing.edges),
            "first": names[strongest.first],
            "second": names[strongest.second],
        },
        nodes=nodes,
        edges=edges,
        n_themes=drawing.n_themes,
        n_pairs=drawing.n_pairs,
        arcs=present_arcs(nodes, edges),
    )


def _present_node(node: Node, addresses: Addresses) -> GraphNode:
    theme = addresses.vocabulary.themes[node.theme]
    side = 2 * node.radius * _MARK_SHARE / 2
    scale = round(side / _MARK_FIELD, 3)
    return GraphNode(
        url=addresses.of_theme(theme),
        title=f"{theme.display_name}: {node.n}",
        x=node.x,
        y=node.y,
        radius=node.radius,
        mark=find_mark(node.theme),
        mark_transform=f"translate({node.x - side / 2:.1f} {node.y - side / 2:.1f}) scale({scale})",
        names=tuple(
            GraphName(line, round(node.y + node.radius + LINE * (number + 0.9), 1))
            for number, line in enumerate(node.lines)
        ),
    )


def _present_edge(edge: Edge, addresses: Addresses, names: Mapping[int, str]) -> GraphEdge:
    pair = edge.pair
    first, second = (addresses.vocabulary.themes[pk].slug for pk in (pair.first, pair.second))
    title = ngettext(
        "%(pair)s: %(n)s time, strength %(strength)s", "%(pair)s: %(n)s times, strength %(strength)s", pair.n
    )
    return GraphEdge(
        url=addresses.of_pair(first, second),
        title=title
        % {
            "pair": f"{names[pair.first]} – {names[pair.second]}",
            "n": Count(pair.n),
            "strength": write_strength(pair.strength),
        },
        x1=edge.x1,
        y1=edge.y1,
        x2=edge.x2,
        y2=edge.y2,
        step=edge.step,
    )
