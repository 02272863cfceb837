"""Two to four theses side by side: their themes on one scale, the sources they share, what each says about a theme.

Everything is counted over the facts, by the same rules as the lists that the numbers lead to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from kb.records.models import Quotation, SlugRedirect, Thesis
from kb.synthesis.facts import KINDS, ROLES
from kb.synthesis.quotations.question import LONGEST_VALUE, read_values, read_words
from kb.synthesis.voices.voice import choose_telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import QueryDict
    from numpy.typing import NDArray

    from kb.synthesis.facts import Facts
    from kb.synthesis.vocabulary import Vocabulary

MOST_THESES = 4
# An address may name more than are compared; what is beyond this many is not even looked at.
MOST_NAMED = 12
SHOWN_INTERVIEWS = 3
SHOWN_LITERATURE = 2
_INTERVIEW = KINDS.index(Quotation.Kind.INTERVIEW)
_LITERATURE = [KINDS.index(kind) for kind in (Quotation.Kind.LITERATURE, Quotation.Kind.POLICY)]


class Measure(StrEnum):
    """What a bar counts: quotations, their share of the thesis' quotations, or quotations in 10,000 words."""

    NUMBER = "n"
    SHARE = "share"
    WORDS = "words"


class Sorting(StrEnum):
    DIFFER = "differ"
    TOTAL = "total"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class CompareQuestion:
    """What a reader compares. ``theses`` are slugs in the order of the columns, as they stand in the address.

    ``shared_themes``: only the themes that all have something on; ``all_sources``: no work is left out.
    """

    theses: tuple[str, ...] = ()
    theme: str = ""
    measure: Measure = Measure.SHARE
    sorting: Sorting = Sorting.DIFFER
    words: str = ""
    is_confirmed: bool = False
    all_sources: bool = False
    shared_themes: bool = False

    @classmethod
    def from_params(cls, params: QueryDict) -> CompareQuestion:
        measure, sorting = params.get("per", ""), params.get("sort", "")
        named = [slug for slug in params.getlist("t") if slug and "\0" not in slug]
        return cls(
            theses=tuple(slug for slug in named if len(slug) <= LONGEST_VALUE)[:MOST_NAMED],
            theme="".join(read_values(params, "theme")[-1:]),
            measure=Measure(measure) if measure in set(Measure) else Measure.SHARE,
            sorting=Sorting(sorting) if sorting in set(Sorting) else Sorting.DIFFER,
            words=read_words(params.get("q", "")),
            is_confirmed=params.get("confirmed") == "1",
            all_sources=params.get("sources") == "all",
            shared_themes=params.get("in") == "all",
        )

    def for_tables(self) -> CompareQuestion:
        """The same with nothing left out for want of room, and no quotations to read."""
        return replace(self, all_sources=True, theme="")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The theses to compare, and what of the address could not be taken: each slug or thesis with its reason."""

    theses: tuple[Thesis, ...]
    places: tuple[int, ...]
    unknown: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    repeated: tuple[Thesis, ...] = ()
    surplus: tuple[Thesis, ...] = ()


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much one thesis has of what is compared. ``n_quotations`` leaves terms and titles out."""

    n_words: int
    n_quotations: int
    n_interviews: int
    n_literature: int
    n_citations: int
    n_works: int


@dataclass(frozen=True, slots=True)
class Counts:
    """A theme or a work (its primary key) with a number for each thesis, in the order of the columns."""

    pk: int
    numbers: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.numbers)

    @property
    def n_theses(self) -> int:
        return sum(1 for n in self.numbers if n)


@dataclass(frozen=True, slots=True)
class OnTheme:
    """One thesis on the chosen theme: numbers of all, and quotations (primary keys) to show.

    ``roles`` has how many of its quotations voices of each role group say.
    """

    n: int
    n_interviews: int
    n_literature: int
    roles: tuple[tuple[str, int], ...]
    interviews: tuple[int, ...]
    literature: tuple[int, ...]


def find_chosen(slugs: Sequence[str], facts: Facts) -> Chosen:
    """The public theses that the slugs mean, old slugs too: each once, the first four."""
    wanted = list(dict.fromkeys(slugs))
    found = {row.slug: row for row in Thesis.objects.public().filter(slug__in=wanted).for_cards()}
    missing = [slug for slug in wanted if slug not in found]
    withdrawn: set[str] = set()
    if missing:
        found |= _find_moved(missing)
        gone = Thesis.objects.filter(
            slug__in=missing, state=Thesis.State.WITHDRAWN, published_at__isnull=False
        )
        withdrawn = set(gone.values_list("slug", flat=True))
    theses: list[Thesis] = []
    repeated: list[Thesis] = []
    for slug in slugs:
        thesis = found.get(slug)
        if thesis is None or thesis.pk not in facts.place_of:
            continue
        (repeated if thesis in theses else theses).append(thesis)
    shown = theses[:MOST_THESES]
    return Chosen(
        theses=tuple(shown),
        places=tuple(facts.place_of[thesis.pk] for thesis in shown),
        unknown=tuple(slug for slug in missing if slug not in found and slug not in withdrawn),
        withdrawn=tuple(slug for slug in missing if slug in withdrawn),
        repeated=tuple(dict.fromkeys(repeated)),
        surplus=tuple(theses[MOST_THESES:]),
    )


def _find_moved(slugs: Sequence[str]) -> dict[str, Thesis]:
    """The public theses that once had these slugs."""
    targets = dict(
        SlugRedirect.objects.filter(kind=SlugRedirect.Kind.THESIS, old_slug__in=slugs).values_list(
            "old_slug", "target_id"
        )
    )
    if not targets:
        return {}
    theses = {row.pk: row for row in Thesis.objects.public().filter(pk__in=targets.values()).for_cards()}
    return {slug: theses[pk] for slug, pk in targets.items() if pk in theses}


def find_theses(places: Iterable[int], facts: Facts) -> dict[int, Thesis]:
    """The theses at these places among the facts, with what cards show; two queries."""
    pks = {facts.theses[place].pk: place for place in set(places)}
    theses = Thesis.objects.public().filter(pk__in=pks).for_cards().defer("abstract", "method")
    return {pks[thesis.pk]: thesis for thesis in theses}


def measure_sizes(places: Sequence[int], facts: Facts, *, confirmed: bool) -> tuple[Sizes, ...]:
    """The sizes of the theses at these places; citations have nothing to confirm."""
    quotations, citations = facts.quotations, facts.citations
    shown = quotations.shown(confirmed=confirmed)
    sizes = []
    for place in places:
        kinds = quotations.kind[shown & (quotations.thesis == place)]
        works = citations.work[citations.thesis == place]
        sizes.append(
            Sizes(
                n_words=facts.theses[place].n_words,
                n_quotations=len(kinds),
                n_interviews=int((kinds == _INTERVIEW).sum()),
                n_literature=int(np.isin(kinds, _LITERATURE).sum()),
                n_citations=int((works > 0).sum()),
                n_works=len(np.unique(works[works > 0])),
            )
        )
    return tuple(sizes)


def count_themes(
    places: Sequence[int], facts: Facts, vocabulary: Vocabulary, *, confirmed: bool
) -> tuple[Counts, ...]:
    """How many quotations each thesis has on each theme that one of them has any on.

    A theme's numbers take in what lies under it.
    """
    quotations = facts.quotations
    carried = facts.carry(quotations, vocabulary, confirmed=confirmed)
    shown = quotations.shown(confirmed=confirmed)
    sums = [carried.matrix[shown & (quotations.thesis == place)].sum(axis=0).tolist() for place in places]
    numbers = [tuple(int(column[place]) for column in sums) for place in range(len(carried.themes))]
    return tuple(Counts(pk, n) for pk, n in zip(carried.themes, numbers, strict=True) if any(n))


def count_works(places: Sequence[int], facts: Facts) -> tuple[Counts, ...]:
    """How often each thesis cites each work that one of them cites; those of most theses first, then the most cited."""
    citations = facts.citations
    counts: dict[int, list[int]] = {}
    for column, place in enumerate(places):
        cited = citations.work[(citations.thesis == place) & (citations.work > 0)]
        works, numbers = np.unique(cited, return_counts=True)
        for work, n in zip(works.tolist(), numbers.tolist(), strict=True):
            counts.setdefault(work, [0] * len(places))[column] = n
    rows = [Counts(pk, tuple(numbers)) for pk, numbers in counts.items()]
    # Of works cited as often, those that all lean on about equally come first.
    return tuple(sorted(rows, key=lambda row: (-row.n_theses, -min(row.numbers), -row.total, row.pk)))


def find_value(n: int, size: Sizes, measure: Measure) -> float:
    """The number as the measure has it: itself, per cent of the quotations, or in 10,000 words."""
    if measure is Measure.NUMBER:
        return float(n)
    whole = size.n_quotations if measure is Measure.SHARE else size.n_words
    factor = 100 if measure is Measure.SHARE else 10_000
    return factor * n / whole if whole else 0.0


def sort_themes(
    themes: Iterable[Counts], sizes: Sequence[Sizes], question: CompareQuestion, vocabulary: Vocabulary
) -> tuple[Counts, ...]:
    """The themes in the order asked for: where the theses differ most, where they have most, or by name."""

    def key(row: Counts) -> tuple[object, ...]:
        name = vocabulary.sort_key(row.pk)
        if question.sorting is Sorting.NAME:
            return (name,)
        values = [find_value(n, size, question.measure) for n, size in zip(row.numbers, sizes, strict=True)]
        if question.sorting is Sorting.TOTAL:
            return (-sum(values), name)
        return (min(values) - max(values), -sum(values), name)

    return tuple(sorted(themes, key=key))


def rank_themes(
    themes: Iterable[Counts], sizes: Sequence[Sizes], vocabulary: Vocabulary
) -> tuple[Counts, ...]:
    """The themes best read in columns first: those that all have most on, as a share of each, narrow before broad."""

    def key(row: Counts) -> tuple[object, ...]:
        shares = [find_value(n, size, Measure.SHARE) for n, size in zip(row.numbers, sizes, strict=True)]
        is_one_sided = not min(row.numbers)
        return (
            is_one_sided,
            row.pk in vocabulary.narrower,
            -min(shares),
            -row.total,
            vocabulary.sort_key(row.pk),
        )

    return tuple(sorted(themes, key=key))


def read_on_theme(
    theme: int, places: Sequence[int], facts: Facts, vocabulary: Vocabulary, *, confirmed: bool
) -> tuple[OnTheme, ...]:
    """What each thesis has on the theme and what lies under it."""
    quotations = facts.quotations
    carried = facts.carry(quotations, vocabulary, confirmed=confirmed)
    about = quotations.shown(confirmed=confirmed) & carried.of(theme)
    columns = []
    for place in places:
        rows = np.flatnonzero(about & (quotations.thesis == place))
        said = rows[quotations.kind[rows] == _INTERVIEW]
        read = rows[np.isin(quotations.kind[rows], _LITERATURE)]
        interviews = choose_telling(said, quotations, theme, SHOWN_INTERVIEWS, by="informant")
        literature = choose_telling(read, quotations, theme, SHOWN_LITERATURE, by="work")
        columns.append(
            OnTheme(
                n=len(rows),
                n_interviews=len(said),
                n_literature=len(read),
                roles=_count_roles(quotations.role[rows]),
                interviews=tuple(interviews),
                literature=tuple(literature),
            )
        )
    return tuple(columns)


def _count_roles(roles: NDArray[np.int64]) -> tuple[tuple[str, int], ...]:
    """Role groups with their numbers; those that nobody has, and quotations without a voice, are left out."""
    counts = np.bincount(roles, minlength=len(ROLES)).tolist()
    return tuple((role, n) for role, n in zip(ROLES[:-1], counts, strict=False) if n)
