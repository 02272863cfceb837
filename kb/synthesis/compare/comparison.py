"""All that the page of a comparison tells of its theses, found in a number of queries that no row adds to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.records.models import Chapter, Quotation, Work
from kb.synthesis.compare.candidates import find_alike, find_by_words, find_pairs
from kb.synthesis.compare.compare import (
    MOST_THESES,
    count_themes,
    count_works,
    find_theses,
    measure_sizes,
    rank_themes,
    read_on_theme,
)
from kb.synthesis.compare.summary import summarize
from kb.synthesis.voices.voice import count_voices
from kb.synthesis.voices.voices import CountedVoice, read_voices

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.records.models import Thesis
    from kb.synthesis.compare.candidates import Candidate, Pair
    from kb.synthesis.compare.compare import Chosen, CompareQuestion, Counts, OnTheme, Sizes
    from kb.synthesis.compare.summary import Summary
    from kb.synthesis.facts import Facts
    from kb.synthesis.vocabulary import Vocabulary

# As many works are shown before the rest is asked for: of what all cite, of what some do, of what one alone does.
SHOWN_ALL = 25
SHOWN_SOME = 15
SHOWN_ONE = 6
# What is asked for has a bound too.
MOST_WORKS = 2_000
FOUND = 12
ALIKE = 8
PAIRS = 3


@dataclass(frozen=True, slots=True)
class WorkGroups:
    """Counts of works by how many of the theses cite them; ``one`` for each thesis."""

    all: tuple[Counts, ...]
    some: tuple[Counts, ...]
    one: tuple[tuple[Counts, ...], ...]

    def cut(self) -> WorkGroups:
        return WorkGroups(
            self.all[:SHOWN_ALL], self.some[:SHOWN_SOME], tuple(rows[:SHOWN_ONE] for rows in self.one)
        )

    @property
    def works(self) -> list[int]:
        rows = [*self.all, *self.some, *(row for rows in self.one for row in rows)]
        return [row.pk for row in rows][:MOST_WORKS]


def group_works(counts: Sequence[Counts], n_theses: int) -> WorkGroups:
    """The counts in groups, each in the order given."""
    return WorkGroups(
        all=tuple(row for row in counts if row.n_theses == n_theses),
        some=tuple(row for row in counts if 1 < row.n_theses < n_theses),
        one=tuple(
            tuple(row for row in counts if row.n_theses == 1 < n_theses and row.numbers[place])
            for place in range(n_theses)
        ),
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """Two to four theses, each part in the order of their columns.

    ``shown_works`` is what of ``works`` is listed, with the records in ``work_records``; ``themes`` those that all have
    most on first; ``theme`` the one read in columns (None where there is none at all) and ``on_theme`` what is there.
    """

    theses: tuple[Thesis, ...]
    sizes: tuple[Sizes, ...]
    voices: tuple[tuple[CountedVoice, ...], ...]
    chapters: tuple[tuple[Chapter, ...], ...]
    themes: tuple[Counts, ...]
    summary: Summary
    works: WorkGroups
    shown_works: WorkGroups
    work_records: dict[int, Work]
    theme: int | None
    on_theme: tuple[OnTheme, ...]
    quotations: dict[int, Quotation]

    def list_themes(self, question: CompareQuestion) -> tuple[Counts, ...]:
        """The themes that are asked for, in no order of note."""
        return self.summary.shared if question.shared_themes else self.themes


@dataclass(frozen=True, slots=True)
class Choice:
    """Theses to choose among: ``found`` by words (``n_found`` in all), or most like those chosen, or the newest.

    ``alike`` and ``paired`` are by primary key and by place among the facts.
    """

    found: tuple[Thesis, ...]
    n_found: int
    alike: dict[int, Candidate]
    pairs: tuple[Pair, ...]
    paired: dict[int, Thesis]


def find_comparison(
    chosen: Chosen, question: CompareQuestion, facts: Facts, vocabulary: Vocabulary
) -> Compared:
    """Everything about the theses chosen, as it was asked for."""
    places, confirmed = chosen.places, question.is_confirmed
    sizes = measure_sizes(places, facts, confirmed=confirmed)
    counted = count_themes(places, facts, vocabulary, confirmed=confirmed)
    themes = rank_themes(counted, sizes, vocabulary)
    cited = count_works(places, facts)
    works = group_works(cited, len(places))
    shown = works if question.all_sources else works.cut()
    asked = vocabulary.by_slug.get(question.theme)
    theme = asked.pk if asked else next((row.pk for row in themes), None)
    on_theme = read_on_theme(theme, places, facts, vocabulary, confirmed=confirmed) if theme else ()
    words = {pk for column in on_theme for pk in (*column.interviews, *column.literature)}
    return Compared(
        theses=chosen.theses,
        sizes=sizes,
        voices=find_quoted_voices(places, facts, confirmed=confirmed),
        chapters=_find_chapters(chosen.theses),
        themes=themes,
        summary=summarize(themes, cited, sizes, vocabulary),
        works=works,
        shown_works=shown,
        work_records=Work.objects.for_cards().in_bulk(shown.works),
        theme=theme,
        on_theme=on_theme,
        quotations={row.pk: row for row in Quotation.objects.public().filter(pk__in=words).for_cards()},
    )


def find_choice(chosen: Chosen, question: CompareQuestion, facts: Facts, vocabulary: Vocabulary) -> Choice:
    """Theses to compare with those chosen, or to begin with."""
    pks = [thesis.pk for thesis in chosen.theses]
    if question.words:
        found = find_by_words(question.words, pks)
        return Choice(tuple(found.for_cards()[:FOUND]), found.count(), {}, (), {})
    if not pks:
        pairs = find_pairs(facts, vocabulary, PAIRS)
        newest = range(min(FOUND, len(facts.theses)))
        theses = find_theses([*newest, *(p for pair in pairs for p in (pair.first, pair.second))], facts)
        found_newest = tuple(theses[place] for place in newest if place in theses)
        return Choice(found_newest, len(facts.theses), {}, pairs, theses)
    alike = find_alike(chosen.places, facts, vocabulary, ALIKE) if len(pks) < MOST_THESES else ()
    theses = find_theses([candidate.place for candidate in alike], facts)
    near = {theses[row.place].pk: row for row in alike if row.place in theses}
    return Choice(tuple(theses[row.place] for row in alike if row.place in theses), len(near), near, (), {})


def find_quoted_voices(
    places: Sequence[int], facts: Facts, *, confirmed: bool
) -> tuple[tuple[CountedVoice, ...], ...]:
    """The voices of each thesis that something is quoted of, those who say most first; one query."""
    voices = read_voices(facts, [facts.theses[place].pk for place in places])
    counts = count_voices(voices, facts, confirmed=confirmed)
    rows = [CountedVoice(voice, n) for voice, n in zip(voices, counts, strict=True) if n]
    rows.sort(key=lambda row: (-row.n, row.voice.label))
    return tuple(tuple(row for row in rows if row.voice.thesis == place) for place in places)


def _find_chapters(theses: Iterable[Thesis]) -> tuple[tuple[Chapter, ...], ...]:
    """The chapters of each thesis on the first level, as far as the public may read them; one query."""
    listed = list(theses)
    rows = Chapter.objects.public().filter(thesis__in=listed, kind=Chapter.Kind.CHAPTER, parent=None)
    found = list(rows.select_related("thesis").order_by("order"))
    return tuple(tuple(row for row in found if row.thesis_id == thesis.pk) for thesis in listed)
