"""One theme read through all theses: everything that its page shows, chosen and counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.synthesis.themes.contrasts import Contrast, choose_alone, choose_sides, contrast_groups
from kb.synthesis.themes.meetings import Meeting, find_meetings
from kb.synthesis.themes.neighbours import find_brought_up, find_together
from kb.synthesis.themes.on_theme import LITERATURE, POLICY, OnTheme, load_on_theme
from kb.synthesis.themes.question import DEFAULT_BESIDE, LEAST_BESIDE, MOST_BESIDE
from kb.synthesis.themes.records import ThemeRecords, fetch_records
from kb.synthesis.themes.sources import (
    ThemeSources,
    choose_citing,
    choose_passages,
    find_citing_passages,
    find_shared_works,
    load_sources,
)
from kb.synthesis.themes.telling import (
    choose_of_group,
    choose_of_thesis,
    choose_telling,
    find_speaking_groups,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from kb.synthesis.facts import Facts
    from kb.synthesis.themes.neighbours import BroughtUp, Together
    from kb.synthesis.themes.question import ThemeQuestion
    from kb.synthesis.vocabulary import Vocabulary

SHOWN_A_CELL = 2
SHOWN_OF_PAPERS = 1
SHOWN_A_GROUP = 3
SHOWN_ALONE = 1
SHOWN_MEETINGS = 2
SHOWN_WORKS = 6
SHOWN_SHARED = 6
SHOWN_PASSAGES = 2
SHOWN_SPREAD = 6
MOST_CHOICES = 20
SHOWN_VOICES = 6
PAPERS = (POLICY, LITERATURE)


@dataclass(frozen=True)
class Column:
    """One thesis beside others: its place, the quotations (places in ``OnTheme.rows``) and citing places by group.

    ``citing`` are primary keys of citations, ``n_citing`` counts the passages that cite such works.
    """

    thesis: int
    said: dict[str, list[int]]
    citing: dict[str, list[int]]
    n_citing: dict[str, int]


@dataclass(frozen=True)
class ThemeAcross:
    """``choices`` are the theses that may be put side by side; ``alone`` are quotations of
    either role group on what the other does not bring up, ``wider`` a broader theme under which the two role
    groups say enough to be compared, None where none does or none is needed.
    """

    on: OnTheme
    telling: tuple[int, ...]
    columns: tuple[Column, ...]
    choices: tuple[int, ...]
    meetings: tuple[Meeting, ...]
    brought_up: tuple[BroughtUp, ...]
    shared_works: tuple[tuple[int, dict[int, int]], ...]
    by_group: dict[str, tuple[int, ...]]
    contrast: Contrast | None
    alone: tuple[tuple[int, ...], tuple[int, ...]]
    wider: int | None
    together: tuple[Together, ...]
    sources: ThemeSources
    records: ThemeRecords
    passages: tuple[int, ...] = field(default=())


def find_across(facts: Facts, theme: int, vocabulary: Vocabulary, question: ThemeQuestion) -> ThemeAcross:
    """Everything on the theme and what lies under it, in a number of queries that no thesis adds to."""
    on = load_on_theme(facts, theme, vocabulary, confirmed=question.is_confirmed)
    sources = load_sources(on)
    beside = choose_beside(on, question.theses)
    telling = tuple(choose_telling(on))
    # Pairs to be read against each other are sought first; what else is shown is other words, while there are any.
    meetings = find_meetings(on, beside, vocabulary, limit=SHOWN_MEETINGS, shown=telling)
    shown = {*telling, *(place for row in meetings for place in (row.first, row.second))}
    columns = tuple(_make_columns(on, sources, beside, shown))
    shown |= {place for column in columns for places in column.said.values() for place in places}
    by_group = {
        group: tuple(choose_of_group(on, group, SHOWN_A_GROUP, shown=shown))
        for group in find_speaking_groups(on)
    }
    shown |= {place for places in by_group.values() for place in places}
    sides = choose_sides(on, question.first, question.second)
    contrast = contrast_groups(on, sides, vocabulary) if sides else None
    alone = choose_alone(on, contrast, vocabulary, SHOWN_ALONE, shown=shown) if contrast else ([], [])
    shared = find_shared_works(on, beside)[:SHOWN_SHARED]
    passages = choose_passages(on, SHOWN_PASSAGES)
    quotations = [*shown, *alone[0], *alone[1]]
    return ThemeAcross(
        on=on,
        telling=telling,
        columns=columns,
        choices=tuple(dict.fromkeys((*beside, *on.theses[:MOST_CHOICES]))),
        meetings=meetings,
        brought_up=find_brought_up(on, beside, vocabulary),
        shared_works=shared,
        by_group=by_group,
        contrast=contrast,
        alone=(tuple(alone[0]), tuple(alone[1])),
        wider=_find_wider(on, contrast, vocabulary),
        together=find_together(on, vocabulary),
        sources=sources,
        passages=tuple(passages),
        records=fetch_records(
            on,
            theses={*beside, *on.theses[: max(SHOWN_SPREAD, MOST_CHOICES)], *_theses_of_voices(on)},
            quotations=on.pks[quotations].tolist(),
            citations=[pk for column in columns for pks in column.citing.values() for pk in pks],
            works={
                *(pk for pk, _of in shared),
                *(row.pk for kind in PAPERS for row in sources.of_kind(kind)[:SHOWN_WORKS]),
            },
            passages=passages,
        ),
    )


def choose_beside(on: OnTheme, slugs: Sequence[str]) -> tuple[int, ...]:
    """The theses (places) to put side by side: those asked for, filled up with those that have most to two at least."""
    place_of = {thesis.slug: place for place, thesis in enumerate(on.facts.theses)}
    asked = list(dict.fromkeys(place_of[slug] for slug in slugs if slug in place_of))[:MOST_BESIDE]
    wanted = LEAST_BESIDE if asked else DEFAULT_BESIDE
    for place in on.theses:
        if len(asked) >= wanted:
            break
        if place not in asked:
            asked.append(place)
    return tuple(asked)


def _make_columns(
    on: OnTheme, sources: ThemeSources, theses: Iterable[int], shown: Collection[int]
) -> Iterable[Column]:
    passages = on.facts.passages
    of_kind = {kind: passages.thesis[find_citing_passages(on, sources, kind)] for kind in PAPERS}
    for place in theses:
        said = choose_of_thesis(on, place, SHOWN_A_CELL, shown=shown)
        said |= {kind: said[kind][:SHOWN_OF_PAPERS] for kind in PAPERS if kind in said}
        yield Column(
            place,
            said,
            {kind: choose_citing(on, sources, place, kind, SHOWN_OF_PAPERS) for kind in PAPERS},
            {kind: int((of_kind[kind] == place).sum()) for kind in PAPERS},
        )


def _find_wider(on: OnTheme, contrast: Contrast | None, vocabulary: Vocabulary) -> int | None:
    if contrast is None or contrast.is_enough:
        return None
    sides = (contrast.first.group, contrast.second.group)
    for broader in vocabulary.find_broader(on.theme):
        wide = load_on_theme(on.facts, broader, vocabulary, confirmed=on.confirmed)
        if contrast_groups(wide, sides, vocabulary).is_enough:
            return broader
    return None


def list_voices(on: OnTheme, group: str) -> list[tuple[int, int]]:
    """The voices of a role group (places in ``on.voices``) with what each says, those who say most first."""
    found = [(place, n) for place, n in on.n_by_voice.items() if on.voices[place].role_group == group]
    return sorted(found, key=lambda row: (-row[1], on.voices[row[0]].thesis, on.voices[row[0]].label))


def _theses_of_voices(on: OnTheme) -> set[int]:
    return {
        on.voices[place].thesis
        for group in find_speaking_groups(on)
        for place, _n in list_voices(on, group)[:SHOWN_VOICES]
    }
