"""The vocabulary of themes as other programs take it: SKOS in Turtle and JSON-LD, and a table.

Each theme's address is its identifier, and stays when the theme is renamed: old addresses lead to the new one.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from kb.exports.tables import ENGLISH, write_table
from kb.ingest.vocabulary_rows import LabelRow, ThemeRow, clean_description, clean_text
from kb.ingest.vocabulary_table import COLUMNS, LABEL_COLUMNS, guard_cell, join_cell
from kb.records.models import Theme

if TYPE_CHECKING:
    from collections.abc import Sequence

_PREFIXES = {
    "dct": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
_PREDICATES = {"preferred": "prefLabel", "alternative": "altLabel", "hidden": "hiddenLabel"}
_LANGUAGE = "nb"  # of descriptions
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def find_rows() -> tuple[ThemeRow, ...]:
    """The vocabulary as it stands, by slug; three queries."""
    themes = Theme.objects.prefetch_related("labels", "related").select_related("broader").order_by("slug")
    return tuple(find_row(theme) for theme in themes)


def find_row(theme: Theme) -> ThemeRow:
    """One theme of it."""
    return ThemeRow(
        slug=theme.slug,
        name=clean_text(theme.name),
        description=clean_description(theme.description),
        broader=theme.broader.slug if theme.broader else "",
        related=tuple(sorted(other.slug for other in theme.related.all())),
        labels=tuple(
            sorted(LabelRow(one.language, one.kind, clean_text(one.text)) for one in theme.labels.all())
        ),
    )


def find_digest(rows: Sequence[ThemeRow]) -> str:
    """Sixteen hex digits, others as soon as anything of the vocabulary is another."""
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]


def write_turtle(rows: Sequence[ThemeRow], *, scheme: str, title: str, licence: str) -> str:
    """The themes as a SKOS concept scheme. ``scheme`` is its address, under which the themes' lie."""
    parts = [f"@prefix {name}: <{address}> .\n" for name, address in _PREFIXES.items()]
    about = [f"<{scheme}> a skos:ConceptScheme", f"dct:title {_quote(title)}"]
    if licence:
        about.append(f"dct:license <{licence}>")
    about += [f"skos:hasTopConcept <{scheme}{row.slug}/>" for row in rows if not row.broader]
    parts.append("\n" + " ;\n    ".join(about) + " .\n")
    parts += ["\n" + " ;\n    ".join(_describe(row, scheme)) + " .\n" for row in rows]
    return "".join(parts)


def _describe(row: ThemeRow, scheme: str) -> list[str]:
    said = [f"<{scheme}{row.slug}/> a skos:Concept", f"skos:inScheme <{scheme}>"]
    if not row.broader:
        said.append(f"skos:topConceptOf <{scheme}>")
    said += [f"skos:notation {_quote(row.slug)}", f"rdfs:label {_quote(row.name)}"]
    said += [f"skos:{_PREDICATES[one.kind]} {_quote(one.text)}@{one.language}" for one in row.labels]
    if row.description:
        said.append(f"skos:definition {_quote(row.description)}@{_LANGUAGE}")
    if row.broader:
        said.append(f"skos:broader <{scheme}{row.broader}/>")
    return said + [f"skos:related <{scheme}{slug}/>" for slug in row.related]


def _quote(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(character, character) for character in text) + '"'


def write_json_ld(rows: Sequence[ThemeRow], *, scheme: str, title: str, licence: str) -> str:
    """The same as JSON-LD, its context within."""
    by_language = {"@container": "@language"}
    several = {"@container": ["@language", "@set"]}
    link = {"@type": "@id"}
    context: dict[str, Any] = {
        "@version": 1.1,
        **_PREFIXES,
        "id": "@id",
        "type": "@type",
        "title": "dct:title",
        "license": {"@id": "dct:license", **link},
        "name": "rdfs:label",
        "notation": "skos:notation",
        "definition": {"@id": "skos:definition", **by_language},
        **{name: {"@id": f"skos:{name}", **several} for name in _PREDICATES.values()},
        **{
            name: {"@id": f"skos:{name}", **link}
            for name in ("inScheme", "hasTopConcept", "topConceptOf", "broader", "related")
        },
    }
    about = {
        "id": scheme,
        "type": "skos:ConceptScheme",
        "title": title,
        **({"license": licence} if licence else {}),
        "hasTopConcept": [f"{scheme}{row.slug}/" for row in rows if not row.broader],
    }
    graph = [about, *(_as_json(row, scheme) for row in rows)]
    return json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=1)


def _as_json(row: ThemeRow, scheme: str) -> dict[str, Any]:
    said: dict[str, Any] = {
        "id": f"{scheme}{row.slug}/",
        "type": "skos:Concept",
        "inScheme": scheme,
        "notation": row.slug,
        "name": row.name,
    }
    if not row.broader:
        said["topConceptOf"] = scheme
    for label in row.labels:
        said.setdefault(_PREDICATES[label.kind], {}).setdefault(label.language, []).append(label.text)
    if row.description:
        said["definition"] = {_LANGUAGE: row.description}
    if row.broader:
        said["broader"] = f"{scheme}{row.broader}/"
    if row.related:
        said["related"] = [f"{scheme}{slug}/" for slug in row.related]
    return said


def write_vocabulary_table(rows: Sequence[ThemeRow]) -> bytes:
    """One row a theme, its labels a column a language and kind; the heads are the same in every language."""
    return write_table(COLUMNS, [_cells(row) for row in rows], ENGLISH)


def _cells(row: ThemeRow) -> list[str]:
    labels = [
        join_cell(tuple(one.text for one in row.labels if (one.kind, one.language) == (kind, language)))
        for _name, kind, language in LABEL_COLUMNS
    ]
    plain = [row.slug, row.name, row.broader, join_cell(row.related), row.description]
    return [guard_cell(cell) for cell in (*plain, *labels)]
