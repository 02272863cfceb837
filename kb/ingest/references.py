from __future__ import annotations
from kb.ingest.document import Document
from kb.ingest.draft import Reference
def find_references(document: Document) -> tuple[Reference, ...]:
    return ()
