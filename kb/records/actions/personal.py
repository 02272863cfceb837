"""Personal data: words covered, passages and labels that a person looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.records.actions.history import Refused, remember
from kb.records.actions.informants import correct_informant
from kb.records.masking import Holder, cover_more, find_holder, find_places, uncover
from kb.records.models import Informant, Mask, Passage
from kb.records.recording import recorded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.records.actions.history import Actor
    from kb.records.covering import Range
    from kb.records.models import Thesis

# So many words of one passage are hidden with it rather than covered one by one.
LONGEST_WORDS = 2000


@recorded
def mask_words(*, passage: Passage, ranges: Iterable[Range], by: Actor, settle: bool = False) -> None:
    """Cover what stands at ``ranges`` of the passage's text as the public has it, there and in copies of it.

    ``settle``: what is left of the passage may stay as it is.
    """
    passage.refresh_from_db()
    holder = Holder(Mask.Holder.PASSAGE, passage)
    covering = holder.read()
    wanted = [(start, end) for start, end in ranges if 0 <= start < end <= len(covering.shown)]
    if not wanted or not any(covering.shown[start:end].strip() for start, end in wanted):
        raise Refused(_("Say which words are to be covered."))
    cover_more(
        holder,
        [
            (covering.to_whole(start), covering.to_whole(end, is_end=True))
            for start, end in (_trim(covering.shown, one) for one in wanted)
        ],
    )
    count = len(wanted)
    remember(
        passage, ngettext("Words covered in %d place.", "Words covered in %d places.", count) % count, by=by
    )
    if settle:
        _set_settled(passage, settled=True, by=by)


@recorded
def mask_everywhere(*, thesis: Thesis, words: str, by: Actor) -> int:
    """Cover the words wherever the thesis has them: text, particulars, headings, references; at how many places."""
    words = " ".join(words.split())
    if not words or len(words) > LONGEST_WORDS:
        raise Refused(_("Say which words are to be covered."))
    count = 0
    for holder, ranges in list(find_places(thesis, words)):
        cover_more(holder, ranges)
        count += len(ranges)
    if not count:
        raise Refused(_("These words do not stand in the thesis."))
    remember(
        thesis, ngettext("Words covered in %d place.", "Words covered in %d places.", count) % count, by=by
    )
    return count


@recorded
def unmask(*, mask: Mask, by: Actor) -> None:
    """Show the covered words again, in copies too; a mask that covers nothing any more is forgotten."""
    holder = find_holder(mask)
    if holder is None:
        thesis = mask.thesis
        mask.delete()
        remember(thesis, _("Covered words that no longer stand in the file were settled."), by=by)
        return
    uncover(holder, [(mask.start, mask.end)])
    if isinstance(holder.record, Passage) and holder.record.personal_data_settled:
        _set_settled(holder.record, settled=False, by=by)
    remember(holder.record, _("Covered words shown again."), by=by)


@recorded
def settle_passage(*, passage: Passage, by: Actor) -> None:
    """Say that what the public sees of the passage is no personal data, or may stay."""
    _set_settled(passage, settled=True, by=by)


@recorded
def reopen_passage(*, passage: Passage, by: Actor) -> None:
    """Say that somebody has to look at the passage again."""
    _set_settled(passage, settled=False, by=by)


@recorded
def settle_label(*, informant: Informant, by: Actor) -> None:
    """Say that the label is no real person's name."""
    informant.label_settled = True
    informant.save(update_fields=["label_settled"])
    remember(informant, _("The label is no real person's name."), by=by)


@recorded
def reopen_label(*, informant: Informant, by: Actor) -> None:
    """Say that somebody has to look at the label again."""
    informant.label_settled = False
    informant.save(update_fields=["label_settled"])
    remember(informant, _("The label is to be looked at again."), by=by)


@recorded
def rename_informant(*, informant: Informant, label: str, by: Actor) -> None:
    """Give the voice another label. What stands in the text is covered apart from it (:func:`mask_everywhere`)."""
    label = " ".join(label.split())
    if not label or len(label) > 120:
        raise Refused(_("A label has between one and 120 letters."))
    if informant.thesis.informants.filter(label=label).exclude(pk=informant.pk).exists():
        raise Refused(_("Another voice of the thesis has this label. Merge the two, if they are one."))
    informant.label = label
    informant.label_settled = True
    correct_informant(informant=informant, by=by)


def _set_settled(passage: Passage, *, settled: bool, by: Actor) -> None:
    passage.personal_data_settled = settled
    passage.save(update_fields=["personal_data_settled"])
    what = (
        _("Personal data looked at: it may stay.") if settled else _("Personal data to be looked at again.")
    )
    remember(passage, what, by=by)


def _trim(text: str, one: Range) -> Range:
    """The range without the spaces at its ends."""
    start, end = one
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
