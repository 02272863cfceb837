"""One spelling for each voice of a thesis, so that its quotations can be put together."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kb.ingest.informant_labels import is_short_for, label_key
from kb.ingest.roles import find_role_words
from kb.ingest.voices import Habits, Rank, find_mentions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.draft import Informant, Quotation

_ANOTHER = re.compile(
    r"\b(?:annen|anna|annan|andre|denne|samme|same|tredje|fjerde|femte|siste|førstnevnte|sistnevnte|other|third|last)\s",
    re.IGNORECASE,
)
_INTERVIEW = re.compile(r"(?:intervju|interview)(?:et)?,?\s", re.IGNORECASE)
_PLURAL = frozenset(("ene", "ane", "erne", "ne", "ar", "er", "e", "s"))


def unify_speakers(
    quotations: Sequence[Quotation], informants: Sequence[Informant], habits: Habits
) -> tuple[Quotation, ...]:
    """The quotations with each speaker under one label: the informant's own, else the commonest spelling.

    Voices that are not told apart ("en annen informant", "denne informanten") are one general voice for each role.
    """
    labels = _Labels([quotation.speaker for quotation in quotations if quotation.speaker], informants, habits)
    return tuple(
        quotation
        if quotation.speaker is None
        else replace(quotation, speaker=labels.label_of(quotation.speaker))
        for quotation in quotations
    )


class _Labels:
    def __init__(self, speakers: Sequence[str], informants: Sequence[Informant], habits: Habits) -> None:
        self.habits = habits
        self.by_key = {label_key(informant.label): informant.label for informant in informants}
        marks = [(_mark_of(informant.label), informant.label) for informant in informants]
        count = Counter(mark for mark, _ in marks)
        self.by_mark = {mark: label for mark, label in marks if count[mark] == 1}
        told: dict[str, Counter[str]] = defaultdict(Counter)
        general: dict[str, Counter[str]] = defaultdict(Counter)
        for speaker in speakers:
            if _is_told_apart(speaker, habits):
                told[label_key(speaker)][speaker] += 1
            else:
                general[_role_of(speaker)][_as_general(speaker)] += 1
        self.told = {key: counts.most_common(1)[0][0] for key, counts in told.items()}
        self.general = {role: counts.most_common(1)[0][0] for role, counts in general.items()}

    def label_of(self, speaker: str) -> str:
        if not _is_told_apart(speaker, self.habits):
            return self.general[_role_of(speaker)]
        key = label_key(speaker)
        if key in self.by_key:
            return self.by_key[key]
        full = (*self.by_key.values(), *self.told.values())
        if named := next(
            (label for label in full if label != speaker and is_short_for(speaker, label)), None
        ):
            return named
        # "Kontor B" is "lederen ved kontor B" where one leader only is of that office.
        whole = [label for other, label in self.told.items() if other.endswith(f" {key}")]
        if len(whole) == 1 and " " in key:
            return whole[0]
        mark = _mark_of(speaker)
        numbered = [
            label for other, label in self.told.items() if other.rpartition(" ")[2] == mark and other != key
        ]
        if _INTERVIEW.match(speaker) and len(numbered) == 1:
            return numbered[0]
        # "Leder 3" in the text is "Informant 3" of the table when there is but one number 3.
        if mark in self.by_mark and (mark.isdigit() or len(mark) == 1):
            return self.by_mark[mark]
        return self.told.get(key, speaker)


def _mark_of(label: str) -> str:
    """The letter or number of a label, or its last word."""
    return label_key(label).rpartition(" ")[2]


def _is_told_apart(speaker: str, habits: Habits) -> bool:
    if speaker in habits.names or speaker in habits.codes:
        return True
    mentions = find_mentions(speaker, habits)
    return not mentions or any(mention.rank is Rank.EXPLICIT for mention in mentions)


def _role_of(speaker: str) -> str:
    """The role word of a voice that is not told apart; a group ("NAV-lederne") is a voice of its own."""
    words = list(find_role_words(speaker))
    if not words:
        return speaker.casefold()
    group = len(words) == 1 and words[0].start == 0 and words[0].ending in _PLURAL
    return words[-1].base.casefold() + (words[-1].ending if group else "")


def _as_general(speaker: str) -> str:
    """The words for a voice without what tells it from the one before: "en annen informant" is "en informant"."""
    text = _ANOTHER.sub("", speaker)
    first = text.partition(" ")[0]
    return (
        text
        if first[1:].casefold() != first[1:] or first.startswith("Nav-")
        else text[:1].casefold() + text[1:]
    )
