"""What a curator is offered to choose from: works that a citation might mean, themes that lie near."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from kb.importing.reconcile import fold
from kb.records.models import Authorship, Citation, Quotation, Theme, ThemeLink, Thesis, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NEAREST = 9


@dataclass(frozen=True, slots=True)
class ListedWork:
    """A work of the thesis' reference list: its key, year and the folded names of its authors."""

    pk: int
    year: str
    names: frozenset[str]


def same_citation(citation: Citation) -> tuple[tuple[str, ...], str]:
    """Equal for citations of one thesis that say the same names and year."""
    return tuple(fold(name) for name in citation.cited_names), citation.cited_year


def load_listed(thesis: Thesis) -> list[ListedWork]:
    """The works on the thesis' reference list, in its order."""
    rows = (
        Authorship.objects.filter(work__references__thesis=thesis)
        .order_by("work__references__order", "order")
        .values_list("work", "work__year", "person__family", "person__organization")
    )
    found: dict[int, tuple[str, set[str]]] = {}
    for work, year, family, organization in rows:
        found.setdefault(work, (year, set()))[1].add(fold(organization or family))
    return [ListedWork(pk, year, frozenset(names)) for pk, (year, names) in found.items()]


def find_near_works(citation: Citation, listed: Sequence[ListedWork]) -> list[int]:
    """Keys of listed works that share a name with the citation; those of its year, then of most names, first."""
    names = {fold(name) for name in citation.cited_names}
    near = [work for work in listed if names & work.names]
    year = citation.cited_year[:4]
    near.sort(key=lambda work: (work.year[:4] != year, -len(names & work.names)))
    return [work.pk for work in near]


def estimate(citation: Citation, listed: Sequence[ListedWork]) -> float:
    """How likely the link of the citation is right: so many listed works might be meant, each as well as the others."""
    return round(1 / max(2, len(find_near_works(citation, listed))), 2)


def find_works(citation: Citation, listed: Sequence[ListedWork]) -> list[Work]:
    """Works to choose from: the one that it is linked to, the near ones of the list, then others by those authors."""
    near = find_near_works(citation, listed)
    names = [name.rsplit(" ", 1)[-1] for name in citation.cited_names]
    also = (
        Work.objects.filter(
            Q(authorships__person__family__in=names)
            | Q(authorships__person__organization__in=citation.cited_names)
        )
        .distinct()
        .order_by("match_key", "pk")
        .values_list("pk", flat=True)[: 2 * NEAREST]
    )
    keys = list(dict.fromkeys([*([citation.work_id] if citation.work_id else []), *near, *also]))[
        : 2 * NEAREST
    ]
    works = Work.objects.for_cards().in_bulk(keys)
    return [works[key] for key in keys if key in works]


def find_themes(thesis: Thesis, links: Iterable[ThemeLink]) -> list[Theme]:
    """The nearest nine: those suggested, the surest first, those it has, then those most used in the thesis."""
    standing = [link for link in links if link.state != ThemeLink.State.REJECTED]
    standing.sort(key=lambda link: (link.state != ThemeLink.State.SUGGESTED, -link.confidence))
    near = list(dict.fromkeys(link.tag_id for link in standing))
    if len(near) < NEAREST:
        used = Counter(
            dict(
                ThemeLink.objects.not_rejected()
                .filter(thesis=thesis)
                .order_by()
                .values_list("tag")
                .annotate(n=Count("pk"))
            )
        )
        near += [tag for tag, _n in used.most_common() if tag not in near]
    if len(near) < NEAREST:
        near += Theme.objects.exclude(pk__in=near).values_list("pk", flat=True)[: NEAREST - len(near)]
    themes = Theme.objects.in_bulk(near[:NEAREST])
    return [themes[pk] for pk in near[:NEAREST]]


def find_alike(quotation: Quotation) -> list[Quotation]:
    """The other open quotations of the thesis that read the same, letter for letter, and are of the same kind.

    What somebody said in an interview is each time their own words, and is asked each time.
    """
    if quotation.kind == Quotation.Kind.INTERVIEW or quotation.state != Quotation.State.SUGGESTED:
        return []
    rows = Quotation.objects.filter(
        thesis=quotation.thesis_id,
        kind=quotation.kind,
        state=Quotation.State.SUGGESTED,
        passage__is_hidden=False,
        passage__chapter__is_hidden=False,
    ).exclude(pk=quotation.pk)
    words = fold(quotation.text)
    keys = [pk for pk, text in rows.order_by().values_list("pk", "text") if fold(text) == words]
    return list(Quotation.objects.filter(pk__in=keys).order_by("order")) if keys else []
