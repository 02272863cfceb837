"""What is sent from the page of personal data, and what is done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.ingest.personal_words import find_personal_words
from kb.records import actions
from kb.records.actions import Refused, check_unchanged
from kb.records.covering import find_words
from kb.records.masking import Holder, find_holder
from kb.records.models import Chapter, Informant, Mask, Operation, Passage
from kb.records.recording import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kb.records.actions.history import Actor
    from kb.records.covering import Range
    from kb.records.models import Thesis

# What an operation of this page is called; what came last of them can be taken back on the page.
NAMED = "personal-"


def act(thesis: Thesis, given: Mapping[str, str], *, by: Actor) -> str:
    """Do what the form asks for, as one operation; what was done, in a sentence. Raises Refused, Outdated."""
    do = given.get("do", "")
    if do not in _DEEDS:
        raise Refused(_("There is nothing of the kind to do."))
    if do == "undo":
        return _undo(thesis, given, by)
    with record(f"{NAMED}{do}", by=by):
        return _DEEDS[do](thesis, given, by)


def find_last(thesis: Thesis, by: Actor) -> Operation | None:
    """What this person did last on the page and has not taken back."""
    if by is None:
        return None
    done = Operation.objects.filter(
        thesis=thesis, name__startswith=NAMED, by_id=by.pk, undone_by=None, undoes=None
    )
    return done.first()


def _passage(thesis: Thesis, given: Mapping[str, str]) -> Passage:
    passage: Passage = get_object_or_404(thesis.passages.select_related("chapter", "thesis"), pk=_key(given))
    check_unchanged(passage, given.get("seen", ""))
    return passage


def _chapter(thesis: Thesis, given: Mapping[str, str]) -> Chapter:
    chapter = get_object_or_404(thesis.chapters, pk=_key(given))
    check_unchanged(chapter, given.get("seen", ""))
    return chapter


def _informant(thesis: Thesis, given: Mapping[str, str]) -> Informant:
    informant = get_object_or_404(thesis.informants, pk=_key(given))
    check_unchanged(informant, given.get("seen", ""))
    return informant


def _key(given: Mapping[str, str]) -> int:
    key = given.get("pk", "")
    return int(key) if key.isascii() and key.isdecimal() and len(key) < 18 else 0


def _mask(thesis: Thesis, given: Mapping[str, str], by: Actor) -> str:
    passage = _passage(thesis, given)
    actions.mask_words(passage=passage, ranges=_read_ranges(given.get("ranges", "")), by=by)
    return _after_covering(passage, by)


def _mask_words(thesis: Thesis, given: Mapping[str, str], by: Actor) -> str:
    passage = _passage(thesis, given)
    words = " ".join(given.get("words", "").split())
    ranges = list(find_words(passage.text, words)) or _anywhere(passage.text, words)
    if not ranges:
        raise Refused(_("These words do not stand in the passage."))
    actions.mask_words(passage=passage, ranges=ranges, by=by)
    return _after_covering(passage, by)


def _after_covering(passage: Passage, by: Actor) -> str:
    """Where all that was pointed out is covered, the passage is done with."""
    passage.refresh_from_db()
    covering = Holder(Mask.Holder.PASSAGE, passage).read()
    left = [
        (start, end)
        for start, end in find_personal_words(covering.whole, passage.personal_data)
        if not any(first <= start and end <= last for first, last in covering.ranges)
    ]
    if passage.personal_data and not left and not passage.personal_data_settled:
        actions.settle_passage(passage=passage, by=by)
    return _("Covered. The public sees a mark in place of the words.")


def _anywhere(text: str, words: str) -> list[Range]:
    at = text.find(words) if words else -1
    return [(at, at + len(words))] if at >= 0 else []


def _read_ranges(told: str) -> list[Range]:
    ranges = []
    for pair in told.split(",")[:500]:
        start, _dash, end = pair.partition("-")
        if all(one.isascii() and one.isdecimal() and len(one) < 9 for one in (start, end)):
            ranges.append((int(start), int(end)))
    return ranges


def _mask_everywhere(thesis: Thesis, given: Mapping[str, str], by: Actor) -> str:
    check_unchanged(thesis, given.get("seen", ""))
    count = actions.mask_everywhere(thesis=thesis, words=given.get("words", ""), by=by)
    return ngettext("Covered in %d place.", "Covered in %d places.", count) % count


def _unmask(thesis: Thesis, given: Mapping[str, str], by: Actor) -> str:
    mask = get_object_or_404(thesis.masks, pk=_key(given))
    holder = find_holder(mask)
    check_unchanged(holder.record if holder is not None else mask, given.get("seen", ""))
    is_lost = mask.record_id is None
    actions.unmask(mask=mask, by=by)
    return _("Settled.") if is_lost else _("The words are shown again.")


def _hide_passage(thesis: Thesis, given: Mapping[str, str], by: Actor) -> str:
    actions.hide_passage(passage=_passage(thesis, given), by=by)
    return _("The passage is hidden, and the quotations in it.")


def _show_passage(thesis: Thesis, given: Mapping[str, str], by: Actor) -> str:
    actions.show_passage(passage=_passage(thesis, given), by=by)
    return _("The passage is shown again.")


def _hide_chapter(thesis: Thesis, given: Mapping[str, str], by: Actor) -> str:
    chapter = _chapter(thesis, given)
    actions.hide_chapter(chapter=chapter, by=by)
    return _("“%s” is hidden, with all under it.") % chapter.heading


def _show_chapter(thesis: Thesis, given: Mapping[str, str], by: Actor) -> str:
    chapter = _chapter(thesis, given)
    actions.show_chapter(chapter=chapter, by=by)
    return _("“%s” is shown again.") % chapter.heading


def _settle(thesis: Thesis, given: Mapping[str, str], by: Actor) -> str:
    actions.settle_passage(passage=_passage(thesis, given), by=by)
    return _("Left as it is.")


def _reopen(thesis: Thesis, given: Mapping[str, str], by: Actor) -> str:
    actions.reopen_passage(passage=_passage(thesis, given), by=by)
    return _("To be looked at again.")


def _settle_label(thesis: Thesis, given: Mapping[str, str], by: Actor) -> str:
    actions.settle_label(informant=_informant(thesis, given), by=by)
    return _("The label stays.")


def _reopen_label(thesis: Thesis, given: Mapping[str, str], by: Actor) -> str:
    actions.reopen_label(informant=_informant(thesis, given), by=by)
    return _("To be looked at again.")


def _rename(thesis: Thesis, given: Mapping[str, str], by: Actor) -> str:
    informant = _informant(thesis, given)
    actions.rename_informant(informant=informant, label=given.get("label", ""), by=by)
    return _("The voice is now called “%s”.") % informant.label


def _tick(thesis: Thesis, given: Mapping[str, str], by: Actor) -> str:  # noqa: ARG001 - as the others
    actions.tick(thesis=thesis, item="personal", by=by)
    return _("Personal data: looked through.")


def _undo(thesis: Thesis, given: Mapping[str, str], by: Actor) -> str:
    last = find_last(thesis, by)
    if last is None or str(last.pk) != given.get("pk"):
        raise Refused(_("Something else was done since."))
    actions.undo(operation=last, by=by)
    return _("Taken back.")


_DEEDS: dict[str, Callable[[Any, Mapping[str, str], Any], str]] = {
    "mask": _mask,
    "mask_words": _mask_words,
    "mask_everywhere": _mask_everywhere,
    "unmask": _unmask,
    "hide_passage": _hide_passage,
    "show_passage": _show_passage,
    "hide_chapter": _hide_chapter,
    "show_chapter": _show_chapter,
    "settle": _settle,
    "reopen": _reopen,
    "settle_label": _settle_label,
    "reopen_label": _reopen_label,
    "rename": _rename,
    "tick": _tick,
    "undo": _undo,
}
