"""A bar on the terminal for the commands of the index; nothing where nobody watches."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from tqdm import tqdm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.search.updates import Progress


@contextlib.contextmanager
def show_progress() -> Iterator[Progress]:
    """A function that shows what is worked on and how much of it is done."""
    with tqdm(disable=not sys.stderr.isatty()) as bar:

        def show(name: str, done: int, total: int) -> None:
            bar.total, bar.n = total, done
            bar.set_postfix_str(name[:40])

        yield show
