"""The part of the page where a reader picks the theses to compare: without a script, among a thousand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.pages.compare.links import compare_url
from kb.pages.lists import change_query
from kb.pages.quotations.cards import name_thesis
from kb.synthesis.compare.compare import MOST_THESES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.http import QueryDict

    from kb.records.models import Thesis
    from kb.synthesis.compare.candidates import Candidate, Pair
    from kb.synthesis.compare.compare import CompareQuestion
    from kb.synthesis.compare.comparison import Choice


@dataclass(frozen=True, slots=True)
class Option:
    """A thesis to tick. ``url`` adds it to those chosen; the numbers are what it shares with them, if counted."""

    slug: str
    name: str
    title: str
    language: str
    url: str
    is_chosen: bool = False
    n_works: int | None = None
    n_themes: int | None = None


@dataclass(frozen=True, slots=True)
class PairOption:
    """Two theses that share much, and the address that compares them."""

    first: Option
    second: Option
    url: str
    n_works: int
    n_themes: int


@dataclass(frozen=True, slots=True)
class Chooser:
    """``found`` answer the words (``n_found`` in all), or are ``alike``, or the newest where nothing is chosen yet.

    ``kept`` are the choices that the form must send along, as (name, value).
    """

    words: str
    chosen: tuple[Option, ...]
    found: tuple[Option, ...]
    n_found: int
    is_alike: bool
    pairs: tuple[PairOption, ...]
    kept: tuple[tuple[str, str], ...]
    is_full: bool

    @property
    def is_searched(self) -> bool:
        return bool(self.words)


def present_chooser(
    chosen: Sequence[Thesis], choice: Choice, *, question: CompareQuestion, query: QueryDict
) -> Chooser:
    """The form, with the theses chosen ticked."""
    slugs = [thesis.slug for thesis in chosen]
    is_full = len(slugs) >= MOST_THESES
    return Chooser(
        words=question.words,
        chosen=tuple(_present_option(thesis, "", is_chosen=True) for thesis in chosen),
        found=tuple(
            _present_option(
                thesis,
                "" if is_full else change_query(query, t=[*slugs, thesis.slug], q=None),
                # What several share with one has no list of its own.
                candidate=choice.alike.get(thesis.pk) if len(slugs) == 1 else None,
            )
            for thesis in choice.found
        ),
        n_found=choice.n_found,
        is_alike=bool(choice.alike),
        pairs=tuple(_present_pairs(choice.pairs, choice.paired)),
        kept=tuple((n, v) for n in sorted(query) if n not in {"t", "q", "page"} for v in query.getlist(n)),
        is_full=is_full,
    )


def _present_option(
    thesis: Thesis, url: str, *, is_chosen: bool = False, candidate: Candidate | None = None
) -> Option:
    return Option(
        slug=thesis.slug,
        name=name_thesis(thesis),
        title=thesis.title,
        language=thesis.language,
        url=url,
        is_chosen=is_chosen,
        n_works=candidate.n_works if candidate else None,
        n_themes=candidate.n_themes if candidate else None,
    )


def _present_pairs(pairs: Iterable[Pair], theses: Mapping[int, Thesis]) -> Iterable[PairOption]:
    for pair in pairs:
        first, second = theses.get(pair.first), theses.get(pair.second)
        if first is not None and second is not None:
            url = compare_url(first.slug, second.slug)
            options = (_present_option(first, ""), _present_option(second, ""))
            yield PairOption(*options, url, pair.n_works, pair.n_themes)
