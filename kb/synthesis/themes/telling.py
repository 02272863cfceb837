"""Which quotations tell most of a theme, by a rule that can be said in a sentence and gives the same every time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kb.records.models import Thesis
from kb.synthesis.evidence import ABOUT
from kb.synthesis.kept import Kept
from kb.synthesis.themes.on_theme import GROUPS, ROLE_GROUPS, SPEAKERS
from kb.synthesis.themes.said import load_said

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from numpy.typing import NDArray

    from kb.synthesis.themes.on_theme import OnTheme

# A quotation of this many characters can stand alone: shorter says too little, longer is not read to its end.
READABLE = (80, 400)
TELLING = 3
# What is less sure is on something else more than twice as often as on the theme, and does not stand for it.
PERHAPS = 0.3

_order: Kept[NDArray[np.int64]] = Kept()


def rank_quotations(on: OnTheme) -> NDArray[np.int64]:
    """The theme's quotations (places in ``on.rows``), the most telling first.

    Of real theses before invented examples; confirmed before suggested; more likely than not about the theme; with a
    voice or a source named; of a length that is read to its end; whole sentences; then as sure as the theme is; then
    in the order of theses and texts.
    """
    return _order.find(on.facts, (on.theme, on.ids, on.confirmed), lambda: _rank(on))


def _rank(on: OnTheme) -> NDArray[np.int64]:
    quotations = on.facts.quotations
    length = quotations.length[on.rows]
    shortest, longest = READABLE
    is_named = (on.voice >= 0) | (quotations.work[on.rows] > 0)
    is_readable = (length >= shortest) & (length <= longest)
    is_about = on.sureness >= ABOUT
    is_whole = np.array([said.is_whole for said in load_said(on)], dtype=bool)
    examples = Thesis.objects.public().filter(is_example=True).values_list("pk", flat=True)
    invented = np.isin(on.thesis, [on.facts.place_of.get(pk, -1) for pk in examples])
    accepted = quotations.accepted[on.rows]
    keys = (
        on.rows, -on.sureness, ~is_whole, ~is_readable, ~is_named, ~is_about, ~accepted, ~on.is_confirmed, invented,
    )  # fmt: skip
    return np.lexsort(keys).astype(np.int64)


def choose_telling(on: OnTheme, limit: int = TELLING) -> list[int]:
    """The most telling words of informants: each of another thesis, and of another role group while there is one.

    What is hardly about the theme does not stand for it: where nothing else is said, nothing is chosen.
    """
    speakers = [GROUPS.index(role) for role in SPEAKERS]
    # The best of each thesis and group are all that can be chosen: others are never reached.
    order = rank_quotations(on)
    waiting = _first_of_each(on, order[on.sureness[order] >= PERHAPS], speakers)
    chosen: list[int] = []
    while waiting and len(chosen) < limit:
        groups = {int(on.group[place]) for place in chosen}
        fresh = [place for place in waiting if int(on.group[place]) not in groups]
        best = (fresh or waiting)[0]
        chosen.append(best)
        waiting = [place for place in waiting if on.thesis[place] != on.thesis[best]]
    return chosen


def _first_of_each(on: OnTheme, order: Iterable[int], groups: list[int]) -> list[int]:
    seen: set[tuple[int, int]] = set()
    found = []
    for place in order:
        key = (int(on.thesis[place]), int(on.group[place]))
        if key[1] in groups and key not in seen:
            seen.add(key)
            found.append(int(place))
    return found


def choose_of_group(on: OnTheme, group: str, limit: int, *, shown: Collection[int] = ()) -> list[int]:
    """The most telling quotations of a group: each of another thesis and then, if these are few, of another voice.

    What is ``shown`` already is taken only where there is nothing else of the kind.
    """
    order = rank_quotations(on)
    mine = order[on.group[order] == GROUPS.index(group)].tolist()
    fresh = [place for place in mine if place not in shown]
    chosen: list[int] = []
    for is_new in (_is_new_thesis, _is_new_voice, _is_any):
        for place in (*fresh, *mine):
            if len(chosen) == limit:
                return chosen
            if place not in chosen and is_new(on, place, chosen):
                chosen.append(place)
    return chosen


def _is_new_thesis(on: OnTheme, place: int, chosen: list[int]) -> bool:
    return all(on.thesis[place] != on.thesis[other] for other in chosen)


def _is_new_voice(on: OnTheme, place: int, chosen: list[int]) -> bool:
    return all(on.voice[place] != on.voice[other] for other in chosen)


def _is_any(on: OnTheme, place: int, chosen: list[int]) -> bool:  # noqa: ARG001
    return True


def choose_of_thesis(
    on: OnTheme, thesis: int, limit: int, *, shown: Collection[int] = ()
) -> dict[str, list[int]]:
    """The most telling quotations of one thesis by group, each of another voice where there are several.

    What is ``shown`` already comes last.
    """
    order = rank_quotations(on)
    mine = order[on.thesis[order] == thesis]
    mine = mine[np.argsort(np.isin(mine, list(shown)), kind="stable")]
    chosen: dict[str, list[int]] = {}
    for group in GROUPS:
        places = [int(place) for place in mine[on.group[mine] == GROUPS.index(group)]]
        first = [place for i, place in enumerate(places) if _is_new_voice(on, place, places[:i])]
        rest = [place for place in places if place not in first]
        if places:
            chosen[group] = [*first, *rest][:limit]
    return chosen


def find_speaking_groups(on: OnTheme) -> tuple[str, ...]:
    """The role groups that say something about the theme, in their usual order."""
    return tuple(group for group in ROLE_GROUPS if on.n_by_group[group])
