"""Things in the text that identify living people."""

from __future__ import annotations

from kb.ingest.document import Document
from kb.ingest.draft import Particulars, PersonalData


def find_personal_data(document: Document, particulars: Particulars) -> tuple[PersonalData, ...]:
    return ()
