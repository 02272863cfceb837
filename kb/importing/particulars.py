"""Storing what the file says about the thesis, where no curator has said otherwise."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from kb.ingest.document import BlockKind, SectionKind
from kb.records.models import Contributor, Institution, Thesis

if TYPE_CHECKING:
    from kb.importing.people import People
    from kb.ingest.draft import Particulars, ThesisDraft


def store_particulars(thesis: Thesis, draft: ThesisDraft, people: People) -> None:
    """Fills the thesis' fields and contributors from the draft; fields that a curator set stay."""
    said = draft.particulars
    values: dict[str, object] = {
        **title_fields(said, draft.source.name),
        "subtitle": (said.subtitle or "")[:600],
        "parallel_title": (said.title_en or "")[:600],
        "language": said.language,
        "year": said.year,
        "programme": (said.programme or "")[:300],
        "research_question": said.research_question.text if said.research_question else "",
        "sub_questions": [question.text for question in said.sub_questions],
        "n_informants": said.n_informants,
        "keywords": list(said.keywords),
        "abstract": find_abstract(draft),
    }
    if "institution" not in thesis.curated_fields:
        values["institution"] = _institution(said.institution)
    for field, value in values.items():
        if field not in thesis.curated_fields:
            setattr(thesis, field, value)
    thesis.n_words = sum(len(draft.document.text_of(block.span).split()) for block in draft.document.blocks)
    thesis.save()
    if "contributors" not in thesis.curated_fields:
        _store_contributors(thesis, said, people)


def title_fields(said: Particulars, file_name: str) -> dict[str, object]:
    """The title, or one made from the research question or, last, the file name, and which of the two it is."""
    if said.title:
        return {"title": said.title[:600], "title_is_made_up": False}
    if said.research_question:
        return {"title": said.research_question.text[:600], "title_is_made_up": True}
    stem = re.sub(r"[_\W]+", " ", PurePath(file_name).stem).strip()
    return {"title": (stem or file_name)[:600], "title_is_made_up": True}


def find_abstract(draft: ThesisDraft) -> str:
    """The abstract in the thesis' own language, else the first; paragraphs parted by an empty line."""
    document = draft.document
    abstracts = [i for i, section in enumerate(document.sections) if section.kind is SectionKind.ABSTRACT]
    if not abstracts:
        return ""
    own = [i for i in abstracts if document.sections[i].language == draft.particulars.language]
    chosen = (own or abstracts)[0]
    return "\n\n".join(
        document.text_of(block.span)
        for block in document.blocks
        if block.section == chosen and block.kind is not BlockKind.HEADING
    )


def _institution(name: str | None) -> Institution | None:
    return Institution.objects.get_or_create(name=name[:300])[0] if name else None


def _store_contributors(thesis: Thesis, said: Particulars, people: People) -> None:
    thesis.contributors.all().delete()
    parts = ((Contributor.Role.AUTHOR, said.authors), (Contributor.Role.SUPERVISOR, said.supervisors))
    for role, names in parts:
        persons = dict.fromkeys(people.find_or_create_contributor(name) for name in names)
        for order, person in enumerate(persons):
            Contributor.objects.create(thesis=thesis, person=person, role=role, order=order)
