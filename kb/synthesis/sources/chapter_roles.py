"""What the chapters of all theses are for (theory, method, findings ...), read from their titles and kept in memory."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from kb.ingest.chapter_roles import ChapterRole, role_of_title
from kb.records.models import Chapter, FactsStamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from kb.synthesis.facts import Facts

ROLES = tuple(ChapterRole)
_PLACE = {role: place for place, role in enumerate(ROLES)}
_OTHER = _PLACE[ChapterRole.OTHER]
# Words that tell only where a title holds none of the plainer ones; the order matters here too.
_HINTS = tuple(
    (role, re.compile(words, re.IGNORECASE))
    for role, words in (
        (
            ChapterRole.METHOD,
            (
                r"fr?[ae]mgangsmåte|\butval|datainnsaml|innsamling|datagrunnlag|validitet|reliabilitet"
                r"|\betikk|\betisk|sampling|data collection|validity|ethic"
            ),
        ),
        (
            ChapterRole.THEORY,
            r"\bforsking|perspektiv|\bmodell|tilnærming|\bomgrep|perspective|\bmodel|state of the art|prior work",
        ),
        (ChapterRole.FINDINGS, r"observasjon|refleksjon|observation|reflection"),
        (ChapterRole.INTRODUCTION, r"kontekst|historikk|historisk|aktualitet|context|history|setting"),
    )
)

# "1.2 Casen" and "1.4 Oppsummering" still introduce.
_UNDER_AN_INTRODUCTION = (ChapterRole.THEORY, ChapterRole.METHOD)
_QUESTION = re.compile(r"^[\W\d]*(?:the )?research questions?\W*$", re.IGNORECASE)


@lru_cache(maxsize=50_000)
def read_role(titles: tuple[str, ...]) -> ChapterRole:
    """What a chapter is for, by its titles from the outermost to its own.

    The first title that tells decides; one that only introduces leaves it to those below, so that "2.1 Teori" is
    theory under "Bakgrunn" and stays a discussion under "Drøfting".
    """
    told = ChapterRole.OTHER
    for title in titles:
        role = _role_of(title)
        if role is ChapterRole.INTRODUCTION:
            told = role
        elif role in _UNDER_AN_INTRODUCTION or (role is not ChapterRole.OTHER and told is ChapterRole.OTHER):
            return role
    return told


def _role_of(title: str) -> ChapterRole:
    if _QUESTION.search(title):
        return ChapterRole.INTRODUCTION
    plain = role_of_title(title)
    if plain is not ChapterRole.OTHER:
        return plain
    return next((role for role, pattern in _HINTS if pattern.search(title)), ChapterRole.OTHER)


@dataclass(frozen=True)
class ChapterRoles:
    """For every chapter, by primary key in rising order: its role, as a place in ROLES, and the chapter it lies in."""

    pk: NDArray[np.int64]
    role: NDArray[np.int64]
    top: NDArray[np.int64]

    @cached_property
    def _last(self) -> int:
        return len(self.pk) - 1

    def role_of(self, chapters: NDArray[np.int64]) -> NDArray[np.int64]:
        """The roles of chapters; OTHER for what is not known."""
        return self._look_up(chapters, self.role, _OTHER)

    def top_of(self, chapters: NDArray[np.int64]) -> NDArray[np.int64]:
        """The outermost chapters; 0 for what is not known."""
        return self._look_up(chapters, self.top, 0)

    def _look_up(
        self, chapters: NDArray[np.int64], values: NDArray[np.int64], otherwise: int
    ) -> NDArray[np.int64]:
        if self._last < 0:
            return np.full(len(chapters), otherwise, dtype=np.int64)
        places = np.minimum(np.searchsorted(self.pk, chapters), self._last)
        return np.where(self.pk[places] == chapters, values[places], otherwise)


class _Kept:
    """What a process keeps: the chapters of each thesis with the stamp they had, and all of them joined."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.pieces: dict[int, tuple[int, NDArray[np.int64]]] = {}
        self.joined: ChapterRoles | None = None
        self.facts: Facts | None = None


_kept = _Kept()


def load_chapter_roles(facts: Facts) -> ChapterRoles:
    """The roles of all chapters; no query while the facts are the same, two where a thesis changed."""
    with _kept.lock:
        # The facts are made anew with every change in a thesis, and its chapters are part of it.
        if _kept.joined is not None and _kept.facts is facts:
            return _kept.joined
        stamps: dict[int, int] = dict(FactsStamp.objects.values_list("thesis_id", "stamp"))
        changed = [pk for pk, stamp in stamps.items() if _kept.pieces.get(pk, (None,))[0] != stamp]
        read = _read_chapters(None if len(changed) == len(stamps) else changed)
        _kept.pieces = {
            pk: (stamp, read.get(pk, _NONE)) if pk in set(changed) else _kept.pieces[pk]
            for pk, stamp in stamps.items()
        }
        _kept.facts, _kept.joined = facts, _join([piece for _stamp, piece in _kept.pieces.values()])
        return _kept.joined


_NONE = np.zeros((0, 3), dtype=np.int64)


def _read_chapters(theses: Sequence[int] | None) -> dict[int, NDArray[np.int64]]:
    """For each thesis rows of (chapter, role, outermost chapter)."""
    chapters = Chapter.objects.order_by("thesis", "order")
    if theses is not None:
        chapters = chapters.filter(thesis__in=theses)
    of_thesis: dict[int, list[tuple[int, int, int]]] = {}
    above: dict[int, tuple[int, tuple[str, ...]]] = {}
    for thesis, pk, parent, kind, title in chapters.values_list(
        "thesis_id", "pk", "parent_id", "kind", "title"
    ):
        top, titles = above.get(parent, (pk, ()))
        titles = (*titles, title)
        above[pk] = top, titles
        role = read_role(titles) if kind == Chapter.Kind.CHAPTER else ChapterRole.OTHER
        of_thesis.setdefault(thesis, []).append((pk, _PLACE[role], top))
    return {thesis: np.array(rows, dtype=np.int64) for thesis, rows in of_thesis.items()}


def _join(pieces: Iterable[NDArray[np.int64]]) -> ChapterRoles:
    rows = np.concatenate([_NONE, *pieces])
    rows = rows[np.argsort(rows[:, 0], kind="stable")]
    return ChapterRoles(rows[:, 0], rows[:, 1], rows[:, 2])
