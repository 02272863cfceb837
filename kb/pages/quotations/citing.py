"""The sentence around a citation: what somebody is cited for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.ingest.sentences import sentence_end, sentence_start
from kb.pages.quotations.cards import name_chapter
from kb.pages.sources.work_names import date_work, name_work, write_years
from kb.synthesis.sources.cited_years import find_other_year
from kb.synthesis.sources.locators import name_locator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.records.models import Citation
    from kb.synthesis.sources.citing_places import Quoted

# Before and after the citation; a sentence longer than both is cut at a word. Whole ones are read as far as
# sentences are looked for.
LONGEST_SIDE = 320
WHOLE_SIDE = 590


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """Words of the work that the place quotes, where its sentence does not hold them."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Again:
    """The same work cited once more in a sentence: the citation, and what stands between it and the next or the end."""

    raw: str
    after: str


@dataclass(frozen=True, slots=True)
class CitingSentence:
    """``before``, ``raw`` and ``after`` are the sentence, or as much of it as is shown; ``via`` what it was read in.

    ``lead`` ends the passage before, where the citation's own holds nothing else. ``again`` are further citations in
    the sentence, so that it stands for ``n`` places. ``other_year`` is the year as cited where the work is of another,
    ``listed_year`` that of the entry it was found to mean.
    """

    before: str
    raw: str
    after: str
    language: str
    work: str
    work_url: str
    thesis_url: str
    chapter: str
    context_url: str
    place: str
    is_place_inferred: bool
    locator: str
    via: str
    via_url: str
    lead: str = ""
    quoted: tuple[QuotedWords, ...] = ()
    again: tuple[Again, ...] = ()
    other_year: str = ""
    listed_year: str = ""

    @property
    def n(self) -> int:
        return 1 + len(self.again)


def present_citing(
    citation: Citation, *, is_whole: bool = False, lead: str = "", quoted: Sequence[Quoted] = ()
) -> CitingSentence:
    """The sentence of a citation that came with passage, chapter, thesis, work and the works' authors.

    ``is_whole``: not shortened, as the pages of sources show it; ``lead`` is the text of the passage before.
    """
    passage, thesis = citation.passage, citation.thesis
    longest = WHOLE_SIDE if is_whole else LONGEST_SIDE
    before, after = cut_sentence(passage.text, citation.start, citation.end, longest=longest)
    raw = passage.text[citation.start : citation.end]
    shown = f"{before}{raw}{after}"
    chapter_url = reverse("chapter-detail", args=[thesis.slug, passage.chapter.slug])
    work = citation.work
    other_year = find_other_year(citation.cited_year, work.year) if work else ""
    return CitingSentence(
        before=before,
        raw=raw,
        after=after,
        language=thesis.language,
        work=name_work(work) if work else citation.raw,
        work_url=work.get_absolute_url() if work else "",
        thesis_url=thesis.get_absolute_url(),
        chapter=name_chapter(passage.chapter, thesis),
        context_url=f"{chapter_url}#{passage.anchor}",
        place=_("p. %(page)s") % {"page": passage.page} if passage.page else "",
        is_place_inferred=passage.page_is_inferred,
        locator=name_locator(citation.locator),
        via=name_work(citation.via) if citation.via else citation.secondary_via,
        via_url=citation.via.get_absolute_url() if citation.via else "",
        lead=_end_of(lead),
        quoted=tuple(
            QuotedWords(_cut_words(row.text, LONGEST_SIDE), reverse("quotation-detail", args=[row.public_id]))
            for row in quoted
            if row.text not in shown
        ),
        other_year=write_years(other_year),
        listed_year=date_work(work) if work and other_year and citation.reference_id else "",
    )


def merge_sentences(sentences: Sequence[CitingSentence]) -> tuple[CitingSentence, ...]:
    """The sentences, each once: what cites one work several times in a sentence is marked several times in it."""
    merged: list[CitingSentence] = []
    for sentence in sentences:
        joined = _join(merged[-1], sentence) if merged else None
        if joined is None:
            merged.append(sentence)
        else:
            merged[-1] = joined
    return tuple(merged)


def _join(first: CitingSentence, second: CitingSentence) -> CitingSentence | None:
    """Both as one sentence; None where they are not the same words about the same work."""
    *between, last = [first.raw + first.after, *(again.raw + again.after for again in first.again)]
    begin = first.before + "".join(between)
    rest = second.before.removeprefix(begin)
    tail = first.again[-1].raw if first.again else first.raw
    same = (
        (first.context_url, first.work_url, first.via_url, first.other_year)
        == (second.context_url, second.work_url, second.via_url, second.other_year)
        and begin + last == second.before + second.raw + second.after
        and second.before.startswith(begin + tail)
        and not (first.lead or first.quoted or second.quoted)
    )
    if not same:
        return None
    gap = rest.removeprefix(tail)
    again = Again(second.raw, second.after)
    locator = ", ".join(dict.fromkeys(part for part in (first.locator, second.locator) if part))
    if first.again:
        before_last = replace(first.again[-1], after=gap)
        return replace(first, again=(*first.again[:-1], before_last, again), locator=locator)
    return replace(first, after=gap, again=(again,), locator=locator)


def cut_sentence(text: str, start: int, end: int, *, longest: int = LONGEST_SIDE) -> tuple[str, str]:
    """What stands before and after text[start:end] in its sentence, each cut at a word where it is ``longest``.

    A citation in brackets after the full stop belongs to the sentence before it.
    """
    # One further, because a sentence is seen to begin by its first letter.
    begin, finish = sentence_start(text, start + 1, 0), sentence_end(text, end, len(text))
    if begin and not _has_words(text[begin:start]) and not _has_words(text[end:finish]):
        begin = sentence_start(text, begin - 1, 0)
    before, after = text[begin:start].lstrip(), text[end:finish].rstrip()
    if len(before) > longest:
        before = f"… {before[-longest:].partition(' ')[2]}"
    return before, _cut_words(after, longest)


def _has_words(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _cut_words(text: str, longest: int) -> str:
    return f"{text[:longest].rpartition(' ')[0]} …" if len(text) > longest else text


def _end_of(text: str) -> str:
    """The last sentence of a text, or as much of it as is shown."""
    last = text[sentence_start(text, len(text), 0) :].strip()
    if not _has_words(last):
        return ""
    return f"… {last[-LONGEST_SIDE:].partition(' ')[2]}" if len(last) > LONGEST_SIDE else last
