"""What reference managers and scholarly search engines read in the head of a page: a thesis, by agreed names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.exports.quotation_text import find_thesis_authors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.records.models import Thesis


def present_meta(thesis: Thesis) -> tuple[tuple[str, str], ...]:
    """Names, as Highwire Press gave them, and values, of a thesis whose contributors were fetched before."""
    return tuple((name, value) for name, value in _tell(thesis) if value)


def _tell(thesis: Thesis) -> Iterable[tuple[str, str]]:
    yield "citation_title", f"{thesis.title}: {thesis.subtitle}" if thesis.subtitle else thesis.title
    for person in find_thesis_authors(thesis):
        yield "citation_author", person.sort_name
    yield "citation_publication_date", str(thesis.year or "")
    yield "citation_dissertation_institution", thesis.institution.name if thesis.institution else ""
    yield "citation_dissertation_name", thesis.degree
    yield "citation_doi", thesis.doi
    yield "citation_language", thesis.language
    yield "citation_keywords", "; ".join(str(keyword) for keyword in thesis.keywords)
    yield "citation_pdf_url", thesis.url if thesis.url.lower().endswith(".pdf") else ""
