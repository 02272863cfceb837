"""How a figure is taken and shown."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

REPEATS = 5


def seconds(act: Callable[[], object], repeats: int = REPEATS) -> float:
    """The median time of ``act``."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def row(name: str, figure: str, ratio: str = "") -> None:
    print(f"{name:58} {figure:>14} {ratio:>26}")  # noqa: T201
