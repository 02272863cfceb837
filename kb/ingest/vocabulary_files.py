"""A vocabulary file of any format that is read: which one it is, its content tells."""

from __future__ import annotations

import json

from kb.ingest.skos import read_json_ld, read_rdf_xml, read_turtle
from kb.ingest.vocabulary import ThemeEntry, VocabularyError, entries_of
from kb.ingest.vocabulary_rows import (
    ALTERNATIVE,
    HIDDEN,
    LARGEST,
    PREFERRED,
    LabelRow,
    ThemeRow,
    VocabularyFile,
    clean_description,
    clean_text,
    settle_rows,
)
from kb.ingest.vocabulary_table import read_table

FORMATS = (".ttl", ".jsonld", ".json", ".rdf", ".xml", ".csv", ".tsv")


def read_vocabulary_file(data: bytes) -> VocabularyFile:
    """The themes of a table, of SKOS in Turtle, JSON-LD or RDF/XML, or of our own JSON. Raises VocabularyError."""
    if not data.strip():
        raise VocabularyError("The file is empty.")
    if len(data) > LARGEST:
        raise VocabularyError(f"The file is larger than {LARGEST // 1_000_000} MB.")
    head = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if head in {b"{", b"["} and (tree := _read_own(data)) is not None:
        return tree
    if head in {b"{", b"["} and b'"@' in data:
        return read_json_ld(data)
    if head == b"<" and _is_xml(data):
        return read_rdf_xml(data)
    return read_turtle(data) if _is_turtle(data) else read_table(data)


def _is_xml(data: bytes) -> bool:
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:400].lower()
    return start.startswith((b"<?xml", b"<rdf", b"<!doctype", b"<!--"))


def _is_turtle(data: bytes) -> bool:
    """Whether any line looks like Turtle, and the first like no row of a table."""
    lines = [
        line.strip().lower()
        for line in data[:20_000].decode("utf-8", "replace").lstrip("\ufeff").splitlines()
    ]
    return any(line.startswith(("@prefix", "@base", "prefix ", "base ", "<http", "<urn")) for line in lines)


def _read_own(data: bytes) -> VocabularyFile | None:
    """The themes where the file is a vocabulary in our own JSON; None where it is other JSON."""
    try:
        tree = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise VocabularyError("The file is not JSON in UTF-8, or nests too deeply.") from error
    if not isinstance(tree, dict) or "themes" not in tree:
        return None
    rows = [_row_of(entry) for entry in entries_of(tree)]
    notices: list[str] = []
    return VocabularyFile(settle_rows(rows, notices), notices=tuple(notices))


def _row_of(entry: ThemeEntry) -> ThemeRow:
    labels = [
        LabelRow(language, kind, clean_text(text))
        for language, found in entry.labels.items()
        for kind, texts in (
            (PREFERRED, (found.preferred,)),
            (ALTERNATIVE, found.alternative),
            (HIDDEN, found.hidden),
        )
        for text in texts
    ]
    description = clean_description(entry.description.get("nb", ""))
    return ThemeRow(
        entry.slug, clean_text(entry.name), description, entry.broader or "", entry.related, tuple(labels)
    )
