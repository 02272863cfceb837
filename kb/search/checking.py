"""Whether the index holds what the records say, document by document, and mending it where it does not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from haystack.utils import get_model_ct

from kb.search.documents import fingerprint
from kb.search.run import backend
from kb.search.updates import OF_A_THESIS, SHARED, index_of, needs_rebuild, rebuild, rewrite, update_pending

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

    from kb.search.marks import Documents
    from kb.search.updates import Progress

# Beyond so many differences the whole index is sooner made anew.
_MOST_MENDED = 5_000


@dataclass(slots=True)
class Comparison:
    """The keys of what differs, by model: ``missing`` in the index, ``extra`` in it, ``stale`` (it says otherwise).

    ``counts`` are documents in the index and public records, by the kind's name.
    """

    counts: dict[str, tuple[int, int]] = field(default_factory=dict)
    missing: Documents = field(default_factory=dict)
    extra: Documents = field(default_factory=dict)
    stale: Documents = field(default_factory=dict)

    def count(self) -> tuple[int, int, int]:
        """How many are missing, extra and stale."""
        missing, extra, stale = (
            sum(map(len, found.values())) for found in (self.missing, self.extra, self.stale)
        )
        return missing, extra, stale

    @property
    def differs(self) -> bool:
        return any(self.count())


def compare(*, quick: bool = False, progress: Progress | None = None) -> Comparison:
    """Compare every document with its record; ``quick`` only looks whether each is there. Raises IndexUnusableError."""
    found = Comparison()
    models = (*OF_A_THESIS, *SHARED)
    total = sum(index_of(model).index_queryset().count() for model in models) if progress else 0
    done = 0
    for model in models:
        index = index_of(model)
        held = _find_held(model)
        twice = {pk for pk, prints in held.items() if len(prints) > 1}
        wanted: set[int] = set()
        stale = set(twice)
        for record in _records_of(index, quick=quick):
            pk = record if quick else record.pk
            wanted.add(pk)
            if not quick and pk in held and held[pk] != [fingerprint(index.full_prepare(record))]:
                stale.add(pk)
            if progress is not None and done % 100 == 0:
                progress(str(model._meta.verbose_name_plural), done, max(done, total))
            done += 1
        found.counts[index.kind] = sum(map(len, held.values())), len(wanted)
        found.missing[model], found.extra[model] = wanted - held.keys(), held.keys() - wanted
        found.stale[model] = stale & wanted
    return found


def _find_held(model: type[Model]) -> dict[int, list[int]]:
    """The finger prints of all documents of the model, by the key of the record."""
    view = backend().view()
    documents = view.postings("django_ct", get_model_ct(model)).documents
    held: dict[int, list[int]] = {}
    for pk, print_ in zip(view.pick("pk", documents), view.pick("print", documents), strict=True):
        held.setdefault(pk, []).append(print_)
    return held


def _records_of(index: Any, *, quick: bool) -> Iterable[Any]:
    public = index.index_queryset().order_by("pk")
    if quick:
        return public.values_list("pk", flat=True)  # type: ignore[no-any-return]
    return public.iterator(chunk_size=500)  # type: ignore[no-any-return]


def repair(progress: Progress | None = None) -> Comparison:
    """Bring the index in step with the records, by the least that does it; what differed, where that could be told."""
    if needs_rebuild():
        rebuild(progress)
        return Comparison()
    update_pending(progress)
    found = compare(progress=progress)
    if sum(found.count()) > _MOST_MENDED:
        rebuild(progress)
    elif found.differs:
        together: Documents = {}
        for part in (found.missing, found.extra, found.stale):
            for model, pks in part.items():
                together.setdefault(model, set()).update(pks)
        rewrite(together)
    return found
