"""Covering words so that nobody but curators can read them, wherever the public meets the text.

The field that everybody reads *is* the public text: covered words are taken out of it and kept in
:class:`~kb.records.models.Mask` alone. What counts in the text (quotations, citations) moves with it, and copies of the
text (what is quoted, the abstract, the research question) are covered at the same place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from kb.records.covering import MARK, Covering, find_copies, find_words, join_ranges, read_covering
from kb.records.models import Chapter, Mask, Passage, Quotation, Reference, Thesis

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kb.records.covering import Range
    from kb.records.models import Citation

Kind = Mask.Holder
# Fields of a thesis that repeat words of its text.
FIELDS = ("title", "subtitle", "parallel_title", "abstract", "research_question")
LISTS = ("sub_questions", "keywords")
_BESIDE = 60


@dataclass(frozen=True, slots=True)
class Holder:
    """A text that may have covered words: ``field`` of ``record``; "keywords.2" is an item of a list."""

    kind: str
    record: Any
    field: str = "text"

    @property
    def masks(self) -> list[Mask]:
        found = Mask.objects.filter(holder=self.kind, record_id=self.record.pk, field=self.field)
        return list(found.order_by("start"))

    @property
    def text(self) -> str:
        name, _, index = self.field.partition(".")
        value = getattr(self.record, name)
        return str(value[int(index)] if index else value)

    def write(self, text: str) -> None:
        name, _, index = self.field.partition(".")
        if index:
            items = list(getattr(self.record, name))
            items[int(index)] = text
            setattr(self.record, name, items)
        else:
            setattr(self.record, name, text)
        self.record.save(update_fields=[name])

    def read(self) -> Covering:
        """The text as stored, with what is covered in it."""
        return read_covering(self.text, [(mask.start, mask.words) for mask in self.masks])


def read_whole(passage: Passage) -> Covering:
    """The passage's text as written, and what of it is covered; for curators alone."""
    return Holder(Kind.PASSAGE, passage).read()


def read_whole_texts(thesis: Thesis) -> dict[int, str]:
    """The texts of the thesis' passages as written, by their keys; nothing is changed."""
    masks: dict[int, list[tuple[int, str]]] = {}
    for mask in thesis.masks.filter(holder=Kind.PASSAGE, record_id__isnull=False):
        masks.setdefault(mask.record_id or 0, []).append((mask.start, mask.words))
    texts = thesis.passages.values_list("pk", "text")
    return {pk: read_covering(text, masks[pk]).whole if pk in masks else text for pk, text in texts}


def cover(holder: Holder, ranges: Iterable[Range]) -> Covering:
    """Cover these of the holder's whole text, and no others; what stands on it moves along."""
    old = holder.read()
    new = Covering(old.whole, join_ranges(ranges))
    if new.ranges == old.ranges and old.shown == holder.text:
        return new
    if holder.kind == Kind.PASSAGE:
        # Before the text itself: the spans are counted in the one that stands.
        quotations = list(_quotations_through(holder.record))
    holder.write(new.shown)
    _keep_words(holder, new)
    if holder.kind == Kind.PASSAGE:
        for quotation in quotations:
            _move_quotation(quotation, holder.record, old, new)
        for citation in holder.record.citations.all():
            _move_citation(citation, old, new)
    return new


def cover_more(holder: Holder, ranges: Iterable[Range]) -> None:
    """Cover these of the holder's whole text as well, and the same words in copies of it."""
    wanted = tuple(ranges)
    new = cover(holder, holder.read().cover(wanted).ranges)
    if holder.kind == Kind.PASSAGE:
        cover_copies(holder.record.thesis, [_beside(new.whole, one) for one in wanted])


def uncover(holder: Holder, ranges: Iterable[Range]) -> None:
    """Show again what of these is covered, in copies too."""
    wanted = tuple(ranges)
    old = holder.read()
    cover(holder, old.uncover(wanted).ranges)
    if holder.kind != Kind.PASSAGE:
        return
    for copy in find_holders(holder.record.thesis):
        if MARK in copy.text:
            covering = copy.read()
            found = _find_copied(covering.whole, [_beside(old.whole, one) for one in wanted])
            cover(copy, covering.uncover(found).ranges)


def cover_copies(thesis: Thesis, stretches: Sequence[tuple[str, str, str]]) -> None:
    """Cover words, given with what stands before and after them, in every copy of the text."""
    for copy in find_holders(thesis):
        if any(words in copy.text for words, _, _ in stretches):
            covering = copy.read()
            cover(copy, covering.cover(_find_copied(covering.whole, stretches)).ranges)


def find_holder(mask: Mask, thesis: Thesis | None = None) -> Holder | None:
    """The text that the mask is in; None where it is nowhere any more. ``thesis`` is the one at hand, if one is."""
    if thesis is not None and mask.holder == Kind.THESIS and mask.record_id == thesis.pk:
        return Holder(Kind.THESIS, thesis, mask.field)
    model = {
        Kind.PASSAGE: Passage,
        Kind.CHAPTER: Chapter,
        Kind.THESIS: Thesis,
        Kind.REFERENCE: Reference,
        Kind.QUOTATION: Quotation,
    }[Kind(mask.holder)]
    record = model._default_manager.filter(pk=mask.record_id).first() if mask.record_id else None
    return Holder(mask.holder, record, mask.field) if record is not None else None


def find_holders(thesis: Thesis) -> Iterator[Holder]:
    """Every text of the thesis beside its passages: particulars, headings, references, quotations without a place."""
    for field in FIELDS:
        yield Holder(Kind.THESIS, thesis, field)
    for name in LISTS:
        for index, item in enumerate(getattr(thesis, name)):
            if isinstance(item, str):
                yield Holder(Kind.THESIS, thesis, f"{name}.{index}")
    for chapter in thesis.chapters.all():
        yield Holder(Kind.CHAPTER, chapter, "title")
    for reference in thesis.references.all():
        yield Holder(Kind.REFERENCE, reference, "raw")
    for quotation in thesis.quotations.filter(passage=None):
        yield Holder(Kind.QUOTATION, quotation)


def find_places(thesis: Thesis, words: str) -> Iterator[tuple[Holder, list[Range]]]:
    """Every text of the thesis in which the words stand uncovered, with where they stand in the whole text."""
    parts = words.split()
    if not parts:
        return
    passages = thesis.passages.filter(text__contains=parts[0]).select_related("chapter").order_by("order")
    holders = (Holder(Kind.PASSAGE, passage) for passage in passages)
    for holder in (*holders, *find_holders(thesis)):
        if not any(find_words(holder.text, words)):
            continue
        covering = holder.read()
        found = [
            (covering.to_whole(start), covering.to_whole(end, is_end=True))
            for start, end in find_words(covering.shown, words)
        ]
        if found:
            yield holder, found


def _find_copied(copy: str, stretches: Iterable[tuple[str, str, str]]) -> list[Range]:
    return [found for stretch in stretches for found in find_copies(copy, *stretch)]


def _beside(whole: str, words: Range) -> tuple[str, str, str]:
    """The words, and what stands before and after them."""
    start, end = words
    return whole[start:end], whole[max(0, start - _BESIDE) : start], whole[end : end + _BESIDE]


def _keep_words(holder: Holder, covering: Covering) -> None:
    wanted = {(start, covering.whole[start:end]): end for start, end in covering.ranges}
    for mask in holder.masks:
        if wanted.pop((mask.start, mask.words), None) is None:
            mask.delete()
    thesis = holder.record if holder.kind == Kind.THESIS else holder.record.thesis
    for (start, words), end in wanted.items():
        _, before, after = _beside(covering.whole, (start, end))
        Mask.objects.create(
            thesis=thesis,
            holder=holder.kind,
            record_id=holder.record.pk,
            field=holder.field,
            start=start,
            words=words,
            before=before,
            after=after,
        )


def _quotations_through(passage: Passage) -> Iterator[Quotation]:
    found = Quotation.objects.filter(thesis=passage.thesis_id, passage__order__lte=passage.order).filter(
        Q(last_passage__order__gte=passage.order) | Q(passage=passage)
    )
    yield from found.select_related("passage", "last_passage").order_by("pk")


def _move_quotation(quotation: Quotation, passage: Passage, old: Covering, new: Covering) -> None:
    is_first = quotation.passage_id == passage.pk
    is_last = (quotation.last_passage_id or quotation.passage_id) == passage.pk
    before = quotation.start if is_first else 0, quotation.end if is_last else len(old.shown)
    start, end = _moved(before, old, new)
    after = start if is_first else 0, end if is_last else len(new.shown)
    quotation.text = _written_anew(
        quotation.text, old, new, before, after, is_part=not (is_first and is_last), is_last=is_last
    )
    if is_first:
        quotation.start = after[0]
    if is_last:
        quotation.end = after[1]
    quotation.save(update_fields=["start", "end", "text"])


def _move_citation(citation: Citation, old: Covering, new: Covering) -> None:
    before = citation.start, citation.end
    after = _moved(before, old, new)
    citation.raw = _written_anew(citation.raw, old, new, before, after)
    citation.start, citation.end = after
    citation.save(update_fields=["start", "end", "raw"])


def _moved(span: Range, old: Covering, new: Covering) -> Range:
    start, end = span
    return new.to_shown(old.to_whole(start)), new.to_shown(old.to_whole(end, is_end=True), is_end=True)


def _written_anew(
    text: str,
    old: Covering,
    new: Covering,
    before: Range,
    after: Range,
    *,
    is_part: bool = False,
    is_last: bool = False,
) -> str:
    """``text``, which repeats ``before`` of what was shown, with ``after`` of what is shown now in its place.

    ``is_part``: it repeats other passages as well; ``is_last``: this one comes last in it.
    """
    was, now = old.shown[slice(*before)], new.shown[slice(*after)]
    if was == now:
        return text
    at = text.rfind(was) if is_last else text.find(was)
    if at >= 0:
        return text[:at] + now + text[at + len(was) :]
    if not is_part:
        return now
    # Written a little differently: then no covered word may stay, wherever it stands.
    for start, end in new.ranges:
        for first, last in reversed(list(find_words(text, new.whole[start:end]))):
            text = text[:first] + MARK + text[last:]
    return text
