"""The names behind the values of search facets, which the index holds as slugs."""

from __future__ import annotations

from dataclasses import dataclass

from kb.records.models import Institution, Theme, Thesis


@dataclass(frozen=True, slots=True)
class FacetLabels:
    """Names by slug."""

    themes: dict[str, str]
    theses: dict[str, str]
    institutions: dict[str, str]


def load_facet_labels() -> FacetLabels:
    """The names of all themes, public theses and institutions; three queries."""
    return FacetLabels(
        themes=dict(Theme.objects.values_list("slug", "name")),
        theses=dict(Thesis.objects.public().values_list("slug", "title")),
        institutions=dict(Institution.objects.values_list("slug", "name")),
    )
