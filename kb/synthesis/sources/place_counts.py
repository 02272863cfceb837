"""What is counted over the places that cite a source: by thesis, by part of the thesis, by page, by company."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from kb.ingest.chapter_roles import ChapterRole
from kb.records.models import Authorship
from kb.synthesis.alphabet import make_sort_key
from kb.synthesis.sources.chapter_roles import ROLES
from kb.synthesis.sources.citing_places import sort_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from kb.records.models import Work
    from kb.synthesis.facts import Facts
    from kb.synthesis.sources.citing_places import CitingPlaces, PlaceQuestion

# As a thesis runs; what no title tells of comes last.
PART_ORDER = (
    ChapterRole.INTRODUCTION, ChapterRole.THEORY, ChapterRole.METHOD, ChapterRole.FINDINGS,
    ChapterRole.DISCUSSION, ChapterRole.CONCLUSION, ChapterRole.OTHER,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartCount:
    """A part of theses: how many of them cite there, and at how many places."""

    role: ChapterRole
    n_theses: int
    n_places: int


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """A theme by its key, the places in whose passages it is, and whether a curator confirmed it in one of them."""

    pk: int
    n: int
    is_sure: bool


@dataclass(frozen=True, slots=True)
class ThesisUse:
    """What one thesis uses the source for: places in its parts, and themes of the passages."""

    place: int
    n: int
    parts: tuple[tuple[ChapterRole, int], ...]
    themes: tuple[ThemeCount, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A source cited in the same passages: its key, and at how many places of the first."""

    pk: int
    n: int


@dataclass(frozen=True, slots=True)
class WorkCount:
    """A work by its key: how many places cite it, in how many theses."""

    pk: int
    n_places: int
    n_theses: int


@dataclass(frozen=True, slots=True)
class BesideAuthor:
    slug: str
    sort_name: str
    n: int


def count_theses(places: CitingPlaces, mask: NDArray[np.bool_] | None = None) -> list[tuple[int, int]]:
    """(place of the thesis, number of places), as ``facts.theses`` runs."""
    theses = places.thesis if mask is None else places.thesis[mask]
    found, counts = np.unique(theses, return_counts=True)
    return list(zip(found.tolist(), counts.tolist(), strict=True))


def count_choices(places: CitingPlaces, question: PlaceQuestion) -> list[tuple[int, int]]:
    """The theses that a reader can choose, all other choices kept; most places first."""
    counted = count_theses(places, places.answer(replace(question, thesis="")))
    return sorted(counted, key=lambda row: -row[1])


def count_parts(places: CitingPlaces, mask: NDArray[np.bool_] | None = None) -> tuple[PartCount, ...]:
    """The parts of theses that cite it, those of most theses first, then as a thesis runs."""
    chosen = slice(None) if mask is None else mask
    roles, theses = places.role[chosen], places.thesis[chosen]
    parts = []
    for role in PART_ORDER:
        there = roles == ROLES.index(role)
        if there.any():
            parts.append(PartCount(role, len(np.unique(theses[there])), int(there.sum())))
    return sort_parts(parts)


def sort_parts(parts: Iterable[PartCount]) -> tuple[PartCount, ...]:
    """Those of most theses first, then of most places, then as a thesis runs; what no title tells of last."""
    return tuple(
        sorted(
            parts,
            key=lambda part: (
                part.role is ChapterRole.OTHER,
                -part.n_theses,
                -part.n_places,
                PART_ORDER.index(part.role),
            ),
        )
    )


def describe_use(
    places: CitingPlaces, theses: Sequence[int], mask: NDArray[np.bool_], *, confirmed: bool, n_themes: int
) -> tuple[ThesisUse, ...]:
    """What each of the theses uses the source for, as far as ``mask`` goes."""
    themes, sure = places.themes(confirmed=confirmed), places.themes(confirmed=True)
    uses = []
    for place in theses:
        here = mask & (places.thesis == place)
        roles = places.role[here].tolist()
        parts = tuple((role, n) for role in PART_ORDER if (n := roles.count(ROLES.index(role))))
        chosen = _choose_themes(places, themes[here], sure[here], n_themes) if n_themes else ()
        uses.append(ThesisUse(place, len(roles), parts, chosen))
    return tuple(uses)


def choose_themes(places: CitingPlaces, *, confirmed: bool, n_themes: int) -> tuple[ThemeCount, ...]:
    """What the passages of all places are about, most places first."""
    return _choose_themes(places, places.themes(confirmed=confirmed), places.themes(confirmed=True), n_themes)


def _choose_themes(
    places: CitingPlaces, carried: NDArray[np.bool_], sure: NDArray[np.bool_], n_themes: int
) -> tuple[ThemeCount, ...]:
    """The themes that most of the passages carry; none beside one that lies above or under it."""
    vocabulary = places.vocabulary
    counted = [
        ThemeCount(pk, n, bool(n_sure))
        for pk, n, n_sure in zip(
            vocabulary.themes, carried.sum(axis=0).tolist(), sure.sum(axis=0).tolist(), strict=True
        )
        if n
    ]
    counted.sort(key=lambda theme: (-theme.n, -len(vocabulary.find_broader(theme.pk))))
    chosen: list[ThemeCount] = []
    for theme in counted:
        kin = {*vocabulary.find_broader(theme.pk), *vocabulary.with_narrower(theme.pk)}
        if len(chosen) < n_themes and all(other.pk not in kin for other in chosen):
            chosen.append(theme)
    return tuple(chosen)


def count_pages(places: CitingPlaces) -> list[tuple[str, int]]:
    """The pages cited, each with the number of places that cite it; what is no page ("kap. 4") comes last."""
    counts: dict[str, int] = {}
    for names in places.pages:
        for name in names:
            counts[name] = counts.get(name, 0) + 1
    return [(name, counts[name]) for name in sort_pages(counts)]


def count_works(places: CitingPlaces) -> list[WorkCount]:
    """The works cited, those of most theses first, then of most places."""
    counted = []
    for work in np.unique(places.work).tolist():
        there = places.work == work
        counted.append(WorkCount(work, int(there.sum()), len(np.unique(places.thesis[there]))))
    return sorted(counted, key=lambda row: (-row.n_theses, -row.n_places, row.pk))


def count_via(places: CitingPlaces) -> list[Beside]:
    """The works in which it was read at second hand, with the number of places."""
    found, counts = np.unique(places.via[places.via > 0], return_counts=True)
    return _rank(zip(found.tolist(), counts.tolist(), strict=True))


def count_read_in(facts: Facts, work: Work) -> list[Beside]:
    """The works that theses cite as read in this one, with the number of places."""
    cited = facts.citations
    found, counts = np.unique(cited.work[(cited.via == work.pk) & (cited.work > 0)], return_counts=True)
    return _rank(zip(found.tolist(), counts.tolist(), strict=True))


def count_beside_works(places: CitingPlaces) -> list[Beside]:
    """The works cited in the same passages, with the number of this source's places there."""
    return _rank((work, len(rows)) for work, rows in _rows_beside(places).items())


def count_beside_authors(places: CitingPlaces, limit: int) -> list[BesideAuthor]:
    """Whose works are cited in the same passages; one query."""
    of_work = _rows_beside(places)
    rows: dict[tuple[str, str], set[int]] = {}
    written = Authorship.objects.filter(work__in=list(of_work)).order_by()
    for work, slug, name in written.values_list("work", "person__slug", "person__sort_name"):
        rows.setdefault((slug, name), set()).update(of_work[work])
    ranked = sorted(rows.items(), key=lambda row: (-len(row[1]), make_sort_key(row[0][1])))
    return [BesideAuthor(slug, name, len(found)) for (slug, name), found in ranked[:limit]]


def _rows_beside(places: CitingPlaces) -> dict[int, set[int]]:
    """For each work cited beside the source, the source's rows in those passages."""
    own: dict[int, list[int]] = {}
    for number, passage in enumerate(places.passage.tolist()):
        own.setdefault(passage, []).append(number)
    cited, found = places.facts.citations, dict[int, set[int]]()
    others = places.beside_rows
    for work, passage in zip(cited.work[others].tolist(), cited.passage[others].tolist(), strict=True):
        found.setdefault(work, set()).update(own[passage])
    return found


def _rank(counted: Iterable[tuple[int, int]]) -> list[Beside]:
    return sorted((Beside(pk, n) for pk, n in counted), key=lambda row: (-row.n, row.pk))
