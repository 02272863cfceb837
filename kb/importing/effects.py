"""What a new reading changed, in numbers and examples: for who looks before it is carried out, and after."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from kb.records.models import Reanchoring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.records.models import Thesis

# What is counted: the relation of a thesis, and those of it that are in the text.
_SORTS: dict[str, dict[str, Any]] = {
    "chapters": {"is_former": False},
    "passages": {"chapter__is_former": False},
    "quotations": {},
    "informants": {},
    "citations": {"passage__chapter__is_former": False},
    "references": {},
}
_EXAMPLES = 50
_LONGEST = 300

Counted = dict[str, set[int]]


def count_contents(thesis: Thesis) -> Counted:
    """The keys of all that is in the text, by sort."""
    if not thesis.pk:
        return {sort: set() for sort in _SORTS}
    return {
        sort: set(getattr(thesis, sort).filter(**chosen).values_list("pk", flat=True))
        for sort, chosen in _SORTS.items()
    }


def describe_effect(before: Counted, after: Counted, rows: Sequence[Reanchoring]) -> dict[str, Any]:
    """{"sorts": {sort: {"before", "after", "new", "gone"}}, "outcomes": {outcome: n}, "asked": [{…}]} as JSON holds it.

    ``asked`` are those that would wait for a decision, with the words as they stood.
    """
    sorts = {
        sort: {
            "before": len(before[sort]),
            "after": len(after[sort]),
            "new": len(after[sort] - before[sort]),
            "gone": len(before[sort] - after[sort]),
        }
        for sort in _SORTS
    }
    outcomes = Counter(row.outcome for row in rows)
    asked = [
        {
            "sort": row.content_type.model,
            "outcome": row.outcome,
            "reason": row.reason,
            "words": str(row.selector.get("exact", ""))[:_LONGEST],
            "heading": str(row.selector.get("heading", "")),
        }
        for row in rows
        if row.state == Reanchoring.State.OPEN
    ]
    return {
        "sorts": sorts,
        "outcomes": {outcome: outcomes[outcome] for outcome in Reanchoring.Outcome.values},
        "asked": asked[:_EXAMPLES],
        "n_asked": len(asked),
    }
