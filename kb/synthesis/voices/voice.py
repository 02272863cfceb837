"""One voice: everything it says, what it speaks of, and what others in the same role say about the same."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from kb.records.identifiers import make_voice_key
from kb.records.models import Informant, Quotation
from kb.synthesis.facts import KINDS, ROLES
from kb.synthesis.quotations.question import read_values
from kb.synthesis.voices.voices import carry_all, gather_voices, make_label_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.http import QueryDict
    from numpy.typing import NDArray

    from kb.records.models import Chapter, Thesis
    from kb.synthesis.facts import Carried, Facts, QuotationFacts
    from kb.synthesis.vocabulary import Vocabulary
    from kb.synthesis.voices.voices import Voice

# What others say is shown about as many themes, as many quotations each, each from another thesis.
OTHERS_THEMES = 3
OTHERS_EACH = 2
# A quotation of as many characters can stand alone.
READABLE = (60, 420)
_INTERVIEW = KINDS.index(Quotation.Kind.INTERVIEW)


class Grouping(StrEnum):
    CHAPTER = "chapter"
    THEME = "theme"


@dataclass(frozen=True, slots=True)
class SaidQuestion:
    """What of a voice's words a reader wants. Two themes mean what carries both."""

    themes: tuple[str, ...] = ()
    is_confirmed: bool = False
    grouping: Grouping = Grouping.CHAPTER

    @classmethod
    def from_params(cls, params: QueryDict) -> SaidQuestion:
        grouping = params.get("by", "")
        return cls(
            themes=read_values(params, "theme"),
            is_confirmed=params.get("confirmed") == "1",
            grouping=Grouping(grouping) if grouping in set(Grouping) else Grouping.CHAPTER,
        )


@dataclass(frozen=True, slots=True)
class SaidGroup:
    """Quotations (primary keys, in the order of the text) of one chapter or about one theme; ``pk`` 0 for none."""

    pk: int
    quotations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OthersOnTheme:
    """What others in the same role, in other theses, say about a theme. ``n`` counts all of that role, everywhere."""

    theme: int
    n: int
    quotations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """All that a voice says as it was asked for.

    ``themes`` and ``n_all`` are of all that it says, whatever theme is chosen; ``n_confirmed`` is what the switch would
    leave of what is chosen.
    """

    groups: tuple[SaidGroup, ...]
    n: int
    n_all: int
    n_confirmed: int
    themes: tuple[tuple[int, int], ...]
    others: tuple[OthersOnTheme, ...]


def find_voice(thesis: Thesis, key: str) -> tuple[Voice | None, tuple[Voice, ...]]:
    """The voice that the address means, or meant before it was renamed or merged; and all voices of the thesis."""
    rows = list(Informant.objects.public().filter(thesis=thesis).order_by("pk"))
    voices = gather_voices((0, row.pk, row.label, row.role, row.role_group) for row in rows)
    by_pk = {pk: voice for voice in voices for pk in voice.pks}
    former = {make_voice_key(str(label)): by_pk[row.pk] for row in rows for label in row.read_as}
    found = {**former, **{voice.key: voice for voice in voices}}.get(key)
    return found, tuple(sorted(voices, key=lambda voice: make_label_key(voice.label)))


def find_said(
    voice: Voice,
    question: SaidQuestion,
    facts: Facts,
    vocabulary: Vocabulary,
    top_of: Mapping[int, Chapter],
) -> Said:
    """What the voice says, in the order of the text, by the chapters in ``top_of``; asks the base nothing."""
    quotations = facts.quotations
    own = np.isin(quotations.informant, voice.pks)
    carried = facts.carry(quotations, vocabulary, confirmed=question.is_confirmed)
    spoken = own & quotations.shown(confirmed=question.is_confirmed)
    asked = spoken & carry_all(carried, question.themes, vocabulary)
    sure = facts.carry(quotations, vocabulary, confirmed=True)
    confirmed = own & quotations.shown(confirmed=True) & carry_all(sure, question.themes, vocabulary)
    themes = count_direct_themes(spoken, carried, vocabulary, confirmed=question.is_confirmed)
    return Said(
        groups=tuple(_group(np.flatnonzero(asked), question, carried, themes, top_of)),
        n=int(asked.sum()),
        n_all=int(spoken.sum()),
        n_confirmed=int(confirmed.sum()),
        themes=themes,
        others=tuple(_find_others(voice, own, question, facts, carried, themes)),
    )


def count_voices(voices: Sequence[Voice], facts: Facts, *, confirmed: bool) -> tuple[int, ...]:
    """How many quotations each of the voices has."""
    quotations = facts.quotations
    said = quotations.informant[quotations.shown(confirmed=confirmed)]
    return tuple(int(np.isin(said, voice.pks).sum()) for voice in voices)


def count_direct_themes(
    rows: NDArray[np.bool_],
    carried: Carried[QuotationFacts],
    vocabulary: Vocabulary,
    *,
    confirmed: bool,
) -> tuple[tuple[int, int], ...]:
    """The themes that stand on the rows themselves, most rows first; a theme's number takes in those under it."""
    links = carried.rows.links
    of_rows = rows[links.row] & (links.sure if confirmed else True)
    direct = [pk for pk in np.unique(links.theme[of_rows]).tolist() if pk in carried.column]
    counted = [(pk, int(np.count_nonzero(carried.of(pk) & rows))) for pk in direct]
    return tuple(sorted(counted, key=lambda row: (-row[1], vocabulary.sort_key(row[0]))))


def find_top_chapters(thesis: Thesis) -> dict[int, Chapter]:
    """The chapter of the first level that each chapter lies in, by key; hidden ones left out; one query."""
    tops: dict[int, Chapter] = {}
    for chapter in thesis.chapters.filter(is_hidden=False).order_by("order"):
        chapter.thesis = thesis
        # A parent stands before its children; one that is hidden is not told of.
        tops[chapter.pk] = tops.get(chapter.parent_id or 0, chapter)
    return tops


def _group(
    rows: NDArray[np.int64],
    question: SaidQuestion,
    carried: Carried[QuotationFacts],
    themes: Sequence[tuple[int, int]],
    top_of: Mapping[int, Chapter],
) -> Iterable[SaidGroup]:
    quotations = carried.rows
    if question.grouping is Grouping.THEME:
        about = carried.matrix[rows]
        for theme, _n in themes:
            of_theme = rows[about[:, carried.column[theme]]]
            if len(of_theme):
                yield SaidGroup(theme, tuple(quotations.pk[of_theme].tolist()))
        rest = rows[~about.any(axis=1)]
        if len(rest):
            yield SaidGroup(0, tuple(quotations.pk[rest].tolist()))
        return
    of_chapter: dict[int, list[int]] = {}
    for row in rows.tolist():
        chapter = int(quotations.chapter[row])
        top = top_of[chapter].pk if chapter in top_of else chapter
        of_chapter.setdefault(top, []).append(int(quotations.pk[row]))
    for chapter, pks in of_chapter.items():
        yield SaidGroup(chapter, tuple(pks))


def _find_others(
    voice: Voice,
    own: NDArray[np.bool_],
    question: SaidQuestion,
    facts: Facts,
    carried: Carried[QuotationFacts],
    themes: Sequence[tuple[int, int]],
) -> Iterable[OthersOnTheme]:
    """Others of the voice's role group on what it speaks of most; nobody shares a role that is not known."""
    if voice.role_group == Informant.RoleGroup.OTHER or not own.any():
        return
    quotations = facts.quotations
    alike = quotations.shown(confirmed=question.is_confirmed) & (
        quotations.role == ROLES.index(voice.role_group)
    )
    elsewhere = alike & (quotations.thesis != quotations.thesis[own][0]) & (quotations.kind == _INTERVIEW)
    used: set[int] = set()
    for theme, _n in themes:
        about = carried.of(theme)
        chosen = choose_telling(
            np.flatnonzero(elsewhere & about), carried.rows, theme, OTHERS_EACH, leave=used
        )
        if chosen:
            used.update(chosen)
            yield OthersOnTheme(theme, int(np.count_nonzero(alike & about)), tuple(chosen))
        if len(used) >= OTHERS_THEMES * OTHERS_EACH:
            return


def choose_telling(
    rows: NDArray[np.int64],
    quotations: QuotationFacts,
    theme: int,
    limit: int,
    *,
    leave: set[int] | None = None,
    by: str = "thesis",
) -> list[int]:
    """As many of the rows' quotations (primary keys) as can stand for all of them.

    Confirmed before suggested, of readable length, surest about the theme, and each of another thesis (or of another
    informant: ``by``) as long as there is one.
    """
    links = quotations.links
    of_theme = np.zeros(len(quotations.pk), dtype=np.float32)
    on_theme = links.theme == theme
    of_theme[links.row[on_theme]] = links.confidence[on_theme]
    length = quotations.length[rows]
    is_long = (length < READABLE[0]) | (length > READABLE[1])
    order = np.lexsort((rows, -of_theme[rows], is_long, ~quotations.accepted[rows]))
    source = getattr(quotations, by)
    ranked = [(int(quotations.pk[row]), int(source[row])) for row in rows[order].tolist()]
    ranked = [pair for pair in ranked if pair[0] not in (leave or ())]
    first: list[int] = []
    seen: set[int] = set()
    for pk, origin in ranked:
        if origin not in seen:
            seen.add(origin)
            first.append(pk)
    rest = [pk for pk, _origin in ranked if pk not in set(first)] if by != "thesis" else []
    return (first + rest)[:limit]
