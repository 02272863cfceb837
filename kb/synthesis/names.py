"""Names to try the search with: those that most theses would answer to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kb.records.models import Authorship, Informant, Theme
from kb.synthesis.facts import ROLES

if TYPE_CHECKING:
    from kb.synthesis.facts import Facts
    from kb.synthesis.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class TellingNames:
    """``themes`` from the widest on; ``author`` is the family name or organisation cited most; years of the theses.

    Each is empty, "" or None where the collection has none.
    """

    themes: tuple[Theme, ...] = ()
    author: str = ""
    first_year: int | None = None
    last_year: int | None = None
    has_leaders: bool = False


def find_telling_names(facts: Facts, vocabulary: Vocabulary, *, n_themes: int = 2) -> TellingNames:
    """The names; one query more than the facts need."""
    quotations = facts.quotations
    carried = facts.carry(quotations, vocabulary)
    shown = quotations.shown()
    spread = {pk: len(np.unique(quotations.thesis[shown & carried.of(pk)])) for pk in vocabulary.themes}
    widest = sorted((pk for pk, n in spread.items() if n), key=lambda pk: (-spread[pk], pk))[:n_themes]
    years = [thesis.year for thesis in facts.theses if thesis.year]
    leader = ROLES.index(Informant.RoleGroup.LEADER)
    return TellingNames(
        themes=tuple(vocabulary.themes[pk] for pk in widest),
        author=_find_author(facts),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        has_leaders=bool((shown & (quotations.role == leader)).any()),
    )


def _find_author(facts: Facts) -> str:
    """Who wrote the work that most places cite; "" where that is nobody by name."""
    works, n = np.unique(facts.citations.work[facts.citations.work > 0], return_counts=True)
    most = works[np.argsort(-n, kind="stable")][:10].tolist()
    named = (
        Authorship.objects.filter(work__in=most, person__kind="person")
        .select_related("person")
        .order_by("order")
    )
    by_work = {row.work_id: row.person for row in reversed(named)}
    return next((by_work[work].family for work in most if work in by_work and by_work[work].family), "")
