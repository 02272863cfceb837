"""What the parts of a thesis call themselves, in Norwegian (both forms) and English."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from kb.ingest.document import SectionKind

_MARKUP = re.compile(
    r"</?(?:i|b|em|strong|u|sup|sub|br|span)\b[^<>]{0,80}>|(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)\*{1,3}(?!\w)|(?<=\S)_{1,3}(?!\w)"
)
_NOTE_MARK = re.compile(r"\s*[¹²³⁰⁴-⁹]+$")
_NUMBER = re.compile(
    r"^(?:(?:kapittel|kapitel|chapter|del|part)\s+)?\d{1,2}(?:\.\d{1,2})*\.?\s*", re.IGNORECASE
)

_FRONT = {
    SectionKind.FOREWORD: "forord|føreord|forord og takk|takk|takksigelser|takk til|preface|foreword"
    "|acknowledgements|acknowledgments|acknowledgement",
    SectionKind.ABSTRACT: "sammendrag|samandrag|sammendrag på norsk|norsk sammendrag|norsk samandrag"
    "|sammanfattning|abstract|summary|english summary|engelsk sammendrag"
    "|sammendrag på engelsk|abstrakt|executive summary",
    SectionKind.TOC: "innhold|innhald|innholdsfortegnelse|innholdsliste|innhaldsliste|innhaldsforteikning"
    "|innholdsoversikt|contents|table of contents",
    SectionKind.FIGURE_LIST: "figuroversikt|figurliste|figurer|liste over figurer|oversikt over figurer"
    "|list of figures|figurer og tabeller|tabeller og figurer"
    "|liste over figurer og tabeller|liste over tabeller og figurer|oversikt over figurer og tabeller"
    "|oversikt over tabeller og figurer"
    "|figur- og tabelloversikt|figur- og tabelliste|tabell- og figuroversikt|tabell- og figurliste|figur og "
    "tabelloversikt|list of figures and tables|list of tables and figures",
    SectionKind.TABLE_LIST: "tabelloversikt|tabelliste|tabelloversikt|liste over tabeller|oversikt over "
    "tabeller|list of tables|tabeller",
    SectionKind.OTHER: "forkortelser|forkortinger|liste over forkortelser|begrepsavklaringer og forkortelser"
    "|ordliste|list of abbreviations|abbreviations|vedleggsoversikt|vedleggsliste"
    "|liste over vedlegg|oversikt over vedlegg|list of appendices|erklæring|egenerklæring|declaration|dedikasjon",
}
_FRONT_KINDS = {title: kind for kind, titles in _FRONT.items() for title in titles.split("|")}

_LISTED = (
    r"(?:(?:litt?era?tur|kilde|kjelde|referanse)(?:r|ne)?(?:-?\s?(?:liste|lista|list|referanser|referansar|henvisning(?:er)?"
    r"|tilvising(?:ar)?|oversikt|fortegnelse|litteratur))?|referansar|kjeldetilvisingar|bibliografi|bibliography"
    r"|references?|reference list|list of (?:references|literature)|works cited|literature(?: cited| list)?|sources"
    r"|pensumliste|nettsider)"
)
# Their names with the language or the thanks beside them, as in "Abstract in English".
_ABSTRACT = re.compile(
    r"^(?:(?:norsk|nynorsk|engelsk|english|norwegian|kort) )?(?:sammendrag|samandrag|abstract|summary)"
    r"(?: (?:på|in) (?:norsk|nynorsk|bokmål|engelsk|english|norwegian))?(?: ?[(/–-] ?[a-zæøå ]{3,20}\)?)?$"
)
_FOREWORD = re.compile(
    r"^(?:forord|føreord|preface|foreword)(?: ?(?:og|and|/|&|–|-) ?(?:takk\w*|acknowledge?ments?))?$"
    r"|^takk(?: til .{0,30})?$"
)

_REFERENCES = re.compile(
    rf"^(?:[ivx]{{1,4}}\.\s)?(?:(?:brukt|anvendt|benyttet)\s)?{_LISTED}(?:(?:\s?/\s?|-?\s?(?:og|and|&)\s){_LISTED})?$"
)
APPENDIX = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})*\.?\s+)?(?P<word>vedlegg|appendiks|appendix|bilag|attachment|annex|vedlegg "
    r"og bilag|appendices|appendixes)\b"
    r"(?:\s*(?:nr\.?|no\.?|nummer)?\s*(?P<mark>\d{1,2}|[A-Z]|[IVX]{1,4})(?=$|[\s.:;,–—-]))?(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)


_PART = re.compile(
    r"^(?:del|part)\s+(?:\d|[IVX]{1,4}|en|ein|to|tre|fire|one|two|three|four)\b\s*(?:$|[.:–-]|(?-i:[A-ZÆØÅ]))",
    re.IGNORECASE,
)
_CORE_CHAPTER = re.compile(
    r"^(?:innledning|innleiing|introduksjon|introduction|teori\w*(?: .*)?|teoretisk.*|theor\w+(?: .*)?|metod\w*(?: .*)?"
    r"|method\w*(?: .*)?|forskningsdesign.*|resultat\w*(?: .*)?|results?(?: .*)?|funn(?: .*)?|findings(?: .*)?"
    r"|empiri\w*(?: .*)?|analyse(?: .*)?|analysis(?: .*)?|drøfting\w*(?: .*)?|diskusjon\w*(?: .*)?|discussion(?: .*)?"
    r"|konklusjon\w*(?: .*)?|conclusions?(?: .*)?|avslutning\w*(?: .*)?|avslutting(?: .*)?|oppsummering og .*)$",
    re.IGNORECASE,
)


def is_core_chapter(title: str) -> bool:
    """Whether a title is one of those that nearly every thesis gives its chapters."""
    return bool(_CORE_CHAPTER.match(_bare(title))) and len(title) < 70


def is_part_title(text: str) -> bool:
    """Whether a line is the title of a part that holds chapters: "Del II: Funn"."""
    return len(text) < 90 and _PART.match(plain_title(text)) is not None


def fold(text: str) -> str:
    """Letters and digits only, lower case."""
    return re.sub(r"[\W_]+", "", text.casefold())


def alike(a: str, b: str, least: float = 0.85) -> bool:
    """Whether two titles say the same but for small slips, or one begins with the other cut short."""
    a, b = fold(a), fold(b)
    if a == b:
        return bool(a)
    if not a or not b or abs(len(a) - len(b)) > 0.35 * max(len(a), len(b)):
        return False
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least and matcher.ratio() >= least


# Every line is asked several times whether it is a title of some sort.
@lru_cache(maxsize=20_000)
def plain_title(text: str) -> str:
    """A title without emphasis, note marks and doubled spaces."""
    return " ".join(_NOTE_MARK.sub("", strip_markup(text)).split()).strip(" *_")


def _bare(text: str) -> str:
    return re.sub(r"\s+", " ", plain_title(text)).strip(" :.!").casefold()


def front_kind(text: str) -> SectionKind | None:
    """The kind of front part that a line is the heading of."""
    if len(text) > 60:
        return None
    bare = _bare(text)
    if bare in _FRONT_KINDS:
        return _FRONT_KINDS[bare]
    if _ABSTRACT.match(bare):
        return SectionKind.ABSTRACT
    return SectionKind.FOREWORD if _FOREWORD.match(bare) else None


def numbered_front_kind(text: str) -> SectionKind | None:
    """The kind of a front part whose heading has a number like a chapter's: "1 Forord"."""
    bare = without_number(text)
    return front_kind(bare) if bare != text else None


def is_references_title(text: str) -> bool:
    return len(text) <= 60 and bool(_REFERENCES.match(_bare(_NUMBER.sub("", plain_title(text)))))


def without_number(text: str) -> str:
    """A title without its chapter number."""
    return _NUMBER.sub("", plain_title(text))


def strip_markup(text: str) -> str:
    """Text without emphasis marks and the tags that converters leave; words stay."""
    return _MARKUP.sub("", text) if "*" in text or "_" in text or "<" in text else text
