"""The words of a text, with the place each one stands at.

A word keeps what belongs together: ``NAV-kontorene``, ``§ 14a``, ``Meld. St. 33``, ``covid-19``. In
``mål- og resultatstyring`` the first word is *suspended*: it lends the end of a later word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

# What is written as several words and means one: sections of laws, and reports with their number. For use with
# re.VERBOSE and re.IGNORECASE.
SECTION = r"§{1,2}[ \u00a0]?\d+(?:-\d+)?(?:[ \u00a0]?[a-zæøå](?![^\W_]))?"
REPORT = r"""(?:Meld\.?[ \u00a0]?St\.?|St\.?[ \u00a0]?meld\.?|Stortingsmelding|Prop\.|Innst\.|NOU)
    (?:[ \u00a0]?[SL]\.?)?(?:[ \u00a0]?(?:nr|nummer)\.?)?[ \u00a0]?\d+(?::[ \u00a0]?\d+)?"""
# What a word of none of these looks like. Each alternative looks at one letter before it tries.
_PLAIN = r"[^\W_]+(?:[-\u2010\u2011'’\u00ad][^\W_]+)*[-\u2010\u2011]?"
_NUMBER = r"\d+(?:[.,:]\d+)+"
_WORD = re.compile(
    rf"""
      (?=§)(?P<section>{SECTION})
    | (?=[mspin])(?P<report>{REPORT})
    | (?=\d)(?P<number>{_NUMBER})
    | (?P<word>{_PLAIN})
    """,
    re.VERBOSE | re.IGNORECASE,
)
# The same without names, which takes half the time.
_SURFACE = re.compile(
    rf"((?=[§mspin\d])(?:{SECTION}|{REPORT}|{_NUMBER})|{_PLAIN})", re.VERBOSE | re.IGNORECASE
)
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\ufeff"))
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "’": "'", "\u00a0": " "})
_REPORT_SERIES = (("innst", "innst"), ("prop", "prop"), ("nou", "nou"))
_JOINERS = frozenset({"og", "eller", "samt", "and", "or"})


class Word(NamedTuple):  # made for every word of every text, and twice as fast as a frozen dataclass
    """A word as it stands in a text: ``text[word.start:word.end] == word.text``.

    ``form`` is how it is compared: lower case, without soft hyphens, composed letters. ``suspended`` is true
    for the first word of ``mål- og resultatstyring``.
    """

    text: str
    start: int
    end: int
    form: str
    suspended: bool = False


def split_words(text: str) -> tuple[Word, ...]:
    """The words of ``text`` in order; punctuation and lone symbols are left out."""
    words = []
    for match in _WORD.finditer(text):
        surface = match[0]
        form, suspended = _read_form(surface, match.lastgroup)
        if form:
            words.append(Word(surface, match.start(), match.end(), form, suspended))
    return tuple(words)


def split_surfaces(text: str) -> tuple[list[str], list[int]]:
    """The words of ``text`` in order, only as they are written, and where they begin and end: two numbers a word.

    Each, split by itself, is the same word again. For where :func:`split_words` takes too long.
    """
    pieces = _SURFACE.split(text)
    return pieces[1::2], list(accumulate(map(len, pieces[:-1])))


def is_joiner(form: str) -> bool:
    """Whether ``form`` joins a suspended word to the word that completes it ("og", "eller")."""
    return form in _JOINERS


@lru_cache(maxsize=200_000)
def _read_form(surface: str, sort: str | None) -> tuple[str, bool]:
    form = _form_of(surface, sort)
    return form.rstrip("-"), form.endswith("-")


def _form_of(surface: str, sort: str | None) -> str:
    form = unicodedata.normalize("NFC", surface).translate(_INVISIBLE).translate(_HYPHENS).casefold()
    if sort == "section":
        return form.replace("§§", "§").replace(" ", "")
    if sort == "report":
        number = re.search(r"\d.*", form)
        series = next((name for start, name in _REPORT_SERIES if form.startswith(start)), "meldst")
        return series + (number.group().replace(" ", "") if number else "")
    return form


_TYPED = (("aa", "å"), ("ae", "æ"), ("ä", "æ"), ("oe", "ø"), ("ö", "ø"))


@lru_cache(maxsize=200_000)
def fold(form: str) -> str:
    """``form`` with the letters that keyboards lack put back (aa: å, ae and ä: æ, oe and ö: ø), accents off.

    Used on both sides, so "poet" and "pøt" meet only each other. å, æ and ø are never made a, ae or o:
    "for" and "før" are different words.
    """
    for typed, letter in _TYPED:
        if typed in form:
            form = form.replace(typed, letter)
    if form.isascii():
        return form
    return "".join(letter if letter in "åæø" else _without_accent(letter) for letter in form)


@lru_cache(maxsize=1_000)
def _without_accent(letter: str) -> str:
    plain = "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
    return plain or letter
