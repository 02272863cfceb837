"""Which words are known, and the dictionary form of each.

The lexicon is simplemma's for bokmål and nynorsk, with corrections (``corrections.txt``) where it goes wrong
on words that matter in theses about work and welfare, and with nynorsk words of our own (``nynorsk.txt``).
The dictionary form of a nynorsk word that is spelt quite differently is its bokmål form: either finds both.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources

from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY


def read_table(name: str) -> dict[str, str]:
    """The word table ``name`` of this room: pairs of words, or words alone (which stand for themselves)."""
    lines = resources.files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if line and not line.startswith("#"))
    return {row[0]: row[-1] for row in rows}


TO_BOKMAAL = read_table("nynorsk.txt")
FORMS = read_table("nynorsk_forms.txt")
CORRECTIONS = read_table("corrections.txt")


@cache
def _bokmaal() -> dict[bytes, bytes]:
    return _dictionary("nb")


@cache
def _nynorsk() -> dict[bytes, bytes]:
    return _dictionary("nn")


@cache
def _english() -> dict[bytes, bytes]:
    return _dictionary("en")


def _dictionary(language: str) -> dict[bytes, bytes]:
    source = DEFAULT_DICTIONARY_FACTORY.get_dictionary(language)
    # simplemma keeps its words as bytes; reading them so spares a decoding for each word not there.
    inner = getattr(source, "_dict", None)
    return (
        inner if isinstance(inner, dict) else {key.encode(): value.encode() for key, value in source.items()}
    )


@cache
def counts() -> dict[str, int]:
    """How often dictionary forms stand in a sample of theses: usual words are likely parts of compounds."""
    return {word: int(count) for word, count in read_table("counts.txt").items()}


@lru_cache(maxsize=400_000)
def find_lemma(form: str) -> str | None:
    """The dictionary form of a lower-case word, in bokmål where there is one; None for a word not known."""
    if form in FORMS:
        form = FORMS[form]
    if form in CORRECTIONS:
        return CORRECTIONS[form]
    if form in TO_BOKMAAL:
        return TO_BOKMAAL[form]
    known = _bokmaal().get(form.encode())
    lemma = _settle(form, known.decode().casefold()) if known is not None else _find_nynorsk(form)
    return TO_BOKMAAL.get(lemma, lemma) if lemma else None


# What nynorsk words end in, and their bokmål fellows: "moglegheit", "tverrfagleg", "arbeidsgivar", "førande".
_ENDINGS = (("heit", "het"), ("leg", "lig"), ("leik", "het"), ("ande", "ende"), ("ar", "er"))


def _find_nynorsk(form: str) -> str | None:
    known = _nynorsk().get(form.encode())
    lemma = known.decode().casefold() if known is not None else form
    for ending, bokmaal in _ENDINGS:
        if lemma.endswith(ending) and lemma not in TO_BOKMAAL:
            fellow = _bokmaal().get((lemma[: -len(ending)] + bokmaal).encode())
            if fellow is not None and fellow.decode().casefold() == lemma[: -len(ending)] + bokmaal:
                return lemma[: -len(ending)] + bokmaal
    if known is None:
        return None
    # Many dictionary forms are spelt alike in bokmål, or end in -a where bokmål has -e.
    if lemma.endswith("a") and lemma[:-1].encode() + b"e" in _bokmaal():
        return lemma[:-1] + "e"
    return lemma


# Endings of nouns for people, and of neuter nouns, whose forms are also those of a verb. Most words in -er
# and -et are verbs ("viser", "preget"), so only these count as nouns.
_PEOPLE = ("leder", "bruker", "pleier", "forsker", "giver", "taker", "forvalter", "innbygger")
_NEUTER = ("arbeid", "intervju", "svar", "press", "utløp", "bygg")


def _settle(form: str, lemma: str) -> str:
    """Choose the noun where a form is both a noun's and a verb's ("samarbeidet", "veileder")."""
    if form.endswith(_PEOPLE) or (form.endswith("satt") and _is_lemma_of(form, form + "e")):
        return form
    if form.endswith("et") and form[:-2].endswith(_NEUTER) and _is_lemma_of(form[:-2], form[:-2]):
        return form[:-2]
    if form.endswith("er") and lemma == form + "e" and _is_lemma_of(form[:-2], form[:-2]):
        return form[:-2]  # "prosesser": processes, rarely an order to process
    return lemma


def _is_lemma_of(lemma: str, form: str) -> bool:
    return _bokmaal().get(form.encode()) == lemma.encode()


@lru_cache(maxsize=50_000)
def find_english_lemma(form: str) -> str | None:
    """The English dictionary form of a lower-case word; None for a word not known."""
    known = _english().get(form.encode())
    return known.decode().casefold() if known is not None else None
