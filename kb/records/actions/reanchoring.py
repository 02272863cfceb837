"""Records that lost their place when a file was read anew: given one, kept without, or dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kb.records.actions.history import Refused, remember
from kb.records.actions.spans import read_span
from kb.records.actions.themes import move_links
from kb.records.models import Chapter, Citation, Passage, Quotation, Reanchoring, ThemeLink
from kb.records.recording import recorded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.records.actions.history import Actor
    from kb.records.actions.spans import Span

State = Reanchoring.State
# Reading counts up to here in a thesis; what was set aside stands behind.
_IN_TEXT = Q(passage__chapter__is_former=False)


@recorded
def place_anew(*, row: Reanchoring, place: Mapping[str, Any], by: Actor) -> None:
    """Say where the record of ``row`` stands now; ``place`` is like one of its candidates."""
    record = _open_record(row)
    if isinstance(record, Chapter):
        target = _find_chapter(row, place)
        hidden = [target.pk] if row.was.get("is_hidden") else []
        _place_chapter(record, target, row)
        _release(row, stay=hidden)
    else:
        span = _find_span(row, place)
        if isinstance(record, Quotation):
            _place_quotation(record, span, keeps_text=bool(row.was.get("own_text")))
        elif isinstance(record, Citation):
            _place_citation(record, span)
        else:
            _place_passage(record, span, is_hidden=bool(row.was.get("is_hidden")))
        stays = isinstance(record, Passage) and row.was.get("is_hidden")
        _release(row, stay=[passage.pk for passage in span.passages] if stays else [])
    _settle(row, State.PLACED, by)
    remember(record, _("Placed in the new version of the file."), by=by)


@recorded
def keep_anew(*, row: Reanchoring, by: Actor) -> None:
    """Let the record stay without a place: a quotation with its old words, the rest for when its words come back."""
    record = _open_record(row)
    if isinstance(record, Quotation):
        # What nobody could read before is not shown now.
        record.stands_alone = not row.was.get("is_hidden")
        record.save(update_fields=["stands_alone"])
    _release(row, stay=[])
    _settle(row, State.KEPT, by)
    remember(record, _("Kept without a place in the new version of the file."), by=by)


@recorded
def drop_anew(*, row: Reanchoring, by: Actor) -> None:
    """Give up what was done: a quotation is rejected, so that its words are not suggested again; the rest goes."""
    record = _open_record(row)
    remember(record, _("Dropped: no longer in the file."), by=by)
    if isinstance(record, Quotation):
        record.state, record.is_edited, record.stands_alone = Quotation.State.REJECTED, True, False
        record.save(update_fields=["state", "is_edited", "stands_alone"])
    elif isinstance(record, Passage) and record.citations.exists():
        for link in _links(record):
            link.delete()
        record.is_hidden = False
        record.save(update_fields=["is_hidden"])
    else:
        record.delete()
    _release(row, stay=[])
    _settle(row, State.DROPPED, by)


def _open_record(row: Reanchoring) -> Quotation | Passage | Citation | Chapter:
    if row.state != State.OPEN:
        raise Refused(_("That is decided already."))
    record = row.record
    if not isinstance(record, (Quotation, Passage, Citation, Chapter)):
        raise Refused(_("The record is no longer there."))
    return record


def _settle(row: Reanchoring, state: str, by: Actor) -> None:
    row.state, row.decided = state, timezone.now()
    row.by_id = by.pk if by is not None else None
    row.save(update_fields=["state", "decided", "by"])


def _release(row: Reanchoring, *, stay: list[int]) -> None:
    """Show again what was hidden only until this was decided, unless something else waits there too."""
    others = Reanchoring.objects.filter(
        thesis=row.thesis_id, content_type=row.content_type_id, state=State.OPEN
    ).exclude(pk=row.pk)
    waited_for = {pk for held in others.values_list("held", flat=True) for pk in held}
    model: Any = row.content_type.model_class()
    if not row.held or model is None:
        return
    for record in model._default_manager.filter(pk__in=set(row.held) - set(stay) - waited_for):
        record.is_hidden = False
        record.save(update_fields=["is_hidden"])


# -- places


def _find_span(row: Reanchoring, place: Mapping[str, Any]) -> Span:
    in_text = Passage.objects.filter(thesis=row.thesis_id, chapter__is_former=False)
    first = in_text.filter(pk=place.get("passage")).first()
    last = in_text.filter(pk=place.get("last_passage") or place.get("passage")).first()
    if first is None or last is None:
        raise Refused(_("There is no such place in the text."))
    return read_span(first=first, start=int(place["start"]), last=last, end=int(place["end"]))


def _find_chapter(row: Reanchoring, place: Mapping[str, Any]) -> Chapter:
    target: Chapter | None = Chapter.objects.filter(
        thesis=row.thesis_id, is_former=False, pk=place.get("chapter") or 0
    ).first()
    if target is None:
        raise Refused(_("There is no such place in the text."))
    return target


def _place_quotation(quotation: Quotation, span: Span, *, keeps_text: bool) -> None:
    first, last = span.passages[0], span.passages[-1]
    order = first.order
    for other in _suggested_there(quotation, span):
        order = other.order
        other.delete()
    quotation.passage, quotation.last_passage = first, last
    quotation.start, quotation.end = span.start, span.end
    if not keeps_text:
        quotation.text = span.text
    quotation.order, quotation.stands_alone = order, False
    quotation.first_line, quotation.last_line = first.first_line, last.last_line
    quotation.save()


def _suggested_there(quotation: Quotation, span: Span) -> list[Quotation]:
    """What the new reading suggests of the same words, and nobody has worked on."""
    links = ThemeLink.objects.filter(
        Q(origin=ThemeLink.Origin.CURATOR) | ~Q(state=ThemeLink.State.SUGGESTED),
        content_type=ContentType.objects.get_for_model(Quotation),
    )
    fresh = Quotation.objects.filter(
        thesis=quotation.thesis_id,
        passage__in=[passage.pk for passage in span.passages],
        state=Quotation.State.SUGGESTED,
        is_edited=False,
        note="",
    ).exclude(pk__in=links.values("object_id"))
    wanted = len(span.text)
    return [other for other in fresh if _share(other, span) * 2 >= max(wanted, len(other.text))]


def _share(other: Quotation, span: Span) -> int:
    """How many characters the two have in common."""
    shared = 0
    for passage in span.passages:
        start = span.start if passage == span.passages[0] else 0
        end = span.end if passage == span.passages[-1] else len(passage.text)
        if other.passage is None or other.last_passage is None:
            continue
        if other.passage.order <= passage.order <= other.last_passage.order:
            begins = other.start if passage.pk == other.passage_id else 0
            ends = other.end if passage.pk == other.last_passage_id else len(passage.text)
            shared += max(0, min(end, ends) - max(start, begins))
    return shared


def _place_citation(citation: Citation, span: Span) -> None:
    passage = span.passages[0]
    end = span.end if len(span.passages) == 1 else len(passage.text)
    fresh = passage.citations.filter(
        is_edited=False, start__lt=end, end__gt=span.start, cited_year=citation.cited_year
    ).exclude(pk=citation.pk)
    order = None
    for other in fresh:
        order = other.order
        for quotation in other.quotations.all():
            quotation.citation = citation
            quotation.save(update_fields=["citation"])
        other.delete()
    if order is None:
        known = Citation.objects.filter(_IN_TEXT, thesis=citation.thesis_id).aggregate(last=Max("order"))
        order = (known["last"] or 0) + 1
    citation.passage, citation.order = passage, order
    citation.start, citation.end, citation.raw = span.start, end, passage.text[span.start : end]
    citation.first_line, citation.last_line = passage.first_line, passage.last_line
    citation.save()


def _place_passage(former: Passage, span: Span, *, is_hidden: bool) -> None:
    """What was done to the former passage is done to all that stand there; its themes go to the first."""
    move_links(span.passages[0], former)
    for passage in span.passages:
        if is_hidden and not passage.is_hidden:
            passage.is_hidden = True
            passage.save(update_fields=["is_hidden"])


def _place_chapter(former: Chapter, target: Chapter, row: Reanchoring) -> None:
    """The former chapter, with its address and all that was done to it, in the place of the one that was read."""
    for passage in target.passages.all():
        passage.chapter = former
        passage.save(update_fields=["chapter"])
    for child in target.children.all():
        child.parent = former
        child.save(update_fields=["parent"])
    move_links(former, target)
    was_hidden = target.is_hidden and target.pk not in row.held
    former.is_hidden = was_hidden or bool(row.was.get("is_hidden"))
    former.is_former, former.parent, former.order = False, target.parent, target.order
    fields = ["kind", "language", "page", "page_is_inferred", "first_line", "last_line"]
    if former.is_edited:
        former.read_as = target.heading[:640]
    else:
        fields += ["number", "title", "level"]
    for field in fields:
        setattr(former, field, getattr(target, field))
    target.delete()
    former.save()


def _links(record: Passage) -> list[ThemeLink]:
    content_type = ContentType.objects.get_for_model(record)
    return list(ThemeLink.objects.filter(content_type=content_type, object_id=record.pk))
