"""Works and what cites them: corrections, and two records of one work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kb.records.actions.addresses import redirect_merged
from kb.records.actions.history import Refused, remember
from kb.records.actions.themes import move_links
from kb.records.recording import recorded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.records.actions.history import Actor
    from kb.records.models import Citation, Work

# What a record that stays takes over from one that goes, where it has nothing itself.
FILLED_IN = ("year", "title", "container", "publisher", "volume", "issue", "pages", "doi", "url")


@recorded
def correct_work(*, work: Work, by: Actor) -> None:
    """Save the work as it was set, and flag it, so that no reading changes it."""
    work.is_edited = True
    work.save()
    remember(work, _("Corrected."), by=by)


@recorded
def correct_citation(*, citation: Citation, by: Actor) -> None:
    """Save the citation as it was set, and flag it."""
    citation.is_edited = True
    citation.save()
    remember(citation, _("Corrected."), by=by)


@recorded
def set_work(*, citation: Citation, work: Work, by: Actor) -> None:
    """Say which work is cited. An ambiguous citation is no longer so."""
    citation.work = work
    reference = citation.thesis.references.filter(work=work).first()
    citation.reference = reference
    citation.state = citation.State.MATCHED if reference else citation.State.MISSING
    citation.is_edited = True
    citation.save(update_fields=["work", "reference", "state", "is_edited"])
    remember(citation, _("Work: %s.") % work, by=by)


@recorded
def merge_works(*, keep: Work, others: Iterable[Work], by: Actor) -> None:
    """Make one work of several: citations, entries and themes move, empty fields are filled, addresses redirect."""
    different = [other for other in others if other.pk != keep.pk]
    if not different:
        raise Refused(_("Choose at least two to merge."))
    for other in different:
        _move_citations(keep, other)
        move_links(keep, other)
        _fill_in(keep, other)
        redirect_merged(keep, other)
        remember(keep, _("Merged with %s.") % other, by=by)
        other.delete()
    keep.is_edited = True
    keep.save()


def _move_citations(keep: Work, other: Work) -> None:
    for citation in other.citations.all():
        citation.work = keep
        citation.is_edited = True
        citation.save(update_fields=["work", "is_edited"])
    for citation in other.second_hand_citations.all():
        citation.via = keep
        citation.is_edited = True
        citation.save(update_fields=["via", "is_edited"])
    for reference in other.references.all():
        reference.work = keep
        reference.save(update_fields=["work"])


def _fill_in(keep: Work, other: Work) -> None:
    for field in FILLED_IN:
        if not getattr(keep, field):
            if field == "title" and other.title:
                keep.type = other.type
            setattr(keep, field, getattr(other, field))
    if keep.year == other.year:
        # The letter tells works of one year apart.
        keep.suffix = keep.suffix or other.suffix
    keep.note = "\n\n".join(filter(None, [keep.note, other.note]))
    if other.authorships.count() > keep.authorships.count() and (
        keep.has_more_authors or not keep.authorships.exists()
    ):
        # "A et al." is completed by the record that names them all.
        keep.authorships.all().delete()
        for authorship in other.authorships.all():
            authorship.work = keep
            authorship.save()
        keep.has_more_authors = other.has_more_authors
