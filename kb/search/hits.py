"""Hits as a reader sees them: the records behind the documents, with the stretches of text that answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kb.records.models import Contributor, SourceFile
from kb.search.reasons import Reason, find_reasons, read_field
from kb.search.snippets import Segment, cut_snippet
from kb.search.visibility import find_records
from kb.search.vocabulary import read_labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

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
    """One record that answers. ``record`` is the model instance, read anew; ``snippet`` its words with marks.

    ``reasons`` say why it answers where the words asked for are not shown.
    """

    kind: str
    pk: int
    score: float
    snippet: tuple[Segment, ...]
    record: Any
    facts: Mapping[str, Any]
    reasons: tuple[Reason, ...] = ()


def find_matches_of(documents: Iterable[int], scores: Measures, view: IndexView) -> list[Match]:
    """The documents with their scores and what the index knows of them."""
    return [Match(document, float(scores[document]), view.facts(document)) for document in documents]


def read_hits(matches: Sequence[Match], wanted: Wanted, view: IndexView) -> tuple[Hit, ...]:
    """The matches with their records, read anew, and snippets; those that are no longer public are left out."""
    pks: dict[str, list[int]] = {}
    for match in matches:
        pks.setdefault(match.facts["kind"], []).append(match.facts["pk"])
    records = {kind: find_records(kind, found) for kind, found in pks.items()}
    headed = _find_headed(matches, wanted, view)
    hits = []
    for match, above in zip(matches, headed, strict=True):
        kind, pk = match.facts["kind"], match.facts["pk"]
        record = records[kind].get(pk)
        if record is not None:
            fields = [read_field(name, text, wanted) for name, text in _FIELDS[kind](record)]
            snippet = cut_snippet(fields[0].text, fields[0].marked)
            reasons = find_reasons(fields, wanted, themes=match.facts.get("themes", {}), headed=above)
            if kind == "author" and wanted and not (reasons or fields[0].marked.is_asked):
                # All else that is searched of an author are other forms of the name.
                reasons = (Reason("field", "variants"),)
            hits.append(Hit(kind, pk, round(match.score, 4), snippet, record, match.facts, reasons))
    return tuple(hits)


def _find_headed(matches: Sequence[Match], wanted: Wanted, view: IndexView) -> list[list[str]]:
    """For each match the words asked for that stand in the headings above it."""
    documents = np.array([match.document for match in matches], dtype=np.int64)
    found: list[list[str]] = [[] for _ in matches]
    for lemma, word in wanted.headings:
        for place in np.flatnonzero(view.postings("context", lemma).among(documents)).tolist():
            found[place].append(word)
    return found


# The texts of a record that the index holds. The first is cut for the hit; those with a name are not shown with it.
Fields = tuple[tuple[str, str], ...]


def _fields_of_text(record: Any) -> Fields:
    return (("", str(record.text)),)


def _fields_of_chapter(record: Any) -> Fields:
    return (("", str(record.heading)),)


def _fields_of_thesis(record: Any) -> Fields:
    names: dict[str, list[str]] = {role: [] for role in Contributor.Role.values}
    for each in record.contributors.all():
        names[each.role].append(each.person.display_name)
    return (
        ("", str(record.abstract or record.research_question or record.title)),
        ("", str(record.title)),
        ("", "; ".join(names[Contributor.Role.AUTHOR])),
        ("subtitle", str(record.subtitle)),
        ("question", str(record.research_question)),
        ("keywords", ", ".join(map(str, record.keywords))),
        ("parallel_title", str(record.parallel_title)),
        ("people", "; ".join(names[Contributor.Role.SUPERVISOR])),
    )


def _fields_of_author(record: Any) -> Fields:
    return (("", str(record.display_name)),)


def _fields_of_work(record: Any) -> Fields:
    names = "; ".join(each.person.display_name for each in record.authorships.all())
    return (
        ("", str(record.title or record.slug)),
        ("", f"{names} {record.year}"),
        ("container", record.container),
    )


def _fields_of_theme(record: Any) -> Fields:
    labels = (("labels", label.text) for label in read_labels() if label.theme == record.slug)
    return (
        ("", str(record.description or record.name)),
        ("", record.display_name),
        ("labels", record.name),
        *labels,
    )


_FIELDS: dict[str, Callable[[Any], Fields]] = {
    "quotation": _fields_of_text,
    "passage": _fields_of_text,
    "chapter": _fields_of_chapter,
    "thesis": _fields_of_thesis,
    "author": _fields_of_author,
    "work": _fields_of_work,
    "theme": _fields_of_theme,
}


def source_names(theses: Iterable[int]) -> dict[int, str]:
    """The name of the current source file of each thesis, by the thesis' key."""
    rows = SourceFile.objects.filter(thesis__in=list(theses), is_current=True)
    return dict(rows.values_list("thesis_id", "name"))
