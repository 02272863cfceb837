"""Persons and organisations that are one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kb.records.actions.addresses import redirect_merged
from kb.records.actions.history import Refused, remember
from kb.records.actions.themes import move_links
from kb.records.actions.works import merge_works
from kb.records.models import Work
from kb.records.recording import recorded

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from kb.records.actions.history import Actor
    from kb.records.models import Person


@recorded
def merge_persons(*, keep: Person, others: Iterable[Person], by: Actor) -> None:
    """Make one person of several.

    The other names become variants, the other addresses lead to ``keep``; works, theses and themes move. Works
    stay apart, but for those whose key, authors and title are now the same: they become one.
    """
    different = [other for other in others if other.pk != keep.pk]
    if not different:
        raise Refused(_("Choose at least two to merge."))
    for other in different:
        _move_parts(keep, other)
        move_links(keep, other)
        _move_names(keep, other)
        _fill_in(keep, other)
        redirect_merged(keep, other)
        remember(keep, _("Merged with %s.") % other, by=by)
        other.delete()
    keep.save()
    _merge_same_works(keep, by)


def _move_parts(keep: Person, other: Person) -> None:
    for authorship in other.authorships.all():
        if keep.authorships.filter(work=authorship.work_id).exists():
            authorship.delete()
        else:
            authorship.person = keep
            authorship.save()
    for contribution in other.contributions.all():
        if keep.contributions.filter(thesis=contribution.thesis_id, role=contribution.role).exists():
            contribution.delete()
        else:
            contribution.person = keep
            contribution.save()


def _move_names(keep: Person, other: Person) -> None:
    names = [other.sort_name, *other.variants.values_list("name", flat=True)]
    for name in names:
        if name != keep.sort_name:
            keep.variants.get_or_create(name=name)


def _fill_in(keep: Person, other: Person) -> None:
    keep.orcid = keep.orcid or other.orcid
    keep.authority_links = [
        *keep.authority_links,
        *(x for x in other.authority_links if x not in keep.authority_links),
    ]
    keep.note = "\n\n".join(filter(None, [keep.note, other.note]))


def _merge_same_works(person: Person, by: Actor) -> None:
    """One of each set of works that agree in key, authors, letter and title; a stub is no proof of sameness."""
    same: defaultdict[Hashable, list[Work]] = defaultdict(list)
    works = Work.objects.filter(authorships__person=person).exclude(match_key="")
    for work in works.prefetch_related("authorships").order_by("pk"):
        authors = tuple(authorship.person_id for authorship in work.authorships.all())
        title = "".join(character for character in work.title.casefold() if character.isalnum())
        letter = "" if title else work.suffix
        same[work.match_key, authors, work.has_more_authors, title, letter].append(work)
    for first, *others in same.values():
        if others:
            merge_works(keep=first, others=others, by=by)
