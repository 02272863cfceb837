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
    """What two to four theses have in common and what sets them apart. A theme counts what lies under it.

    ``shared`` are all themes that each thesis has something on, ``both`` those of them that each has much on;
    ``more`` are themes that one thesis (its column) has far more of, ``only`` those that no other touches. In each of
    these a theme is left out for one under it. ``is_much``: each has much on some theme, if one has far more of it.
    """

    shared: tuple[Counts, ...]
    both: tuple[Counts, ...]
    is_much: bool
    more: tuple[tuple[int, tuple[Counts, ...]], ...]
    only: tuple[tuple[int, tuple[Counts, ...]], ...]
    n_shared_works: int
    n_some_works: int
    works: tuple[Counts, ...]


def summarize(
    themes: Sequence[Counts], works: Sequence[Counts], sizes: Sequence[Sizes], vocabulary: Vocabulary
) -> Summary:
    """The findings about the theses whose counts these are; ``works`` in the order of ``count_works``."""
    found = [row for row in themes if row.total]
    n_theses = len(sizes)
    shared = [row for row in found if row.n_theses == n_theses]
    more = tuple(_find_more(found, sizes, vocabulary))
    lopsided = {row.pk for _column, rows in more for row in rows}
    much = [row for row in shared if min(row.numbers) >= FEWEST_MORE and min(_shares(row, sizes)) >= POINTS]
    both = sorted(
        (row for row in much if row.pk not in lopsided),
        key=lambda row: (-min(_shares(row, sizes)), vocabulary.sort_key(row.pk)),
    )
    shared_works = [row for row in works if row.n_theses == n_theses]
    return Summary(
        shared=tuple(shared),
        both=tuple(_leave_narrowest(both, vocabulary)[:SHOWN_BOTH]),
        is_much=bool(much),
        more=more,
        only=tuple(_find_only(found, n_theses, vocabulary)),
        n_shared_works=len(shared_works),
        n_some_works=sum(1 for row in works if 1 < row.n_theses < n_theses),
        works=tuple(shared_works[:SHOWN_WORKS]),
    )


def _leave_narrowest(rows: Sequence[Counts], vocabulary: Vocabulary) -> list[Counts]:
    """Without the themes above another of them: what is said of the narrower holds of the broader."""
    above = {pk for row in rows for pk in vocabulary.find_broader(row.pk)}
    return [row for row in rows if row.pk not in above]


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
            ordered = [row for _gap, _name, row in sorted(found, key=lambda item: item[:2])]
            yield column, tuple(_leave_narrowest(ordered, vocabulary)[:SHOWN_MORE])


def _find_only(
    themes: Sequence[Counts], n_theses: int, vocabulary: Vocabulary
) -> Iterable[tuple[int, tuple[Counts, ...]]]:
    for column in range(n_theses):
        own = [row for row in themes if row.n_theses == 1 and row.numbers[column] >= FEWEST]
        if own:
            ordered = sorted(own, key=lambda row: (-row.total, vocabulary.sort_key(row.pk)))
            yield column, tuple(_leave_narrowest(ordered, vocabulary)[:SHOWN_MORE])
