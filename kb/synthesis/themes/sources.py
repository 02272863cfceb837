"""The sources beside a theme: works and authors cited in passages about it, policy papers apart from research."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from kb.records.models import Authorship, Person, Work
from kb.synthesis.alphabet import make_sort_key
from kb.synthesis.sources.author_kinds import PAPER, find_kind
from kb.synthesis.themes.on_theme import LITERATURE, POLICY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from kb.synthesis.themes.on_theme import OnTheme

RESEARCH = "research"
# Organisations whose papers are research or works of reference, and no policy.
_RESEARCH = re.compile(
    r"forsk|institutt|institute|universit|høg?skol|høyskol|research|senter for|centre for|ordbok|leksikon|dictionary"
    r"|encyclop|^(?:AFI|Fafo|NIFU|NOVA|NORCE|SINTEF|NIBR|STAMI|FHI|SSB)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CountedWork:
    """A work, at how many places about the theme it is cited, and in how many theses."""

    pk: int
    n_places: int
    n_theses: int


@dataclass(frozen=True, slots=True)
class CountedAuthor:
    """An author, at how many places about the theme one of their works is cited, and in how many theses."""

    slug: str
    sort_name: str
    n_places: int
    n_theses: int


@dataclass(frozen=True)
class ThemeSources:
    """The works cited about a theme, most theses first and then most places; ``policy`` are those that are papers."""

    on: OnTheme
    works: tuple[CountedWork, ...]
    policy: frozenset[int]
    authorships: tuple[tuple[int, str, str], ...]

    def kind_of(self, work: int) -> str:
        return POLICY if work in self.policy else LITERATURE

    def of_kind(self, kind: str) -> tuple[CountedWork, ...]:
        return tuple(row for row in self.works if self.kind_of(row.pk) == kind)

    @cached_property
    def authors(self) -> tuple[CountedAuthor, ...]:
        """Those of most theses first, then of most places."""
        works: dict[tuple[str, str], list[int]] = {}
        for work, slug, name in self.authorships:
            works.setdefault((slug, name), []).append(work)
        cited, thesis = _cited(self.on)
        of_work = _gather_theses(cited, thesis)
        counted = [
            CountedAuthor(
                slug,
                name,
                sum(len(of_work.get(pk, ())) for pk in pks),
                len({place for pk in pks for place in of_work.get(pk, ())}),
            )
            for (slug, name), pks in works.items()
        ]
        return tuple(
            sorted(counted, key=lambda row: (-row.n_theses, -row.n_places, make_sort_key(row.sort_name)))
        )

    def rows_of_kind(self, kind: str) -> NDArray[np.int64]:
        """The citations (rows of the facts) of works of that kind."""
        rows = self.on.citations
        work = self.on.facts.citations.work[rows]
        is_policy = np.isin(work, list(self.policy))
        return rows[(work > 0) & (is_policy if kind == POLICY else ~is_policy)]


def load_sources(on: OnTheme) -> ThemeSources:
    """The sources of a theme; two queries."""
    works = _count_works(on)
    pks = [row.pk for row in works]
    kinds: dict[int, set[str]] = {}
    authorships = []
    rows = Authorship.objects.filter(work__in=pks).order_by("work", "order")
    columns = ("work", "person__slug", "person__sort_name", "person__kind", "person__organization")
    for work, slug, name, kind, organization in rows.values_list(*columns):
        kinds.setdefault(work, set()).add(kind if not _RESEARCH.search(name) else RESEARCH)
        # What is cited by its own name is a work, and no author: so the list of authors has it.
        if find_kind(kind, organization) != PAPER:
            authorships.append((work, slug, name))
    laws = set(Work.objects.filter(pk__in=pks, type=Work.Type.LAW).values_list("pk", flat=True))
    papers = {pk for pk, of in kinds.items() if of == {Person.Kind.ORGANIZATION.value}}
    return ThemeSources(on, works, frozenset(laws | papers), tuple(authorships))


def _cited(on: OnTheme) -> tuple[list[int], list[int]]:
    """The work of each citation about the theme, and its thesis."""
    citations = on.facts.citations
    return citations.work[on.citations].tolist(), citations.thesis[on.citations].tolist()


def _gather_theses(works: Iterable[int], theses: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for work, thesis in zip(works, theses, strict=True):
        if work:
            found.setdefault(work, []).append(thesis)
    return found


def _count_works(on: OnTheme) -> tuple[CountedWork, ...]:
    found = _gather_theses(*_cited(on))
    counted = [CountedWork(pk, len(theses), len(set(theses))) for pk, theses in found.items()]
    return tuple(sorted(counted, key=lambda row: (-row.n_theses, -row.n_places, row.pk)))


def choose_citing(on: OnTheme, sources: ThemeSources, thesis: int, kind: str, limit: int) -> list[int]:
    """The primary keys of the citations of one thesis that say most: no work and no passage twice."""
    citations = on.facts.citations
    rows = sources.rows_of_kind(kind)
    rows = rows[citations.thesis[rows] == thesis]
    sureness = _find_sureness(on)[citations.passage_row[rows]]
    chosen: list[int] = []
    works, passages = set(), set()
    for row in rows[np.lexsort((rows, -sureness))].tolist():
        work, passage = int(citations.work[row]), int(citations.passage[row])
        if len(chosen) < limit and work not in works and passage not in passages:
            chosen.append(int(citations.pk[row]))
            works.add(work)
            passages.add(passage)
    return chosen


def choose_passages(on: OnTheme, limit: int) -> list[int]:
    """The primary keys of the passages most surely about the theme, each of another thesis while there is one."""
    passages = on.facts.passages
    order = on.passages[np.lexsort((on.passages, -_find_sureness(on)[on.passages]))]
    _theses, first = np.unique(passages.thesis[order], return_index=True)
    of_each = order[np.sort(first)]
    rest = order[~np.isin(order, of_each)]
    return [int(pk) for pk in passages.pk[np.concatenate([of_each, rest])[:limit]]]


def _find_sureness(on: OnTheme) -> NDArray[np.float32]:
    """How sure the theme is of each passage of the facts."""
    links = on.facts.passages.links
    chosen = np.isin(links.theme, on.ids) & (links.sure if on.confirmed else True)
    sureness = np.zeros(len(on.facts.passages.pk), dtype=np.float32)
    np.maximum.at(sureness, links.row[chosen], links.confidence[chosen])
    return sureness


def find_citing_passages(on: OnTheme, sources: ThemeSources, kind: str) -> NDArray[np.int64]:
    """The passages (rows of the facts) about the theme that cite works of that kind, each once."""
    return np.unique(on.facts.citations.passage_row[sources.rows_of_kind(kind)])


def find_shared_works(on: OnTheme, theses: Sequence[int]) -> tuple[tuple[int, dict[int, int]], ...]:
    """The works that at least two of these theses cite about the theme, with the places of each thesis."""
    found = {
        pk: {place: of.count(place) for place in theses if place in of}
        for pk, of in _gather_theses(*_cited(on)).items()
    }
    shared = [(pk, of) for pk, of in found.items() if len(of) > 1]
    return tuple(sorted(shared, key=lambda row: (-len(row[1]), -sum(row[1].values()), row[0])))
