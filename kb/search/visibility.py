"""Which documents the public may see now, however old the index is, and the records behind them.

Whatever changes marks itself in the same transaction (:mod:`kb.search.marks`), and a thesis that is not public hides
all that is in it. So it is enough to ask the records of what is marked, and of theses that are not wholly open.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
from haystack.constants import DJANGO_CT, ID
from haystack.utils import get_model_ct

from kb.records.covering import MARK
from kb.records.models import Chapter, Mask, Passage, PendingChange, Person, Quotation, Theme, Thesis, Work
from kb.search.asking import StandingQuestion
from kb.search.marks import THESIS, find_documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.search.arrays import Flags, Numbers
    from kb.search.view import IndexView

_AT_ONCE = 900
MODELS: dict[str, Any] = {
    "quotation": Quotation,
    "passage": Passage,
    "chapter": Chapter,
    "thesis": Thesis,
    "author": Person,
    "work": Work,
    "theme": Theme,
}


_theses = StandingQuestion(lambda: Thesis.objects.public().order_by("pk").values_list("pk", "access"))
_changes = StandingQuestion(
    lambda: PendingChange.objects.order_by("pk").values_list("kind", "key", "thesis", "stamp")
)


def find_shown(view: IndexView) -> Flags | None:
    """Which documents of the index the public may still see, or None for all.

    Two questions to the base where nothing changed since the last time; none of them grows with the index.
    """
    theses, changes = _theses.ask(), _changes.ask()
    held = view.kept.get("shown")
    if held is None or held[0] != (theses, changes):
        shown = None
        if hidden := _find_hidden(view, dict(theses), changes):
            shown = np.ones(view.size, dtype=np.bool_)
            shown[list(hidden)] = False
        held = view.kept["shown"] = (theses, changes), shown
    return held[1]


def _find_hidden(
    view: IndexView, access: dict[int, str], rows: Iterable[tuple[str, int, int | None, int]]
) -> set[int]:
    changes = [PendingChange(kind=kind, key=key, thesis=thesis) for kind, key, thesis, _stamp in rows]
    held = set(view.fact("thesis_pk").values)
    doubtful = {pk for pk in held if access.get(pk) != Thesis.Access.OPEN}
    doubtful |= held & {change.key for change in changes if change.kind == THESIS}
    documents: set[int] = set()
    for pk in doubtful:
        documents.update(view.postings("thesis", str(pk)).documents.tolist())
    for model, pks in find_documents(changes).items():
        for pk in pks:
            documents.update(view.postings(ID, f"{get_model_ct(model)}.{pk}").documents.tolist())
    if documents:
        # Who is cited nowhere else is no longer there either.
        for shared in (Person, Work):
            documents.update(view.postings(DJANGO_CT, get_model_ct(shared)).documents.tolist())
    return (documents - _public_of(view, documents)) | _find_covered(view, changes)


def _find_covered(view: IndexView, changes: Sequence[PendingChange]) -> set[int]:
    """The documents that may still be found by words that are covered by now: out of sight until they are written."""
    found: set[int] = set()
    for model, pks in find_documents(changes).items():
        if model in (Passage, Quotation):
            for pk in model.objects.filter(pk__in=pks, text__contains=MARK).values_list("pk", flat=True):
                found.update(view.postings(ID, f"{get_model_ct(model)}.{pk}").documents.tolist())
    theses = {change.key for change in changes if change.kind == THESIS}
    masked = Mask.objects.filter(thesis__in=theses).values_list("thesis", flat=True).distinct()
    for pk in masked:
        # A heading stands behind every document of its chapter.
        found.update(view.postings("thesis", str(pk)).documents.tolist())
    return found


def _public_of(view: IndexView, documents: Iterable[int]) -> set[int]:
    numbers = list(documents)
    kind = view.fact("kind")
    by_kind: dict[str, dict[int, int]] = defaultdict(dict)
    for document, code, pk in zip(
        numbers, kind.by_document[numbers].tolist(), view.pick("pk", numbers), strict=True
    ):
        by_kind[kind.values[code]][pk] = document
    return {found[pk] for name, found in by_kind.items() for pk in _public_pks(name, list(found))}


def only_public(documents: Numbers, view: IndexView) -> Numbers:
    """Those of ``documents`` that the public may see now, in their order."""
    shown = find_shown(view)
    return documents if shown is None else documents[shown[documents]]


def _public_pks(kind: str, pks: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for start in range(0, len(pks), _AT_ONCE):
        rows = _public(kind).filter(pk__in=pks[start : start + _AT_ONCE])
        found.update(rows.order_by().values_list("pk", flat=True))
    return found


def _public(kind: str) -> Any:
    objects = MODELS[kind].objects
    return objects.all() if kind == "theme" else objects.public()


def find_records(kind: str, pks: Sequence[int]) -> dict[int, Any]:
    """The public records with these keys, with all that a hit shows of them."""
    rows = _public(kind).filter(pk__in=pks)
    if hasattr(rows, "for_cards"):
        rows = rows.for_cards()
    elif kind == "passage":
        rows = rows.select_related("thesis__institution", "chapter").prefetch_related(
            "thesis__contributors__person"
        )
    elif kind == "chapter":
        rows = rows.select_related("thesis__institution").prefetch_related("thesis__contributors__person")
    return {row.pk: row for row in rows}
