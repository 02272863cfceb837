"""What each role group says about a theme, side by side, and what one of them says that another does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.pages.chips import Mark, find_mark
from kb.pages.lists import Choice, change_query
from kb.pages.quotations.cards import name_thesis
from kb.pages.themes.links import Number
from kb.pages.themes.quotes import ThemeQuote, name_group, name_speakers, present_quotes
from kb.records.languages import TextIn
from kb.synthesis.themes.across import SHOWN_VOICES, list_voices
from kb.synthesis.themes.contrasts import ENOUGH_QUOTATIONS, ENOUGH_VOICES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from kb.pages.themes.links import ThemeLinks
    from kb.synthesis.themes.across import ThemeAcross
    from kb.synthesis.themes.contrasts import CharacteristicWord, Contrast, Side, Subject
    from kb.synthesis.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class VoiceLink:
    label: str
    role: str
    thesis: str
    n: Number


@dataclass(frozen=True, slots=True)
class RoleColumn:
    """One role group: its quotations from several theses, and who speaks, those who say most first."""

    group: str
    label: str
    n: Number
    n_voices: Number
    n_theses: int
    quotes: tuple[ThemeQuote, ...]
    voices: tuple[VoiceLink, ...]


@dataclass(frozen=True, slots=True)
class ContrastSide:
    """A role group that is compared; ``name`` is how it is called inside a sentence."""

    label: str
    name: str
    n: Number
    n_voices: int
    n_theses: int


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """Another theme, in how many quotations of each side, and of how many in a hundred; ``stands_out`` as it is."""

    name: str
    mark: Mark
    first: Number
    second: Number
    first_share: int
    second_share: int
    stands_out: int


@dataclass(frozen=True, slots=True)
class WordRow:
    word: str
    mine: Number
    theirs: Number


@dataclass(frozen=True, slots=True)
class ContrastPart:
    """Two role groups on the theme. ``only_first``, ``both`` and ``only_second`` are the subjects of their quotations,
    ``first_alone`` and ``second_alone`` what each says on the subjects of its own.

    ``wider_url`` leads to the same question under a broader theme where there is enough for it.
    """

    first: ContrastSide
    second: ContrastSide
    only_first: tuple[SubjectRow, ...]
    both: tuple[SubjectRow, ...]
    only_second: tuple[SubjectRow, ...]
    first_alone: tuple[ThemeQuote, ...]
    second_alone: tuple[ThemeQuote, ...]
    first_words: tuple[WordRow, ...]
    second_words: tuple[WordRow, ...]
    is_enough: bool
    is_asked: bool
    enough_quotations: int
    enough_voices: int
    wider_name: str
    wider_url: str
    pairs: tuple[Choice, ...]


def present_roles(across: ThemeAcross, links: ThemeLinks, said: set[int]) -> Iterable[RoleColumn]:
    """The role groups that say something, in their usual order; ``said`` is what stands above them."""
    on = across.on
    for group, places in across.by_group.items():
        voices = list_voices(on, group)
        yield RoleColumn(
            group=group,
            label=name_group(group),
            n=links.group(on.n_by_group[group], group),
            n_voices=links.voices(len(voices), role=group),
            n_theses=len(set(on.thesis[on.of_group(group)].tolist())),
            quotes=present_quotes(on, across.records, places, shown=said),
            voices=tuple(_present_voices(across, voices[:SHOWN_VOICES], links)),
        )


def _present_voices(
    across: ThemeAcross, voices: Iterable[tuple[int, int]], links: ThemeLinks
) -> Iterable[VoiceLink]:
    for place, n in voices:
        voice = across.on.voices[place]
        thesis = across.records.theses.get(voice.thesis)
        if thesis is not None:
            role = voice.role if voice.role.casefold() != voice.label.casefold() else ""
            named = TextIn(voice.label, thesis.language)
            yield VoiceLink(
                named,
                TextIn(role, thesis.language),
                name_thesis(thesis),
                links.voice(n, thesis.slug, voice.label),
            )


def present_contrast(
    across: ThemeAcross, vocabulary: Vocabulary, links: ThemeLinks, query: QueryDict, said: set[int]
) -> ContrastPart | None:
    """The two role groups against each other; None where only one speaks. ``said`` is what stands above them."""
    contrast = across.contrast
    if contrast is None:
        return None
    subjects = [_present_subject(row, contrast, vocabulary, links) for row in contrast.subjects]
    groups = (contrast.first.group, contrast.second.group)
    return ContrastPart(
        first=_present_side(contrast.first, links),
        second=_present_side(contrast.second, links),
        only_first=tuple(row for row in subjects if not row.second.count),
        both=tuple(row for row in subjects if row.first.count and row.second.count),
        only_second=tuple(row for row in subjects if not row.first.count),
        first_alone=present_quotes(across.on, across.records, across.alone[0], shown=said),
        second_alone=present_quotes(across.on, across.records, across.alone[1], shown=said),
        first_words=tuple(_present_words(contrast.first_words, groups, links, is_first=True)),
        second_words=tuple(_present_words(contrast.second_words, groups, links, is_first=False)),
        is_enough=contrast.is_enough,
        is_asked=bool({"a", "b"} & set(query)),
        enough_quotations=ENOUGH_QUOTATIONS,
        enough_voices=ENOUGH_VOICES,
        wider_name=vocabulary.name(across.wider) if across.wider else "",
        wider_url=_find_wider_url(across, vocabulary, groups),
        pairs=tuple(_present_pairs(across, groups, query)),
    )


def _present_side(side: Side, links: ThemeLinks) -> ContrastSide:
    return ContrastSide(
        name_group(side.group),
        name_speakers(side.group),
        links.group(side.n, side.group),
        side.n_voices,
        side.n_theses,
    )


def _present_subject(
    row: Subject, contrast: Contrast, vocabulary: Vocabulary, links: ThemeLinks
) -> SubjectRow:
    slug = vocabulary.themes[row.theme].slug
    return SubjectRow(
        vocabulary.name(row.theme),
        find_mark(row.theme),
        links.group(row.n_first, contrast.first.group, also=slug),
        links.group(row.n_second, contrast.second.group, also=slug),
        round(100 * row.n_first / contrast.first.n),
        round(100 * row.n_second / contrast.second.n),
        row.stands_out,
    )


def _present_words(
    words: Iterable[CharacteristicWord], groups: tuple[str, str], links: ThemeLinks, *, is_first: bool
) -> Iterable[WordRow]:
    for row in words:
        first = _link_word(row.n_first, row.word, groups[0], links)
        second = _link_word(row.n_second, row.word, groups[1], links)
        yield WordRow(row.word, first, second) if is_first else WordRow(row.word, second, first)


def _link_word(n: int, word: str, group: str, links: ThemeLinks) -> Number:
    return Number(n, links.page("theme-words", word=word, role=group) if n else "")


def _find_wider_url(across: ThemeAcross, vocabulary: Vocabulary, groups: tuple[str, str]) -> str:
    if not across.wider:
        return ""
    address = vocabulary.themes[across.wider].get_absolute_url()
    switch = "&confirmed=1" if across.on.confirmed else ""
    return f"{address}?a={groups[0]}&b={groups[1]}{switch}#difference"


def _present_pairs(across: ThemeAcross, groups: tuple[str, str], query: QueryDict) -> Iterable[Choice]:
    """Every two role groups that speak, to be compared instead."""
    speaking = list(across.by_group)
    for place, first in enumerate(speaking):
        for second in speaking[place + 1 :]:
            yield Choice(
                f"{name_group(first)} – {name_group(second)}",
                f"{change_query(query, a=first, b=second)}#difference",
                {first, second} == set(groups),
            )
