"""The themes as a tree with what each is on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils.translation import pgettext

from kb.records.languages import Language
from kb.records.models import SlugRedirect, Theme, ThemeLabel, ThemeLink

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


@dataclass(frozen=True, slots=True)
class Branch:
    """A theme with those below it.

    ``n_accepted`` and ``n_suggested`` count its own links, ``n_below`` the records that it or any below it is on,
    each once; ``labels`` are numbers with the names of languages.
    """

    theme: Theme
    depth: int
    n_accepted: int
    n_suggested: int
    n_theses: int
    n_below: int
    labels: tuple[tuple[str, int], ...]
    narrower: tuple[Branch, ...]

    def walk(self) -> Iterator[Branch]:
        """The branch and all below it, as they stand."""
        yield self
        for branch in self.narrower:
            yield from branch.walk()


def find_order() -> list[tuple[int, int]]:
    """Keys of all themes and how deep each stands, in the order of the tree; a circle does no harm."""
    below: dict[int | None, list[int]] = defaultdict(list)
    rows = list(Theme.objects.order_by("name").values_list("pk", "broader"))
    for key, broader in rows:
        below[broader].append(key)
    ordered: list[tuple[int, int]] = []
    waiting = [(key, 0) for key in reversed(below[None])]
    while waiting:
        key, depth = waiting.pop()
        ordered.append((key, depth))
        waiting.extend((child, depth + 1) for child in reversed(below[key]))
    return ordered


def find_branches() -> tuple[Branch, ...]:
    """The whole tree with its counts, by name; five queries."""
    themes = list(Theme.objects.order_by("name"))
    keys = {theme.pk for theme in themes}
    below: dict[int | None, list[Theme]] = defaultdict(list)
    for theme in themes:
        below[theme.broader_id if theme.broader_id in keys else None].append(theme)
    counts = _Counts({theme.broader_id for theme in themes if theme.broader_id})

    def grow(theme: Theme, depth: int) -> tuple[Branch, set[tuple[int, int]]]:
        grown = [grow(narrower, depth + 1) for narrower in below[theme.pk]]
        records = set(counts.records.get(theme.pk, ())).union(*(found for _branch, found in grown))
        n_own = counts.accepted.get(theme.pk, 0) + counts.suggested.get(theme.pk, 0)
        branch = Branch(
            theme,
            depth,
            counts.accepted.get(theme.pk, 0),
            counts.suggested.get(theme.pk, 0),
            counts.theses.get(theme.pk, 0),
            len(records) if grown else n_own,
            tuple((_name_language(code), n) for code, n in sorted(counts.labels.get(theme.pk, {}).items())),
            tuple(each for each, _records in grown),
        )
        return branch, records

    return tuple(grow(theme, 0)[0] for theme in below[None])


def _name_language(code: str) -> str:
    names = {
        Language.BOKMAL.value: pgettext("in a list", "Bokmål"),
        Language.NYNORSK.value: pgettext("in a list", "Nynorsk"),
    }
    return names.get(code) or str(dict(Language.choices).get(code, code))


class _Counts:
    def __init__(self, above: Collection[int]) -> None:
        """``above`` are the themes that have others below them."""
        links = ThemeLink.objects.not_rejected().order_by()
        self.accepted: dict[int, int] = {}
        self.suggested: dict[int, int] = {}
        for tag, state, n in links.values_list("tag", "state").annotate(n=Count("pk")):
            (self.accepted if state == ThemeLink.State.ACCEPTED else self.suggested)[tag] = n
        self.theses = dict(links.values_list("tag").annotate(n=Count("thesis", distinct=True)))
        self.labels: dict[int, dict[str, int]] = defaultdict(dict)
        labels = ThemeLabel.objects.order_by().values_list("theme", "language").annotate(n=Count("pk"))
        for theme, language, n in labels:
            self.labels[theme][language] = n
        # Which records, only where a theme's are to be joined with those of others.
        self.records: dict[int, set[tuple[int, int]]] = defaultdict(set)
        if above:
            rows = links.values_list("tag", "content_type", "object_id")
            joined = set(Theme.objects.exclude(broader=None).values_list("pk", flat=True)) | set(above)
            for tag, content_type, key in rows:
                if tag in joined:
                    self.records[tag].add((content_type, key))


@dataclass(frozen=True, slots=True)
class Effect:
    """What hangs on a theme. ``sorts`` are (name of the sort, accepted, suggested, rejected)."""

    sorts: tuple[tuple[str, int, int, int], ...]
    n_links: int
    n_theses: int
    n_labels: int
    narrower: tuple[Theme, ...]
    redirects: tuple[str, ...]


def find_effect(theme: Theme) -> Effect:
    """What goes, moves or loses its place with the theme."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    rows = theme.links.order_by().values_list("content_type", "state").annotate(n=Count("pk"))
    from django.contrib.contenttypes.models import ContentType

    for content_type, state, n in rows:
        model = ContentType.objects.get_for_id(content_type).model_class()
        name = str(model._meta.verbose_name_plural) if model else "–"
        found[name][state] = n
    sorts = tuple(
        (name, by.get("accepted", 0), by.get("suggested", 0), by.get("rejected", 0))
        for name, by in sorted(found.items())
    )
    return Effect(
        sorts,
        sum(a + b + c for _name, a, b, c in sorts),
        theme.links.exclude(state="rejected").order_by().values("thesis").distinct().count(),
        theme.labels.count(),
        tuple(theme.narrower.order_by("name")),
        tuple(
            SlugRedirect.objects.filter(kind="theme", target_id=theme.pk).values_list("old_slug", flat=True)
        ),
    )
