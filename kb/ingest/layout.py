"""From lines laid out for paper to the reading text: sections, and the blocks that stand in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.ingest.building import build_text
from kb.ingest.contents import Contents, find_contents
from kb.ingest.document import Document, Lines, Page, Region, Section, SectionKind
from kb.ingest.draft import Notice
from kb.ingest.headings import find_headings
from kb.ingest.joining import Words
from kb.ingest.language import detect_language
from kb.ingest.lines import Sheet, read_lines
from kb.ingest.outline import Heading, number_parts
from kb.ingest.pages import PageMap, map_pages
from kb.ingest.parts import Part, find_back_matter, find_front_matter
from kb.ingest.stretches import Stretch
from kb.ingest.titles import alike, front_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.furniture import Furniture
    from kb.ingest.source import SourceText


@dataclass(frozen=True, slots=True)
class _Skeleton:
    contents: Contents | None
    front: tuple[Part, ...]
    headings: tuple[Heading, ...]
    back: tuple[Part, ...]
    body: int
    body_end: int


def lay_out(source: SourceText) -> tuple[Document, tuple[Notice, ...]]:
    """The document a reader would read, with notices on what was taken out or could not be told."""
    sheet = read_lines(source)
    skeleton = _find_skeleton(sheet)
    pages = _map_pages(sheet, source, skeleton)
    stretches = _find_stretches(sheet, skeleton)
    language = detect_language(
        "\n".join(line.text for line in sheet.lines[skeleton.body : skeleton.body_end]) or source.text
    )
    sections = _make_sections(sheet, skeleton, stretches, pages, language)
    words = Words.of(line.text for line in sheet.lines)
    built = build_text(sheet, stretches, words, pages)
    document = Document(built.text, built.blocks, sections, built.line_starts, language)
    return document, (*source.notices, *_notices(sheet, skeleton), *_page_notices(document))


def _find_skeleton(sheet: Sheet) -> _Skeleton:
    contents = find_contents(sheet)
    back = find_back_matter(sheet, contents)
    body_end = back[0].first if back else len(sheet.lines)
    headings = _without_front_parts(find_headings(sheet, contents.end if contents else 0, body_end, contents))
    body = headings[0].first if headings else min(contents.end if contents else 0, body_end)
    front = find_front_matter(sheet, contents, body)
    if not headings and front:
        body = body_end if not contents else body
    return _Skeleton(contents, front, headings, back, body, body_end)


def _without_front_parts(headings: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """The headings without those of a foreword, abstract or contents list in front that are numbered like chapters."""
    fronts = 0
    while fronts < len(headings) and headings[fronts].level == 1 and front_kind(headings[fronts].title):
        fronts += 1
    return headings[fronts:] if fronts < len(headings) else headings


def _find_stretches(sheet: Sheet, skeleton: _Skeleton) -> tuple[Stretch, ...]:
    """Every section as indices of text lines: heading, then text up to the next section; together they hold
    all lines."""
    stretches = [Stretch(p.kind, Region.FRONT, p.first, p.text_from, p.end, p.title) for p in skeleton.front]
    headings = skeleton.headings
    for n, heading in enumerate(headings):
        end = headings[n + 1].first if n + 1 < len(headings) else skeleton.body_end
        stretches.append(
            Stretch(
                SectionKind.CHAPTER, Region.BODY, heading.first, heading.last + 1, end, heading.title, heading
            )
        )
    for part in skeleton.back:
        region = Region.REFERENCES if part.kind is SectionKind.REFERENCES else Region.APPENDIX
        stretches.append(Stretch(part.kind, region, part.first, part.text_from, part.end, part.title))
    return _fill_gaps(stretches, len(sheet.lines))


def _fill_gaps(stretches: list[Stretch], total: int) -> tuple[Stretch, ...]:
    """Lines that no section claims become one without a heading: body text, as far as anyone can tell."""
    filled: list[Stretch] = []
    at = 0
    for stretch in stretches:
        if stretch.first > at:
            filled.append(Stretch(SectionKind.OTHER, Region.BODY, at, at, stretch.first, ""))
        filled.append(stretch)
        at = stretch.end
    if at < total or not filled:
        filled.append(Stretch(SectionKind.OTHER, Region.BODY, at, at, total, ""))
    return tuple(filled)


def _map_pages(sheet: Sheet, source: SourceText, skeleton: _Skeleton) -> PageMap:
    entries = skeleton.contents.entries if skeleton.contents else ()
    listed: list[tuple[int, str | None]] = [
        (sheet.lines[h.first].number, entries[h.entry].page)
        for h in skeleton.headings
        if h.entry is not None and entries[h.entry].page
    ]
    for part in skeleton.back:
        label = next((e.page for e in entries if _names(e.title, e.number, part.title)), None)
        listed.append((sheet.lines[part.first].number, label))
    weights = [len(line.strip()) for line in source.lines]
    return map_pages(
        sheet.page_starts, sheet.furniture, listed, source.pages, weights, labelled=source.labelled
    )


def _make_sections(
    sheet: Sheet, skeleton: _Skeleton, stretches: Sequence[Stretch], pages: PageMap, language: str
) -> tuple[Section, ...]:
    sections: list[Section] = []
    open_chapters: list[int] = []
    for n, stretch in enumerate(stretches):
        first, last = _own_lines(sheet, stretch)
        heading = stretch.heading
        parent = None
        if heading:
            while open_chapters and sections[open_chapters[-1]].level >= heading.level:
                open_chapters.pop()
            parent = open_chapters[-1] if open_chapters else None
            open_chapters.append(n)
        last_line = _last_line(sheet, stretches, n)
        sections.append(
            Section(
                kind=stretch.kind,
                region=stretch.region,
                title=stretch.title,
                lines=Lines(first, last),
                last_line=max(last, last_line),
                number=heading.number.strip(".") if heading and heading.number else None,
                level=heading.level if heading else 1,
                page=_page_of(sheet, skeleton, stretch, pages),
                parent=parent,
                language=_language_of(sheet, stretch, language),
                in_contents=_entry_of(skeleton, stretch) is not None,
            )
        )
    return tuple(sections)


def _own_lines(sheet: Sheet, stretch: Stretch) -> tuple[int, int]:
    if not sheet.lines:
        return 1, 1
    first = sheet.lines[min(stretch.first, len(sheet.lines) - 1)].number
    return first, sheet.lines[stretch.text_from - 1].number if stretch.text_from > stretch.first else first


def _last_line(sheet: Sheet, stretches: Sequence[Stretch], n: int) -> int:
    """The last line before the next section; of a part in front, its last line with text."""
    stretch = stretches[n]
    if stretch.region is Region.FRONT and stretch.end > stretch.first:
        return sheet.lines[stretch.end - 1].number
    if n + 1 < len(stretches) and stretches[n + 1].first < len(sheet.lines):
        return sheet.lines[stretches[n + 1].first].number - 1
    return max(sheet.last_number, 1)


def _entry_of(skeleton: _Skeleton, stretch: Stretch) -> int | None:
    if stretch.heading:
        return stretch.heading.entry
    entries = skeleton.contents.entries if skeleton.contents else ()
    return next(
        (k for k, entry in enumerate(entries) if _names(entry.title, entry.number, stretch.title)), None
    )


def _names(title: str, number: str | None, wanted: str) -> bool:
    return bool(wanted) and (alike(title, wanted) or bool(number and alike(f"{number} {title}", wanted)))


def _page_of(sheet: Sheet, skeleton: _Skeleton, stretch: Stretch, pages: PageMap) -> Page | None:
    entry = _entry_of(skeleton, stretch)
    if skeleton.contents and entry is not None and (label := skeleton.contents.entries[entry].page):
        return Page(label)
    if stretch.region is Region.FRONT or not sheet.lines:
        return None
    return pages.page_at(_own_lines(sheet, stretch)[0])


def _language_of(sheet: Sheet, stretch: Stretch, language: str) -> str | None:
    if stretch.kind not in (SectionKind.ABSTRACT, SectionKind.FOREWORD):
        return None
    return detect_language(
        " ".join(line.text for line in sheet.lines[stretch.text_from : stretch.end]), language
    )


def _notices(sheet: Sheet, skeleton: _Skeleton) -> tuple[Notice, ...]:
    notices = [_furniture_notice(sheet.furniture, what) for what in ("page_number", "running_head", "link")]
    found = [notice for notice in notices if notice]
    if not skeleton.headings:
        found.append(Notice("no_headings", "No chapter headings were found; the text stands as one."))
    if skeleton.contents is None:
        found.append(
            Notice(
                "no_contents",
                "The file has no table of contents; pages and headings were worked out without it.",
            )
        )
    elif skeleton.headings:
        found.extend(_contents_notices(skeleton))
    found.extend(_number_notices(sheet, skeleton.headings))
    return tuple(found)


def _page_notices(document: Document) -> list[Notice]:
    """Whether pages were worked out, which a reader should know before citing them."""
    paged = [b for b in document.blocks if b.region is Region.BODY and b.page is not None]
    inferred = sum(1 for block in paged if block.page and block.page.inferred)
    if not inferred:
        return []
    message = (
        f"The page of {inferred} of {len(paged)} passages was not read off the page itself but worked out from the "
        f"contents list or the pages around it; check it before citing."
    )
    return [Notice("pages_inferred", message)]


_FURNITURE_NAMES = {
    "page_number": "Lone page numbers were taken out of the text",
    "running_head": "Running heads or feet were taken out of the text",
    "link": "Link targets dumped at page ends were taken out of the text",
}


def _furniture_notice(furniture: Sequence[Furniture], what: str) -> Notice | None:
    lines = [f.number for f in furniture if f.what == what]
    if not lines:
        return None
    shown = ", ".join(map(str, lines[:12])) + (" …" if len(lines) > 12 else "")
    return Notice(what, f"{_FURNITURE_NAMES[what]}: line {shown}.", Lines(lines[0], lines[-1]))


def _contents_notices(skeleton: _Skeleton) -> list[Notice]:
    contents = skeleton.contents
    if contents is None:
        return []
    matched = {h.entry for h in skeleton.headings}
    notices = []
    for k, entry in enumerate(contents.entries):
        known = k in matched or any(
            _names(entry.title, entry.number, p.title) for p in (*skeleton.front, *skeleton.back)
        )
        if entry.number and not known:
            name = f"{entry.number} {entry.title}"
            notices.append(
                Notice(
                    "contents_entry_not_found",
                    f"The contents list “{name}”, which no heading of the text is called.",
                    Lines(entry.line, entry.line),
                )
            )
    return notices


def _number_notices(sheet: Sheet, headings: Sequence[Heading]) -> list[Notice]:
    notices = []
    seen: set[str] = set()
    for heading in headings:
        if not heading.number:
            continue
        line = sheet.lines[heading.first].number
        if heading.number in seen:
            notices.append(
                Notice(
                    "duplicate_number",
                    f"The chapter number {heading.number} is used more than once.",
                    Lines(line, line),
                )
            )
        elif len(number_parts(heading.number)) != heading.level:
            notices.append(
                Notice(
                    "odd_number",
                    f"The number {heading.number} does not fit where the heading stands; its level was "
                    f"taken from its neighbours.",
                    Lines(line, line),
                )
            )
        seen.add(heading.number)
    return notices
