"""Which words are nouns and adjectives, and which are too ordinary to be a term. Norwegian and English."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources

from kb.language.lemmas import lemma_of, read_word
from kb.language.lexicon import find_english_lemma, find_lemma, read_table

NORWEGIAN, ENGLISH = "no", "en"

_NOUN_ENDINGS = (
    "ing", "else", "het", "skap", "sjon", "tet", "isme", "dom", "ment", "ans", "ens", "logi", "krati",
)  # fmt: skip
_ADJECTIVE_ENDINGS = ("ig", "isk", "ell", "al", "bar", "som", "iv", "ær", "løs", "full", "ert", "tet", "fri")
# What makes an adjective of a noun: "arbeidsrettet", "kunnskapsbaserte".
_PARTICIPLES = tuple(
    stem + ending
    for stem in ("rette", "base", "sty", "oriente", "sentre", "tilpasse", "bestem", "bestemm")
    for ending in ("t", "de", "rt", "rte", "te")
)
_VOWELS = "aeiouyæøå"

# What stands before nouns, and what stands before verbs. Where a form may be either, the company it keeps decides.
_BEFORE_NOUNS_TEXT = """
en ei et ein eit den denne dette disse desse min mitt mine din sin sitt sine vår vårt våre deres deira hans hennes
hennar i på av om mot mellom gjennom uten utan under over ved hos etter fra frå til med for noe noen nokon noko
flere fleire mange all alt alle ingen hver kvart kvar hvilken hvilket hvilke slik slike samme same innen innenfor
the a an this that these those of in on with by their our its his her my each every no some any such between into
through for about against towards toward from as without
"""
_BEFORE_VERBS_TEXT = """
å kan kunne skal skulle vil ville må måtte bør burde jeg eg vi han hun ho dei du man som ikke ikkje også har hadde
blir ble vart lar får er
to can could will would shall should may might must i we they he she you who not also has have had be been is are
"""
BEFORE_NOUNS = frozenset(_BEFORE_NOUNS_TEXT.split())
BEFORE_VERBS = frozenset(_BEFORE_VERBS_TEXT.split())
# Nouns that tell nothing of what is talked about.
EMPTY_NOUNS = frozenset(read_table("empty_nouns.txt"))

# Verbs and small words that are also nouns of another meaning: in theses they are these.
_NO_NOUNS_TEXT = """
alle alt andre ante bare begge både da den denne deres der derfor dersom dess det dette din disse eller enda
ennå er etter for fordi før gjennom ha han hans heller her hos hun hva hvem hver hvilken hvis hvor ikke ikkje
imens ingen inn innen ja jo kan kunne lenge like man med mellom men mens mens midt min mye må nei neste noe noen
nok nå når nær og ofte også om opp over på sammen selv sin skal skulle slik som så til under unna ut uten ved
vel verken vi vil ville anbefale anse arbeide be begripe begynne behøve benytte beskrive bestemme bli bringe
bruke bygge bære bør burde delta dele dekke dra drive dukke eie endre erfare falle finne flytte foregå foreslå
forklare forstå forsøke forvente fortelle fremkomme få føle føre følge gi gjelde gjøre gjennomføre gripe gå
handle hente hete hevde hjelpe holde hende høre håpe inneholde innebære inngå jobbe kalle kjenne kjøre klare
knytte komme koste kreve kutte la lage le lede lene lese leve ligge ligne like lykkes løse mene miste mistenke
måtte nevne nytte omtale oppleve oppstå oppnå passe peke prøve påvirke regne rette ringe rå samle samsvare se
selge sende si sitte skape skje skrive skyve slippe slutte snakke spille spørre starte stige stille stå stole
svare synes søke ta telle tenke tillate tilby tjene trenge trekke trives treffe ty tyde utføre utgjøre utvikle
uttale utdype velge vente venne vise vite virke vurdere være ytre ønske øke vera verta seia gjera finnast koma
skriva lesa visa vita velja snakka tenkja kjenna bruka arbeida
"""
NO_NOUNS = frozenset(_NO_NOUNS_TEXT.split())

_SMALL_ENGLISH_TEXT = """
a about above across after again against all almost along already also although always am among an and another any are
as at away be because been before being below between both but by can cannot could did do does done down during each
either else enough even ever every few for from further get gets getting give given gives go goes going got had has
have having he her here hers herself him himself his how however i if in into is it its itself just least less let like
made make makes making many may me might mine more most much must my myself need neither never no nobody none nor not
nothing now of off often on once one only onto or other others otherwise our ours ourselves out over own perhaps quite
rather said same say says see seem seems seen shall she should since so some somebody someone something still such
take taken takes than that the their theirs them themselves then there therefore these they thing things this those
though three through thus to together too toward towards two under until up upon us use used uses using very was we
well were what when where whether which while who whom whose why will with within without would yet you your yours
"""
SMALL_ENGLISH = frozenset(_SMALL_ENGLISH_TEXT.split())


@cache
def _read_words(name: str) -> frozenset[str]:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def is_ordinary(lemma: str, language: str) -> bool:
    """Whether a word alone tells nothing of what a thesis is about."""
    if language == ENGLISH:
        return lemma in _read_words("ordinary_words_en.txt")
    # "begrep" is a noun, and also a form of "begripe", under which the list has it.
    return bool({lemma, lemma_of(lemma)} & _read_words("ordinary_words.txt"))


def is_ordinary_adjective(lemma: str) -> bool:
    """Whether a Norwegian adjective may stand before any noun at all."""
    return lemma in _read_words("ordinary_adjectives.txt")


@lru_cache(maxsize=100_000)
def is_noun(form: str) -> bool:
    """Whether a Norwegian word may be a noun, by the forms that the lexicon knows of it or of its last part."""
    reading = read_word(form)
    if reading.lemma in NO_NOUNS or form in NO_NOUNS:
        return False
    head = reading.parts[-1] if reading.parts else reading.lemma
    return _has_noun_forms(reading.lemma) or _has_noun_forms(head)


@lru_cache(maxsize=100_000)
def is_adjective(form: str) -> bool:
    """Whether a Norwegian word is an adjective, or a participle that is used as one."""
    reading = read_word(form)
    lemma = reading.lemma
    if (lemma.endswith("ende") and len(lemma) > 6) or (reading.parts and form.endswith(_PARTICIPLES)):
        return True
    inflected = find_lemma(lemma + "e") == lemma
    if lemma.endswith(_ADJECTIVE_ENDINGS):
        neuter = lemma.endswith(("ig", "isk")) or find_lemma(lemma + "t") == lemma
        return (inflected and neuter) or (bool(reading.parts) and is_adjective(reading.parts[-1]))
    return find_lemma(lemma + "ere") == lemma and find_lemma(lemma + "est") == lemma


@lru_cache(maxsize=100_000)
def _has_noun_forms(lemma: str) -> bool:
    if any(find_lemma(lemma + ending) == lemma for ending in ("en", "n", "ene", "ne")):
        return True
    if lemma[-1] not in _VOWELS and find_lemma(lemma + "et") == lemma:
        return True
    return len(lemma) > 5 and lemma.endswith(_NOUN_ENDINGS)


@lru_cache(maxsize=100_000)
def is_inflected_noun(form: str, lemma: str) -> bool:
    """Whether the form is one that only nouns have: Norwegian definite forms, plurals in -er of what is no verb."""
    if form == lemma:
        return False
    return form.endswith(("en", "ene", "ens", "enes", "ane")) or (
        form.endswith(("er", "ar")) and lemma[-1] not in _VOWELS
    )


@lru_cache(maxsize=100_000)
def find_lemma_in(form: str, language: str) -> str:
    """The dictionary form of a lower-case word in the language of its text."""
    if language == ENGLISH:
        return find_english_lemma(form) or form
    return read_word(form).lemma
