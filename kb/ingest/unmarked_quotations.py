"""Display quotations without marks: paragraphs that may be somebody else's words, and what shows that they are.

They begin with a dash or a label and a colon, end with a label or a citation, are set off, or stand in a row of
things said after a colon.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kb.ingest.document import Block, BlockKind, Document, Region, Span
from kb.ingest.draft import QuotationForm
from kb.ingest.faulty_marks import FLOWING, ends_with_colon, lead_block
from kb.ingest.labels import read_head, read_label
from kb.ingest.lead_ins import choose_mention
from kb.ingest.quotation_cues import ASKED
from kb.ingest.quoted_spans import LEAST_DISPLAY_WORDS, SPEAKER_HEAD, QuotedSpan
from kb.ingest.speech import FIRST_PERSON, SAYING, UTTERANCE, WRITING, sounds_spoken
from kb.ingest.tails import Tail, read_tail
from kb.ingest.voices import Habits, Rank, find_mentions, is_given_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.quotation_context import CitationsAround, QuotationContext

_TONE = 0.15
_PLAIN_TONE = 0.8
_POSED = re.compile(
    r"(?:F|FS|RQ|H|Q)\s?\d|(?:Forskningsspørsmål|Hypotese|Delspørsmål|Hypothesis)\s?\d?", re.IGNORECASE
)
_LEAST_TALK = 12
# What only who writes the thesis speaks of.
_STUDY = re.compile(
    r"\b(?:informant|respondent|intervju|sitat|materiale|funn(?:et|ene|a)?\b|analyse|kapittel|kapitlet|oppgav|oppgåv|problemstilling|"
    r"tolk|studie|utvalg|drøft|teori|forsk|interview|participant|finding|chapter|thesis|study|theor|analys|research)|"
    r"\b(?:jeg|eg|vi|I)\s(?:spurte|spurde|har\svalgt|vil\snå|skal\snå|asked)\b|\(\d{4}\)",
    re.IGNORECASE,
)
# What is left out at the start of a paragraph is left out of somebody else's words.
_LEFT_OUT = re.compile(r"[\[(]\s?(?:…|\.{2,4})\s?[\])]|…|\.{3}")
_ANSWERED = re.compile(
    r"\b(?:svar(?:er|te|ar|a)|sier|seier|sa|fort[ea]l(?:ler|te|de)?|says?|said|answer(?:s|ed)|repli(?:es|ed))\b"
)
_DASH = re.compile(r"[-–—]\s*(?=\S)")
_LABEL_LINE = re.compile(r"[-–—(][^.!?]{1,60}$")
_BRACKETS_AT_END = re.compile(r"\s*\([^()]{1,120}\)[\s.]*$")


def find_unmarked(document: Document, marked: Sequence[QuotedSpan]) -> tuple[QuotedSpan, ...]:
    """Paragraphs of the body without quotation marks that look like quotations; most of them are none."""
    taken = {index for one in marked for index in range(one.first, one.last + 1)}
    taken -= _told_with_quotations(document, marked)
    found: list[QuotedSpan] = []
    row = -2  # the last block of a row of dashes or items that a colon announced
    for index, block in enumerate(document.blocks):
        if index in taken or block.region is not Region.BODY:
            continue
        if block.kind not in (*FLOWING, BlockKind.LIST_ITEM):
            continue
        one, in_row = _read_block(document, index, goes_on=row == index - 1)
        row = index if in_row else row
        found += [one] if one is not None else []
    return tuple(found)


def _told_with_quotations(document: Document, marked: Sequence[QuotedSpan]) -> set[int]:
    """Paragraphs after a colon in which somebody talks and quotes what others said: "Da sa hun «nei», og jeg lo."."""
    inside: dict[int, list[QuotedSpan]] = {}
    for one in marked:
        inside.setdefault(one.first, []).append(one)
    told = set()
    for index, spans in inside.items():
        block = document.blocks[index]
        inline = all(one.form is QuotationForm.INLINE and one.last == index for one in spans)
        if not inline or block.kind is not BlockKind.PARAGRAPH or block.region is not Region.BODY:
            continue
        if not ends_with_colon(document, lead_block(document.blocks, index)):
            continue
        words, at = "", block.span.start
        for one in spans:
            words, at = f"{words} {document.text[at : one.outer.start]}", one.outer.end
        if is_talk(f"{words} {document.text[at : block.span.end]}"):
            told.add(index)
    return told


def drop_inner(quoted: Sequence[QuotedSpan]) -> list[QuotedSpan]:
    """The quotations without those that stand inside one without marks."""
    whole = {one.first: one for one in quoted if one.fault == "unmarked"}
    return [
        one
        for one in quoted
        if (outer := whole.get(one.first)) is None or outer is one or one.span.start >= outer.span.end
    ]


def _read_block(document: Document, index: int, *, goes_on: bool) -> tuple[QuotedSpan | None, bool]:
    """The quotation that block ``index`` may be, and whether it stands in a row that a colon announced."""
    block = document.blocks[index]
    text = document.text_of(block.span)
    base = block.span.start
    if len(text.split()) < LEAST_DISPLAY_WORDS:
        return None, False
    dash, head = _DASH.match(text), SPEAKER_HEAD.match(text)
    end, tail = _source_at_end(document, block)
    announced = ends_with_colon(document, lead_block(document.blocks, index))
    # A row of things said may be laid out as a list; its dashes are gone then.
    item = block.kind is BlockKind.LIST_ITEM
    in_row = (dash is not None or item) and (announced or goes_on)
    styled = (block.set_off and announced) or (
        block.kind is BlockKind.QUOTATION and not _LABEL_LINE.match(text)
    )
    plain = block.kind is BlockKind.PARAGRAPH and dash is None
    plain = plain and (announced or _LEFT_OUT.match(text) is not None or is_talk(text, least=1))
    if not (styled or in_row or head or tail.brackets or plain):
        return None, in_row
    start = base + (head.end() if head else dash.end() if dash else 0)
    if not document.text[start:end].strip():
        return None, in_row
    span = Span(start, end)
    label = Span(base + head.start("label"), base + head.end("label")) if head else None
    return QuotedSpan(span, span, QuotationForm.BLOCK, index, index, tail, label, "unmarked"), in_row


def _label_below(document: Document, block: Block) -> Tail | None:
    """The label in a quotation of its own below a block quotation: "— Leder B"."""
    index = document.block_index_at(block.span.start) + 1
    if block.kind is not BlockKind.QUOTATION or index >= len(document.blocks):
        return None
    below = document.blocks[index]
    if below.kind is not BlockKind.QUOTATION or len(below.span) > 60:
        return None
    label = read_tail(document.text, below.span.start, below.span.end)
    whole = label.end >= below.span.end and (label.brackets or label.bare)
    return Tail(block.span.end, label.brackets, label.bare) if whole else None


def _source_at_end(document: Document, block: Block) -> tuple[int, Tail]:
    """Where the words of an unmarked quotation end, and the citation or label after them."""
    end = block.span.end
    begin = max(block.span.start, end - 160)
    match = _BRACKETS_AT_END.search(document.text[begin:end])
    if match is None:
        return end, _label_below(document, block) or Tail(end)
    # A full stop before the brackets belongs to the words.
    start = begin + match.start()
    return start, read_tail(document.text, start, end)


def confirm_unmarked(
    document: Document,
    context: QuotationContext,
    habits: Habits,
    around: CitationsAround,
    *,
    usual: bool = False,
) -> QuotedSpan | None:
    """The quotation of ``context`` when its label, its source or its tone shows that it is one, else None.

    ``usual`` tells that this thesis sets its quotations off without marks, so that a colon and a hint of talk will do.
    """
    quoted = context.quoted
    if quoted.head is not None and read_head(document.text_of(quoted.head), habits) is None:
        span = Span(document.blocks[quoted.first].span.start, quoted.span.end)
        quoted = replace(quoted, span=span, outer=span, head=None)
    if around.within(quoted.span.start, quoted.span.end) or _is_posed(document, quoted):
        return None
    is_quoted = (
        (quoted.head is not None and _is_sentence(document, quoted))
        or _is_confirmed(document, replace(context, quoted=quoted), habits, around)
        or (usual and _is_as_usual(document, context))
    )
    return replace(quoted, confirmed=True) if is_quoted else None


def _is_posed(document: Document, quoted: QuotedSpan) -> bool:
    """Whether a paragraph is a question or hypothesis of the thesis: "F1: Hva ...?" below "forskningsspørsmål:"."""
    lead = _announcement(document, quoted.first) or ""
    label = document.text_of(quoted.head) if quoted.head is not None else ""
    return _is_asked(lead) or _POSED.fullmatch(label.strip()) is not None


def _is_asked(lead: str) -> bool:
    """Whether a question is announced, and not what somebody answers: "På spørsmål om møtene svarer en leder:"."""
    asked = ASKED.search(lead)
    return asked is not None and _ANSWERED.search(lead, asked.start()) is None


def _is_sentence(document: Document, quoted: QuotedSpan) -> bool:
    """Whether the words after a label are said: "Leder A: avdelingsleder i Storvik" only tells who she is."""
    text = document.text_of(quoted.span).rstrip(" *_")
    said = text[:1].isupper() or text[:1] in "[…."
    return said and (text.endswith((".", "!", "?", "…", "]")) or sounds_spoken(text) > 0.5)


def _is_confirmed(
    document: Document, context: QuotationContext, habits: Habits, around: CitationsAround
) -> bool:
    quoted = context.quoted
    block = document.blocks[quoted.first]
    spoken = sounds_spoken(document.text_of(quoted.span))
    if _LEFT_OUT.match(document.text, quoted.span.start) and (context.announced or spoken > 0.3):
        return True
    if any(_is_one_voice(document.text[start:end], habits) for start, end in quoted.tail.brackets):
        return context.announced or spoken > 0.2 or _announcement(document, quoted.first) is not None
    if block.kind is BlockKind.QUOTATION:
        return True
    sources = around.within(quoted.span.end, quoted.tail.end)
    if sources:
        located = block.set_off or around.citations[sources[0]].locator is not None
        return block.kind is BlockKind.PARAGRAPH and context.announced and located
    lead = _announcement(document, quoted.first)
    if lead is None or _is_asked(lead):
        return False
    named = [
        one for one in around.within(context.lead.start, context.lead.end) if around.citations[one].narrative
    ]
    if context.announced and named and spoken < 0.3:
        # The lead-in says where it stands and that it is defined or written there.
        located = around.citations[named[-1]].locator is not None
        return block.kind is BlockKind.PARAGRAPH and located and WRITING.search(lead) is not None
    mention = choose_mention(lead, habits)
    voiced = mention is not None and mention.rank is not Rank.GROUP
    item = block.kind is BlockKind.LIST_ITEM
    if voiced and mention is not None and mention.rank is Rank.EXPLICIT and context.announced:
        # "Kari sier:" gives the word to one person; a colon after a name alone needs the tone as well.
        return spoken > 0.2 or (not item and is_given_word(lead, mention))
    if item:
        return voiced and spoken > 0.5 and SAYING.search(lead) is not None
    dashed = document.text[block.span.start] in "-–—"
    told = voiced or UTTERANCE.search(lead) is not None
    return told and spoken > (0.3 if dashed else 0.6)


def is_talk(text: str, *, least: int = 2) -> bool:
    """Whether a paragraph is somebody telling of himself, with ``least`` first persons, and not the researcher, who
    speaks of the study."""
    if len(text.split()) < _LEAST_TALK or _STUDY.search(text) is not None:
        return False
    return len(FIRST_PERSON.findall(text)) >= least and sounds_spoken(text) > 0.4


def _is_as_usual(document: Document, context: QuotationContext) -> bool:
    """Whether a paragraph has the tone of somebody talking, for which a hint will do after a colon."""
    block = document.blocks[context.quoted.first]
    said = document.text_of(context.quoted.span)
    text = document.text_of(block.span)
    plainly = sounds_spoken(text) > _PLAIN_TONE
    if block.kind is BlockKind.PARAGRAPH and (is_talk(text) or (plainly and is_talk(text, least=1))):
        return True
    return context.announced and block.kind is BlockKind.PARAGRAPH and sounds_spoken(said) > _TONE


def join_paragraphs(document: Document, quoted: Sequence[QuotedSpan]) -> tuple[QuotedSpan, ...]:
    """The quotations, those without marks that go on in the next paragraph put together with it."""
    joined: list[QuotedSpan] = []
    for one in quoted:
        last = joined[-1] if joined else None
        goes_on = (
            last is not None
            and last.fault == one.fault == "unmarked"
            and one.head is None
            and not (last.tail.brackets or last.tail.bare)
            and one.first == last.last + 1
            and document.blocks[one.first].kind is document.blocks[last.last].kind is BlockKind.PARAGRAPH
            and document.text[document.blocks[one.first].span.start] not in "-–—"
        )
        if last is not None and goes_on:
            span = Span(last.span.start, one.span.end)
            joined[-1] = replace(last, span=span, outer=span, last=one.last, tail=one.tail)
        else:
            joined.append(one)
    return tuple(joined)


def _is_one_voice(text: str, habits: Habits) -> bool:
    """Whether brackets name one voice: "(N1 og N2)" after a sentence tells who they are."""
    voices = [one for one in find_mentions(text, habits) if one.rank is Rank.EXPLICIT]
    return len(voices) <= 1 and read_label(text, habits) is not None


def _announcement(document: Document, index: int) -> str | None:
    """The end of the paragraph with a colon that announces block ``index`` or the row it stands in."""
    kind = document.blocks[index].kind
    for before in range(index - 1, max(-1, index - 8), -1):
        block = document.blocks[before]
        text = document.text[max(block.span.start, block.span.end - 300) : block.span.end].rstrip(" *_")
        if text.endswith(":"):
            return text
        if block.kind is not kind:
            return None
        if kind is BlockKind.PARAGRAPH and document.text[block.span.start] not in "-–—":
            return None
    return None
