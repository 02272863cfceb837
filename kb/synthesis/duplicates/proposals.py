"""Pairs that look like one, and the groups that they make up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator

# Below this a pair is hardly worth a look; from JOINING on, pairs that share a record are shown together.
LEAST = 0.5
JOINING = 0.75
# More cannot be looked at side by side; the rest is proposed once these are one.
LARGEST_GROUP = 6
# Where a key fits so many, not every two of them are compared.
LARGEST_BLOCK = 40


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records by their keys, the older first; ``rule`` says why, ``sureness`` (0 to 1) how likely they are one."""

    one: int
    other: int
    rule: str
    sureness: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two or more records that are likely one, and the rules that say so, the surest first."""

    records: tuple[int, ...]
    rules: tuple[str, ...]
    sureness: float


def pair_of(a: int, b: int, rule: str, sureness: float) -> Pair:
    return Pair(min(a, b), max(a, b), rule, round(sureness, 2))


def pairs_in(blocks: Iterable[Collection[int]]) -> Iterator[tuple[int, int]]:
    """Each two that share a block, once; of a block that too many share, each with the next."""
    seen: set[tuple[int, int]] = set()
    for block in blocks:
        ordered = sorted(block)
        few = len(ordered) <= LARGEST_BLOCK
        for pair in combinations(ordered, 2) if few else pairwise(ordered):
            if pair not in seen:
                seen.add(pair)
                yield pair


def block_by(keys: Iterable[tuple[Hashable, int]]) -> list[list[int]]:
    """The records that share a key, of each key that two or more have."""
    blocks: defaultdict[Hashable, list[int]] = defaultdict(list)
    for key, record in keys:
        if record not in blocks[key]:
            blocks[key].append(record)
    return [block for block in blocks.values() if len(block) > 1]


def surest(pairs: Iterable[Pair]) -> list[Pair]:
    """Of the pairs of the same two the surest; those too unsure are left out."""
    best: dict[tuple[int, int], Pair] = {}
    for pair in pairs:
        known = best.get((pair.one, pair.other))
        if pair.sureness >= LEAST and (known is None or pair.sureness > known.sureness):
            best[pair.one, pair.other] = pair
    return sorted(best.values(), key=lambda pair: (-pair.sureness, pair.one, pair.other))


def group(pairs: Iterable[Pair], apart: Collection[tuple[int, int]] = frozenset()) -> list[Proposal]:
    """The pairs as proposals, the surest first; no two that are ``apart`` (older first) stand in one.

    Surer pairs that share a record become one proposal; a less sure pair stays alone, and only the surest one
    between two groups is kept.
    """
    kept = [pair for pair in surest(pairs) if (pair.one, pair.other) not in apart]
    groups = _Groups(apart)
    joined = {pair for pair in kept if pair.sureness >= JOINING and groups.join(pair)}
    found: list[Proposal] = []
    for members in groups.all():
        inside = [pair for pair in joined if pair.one in members]
        inside.sort(key=lambda pair: -pair.sureness)
        found.append(
            Proposal(
                tuple(sorted(members)), tuple(dict.fromkeys(p.rule for p in inside)), inside[-1].sureness
            )
        )
    between: set[tuple[int, int]] = set()
    for pair in kept:
        ends = tuple(sorted((groups.root(pair.one), groups.root(pair.other))))
        if pair not in joined and ends[0] != ends[1] and ends not in between and not groups.is_full(pair):
            between.add((ends[0], ends[1]))
            found.append(Proposal((pair.one, pair.other), (pair.rule,), pair.sureness))
    return sorted(found, key=lambda proposal: (-proposal.sureness, proposal.records))


class _Groups:
    """Records joined pair by pair, as long as no two of a group are apart and it stays small."""

    def __init__(self, apart: Collection[tuple[int, int]]) -> None:
        self._root: dict[int, int] = {}
        self._members: dict[int, set[int]] = {}
        self._apart: defaultdict[int, set[int]] = defaultdict(set)
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def root(self, record: int) -> int:
        return self._root.get(record, record)

    def join(self, pair: Pair) -> bool:
        """Whether the two are in one group now."""
        a, b = self.root(pair.one), self.root(pair.other)
        if a == b:
            return True
        one, other = self._members.get(a, {a}), self._members.get(b, {b})
        if len(one) + len(other) > LARGEST_GROUP or any(self._apart[each] & other for each in one):
            return False
        one |= other
        self._members.pop(b, None)
        self._members[a] = one
        self._root.update(dict.fromkeys(one, a))
        return True

    def is_full(self, pair: Pair) -> bool:
        """Whether the two would stand in one group if it were not as large as any may be; its turn comes later."""
        sizes = [len(self._members.get(self.root(each), ())) for each in (pair.one, pair.other)]
        return pair.sureness >= JOINING and sum(sizes) > LARGEST_GROUP

    def all(self) -> list[set[int]]:
        return list(self._members.values())
