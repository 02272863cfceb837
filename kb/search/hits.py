"""Hits as a reader sees them: the records behind the documents, with the stretches of text that answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kb.records.models import SourceFile
from kb.search.snippets import Segment, make_snippet
from kb.search.visibility import find_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kb.search.arrays import Measures
    from kb.search.marking import Wanted
    from kb.search.view import IndexView


@dataclass(frozen=True, slots=True)
class Match:
    """A document that answers, its score, and what is known of it."""

    document: int
    score: float
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that answers. ``record`` is the model instance, read anew; ``snippet`` its words with marks."""

    kind: str
    pk: int
    score: float
    snippet: tuple[Segment, ...]
    record: Any
    facts: Mapping[str, Any]


def find_matches_of(documents: Iterable[int], scores: Measures, view: IndexView) -> list[Match]:
    """The documents with their scores and what the index knows of them."""
    return [Match(document, float(scores[document]), view.facts(document)) for document in documents]


def read_hits(matches: Sequence[Match], wanted: Wanted) -> tuple[Hit, ...]:
    """The matches with their records, read anew, and snippets; those that are no longer public are left out."""
    pks: dict[str, list[int]] = {}
    for match in matches:
        pks.setdefault(match.facts["kind"], []).append(match.facts["pk"])
    records = {kind: find_records(kind, found) for kind, found in pks.items()}
    hits = []
    for match in matches:
        kind, pk = match.facts["kind"], match.facts["pk"]
        record = records[kind].get(pk)
        if record is not None:
            snippet = make_snippet(_text_of(kind, record), wanted)
            hits.append(Hit(kind, pk, round(match.score, 4), snippet, record, match.facts))
    return tuple(hits)


def _text_of(kind: str, record: Any) -> str:
    if kind in {"quotation", "passage"}:
        return str(record.text)
    if kind == "chapter":
        return str(record.heading)
    if kind == "thesis":
        return str(record.abstract or record.research_question or record.title)
    if kind == "author":
        return str(record.display_name)
    return str(record.title or record.slug) if kind == "work" else str(record.description or record.name)


def source_names(theses: Iterable[int]) -> dict[int, str]:
    """The name of the current source file of each thesis, by the thesis' key."""
    rows = SourceFile.objects.filter(thesis__in=list(theses), is_current=True)
    return dict(rows.values_list("thesis_id", "name"))
