"""One entry of a reference list, read into its fields.

Reads the habits of APA 6 and 7 and of Harvard in Norwegian and English, and their untidy relatives. Layout
has taken the italics away, so that titles and containers are told by punctuation and by the words
themselves.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kb.ingest.citation_years import normal_undated
from kb.ingest.draft import Author, Reference
from kb.ingest.reference_authors import (
    EDITOR_MARK,
    read_leading_persons,
    read_reference_authors,
    reads_as_persons,
)
from kb.ingest.reference_publications import (
    ANY_YEAR,
    DATED,
    PERIODICAL,
    PUBLISHER,
    SENTENCE_END,
    UNDATED,
    Publication,
    read_publication,
)

if TYPE_CHECKING:
    from kb.ingest.document import Lines

_Y = r"(?:1[5-9]|20)\d\d"
LONGEST = 3000  # characters of an entry that are read; no honest entry comes near it
_DAY_FIRST = re.compile(
    rf"\(\s*\d{{1,2}}\.\s?(?:\d{{1,2}}\.|[a-zæøå]+\.?)\s?(?P<year>{_Y})(?P<letter>(?!))?(?P<undated>(?!))?\s*\)",
    re.IGNORECASE,
)
_SHORT_DATE = re.compile(
    r"[(\[]\s*\d{1,2}[./]\s?\d{1,2}[./]\s?(?P<year>(?:1[5-9]|20)?\d\d)(?P<letter>(?!))?(?P<undated>(?!))?\s*[)\]]"
)
_IN_WORDS = re.compile(r"(?<!\w)[a-zæøå]{3,}\s[a-zæøå]{2,}")  # of a title, not of a name
# A paper's number holds its year: "NOU 2000:14. Tittel", "St.meld. nr. 9 (2006-2007) Tittel".
_NUMBERED = re.compile(
    rf"(?P<name>(?:NOU\s?(?P<year>{_Y})\s?:\s?(?:nr\.?\s?)?\d{{1,3}}"
    rf"|[^\W\d_][\w-]*-(?:rapport|notat)\s?(?:nr\.?\s?)?(?P<year2>{_Y})\s?[:/-]\s?\d{{1,3}}))(?!\d)"
    rf"(?:[.:,]?\s*\(\s*(?P<year3>{_Y})\s*\))?[.:,]?\s+(?=[«\"]?\S)"
)
_UNPUBLISHED = re.compile(r"\s*\((?:upublisert|unpublished|under arbeid|kommer)\)\.?", re.IGNORECASE)
_END_YEAR = re.compile(rf"(?:[,.:]\s*({_Y})(?=\s*(?:;|,\s*(?:s|pp?)\.))|(?<![\d/.–-])({_Y})\s*\.?\s*$)")
_HARVARD = re.compile(
    rf"(?<=[.,)\w])(?<!NOU)\s+(?P<year>{_Y})(?P<letter>[a-k])?(?P<undated>(?!))?\s*(?:[.,;]"
    rf"|:(?!\s?\d))(?=\s)|(?<=[.,]\s)(?P<undated2>{UNDATED})[.,:;\s]"
)
_URL = re.compile(r"<?(?P<url>(?:https?://|www\.)[^\s<>]+)>?", re.IGNORECASE)
_DOI = re.compile(r"(?<![\w.])(10\.\d{4,9}/[^\s<>\"]+)")
_DOI_LABEL = re.compile(r"(?:\bdoi\s*:?\s*)?<?10\.\d{4,9}/[^\s<>\"]+>?|\bdoi\s*:\s*$", re.IGNORECASE)
_RETRIEVED = re.compile(
    r"[\s(\[,.]*(?<!\w)(?:(?:Sist )?(?:Hentet|Henta|Lastet ned|Lasta ned|Lest|Besøkt|Nedlastet"
    r"|Tilgjengelig|Tilgjengeleg|Retrieved|Accessed|Available|Oppsøkt|Publisert på|URL|Lenke"
    r"|Internettadresse))"
    r"(?:\s*:?\s*(?:den|on|at|via)?\s*(?:\d{1,2}[./]\s?(?:\d{1,2}[./-]?|[a-zæøå]+\.?)\s?(?:\d{2,4})?"
    r"|[A-Za-z]+\s\d{1,2},?\s\d{4}|\d{4}-\d\d-\d\d))?[\s,.]*(?:fra|frå|from|på|at|via"
    r"|her)?\s*:?\s*[)\]]?\s*(?=$|[<.,]|https?:|www|Lest\b|Hentet\b)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[•●▪◦·*–—-]\s+|\[\d{1,3}\]\s*|\d{1,3}[.)]\s+(?=[^\W\d]))")
_OFFICE = re.compile(
    r"departement|direktorat|universitet|university|institutt|høgskole|høyskole|ministry", re.IGNORECASE
)
_THESIS = re.compile(
    r"masteroppg[aå]ve|masteravhandling|master'?s? thesis|doktor(?:grads)?avhandling|ph\.?\s?d\.?[- ]"
    r"|dissertation|hovedoppgave|bacheloroppgave",
    re.IGNORECASE,
)
_LAW = re.compile(r"^lov\b|\bLOV[- ]|(?<!\w)\w{3,}loven$|^forskrift\b", re.IGNORECASE)
_REPORT = re.compile(
    r"(?<!\w)(?:NOU|Meld\.?\s?St|St\.\s?meld|St\.\s?prp|Prop\.?\s\d|Ot\.\s?prp|Innst)|rapport|report"
    r"|(?<!\w)notat|stortingsmelding|working paper",
    re.IGNORECASE,
)


def parse_reference(raw: str, lines: Lines) -> Reference:
    """The fields of one entry. What cannot be told is None; ``raw`` keeps all of it.

    ``year`` keeps its letter ("2023a"), and "u.å." or "n.d." stand for none. ``url`` is the address as written;
    a DOI that is written as an address is in both fields.
    """
    text = _BULLET.sub("", " ".join(raw[:LONGEST].split()))
    bare, doi, url = _take_links(_UNPUBLISHED.sub(".", text))
    numbered = _NUMBERED.match(bare)
    head, year, rest = _split_at_number(bare, numbered) if numbered else _split_at_year(bare)
    if head is None:
        authors, rest = _read_undated_head(bare)
    else:
        authors = read_reference_authors(head or "")
    edited = bool(EDITOR_MARK.search(bare[: len(bare) - len(rest)]) or EDITOR_MARK.match(rest))
    fields = read_publication(EDITOR_MARK.sub("", rest, count=1) if EDITOR_MARK.match(rest) else rest)
    title = fields.title
    if title is None and len(authors) == 1 and authors[0].organization and not edited:
        title = authors[0].organization  # sorted under its title
    if (
        title
        and len(title.split()) <= 2
        and head is None
        and authors
        and _LAW.search(authors[0].organization or "")
    ):
        fields, title = replace(fields, container=title), authors[0].organization  # "Lov om rom. Lovdata."
    if _is_publisher(fields, url):
        fields = replace(fields, publisher=fields.container, container=None)
    kind = _type_of(bare, authors, fields, url)
    return Reference(
        lines=lines,
        raw=raw,
        authors=authors,
        year=year,
        title=title,
        container=fields.container,
        publisher=fields.publisher,
        doi=doi,
        url=url,
        type=kind,
        editors=fields.editors or (authors if edited else ()),
        pages=fields.pages,
        volume=fields.volume,
        issue=fields.issue,
    )


def _take_links(text: str) -> tuple[str, str | None, str | None]:
    found = _URL.search(text)
    url = _trim_link(found["url"]) if found else None
    identifier = _DOI.search(text)
    doi = _trim_link(identifier[1]) if identifier else None
    bare = _DOI_LABEL.sub(" ", _URL.sub(" ", text))
    bare = _RETRIEVED.sub(". ", " ".join(bare.split()))
    return re.sub(r"[\s.,]*\.\s*$", ".", " ".join(bare.split())), doi, url


def _trim_link(link: str) -> str:
    link = link.rstrip('.,;>»”"')
    while link.endswith(")") and link.count(")") > link.count("("):
        link = link[:-1].rstrip(".,;")
    return link


def _split_at_number(text: str, numbered: re.Match[str]) -> tuple[str, str, str]:
    """The paper's name, its year, and what comes after: "NOU 2000:14. Frihet med ansvar"."""
    year = numbered["year3"] or numbered["year"] or numbered["year2"]
    return " ".join(numbered["name"].split()), year, text[numbered.end() :]


def _split_at_year(text: str) -> tuple[str | None, str | None, str]:
    """What stands before the year, the year, and what comes after it."""
    dated = DATED.search(text, 0, 400) or _DAY_FIRST.search(text, 0, 400) or _SHORT_DATE.search(text, 0, 200)
    harvard = _HARVARD.search(text, 0, 250)
    if harvard and (dated is None or harvard.start() < dated.start() - 1):
        dated = harvard if _looks_like_names(text[: harvard.start()]) else dated
    if dated is None:
        late = _END_YEAR.search(text)
        return (
            None,
            (late[1] or late[2]) if late else None if read_leading_persons(text)[0] else _late_year(text),
            text,
        )
    undated = dated["undated"] or dated.groupdict().get("undated2")
    year = (
        normal_undated(undated) if undated else _plain_span(dated["year"]) + (dated["letter"] or "").lower()
    )
    head, rest = text[: dated.start()], text[dated.end() :]
    authors, end = read_leading_persons(text)
    if authors and end < dated.start() and not _looks_like_names(head):
        # "Dahl, A. Tittelen på boken. Oslo: Forlaget (2015)": the year comes last.
        return text[:end], year, text[end : dated.start()].rstrip() + text[dated.end() :]
    return head, year, rest


def _plain_span(year: str) -> str:
    year = re.sub(r"\s?[–/-]\s?", "-", year)
    return year if len(year) > 2 else ("20" if int(year) < 40 else "19") + year  # "20.12.21"


def _looks_like_names(head: str) -> bool:
    """Whether a head is authors only, and has not run on into a title."""
    if reads_as_persons(head):
        return True
    plain = EDITOR_MARK.sub("", head).strip(" .,:;")
    authors, end = read_leading_persons(plain)
    if authors:
        rest = plain[end:].strip(" .,:;&")
        return (len(rest) <= 30 and not _IN_WORDS.search(rest)) or (
            bool(re.match(r"\s*(?:,|&|og|and|\.)", plain[end:])) and ". " not in plain[end:].lstrip(" .")
        )
    return len(plain.split()) <= 12


def _late_year(text: str) -> str | None:
    years = ANY_YEAR.findall(text)
    return years[-1] if years else None


def _read_undated_head(text: str) -> tuple[tuple[Author, ...], str]:
    authors, end = read_leading_persons(text)
    if authors:
        return authors, text[end:]
    mark = EDITOR_MARK.search(text)
    if mark:
        return read_reference_authors(text[: mark.start()]), text[mark.end() :]
    first = SENTENCE_END.search(text)
    if first and first.end() < len(text) - 3:
        return read_reference_authors(text[: first.start()]), text[first.end() :]
    return (), text


def _is_publisher(fields: Publication, url: str | None) -> bool:
    """Whether a lone name after the title published the work, and is no journal and no site."""
    name = fields.container
    if not name or fields.publisher or fields.chapter or fields.volume or fields.issue or fields.pages:
        return False
    if PERIODICAL.search(name) or any(c.isdigit() for c in name) or name.casefold() == "lovdata":
        return False
    return not url or _OFFICE.search(name) is not None


def _type_of(text: str, authors: tuple[Author, ...], fields: Publication, url: str | None) -> str:
    title = fields.title or ""
    if _THESIS.search(text):
        return "thesis"
    if _LAW.search(title) or (authors and _LAW.search(authors[0].organization or "")):
        return "law"
    if fields.chapter:
        return "chapter"
    if fields.container and (fields.volume or fields.issue or PERIODICAL.search(fields.container)):
        return "article"
    if _REPORT.search(text):
        return "report"
    if fields.publisher and (PUBLISHER.search(fields.publisher) or not url):
        return "book"
    if url:
        return "web"
    return "article" if fields.pages and fields.container else "other"
