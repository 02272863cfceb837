"""A short notation for the works that a text cites.

"N: Moe/Lie+ 2015 @56 <": named in the sentence (N:), authors in order, *et al.* (+), year, digits of the place (@), and
read at second hand (<). ``¶`` parts two paragraphs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.ingest.citations import find_citations
from tests.ingest.small_documents import make_document

if TYPE_CHECKING:
    from kb.ingest.draft import Citation


def shorten(citation: Citation) -> str:
    place = re.sub(r"\D+", "-", citation.locator or "").strip("-")
    return (
        ("N:" if citation.narrative else "")
        + "/".join(citation.authors)
        + ("+" if citation.et_al else "")
        + f" {citation.year}"
        + (f" @{place}" if place else "")
        + (" <" if citation.secondary_via else "")
    )


def cited(text: str) -> str:
    return "; ".join(shorten(one) for one in find_citations(make_document(*text.split("¶")))[0])
