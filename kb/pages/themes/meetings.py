"""What the theses side by side have to do with each other: pairs to read together, subjects, and shared sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kb.ingest.language import detect_language
from kb.pages.chips import Mark, ThemeChip, find_mark
from kb.pages.sources.work_names import name_work
from kb.pages.themes.quotes import ThemeQuote, is_plain, name_group, present_quote
from kb.records.languages import tell_title
from kb.synthesis.themes.meetings import Meeting, Sort
from kb.synthesis.themes.on_theme import GROUPS
from kb.synthesis.themes.said import find_nouns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.pages.themes.links import Number, ThemeLinks
    from kb.records.models import Quotation
    from kb.synthesis.themes.across import ThemeAcross
    from kb.synthesis.vocabulary import Vocabulary

LONGEST = 480
MOST_SUBJECTS = 12


@dataclass(frozen=True, slots=True)
class Pair:
    """Two quotations; the words that they share are marked in both, the further themes named."""

    first: ThemeQuote
    second: ThemeQuote
    first_group: str
    second_group: str
    words: tuple[str, ...]
    themes: tuple[ThemeChip, ...]


@dataclass(frozen=True, slots=True)
class PairGroup:
    heading: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """Another theme and, for each thesis side by side, how many of its quotations on this theme touch it."""

    name: str
    url: str
    mark: Mark
    numbers: tuple[Number, ...]

    @property
    def n_theses(self) -> int:
        return sum(number.count > 0 for number in self.numbers)


@dataclass(frozen=True, slots=True)
class SharedWork:
    """A work that several of the theses cite about the theme; ``places`` are (thesis, number)."""

    name: str
    title: str
    url: str
    places: tuple[tuple[str, Number], ...]


def present_pairs(across: ThemeAcross, vocabulary: Vocabulary, said: set[int]) -> Iterable[PairGroup]:
    """The pairs by sort, those of one role in two theses first; ``said`` is what stands above them."""
    headings = {
        Sort.SAME_ROLE: _("The same role, another thesis"),
        Sort.OTHER_ROLE: _("The same thesis, another role"),
        Sort.PAPER: _("What the paper says, and what they say"),
    }
    for sort, heading in headings.items():
        pairs = [_present_pair(across, row, vocabulary, said) for row in across.meetings if row.sort is sort]
        shown = tuple(pair for pair in pairs if pair is not None)
        if shown:
            yield PairGroup(heading, shown)


def _present_pair(
    across: ThemeAcross, meeting: Meeting, vocabulary: Vocabulary, said: set[int]
) -> Pair | None:
    on, found = across.on, across.records.quotations
    places = [meeting.first, meeting.second]
    if GROUPS[on.group[meeting.second]] == "policy":
        places.reverse()
    first, second = (found.get(int(on.pks[place])) for place in places)
    if first is None or second is None:
        return None
    shown = [
        present_quote(
            quotation,
            is_confirmed=is_plain(on, place),
            longest=LONGEST,
            marks=find_marks(quotation, meeting.words),
            shown=said,
        )
        for place, quotation in zip(places, (first, second), strict=True)
    ]
    groups = [name_group(GROUPS[on.group[place]]) for place in places]
    themes = tuple(
        ThemeChip(
            vocabulary.name(pk),
            vocabulary.themes[pk].slug,
            vocabulary.themes[pk].get_absolute_url(),
            find_mark(pk),
        )
        for pk in meeting.themes
    )
    return Pair(shown[0], shown[1], groups[0], groups[1], meeting.words, themes)


def find_marks(quotation: Quotation, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where the words stand in the quotation, in whatever form."""
    wanted = set(words)
    is_english = detect_language(quotation.text, quotation.language or quotation.thesis.language) == "en"
    nouns = find_nouns(quotation.text, is_english=is_english)
    return [(start, end) for lemma, start, end in nouns if lemma in wanted]


def present_subjects(
    across: ThemeAcross, vocabulary: Vocabulary, links: ThemeLinks
) -> tuple[SubjectRow, ...]:
    """What comes up with the theme in each of the theses; nothing where one alone is shown."""
    theses = [across.on.facts.theses[column.thesis] for column in across.columns]
    if len(theses) < 2:
        return ()
    return tuple(
        SubjectRow(
            vocabulary.name(row.theme),
            vocabulary.themes[row.theme].get_absolute_url(),
            find_mark(row.theme),
            tuple(
                links.quotations(
                    row.n_by_thesis.get(column.thesis, 0),
                    thesis=thesis.slug,
                    also=vocabulary.themes[row.theme].slug,
                )
                for column, thesis in zip(across.columns, theses, strict=True)
            ),
        )
        for row in across.brought_up[:MOST_SUBJECTS]
    )


def present_shared_works(
    across: ThemeAcross, links: ThemeLinks, names: dict[int, str]
) -> Iterable[SharedWork]:
    """The works that theses side by side share; ``names`` are those of the theses by place."""
    for pk, n_by_thesis in across.shared_works:
        work = across.records.works.get(pk)
        if work is None:
            continue
        url = work.get_absolute_url()
        yield SharedWork(
            name_work(work),
            tell_title(work.title),
            url,
            tuple(
                (names.get(place, ""), links.places(n, url, thesis=across.on.facts.theses[place].slug))
                for place, n in n_by_thesis.items()
            ),
        )
