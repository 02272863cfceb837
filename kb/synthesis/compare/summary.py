"""What theses have in common and what sets them apart, in a few findings that follow from stated rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.synthesis.compare.compare import Measure, find_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.synthesis.compare.compare import Counts, Sizes
    from kb.synthesis.vocabulary import Vocabulary

SHOWN_BOTH = 4
SHOWN_MORE = 3
SHOWN_WORKS = 3
# Fewer quotations than these say nothing about a thesis.
FEWEST = 2
# "Much" and "far more" take a few.
FEWEST_MORE = 3
# Far more: at least twice the share of any other, and as many percentage points above it. Much: as many per cent.
TIMES = 2
POINTS = 3


@dataclass(frozen=True, slots=True)
class Summary:
    """What two to four theses have in common and what sets them apart, over the narrowest themes.

    ``shared`` are all themes that each thesis has something on, ``both`` those of them that each has much on;
    ``more`` are themes that one thesis (its column) has far more of, ``only`` those that no other touches.
    """

    shared: tuple[Counts, ...]
    both: tuple[Counts, ...]
    more: tuple[tuple[int, tuple[Counts, ...]], ...]
    only: tuple[tuple[int, tuple[Counts, ...]], ...]
    n_shared_works: int
    n_some_works: int
    works: tuple[Counts, ...]


def summarize(
    themes: Sequence[Counts], works: Sequence[Counts], sizes: Sequence[Sizes], vocabulary: Vocabulary
) -> Summary:
    """The findings about the theses whose counts these are; ``works`` in the order of ``count_works``."""
    narrow = [row for row in themes if row.pk not in vocabulary.narrower and row.total]
    n_theses = len(sizes)
    shared = [row for row in narrow if row.n_theses == n_theses]
    more = tuple(_find_more(narrow, sizes, vocabulary))
    lopsided = {row.pk for _column, rows in more for row in rows}
    both = sorted(
        (
            row
            for row in shared
            if min(row.numbers) >= FEWEST_MORE
            and min(_shares(row, sizes)) >= POINTS
            and row.pk not in lopsided
        ),
        key=lambda row: (-min(_shares(row, sizes)), vocabulary.sort_key(row.pk)),
    )
    shared_works = [row for row in works if row.n_theses == n_theses]
    return Summary(
        shared=tuple(shared),
        both=tuple(both[:SHOWN_BOTH]),
        more=more,
        only=tuple(_find_only(narrow, n_theses, vocabulary)),
        n_shared_works=len(shared_works),
        n_some_works=sum(1 for row in works if 1 < row.n_theses < n_theses),
        works=tuple(shared_works[:SHOWN_WORKS]),
    )


def _shares(row: Counts, sizes: Sequence[Sizes]) -> list[float]:
    return [find_value(n, size, Measure.SHARE) for n, size in zip(row.numbers, sizes, strict=True)]


def _find_more(
    themes: Sequence[Counts], sizes: Sequence[Sizes], vocabulary: Vocabulary
) -> Iterable[tuple[int, tuple[Counts, ...]]]:
    for column in range(len(sizes)):
        found = []
        for row in themes:
            shares = _shares(row, sizes)
            own, others = shares[column], max(shares[:column] + shares[column + 1 :], default=0)
            if (
                row.numbers[column] >= FEWEST_MORE
                and others > 0
                and own >= max(TIMES * others, others + POINTS)
            ):
                found.append((others - own, vocabulary.sort_key(row.pk), row))
        if found:
            ordered = sorted(found, key=lambda item: item[:2])
            yield column, tuple(row for _gap, _name, row in ordered[:SHOWN_MORE])


def _find_only(
    themes: Sequence[Counts], n_theses: int, vocabulary: Vocabulary
) -> Iterable[tuple[int, tuple[Counts, ...]]]:
    for column in range(n_theses):
        own = [row for row in themes if row.n_theses == 1 and row.numbers[column] >= FEWEST]
        if own:
            ordered = sorted(own, key=lambda row: (-row.total, vocabulary.sort_key(row.pk)))
            yield column, tuple(ordered[:SHOWN_MORE])
