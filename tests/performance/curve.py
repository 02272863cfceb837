"""A curve of times by size, as an SVG file for the documentation; both axes in powers of ten."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 420, 60, 190, 20, 50
COLOURS = ("#b3261e", "#1f5fa8", "#3b7d3b", "#8a5a00", "#6a3d9a", "#555555", "#d0706a")


def draw_curve(curves: Mapping[str, Sequence[tuple[int, float]]]) -> str:
    """The curves of (size, milliseconds), each with its name at its end."""
    points = [point for curve in curves.values() for point in curve]
    first, last = (math.log10(edge([size for size, _ in points])) for edge in (min, max))
    low = math.floor(math.log10(min(ms for _, ms in points)))
    high = math.ceil(math.log10(max(ms for _, ms in points)))

    def across(size: float) -> float:
        return LEFT + (math.log10(size) - first) / ((last - first) or 1) * (WIDTH - LEFT - RIGHT)

    def down(ms: float) -> float:
        return TOP + (high - math.log10(ms)) / ((high - low) or 1) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-size="12">',
        "<style>text { font-family: sans-serif }</style>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
    ]
    for power in range(low, high + 1):
        y = down(10.0**power)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#dddddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} ms</text>')
    parts += [
        f'<text x="{across(size):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{size:,}</text>'
        for size in sorted({size for size, _ in points})
    ]
    parts.append(
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 10}" text-anchor="middle">passages</text>'
    )
    parts += _draw_lines(curves, across, down)
    return "\n".join([*parts, "</svg>", ""])


def _draw_lines(curves: Mapping[str, Sequence[tuple[int, float]]], across: object, down: object) -> list[str]:
    assert callable(across)
    assert callable(down)
    parts, taken = [], []
    drawn = [(name, curve) for name, curve in curves.items() if curve]
    for colour, (name, curve) in zip(COLOURS, drawn, strict=False):
        path = " ".join(f"{across(size):.1f},{down(ms):.1f}" for size, ms in curve)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        size, ms = curve[-1]
        taken.append((down(ms), across(size), name, colour))
    y = 0.0
    for wanted, x, name, colour in sorted(taken):
        y = max(wanted + 4, y + 14)
        parts.append(f'<text x="{x + 6:.1f}" y="{y:.1f}" fill="{colour}">{escape(name)}</text>')
    return parts
