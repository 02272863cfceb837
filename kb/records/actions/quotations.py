"""Quotations: yes or no, what kind, whose words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kb.records.actions.history import Refused, remember
from kb.records.models import Citation, Informant, Passage, Quotation
from kb.records.recording import recorded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.records.actions.history import Actor


@recorded
def accept_quotation(*, quotation: Quotation, by: Actor) -> None:
    """Say that it is a quotation, and of this kind and speaker."""
    quotation.state = Quotation.State.ACCEPTED
    _save(quotation, ["state"])
    remember(quotation, _("Accepted."), by=by)


@recorded
def reject_quotation(*, quotation: Quotation, by: Actor) -> None:
    """Say that it is none. The record stays, so that the same words are not suggested again."""
    quotation.state = Quotation.State.REJECTED
    _save(quotation, ["state"])
    remember(quotation, _("Rejected."), by=by)


@recorded
def set_kind(*, quotation: Quotation, kind: str, by: Actor) -> None:
    """Say whose sort of words these are."""
    if kind not in Quotation.Kind.values:
        raise Refused(_("There is no kind %s.") % kind)
    quotation.kind = kind
    _save(quotation, ["kind"])
    remember(quotation, _("Kind: %s.") % quotation.get_kind_display(), by=by)


@recorded
def set_speaker(*, quotation: Quotation, informant: Informant | None, by: Actor) -> None:
    """Say who said it, or that nobody knows."""
    quotation.informant = informant
    _check_thesis(quotation)
    _save(quotation, ["informant"])
    remember(quotation, _("Speaker: %s.") % (informant or "–"), by=by)


@recorded
def set_citation(*, quotation: Quotation, citation: Citation | None, by: Actor) -> None:
    """Say which citation names its source."""
    quotation.citation = citation
    _check_thesis(quotation)
    _save(quotation, ["citation"])
    remember(quotation, _("Source: %s.") % (citation or "–"), by=by)


@recorded
def correct_quotation(*, quotation: Quotation, fields: Iterable[str], by: Actor) -> None:
    """Save ``fields`` as they were set on the quotation, and flag it as seen to."""
    _check_thesis(quotation)
    _save(quotation, fields)
    remember(quotation, _("Corrected: %s.") % ", ".join(sorted(fields)), by=by)


@recorded
def mark_quotation(
    *,
    passage: Passage,
    text: str,
    kind: str,
    by: Actor,
    informant: Informant | None = None,
    citation: Citation | None = None,
    note: str = "",
) -> Quotation:
    """The quotation of ``text``, which the reading missed, accepted; refused where the words do not stand there."""
    words = text.strip()
    start = passage.text.find(words)
    if not words or start < 0:
        raise Refused(_("These words do not stand in the passage."))
    end = start + len(words)
    known = Quotation.objects.filter(passage=passage, last_passage=passage, start=start, end=end)
    if known.exists():
        raise Refused(_("These words are marked as a quotation already."))
    quotation = Quotation(
        thesis=passage.thesis,
        passage=passage,
        last_passage=passage,
        start=start,
        end=end,
        text=words,
        form=Quotation.Form.BLOCK if words == passage.text.strip() else Quotation.Form.INLINE,
        kind=kind,
        informant=informant,
        citation=citation,
        language=passage.chapter.language or passage.thesis.language,
        state=Quotation.State.ACCEPTED,
        confidence=1.0,
        reason=_("marked by a curator"),
        note=note,
        order=passage.order,
        first_line=passage.first_line,
        last_line=passage.last_line,
        is_edited=True,
    )
    _check_thesis(quotation)
    quotation.save()
    remember(quotation, _("Marked in the text."), by=by)
    return quotation


def _check_thesis(quotation: Quotation) -> None:
    for part in (quotation.informant, quotation.citation):
        if part is not None and part.thesis_id != quotation.thesis_id:
            raise Refused(_("“%s” belongs to another thesis.") % part)


def _save(quotation: Quotation, fields: Iterable[str]) -> None:
    quotation.is_edited = True
    quotation.save(update_fields=["is_edited", *fields])


@recorded
def name_speaker(*, quotation: Quotation, label: str, by: Actor) -> Informant:
    """Say who said it by the label that the thesis gives, also where no voice of that label was known."""
    label = " ".join(label.split())
    if not label:
        raise Refused(_("Say how the thesis calls the speaker."))
    if len(label) > 120:
        raise Refused(_("That is too long for the name of a speaker."))
    informant, _is_new = Informant.objects.get_or_create(
        thesis=quotation.thesis, label=label, defaults={"is_edited": True}
    )
    set_speaker(quotation=quotation, informant=informant, by=by)
    return informant
