"""Telling which of the records at hand are the same as what was read anew."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

Old = TypeVar("Old")
New = TypeVar("New")

# Below this, two texts are not one text that was mended: hypothesis/client#7571 shows what guessing costs.
ALIKE = 0.85


@dataclass(frozen=True, slots=True)
class Reconciled(Generic[Old, New]):
    """``kept`` pairs a record with what it is now; ``added`` has no record yet, ``lost`` no place any more."""

    kept: tuple[tuple[Old, New], ...]
    added: tuple[New, ...]
    lost: tuple[Old, ...]


def fold(text: str) -> str:
    """The letters and digits of ``text`` in lower case: what must be alike for two texts to say the same."""
    return "".join(character for character in text.casefold() if character.isalnum())


def reconcile(
    old: Iterable[Old],
    new: Iterable[New],
    *,
    old_key: Callable[[Old], Hashable],
    new_key: Callable[[New], Hashable],
) -> Reconciled[Old, New]:
    """Pairs records and findings of one key, in their order; equal keys pair first to first."""
    waiting: defaultdict[Hashable, list[Old]] = defaultdict(list)
    for record in old:
        waiting[old_key(record)].append(record)
    kept, added = [], []
    for found in new:
        if records := waiting.get(new_key(found)):
            kept.append((records.pop(0), found))
        else:
            added.append(found)
    lost = [record for records in waiting.values() for record in records]
    return Reconciled(tuple(kept), tuple(added), tuple(lost))


def match_mended(
    lost: Sequence[Old],
    added: Sequence[New],
    *,
    old_text: Callable[[Old], str],
    new_text: Callable[[New], str],
) -> list[tuple[Old, New]]:
    """Pairs of lost and added whose texts are nearly the same and that are each other's only likeness.

    Where two candidates are about as near, none is taken: a person decides.
    """
    pairs: list[tuple[Old, New]] = []
    taken: set[int] = set()
    for record in lost:
        text = fold(old_text(record))
        likeness = sorted(
            (
                (_likeness(text, fold(new_text(found))), index)
                for index, found in enumerate(added)
                if index not in taken
            ),
            reverse=True,
        )
        if not likeness or likeness[0][0] < ALIKE or (len(likeness) > 1 and likeness[1][0] >= ALIKE):
            continue
        taken.add(likeness[0][1])
        pairs.append((record, added[likeness[0][1]]))
    return pairs


def _likeness(a: str, b: str) -> float:
    longest = max(len(a), len(b))
    if not longest or min(len(a), len(b)) / longest < ALIKE:
        return 0.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0
