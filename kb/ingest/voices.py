"""Who is speaking: mentions of a thesis' informants in its own text.

A thesis labels its voices in a way of its own: "Leder A", "informant 3", a bare number in parentheses, a
pseudonym, a code such as "L2", or not at all ("en annen informant"). :class:`Habits` holds what this thesis
does; with it, :func:`find_mentions` reads any sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from kb.ingest.roles import RoleWord, find_role_words, is_general
from kb.ingest.speech import SAYING, UTTERANCE
from kb.ingest.voice_places import AT_PLACE, find_place_before, find_same_place, fold_place


class Rank(IntEnum):
    """How plainly a mention points at one voice."""

    GROUP = 0  # informantene, de tre lederne: no one voice
    PRONOUN = 1  # hun, han, vedkommende: somebody named before
    SAME = 2  # informanten, denne lederen: one that may have been named before
    ANONYMOUS = 3  # en informant, en av lederne: somebody, not further told
    EXPLICIT = 4  # Leder A, Kim, informant 3


@dataclass(frozen=True, slots=True)
class Mention:
    """A voice mentioned at ``text[start:end]``; ``label`` is None for a pronoun."""

    start: int
    end: int
    label: str | None
    rank: Rank
    general: bool = True  # an informant, and not only somebody with that role
    role: str = ""  # the role word, in lower case and without its ending
    pronoun: str = ""


@dataclass(frozen=True)
class Habits:
    """How one thesis names its informants.

    ``names`` are pseudonyms, ``codes`` labels such as "L2"; ``numbered`` tells that a bare number in
    parentheses is an informant, ``explicit`` that voices are told apart at all. ``general`` tells that it
    speaks of "informanten", ``roles`` which other role words ("leder") stand for people interviewed;
    ``titles`` are pairs of a word that only one informant answers to ("rektor") and that informant's label;
    ``places``, in lower case, tell voices of one role apart ("lederen i Fagervik"), ``placed`` are the role, place and
    label of those that a table tells.
    """

    names: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    numbered: bool = False
    explicit: bool = False
    roles: frozenset[str] = frozenset()
    general: bool = False
    titles: tuple[tuple[str, str], ...] = ()
    places: frozenset[str] = frozenset()
    placed: tuple[tuple[str, str, str], ...] = ()

    @cached_property
    def name_pattern(self) -> re.Pattern[str] | None:
        """Matches the thesis' pseudonyms and codes as whole words."""
        words = sorted(self.names | self.codes, key=len, reverse=True)
        if not words:
            return None
        return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, words))})(?=s?\b)(?!-\w)")

    @cached_property
    def title_pattern(self) -> re.Pattern[str] | None:
        """Matches a title in the definite singular ("rektoren", "the librarian"); its stem is the group ``title``."""
        if not self.titles:
            return None
        words = "|".join(re.escape(word) for word in sorted(dict(self.titles), key=len, reverse=True))
        return re.compile(
            rf"(?:(?<![\w-])(?P<title>{words})(?:en|n|a|et)s?\b|\bthe\s(?P<english>{words})\b)(?!-|\s?\(?\d)",
            re.IGNORECASE,
        )


# A letter, a number, or both; "I" and "Å" are words, years and shares no labels.
_IDENTIFIER = (
    r"(?:[A-HJ-ZÆØ](?:\s?\d{1,2})?|[iI]{2,3}|IV|VI{1,3}|IX|\d{1,2}[a-z]?)"
    r"(?![\w%])(?!\s?[–-]\s?\d)(?!\s?%)(?![.,]\d)"
)
AFTER_ROLE = re.compile(
    r"(?:\s|-)?(?:nr\.?\s?|nummer\s|no\.?\s|number\s|#\s?)?"
    rf"(?:\(\s?(?P<bracketed>\d{{1,2}}|[A-ZÆØ])\s?\)|(?P<identifier>{_IDENTIFIER}))"
)
# "statlig leder 1" and "kommunal leder 1" are two.
_SIDE = re.compile(r"\b(?:statlig|statleg|kommunal)\s$", re.IGNORECASE)
_COUNTED = re.compile(r"\s(?:ansatte|tilsette|år|medarbeidere|personer|personar|employees|years)\b")
_BRACKETED_NUMBER = re.compile(r"\(\s?(\d{1,2})\s?\)")
_PRONOUN = re.compile(
    r"\b(?:hun|han|ho|hen|vedkommende|vedkomande|she|he|him|hennes|hans|"
    r"henne|ham|hennar|sistnevnte|førstnevnte)\b",
    re.IGNORECASE,
)
_ONE_OF = re.compile(
    r"\b(?:en|ein|ei|én|éin|eine|ene|andre|annen|anna|annan|tredje|fjerde|one|another)\s(?:av|of)\s"
    r"(?:[^\W\d_-]+(?:-[^\W\d_]+)?\s){0,3}$",
    re.IGNORECASE,
)
_INDEFINITE = re.compile(
    r"\b(?:en|ein|ei|én|éin|one|a|an|another|(?:den|the)\s(?:ene|eine|andre|tredje|fjerde|siste|other|second|third|last))\s"
    r"(?:[^\W\d_-]+(?:-[^\W\d_]+)?\s){0,3}$",
    re.IGNORECASE,
)
_DEFINITE = re.compile(
    r"\b(?:denne|den|dette|samme|same|this|the|that|førstnevnte|sistnevnte|overnevnte|ovennevnte)\s"
    r"(?:[^\W\d_-]+(?:-[^\W\d_]+)?\s){0,3}$",
    re.IGNORECASE,
)
_OF_UTTERANCE = re.compile(
    rf"(?:{UTTERANCE.pattern})\s(?:[^\W\d_]+\s){{0,2}}(?:fra|frå|av|til|from|by|of|som)\s$", re.IGNORECASE
)
_AT_PLACE = re.compile(AT_PLACE)
_PLURAL = frozenset(("ene", "ane", "erne", "ne", "ar", "er", "e"))
_SINGULAR_DEFINITE = frozenset(("en", "et", "ens", "ets", "n", "ns"))
_PLAIN_ARTICLE = re.compile(r"(?:en|ein|ei|én|éin)\s(?!(?:ene|eine|andre|annen|anna|annan)\b)")
# "En leder bruker avtalen", "informanten veileder": verbs there.
_VERBS_TOO = frozenset(["bruker", "brukar", "veileder", "leder", "leiar", "rettleiar", "styrer", "styrar"])
_SPOKEN_OF = frozenset(["om", "til", "med", "for", "mot", "about", "of", "to", "with"])
_BACK = 60  # characters before a role word in which its article must stand


def find_mentions(text: str, habits: Habits) -> tuple[Mention, ...]:
    """Every mention of a voice in ``text``, in order; a group's label ("NAV-lederne") is that of no one person."""
    found: list[Mention] = []
    for word in find_role_words(text):
        mention = _read_role(text, word, habits)
        if mention is not None:
            found.append(mention)
    covered = {mention.end - 1 for mention in found}
    if habits.numbered:
        found += (
            Mention(match.start(), match.end(), f"informant {match.group(1)}", Rank.EXPLICIT)
            for match in _BRACKETED_NUMBER.finditer(text)
            if match.end() - 1 not in covered
        )
    if habits.name_pattern is not None:
        found += (
            Mention(match.start(), match.end(), match.group(1), Rank.EXPLICIT)
            for match in habits.name_pattern.finditer(text)
        )
    if habits.title_pattern is not None:
        labels = dict(habits.titles)
        titled = [
            Mention(
                match.start(),
                match.end(),
                labels[(match["title"] or match["english"]).casefold()],
                Rank.EXPLICIT,
            )
            for match in habits.title_pattern.finditer(text)
        ]
        places = {mention.end for mention in titled}
        found = [mention for mention in found if mention.end not in places] + titled
    inside = {at for mention in found for at in range(mention.start, mention.end)}
    found += (
        Mention(match.start(), match.end(), None, Rank.PRONOUN, pronoun=match.group())
        for match in _PRONOUN.finditer(text)
        if match.start() not in inside
    )
    return tuple(sorted(found, key=lambda mention: (mention.start, -mention.end)))


def _read_role(text: str, word: RoleWord, habits: Habits) -> Mention | None:
    ending = word.ending
    identifier = AFTER_ROLE.match(text, word.end)
    if identifier is not None and ending not in _PLURAL and not _COUNTED.match(text, identifier.end()):
        bracketed = identifier.group("bracketed")
        # Where numbers alone name the voices, "lederen (2)" is voice 2 told more fully.
        role = "informant" if habits.numbered and bracketed and bracketed.isdigit() else word.base
        label = f"{role} {bracketed or identifier.group('identifier')}"
        side = _SIDE.search(text, max(0, word.start - 12), word.start)
        if side is not None:
            label = f"{side.group().rstrip()} {label}"
        return Mention(word.start, identifier.end(), label, Rank.EXPLICIT, True, word.base.casefold())
    before = text[max(0, word.start - _BACK) : word.start]
    one_of = _ONE_OF.search(before)
    if one_of is not None and (ending in _PLURAL or ending == "s"):
        start = word.start - len(before) + one_of.start()
        return Mention(start, word.end, text[start : word.end], Rank.ANONYMOUS, True, word.base.casefold())
    adjectival = ending == "e" and word.base.casefold().endswith(("ansatt", "tilsett", "tillitsvalgt"))
    if ending in _PLURAL and not adjectival:
        return Mention(
            word.start,
            word.end,
            text[word.start : word.end],
            Rank.GROUP,
            is_general(word.base),
            word.base.casefold(),
        )
    return _read_singular(text, word, before, habits)


def _read_singular(text: str, word: RoleWord, before: str, habits: Habits) -> Mention | None:
    general, role = is_general(word.base), word.base.casefold()
    definite = word.ending in _SINGULAR_DEFINITE
    placed = _read_place(text, word, before, habits) if habits.places else None
    if placed is not None:
        return placed
    for pattern, rank in ((_INDEFINITE, Rank.ANONYMOUS), (_DEFINITE, Rank.SAME)):
        article = pattern.search(before)
        if article is None:
            continue
        words = article.group().casefold()
        # "the informants" is an English plural; in "en stilling for lederen" the article is another word's.
        if (word.ending == "s" and words.startswith("th")) or (definite and _PLAIN_ARTICLE.match(words)):
            continue
        # "den andre lederen møter direktøren", "the adviser was less patient": the article is the first one's.
        inner = article.group()
        within = [
            one for one in find_role_words(inner) if not one.base.casefold().endswith(("ansatt", "tilsett"))
        ]
        if any(inner[one.end :].strip() for one in within) or (within and role in _VERBS_TOO):
            continue
        start = word.start - len(before) + article.start()
        return Mention(start, word.end, text[start : word.end], rank, general, role)
    # Without an article: "Informant sier". An s may be a plural in English.
    if definite or (general and not word.ending):
        return Mention(word.start, word.end, text[word.start : word.end], Rank.SAME, general, role)
    return None


def _read_place(text: str, word: RoleWord, before: str, habits: Habits) -> Mention | None:
    """The voice of a role and its place: "enhetslederen i Moen", "I Moen er det rådgiveren som"."""
    if _ONE_OF.search(before) is not None or _INDEFINITE.search(before) is not None:
        return None
    after = _AT_PLACE.match(text, word.end)
    place, end = (after["place"], after.end()) if after is not None else (None, word.end)
    if place is None and (same := find_same_place(text, word.start, word.end, habits.places)) is not None:
        place, end = same
    if place is None and word.ending in _SINGULAR_DEFINITE:
        place = find_place_before(text, word.start)
    if place is None or fold_place(place) not in habits.places:
        return None
    words = f"{text[word.start : word.end]} i {place}" if after is None else text[word.start : end]
    told = {(role, where): label for role, where, label in habits.placed}
    label = told.get((word.base.casefold(), fold_place(place)), words)
    return Mention(word.start, end, label, Rank.EXPLICIT, True, word.base.casefold())


def is_given_word(text: str, mention: Mention) -> bool:
    """Whether ``mention`` is who speaks: a verb of saying right beside it, or "sitatet fra" before it."""
    verb = SAYING.search(text, mention.end, mention.end + 40)
    if verb is not None:
        between = text[mention.end : verb.start()]
        # "en jobbspesialist, slik utsagnet viser": it is the utterance that shows.
        if len(between.split()) <= 3 and UTTERANCE.search(between) is None:
            return True
    near = text[max(0, mention.start - 45) : mention.start]
    verbs = list(SAYING.finditer(near))
    joint = near[verbs[-1].end() :].split() if verbs else []
    # "forteller om en deltaker": the voice is spoken of.
    if verbs and len(joint) <= 1 and not _SPOKEN_OF.intersection(joint):
        return True
    return _OF_UTTERANCE.search(near) is not None
