"""Choosing the quotation that tells what something is about.

The rule: from an interview, of a readable length, and more likely than not about the theme; what a curator accepted
before what was only read so, the surest first; a whole sentence with a voice before a piece without one; each once, and
from as many theses as can be. A real thesis goes before an invented example, and one in the reader's language before
another. Where nothing is as sure, nothing is shown: a quotation on something else is worse than none.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from django.utils.translation import get_language

from kb.records.models import Quotation

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from kb.synthesis.facts import Facts

# As long as a telling sentence is, in characters: shorter says too little, longer is not read on a front page.
LENGTH = (70, 260)
BEST_LENGTH = 150
_OF_A_THESIS, _CANDIDATES = 3, 40
_SCANDINAVIAN = {"nb", "nn"}
# Of suggestions that are as sure, more are right than wrong.
ABOUT = 0.5
# What it weighs that a quotation is unsure, and that its thesis speaks already, against what _weakness adds up.
_UNSURE, _REPEATED = 3.0, 0.5


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that wants a quotation: what to call it, the rows (of quotations) that would do, how sure each is."""

    name: tuple[str, Hashable]
    rows: NDArray[np.bool_]
    sureness: NDArray[np.float32]


def choose_evidence(facts: Facts, wanted: Sequence[Wanted]) -> dict[tuple[str, Hashable], Quotation]:
    """One quotation for each that is wanted, where one tells enough, with all that a card shows."""
    candidates = {one.name: _find_candidates(facts, one) for one in wanted}
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
        sureness = dict(
            zip(facts.quotations.pk[one.rows].tolist(), one.sureness[one.rows].tolist(), strict=True)
        )
        best = _take_best(free, used, sureness)
        if best is not None:
            chosen[one.name] = best.pk
            used[best.thesis_id] += 1
    shown = {row.pk: row for row in Quotation.objects.filter(pk__in=chosen.values()).for_cards()}
    return {name: shown[pk] for name, pk in chosen.items() if pk in shown}


def _find_candidates(facts: Facts, one: Wanted) -> list[int]:
    """The keys of the surest, a few of each thesis."""
    quotations = facts.quotations
    about = one.rows & (one.sureness >= ABOUT)
    fitting = np.flatnonzero(about & (quotations.length >= LENGTH[0]) & (quotations.length <= LENGTH[1]))
    distance = np.abs(quotations.length[fitting] - BEST_LENGTH)
    named = quotations.informant[fitting] > 0
    order = np.lexsort((distance, -one.sureness[fitting], ~named, ~quotations.accepted[fitting]))
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


def _take_best(
    quotations: Iterable[Quotation], used: Counter[int], sureness: Mapping[int, float]
) -> Quotation | None:
    return min(
        quotations,
        key=lambda q: (
            q.thesis.is_example,
            _weakness(q) + _UNSURE * (1 - sureness[q.pk]) + _REPEATED * used[q.thesis_id],
            q.pk,
        ),
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
