"""Choosing the quotation that tells what something is about.

The rule: from an interview, of a readable length, what a curator accepted before what was only read so, the surest
first; a whole sentence with a voice before a piece without one; each once, and from as many theses as can be. A real
thesis goes before an invented example, and one in the reader's language before another.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from django.utils.translation import get_language

from kb.records.models import Quotation

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from numpy.typing import NDArray

    from kb.synthesis.facts import Facts

# As long as a telling sentence is, in characters: shorter says too little, longer is not read on a front page.
LENGTH = (70, 260)
BEST_LENGTH = 150
_OF_A_THESIS, _CANDIDATES = 3, 40
_SCANDINAVIAN = {"nb", "nn"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that wants a quotation: what to call it, and the rows (of quotations) that would do."""

    name: tuple[str, Hashable]
    rows: NDArray[np.bool_]


def choose_evidence(facts: Facts, wanted: Sequence[Wanted]) -> dict[tuple[str, Hashable], Quotation]:
    """One quotation for each that is wanted, where one tells enough, with all that a card shows."""
    candidates = {one.name: _find_candidates(facts, one.rows) for one in wanted}
    read = (
        Quotation.objects.filter(pk__in={pk for pks in candidates.values() for pk in pks})
        .select_related("thesis")
        .defer("note")
        .in_bulk()
    )
    used: Counter[int] = Counter()
    chosen: dict[tuple[str, Hashable], int] = {}
    for one in wanted:
        free = (read[pk] for pk in candidates[one.name] if pk in read and pk not in chosen.values())
        best = _take_best(free, used)
        if best is not None:
            chosen[one.name] = best.pk
            used[best.thesis_id] += 1
    shown = {row.pk: row for row in Quotation.objects.filter(pk__in=chosen.values()).for_cards()}
    return {name: shown[pk] for name, pk in chosen.items() if pk in shown}


def _find_candidates(facts: Facts, rows: NDArray[np.bool_]) -> list[int]:
    """The keys of the surest, a few of each thesis."""
    quotations = facts.quotations
    fitting = np.flatnonzero(rows & (quotations.length >= LENGTH[0]) & (quotations.length <= LENGTH[1]))
    distance = np.abs(quotations.length[fitting] - BEST_LENGTH)
    named = quotations.informant[fitting] > 0
    order = np.lexsort((distance, ~named, ~quotations.accepted[fitting]))
    of_thesis: Counter[int] = Counter()
    found: list[int] = []
    for row in fitting[order].tolist():
        thesis = int(quotations.thesis[row])
        if of_thesis[thesis] < _OF_A_THESIS:
            of_thesis[thesis] += 1
            found.append(int(quotations.pk[row]))
            if len(found) == _CANDIDATES:
                break
    return found


def _take_best(quotations: Iterable[Quotation], used: Counter[int]) -> Quotation | None:
    return min(
        quotations,
        key=lambda q: (q.thesis.is_example, used[q.thesis_id], _weakness(q), q.pk),
        default=None,
    )


def _weakness(quotation: Quotation) -> float:
    """How little a quotation tells when it stands alone: unsure, without a voice, no whole sentence, badly long."""
    text = quotation.text.strip()
    return (
        (quotation.state != Quotation.State.ACCEPTED) * 0.5
        + (1 - quotation.confidence)
        + (quotation.informant_id is None) * 0.5
        + (not _is_near(quotation.language or quotation.thesis.language)) * 1.0
        + (not text[:1].isupper()) * 0.7
        + (text[-1:] not in ".!?…") * 0.4
        + abs(len(text) - BEST_LENGTH) / 200
    )


def _is_near(language: str) -> bool:
    """Whether the reader of this page reads the language as easily."""
    own = (get_language() or "nb")[:2]
    return language == own or {language, own} <= _SCANDINAVIAN
