"""What the page of a chapter says: its text with what was found in it, and notes beside it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import Truncator, slugify
from django.utils.translation import gettext as _

from kb.language.titles import NORWEGIAN, guess_language_of_entry
from kb.pages.lists import Crumb, change_query
from kb.pages.quotations.cards import name_chapter, name_thesis
from kb.pages.reading.contents import SideItem, present_side
from kb.pages.reading.groups import PassageGroup, group_passages
from kb.pages.reading.notes import (
    CitationMark,
    QuotationMark,
    find_told,
    present_citations,
    present_notes,
)
from kb.pages.reading.passages import ReadingPassage, has_marker, is_rule, read_rows
from kb.pages.reading.segments import Finding, split_segments
from kb.pages.reading.speakers import find_note_anchors, has_note
from kb.pages.theses.contents import chapter_url
from kb.pages.theses.meta import present_meta
from kb.pages.theses.theses import thesis_crumbs
from kb.records.languages import Language, TextIn
from kb.records.models import Chapter, Passage, Quotation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.http import QueryDict

    from kb.records.models import Thesis
    from kb.synthesis.theses.chapters import ChapterText, ChapterTree
    from kb.synthesis.theses.elsewhere import Elsewhere

Mark = QuotationMark | CitationMark

# A quotation and the citation it consists of may stand at the very same place: the quotation is the outer one.
QUOTATION_RANK, CITATION_RANK = 0, 1
LONGEST_DESCRIPTION = 155


@dataclass(frozen=True, slots=True)
class ReadingSection:
    """A chapter or sub-chapter; ``depth`` is 1 for the chapter that the page is about."""

    anchor: str
    kind: str
    number: str
    title: str
    depth: int
    language: str
    groups: tuple[PassageGroup, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    heading: str
    url: str


@dataclass(frozen=True, slots=True)
class KindMark:
    """A kind of quotation that the page marks, for its legend."""

    kind: str
    label: str
    n: int


@dataclass(frozen=True, slots=True)
class ReadingPage:
    title: str
    description: str
    meta: tuple[tuple[str, str], ...]
    thesis_title: TextIn
    thesis_url: str
    thesis_slug: str
    whole_url: str
    byline: str
    language: str
    is_example: bool
    crumbs: tuple[Crumb, ...]
    contents: tuple[SideItem, ...]
    sections: tuple[ReadingSection, ...]
    previous: Neighbour | None
    next: Neighbour | None
    n_quotations: int
    kinds: tuple[KindMark, ...]
    has_suggestions: bool
    are_suggested: bool
    only_confirmed: bool
    switch_url: str


def present_reading(
    thesis: Thesis,
    top: Chapter,
    *,
    tree: ChapterTree,
    kinds: Mapping[int, Sequence[str]],
    text: ChapterText,
    elsewhere: Elsewhere,
    query: QueryDict,
    only_confirmed: bool,
) -> ReadingPage:
    """The page of the chapter ``top`` and all under it; ``kinds`` are those of the thesis' quotations, by chapter."""
    chapters = list(tree.walk(top))
    found = _find_marks(chapters, text, thesis)
    listed = tree.listed
    place = listed.index(top) if top in listed else None
    quotations = [quotation for group in text.quotations.values() for quotation in group]
    for quotation in quotations:
        quotation.thesis = thesis
    noted = [quotation for quotation in quotations if has_note(quotation)]
    byline = name_thesis(thesis)
    return ReadingPage(
        title=top.heading,
        description=_describe(chapters, text),
        meta=present_meta(thesis),
        thesis_title=TextIn(thesis.title, thesis.language),
        thesis_url=thesis.get_absolute_url(),
        thesis_slug=thesis.slug,
        whole_url=_find_whole_url(thesis),
        byline=byline,
        language=top.language or thesis.language,
        is_example=thesis.is_example,
        crumbs=(*thesis_crumbs(), Crumb(byline, thesis.get_absolute_url())),
        contents=present_side(tree, kinds, current=top),
        sections=tuple(_present_sections(thesis, top, chapters, text, found, elsewhere)),
        previous=_neighbour(listed[place - 1], thesis) if place else None,
        next=_neighbour(listed[place + 1], thesis) if place is not None and place + 1 < len(listed) else None,
        n_quotations=len(noted),
        kinds=_count_kinds(noted),
        has_suggestions=any(quotation.state == quotation.State.SUGGESTED for quotation in noted),
        are_suggested=all(quotation.state == quotation.State.SUGGESTED for quotation in noted),
        only_confirmed=only_confirmed,
        switch_url=change_query(query, confirmed=None if only_confirmed else "1"),
    )


def _find_marks(
    chapters: Iterable[Chapter], text: ChapterText, thesis: Thesis
) -> dict[int, list[Finding[Mark]]]:
    """Everything to mark, by passage. A quotation over several passages is marked in each of them."""
    passages = [passage for chapter in chapters for passage in text.passages.get(chapter.pk, ())]
    place_of = {passage.pk: place for place, passage in enumerate(passages)}
    found: dict[int, list[Finding[Mark]]] = defaultdict(list)
    anchors = find_note_anchors(text.quotations)
    for quotation in (quotation for group in text.quotations.values() for quotation in group):
        for passage, start, end, is_start in _spread(quotation, passages, place_of):
            said = QuotationMark.of(quotation, is_start=is_start, note=anchors.get(quotation.pk, ""))
            found[passage.pk].append(Finding(start, end, said, QUOTATION_RANK))
    for passage in passages:
        for start, end, cited in present_citations(text.citations.get(passage.pk, ()), thesis=thesis):
            found[passage.pk].append(Finding(start, end, cited, CITATION_RANK))
    return found


def _spread(
    quotation: Quotation, passages: Sequence[Passage], place_of: dict[int, int]
) -> Iterable[tuple[Passage, int, int, bool]]:
    """Where a quotation stands, passage by passage: (passage, start, end, whether it starts here)."""
    first = place_of.get(quotation.passage_id or 0)
    last = place_of.get(quotation.last_passage_id or quotation.passage_id or 0)
    if first is None and last is None:
        return
    # One that comes from, or runs into, another page is marked as far as this page goes.
    low = first if first is not None else 0
    high = last if last is not None else len(passages) - 1
    for place in range(low, high + 1):
        passage = passages[place]
        start = quotation.start if place == first else 0
        end = quotation.end if place == last else len(passage.text)
        yield passage, start, end, place == first


def _present_sections(
    thesis: Thesis,
    top: Chapter,
    chapters: Iterable[Chapter],
    text: ChapterText,
    found: dict[int, list[Finding[Mark]]],
    elsewhere: Elsewhere,
) -> Iterable[ReadingSection]:
    page_before = ""
    begun: set[str] = set()
    depths = {top.parent_id: 0}
    for chapter in chapters:
        depth = depths[chapter.pk] = depths[chapter.parent_id] + 1
        passages = []
        told: frozenset[str] = frozenset()
        for passage in text.passages.get(chapter.pk, ()):
            if is_rule(passage):
                continue
            is_new_page = bool(passage.page) and passage.page != page_before
            page_before = passage.page or page_before
            anchor = _page_anchor(passage.page) if is_new_page else ""
            said = text.quotations.get(passage.pk, ())
            notes = present_notes(passage, said, thesis=thesis, elsewhere=elsewhere, told_before=told)
            told = find_told(passage, notes)
            passages.append(
                ReadingPassage(
                    anchor=passage.anchor,
                    kind=passage.kind,
                    nodes=split_segments(passage.text, found[passage.pk]),
                    rows=read_rows(passage),
                    stands_on=_name_page(passage),
                    page=passage.page if is_new_page else "",
                    page_anchor="" if anchor in begun else anchor,
                    page_is_inferred=passage.page_is_inferred,
                    notes=notes,
                    has_marker=has_marker(passage.text),
                    language=_find_entry_language(passage, chapter, thesis),
                )
            )
            begun.add(anchor)
        yield ReadingSection(
            anchor=chapter.section_anchor,
            kind=chapter.kind,
            number=chapter.number,
            title=chapter.title,
            depth=min(depth, 5),
            language=chapter.language or thesis.language,
            groups=tuple(group_passages(passages)),
        )


def _find_entry_language(passage: Passage, chapter: Chapter, thesis: Thesis) -> str:
    """Of an entry of a reference list: the language of its title, where it may be another than that around it."""
    if chapter.kind != Chapter.Kind.REFERENCES:
        return ""
    told, around = guess_language_of_entry(passage.text), chapter.language or thesis.language
    return "" if told == around or (told == NORWEGIAN and around != Language.ENGLISH) else told


def _page_anchor(label: str) -> str:
    """ "s-42": the same in every language of the interface, so that an address of it can be passed on."""
    return f"s-{slugify(label)}" if slugify(label) else ""


def _describe(chapters: Iterable[Chapter], text: ChapterText) -> str:
    """How the chapter begins, as search engines show it."""
    first = next(
        (
            passage.text
            for chapter in chapters
            for passage in text.passages.get(chapter.pk, ())
            if passage.kind == Passage.Kind.PARAGRAPH
        ),
        "",
    )
    return Truncator(" ".join(first.split())).chars(LONGEST_DESCRIPTION)


def _find_whole_url(thesis: Thesis) -> str:
    """Where the thesis stands as it was printed, "" where that is not known."""
    return f"https://doi.org/{thesis.doi}" if thesis.doi else thesis.handle or thesis.url


def _name_page(passage: Passage) -> str:
    """ "p. 42", "~p. 42" where that was worked out."""
    named = _("p. %(page)s") % {"page": passage.page} if passage.page else ""
    return f"~{named}" if named and passage.page_is_inferred else named


def _count_kinds(quotations: Iterable[Quotation]) -> tuple[KindMark, ...]:
    counts = Counter(quotation.kind for quotation in quotations)
    return tuple(
        KindMark(kind.value, str(kind.label), counts[kind.value])
        for kind in Quotation.Kind
        if counts[kind.value]
    )


def _neighbour(chapter: Chapter, thesis: Thesis) -> Neighbour:
    return Neighbour(name_chapter(chapter, thesis), chapter_url(chapter, chapter))
