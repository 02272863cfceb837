"""Which matches the public may see now, however old the index is, and the records behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kb.records.models import Chapter, Passage, Person, Quotation, Theme, Thesis, Work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.search.ranking import Match

_CHECKED = 5_000  # as many matches are looked up in the records at each question; the rest by thesis alone
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


def only_public(matches: list[Match]) -> list[Match]:
    """The matches whose records the public may see now; beyond the first thousands, whose theses it may."""
    theses = set(Thesis.objects.public().values_list("pk", flat=True))
    seen = [m for m in matches if m.facts.get("thesis_pk") is None or m.facts["thesis_pk"] in theses]
    checked, rest = seen[:_CHECKED], seen[_CHECKED:]
    public = {
        kind: _public_pks(kind, [m.facts["pk"] for m in checked if m.facts["kind"] == kind])
        for kind in MODELS
    }
    return [m for m in checked if m.facts["pk"] in public[m.facts["kind"]]] + rest


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
