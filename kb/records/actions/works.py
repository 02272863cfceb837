"""Works and what cites them: corrections, two records of one work, and one record of two works."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from kb.records.actions.addresses import redirect_merged
from kb.records.actions.distinctions import move_distinctions
from kb.records.actions.history import Refused, remember
from kb.records.actions.themes import move_links
from kb.records.identifiers import make_slug
from kb.records.models import Authorship, Work
from kb.records.models.redirects import is_slug_taken
from kb.records.recording import recorded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kb.records.actions.history import Actor
    from kb.records.models import Citation, Person, Reference

# What a record that stays takes over from one that goes, where it has nothing itself.
FILLED_IN = ("year", "title", "container", "publisher", "volume", "issue", "pages", "doi", "url")
# Of which work these are may be chosen when several become one.
CHOSEN = ("title", "year", "suffix", "type", *FILLED_IN[2:])


def name_of(work: Work) -> dict[str, Any]:
    """What theses cite the work as: its authors' names, whether there are more of them, year, letter and title."""
    authors = work.authorships.select_related("person").order_by("order")
    return {
        "names": [authorship.person.short_name for authorship in authors],
        "open": work.has_more_authors,
        "year": work.year,
        "suffix": work.suffix,
        "title": work.title,
    }


@recorded
def correct_work(*, work: Work, by: Actor) -> None:
    """Save the work as it was set, and flag it, so that no reading changes it; it is found under its old year too."""
    if (stored := Work.objects.filter(pk=work.pk).first()) is not None and stored.year != work.year:
        work.known_as = _without_doubles([*work.known_as, name_of(stored)])
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
    _cite(citation, work)
    remember(citation, _("Work: %s.") % work, by=by)


@recorded
def merge_works(
    *,
    keep: Work,
    others: Iterable[Work],
    by: Actor,
    chosen: Mapping[str, Any] | None = None,
    authors_of: Work | None = None,
) -> None:
    """Make one work of several: citations, entries and themes move, empty fields are filled, addresses redirect.

    ``chosen`` holds what some of the fields in ``CHOSEN`` shall be; ``authors_of`` is the one of them whose authors
    are right. A thesis that names the work as any of them did finds it.
    """
    different = [other for other in others if other.pk != keep.pk]
    if not different:
        raise Refused(_("Choose at least two to merge."))
    names = [name for work in (keep, *different) for name in (name_of(work), *work.known_as)]
    authors = list(authors_of.authorships.order_by("order")) if authors_of is not None else []
    has_more = authors_of.has_more_authors if authors_of is not None else False
    for other in different:
        _move_citations(keep, other)
        move_links(keep, other)
        move_distinctions(keep, other)
        _fill_in(keep, other)
        redirect_merged(keep, other)
        remember(keep, _("Merged with %s.") % _told(other), by=by)
    for field, value in (chosen or {}).items():
        if field in CHOSEN:
            setattr(keep, field, value)
    if authors_of is not None:
        _set_authors(keep, [authorship.person for authorship in authors], has_more=has_more)
    for other in different:
        other.delete()
    keep.known_as = [name for name in _without_doubles(names) if name != name_of(keep)]
    keep.is_edited = True
    keep.save()


@recorded
def split_work(
    *,
    work: Work,
    by: Actor,
    citations: Sequence[Citation] = (),
    second_hand: Sequence[Citation] = (),
    references: Sequence[Reference] = (),
    known_as: Sequence[Mapping[str, Any]] = (),
    into: Work | None = None,
    fields: Mapping[str, Any] | None = None,
) -> Work:
    """Take some of what cites a work out into another: the work it is in fact.

    ``into`` is one that is there; without it a new one by the same authors and of the same year is made, with
    ``fields`` of its own. ``second_hand`` are citations of other works that were read in this one.
    """
    if not citations and not second_hand and not references:
        raise Refused(_("Choose what is to be taken out."))
    target = _other_than(work, into) if into is not None else _make_like(work, fields or {})
    for citation in citations:
        _cite(citation, target)
    for citation in second_hand:
        citation.via = target
        citation.is_edited = True
        citation.save(update_fields=["via", "is_edited"])
    for reference in references:
        reference.work = target
        reference.save(update_fields=["work"])
    work.known_as = [name for name in work.known_as if name not in known_as]
    target.known_as = _without_doubles([*target.known_as, *map(dict, known_as)])
    for each in (work, target):
        each.is_edited = True
        each.save()
    remember(work, _("Taken out into another work: %s.") % _told(target), by=by)
    remember(target, _("Taken out of %s.") % _told(work), by=by)
    return target


def _cite(citation: Citation, work: Work) -> None:
    reference = citation.thesis.references.filter(work=work).first()
    citation.work = work
    citation.reference = reference
    citation.state = citation.State.MATCHED if reference else citation.State.MISSING
    citation.is_edited = True
    citation.save(update_fields=["work", "reference", "state", "is_edited"])


def _other_than(work: Work, into: Work) -> Work:
    if into.pk == work.pk:
        raise Refused(_("It is there already."))
    return into


def _make_like(work: Work, fields: Mapping[str, Any]) -> Work:
    made = Work(year=work.year, suffix=work.suffix, match_key=work.match_key)
    made.has_more_authors = work.has_more_authors
    for field, value in fields.items():
        if field in CHOSEN:
            setattr(made, field, value)
    if not made.title:
        # A work without a title is addressed by what it is cited as.
        made.slug = _slug_like(work)
    made.save()
    for authorship in work.authorships.order_by("order"):
        Authorship.objects.create(work=made, person=authorship.person, order=authorship.order)
    return made


def _slug_like(work: Work) -> str:
    names = "-".join(name_of(work)["names"][:2])
    return make_slug(f"{names} {work.dated}", taken=lambda slug: is_slug_taken(Work, slug), fallback="work")


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
        persons = [authorship.person for authorship in other.authorships.order_by("order")]
        _set_authors(keep, persons, has_more=other.has_more_authors)


def _set_authors(work: Work, persons: Sequence[Person], *, has_more: bool) -> None:
    work.authorships.all().delete()
    for order, person in enumerate(persons):
        Authorship.objects.create(work=work, person=person, order=order)
    work.has_more_authors = has_more


def _without_doubles(names: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for name in names:
        if dict(name) not in found:
            found.append(dict(name))
    return found


def _told(work: Work) -> str:
    """The work in a sentence, though it may be known by authors and year alone."""
    name = name_of(work)
    authors = ", ".join(name["names"][:3])
    return " ".join(filter(None, [authors, f"({work.dated})" if work.dated else "", work.title]))
