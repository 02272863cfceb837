"""Which language a title is in, told by the title alone: a few words, often, and names among them.

Small words decide, then words that a language has and its neighbours have not, and endings. Where too little
speaks for one language, or nearly as much for another, nothing is said: read aloud in the language of the page
it stands on, a title is no worse off than before.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from importlib import resources

from kb.language.lexicon import read_table

# Norwegian that is good bokmål and good nynorsk.
NORWEGIAN = "no"
_OTHER = "xx"
_LETTERS = re.compile(r"[^\W\d_]+")

# "(2008).", "(2016, 3. mai)", "(u.å.)": in an entry, what stands before the title.
_YEAR = re.compile(r"\([^()]{0,40}(?:\b\d{4}\b|u\.? ?å|n\.? ?d|s\.? ?a)[^()]{0,40}\)")

# What the ends of words tell, and how much. English ones are many because its words are told by little else.
_ENDINGS = (
    (2, "nb", "heter hetene sjonene lederen lederne"),
    (2, "nb nn", "sjon sjonar sjoner sjonen skaping skap skapet arbeid omsorg etaten kontor kontoret tilsynet"),
    (2, "nb nn sv", "het"),
    (2, "nb da", "ledelse leder ledere ledelsen lige lig"),
    (1, "nb da", "else elsen elser ende ene erne ets ens"),
    (1, "nb nn da", "isk iske ing ingen inger teori lov loven"),
    (2, "nn", "leg lege heit heita heiter ingar ingane ane leiing leiar ande"),
    (2, "da", "hed heden heder hederne tionen tioner eret erede skab skabet bog bogen"),
    (2, "sv", "tionen tioner ningar ningen arna orna iva"),
    (2, "de", "ung ungen keit heit schaft schaften lich liche lichen isch ische ischen"),
    (2, "en", "tions ness ity ities ship ships ism isms ically ously ments ances ences ized ised izing ising ful less"),
    (2, "en", "ies ous ology ably ively tially onal ional"),
    (1, "en", "tion ment ance ence al ive ly ed ing able ible ure ist ists"),
)  # fmt: skip
_SHAPES = (
    (
        2,
        "nb nn",
        re.compile(r"(?:ings|sjons|skaps|hets)[bdfghjklmnprtv]|skj|øy|øk|^arbeids|direktorat|departement"),
    ),
    (2, "nb", re.compile(r"tjenest|forskning|^selv|erklæring|syke|tjeneste")),
    (2, "nn", re.compile(r"leiing|leiar|tenest|forsking|mangfald|rettleiing|sjuk|vitskap|^sjølv|utvikl")),
    (
        2,
        "da",
        re.compile(
            r"^ud[bdfghklmnprstv]|^af[bdfghklmnprstv]|ejd|[^kl]ejs?$|magt|tillid|samfund(?!s?k)|velfærd|[øæ]j"
        ),
    ),
    (2, "sv", re.compile(r"ledarskap|tjänst|välfärd|samhäll|forskningsint|ck(?=el|a|l)")),
    (1, "nb nn da", re.compile(r"[æø]")),
    (1, "nb nn da sv", re.compile(r"å")),
    (1, "sv de", re.compile(r"[äö]")),
    (2, "de", re.compile(r"[üß]|sch")),
    (3, _OTHER, re.compile(r"[éèêàçñãõîôûíóúłşčžě]")),
    (1, "en", re.compile(r"th|ough|wh|ck|ee|oo|ow|[bcdfghjklmnpqrtvwxz]y$|qu|x|w")),
)


@lru_cache(maxsize=20_000)
def guess_language(title: str) -> str:
    """``nb``, ``nn``, ``en``, ``da``, ``sv`` or ``de``; ``no`` for what may be either Norwegian; "" where unsure."""
    told: Counter[str] = Counter()
    for word in _words(title):
        told.update(_weigh(word))
    if not told:
        return ""
    norwegian = max(told["nb"], told["nn"])
    best = {code: told[code] for code in ("en", "da", "sv", "de", _OTHER)} | {NORWEGIAN: norwegian}
    # In Norwegian theses what is as much Norwegian as it is Danish or Swedish is Norwegian.
    (code, most), (_, next_most) = sorted(
        best.items(), key=lambda row: (row[1], row[0] == NORWEGIAN), reverse=True
    )[:2]
    if code == _OTHER or most < (2 if code in {NORWEGIAN, "en"} else 3):
        return ""
    if code != NORWEGIAN:
        return code if most >= next_most + 2 and most * 4 >= next_most * 5 else ""
    if max(best["en"], best["de"], best[_OTHER]) * 3 > most * 2:
        return ""
    return NORWEGIAN if told["nb"] == told["nn"] else max("nb", "nn", key=lambda form: told[form])


def guess_language_of_entry(entry: str) -> str:
    """The same of an entry of a reference list, told by what stands after its year: the title, and what it is in."""
    year = _YEAR.search(entry)
    return guess_language(entry[year.end() :].partition("http")[0]) if year else ""


def _words(title: str) -> list[str]:
    """Its words, without short forms in capitals ("NAV"): they are of no language."""
    words = _LETTERS.findall(title)
    return [word.casefold() for word in words if title.isupper() or len(word) == 1 or not word.isupper()]


@lru_cache(maxsize=50_000)
def _weigh(word: str) -> dict[str, int]:
    """How much a word tells of each language."""
    if word in _telling():
        return _telling()[word]
    told: dict[str, int] = {}
    if word in _nouns():
        told = {"nb": 1, "nn": 1}
    elif word in _english():
        told = {"en": 1}
    for weight, codes, pattern in _SHAPES:
        if pattern.search(word):
            told |= {code: max(weight, told.get(code, 0)) for code in codes.split()}
    for weight, ending_codes, ending in _endings():
        if ending.search(word):
            told |= {code: max(weight, told.get(code, 0)) for code in ending_codes}
    return told


@cache
def _endings() -> tuple[tuple[int, tuple[str, ...], re.Pattern[str]], ...]:
    return tuple(
        (weight, tuple(codes.split()), re.compile(rf"[^\W\d_]{{3}}(?:{'|'.join(ends.split())})$"))
        for weight, codes, ends in _ENDINGS
    )


@cache
def _telling() -> dict[str, dict[str, int]]:
    """The words of ``title_words.txt``, with what each tells of the languages."""
    lines = resources.files(__package__).joinpath("title_words.txt").read_text(encoding="utf-8").splitlines()
    told: dict[str, dict[str, int]] = {}
    for line in lines:
        if not line or line.startswith("#"):
            continue
        head, _, words = line.partition(": ")
        weight, *codes = head.split()
        for word in words.split():
            known = told.setdefault(word, {})
            known |= {code: max(int(weight), known.get(code, 0)) for code in codes}
    return told


@cache
def _nouns() -> frozenset[str]:
    return frozenset(read_table("ordinary_words.txt")) - frozenset(read_table("ordinary_words_en.txt"))


@cache
def _english() -> frozenset[str]:
    return frozenset(read_table("ordinary_words_en.txt")) - frozenset(read_table("ordinary_words.txt"))
