"""Whom the words before a quotation give the word to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.ingest.speech import ATTRIBUTION, SAYING
from kb.ingest.voices import Habits, Mention, Rank, find_mentions, is_given_word

if TYPE_CHECKING:
    from collections.abc import Sequence

# The last mark of a lead-in closes a quotation before it: its own opening mark is not part of it.
_CLOSING = re.compile(r"(?:[»”\"“]|(?<=[^\W\d_.,!?])[’'](?=[\s,.;:]))[^»”\"“]*$")
_ENDS_WITH_VERB = re.compile(rf"(?:{SAYING.pattern})\s(?:[^\W\d_]+\s)?$", re.IGNORECASE)
# A voice after one of these words is not the subject: "i motsetning til Leder A", "det samme som Kari".
_GOVERNED = re.compile(
    r"\b(?:til|av|om|med|fra|frå|hos|enn|for|som|ulikt|ved|overfor|to|from|of|with|than|like|unlike|about)\s"
    r"(?:(?:en|ein|den|denne|the)\s)?$",
    re.IGNORECASE,
)
_SAYS_LAST = re.compile(rf"(?:{SAYING.pattern})\s(?:[^\W\d_]+\s){{0,3}}$", re.IGNORECASE)
_RELATIVE = re.compile(r",?\s(?:som|who)(?:\s[^\W\d_]+){0,2}\s?[\"«“”„‘’\s]*", re.IGNORECASE)
_CLAUSE = re.compile(r"(?:[,;]\s(?:og|men|mens|medan|så|and|but|while|whereas)|;)\s(?!at\b|that\b)")


def after_last_quotation(lead: str, habits: Habits) -> str:
    """Of a sentence that quotes twice ("L1 sier «...», mens L3 mener at «...»") what stands after the first, if it
    names a voice; whom the first belongs to ("«...», sier L1") is left out where another voice comes after."""
    closing = _CLOSING.search(lead)
    if closing is None:
        return lead
    rest = lead[closing.start() + 1 :]
    voices = [one for one in find_mentions(rest, habits) if one.rank in (Rank.EXPLICIT, Rank.PRONOUN)]
    if not any(one.rank is Rank.EXPLICIT for one in voices):
        return lead
    verb = ATTRIBUTION.match(rest)
    if verb is not None and voices[0].start <= verb.end() + 2 and len(voices) > 1:
        following = rest[voices[0].end :]
        return following if any(one.rank is Rank.EXPLICIT for one in voices[1:]) else rest
    return rest


def is_informant(text: str, mention: Mention, habits: Habits) -> bool:
    """Whether a mention without a label of its own is somebody interviewed, and not just a person spoken of."""
    # "en av lederne" is one of those interviewed, as is whoever is called an informant.
    if mention.general:
        return True
    if mention.rank is Rank.ANONYMOUS:
        return mention.role in habits.roles or is_given_word(text, mention)
    if habits.general and mention.role not in habits.roles:
        return False
    return is_given_word(text, mention)


def choose_mention(text: str, habits: Habits) -> Mention | None:
    """The voice that a lead-in gives the word to: the one told plainest, and of several the one by a verb of saying."""
    mentions = find_mentions(text, habits)
    explicit = [one for one in mentions if one.rank is Rank.EXPLICIT]
    if explicit:
        return _subject(text, explicit)
    pronouns = [one for one in mentions if one.rank is Rank.PRONOUN]
    first = mentions[0] if mentions else None
    if first is not None and first.rank is Rank.PRONOUN and SAYING.match(text, min(len(text), first.end + 1)):
        # "Hun forteller om en deltaker": the others are spoken of.
        return first
    singular = [
        one
        for one in mentions
        if one.rank in (Rank.ANONYMOUS, Rank.SAME)
        and (is_informant(text, one, habits) or _is_announced(text, one))
    ]
    if singular:
        return _subject(text, singular)
    if pronouns:
        return pronouns[-1]
    groups = [one for one in mentions if one.rank is Rank.GROUP and SAYING.search(text, one.end) is not None]
    return groups[-1] if groups else None


def _is_announced(text: str, mention: Mention) -> bool:
    """Whether a sentence begins with ``mention`` and then announces or says something: "Enhetslederen savner dette:",
    "Teamlederen forsvarer ordningen og sier at"."""
    if len(text[: mention.start].split()) > 1:
        return False
    return text.rstrip(" *_").endswith(":") or _SAYS_LAST.search(text, mention.end) is not None


def _subject(text: str, mentions: Sequence[Mention]) -> Mention:
    """Of several voices the one after its verb ("mener Leder B"), else before it, else the last clause's subject."""
    clauses = [match.end() for match in _CLAUSE.finditer(text) if match.end() <= mentions[-1].start]
    last = [one for one in mentions if not clauses or one.start >= clauses[-1]]
    # "og det samme gjør Leder 4, som «...»"
    if _RELATIVE.fullmatch(text, mentions[-1].end):
        return mentions[-1]
    return _speaking(text, last) or _speaking(text, mentions) or _first_subject(text, last) or mentions[-1]


def _speaking(text: str, mentions: Sequence[Mention]) -> Mention | None:
    for mention in reversed(mentions):
        if _ENDS_WITH_VERB.search(text[max(0, mention.start - 30) : mention.start]):
            return mention
    return next((one for one in mentions if SAYING.match(text, min(len(text), one.end + 1))), None)


def _first_subject(text: str, mentions: Sequence[Mention]) -> Mention | None:
    governed = (_GOVERNED.search(text[max(0, one.start - 30) : one.start]) for one in mentions)
    return next((one for one, by in zip(mentions, governed, strict=True) if by is None), None)
