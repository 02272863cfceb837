"""The themes as one tree, in memory: every page that counts by theme asks it what lies under what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kb.records.models import Theme
from kb.records.theme_names import load_with_names
from kb.synthesis.alphabet import make_sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kb.records.languages import TextIn


@dataclass(frozen=True)
class Vocabulary:
    """All themes by primary key, in the order of their names as the page has them. A circle among them does no harm."""

    themes: dict[int, Theme]

    @cached_property
    def by_slug(self) -> dict[str, Theme]:
        return {theme.slug: theme for theme in self.themes.values()}

    @cached_property
    def narrower(self) -> dict[int, tuple[int, ...]]:
        """The themes right under each."""
        under: dict[int, list[int]] = {}
        for theme in self.themes.values():
            if theme.broader_id is not None:
                under.setdefault(theme.broader_id, []).append(theme.pk)
        return {pk: tuple(children) for pk, children in under.items()}

    @cached_property
    def roots(self) -> tuple[int, ...]:
        return tuple(pk for pk in self.themes if not self.find_broader(pk))

    def name(self, pk: int) -> TextIn:
        """What the page calls the theme."""
        return self.themes[pk].display_name

    def sort_key(self, pk: int) -> str:
        """Where the theme stands among themes in the order of their names."""
        return make_sort_key(self.name(pk))

    def with_narrower(self, pk: int) -> list[int]:
        """The theme and all that lie under it, at whatever depth."""
        found, waiting = [], [pk]
        while waiting:
            current = waiting.pop()
            if current not in found:
                found.append(current)
                waiting.extend(self.narrower.get(current, ()))
        return found

    def find_broader(self, pk: int) -> tuple[int, ...]:
        """The themes above it, the nearest first."""
        above: list[int] = []
        current = self.themes[pk].broader_id
        while current is not None and current in self.themes and current != pk and current not in above:
            above.append(current)
            current = self.themes[current].broader_id
        return tuple(above)

    def walk(self, pks: Iterable[int] | None = None, level: int = 0) -> Iterator[tuple[int, int]]:
        """Each theme under its broader one, as (level, primary key); each once."""
        seen: set[int] = set()
        waiting = [(level, pk) for pk in reversed(tuple(self.roots if pks is None else pks))]
        while waiting:
            current_level, pk = waiting.pop()
            if pk in seen:
                continue
            seen.add(pk)
            yield current_level, pk
            waiting.extend((current_level + 1, child) for child in reversed(self.narrower.get(pk, ())))

    @cached_property
    def levels(self) -> tuple[dict[int, int], ...]:
        """For each depth of the tree, what to count a theme as there: itself or the one above it at that depth.

        Counting once a level, each theme gets the records of all that lie under it, and each record once.
        """
        levels: list[dict[int, int]] = []
        for pk in self.themes:
            for depth, ancestor in enumerate((*reversed(self.find_broader(pk)), pk)):
                if depth == len(levels):
                    levels.append({})
                levels[depth][pk] = ancestor
        return tuple(levels)


def load_vocabulary() -> Vocabulary:
    """The vocabulary as it stands; one query."""
    themes = load_with_names(Theme.objects.order_by("pk"))
    themes.sort(key=lambda theme: make_sort_key(theme.display_name))
    return Vocabulary({theme.pk: theme for theme in themes})
