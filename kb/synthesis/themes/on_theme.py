"""What all theses have on one theme, as rows of the facts: who speaks of it, where, and which sources stand beside.

Speakers and papers are told apart as *groups*: what an informant says counts for the informant's role group, what is
quoted from a policy paper or from research for these. Each quotation that is counted is of one group.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from kb.records.models import Informant, Quotation
from kb.synthesis.facts import KINDS, ROLES
from kb.synthesis.kept import Kept
from kb.synthesis.voices.voices import find_voice_of_rows, read_voices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kb.synthesis.facts import Facts
    from kb.synthesis.vocabulary import Vocabulary
    from kb.synthesis.voices.voices import Voice

POLICY, LITERATURE, REST = "policy", "literature", "rest"
# Role groups, then interviews whose voice is not named ("none"), then what is read.
GROUPS = (*ROLES, POLICY, LITERATURE, REST)
SPEAKERS = ROLES
ROLE_GROUPS = tuple(Informant.RoleGroup.values)
_INTERVIEW = KINDS.index(Quotation.Kind.INTERVIEW)
_PAPERS = {
    KINDS.index(Quotation.Kind.POLICY): GROUPS.index(POLICY),
    KINDS.index(Quotation.Kind.LITERATURE): GROUPS.index(LITERATURE),
    KINDS.index(Quotation.Kind.OTHER): GROUPS.index(REST),
}


def ask_group(group: str) -> dict[str, str]:
    """The choices by which the list of quotations shows just what is counted for a group."""
    if group in SPEAKERS:
        return {"kind": Quotation.Kind.INTERVIEW.value, "role": group}
    return {"kind": Quotation.Kind.OTHER.value if group == REST else group}


@dataclass(frozen=True)
class OnTheme:
    """The quotations on a theme or under it, a row each, in the order of the facts; passages and citations likewise.

    ``rows``, ``passages`` and ``citations`` are rows of the facts. ``thesis`` is a place in ``Facts.theses``,
    ``group`` one in GROUPS, ``voice`` one in ``voices`` (-1: nobody is named). ``sureness`` is that of the surest link
    to the theme, ``is_confirmed`` that a curator accepted both quotation and link; ``has_sure_passages`` that a curator
    confirmed the theme of a passage at all.
    """

    facts: Facts
    theme: int
    ids: tuple[int, ...]
    confirmed: bool
    rows: NDArray[np.int64]
    thesis: NDArray[np.int64]
    group: NDArray[np.int64]
    voice: NDArray[np.int64]
    sureness: NDArray[np.float32]
    is_confirmed: NDArray[np.bool_]
    voices: tuple[Voice, ...]
    passages: NDArray[np.int64]
    citations: NDArray[np.int64]
    has_sure_passages: bool

    @property
    def pks(self) -> NDArray[np.int64]:
        return self.facts.quotations.pk[self.rows]

    @cached_property
    def table(self) -> NDArray[np.int64]:
        """How many quotations each thesis (by its place) has of each group."""
        counts = np.zeros((len(self.facts.theses), len(GROUPS)), dtype=np.int64)
        np.add.at(counts, (self.thesis, self.group), 1)
        return counts

    @cached_property
    def theses(self) -> tuple[int, ...]:
        """The theses with quotations on it, by place: most first, then the newest."""
        n = self.table.sum(axis=1)
        return tuple(int(place) for place in np.argsort(-n, kind="stable") if n[place])

    @property
    def n_confirmed(self) -> int:
        return int(np.count_nonzero(self.is_confirmed))

    def of_group(self, group: str) -> NDArray[np.bool_]:
        """Which of the rows are of the group."""
        return np.equal(self.group, GROUPS.index(group))

    @cached_property
    def n_by_group(self) -> dict[str, int]:
        return dict(zip(GROUPS, self.table.sum(axis=0).tolist(), strict=True))

    @cached_property
    def n_by_voice(self) -> dict[int, int]:
        """How often each voice is quoted on it, by the voice's place."""
        named, n = np.unique(self.voice[self.voice >= 0], return_counts=True)
        return dict(zip(named.tolist(), n.tolist(), strict=True))


_voices: Kept[tuple[tuple[Voice, ...], NDArray[np.int64]]] = Kept(1)
_themes: Kept[OnTheme] = Kept()


def load_on_theme(facts: Facts, theme: int, vocabulary: Vocabulary, *, confirmed: bool = False) -> OnTheme:
    """All on the theme and what lies under it; one query where the facts are new, else none."""
    ids = tuple(vocabulary.with_narrower(theme))
    key = (theme, ids, confirmed)
    return _themes.find(facts, key, lambda: _gather(facts, theme, ids, vocabulary, confirmed=confirmed))


def _gather(
    facts: Facts, theme: int, ids: tuple[int, ...], vocabulary: Vocabulary, *, confirmed: bool
) -> OnTheme:
    quotations, passages = facts.quotations, facts.passages
    about = facts.carry(quotations, vocabulary, confirmed=confirmed).of(theme)
    rows = np.flatnonzero(about & quotations.shown(confirmed=confirmed))
    sure_about = facts.carry(quotations, vocabulary, confirmed=True).of(theme)
    in_passages = facts.carry(passages, vocabulary, confirmed=confirmed).of(theme)
    citing = np.zeros(len(facts.citations.pk), dtype=bool)
    if len(passages.pk):
        citing = in_passages[facts.citations.passage_row]
    voices, voice_of_row = _voices.find(facts, "voices", lambda: _read_voices(facts))
    return OnTheme(
        facts=facts,
        theme=theme,
        ids=ids,
        confirmed=confirmed,
        rows=rows,
        thesis=quotations.thesis[rows],
        group=_find_groups(quotations.kind[rows], quotations.role[rows]),
        voice=voice_of_row[rows],
        sureness=find_sureness(facts, ids, confirmed=confirmed)[rows],
        is_confirmed=(sure_about & quotations.accepted)[rows],
        voices=voices,
        passages=np.flatnonzero(in_passages),
        citations=np.flatnonzero(citing),
        has_sure_passages=bool(facts.carry(passages, vocabulary, confirmed=True).of(theme).any()),
    )


def _read_voices(facts: Facts) -> tuple[tuple[Voice, ...], NDArray[np.int64]]:
    voices = read_voices(facts)
    return voices, find_voice_of_rows(facts.quotations, voices)


def _find_groups(kind: NDArray[np.int64], role: NDArray[np.int64]) -> NDArray[np.int64]:
    group = np.where(kind == _INTERVIEW, role, GROUPS.index(REST))
    for paper, place in _PAPERS.items():
        group[kind == paper] = place
    return group


def find_sureness(facts: Facts, ids: Sequence[int], *, confirmed: bool = False) -> NDArray[np.float32]:
    """How sure the surest link of each quotation to one of these themes is, 0 to 1; what a curator accepted is sure."""
    links = facts.quotations.links
    chosen = np.isin(links.theme, ids) & (links.sure if confirmed else True)
    sureness = np.zeros(len(facts.quotations.pk), dtype=np.float32)
    np.maximum.at(sureness, links.row[chosen], np.where(links.sure, 1, links.confidence)[chosen])
    return sureness
