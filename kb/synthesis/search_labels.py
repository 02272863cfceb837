"""The names behind the values of search facets, which the index holds as slugs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.records.languages import TextIn
from kb.records.models import Institution, Person, Theme, Thesis

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class FacetLabels:
    """Names by slug."""

    themes: dict[str, str]
    theses: dict[str, str]
    institutions: dict[str, str]
    authors: dict[str, str] = field(default_factory=dict)


def load_facet_labels(authors: Iterable[str] = ()) -> FacetLabels:
    """The names of all themes, public theses and institutions, and of the ``authors`` named; four queries at most."""
    slugs = list(authors)
    return FacetLabels(
        themes={theme.slug: theme.display_name for theme in Theme.objects.all()},
        theses={
            slug: TextIn(title, language)
            for slug, title, language in Thesis.objects.public().values_list("slug", "title", "language")
        },
        institutions=dict(Institution.objects.values_list("slug", "name")),
        authors=dict(Person.objects.filter(slug__in=slugs).values_list("slug", "sort_name")) if slugs else {},
    )
