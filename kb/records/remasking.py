"""Covered words over a new version of the file: lifted before it is stored, laid again where the words stand then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.records.covering import find_copies, find_words
from kb.records.masking import Holder, cover, cover_copies, find_holder
from kb.records.models import Mask, Passage

if TYPE_CHECKING:
    from kb.records.covering import Range
    from kb.records.models import Thesis

_BESIDE = 24


@dataclass(frozen=True, slots=True)
class Covered:
    """Words that were covered, with where they stood; ``record_id`` is None where they stood nowhere."""

    holder: str
    record_id: int | None
    field: str
    start: int
    words: str
    before: str
    after: str


def lift_masks(thesis: Thesis) -> tuple[Covered, ...]:
    """Show all covered words of the thesis again, so that it can be compared with what is read; which they were.

    Only for one transaction that ends with :func:`lay_masks`.
    """
    masks = list(Mask.objects.filter(thesis=thesis.pk))
    covered = tuple(
        Covered(m.holder, m.record_id, m.field, m.start, m.words, m.before, m.after) for m in masks
    )
    done: set[tuple[str, int | None, str]] = set()
    for mask in masks:
        place = mask.holder, mask.record_id, mask.field
        if place in done:
            continue
        done.add(place)
        if (holder := find_holder(mask, thesis)) is not None:
            cover(holder, ())
    Mask.objects.filter(thesis=thesis.pk).delete()
    return covered


def lay_masks(thesis: Thesis, covered: tuple[Covered, ...]) -> tuple[Mask, ...]:
    """Cover the words again, wherever the thesis now has them; the masks whose words stand nowhere in its passages.

    Where only a part of what stood around a mask is still there, the passage is hidden: the words may stand in it,
    written differently. Nothing comes to light that nobody looked at.
    """
    lost: list[Mask] = []
    in_text = thesis.passages.filter(chapter__is_former=False)
    passages = list(in_text.select_related("chapter", "thesis").order_by("order"))
    for one in covered:
        if one.holder != Mask.Holder.PASSAGE:
            continue
        places, is_sure = _find_again(one, passages)
        for passage, words in places:
            holder = Holder(Mask.Holder.PASSAGE, passage)
            covering = holder.read()
            cover(holder, covering.cover(words).ranges)
        covered_in = {passage.pk for passage, _ in places}
        if not is_sure and (_hide_what_may_hold(one, passages, covered_in) or not places):
            lost.append(_keep_lost(thesis, one))
    cover_copies(thesis, [(one.words, one.before, one.after) for one in covered])
    return tuple(lost)


def _find_again(one: Covered, passages: list[Passage]) -> tuple[list[tuple[Passage, list[Range]]], bool]:
    """Where the words stand: at the very place, else between the same words (then it is sure), else anywhere."""
    standing = [
        (passage, found)
        for passage in passages
        if (found := list(find_words(_whole(passage), one.words)) or _exactly(_whole(passage), one.words))
    ]
    for passage, found in standing:
        exact = (one.start, one.start + len(one.words))
        if passage.pk == one.record_id and exact in found:
            return [(passage, [exact])], True
    between = [
        (passage, alike)
        for passage, _ in standing
        if (alike := list(find_copies(_whole(passage), one.words, one.before, one.after)))
    ]
    if between:
        return between, True
    # A name is covered wherever it stands rather than nowhere; an ordinary word only where there is but one of it.
    if _is_telling(one.words) or sum(len(found) for _, found in standing) == 1:
        return standing, False
    return [(passage, found) for passage, found in standing if passage.pk == one.record_id], False


def _whole(passage: Passage) -> str:
    return Holder(Mask.Holder.PASSAGE, passage).read().whole


def _exactly(text: str, words: str) -> list[Range]:
    """For words that a curator cut out of a longer one."""
    found, at = [], text.find(words)
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + len(words))
    return found


def _is_telling(words: str) -> bool:
    """Whether they are hardly said of anything else: a name, a number, an address."""
    return len(words.split()) > 1 or any(not letter.isalpha() for letter in words) or words[:1].isupper()


def _keep_lost(thesis: Thesis, one: Covered) -> Mask:
    """A mask over nothing, so that a curator is told; where the words were is no longer said."""
    return Mask.objects.create(
        thesis=thesis, holder=one.holder, field=one.field, start=0, words=one.words,
        before=one.before, after=one.after,
    )  # fmt: skip


def _hide_what_may_hold(one: Covered, passages: list[Passage], covered_in: set[int]) -> bool:
    """Whether passages were found, and hidden, in which the words stood or that say what stood around them."""
    found = False
    before, after = "".join(one.before.split())[-_BESIDE:], "".join(one.after.split())[:_BESIDE]
    for passage in passages:
        packed = "".join(passage.text.split())
        near = any(len(side) >= _BESIDE // 2 and side in packed for side in (before, after))
        if passage.pk in covered_in or not (passage.pk == one.record_id or near):
            continue
        found = True
        if not passage.is_hidden:
            passage.is_hidden = True
            passage.save(update_fields=["is_hidden"])
    return found
