"""Carrying changes of the records into the index, and making it anew.

All of this is for commands and the worker, never for a request: a request only marks (:mod:`kb.search.marks`). Until
the index follows, an answer is still right about what it shows and counts (:mod:`kb.search.visibility`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Model, Q
from haystack import connections
from haystack.constants import ID
from haystack.utils import get_model_ct

from kb.records.models import (
    Authorship,
    Chapter,
    Citation,
    Contributor,
    Passage,
    PendingChange,
    Person,
    Quotation,
    Theme,
    Thesis,
    Work,
)
from kb.search.folder import IndexBusyError, IndexUnusableError, IndexUnwritableError
from kb.search.marks import THESIS, Documents, connect, find_documents, forget, mark_pending, pending
from kb.search.run import backend

__all__ = [
    "connect",
    "index_thesis",
    "mark_pending",
    "pending",
    "rebuild",
    "remove_thesis",
    "update_pending",
]

OF_A_THESIS: tuple[type[Model], ...] = (Quotation, Passage, Chapter, Thesis)
SHARED: tuple[type[Model], ...] = (Person, Work, Theme)
# A thesis of which more records changed is written as a whole.
_MOST_RECORDS = 200
_TOLD_EVERY = 50

Progress = Callable[[str, int, int], None]


def index_thesis(thesis: Thesis) -> None:
    """Bring the index in step with the thesis: in where it is public, out where it is not.

    With it come the authors and works that it cites. Where another process holds the index for long, the
    thesis is marked pending.
    """
    changes = list(PendingChange.objects.filter(thesis=thesis.pk))
    try:
        _write_theses([thesis.pk])
    except IndexBusyError:
        mark_pending(thesis.pk)
    else:
        forget(changes)


def remove_thesis(thesis: Thesis | int) -> None:
    """Take the thesis and all that is in it out of the index."""
    key = thesis if isinstance(thesis, int) else thesis.pk
    changes = list(PendingChange.objects.filter(thesis=key))
    with backend().writing() as writer:
        writer.delete("thesis", [str(key)])
    forget(changes)


def update_pending(progress: Progress | None = None) -> int:
    """Carry in what is pending; how many marks were done. Where there is no index that can be read, make one.

    Raises IndexBusyError, IndexUnwritableError.
    """
    held = backend()
    with held.folder.lock():
        changes = list(PendingChange.objects.all())
        try:
            held.folder.find_place()
            _carry(changes, progress)
        except (IndexBusyError, IndexUnwritableError):
            raise
        except Exception:
            if not needs_rebuild():
                raise
            rebuild(progress)
    return len(changes)


def needs_rebuild() -> bool:
    """Whether the index cannot be used, or its files are not what was written."""
    try:
        return bool(backend().find_damage())
    except IndexUnusableError:
        return True


def _carry(changes: Sequence[PendingChange], progress: Progress | None) -> None:
    many = Counter(change.thesis for change in changes if change.thesis is not None)
    whole = {change.key for change in changes if change.kind == THESIS}
    whole |= {thesis for thesis, count in many.items() if count > _MOST_RECORDS}
    rest = [change for change in changes if change.thesis not in whole]
    steps = len(whole) + bool(rest)
    for done, thesis in enumerate(sorted(whole)):
        if progress is not None:
            progress(f"thesis {thesis}", done, steps)
        _write_theses([thesis])
        forget([change for change in changes if change.thesis == thesis])
    if rest:
        if progress is not None:
            progress("single records", steps - 1, steps)
        rewrite(find_documents(rest))
        forget(rest)


def rebuild(progress: Progress | None = None) -> int:
    """Make the whole index anew beside the old one; how many documents it holds.

    Questions are answered from the old one until it is done, and from then on from the new. What changes meanwhile
    stays marked. A build that is stopped leaves the old one as it was.
    """
    held = backend()
    with held.folder.lock():
        changes = list(PendingChange.objects.all())
        theses = list(Thesis.objects.public().order_by("pk").values_list("pk", flat=True))
        total = sum(index_of(model).index_queryset().count() for model in (*OF_A_THESIS, *SHARED))
        with held.building() as writer:
            done = 0
            for thesis in theses:
                for model in OF_A_THESIS:
                    done = _add(writer, model, _in_thesis(model, thesis), progress, done, total)
            for model in SHARED:
                done = _add(writer, model, model._default_manager.all(), progress, done, total)
        forget(changes)
    return held.view().n_documents


def index_of(model: type[Model]) -> Any:
    """The haystack index of the model."""
    return connections["default"].get_unified_index().get_index(model)


def _in_thesis(model: type[Model], thesis: int) -> Any:
    return model._default_manager.filter(Q(pk=thesis) if model is Thesis else Q(thesis=thesis))


def _add(
    writer: Any,
    model: type[Model],
    records: Any,
    progress: Progress | None = None,
    done: int = 0,
    total: int = 0,
) -> int:
    """Write those of ``records`` that are public; ``done`` and so many more."""
    index = index_of(model)
    rows = index.public(records).iterator(chunk_size=500)
    if progress is not None:
        rows = _told(rows, str(model._meta.verbose_name_plural), progress, done, total)
    return done + int(backend().add(writer, index, rows))


def _told(rows: Iterable[Any], name: str, progress: Progress, done: int, total: int) -> Iterator[Any]:
    for number, row in enumerate(rows, start=done):
        if number % _TOLD_EVERY == 0:
            progress(name, number, max(total, number))
        yield row


def _write_theses(theses: Sequence[int]) -> None:
    """Write theses and all that is in them, and the authors and works that they cite."""
    works = set(Citation.objects.filter(thesis__in=theses, work__isnull=False).values_list("work", flat=True))
    people = set(Authorship.objects.filter(work__in=works).values_list("person", flat=True))
    people |= set(Contributor.objects.filter(thesis__in=theses).values_list("person", flat=True))
    with backend().writing() as writer:
        writer.delete("thesis", [str(thesis) for thesis in theses])
        for thesis in theses:
            for model in OF_A_THESIS:
                _add(writer, model, _in_thesis(model, thesis))
        _rewrite(writer, {Work: works, Person: people})


def rewrite(documents: Documents) -> None:
    """Write single documents anew; those whose records are gone, or no longer public, leave the index."""
    if any(documents.values()):
        with backend().writing() as writer:
            _rewrite(writer, documents)


def _rewrite(writer: Any, documents: Documents) -> None:
    keys = [f"{get_model_ct(model)}.{pk}" for model, pks in documents.items() for pk in sorted(pks)]
    writer.delete(ID, keys)
    for model, pks in documents.items():
        wanted = sorted(pks)
        for start in range(0, len(wanted), 500):
            _add(writer, model, model._default_manager.filter(pk__in=wanted[start : start + 500]))
