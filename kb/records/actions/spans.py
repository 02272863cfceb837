"""Where a quotation begins and ends: moved, split in two, made one with its neighbour.

A place in the text is a pair of a passage and an offset, which counts code points in the passage's text. The words
of a span over several passages are joined by an empty line, as reading joins them; a quotation's text is its span's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from kb.records.actions.history import Refused, remember
from kb.records.models import Passage, Quotation, ThemeLink
from kb.records.recording import recorded

if TYPE_CHECKING:
    from kb.records.actions.history import Actor

BETWEEN = "\n\n"
LONGEST = 12  # passages that one quotation may run through


class Span(NamedTuple):
    """From ``start`` in the first passage to ``end`` in the last; ``passages`` are all that lie between, in order."""

    passages: tuple[Passage, ...]
    start: int
    end: int

    @property
    def text(self) -> str:
        texts = [passage.text for passage in self.passages]
        texts[-1] = texts[-1][: self.end]
        texts[0] = texts[0][self.start :]
        return BETWEEN.join(texts)


def read_span(*, first: Passage, start: int, last: Passage, end: int) -> Span:
    """The span without white space at its edges; refused where it is none, or runs over a heading."""
    if first.thesis_id != last.thesis_id or first.chapter_id != last.chapter_id:
        raise Refused(_("A quotation stays within one chapter."))
    passages = tuple(
        Passage.objects.filter(chapter=first.chapter_id, order__gte=first.order, order__lte=last.order)
    )
    if not passages:
        raise Refused(_("A quotation begins before it ends."))
    if len(passages) > LONGEST:
        raise Refused(_("A quotation runs through %d paragraphs at most.") % LONGEST)
    if not 0 <= start <= len(passages[0].text) or not 0 <= end <= len(passages[-1].text):
        raise Refused(_("There is no such place in the text."))
    start += len(passages[0].text[start:]) - len(passages[0].text[start:].lstrip())
    end = len(passages[-1].text[:end].rstrip())
    # An edge that comes to lie at the very rim of a passage takes none of it.
    if len(passages) > 1 and end == 0:
        return read_span(first=first, start=start, last=passages[-2], end=len(passages[-2].text))
    if len(passages) > 1 and start == len(passages[0].text):
        return read_span(first=passages[1], start=0, last=last, end=end)
    span = Span(passages, start, end)
    if (len(passages) == 1 and start >= end) or not span.text.strip():
        raise Refused(_("A quotation has at least one word."))
    return span


def find_span(quotation: Quotation) -> Span:
    """Where the quotation stands; refused where its words no longer stand in the file."""
    first, last = quotation.passage, quotation.last_passage or quotation.passage
    if first is None or last is None:
        raise Refused(_("These words no longer stand in the thesis' current file."))
    return read_span(first=first, start=quotation.start, last=last, end=quotation.end)


@recorded
def move_quotation(*, quotation: Quotation, span: Span, by: Actor) -> None:
    """Let the quotation be the words of ``span``."""
    _refuse_known(quotation, span)
    _place(quotation, span)
    quotation.is_edited = True
    quotation.save()
    remember(quotation, _("Now reads: “%s”.") % quotation.text, by=by)


@recorded
def split_quotation(*, quotation: Quotation, first: Span, second: Span, by: Actor) -> Quotation:
    """Make two of one: the quotation keeps ``first``; the new one of ``second``, otherwise like it, is returned."""
    if _key(first)[2:] > _key(second)[:2]:
        raise Refused(_("The two parts overlap."))
    _refuse_known(quotation, first)
    other = Quotation.objects.get(pk=quotation.pk)
    other.pk, other.public_id, other.note = None, "", ""
    _refuse_known(quotation, second)
    _place(quotation, first)
    _place(other, second)
    # They stood as one until now: what was judged was the whole.
    for part in (quotation, other):
        part.state = Quotation.State.SUGGESTED
        part.is_edited = True
        part.save()
    content_type = ContentType.objects.get_for_model(Quotation)
    for link in ThemeLink.objects.filter(content_type=content_type, object_id=quotation.pk):
        link.pk, link.object_id = None, other.pk
        link.save()
    remember(quotation, _("Split: the second part is %s.") % other.public_id, by=by)
    remember(other, _("Split off from %s.") % quotation.public_id, by=by)
    return other


@recorded
def merge_quotations(*, keep: Quotation, other: Quotation, by: Actor) -> None:
    """Make one of two neighbours, with all that stands between them; the other is kept as rejected.

    So its words are not suggested again. What ``keep`` has not got, it takes over: speaker, source, themes, note.
    """
    if keep.pk == other.pk or keep.thesis_id != other.thesis_id:
        raise Refused(_("Choose two quotations of one thesis."))
    mine, theirs = find_span(keep), find_span(other)
    before, after = sorted((mine, theirs), key=_key)
    far_end = max((before, after), key=lambda span: _key(span)[2:])
    span = read_span(first=before.passages[0], start=before.start, last=far_end.passages[-1], end=far_end.end)
    _place(keep, span)
    keep.informant = keep.informant or other.informant
    keep.citation = keep.citation or other.citation
    keep.note = "\n\n".join(filter(None, [keep.note, other.note]))
    keep.is_edited = other.is_edited = True
    other.state = Quotation.State.REJECTED
    keep.save()
    other.save()
    _copy_links(keep, other)
    remember(keep, _("Merged with %s.") % other.public_id, by=by)
    remember(other, _("Merged into %s.") % keep.public_id, by=by)


def _copy_links(keep: Quotation, other: Quotation) -> None:
    content_type = ContentType.objects.get_for_model(Quotation)
    links = ThemeLink.objects.not_rejected().filter(content_type=content_type)
    there = set(
        ThemeLink.objects.filter(content_type=content_type, object_id=keep.pk).values_list("tag", flat=True)
    )
    for link in links.filter(object_id=other.pk).exclude(tag__in=there):
        link.pk, link.object_id = None, keep.pk
        link.save()


def _key(span: Span) -> tuple[int, int, int, int]:
    return (span.passages[0].order, span.start, span.passages[-1].order, span.end)


def _place(quotation: Quotation, span: Span) -> None:
    first, last = span.passages[0], span.passages[-1]
    is_whole = span.start == 0 and span.end == len(last.text.rstrip()) and quotation.passage == first
    if quotation.form == Quotation.Form.INLINE and is_whole and first.kind == Passage.Kind.QUOTATION:
        quotation.form = Quotation.Form.BLOCK
    if quotation.passage_id != first.pk:
        quotation.order = first.order
    quotation.passage, quotation.last_passage = first, last
    quotation.start, quotation.end, quotation.text = span.start, span.end, span.text
    quotation.first_line, quotation.last_line = first.first_line, last.last_line


def _refuse_known(quotation: Quotation, span: Span) -> None:
    same = Quotation.objects.filter(
        passage=span.passages[0], last_passage=span.passages[-1], start=span.start, end=span.end
    )
    if same.exclude(pk=quotation.pk).exists():
        raise Refused(_("These words are marked as a quotation already."))
