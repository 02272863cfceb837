"""A draft as the JSON that ``manage.py parse`` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kb.ingest.document import Block, Document, Lines, Region, SectionKind, Span
from kb.ingest.quotations import lines_of_quotation

if TYPE_CHECKING:
    from kb.ingest.draft import Citation, Question, Quotation, Reference, ThesisDraft

Json = dict[str, Any]

_PARTS = {
    SectionKind.TITLE_PAGE: "title_page",
    SectionKind.FOREWORD: "foreword",
    SectionKind.ABSTRACT: "abstract",
    SectionKind.TOC: "toc",
    SectionKind.FIGURE_LIST: "figure_list",
    SectionKind.TABLE_LIST: "table_list",
    SectionKind.REFERENCES: "other",
    SectionKind.OTHER: "other",
}


def as_contract(draft: ThesisDraft) -> Json:
    """The draft's findings by the names of the contract; lines are [first, last], counted from 1."""
    document = draft.document
    chapters = {
        n: k
        for k, n in enumerate(n for n, s in enumerate(document.sections) if s.kind is SectionKind.CHAPTER)
    }
    return {
        "source": {
            "name": draft.source.name,
            "sha256": draft.source.sha256,
            "format": draft.source.format,
            "lines": draft.source.lines,
        },
        "thesis": _thesis(draft),
        "parts": _parts(document),
        "chapters": _chapters(document, chapters),
        "passages": [_passage(document, block, chapters) for block in document.blocks],
        "quotations": [_quotation(document, quotation, chapters) for quotation in draft.quotations],
        "informants": [
            {"label": i.label, "role": i.role, "role_group": i.role_group.value, "lines": _lines(i.lines)}
            for i in draft.informants
        ],
        "references": [_reference(reference) for reference in draft.references],
        "citations": [_citation(document, citation) for citation in draft.citations],
        "appendices": [
            {"title": s.title, "lines": [s.lines.first, s.last_line]}
            for s in document.sections
            if s.kind is SectionKind.APPENDIX
        ],
        "themes": [
            {
                "slug": theme.slug,
                "lines": _lines(document.blocks[theme.block].lines),
                "confidence": round(theme.confidence, 4),
                "reason": theme.reason,
            }
            for theme in draft.themes
        ],
        "personal_data": [
            {"lines": _lines(found.lines), "what": found.what} for found in draft.personal_data
        ],
        "notices": [
            {
                "code": notice.code,
                "message": notice.message,
                "lines": _lines(notice.lines) if notice.lines else None,
            }
            for notice in draft.notices
        ],
    }


def _lines(lines: Lines) -> list[int]:
    return lines.as_list()


def _span_lines(document: Document, span: Span) -> list[int]:
    return document.lines_of(span).as_list()


def _thesis(draft: ThesisDraft) -> Json:
    particulars = draft.particulars
    return {
        "title": particulars.title,
        "title_en": particulars.title_en,
        "subtitle": particulars.subtitle,
        "authors": list(particulars.authors),
        "year": particulars.year,
        "institution": particulars.institution,
        "programme": particulars.programme,
        "supervisors": list(particulars.supervisors),
        "language": particulars.language,
        "keywords": list(particulars.keywords),
        "research_question": _question(particulars.research_question)
        if particulars.research_question
        else None,
        "sub_questions": [_question(question) for question in particulars.sub_questions],
        "n_informants": particulars.n_informants,
    }


def _question(question: Question) -> Json:
    return {"text": question.text, "lines": _lines(question.lines)}


def _parts(document: Document) -> list[Json]:
    return [
        {
            "kind": _PARTS[section.kind],
            "title": section.title,
            "language": section.language,
            "lines": [section.lines.first, section.last_line],
        }
        for section in document.sections
        if section.kind in _PARTS and (section.region is not Region.BODY)
    ]


def _chapters(document: Document, chapters: dict[int, int]) -> list[Json]:
    return [
        {
            "number": document.sections[n].number,
            "title": document.sections[n].title,
            "level": document.sections[n].level,
            "lines": _lines(document.sections[n].lines),
            "page": _page(document.sections[n].page),
        }
        for n in chapters
    ]


def _page(page: object) -> str | None:
    return getattr(page, "label", None)


def _passage(document: Document, block: Block, chapters: dict[int, int]) -> Json:
    return {
        "chapter": chapters.get(block.section),
        "region": block.region.value,
        "kind": block.kind.value,
        "text": document.text_of(block.span),
        "lines": _lines(block.lines),
        "page": _page(block.page),
    }


def _quotation(document: Document, quotation: Quotation, chapters: dict[int, int]) -> Json:
    block = document.block_at(quotation.span.start)
    return {
        "form": quotation.form.value,
        "kind": quotation.kind.value,
        "speaker": quotation.speaker,
        "text": quotation.text,
        "lines": _lines(lines_of_quotation(document, quotation)),
        "page": _page(block.page),
        "chapter": chapters.get(block.section),
        "citation": quotation.citation,
        "confidence": round(quotation.confidence, 4),
    }


def _reference(reference: Reference) -> Json:
    return {
        "lines": _lines(reference.lines),
        "raw": reference.raw,
        "authors": [
            {"organization": a.organization} if a.organization else {"family": a.family, "given": a.given}
            for a in reference.authors
        ],
        "year": reference.year,
        "title": reference.title,
        "container": reference.container,
        "publisher": reference.publisher,
        "doi": reference.doi,
        "url": reference.url,
        "type": reference.type,
    }


def _citation(document: Document, citation: Citation) -> Json:
    return {
        "lines": _span_lines(document, citation.span),
        "raw": citation.raw,
        "narrative": citation.narrative,
        "authors": list(citation.authors),
        "et_al": citation.et_al,
        "year": citation.year,
        "locator": citation.locator,
        "secondary_via": citation.secondary_via,
        "reference": citation.reference,
    }
