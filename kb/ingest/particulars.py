"""What the file says about the thesis: title, authors, year, question ..."""

from __future__ import annotations

from kb.ingest.document import Document
from kb.ingest.draft import Notice, Particulars


def find_particulars(document: Document) -> tuple[Particulars, tuple[Notice, ...]]:
    return Particulars(language=document.language), ()
