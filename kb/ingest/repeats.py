"""Quotations that a thesis brings more than once."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kb.ingest.draft import Quotation, QuotationKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# A shorter run of words may be alike by chance.
LEAST_WORDS = 8
_RUN = 5  # words that two quotations must share in a row before they are compared at all
_NOT_WORD = re.compile(r"[\W_]+")


def fold_words(text: str) -> str:
    """``text`` as lower-case words with one space between; two quotations that fold alike say the same."""
    return _NOT_WORD.sub(" ", text.casefold()).strip()


def find_repeats(quotations: Sequence[Quotation]) -> tuple[tuple[int, ...], ...]:
    """Groups of indices of quotations that say the same, each group and the groups in order.

    Two belong together when their folded words are equal or one holds nearly all words of the other; of
    quotations under eight words only equal ones, of five words and more.
    """
    words = [fold_words(quotation.text).split() for quotation in quotations]
    group_of = list(range(len(words)))

    def root(index: int) -> int:
        while group_of[index] != index:
            group_of[index] = group_of[group_of[index]]
            index = group_of[index]
        return index

    for first, second in _candidates(words):
        if root(first) != root(second) and _say_the_same(words[first], words[second]):
            group_of[max(root(first), root(second))] = min(root(first), root(second))
    groups: dict[int, list[int]] = defaultdict(list)
    for index in range(len(words)):
        groups[root(index)].append(index)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _candidates(words: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Pairs of quotations with a run of words in common."""
    holders: dict[tuple[str, ...], int] = {}
    pairs: dict[tuple[int, int], None] = {}
    for index, one in enumerate(words):
        for at in range(len(one) - _RUN + 1):
            run = tuple(one[at : at + _RUN])
            earlier = holders.setdefault(run, index)
            if earlier != index:
                pairs[(earlier, index)] = None
    return list(pairs)


def _say_the_same(first: Sequence[str], second: Sequence[str]) -> bool:
    if list(first) == list(second):
        return True
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) < LEAST_WORDS:
        return False
    runs = {tuple(longer[at : at + 3]) for at in range(len(longer) - 2)}
    own = [tuple(shorter[at : at + 3]) for at in range(len(shorter) - 2)]
    return sum(run in runs for run in own) >= 0.8 * len(own)


def agree_on_repeats(quotations: list[Quotation]) -> list[Quotation]:
    """The same words quoted again without their source are of the kind they were the surer time."""
    surest: dict[str, Quotation] = {}
    for quotation in quotations:
        words = fold_words(quotation.text)
        if words.count(" ") < 4:
            continue
        if words not in surest or quotation.confidence > surest[words].confidence:
            surest[words] = quotation
    said = _runs_of_interviews(quotations)
    agreed: list[Quotation] = []
    for quotation in quotations:
        words = fold_words(quotation.text)
        model = surest.get(words)
        if model is None or model is quotation:
            model = _said_before(words.split(), said)
        if (
            model is None
            or quotation.confidence >= 0.8
            or model.confidence < 0.85
            or model.kind is quotation.kind
        ):
            agreed.append(quotation)
            continue
        agreed.append(_as_kind(quotation, model))
    return agreed


def _runs_of_interviews(quotations: Sequence[Quotation]) -> dict[tuple[str, ...], Quotation]:
    """The interview quotation that first holds each run of five words."""
    runs: dict[tuple[str, ...], Quotation] = {}
    for quotation in quotations:
        if quotation.kind is QuotationKind.INTERVIEW:
            words = fold_words(quotation.text).split()
            for at in range(len(words) - _RUN + 1):
                runs.setdefault(tuple(words[at : at + _RUN]), quotation)
    return runs


def _said_before(words: Sequence[str], said: Mapping[tuple[str, ...], Quotation]) -> Quotation | None:
    """The longer interview quotation whose words these few are."""
    if len(words) < _RUN:
        return None
    model = said.get(tuple(words[:_RUN]))
    held = model is not None and f" {' '.join(words)} " in f" {fold_words(model.text)} "
    return model if held else None


def _as_kind(quotation: Quotation, model: Quotation) -> Quotation:
    interview = model.kind is QuotationKind.INTERVIEW
    return replace(
        quotation,
        kind=model.kind,
        speaker=model.speaker if interview else None,
        confidence=0.85,
        reason=f"the same words as elsewhere: {model.reason}",
    )
