"""Persons and organisations that are one, and one that is two."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kb.records.actions.addresses import redirect_merged
from kb.records.actions.distinctions import move_distinctions
from kb.records.actions.history import Refused, remember
from kb.records.actions.themes import move_links
from kb.records.actions.works import merge_works
from kb.records.models import Person, Work
from kb.records.recording import recorded

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from kb.records.actions.history import Actor
    from kb.records.models import Authorship, Contributor, NameVariant

NAME = ("kind", "family", "given", "organization")
# Of which person these are may be chosen when several become one; a name goes as a whole.
CHOSEN = (*NAME, "orcid")


@recorded
def merge_persons(
    *, keep: Person, others: Iterable[Person], by: Actor, chosen: Mapping[str, Any] | None = None
) -> None:
    """Make one person of several.

    The other names become variants, the other addresses lead to ``keep``; works, theses and themes move. Works
    stay apart, but for those whose year, authors and title are now the same: they become one. ``chosen`` holds what
    some of the fields in ``CHOSEN`` shall be.
    """
    different = [other for other in others if other.pk != keep.pk]
    if not different:
        raise Refused(_("Choose at least two to merge."))
    former = keep.sort_name
    for other in different:
        _move_parts(keep, other)
        move_links(keep, other)
        move_distinctions(keep, other)
        _move_names(keep, other)
        _fill_in(keep, other)
        redirect_merged(keep, other)
        remember(keep, _("Merged with %s.") % other, by=by)
        other.delete()
    for field, value in (chosen or {}).items():
        if field in CHOSEN:
            setattr(keep, field, value)
    keep.save()
    _keep_name(keep, former)
    _merge_same_works(keep, by)


@recorded
def split_person(
    *,
    person: Person,
    by: Actor,
    authorships: Sequence[Authorship] = (),
    contributions: Sequence[Contributor] = (),
    variants: Sequence[NameVariant] = (),
    into: Person | None = None,
    name: Mapping[str, Any] | None = None,
) -> Person:
    """Take some of a person's works and theses out: another person of that name wrote them.

    ``into`` is one who is there; without one a new person is made, of the same name unless ``name`` gives the fields
    in ``NAME``. The works and the theses are flagged, so that reading a file anew gives them to nobody else.
    """
    if not authorships and not contributions:
        raise Refused(_("Choose what is to be taken out."))
    if into is not None and into.pk == person.pk:
        raise Refused(_("It is there already."))
    target = into or _make_like(person, name or {})
    for authorship in authorships:
        work = authorship.work
        _give(authorship, target, target.authorships.filter(work=work).exists())
        work.is_edited = True
        work.save(update_fields=["is_edited"])
    for contribution in contributions:
        thesis = contribution.thesis
        there = target.contributions.filter(thesis=thesis, role=contribution.role).exists()
        _give(contribution, target, there)
        thesis.curated_fields = sorted({*thesis.curated_fields, "contributors"})
        thesis.save(update_fields=["curated_fields", "modified"])
    for variant in variants:
        there = variant.name == target.sort_name or target.variants.filter(name=variant.name).exists()
        _give(variant, target, there)
    remember(person, _("Some works or theses are by another: %s.") % target, by=by)
    remember(target, _("Taken out of %s.") % person, by=by)
    return target


def _make_like(person: Person, name: Mapping[str, Any]) -> Person:
    made = Person(**{field: getattr(person, field) for field in NAME} | dict(name))
    made.prepare()
    try:
        made.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    made.save()
    return made


def _give(part: Any, person: Person, is_there: bool) -> None:
    """Let an authorship, a contribution or a name be the person's, unless such a one is there."""
    if is_there:
        part.delete()
    else:
        part.person = person
        part.save()


def _move_parts(keep: Person, other: Person) -> None:
    for authorship in other.authorships.all():
        _give(authorship, keep, keep.authorships.filter(work=authorship.work_id).exists())
    for contribution in other.contributions.all():
        there = keep.contributions.filter(thesis=contribution.thesis_id, role=contribution.role)
        _give(contribution, keep, there.exists())


def _move_names(keep: Person, other: Person) -> None:
    for name in [other.sort_name, *other.variants.values_list("name", flat=True)]:
        if name != keep.sort_name:
            keep.variants.get_or_create(name=name)


def _keep_name(person: Person, former: str) -> None:
    """Keep the name that stood before as a variant; the one that stands is none."""
    if former != person.sort_name:
        person.variants.get_or_create(name=former)
        person.variants.filter(name=person.sort_name).delete()


def _fill_in(keep: Person, other: Person) -> None:
    keep.orcid = keep.orcid or other.orcid
    keep.authority_links = [
        *keep.authority_links,
        *(x for x in other.authority_links if x not in keep.authority_links),
    ]
    keep.note = "\n\n".join(filter(None, [keep.note, other.note]))


def find_same_works(persons: Sequence[Person]) -> list[list[Work]]:
    """Works that become one when the persons do: they agree in year, authors, letter and title.

    A stub is no proof of sameness, but two stubs by the same authors, of one year and letter, are one.
    """
    one = {person.pk: persons[0].pk for person in persons}
    same: defaultdict[Hashable, list[Work]] = defaultdict(list)
    works = Work.objects.filter(authorships__person__in=persons).distinct()
    for work in works.prefetch_related("authorships").order_by("pk"):
        authors = dict.fromkeys(one.get(each.person_id, each.person_id) for each in work.authorships.all())
        title = "".join(character for character in work.title.casefold() if character.isalnum())
        letter = "" if title else work.suffix
        same[work.year, tuple(authors), work.has_more_authors, title, letter].append(work)
    return [works for works in same.values() if len(works) > 1]


def _merge_same_works(person: Person, by: Actor) -> None:
    for first, *others in find_same_works([person]):
        merge_works(keep=first, others=others, by=by)
