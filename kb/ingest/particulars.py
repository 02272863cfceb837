"""What the file says about the thesis: title, authors, year, question ... and nothing that it does not say."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from kb.ingest.cover_lines import CoverLine
from kb.ingest.covers import Cover, find_year, read_cover
from kb.ingest.document import BlockKind, Document, Region, Section, SectionKind
from kb.ingest.draft import Notice, Particulars
from kb.ingest.forewords import find_place_of_study, find_signatures, find_supervisors
from kb.ingest.informant_counts import count_informants
from kb.ingest.institutions import INSTITUTION
from kb.ingest.keywords import find_keywords
from kb.ingest.language import is_english_title
from kb.ingest.people import FULL_NAME, first_full_name, is_full_name
from kb.ingest.questions import find_questions
from kb.ingest.source import LineRole, SourceText
from kb.ingest.titles import plain_title

_AUTHOR_PATTERNS = [
    re.compile(pattern)
    for pattern in (
        rf"[Mm]aster(?:grads)?student(?:en)?(?: ved [^.,]{{3,60}}?)?:? ({FULL_NAME})",
        rf"(?:Jeg|jeg|Eg|eg),? (?:heter |heiter )?({FULL_NAME}),? (?:er|går|studerer|skriver|tar)\b",
        rf"(?:[Mm]itt navn er|[Jj]eg heter|[Ee]g heiter|[Mm]itt namn er|[Mm]y name is) ({FULL_NAME})",
        rf"({FULL_NAME})(?:,| er) (?:\w+)?student (?:ved|på|i)\b",
        rf"({FULL_NAME}) sitt (?:forskningsprosjekt|masterprosjekt|prosjekt)",
        rf"(?:utført av|gjennomført av|skrevet av|skriven av) ({FULL_NAME}),? (?:\w+)?student",
        rf"(?:^|\n)(?:Kontaktinformasjon, )?[Ss]tudent:?\s+({FULL_NAME})",
    )
]
_SUPERVISOR = re.compile(
    r"([Vv]eilede(?:rne|ren|re|r)|[Rr]ettleia(?:rane|rar|ren|r)|[Ss]upervisors?)\b(?:/\w+)?([^.!?\n]{0,90})"
)
MOST_COVER_LINES = 50
LONGEST_TITLE = 250
_SIGNED = re.compile(r"(?:Med vennlig hilsen|Vennlig hilsen|Mvh|Med venleg helsing)")


@dataclass(frozen=True, slots=True)
class _Letters:
    """What letters and forms in the appendices tell."""

    author: str | None
    supervisor: str | None
    institution: str | None


def find_particulars(document: Document, source: SourceText) -> tuple[Particulars, tuple[Notice, ...]]:
    """The particulars and notices on what the file does not tell."""
    cover = _read_cover(document, source)
    letters = _read_letters(document)
    paragraphs = _texts(document, SectionKind.FOREWORD)
    foreword = " ".join(paragraphs)
    authors = cover.authors or find_signatures(paragraphs) or ((letters.author,) if letters.author else ())
    supervisors = (
        cover.supervisors
        or find_supervisors(foreword, authors)
        or ((letters.supervisor,) if letters.supervisor else ())
    )
    question, sub_questions = find_questions(document)
    particulars = Particulars(
        title=cover.title,
        title_en=cover.title_en or _title_of_abstract(document),
        subtitle=cover.subtitle,
        authors=authors,
        year=cover.year or _year_elsewhere(document, source),
        institution=(
            cover.institution
            or _sheet_institution(document, source)
            or find_place_of_study(foreword)
            or letters.institution
        ),
        programme=cover.programme or _programme_in_text(document),
        supervisors=tuple(name for name in supervisors if name not in authors),
        language=document.language,
        keywords=find_keywords(document),
        research_question=question,
        sub_questions=sub_questions,
        n_informants=count_informants(document),
    )
    return particulars, _notices(particulars)


def _notices(particulars: Particulars) -> tuple[Notice, ...]:
    names = {
        "title": "title",
        "authors": "author",
        "year": "year",
        "institution": "institution",
        "research_question": "research question",
    }
    missing = [name for field, name in names.items() if not getattr(particulars, field)]
    if not missing:
        return ()
    return (Notice("particulars_missing", f"The file does not tell: {', '.join(missing)}."),)


def _section(document: Document, kind: SectionKind) -> Section | None:
    return next((section for section in document.sections if section.kind is kind), None)


def _texts(document: Document, kind: SectionKind) -> list[str]:
    wanted = {n for n, section in enumerate(document.sections) if section.kind is kind}
    return [
        document.text_of(b.span)
        for b in document.blocks
        if b.section in wanted and b.kind is not BlockKind.HEADING
    ]


def _read_cover(document: Document, source: SourceText) -> Cover:
    page = _section(document, SectionKind.TITLE_PAGE)
    styled = [n for n, hint in source.hints.items() if hint.role in (LineRole.TITLE, LineRole.SUBTITLE)]
    if page is None and not styled:
        return Cover()
    first, last = (page.lines.first, page.last_line) if page else (min(styled), max(styled))
    lines, gap = [], 0
    for number in range(first, last + 1):
        text = source.lines[number - 1].strip(" \t\f#")
        if not text:
            gap += 1
            continue
        for part in _split_columns(text):
            lines.append(CoverLine(re.sub(r"\s+", " ", part), gap, source.hints.get(number)))
            gap = 0
    return read_cover(lines[:MOST_COVER_LINES], document.language)


def _title_of_abstract(document: Document) -> str | None:
    """The English title where it stands over the English abstract; nothing for a thesis in English."""
    if document.language == "en":
        return None
    for n, section in enumerate(document.sections):
        if section.kind is not SectionKind.ABSTRACT or section.language != "en":
            continue
        texts = [
            document.text_of(b.span)
            for b in document.blocks
            if b.section == n and b.kind is not BlockKind.HEADING
        ]
        title = plain_title(texts[0].removeprefix("Title:").strip()) if len(texts) > 1 else ""
        if (
            12 <= len(title) <= LONGEST_TITLE
            and title[:1].isupper()
            and not title.endswith((".", ":", ";", ","))
            and is_english_title(title)
            and not is_full_name(title)
            and len(texts[1]) > len(title)
        ):
            return title
    return None


def _split_columns(text: str) -> list[str]:
    """Two labels set side by side ("Emne: ORG345      Navn: Kari Fjell") as two lines."""
    parts = [part for part in re.split(r"\s{3,}|\t+", text) if part]
    return parts if sum(":" in part for part in parts) >= 2 else [text]


def _sheet_institution(document: Document, source: SourceText) -> str | None:
    """The institution on the form in front of the title page."""
    for section in document.sections:
        if section.kind is SectionKind.OTHER and section.region is Region.FRONT:
            text = "\n".join(source.lines[section.lines.first - 1 : section.last_line])
            if match := INSTITUTION.search(text):
                return match[0]
    return None


def _read_letters(document: Document) -> _Letters:
    authors: Counter[str] = Counter()
    supervisors: Counter[str] = Counter()
    institutions: Counter[str] = Counter()
    appendix = [document.text_of(b.span) for b in document.blocks if b.region is Region.APPENDIX]
    # A heading like "Student" stands in a block of its own before the name.
    joined = "\n".join(appendix)
    for pattern in _AUTHOR_PATTERNS:
        for match in pattern.finditer(joined):
            if is_full_name(match[1]):
                authors[match[1]] += 1
    for match in _SUPERVISOR.finditer(joined):
        if name := first_full_name(match[2]):
            supervisors[name] += 1
    for match in INSTITUTION.finditer(joined):
        institutions[match[0]] += 1
    author = authors.most_common(1)[0][0] if authors else _signed_author(appendix)
    supervisor = next((name for name, _ in supervisors.most_common() if name != author), None)
    return _Letters(author, supervisor, _current_institution(joined, institutions))


def _signed_author(texts: list[str]) -> str | None:
    """Who signs the letter to the informants."""
    for n, text in enumerate(texts):
        if _SIGNED.search(text):
            after = " ".join([_SIGNED.split(text)[-1], *texts[n + 1 : n + 2]])
            if name := first_full_name(after):
                return name
    return None


def _current_institution(text: str, counts: Counter[str]) -> str | None:
    """The institution named most; "A (tidligere B)" makes every B an A."""
    for match in re.finditer(r"\((?:tidligere|tidlegare|formerly) ([^)]+)\)", text):
        old, new = (
            INSTITUTION.search(match[1]),
            [m[0] for m in INSTITUTION.finditer(text[max(0, match.start() - 60) : match.start()])],
        )
        if old and new:
            counts[new[-1]] += counts.pop(old[0], 0)
    return counts.most_common(1)[0][0] if counts else None


def _year_elsewhere(document: Document, source: SourceText) -> int | None:
    """The year at the foot of the foreword, on the submission form, or in a running foot."""
    dated = [
        year
        for text in _texts(document, SectionKind.FOREWORD)[-3:]
        if len(text) < 80 and (year := find_year(text))
    ]
    if dated:
        return dated[-1]
    for section in document.sections:
        if section.kind is SectionKind.OTHER and section.region is Region.FRONT:
            text = "\n".join(source.lines[section.lines.first - 1 : section.last_line])
            if year := find_year(text):
                return year
    recurring = Counter(
        line.strip() for line in source.lines if 8 < len(line.strip()) < 80 and find_year(line)
    )
    line, times = recurring.most_common(1)[0] if recurring else ("", 0)
    return find_year(line) if times >= 3 else None


def _programme_in_text(document: Document) -> str | None:
    """The programme where the text names it as a study: «Master i ...»."""
    found: Counter[str] = Counter()
    for block in document.blocks:
        text = document.text_of(block.span)
        for match in re.finditer(
            r"stud(?:ie|iet|ium|ieprogram\w*)\s+[«“\"]((?:Erfaringsbasert )?[Mm]aster[^»”\"]{5,120})[»”\"]",
            text,
        ):
            found[match[1]] += 1
    return found.most_common(1)[0][0] if found else None
