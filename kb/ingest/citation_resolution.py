"""The antecedent of an *ibid.* and its kin."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.ingest.citation_grammar import Part, read_brackets
from kb.ingest.draft import Notice
from kb.ingest.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.author_lists import AuthorList
    from kb.ingest.document import Document, Span

_NEAR = 25  # citations back in which a named *ibid.* looks for its name outside its own chapter
_FAR = 3000  # characters: further back than this, in another chapter, nobody means by *ibid.*
_FARTHEST = 8000  # nor anywhere further back than this
_LOOK_BACK = 40  # citations back in which a topic is looked for
_LONG_WORD = re.compile(r"[^\W\d_]{8,}")
_POINTING_BACK = re.compile(
    r"(?<!\w)(?:(?:over|oven|før)?nevnte|(?:over|oven|før)?nemnde|omtalte|omtala|samme|same|aforementioned)(?!\w)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?:][»”\"]?\s+(?=[^a-zæøå]|$)")


@dataclass(frozen=True, slots=True)
class Found:
    """A citing expression for one work, before it is known what it refers to."""

    span: Span
    narrative: bool
    part: Part


@dataclass(frozen=True, slots=True)
class _Mention:
    """A work as it was cited at one place. ``host`` is the book where ``authors`` wrote a chapter of one."""

    authors: AuthorList
    year: str | None
    chapter: int
    topic: frozenset[str]
    at: int
    host: _Mention | None = None


def resolve_repeats(document: Document, found: Sequence[Found]) -> tuple[list[Found], tuple[Notice, ...]]:
    """The same citations with authors and year of the antecedent put into each *ibid.*, *op. cit.* and the like.

    "Name (ibid)" is the latest work of that name. A bare *ibid.* is the work cited last, unless the
    sentence itself points further back: by "nevnte rapport", or by putting it after a term that an earlier
    work was cited for. One without an antecedent is left out, with a notice.
    """
    history: list[_Mention] = []
    resolved: list[Found] = []
    notices: list[Notice] = []
    for work in found:
        part = work.part
        chapter = _chapter_of(document, work.span.start)
        topic = _topic_around(document, work)
        if not part.repeats:
            mention = _mention_of(part, chapter, topic, work.span.start)
            if mention:
                history.append(mention)
            resolved.append(work)
            continue
        antecedent = _antecedent(document, work, history, chapter)
        if antecedent is None:
            lines = document.lines_of(work.span)
            notices.append(
                Notice("ibid_without_antecedent", "No earlier source was found that this repeats.", lines)
            )
            continue
        history.append(replace(antecedent, chapter=chapter, topic=topic, at=work.span.start))
        year = antecedent.year or part.year
        resolved.append(replace(work, part=replace(part, authors=antecedent.authors, year=year)))
    return resolved, tuple(notices)


def _mention_of(part: Part, chapter: int, topic: frozenset[str], at: int) -> _Mention | None:
    """What a later *ibid.* repeats: of a second-hand citation the work that was read."""
    if part.via:
        host = read_brackets(part.via)
        if host and host[0].authors is not None:
            return _Mention(host[0].authors, host[0].year, chapter, topic, at)
    return _Mention(part.authors, part.year, chapter, topic, at) if part.authors is not None else None


def _antecedent(
    document: Document, work: Found, history: Sequence[_Mention], chapter: int
) -> _Mention | None:
    part = work.part
    if part.authors is not None:
        return _named_antecedent(part, part.authors, history, chapter)
    if not history:
        return None
    if part.year:
        dated = next((m for m in reversed(history[-_LOOK_BACK:]) if m.year == part.year), None)
        if dated:
            return dated.host or dated
    beside = document.block_index_at(history[-1].at) == document.block_index_at(work.span.start)
    words = _words_pointing_back(document, work.span, beside=beside)
    if words:
        for mention in reversed(history[-_LOOK_BACK:]):
            if mention.chapter == chapter and _share_a_term(words, mention.topic):
                return mention.host or mention
    last = history[-1]
    distance = work.span.start - last.at
    if distance > _FARTHEST or (last.chapter != chapter and distance > _FAR):
        return None
    return last.host or last


def _named_antecedent(
    part: Part, authors: AuthorList, history: Sequence[_Mention], chapter: int
) -> _Mention | None:
    name = fold_name(authors.names[0])
    for distance, mention in enumerate(reversed(history)):
        near = mention.chapter == chapter or distance < _NEAR
        if near and fold_name(mention.authors.names[0]) == name and part.year in {None, mention.year}:
            return mention
    if history:
        # Someone who wrote in the book that was cited last: "Moe (ibid)" after "(Lie, 2004)".
        host = history[-1].host or history[-1]
        return _Mention(authors, part.year or host.year, chapter, frozenset(), host.at, host)
    return None


def _chapter_of(document: Document, offset: int) -> int:
    if not document.blocks:
        return -1
    index = document.block_at(offset).section
    for _ in range(12):
        parent = document.sections[index].parent if 0 <= index < len(document.sections) else None
        if parent is None:
            break
        index = parent
    return index


def _topic_around(document: Document, work: Found) -> frozenset[str]:
    """The long words that a citation stands with: before it in its sentence; for a narrative one, after it."""
    span = work.span
    before = _SENTENCE_END.split(document.text[max(0, span.start - 90) : span.start])[-1]
    after = _SENTENCE_END.split(document.text[span.end : span.end + 90])[0] if work.narrative else ""
    return frozenset(word.casefold() for word in _LONG_WORD.findall(before + " " + after))


def _words_pointing_back(document: Document, span: Span, *, beside: bool) -> frozenset[str]:
    """The words of a sentence that tell which source its *ibid.* means, where they may tell another than the last.

    ``beside`` says that the last source was cited in the same paragraph; then only "nevnte" points past it.
    """
    text = document.text
    sentence = _SENTENCE_END.split(text[max(0, span.start - 160) : span.start])[-1]
    pointing = _POINTING_BACK.search(sentence)
    if pointing:
        return frozenset(word.casefold() for word in _LONG_WORD.findall(sentence[pointing.end() :]))
    if beside:
        return frozenset()
    # "I lys av systemteori (ibid) og ...": in mid-sentence the term before it is what it was cited for.
    goes_on = re.match(r"[\s,]*[a-zæøå]", text[span.end : span.end + 3])
    last = re.search(r"([^\W\d_]{8,})\s*$", sentence)
    return frozenset({last[1].casefold()}) if goes_on and last else frozenset()


def _share_a_term(words: frozenset[str], topic: frozenset[str]) -> bool:
    return any(_same_stem(a, b) for a in words for b in topic)


def _same_stem(a: str, b: str) -> bool:
    least = max(8, (3 * min(len(a), len(b))) // 4)
    return len(a) >= least and a[:least] == b[:least]
