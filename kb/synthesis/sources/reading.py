"""All that the page of an author or a work shows of the places that cite it, loaded in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.synthesis.sources.citing_sentences import lay_out, load_sentences, load_theses, load_works
from kb.synthesis.sources.place_counts import (
    choose_themes,
    count_choices,
    count_parts,
    count_theses,
    describe_use,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from kb.records.models import Thesis, Work
    from kb.synthesis.sources.citing_places import CitingPlaces, PlaceQuestion
    from kb.synthesis.sources.citing_sentences import Layout, Sentence
    from kb.synthesis.sources.place_counts import PartCount, ThemeCount, ThesisUse

# Theses that the table of uses shows by name; the rest is in its totals.
USES_SHOWN = 12
THEMES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class SourceReading:
    """What answers a question about the places that cite a source, and what the page says of all of them.

    ``mask`` and ``layout`` are of the places that answer, ``choices`` theses with all other choices kept; ``parts``,
    ``uses`` and ``themes`` are of all places. ``theses`` are by their place in the facts, ``works`` by primary key.
    """

    places: CitingPlaces
    question: PlaceQuestion
    mask: NDArray[np.bool_]
    layout: Layout
    choices: list[tuple[int, int]]
    parts: tuple[PartCount, ...]
    uses: tuple[ThesisUse, ...]
    themes: tuple[ThemeCount, ...]
    n_theses: int
    theses: dict[int, Thesis]
    works: dict[int, Work]
    sentences: dict[int, Sentence]

    @property
    def n_places(self) -> int:
        return len(self.places.row)

    @property
    def n_quoted(self) -> int:
        return int(self.places.is_quoted.sum())

    @property
    def n_second_hand(self) -> int:
        return int(self.places.is_second_hand.sum())


def read_source(
    places: CitingPlaces, question: PlaceQuestion, number: str | None, *, named: Iterable[int]
) -> SourceReading:
    """Page ``number`` of the places that answer; six queries. ``named`` are works that the page names besides."""
    mask = places.answer(question)
    layout = lay_out(places, mask, number)
    counted = sorted(count_theses(places), key=lambda row: -row[1])
    most = [place for place, _n in counted[:USES_SHOWN]]
    rows = [row for block in layout.blocks for row in block.rows]
    theses = load_theses(places, {*most, *(block.thesis for block in layout.blocks)})
    works = load_works({*places.work[rows].tolist(), *places.via[rows].tolist(), *named} - {0})
    everything = mask | True
    return SourceReading(
        places=places,
        question=question,
        mask=mask,
        layout=layout,
        choices=count_choices(places, question),
        parts=count_parts(places),
        uses=describe_use(places, most, everything, confirmed=question.is_confirmed, n_themes=0),
        themes=choose_themes(places, confirmed=question.is_confirmed, n_themes=THEMES_SHOWN),
        n_theses=len(counted),
        theses=theses,
        works=works,
        sentences=load_sentences(places, rows, theses, works),
    )
