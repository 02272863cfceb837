"""What can be decided of a quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from kb.curation.review import words
from kb.curation.review.decision import Done, Given, read_number, shorten
from kb.curation.review.quotation_cards import find_informant
from kb.records import actions
from kb.records.actions import Outdated, Refused
from kb.records.actions.spans import read_span

if TYPE_CHECKING:
    from collections.abc import Callable

    from kb.curation.review.card import Card
    from kb.records.actions.history import Actor
    from kb.records.models import Passage, Quotation, Thesis


def _accept_quotation(card: Card, given: Given, by: Actor) -> Done:
    _set_fields(card.record, given, by)
    actions.accept_quotation(quotation=card.record, by=by)
    return Done(_("Accepted: “%s”.") % shorten(card.record.text))


def _reject_quotation(card: Card, given: Given, by: Actor) -> Done:  # noqa: ARG001
    actions.reject_quotation(quotation=card.record, by=by)
    return Done(_("Rejected: “%s”.") % shorten(card.record.text))


def _accept_alike(card: Card, given: Given, by: Actor) -> Done:
    """With what the fields say, also all that read the same."""
    _set_fields(card.record, given, by)
    quotations = _find_alike(card, given)
    for quotation in quotations:
        if quotation.kind != card.record.kind:
            actions.set_kind(quotation=quotation, kind=card.record.kind, by=by)
        actions.accept_quotation(quotation=quotation, by=by)
    return Done(
        _("Accepted, %(n)d times: “%(text)s”.") % {"n": len(quotations), "text": shorten(card.record.text)}
    )


def _reject_alike(card: Card, given: Given, by: Actor) -> Done:
    quotations = _find_alike(card, given)
    for quotation in quotations:
        actions.reject_quotation(quotation=quotation, by=by)
    return Done(
        _("Rejected, %(n)d times: “%(text)s”.") % {"n": len(quotations), "text": shorten(card.record.text)}
    )


def _find_alike(card: Card, given: Given) -> list[Quotation]:
    """The quotation and all that read the same, if they are what was seen."""
    if card.more["seen_alike"] != given.get("seen_alike"):
        raise Outdated(
            _("Somebody changed one of them in the meantime. Nothing of yours was done; look again.")
        )
    return [card.record, *card.more["alike"]]


def _save_quotation(card: Card, given: Given, by: Actor) -> Done:
    changed = _set_fields(card.record, given, by)
    return Done(_("Saved.") if changed else _("Nothing was changed."), stays=True)


def _set_fields(quotation: Quotation, given: Given, by: Actor) -> bool:
    """Whether anything in the form is other than it was; it is then set."""
    changed = False
    kind = given.get("kind", quotation.kind)
    if kind != quotation.kind:
        actions.set_kind(quotation=quotation, kind=kind, by=by)
        changed = True
    changed = _set_speaker(quotation, given, by) or changed
    if "citation" in given and given["citation"] != str(quotation.citation_id or ""):
        found = quotation.thesis.citations.filter(pk=read_number(given["citation"])).first()
        if found is None and given["citation"]:
            raise Refused(_("That citation is no longer there."))
        actions.set_citation(quotation=quotation, citation=found, by=by)
        changed = True
    note = given.get("note", quotation.note).replace("\r\n", "\n").strip()
    if note != quotation.note:
        quotation.note = note
        actions.correct_quotation(quotation=quotation, fields=["note"], by=by)
        changed = True
    return changed


def _set_speaker(quotation: Quotation, given: Given, by: Actor) -> bool:
    if label := given.get("new_speaker", "").strip():
        actions.name_speaker(quotation=quotation, label=label, by=by)
        return True
    if "informant" not in given or given["informant"] == str(quotation.informant_id or ""):
        return False
    found = find_informant(quotation.thesis, given["informant"])
    if found is None and given["informant"]:
        raise Refused(_("That voice is no longer there."))
    actions.set_speaker(quotation=quotation, informant=found, by=by)
    return True


def _move_quotation(card: Card, given: Given, by: Actor) -> Done:
    """By so many words at one edge ("start:1", "end:-1"), or to places given by passage and offset."""
    quotation = card.record
    if given["value"]:
        edge, _colon, count = given["value"].partition(":")
        if edge not in {"start", "end"} or count not in {"1", "-1"}:
            raise Refused(_("That cannot be done here."))
        span = words.step(quotation, edge, int(count))
    else:
        span = _read_given_span(quotation, given)
    actions.move_quotation(quotation=quotation, span=span, by=by)
    return Done(_("It now reads: “%s”.") % shorten(quotation.text), stays=True)


def _read_given_span(quotation: Quotation, given: Given, *, suffix: str = "") -> Any:
    first = _passage(quotation.thesis, given.get(f"first{suffix}", ""))
    last = _passage(quotation.thesis, given.get(f"last{suffix}", ""))
    start, end = read_number(given.get(f"start{suffix}", "")), read_number(given.get(f"end{suffix}", ""))
    return read_span(first=first, start=start, last=last, end=end)


def _split_quotation(card: Card, given: Given, by: Actor) -> Done:
    """After so many words ("word"), or at the places of two spans."""
    quotation = card.record
    if given.get("first2"):
        first = _read_given_span(quotation, given)
        second = _read_given_span(quotation, given, suffix="2")
    else:
        first, second = words.split_after(quotation, read_number(given.get("word", "")))
    actions.split_quotation(quotation=quotation, first=first, second=second, by=by)
    return Done(_("Split in two. This is the first part."), stays=True)


def _merge_quotation(card: Card, given: Given, by: Actor) -> Done:
    """With the neighbour whose key is given."""
    pk = read_number(given["value"])
    beside = [each.quotation for each in card.more["neighbours"] if each.quotation.pk == pk]
    if not beside:
        raise Refused(_("That quotation does not stand beside this one."))
    # The address that readers may know longest is that of the first.
    keep, other = sorted((card.record, beside[0]), key=lambda each: (each.order, each.start))
    actions.merge_quotations(keep=keep, other=other, by=by)
    return Done(_("Merged. It now reads: “%s”.") % shorten(keep.text), stays=True, key=f"q{keep.pk}")


def _passage(thesis: Thesis, pk: str) -> Passage:
    passage: Passage | None = thesis.passages.filter(pk=read_number(pk)).first()
    if passage is None:
        raise Refused(_("There is no such place in the text."))
    return passage


VERBS: dict[str, Callable[[Card, Given, Actor], Done]] = {
    "accept": _accept_quotation,
    "reject": _reject_quotation,
    "save": _save_quotation,
    "accept_alike": _accept_alike,
    "reject_alike": _reject_alike,
    "move": _move_quotation,
    "split": _split_quotation,
    "merge": _merge_quotation,
}
