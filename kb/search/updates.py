"""Keeping the index in step with the records.

A save never writes the index: it only marks the thesis as *pending* (an empty file by its key beside the index, so that
marking costs nothing and needs no lock). :func:`update_pending`, which ``manage.py reindex`` calls, writes what is
pending. Until then an answer is still right about what it shows, because hits are read anew from the records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.db.models import Model, Q
from django.db.models.signals import post_delete, post_save
from haystack import connections
from haystack.constants import DJANGO_CT, ID
from haystack.utils import get_model_ct
from whoosh.query import Term

from kb.records.models import (
    Authorship,
    Chapter,
    Citation,
    Contributor,
    Informant,
    NameVariant,
    Passage,
    Person,
    Quotation,
    Theme,
    ThemeLabel,
    ThemeLink,
    Thesis,
    Work,
)
from kb.search.engine import IndexBusyError
from kb.search.run import backend

OF_A_THESIS: tuple[type[Model], ...] = (Quotation, Passage, Chapter, Thesis)
SHARED: tuple[type[Model], ...] = (Person, Work, Theme)
# A save of one of these changes what the documents of its thesis say.
_SAVES_OF_A_THESIS: tuple[type[Model], ...] = (
    Thesis,
    Chapter,
    Passage,
    Quotation,
    Informant,
    Citation,
    Contributor,
    ThemeLink,
)
_SAVES_OF_ALL: tuple[type[Model], ...] = (Person, NameVariant, Work, Authorship, Theme, ThemeLabel)
_SHARED_MARK = "shared"

Progress = Callable[[str, int, int], None]


def index_thesis(thesis: Thesis) -> None:
    """Bring the index in step with the thesis: in where it is public, out where it is not.

    With it come the authors and works that it cites. Where another process holds the index for long, the
    thesis is marked pending.
    """
    held = backend()
    try:
        with held.writing() as writer:
            _write_thesis(writer, thesis)
            for model, records in _cited_by(thesis):
                _write_shared(writer, model, records)
    except IndexBusyError:
        mark_pending(thesis.pk)
    else:
        _pending_file(str(thesis.pk)).unlink(missing_ok=True)


def remove_thesis(thesis: Thesis | int) -> None:
    """Take the thesis and all that is in it out of the index."""
    key = thesis if isinstance(thesis, int) else thesis.pk
    with backend().writing() as writer:
        writer.delete_by_term("thesis", str(key))
    _pending_file(str(key)).unlink(missing_ok=True)


def mark_pending(thesis_pk: int | None) -> None:
    """Remember that the index is behind: for one thesis, or (None) for authors, works and themes."""
    file = _pending_file(_SHARED_MARK if thesis_pk is None else str(thesis_pk))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()


def pending() -> tuple[str, ...]:
    """What the index is behind on: keys of theses, and "shared" for authors, works and themes."""
    folder = _pending_file(_SHARED_MARK).parent
    return tuple(sorted(file.name for file in folder.iterdir())) if folder.is_dir() else ()


def update_pending(progress: Progress | None = None) -> int:
    """Write what is pending; how many marks were done. Raises IndexBusyError."""
    marks = pending()
    for done, mark in enumerate(marks):
        if progress is not None:
            progress(mark, done, len(marks))
        # Taken away first: a save while this runs marks it again.
        _pending_file(mark).unlink(missing_ok=True)
        try:
            _update_mark(mark)
        except BaseException:
            _pending_file(mark).touch()
            raise
    return len(marks)


def _update_mark(mark: str) -> None:
    with backend().writing() as writer:
        if mark == _SHARED_MARK:
            for model in SHARED:
                _write_shared(writer, model, None)
        elif (thesis := Thesis.objects.filter(pk=int(mark)).first()) is not None:
            _write_thesis(writer, thesis)
        else:
            writer.delete_by_term("thesis", mark)


def rebuild(progress: Progress | None = None) -> int:
    """Make the whole index anew; how many documents it holds. Searches find what they found until it is done."""
    held = backend()
    if not held.is_usable():
        held.delete_index()
    for mark in pending():
        _pending_file(mark).unlink(missing_ok=True)
    steps: list[tuple[str, Any]] = [(str(thesis), thesis) for thesis in Thesis.objects.public()]
    steps += [(str(model._meta.verbose_name_plural), model) for model in SHARED]
    with held.writing(anew=True) as writer:
        for done, (name, step) in enumerate(steps):
            if progress is not None:
                progress(name, done, len(steps))
            if isinstance(step, Thesis):
                _write_thesis(writer, step)
            else:
                _write_shared(writer, step, None)
    return held.view().n_documents


def _index_of(model: type[Model]) -> Any:
    return connections["default"].get_unified_index().get_index(model)


def _write_thesis(writer: Any, thesis: Thesis) -> None:
    writer.delete_by_term("thesis", str(thesis.pk))
    for model in OF_A_THESIS:
        index = _index_of(model)
        own = Q(pk=thesis.pk) if model is Thesis else Q(thesis=thesis)
        records = index.public(model._default_manager.filter(own))
        backend().add(writer, index, records.iterator(chunk_size=500))


def _write_shared(writer: Any, model: type[Model], records: Iterable[int] | None) -> None:
    """Write authors, works or themes: those with the given keys, or all."""
    index = _index_of(model)
    everything = model._default_manager.all()
    if records is None:
        writer.delete_by_query(Term(DJANGO_CT, get_model_ct(model)))
        chosen = everything
    else:
        keys = list(records)
        chosen = everything.filter(pk__in=keys)
        for key in keys:
            writer.delete_by_term(ID, f"{get_model_ct(model)}.{key}")
    backend().add(writer, index, index.public(chosen).iterator(chunk_size=500))


def _cited_by(thesis: Thesis) -> tuple[tuple[type[Model], list[int]], ...]:
    works = set(Citation.objects.filter(thesis=thesis, work__isnull=False).values_list("work", flat=True))
    people = set(Authorship.objects.filter(work__in=works).values_list("person", flat=True))
    people |= set(Contributor.objects.filter(thesis=thesis).values_list("person", flat=True))
    return (Work, sorted(works)), (Person, sorted(people))


def _pending_file(name: str) -> Path:
    return Path(f"{backend().path}-pending") / name


def _thesis_pk(record: Any) -> int | None:
    return record.pk if isinstance(record, Thesis) else getattr(record, "thesis_id", None)


def _on_thesis_save(sender: Any, instance: Any, **kwargs: Any) -> None:  # noqa: ARG001
    key = _thesis_pk(instance)
    if key is not None:
        mark_pending(key)
    elif isinstance(instance, ThemeLink):
        mark_pending(None)


def _on_shared_save(sender: Any, instance: Any, **kwargs: Any) -> None:  # noqa: ARG001
    mark_pending(None)


def connect() -> None:
    """Listen to saves of all records whose words or facts the index holds."""
    for signal in (post_save, post_delete):
        for model in _SAVES_OF_A_THESIS:
            signal.connect(
                _on_thesis_save, sender=model, dispatch_uid=f"search-{model.__name__}-{id(signal)}"
            )
        for model in _SAVES_OF_ALL:
            signal.connect(
                _on_shared_save, sender=model, dispatch_uid=f"search-{model.__name__}-{id(signal)}"
            )
