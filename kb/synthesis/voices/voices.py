"""The voices of all theses: who speaks, how much, in which role, about what.

A voice is what one thesis calls one speaker: labels that differ only in capitals, blanks and marks are one. Voices are
listed where the public can read something they say. All numbers are counted over the same rows as the list.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from kb.records.identifiers import make_voice_key
from kb.records.languages import TextIn
from kb.records.models import Informant, Institution
from kb.synthesis.alphabet import make_sort_key
from kb.synthesis.facts import ROLES
from kb.synthesis.kept import Kept
from kb.synthesis.quotations.question import read_values, read_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from django.http import QueryDict
    from numpy.typing import NDArray

    from kb.synthesis.facts import Carried, Facts, QuotationFacts
    from kb.synthesis.vocabulary import Vocabulary

MOST_WORDS = 8
_all: Kept[tuple[tuple[Voice, ...], NDArray[np.int64]]] = Kept(1)


class Sorting(StrEnum):
    MOST = "most"
    NAME = "name"


class Grouping(StrEnum):
    ROLE = "role"
    THESIS = "thesis"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class VoiceQuestion:
    """Which voices a reader wants. Two themes mean what carries both, two of anything else mean either."""

    roles: tuple[str, ...] = ()
    theses: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    words: str = ""
    is_confirmed: bool = False
    sorting: Sorting = Sorting.MOST
    grouping: Grouping = Grouping.ROLE

    @classmethod
    def from_params(cls, params: QueryDict) -> VoiceQuestion:
        """What an address asks. Slugs that mean nothing find nothing; choices that make no sense are passed over."""
        sorting, grouping = params.get("sort", ""), params.get("group", "")
        return cls(
            roles=read_values(params, "role", Informant.RoleGroup.values),
            theses=read_values(params, "thesis"),
            institutions=read_values(params, "institution"),
            themes=read_values(params, "theme"),
            words=read_words(params.get("q", "")),
            is_confirmed=params.get("confirmed") == "1",
            sorting=Sorting(sorting) if sorting in set(Sorting) else Sorting.MOST,
            grouping=Grouping(grouping) if grouping in set(Grouping) else Grouping.ROLE,
        )


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice, its informants' primary keys (one, or as many as labels), and its thesis' place among the facts."""

    key: str
    label: str
    role: str
    role_group: str
    thesis: int
    pks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CountedVoice:
    """A voice and how many quotations of it answer."""

    voice: Voice
    n: int


@dataclass(frozen=True)
class VoiceList:
    """The voices that answer, in order, and how many voices each choice would leave, the other choices kept.

    ``groups`` are (role group or slug of the thesis, number of voices), empty where the list is one.
    """

    voices: tuple[CountedVoice, ...]
    groups: dict[str, int]
    n_confirmed: int
    roles: tuple[tuple[str, int], ...] = ()
    theses: tuple[tuple[str, str, int], ...] = ()
    institutions: tuple[tuple[str, str, int], ...] = ()
    themes: dict[int, int] = field(default_factory=dict)


def find_voices(question: VoiceQuestion, facts: Facts, vocabulary: Vocabulary) -> VoiceList:
    """The voices that answer, with all numbers; one query besides those for the facts."""
    institutions = {row.pk: row for row in Institution.objects.all()}
    voices, of_row = _all.find(facts, "all", lambda: _read_all(facts))
    return _Counting(question, facts, vocabulary, voices, of_row, institutions).answer()


def _read_all(facts: Facts) -> tuple[tuple[Voice, ...], NDArray[np.int64]]:
    """All voices there are, and for each quotation whose it is."""
    voices = read_voices(facts)
    return voices, find_voice_of_rows(facts.quotations, voices)


def read_voices(facts: Facts, theses: Sequence[int] | None = None) -> tuple[Voice, ...]:
    """All voices of the theses among the facts (or of those with these keys), quoted or not; one query."""
    rows = Informant.objects.public().order_by("thesis", "pk")
    if theses is not None:
        rows = rows.filter(thesis__in=theses)
    return gather_voices(
        (facts.place_of[thesis], pk, label, role, group)
        for pk, thesis, label, role, group in rows.values_list(
            "pk", "thesis_id", "label", "role", "role_group"
        )
        if thesis in facts.place_of
    )


def gather_voices(rows: Iterable[tuple[int, int, str, str, str]]) -> tuple[Voice, ...]:
    """The voices of (thesis' place, pk, label, role, role group): the first label of a key names the voice."""
    found: dict[tuple[int, str], Voice] = {}
    for thesis, pk, label, role, group in rows:
        key = make_voice_key(label)
        known = found.get((thesis, key))
        if known is None:
            found[thesis, key] = Voice(key, label, role, group, thesis, (pk,))
        else:
            is_vague = known.role_group == Informant.RoleGroup.OTHER
            found[thesis, key] = replace(
                known,
                role=known.role or role,
                role_group=group if is_vague else known.role_group,
                pks=(*known.pks, pk),
            )
    return tuple(found.values())


class _Counting:
    """One answer in the making. ``of_row`` tells each quotation's voice, -1 where nobody is named."""

    def __init__(
        self,
        question: VoiceQuestion,
        facts: Facts,
        vocabulary: Vocabulary,
        voices: Sequence[Voice],
        of_row: NDArray[np.int64],
        institutions: Mapping[int, Institution],
    ) -> None:
        self.question, self.facts, self.vocabulary = question, facts, vocabulary
        self.voices, self.of_row, self.institutions = voices, of_row, institutions
        confirmed = question.is_confirmed
        self.carried = facts.carry(facts.quotations, vocabulary, confirmed=confirmed)
        self.spoken = facts.quotations.shown(confirmed=confirmed) & (self.of_row >= 0)
        self.asked = self.spoken & carry_all(self.carried, question.themes, vocabulary)
        self.counts = self._count(self.asked)
        self.is_of = {
            "roles": np.array([not question.roles or v.role_group in question.roles for v in voices], bool),
            "theses": np.array([self._is_of_thesis(v) for v in voices], bool),
            "institutions": np.array([self._is_of_institution(v) for v in voices], bool),
            "words": match_words(question.words, voices),
        }

    def answer(self) -> VoiceList:
        chosen = np.flatnonzero(self._allowed() & (self.counts > 0)).tolist()
        listed = [CountedVoice(self.voices[place], int(self.counts[place])) for place in chosen]
        is_grouped = self.question.grouping is not Grouping.NONE
        return VoiceList(
            voices=tuple(sorted(listed, key=self._order)),
            groups=dict(Counter(self.group_of(row.voice) for row in listed)) if is_grouped else {},
            n_confirmed=self._count_confirmed(),
            roles=self._count_roles(),
            theses=self._count_theses(),
            institutions=self._count_institutions(),
            themes=self._count_themes(),
        )

    def _is_of_thesis(self, voice: Voice) -> bool:
        return not self.question.theses or self.facts.theses[voice.thesis].slug in self.question.theses

    def _is_of_institution(self, voice: Voice) -> bool:
        if not self.question.institutions:
            return True
        known = self.institutions.get(self.facts.theses[voice.thesis].institution)
        return known is not None and known.slug in self.question.institutions

    def _count(self, rows: NDArray[np.bool_]) -> NDArray[np.int64]:
        """How many of the rows each voice says."""
        return np.bincount(self.of_row[rows], minlength=len(self.voices))

    def _allowed(self, *, leave: str = "") -> NDArray[np.bool_]:
        """The voices that answer whatever the choice ``leave`` is."""
        allowed = np.ones(len(self.voices), dtype=bool)
        for name, demand in self.is_of.items():
            if name != leave:
                allowed &= demand
        return allowed

    def _count_confirmed(self) -> int:
        """How many voices the switch would leave."""
        quotations = self.facts.quotations
        carried = self.facts.carry(quotations, self.vocabulary, confirmed=True)
        rows = quotations.shown(confirmed=True) & (self.of_row >= 0)
        rows &= carry_all(carried, self.question.themes, self.vocabulary)
        return int(np.count_nonzero(self._allowed() & (self._count(rows) > 0)))

    def _order(self, row: CountedVoice) -> tuple[object, ...]:
        voice, label = row.voice, make_label_key(row.voice.label)
        first: tuple[object, ...] = ()
        if self.question.grouping is Grouping.ROLE:
            first = (ROLES.index(voice.role_group),)
        elif self.question.grouping is Grouping.THESIS:
            first = (voice.thesis,)
        if self.question.sorting is Sorting.NAME:
            return (*first, label, voice.thesis)
        return (*first, -row.n, voice.thesis, label)

    def group_of(self, voice: Voice) -> str:
        """The role group, or the thesis' slug."""
        if self.question.grouping is Grouping.THESIS:
            return self.facts.theses[voice.thesis].slug
        return voice.role_group

    def _places(self, leave: str) -> list[int]:
        return np.flatnonzero(self._allowed(leave=leave) & (self.counts > 0)).tolist()

    def _count_roles(self) -> tuple[tuple[str, int], ...]:
        counts = Counter(self.voices[place].role_group for place in self._places("roles"))
        return tuple((role, counts[role]) for role in Informant.RoleGroup.values)

    def _count_theses(self) -> tuple[tuple[str, str, int], ...]:
        counts = Counter(self.voices[place].thesis for place in self._places("theses"))
        theses = self.facts.theses
        rows = [
            (theses[place].slug, TextIn(theses[place].title, theses[place].language), n)
            for place, n in counts.items()
        ]
        return tuple(sorted(rows, key=lambda row: (-row[2], row[1], row[0])))

    def _count_institutions(self) -> tuple[tuple[str, str, int], ...]:
        theses = self.facts.theses
        counts = Counter(
            theses[self.voices[place].thesis].institution for place in self._places("institutions")
        )
        known = [(self.institutions[pk], n) for pk, n in counts.items() if pk in self.institutions]
        return tuple(sorted(((row.slug, row.name, n) for row, n in known), key=lambda row: (-row[2], row[1])))

    def _count_themes(self) -> dict[int, int]:
        """How many voices speak of each theme where they speak of all that is chosen already."""
        rows = np.flatnonzero(self.asked)
        rows = rows[self._allowed()[self.of_row[rows]]]
        if not len(rows):
            return {}
        rows = rows[np.argsort(self.of_row[rows], kind="stable")]
        starts = np.flatnonzero(np.diff(self.of_row[rows], prepend=-1))
        speaks = np.logical_or.reduceat(self.carried.matrix[rows], starts, axis=0)
        n_voices = speaks.sum(axis=0).tolist()
        return {pk: n for pk, n in zip(self.carried.themes, n_voices, strict=True) if n}


def find_voice_of_rows(quotations: QuotationFacts, voices: Sequence[Voice]) -> NDArray[np.int64]:
    """For each quotation the place of its voice among ``voices``, -1 where it is none of them."""
    pairs = sorted((pk, place) for place, voice in enumerate(voices) for pk in voice.pks)
    if not pairs:
        return np.full(len(quotations.pk), -1, dtype=np.int64)
    pks = np.array([pk for pk, _place in pairs], dtype=np.int64)
    places = np.array([place for _pk, place in pairs], dtype=np.int64)
    found = np.minimum(np.searchsorted(pks, quotations.informant), len(pks) - 1)
    return np.where(pks[found] == quotations.informant, places[found], -1)


def find_main_themes(
    voices: Sequence[Voice], facts: Facts, vocabulary: Vocabulary, *, confirmed: bool, limit: int
) -> dict[str, tuple[int, ...]]:
    """The narrowest themes that each of some voices speaks of most, by "place of the thesis/key"."""
    of_row = find_voice_of_rows(facts.quotations, voices)
    carried = facts.carry(facts.quotations, vocabulary, confirmed=confirmed)
    narrow = [place for place, pk in enumerate(carried.themes) if pk not in vocabulary.narrower]
    rows = np.flatnonzero(facts.quotations.shown(confirmed=confirmed) & (of_row >= 0))
    found: dict[str, tuple[int, ...]] = {}
    for place, voice in enumerate(voices):
        counts = carried.matrix[rows[of_row[rows] == place]][:, narrow].sum(axis=0)
        most = np.argsort(-counts, kind="stable")[:limit].tolist()
        found[f"{voice.thesis}/{voice.key}"] = tuple(
            carried.themes[narrow[column]] for column in most if counts[column]
        )
    return found


def carry_all(
    carried: Carried[QuotationFacts], slugs: Collection[str], vocabulary: Vocabulary
) -> NDArray[np.bool_]:
    """The rows that carry every one of the themes; none where a slug means no theme."""
    rows = np.ones(len(carried.matrix), dtype=bool)
    for slug in slugs:
        theme = vocabulary.by_slug.get(slug)
        rows &= carried.of(theme.pk if theme else 0)
    return rows


def match_words(words: str, voices: Sequence[Voice]) -> NDArray[np.bool_]:
    """The voices whose label and role hold every word."""
    wanted = words.casefold().split()[:MOST_WORDS]
    if not wanted:
        return np.ones(len(voices), dtype=bool)
    return np.array([all(w in f"{v.label} {v.role}".casefold() for w in wanted) for v in voices], dtype=bool)


@lru_cache(maxsize=1 << 16)
def make_label_key(label: str) -> tuple[str, int, str]:
    """A key by which labels stand in Norwegian order, and "informant 10" after "informant 9"."""
    head, _, tail = label.rpartition(" ")
    if tail.isdecimal() and tail.isascii():
        return make_sort_key(head), int(tail[:9]), label
    return make_sort_key(label), -1, label
