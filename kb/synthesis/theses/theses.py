"""The list of theses: what a reader asks for, the theses that answer, and the numbers beside each choice.

Finding and counting read the same facts, so that a number and the list behind it cannot differ.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db.models import Count, IntegerField, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce

from kb.records.identifiers import make_voice_key
from kb.records.models import Contributor, Informant, Institution, ThemeLink, Thesis
from kb.synthesis.alphabet import make_sort_key
from kb.synthesis.collection import find_spoken
from kb.synthesis.quotations.question import NONE, read_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.http import QueryDict

    from kb.records.querysets import ThesisQuerySet
    from kb.synthesis.facts import Facts, ThesisFacts
    from kb.synthesis.vocabulary import Vocabulary

_AT_ONCE = 100


class Sorting(StrEnum):
    YEAR = "year"
    TITLE = "title"
    AUTHOR = "author"
    INSTITUTION = "institution"
    WORDS = "words"
    QUOTATIONS = "quotations"
    VOICES = "voices"
    NEW = "new"


# What is read from A to Z or from the least; all else begins with the newest or the most.
RISING = frozenset({Sorting.TITLE, Sorting.AUTHOR, Sorting.INSTITUTION})


@dataclass(frozen=True, slots=True)
class ThesisQuestion:
    """Which theses a reader wants to see. Two themes mean both, two of anything else mean either.

    A theme stands for those under it too, and is that of at least one quotation. ``is_reversed`` turns the order round;
    what is not known stays last.
    """

    years: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    sorting: Sorting = Sorting.YEAR
    is_reversed: bool = False

    @classmethod
    def from_params(cls, params: QueryDict) -> ThesisQuestion:
        """What an address asks; whatever makes no sense in it is passed over."""
        wanted = params.get("sort", "")
        return cls(
            years=tuple(y for y in read_values(params, "year") if y == NONE or _is_year(y)),
            institutions=read_values(params, "institution"),
            languages=read_values(params, "language"),
            themes=read_values(params, "theme"),
            sorting=Sorting(wanted) if wanted in set(Sorting) else Sorting.YEAR,
            is_reversed=params.get("reverse") == "1",
        )

    @property
    def is_rising(self) -> bool:
        return (self.sorting in RISING) is not self.is_reversed


@dataclass(frozen=True, slots=True)
class ThesisCounts:
    """How many theses each value would leave, the other choices kept: (value, number), (value, label, number).

    ``themes`` is by primary key.
    """

    years: tuple[tuple[str, int], ...]
    institutions: tuple[tuple[str, str, int], ...]
    languages: tuple[tuple[str, int], ...]
    themes: dict[int, int]


@dataclass(frozen=True)
class ThesisAnswer:
    """The theses that answer, as places among the facts; what is not asked for costs nothing."""

    question: ThesisQuestion
    vocabulary: Vocabulary
    facts: Facts

    @cached_property
    def places(self) -> list[int]:
        """The theses that answer, in the order asked for: the places in ``facts.theses``."""
        met = self._all()
        values = self._read_values()
        known = [place for place in met if values[place] is not None]
        # Of equal values the newest thesis comes first, whichever way round.
        known.sort(key=lambda place: values[place], reverse=not self.question.is_rising)
        return known + [place for place in met if values[place] is None]

    @cached_property
    def counts(self) -> ThesisCounts:
        """The numbers beside the choices; one query."""
        theses = self.facts.theses
        years = Counter(theses[place].year for place in self._all(leave="years"))
        languages = Counter(theses[place].language for place in self._all(leave="languages"))
        held = Counter(theses[place].institution for place in self._all(leave="institutions"))
        institutions = [
            (self._institutions[pk].slug, self._institutions[pk].name, n)
            for pk, n in held.items()
            if pk in self._institutions
        ]
        return ThesisCounts(
            years=tuple(
                (NONE if year is None else str(year), years[year])
                for year in sorted(years, key=lambda year: (year is None, -(year or 0)))
            ),
            institutions=tuple(sorted(institutions, key=lambda row: (-row[2], row[1]))),
            languages=tuple(sorted(languages.items(), key=lambda row: (-row[1], row[0]))),
            themes=dict(Counter(theme for place in self._all() for theme in self._themes_of(place))),
        )

    @cached_property
    def n_quotations(self) -> list[int]:
        """How many quotations each thesis of the facts has, as the list of quotations counts them."""
        rows = self.facts.quotations.thesis[self.facts.quotations.shown()]
        numbers: list[int] = np.bincount(rows, minlength=len(self.facts.theses)).tolist()
        return numbers

    def count_voices(self, places: Sequence[int] | None = None) -> list[int]:
        """How many voices are quoted in each thesis of the facts, reckoned for ``places`` alone; one query."""
        columns, theses = self.facts.quotations, self.facts.theses
        quoted = set(columns.informant[columns.shown()].tolist())
        rows = Informant.objects.public().order_by()
        if places is not None:
            rows = rows.filter(thesis__in=[theses[place].pk for place in places])
        # Labels of one thesis that make the same address are one voice.
        voices = {
            (thesis, make_voice_key(label))
            for pk, thesis, label in rows.values_list("pk", "thesis", "label")
            if pk in quoted
        }
        counted = Counter(thesis for thesis, _key in voices)
        return [counted[thesis.pk] for thesis in theses]

    def _all(self, leave: str = "") -> list[int]:
        """The places of the theses that meet all demands, but for the one that is left out."""
        asked = self.question
        themes = [self.vocabulary.by_slug.get(slug) for slug in asked.themes]
        wanted = {theme.pk if theme else 0 for theme in themes}

        def meets(place: int, thesis: ThesisFacts) -> bool:
            institution = self._institutions.get(thesis.institution)
            year = NONE if thesis.year is None else str(thesis.year)
            return (
                (leave == "years" or not asked.years or year in asked.years)
                and (leave == "languages" or not asked.languages or thesis.language in asked.languages)
                and (
                    leave == "institutions"
                    or not asked.institutions
                    or (institution is not None and institution.slug in asked.institutions)
                )
                and (not wanted or wanted <= self._themes_of(place))
            )

        return [place for place, thesis in enumerate(self.facts.theses) if meets(place, thesis)]

    @cached_property
    def _institutions(self) -> dict[int, Institution]:
        return {row.pk: row for row in Institution.objects.all()}

    def _themes_of(self, place: int) -> set[int]:
        """The themes that the quotations of a thesis are about, those above them included."""
        return self._themes[place]

    @cached_property
    def _themes(self) -> list[set[int]]:
        # As on the pages of themes: a thesis counts for a theme when something that is said in it is about the theme.
        quotations = self.facts.quotations
        carried = self.facts.carry(quotations, self.vocabulary)
        of_thesis: list[set[int]] = [set() for _thesis in self.facts.theses]
        for row, column in np.argwhere(carried.matrix & quotations.shown()[:, None]).tolist():
            of_thesis[quotations.thesis[row]].add(carried.themes[column])
        return of_thesis

    def _read_values(self) -> Sequence[Any]:
        """What the theses are put in order by, one value a place; None where it is not known."""
        theses = self.facts.theses
        match self.question.sorting:
            case Sorting.TITLE:
                return [make_sort_key(thesis.title) for thesis in theses]
            case Sorting.AUTHOR:
                names = _find_first_authors()
                return [names.get(thesis.pk) for thesis in theses]
            case Sorting.INSTITUTION:
                keys = {pk: make_sort_key(row.name) for pk, row in self._institutions.items()}
                return [keys.get(thesis.institution) for thesis in theses]
            case Sorting.WORDS:
                return [thesis.n_words for thesis in theses]
            case Sorting.QUOTATIONS:
                return self.n_quotations
            case Sorting.VOICES:
                return self.count_voices()
            case Sorting.NEW:
                newest = Thesis.objects.public().order_by("published_at", "pk").values_list("pk", flat=True)
                rank = {pk: place for place, pk in enumerate(newest)}
                return [rank.get(thesis.pk) for thesis in theses]
            case Sorting.YEAR:
                return [thesis.year for thesis in theses]


def fetch_theses(keys: Sequence[int]) -> list[Thesis]:
    """The theses with these keys in this order, with all that a card or a row shows."""
    found = {thesis.pk: thesis for thesis in add_card_records(Thesis.objects.public().filter(pk__in=keys))}
    return [found[key] for key in keys if key in found]


def fetch_all_theses(keys: Sequence[int]) -> Iterator[Thesis]:
    """The same for any number of keys, a hundred at a time."""
    for start in range(0, len(keys), _AT_ONCE):
        yield from fetch_theses(keys[start : start + _AT_ONCE])


def add_card_records(theses: ThesisQuerySet) -> ThesisQuerySet:
    """With all that the card of a thesis shows, in a constant number of queries."""
    cards: ThesisQuerySet = (
        theses.for_cards()
        .annotate(n_spoken=_n_spoken())
        .defer("method", "takedown_note")
        .prefetch_related(
            Prefetch(
                "theme_links",
                ThemeLink.objects.not_rejected().select_related("tag").order_by("state", "-confidence", "pk"),
                to_attr="shown_theme_links",
            )
        )
    )
    return cards


def find_newest(limit: int) -> list[Thesis]:
    """The theses that were published here last."""
    return list(add_card_records(Thesis.objects.public()).order_by("-published_at", "-pk")[:limit])


def _is_year(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 4


def _find_first_authors() -> dict[int, str]:
    """The name under which each thesis stands in a register, by the thesis' key."""
    authors = Contributor.objects.filter(role=Contributor.Role.AUTHOR).order_by("-order", "-pk")
    # The first author comes last, and stays.
    return {
        thesis: make_sort_key(name) for thesis, name in authors.values_list("thesis", "person__sort_name")
    }


def _n_spoken() -> Coalesce:
    """The number of a thesis' quotations, as the list of quotations counts them."""
    counted = find_spoken().filter(thesis=OuterRef("pk")).order_by().values("thesis").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)
