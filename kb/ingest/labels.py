"""Reading the label of a voice: what a bracket, a line of its own or the words before a colon name."""

from __future__ import annotations

import re

from kb.ingest.roles import find_role_words
from kb.ingest.speech import SAYING
from kb.ingest.voices import Habits, Rank, find_mentions

AGAIN = re.compile(r"(?:ibid\.?|samme(?: informant)?|same|op\.? ?cit\.?)", re.IGNORECASE)
_INTERVIEW = re.compile(
    r"[Ii]ntervju(?:et|person)?,?\s(?:nr\.?\s?)?(?:\d{1,2}|[A-ZÆØÅ])|[Ii]nterview\s(?:\d{1,2}|[A-Z])"
)
# "Inf. 2", "nr 3", "IO4": a general word for somebody interviewed cut short, and a number.
_CUT_SHORT = re.compile(r"(?:inf|resp|int|delt|kand|io|ip|nr)\.?\s?(?:nr\.?\s?)?\d{1,2}", re.IGNORECASE)
_TRAIT = re.compile(
    r"(?:kvinne|kvinnelig|mann|mannlig|kvinneleg|mannleg|female|male|woman|man)\b(?!\s(?:er|var|som))",
    re.IGNORECASE,
)
_MARKED = re.compile(r"\b(?:[A-HJ-ZÆØ]|\d{1,2})$")
_NUMBER = re.compile(r"\d{1,2}")
_AT = frozenset(["i", "ved", "på", "fra", "frå", "in", "at", "from"])


def read_label(text: str, habits: Habits) -> str | None:
    """The voice that a bracket or a line of its own names, None when it names no voice of this thesis."""
    text = text.strip(" .,:;*_()")
    if not text or len(text) > 60:
        return None
    if _INTERVIEW.fullmatch(text) or _CUT_SHORT.fullmatch(text) or _TRAIT.match(text):
        return text
    if _NUMBER.fullmatch(text):
        return f"informant {text}" if habits.numbered else None
    if text in habits.names or text in habits.codes:
        return text
    mentions = find_mentions(text, habits)
    explicit = [mention for mention in mentions if mention.rank is Rank.EXPLICIT and mention.label]
    if explicit:
        names = [mention.label for mention in explicit if mention.label in habits.names]
        return names[0] if names else explicit[0].label
    whole = [mention for mention in mentions if mention.label and mention.rank is not Rank.PRONOUN]
    if whole and len(text.split()) <= 4:
        return text
    words = text.split()
    # "Leder, kontor A": the letter tells the voices apart.
    if len(words) <= 5 and _is_role(words[0]) and _MARKED.search(text):
        return text
    # "(leder, lite kontor)", "(rådgiver i Moen)": a role and where it is held.
    if 1 < len(words) <= 5 and _is_role(words[0]) and (words[0].endswith(",") or words[1] in _AT):
        return text
    # A role alone: "(leder)", "(Informant)".
    if len(words) <= 3 and _is_role(words[0]):
        return words[0].rstrip(",")
    return None


def read_head(text: str, habits: Habits) -> str | None:
    """The voice that the words before a colon name, None where they say more than a label does."""
    words = text.split()
    if len(words) > 4 or SAYING.search(text) is not None:
        return None
    # "Enhetslederen er ambivalent:" tells of her, "Statlig leder 1:" and "Leder ved kontor B:" name a voice.
    second = words[1] if len(words) > 1 else ""
    told = second in _AT or second.startswith("nr") or any(find_role_words(second))
    if second.isalpha() and second.islower() and len(second) > 1 and not told and not words[0].endswith(","):
        return None
    return read_label(text, habits)


def _is_role(word: str) -> bool:
    return bool(find_mentions(f"en {word.rstrip(',')}", Habits()))
