"""Documents as the index holds them, and the schema that all share."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

from haystack.constants import DJANGO_CT, ID
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import COLUMN, KEYWORD, TEXT, Schema
from whoosh.fields import ID as WHOOSH_ID

from kb.search.columns import NumberColumn, SharedColumn
from kb.search.segments import NUMBERS, SHARED, THESIS_FACTS

if TYPE_CHECKING:
    from collections.abc import Mapping


def make_schema() -> Schema:
    """The one schema that all documents share; analysed text is taken as words with a space between."""
    words = SpaceSeparatedTokenizer()
    fields: dict[str, Any] = {
        ID: WHOOSH_ID(unique=True),
        DJANGO_CT: WHOOSH_ID(),
        "thesis": WHOOSH_ID(),
        "themes": KEYWORD(commas=True),
        "lemmas": TEXT(analyzer=words),
        "forms": TEXT(analyzer=words),
        "parts": TEXT(analyzer=words, phrase=False),
        "context": TEXT(analyzer=words, phrase=False),
    }
    fields |= {name: COLUMN(SharedColumn()) for name in SHARED}
    fields |= {name: COLUMN(NumberColumn()) for name in NUMBERS}
    return Schema(**fields)


def make_document(prepared: Mapping[str, Any]) -> dict[str, Any]:
    """What the index keeps of a record that haystack prepared."""
    document: dict[str, Any] = {
        name: str(prepared[name]) for name in (ID, DJANGO_CT, "thesis", "forms", "parts", "context")
    }
    document["lemmas"] = prepared["text"]
    facts = dict(prepared["facts"])
    themes, authors = facts.pop("themes", {}), facts.pop("authors", [])
    document["themes"] = ",".join(themes)
    for name in ("pk", "words", "passage"):
        document[name] = int(facts.pop(name, 0) or 0)
    of_thesis = {name: facts.pop(name) for name in THESIS_FACTS if name in facts}
    document["print"] = fingerprint(prepared)
    for name, value in zip(SHARED, (of_thesis, facts, themes, authors), strict=True):
        text = json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""
        document[name] = text.encode("utf-8")
    return document


def fingerprint(prepared: Mapping[str, Any]) -> int:
    """A number that differs where anything that the index holds of a record does."""
    names = (ID, "thesis", "text", "forms", "parts", "context")
    facts = json.dumps(prepared["facts"], ensure_ascii=False, sort_keys=True)
    return zlib.crc32("\0".join([*(str(prepared[name]) for name in names), facts]).encode("utf-8"))
