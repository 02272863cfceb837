"""Works filled in from files of references, and what is decided of each entry of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from kb.records.actions.history import Refused, remember
from kb.records.actions.works import merge_works, name_of
from kb.records.models import Authorship, ReferenceEntry, Work
from kb.records.recording import recorded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kb.records.actions.history import Actor
    from kb.records.models import Person

State = ReferenceEntry.State
# What of a work an entry may set; the authors beside it.
FILLABLE = (
    "year", "title", "container", "publisher", "volume", "issue", "pages", "type", "doi", "url", "has_more_authors",
)  # fmt: skip


@recorded
def complete_work(
    *,
    work: Work,
    fields: Mapping[str, Any],
    by: Actor,
    persons: Sequence[Person] | None = None,
    entry: ReferenceEntry | None = None,
) -> None:
    """Set the fields of the work, its authors to ``persons`` where given, and flag it; the entry is settled with it."""
    if unknown := set(fields) - set(FILLABLE):
        raise Refused(_("A work has no field %s.") % ", ".join(sorted(unknown)))
    before = name_of(Work.objects.get(pk=work.pk))
    for name, value in fields.items():
        setattr(work, name, value)
    if persons is not None:
        _set_authors(work, persons)
    # A thesis that is read anew names it as it did before.
    if any(before[name] != now for name, now in name_of(work).items() if name in {"names", "open", "year"}):
        work.known_as = [name for name in work.known_as if name != before] + [before]
    work.is_edited = True
    work.save()
    names = [name_field(name) for name in fields]
    told = ", ".join([*names, *([_("authors")] if persons is not None else [])])
    remember(
        work, _("Completed from %(source)s: %(fields)s.") % {"source": _source(entry), "fields": told}, by=by
    )
    _settle(entry, State.FILLED, work)


@recorded
def add_work(
    *, fields: Mapping[str, Any], persons: Sequence[Person], entry: ReferenceEntry, by: Actor
) -> Work:
    """A new work as the entry tells it, which nothing cites yet."""
    _check_open(entry)
    work = Work(**{name: value for name, value in fields.items() if name in FILLABLE}, is_edited=True)
    work.save()
    _set_authors(work, persons)
    remember(work, _("Added from %s.") % _source(entry), by=by)
    _settle(entry, State.ADDED, work)
    return work


@recorded
def join_entry(*, entry: ReferenceEntry, keep: Work, stub: Work, by: Actor) -> None:
    """Make ``stub``, which the entry shows to be ``keep``, one with it."""
    _check_open(entry)
    if stub.title:
        raise Refused(_("“%s” has a title of its own; merge the two on the list of works.") % stub)
    # A stub may hold "et al." where the other names them; what it has of its own is nothing but its citations.
    merge_works(keep=keep, others=[stub], by=by)
    _settle(entry, State.JOINED, keep)


@recorded
def skip_entry(*, entry: ReferenceEntry, by: Actor) -> None:
    """Leave the entry out: it is none of the works, or is not wanted."""
    _check_open(entry)
    _settle(entry, State.SKIPPED, None)
    remember(entry, _("Skipped."), by=by)


def name_field(name: str) -> str:
    """What people call the field of a work."""
    return str(getattr(Work._meta.get_field(name), "verbose_name", name))


def _check_open(entry: ReferenceEntry) -> None:
    if entry.state != State.OPEN:
        raise Refused(_("“%s” was decided already.") % entry)


def _settle(entry: ReferenceEntry | None, state: str, work: Work | None) -> None:
    if entry is None:
        return
    _check_open(entry)
    entry.state, entry.work = state, work
    entry.save(update_fields=["state", "work"])


def _source(entry: ReferenceEntry | None) -> str:
    return entry.file.name if entry is not None else _("a file of references")


def _set_authors(work: Work, persons: Sequence[Person]) -> None:
    """The persons in order, each saved one by one so that the index hears of them."""
    wanted = {person.pk: order for order, person in enumerate(dict.fromkeys(persons))}
    for authorship in work.authorships.all():
        order = wanted.pop(authorship.person_id, None)
        if order is None:
            authorship.delete()
        elif authorship.order != order:
            authorship.order = order
            authorship.save(update_fields=["order"])
    for pk, order in wanted.items():
        Authorship.objects.create(work=work, person_id=pk, order=order)
