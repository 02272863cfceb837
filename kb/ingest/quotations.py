"""Quotations of a thesis: what is quoted, of what kind it is, who says it or where it is written."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from kb.ingest.chapter_roles import ChapterRole, read_chapter_roles, top_sections
from kb.ingest.dialogues import join_dialogues
from kb.ingest.document import BlockKind, Document, Lines, Span
from kb.ingest.draft import Citation, Informant, Notice, Quotation, QuotationForm, QuotationKind
from kb.ingest.habits import learn_habits
from kb.ingest.labels import read_head
from kb.ingest.language import detect_language
from kb.ingest.quotation_context import CitationsAround, QuotationContext, read_contexts
from kb.ingest.quotation_cues import PUBLIC
from kb.ingest.quotation_kinds import Evidence, Verdict, find_commissioned, find_kind
from kb.ingest.quotation_sources import SourceFinder, Sources
from kb.ingest.quoted_spans import QuotedSpan, find_quoted_spans
from kb.ingest.repeats import agree_on_repeats
from kb.ingest.speaker_labels import unify_speakers
from kb.ingest.speakers import Speakers, Voice
from kb.ingest.unmarked_quotations import (
    confirm_unmarked,
    drop_inner,
    find_unmarked,
    is_talk,
    join_paragraphs,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.voices import Habits

_FAULTS = {
    "unclosed": (
        "unclosed_quotation",
        "A quotation has no closing mark; it is taken to end before the next source or paragraph.",
    ),
    "unopened": (
        "unopened_quotation",
        "A quotation has no opening mark; it is taken to begin with its paragraph.",
    ),
}
UNSURE = 0.6
_WITHOUT_VOICES = (ChapterRole.INTRODUCTION, ChapterRole.THEORY, ChapterRole.METHOD)
_NEAR_BEFORE = 300  # characters
_USUAL = 3  # display quotations without marks that make them the habit of a thesis


def find_quotations(
    document: Document, citations: Sequence[Citation], informants: Sequence[Informant]
) -> tuple[tuple[Quotation, ...], tuple[Notice, ...]]:
    """Every quotation of the body and the abstracts in order, and a notice for each that is in doubt."""
    marked = find_quoted_spans(document, citations)
    quoted = sorted((*marked, *find_unmarked(document, marked)), key=lambda one: one.span)
    contexts = read_contexts(document, quoted)
    habits = learn_habits(document, contexts, citations, informants)
    around = CitationsAround(citations)
    settled = _settle_all(document, contexts, habits, around)
    contexts = read_contexts(document, settled)
    reader = _Reader(document, citations, around, habits, contexts)
    read = agree_on_repeats([reader.read(index) for index in range(len(settled))])
    quotations = unify_speakers(read, informants, habits)
    notices = [
        notice
        for one, quotation in zip(settled, quotations, strict=True)
        if (notice := _notice(document, one, quotation)) is not None
    ]
    return quotations, tuple(notices)


def lines_of_quotation(document: Document, quotation: Quotation) -> Lines:
    """The lines a quotation takes up; those of its blocks for a display quotation, with its label below."""
    if quotation.form is QuotationForm.INLINE:
        return document.lines_of(quotation.span)
    blocks = document.blocks_of(quotation.span)
    before = document.text[blocks[0].span.start : quotation.span.start]
    after = document.text[quotation.span.end : blocks[-1].span.end]
    lines = document.lines_of(quotation.span)
    first = lines.first if len(before) > 60 else blocks[0].lines.first
    last = (
        lines.last
        if len(after) > 60
        else document.line_at(max(quotation.span.start, blocks[-1].span.end - 1))
    )
    return Lines(first, last)


def _settle_all(
    document: Document, contexts: Sequence[QuotationContext], habits: Habits, around: CitationsAround
) -> tuple[QuotedSpan, ...]:
    """What is quoted; where several quotations are set off without marks, others may well be."""
    first = [_settle(document, context, habits, around) for context in contexts]
    if not _sets_off_without_marks(document, contexts, first):
        return join_dialogues(document, drop_inner([one for one in first if one is not None]))
    roles = read_chapter_roles(document)
    first = [
        one or confirm_unmarked(document, context, habits, around, usual=True)
        if roles[document.blocks[context.quoted.first].section] not in _WITHOUT_VOICES
        else one
        for one, context in zip(first, contexts, strict=True)
    ]
    joined = join_paragraphs(document, drop_inner([one for one in first if one is not None]))
    return join_dialogues(document, joined)


def _sets_off_without_marks(
    document: Document, contexts: Sequence[QuotationContext], settled: Sequence[QuotedSpan | None]
) -> bool:
    """Whether a thesis sets its quotations off without marks: several are told, or several paragraphs are talk."""
    roles = read_chapter_roles(document)
    blocks = [one for one in settled if one is not None and one.form is QuotationForm.BLOCK]
    plain = sum(one.fault == "unmarked" and one.confirmed for one in blocks)
    talk = sum(
        context.quoted.fault == "unmarked"
        and roles[document.blocks[context.quoted.first].section] not in _WITHOUT_VOICES
        and is_talk(document.text_of(document.blocks[context.quoted.first].span))
        for context in contexts
    )
    return max(plain, talk) >= _USUAL and 2 * max(plain, talk) > len(blocks)


def _settle(
    document: Document, context: QuotationContext, habits: Habits, around: CitationsAround
) -> QuotedSpan | None:
    """A quotation as the thesis' own labels show it: words before a colon that name nobody are the author's.

    None for a paragraph without marks that nothing shows to be quoted.
    """
    quoted = context.quoted
    if quoted.fault == "unmarked":
        return confirm_unmarked(document, context, habits, around)
    if quoted.head is None or read_head(document.text_of(quoted.head), habits) is not None:
        return quoted
    return replace(quoted, form=QuotationForm.INLINE, head=None)


class _Reader:
    """Reads one quotation after the other; what the whole thesis tells is learnt first."""

    def __init__(
        self,
        document: Document,
        citations: Sequence[Citation],
        around: CitationsAround,
        habits: Habits,
        contexts: Sequence[QuotationContext],
    ) -> None:
        self.document = document
        self.citations = citations
        self.contexts = contexts
        self.habits = habits
        self.speakers = Speakers(document, self.habits, contexts)
        self.around = around
        self.voices = [self.speakers.find(index) for index in range(len(contexts))]
        finder = SourceFinder(document, citations, around, habits)
        self.sources = [
            finder.settle(context, finder.find(context), voice)
            for context, voice in zip(contexts, self.voices, strict=True)
        ]
        self.roles = self._chapter_roles()
        self.authors = _author_pattern(citations, self.habits.names)
        self.commissioned = find_commissioned(document.text, citations)

    def _chapter_roles(self) -> tuple[ChapterRole, ...]:
        """The roles of all sections; a chapter whose title does not tell is of findings when voices fill it."""
        roles = list(read_chapter_roles(self.document))
        tops = top_sections(self.document)
        spoken: Counter[int] = Counter()
        cited: Counter[int] = Counter()
        for context, voice, places in zip(self.contexts, self.voices, self.sources, strict=True):
            top = tops[self.document.blocks[context.quoted.first].section]
            spoken[top] += voice.plain and voice.label is not None and places.after is None
            cited[top] += places.after is not None
        told = (ChapterRole.FINDINGS, ChapterRole.METHOD, ChapterRole.CONCLUSION)
        # "Funn og drøfting" brings the findings as well.
        speaking = {
            top
            for top, count in spoken.items()
            if roles[top] not in told and count >= 4 and count > 2 * cited[top]
        }
        for section, top in enumerate(tops):
            if top in speaking:
                roles[section] = ChapterRole.FINDINGS
        return tuple(roles)

    def read(self, index: int) -> Quotation:
        """Quotation ``index``."""
        context = self.contexts[index]
        quoted = context.quoted
        voice, places = self.voices[index], self.sources[index]
        if voice.rule.startswith("the same as"):
            # "(ibid.)" after a second quotation of one voice cites no work.
            places = Sources()
        evidence = self._evidence(context, voice, places)
        verdict = find_kind(evidence, self.commissioned)
        citation = self._citation(verdict, places)
        interview = verdict.kind is QuotationKind.INTERVIEW
        # An interview without a voice is half read.
        sure = min(verdict.sure, voice.sure if voice.label else 0.75) if interview else verdict.sure
        if quoted.fault not in (None, "mixed"):
            sure = min(sure, 0.7)
        return Quotation(
            form=quoted.form,
            kind=verdict.kind,
            span=quoted.span,
            text=self.document.text_of(quoted.span),
            speaker=(voice.label or self._general_voice(context, voice)) if interview else None,
            citation=None if interview else citation,
            confidence=round(sure, 2),
            reason=f"{verdict.rule}; {voice.rule}" if interview else verdict.rule,
            language=detect_language(self.document.text_of(quoted.span), self.document.language),
        )

    def _general_voice(self, context: QuotationContext, voice: Voice) -> str | None:
        """The word for somebody interviewed, where no more is told of who speaks."""
        if self.habits.explicit and not voice.plain:
            return None
        return self.speakers.find_general(context)

    def _evidence(
        self,
        context: QuotationContext,
        voice: Voice,
        places: Sources,
    ) -> Evidence:
        document, quoted = self.document, context.quoted
        block = document.blocks[quoted.first]
        source, later, narrative, cited, earlier = (
            self.citations[one] if one is not None else None
            for one in (places.after, places.later, places.narrative, places.cited, places.earlier)
        )
        return Evidence(
            text=document.text_of(quoted.span),
            form=quoted.form,
            lead=document.text_of(context.lead),
            after=document.text_of(context.after),
            voice=voice,
            role=self.roles[block.section] if block.section < len(self.roles) else self.roles[-1],
            source=source,
            later=later,
            narrative=narrative,
            earlier=earlier,
            author=self.authors is not None
            and self.authors.search(document.text_of(context.lead)) is not None,
            labelled=self.habits.explicit,
            listed=block.kind is BlockKind.LIST_ITEM
            and not document.text[block.span.start : quoted.outer.start].strip(" -–•*_"),
            announced=context.announced,
            cited=cited,
            page=places.page,
            before=document.text[self._paragraph_until_voice(context, voice) : context.lead.start],
        )

    def _paragraph_until_voice(self, context: QuotationContext, voice: Voice) -> int:
        """Where the words before the lead-in begin that no voice stands between: in its paragraph, near by."""
        start = context.lead.start
        paragraph = self.document.text.rfind("\n", 0, start) + 1
        named = voice.named_at if voice.label is not None else -1
        return min(start, max(paragraph, start - _NEAR_BEFORE, named))

    def _citation(self, verdict: Verdict, places: Sources) -> int | None:
        if places.after is not None:
            return places.after
        if verdict.kind is QuotationKind.TERM:
            return places.later
        named = (places.later, places.narrative, places.cited)
        nearest = next((one for one in named if one is not None), None)
        return places.earlier if nearest is None and verdict.kind is QuotationKind.LITERATURE else nearest


def _author_pattern(citations: Sequence[Citation], voices: frozenset[str]) -> re.Pattern[str] | None:
    """Matches the family names of the persons cited, who may be named again without a year."""
    names = {name for citation in citations if not citation.organization for name in citation.authors[:2]}
    families = sorted(
        name
        for name in names
        if len(name) > 2 and name[0].isupper() and not PUBLIC.search(name) and name not in voices
    )
    if not families:
        return None
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, families))})(?=s?\b)")


def _notice(document: Document, quoted: QuotedSpan, quotation: Quotation) -> Notice | None:
    lines = document.lines_of(Span(quoted.outer.start, max(quoted.outer.start, quoted.outer.end)))
    if quoted.fault in _FAULTS:
        return Notice(*_FAULTS[quoted.fault], lines)
    long = len(quotation.text.split()) >= 5
    if quotation.kind is QuotationKind.INTERVIEW and quotation.speaker is None and long:
        return Notice("quotation_without_speaker", "Nothing tells who says this quotation.", lines)
    if quotation.confidence < UNSURE and long:
        return Notice("doubtful_quotation", "What kind of quotation this is, is a guess.", lines)
    return None
