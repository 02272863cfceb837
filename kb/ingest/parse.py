"""Reading a thesis apart, stage by stage."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kb.ingest.citations import find_citations
from kb.ingest.draft import Notice, Source, Theme, ThesisDraft
from kb.ingest.errors import UnreadableFile
from kb.ingest.informants import complete_informants, find_informants
from kb.ingest.language import share_of_small_words
from kb.ingest.layout import lay_out
from kb.ingest.particulars import find_particulars
from kb.ingest.personal_data import find_personal_data
from kb.ingest.quotations import find_quotations
from kb.ingest.readers import read_source
from kb.ingest.references import find_references
from kb.ingest.themes import suggest_themes

if TYPE_CHECKING:
    from kb.ingest.source import SourceText

LEAST_WORDS = 300
LEAST_SMALL_WORDS = 0.15
MOST_SIGNS = 0.04
STEPS = (
    "read",
    "lay out",
    "references",
    "citations",
    "informants",
    "quotations",
    "themes",
    "particulars",
    "personal data",
)

Progress = Callable[[str, int, int], None]
Pages = Callable[[int, int], None]


def parse(
    name: str,
    data: bytes,
    *,
    vocabulary: Sequence[Theme] = (),
    progress: Progress | None = None,
    pages: Pages | None = None,
) -> ThesisDraft:
    """All that the file says, each finding with its place.

    ``progress`` is told each step's name before it begins, how many are done and how many there are; ``pages``, in
    the first step of a format that has pages, how many of them are read and how many there are. Raises UnreadableFile.
    """
    tell = _teller(progress)
    tell("read")
    source_text = read_source(name, data, pages=pages)
    _require_prose(source_text)
    tell("lay out")
    document, layout_notices = lay_out(source_text)
    tell("references")
    references = find_references(document)
    tell("citations")
    citations, citation_notices = find_citations(document, references)
    tell("informants")
    informants = find_informants(document)
    tell("quotations")
    quotations, quotation_notices = find_quotations(document, citations, informants)
    tell("themes")
    themes = suggest_themes(document, quotations, vocabulary)
    tell("particulars")
    particulars, particulars_notices = find_particulars(document, source_text)
    tell("personal data")
    personal_data = find_personal_data(document, source_text, quotations, informants)
    return ThesisDraft(
        source=_source_of(source_text),
        particulars=particulars,
        document=document,
        quotations=quotations,
        informants=complete_informants(document, informants, quotations),
        references=references,
        citations=citations,
        themes=themes,
        personal_data=personal_data,
        notices=_in_order((*layout_notices, *citation_notices, *quotation_notices, *particulars_notices)),
    )


def _teller(progress: Progress | None) -> Callable[[str], None]:
    def tell(step: str) -> None:
        if progress is not None:
            progress(step, STEPS.index(step), len(STEPS))

    return tell


def _require_prose(source: SourceText) -> None:
    lettered = (word for word in source.text.split() if any(char.isalpha() for char in word))
    words = sum(1 for _ in itertools.islice(lettered, LEAST_WORDS))
    if words < LEAST_WORDS:
        message = f"The file holds only {words} words, too few for a thesis."
    elif _is_code(source.text):
        message = "The file holds a program or data, hardly any sentences."
    else:
        return
    raise UnreadableFile("not_a_thesis", message, "Choose the file that holds the whole thesis.")


def _is_code(text: str) -> bool:
    """Whether a text is rather a program or data: many signs, few of the small words that hold sentences together."""
    letters = sum(map(len, text.split()))
    signs = sum(text.count(sign) for sign in "{}[]=<>;_|\\#")
    return signs > MOST_SIGNS * letters and share_of_small_words(text) < LEAST_SMALL_WORDS


def _source_of(source: SourceText) -> Source:
    return Source(source.name, source.sha256, source.format, source.text, len(source.lines), source.pages)


def _in_order(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    return tuple(sorted(notices, key=lambda notice: (notice.lines.first if notice.lines else 0, notice.code)))
