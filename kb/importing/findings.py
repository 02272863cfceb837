"""Storing what was found in the text: informants, citations, quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q

from kb.importing.reconcile import fold, match_mended, reconcile
from kb.importing.text import OUT_OF_THE_WAY
from kb.ingest.draft import Notice
from kb.records.models import Citation, Informant, Quotation, ThemeLink

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.importing.works import StoredWorks
    from kb.ingest.document import Span
    from kb.ingest.draft import Citation as ReadCitation
    from kb.ingest.draft import Quotation as ReadQuotation
    from kb.ingest.draft import ThesisDraft
    from kb.records.models import Passage, Thesis


class Place(NamedTuple):
    """Where a span stands among the stored passages; offsets count in their own texts."""

    passage: Passage
    last_passage: Passage
    start: int
    end: int
    first_line: int
    last_line: int


def place_of(span: Span, draft: ThesisDraft, passages: dict[int, Passage]) -> Place | None:
    """The place of ``span``, or None where it lies in no passage (in a heading)."""
    document = draft.document
    first, last = document.block_index_at(span.start), document.block_index_at(max(span.start, span.end - 1))
    if first not in passages or last not in passages:
        return None
    lines = document.lines_of(span)
    return Place(
        passages[first],
        passages[last],
        span.start - document.blocks[first].span.start,
        span.end - document.blocks[last].span.start,
        lines.first,
        lines.last,
    )


def store_informants(thesis: Thesis, draft: ThesisDraft) -> dict[str, Informant]:
    """The voices of the thesis by each label that the file gives them. Those that a curator set stay as they are."""
    voices = list(thesis.informants.all())
    known = {label: informant for informant in voices for label in informant.read_as}
    known.update((informant.label, informant) for informant in voices)
    read = {informant.label[:120]: informant for informant in draft.informants}
    for quotation in draft.quotations:
        if quotation.speaker and quotation.speaker[:120] not in read and quotation.speaker[:120] not in known:
            known[quotation.speaker[:120]] = Informant(thesis=thesis, label=quotation.speaker[:120])
    for label, found in read.items():
        informant = known.setdefault(label, Informant(thesis=thesis, label=label))
        if not informant.is_edited:
            informant.role = (found.role or "")[:300]
            informant.role_group = str(found.role_group)
    for informant in known.values():
        informant.save()
    return known


def store_citations(
    thesis: Thesis, draft: ThesisDraft, passages: dict[int, Passage], works: StoredWorks
) -> dict[int, Citation]:
    """The citations by their index in the draft; one that a curator linked keeps its link."""
    places = {
        index: place
        for index, read in enumerate(draft.citations)
        if (place := place_of(read.span, draft, passages)) is not None
    }

    def key_of_read(index: int) -> tuple[object, ...]:
        read = draft.citations[index]
        return (places[index].passage.pk, fold(read.raw), tuple(read.authors), read.year or "")

    old = list(thesis.citations.all())
    matched = reconcile(
        old,
        places,
        old_key=lambda c: (c.passage_id, fold(c.raw), tuple(c.cited_names), c.cited_year),
        new_key=key_of_read,
    )
    thesis.citations.update(order=F("order") + OUT_OF_THE_WAY)
    stored: dict[int, Citation] = {index: citation for citation, index in matched.kept}
    stored.update({index: Citation(thesis=thesis) for index in matched.added})
    for index, citation in stored.items():
        _fill_citation(citation, draft.citations[index], index, places[index], works)
    fields = [field.name for field in Citation._meta.concrete_fields if not field.primary_key]
    Citation.objects.bulk_update([stored[index] for _, index in matched.kept], fields, batch_size=200)
    Citation.objects.bulk_create([stored[index] for index in matched.added])
    thesis.citations.filter(pk__in=[citation.pk for citation in matched.lost]).delete()
    return stored


def _fill_citation(
    citation: Citation, read: ReadCitation, order: int, place: Place, works: StoredWorks
) -> None:
    citation.passage = place.passage
    citation.order = order
    citation.start = place.start
    citation.end = place.end if place.last_passage is place.passage else len(place.passage.text)
    citation.first_line, citation.last_line = place.first_line, place.last_line
    citation.raw = read.raw
    citation.is_narrative = read.narrative
    citation.cited_names = list(read.authors)
    citation.cited_year = (read.year or "")[:20]
    citation.secondary_via = (read.secondary_via or "")[:300]
    if citation.is_edited:
        return
    citation.locator = (read.locator or "")[:60]
    citation.work = works.of_citation.get(order)
    citation.via = works.via.get(order)
    citation.reference = works.references.get(read.reference) if read.reference is not None else None
    citation.state = read.state if read.state in Citation.State.values else Citation.State.MISSING


def store_quotations(
    thesis: Thesis,
    draft: ThesisDraft,
    passages: dict[int, Passage],
    informants: dict[str, Informant],
    citations: dict[int, Citation],
) -> tuple[dict[int, Quotation], list[Notice]]:
    """The quotations by their index in the draft, and notices of those worked on that the file no longer has.

    Known words keep their record and its permanent address; what a curator set is never overwritten, only its
    place follows the text.
    """
    places = {
        index: place
        for index, read in enumerate(draft.quotations)
        if (place := place_of(read.span, draft, passages)) is not None
    }
    old = list(thesis.quotations.order_by("order"))
    matched = reconcile(
        old,
        places,
        old_key=lambda quotation: fold(quotation.text),
        new_key=lambda index: fold(draft.quotations[index].text),
    )
    worked_on = _worked_on(thesis)
    mended = match_mended(
        matched.lost,
        matched.added,
        old_text=lambda quotation: quotation.text,
        new_text=lambda index: draft.quotations[index].text,
    )
    stored = {index: quotation for quotation, index in (*matched.kept, *mended)}
    for index, place in places.items():
        quotation = stored.setdefault(index, Quotation(thesis=thesis))
        _fill_quotation(quotation, draft.quotations[index], index, place, informants, citations)
        quotation.save()
    kept = {quotation.pk for quotation in stored.values()}
    notices = []
    for quotation in matched.lost:
        if quotation.pk in kept:
            continue
        if quotation.pk in worked_on:
            if _find_again(quotation, passages.values()):
                quotation.save()
                continue
            quotation.passage = quotation.last_passage = None
            quotation.save(update_fields=["passage", "last_passage"])
            notices.append(
                Notice("lost_quotation", f"No longer in the file: quotation {quotation.public_id}.")
            )
        else:
            quotation.delete()
    return stored, notices


def _find_again(quotation: Quotation, passages: Iterable[Passage]) -> bool:
    """Places a quotation that reading does not find by itself, where its words stand; not where they stand twice."""
    standing = [passage for passage in passages if quotation.text in passage.text]
    same = [passage for passage in standing if passage.pk == quotation.passage_id]
    if len(found := same or standing) != 1:
        return False
    passage = found[0]
    quotation.passage = quotation.last_passage = passage
    quotation.start = passage.text.index(quotation.text)
    quotation.end = quotation.start + len(quotation.text)
    quotation.order = passage.order
    quotation.first_line, quotation.last_line = passage.first_line, passage.last_line
    return True


def _worked_on(thesis: Thesis) -> set[int]:
    """The quotations that a person edited, judged, noted or tagged."""
    tagged = ThemeLink.objects.filter(
        Q(origin="curator") | ~Q(state="suggested"),
        thesis=thesis,
        content_type=ContentType.objects.get_for_model(Quotation),
    ).values("object_id")
    touched = thesis.quotations.filter(
        Q(is_edited=True) | ~Q(state=Quotation.State.SUGGESTED) | ~Q(note="") | Q(pk__in=tagged)
    )
    return set(touched.values_list("pk", flat=True))


def _fill_quotation(
    quotation: Quotation,
    read: ReadQuotation,
    order: int,
    place: Place,
    informants: dict[str, Informant],
    citations: dict[int, Citation],
) -> None:
    quotation.passage, quotation.last_passage = place.passage, place.last_passage
    quotation.start, quotation.end = place.start, place.end
    quotation.first_line, quotation.last_line = place.first_line, place.last_line
    quotation.order = order
    quotation.text = read.text
    if quotation.is_edited:
        return
    quotation.form = str(read.form)
    quotation.kind = str(read.kind)
    quotation.informant = informants.get((read.speaker or "")[:120])
    quotation.citation = citations.get(read.citation) if read.citation is not None else None
    quotation.language = read.language or ""
    quotation.confidence = min(1.0, max(0.0, read.confidence))
    quotation.reason = read.reason[:200]
