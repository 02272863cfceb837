"""The voices of a thesis."""

from __future__ import annotations

from kb.ingest.document import Document
from kb.ingest.draft import Informant


def find_informants(document: Document) -> tuple[Informant, ...]:
    return ()
