"""The facts of theses, read from the base: a fragment of columns for each thesis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.db.models.functions import Length

from kb.records.models import Citation, Informant, Passage, Quotation, ThemeLink

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

Columns = dict[str, "NDArray[Any]"]
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Fragment:
    """Columns of one thesis' quotations, passages and citations; ``row`` of a link counts within the thesis."""

    quotations: Columns
    passages: Columns
    citations: Columns
    quotation_links: Columns
    passage_links: Columns


def read_fragments(theses: Sequence[int], *, everything: bool = False) -> dict[int, Fragment]:
    """The fragments of the theses with these keys, by key; five queries, or as many for each 500 theses.

    ``everything``: that these are all there are, so that they need not be named.
    """
    if everything:
        return _read(theses, None) if theses else {}
    found: dict[int, Fragment] = {}
    for start in range(0, len(theses), _AT_ONCE):
        some = theses[start : start + _AT_ONCE]
        found |= _read(some, some)
    return found


def _read(theses: Sequence[int], named: Collection[int] | None) -> dict[int, Fragment]:
    quotations = _split(_read_quotations(named), theses, _QUOTATION)
    passages = _split(_read_passages(named), theses, _PASSAGE)
    citations = _split(_read_citations(named), theses, _CITATION)
    links = {model: _split(_read_links(model, named), theses, _LINK) for model in (Quotation, Passage)}
    return {
        pk: Fragment(
            quotations[pk],
            passages[pk],
            citations[pk],
            _place(links[Quotation][pk], quotations[pk]["pk"]),
            _place(links[Passage][pk], passages[pk]["pk"]),
        )
        for pk in theses
    }


_QUOTATION = (
    "pk", "kind", "form", "role", "informant", "work", "passage", "chapter", "accepted", "confidence", "length",
)  # fmt: skip
_PASSAGE = ("pk", "chapter")
_CITATION = ("pk", "work", "via", "passage")
_LINK = ("record", "theme", "sure", "confidence")
TYPES: dict[str, Any] = {"accepted": bool, "sure": bool, "confidence": np.float32}


def _read_quotations(theses: Collection[int] | None) -> Iterator[tuple[Any, ...]]:
    kinds = {kind: place for place, kind in enumerate(Quotation.Kind.values)}
    forms = {form: place for place, form in enumerate(Quotation.Form.values)}
    roles = {role: place for place, role in enumerate(Informant.RoleGroup.values)}
    rows = (
        _of(Quotation.objects.public(), theses)
        .order_by("order", "pk")
        .annotate(length=Length("text"))
        .values_list(
            "thesis_id", "pk", "kind", "form", "informant__role_group", "informant_id", "citation__work_id",
            "passage_id", "passage__chapter_id", "state", "confidence", "length",
        )
    )  # fmt: skip
    for thesis, pk, kind, form, role, informant, work, passage, chapter, state, confidence, length in rows:
        yield (
            thesis, pk, kinds[kind], forms[form], roles.get(role, len(roles)), informant or 0, work or 0,
            passage or 0, chapter or 0, state == Quotation.State.ACCEPTED, confidence, length,
        )  # fmt: skip


def _read_passages(theses: Collection[int] | None) -> Iterable[tuple[Any, ...]]:
    rows = _of(Passage.objects.public(), theses).order_by("order")
    return rows.values_list("thesis_id", "pk", "chapter_id")  # type: ignore[no-any-return]


def _read_citations(theses: Collection[int] | None) -> Iterator[tuple[Any, ...]]:
    rows = _of(Citation.objects.public(), theses).order_by("order", "pk")
    for thesis, pk, work, via, passage in rows.values_list(
        "thesis_id", "pk", "work_id", "via_id", "passage_id"
    ):
        yield thesis, pk, work or 0, via or 0, passage


def _read_links(model: type[Any], theses: Collection[int] | None) -> Iterator[tuple[Any, ...]]:
    links = ThemeLink.objects.not_rejected().filter(
        content_type=ContentType.objects.get_for_model(model), thesis__isnull=False
    )
    rows = _of(links, theses).order_by(F("pk"))
    for thesis, record, theme, state, confidence in rows.values_list(
        "thesis_id", "object_id", "tag_id", "state", "confidence"
    ):
        yield thesis, record, theme, state == ThemeLink.State.ACCEPTED, confidence


def _of(records: Any, theses: Collection[int] | None) -> Any:
    return records if theses is None else records.filter(thesis__in=theses)


def _split(
    rows: Iterable[tuple[Any, ...]], theses: Sequence[int], names: Sequence[str]
) -> dict[int, Columns]:
    """The rows of each thesis, whose key comes first in each row, as columns."""
    of_thesis: dict[int, list[tuple[Any, ...]]] = {pk: [] for pk in theses}
    for row in rows:
        if row[0] in of_thesis:
            of_thesis[row[0]].append(row)
    return {pk: _make_columns(found, names) for pk, found in of_thesis.items()}


def _make_columns(rows: Sequence[tuple[Any, ...]], names: Sequence[str]) -> Columns:
    columns = zip(*rows, strict=True) if rows else [()] * (len(names) + 1)
    return {
        name: np.array(values, dtype=TYPES.get(name, np.int64))
        for name, values in zip(("thesis", *names), columns, strict=True)
        if name != "thesis"
    }


def _place(links: Columns, records: NDArray[Any]) -> Columns:
    """The links to records that the public sees, with the row of each record."""
    order = np.argsort(records, kind="stable")
    places = np.searchsorted(records, links["record"], sorter=order)
    inside = places < len(records)
    rows = order[places[inside]] if len(records) else np.zeros(0, dtype=np.int64)
    there = records[rows] == links["record"][inside]
    kept = {name: links[name][inside][there] for name in ("theme", "sure", "confidence")}
    return {"row": rows[there], **kept}
