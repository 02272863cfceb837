"""One entry of a reference list, read into its fields.

Reads the habits of APA 6 and 7 and of Harvard in Norwegian and English, and their untidy relatives. Layout has taken the
italics away, so that titles and containers are told by punctuation and by the words themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kb.ingest.citation_grammar import normal_undated
from kb.ingest.document import Lines
from kb.ingest.draft import Author, Reference
from kb.ingest.names import UPPER
from kb.ingest.reference_authors import EDITOR_MARK, read_leading_persons, read_reference_authors

_Y = r"(?:1[5-9]|20)\d\d"
LONGEST = 3000  # characters of an entry that are read; no honest entry comes near it
_UNDATED = r"u\.\s?å\.?|uå\.?|udatert|n\.\s?d\.?|u\.\s?d\.?|i trykk|in press|under utgivelse|forthcoming"
_DATED = re.compile(
    rf"[(\[]\s*(?:(?P<year>{_Y}(?:\s?[-–/]\s?{_Y})?)\s?(?P<letter>[a-k])?(?![\w])|(?P<undated>{_UNDATED}))[^()\[\]]{{0,40}}[)\]]",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(rf"\(\s*\d{{1,2}}\.\s?(?:\d{{1,2}}\.|[a-zæøå]+\.?)\s?(?P<year>{_Y})(?P<letter>(?!))?(?P<undated>(?!))?\s*\)", re.IGNORECASE)
_END_YEAR = re.compile(rf"[,.:]\s*({_Y})(?=\s*(?:;|\.?\s*$|,\s*(?:s|pp?)\.))")
_HARVARD = re.compile(rf"(?<=[.,)\w])(?<!NOU)\s+(?P<year>{_Y})(?P<letter>[a-k])?(?P<undated>(?!))?\s*(?:[.,;]|:(?!\s?\d))(?=\s)|(?<=[.,]\s)(?P<undated2>{_UNDATED})[.,:;\s]")
_ANY_YEAR = re.compile(rf"(?<![\d/.-])({_Y})(?![\d/-])")
_URL = re.compile(r"<?(?P<url>(?:https?://|www\.)[^\s<>]+)>?", re.IGNORECASE)
_DOI = re.compile(r"(?<![\w.])(10\.\d{4,9}/[^\s<>\"]+)")
_DOI_LABEL = re.compile(r"(?:\bdoi\s*:?\s*)?<?10\.\d{4,9}/[^\s<>\"]+>?|\bdoi\s*:\s*$", re.IGNORECASE)
_RETRIEVED = re.compile(
    r"[\s(\[,.]*(?<!\w)(?:(?:Sist )?(?:Hentet|Henta|Lastet ned|Lasta ned|Lest|Besøkt|Nedlastet|Tilgjengelig|Tilgjengeleg|Retrieved|Accessed|Available|Oppsøkt|Publisert på|URL|Lenke|Internettadresse))"
    r"(?:\s*(?:den|on|at|via)?\s*(?:\d{1,2}[./]\s?(?:\d{1,2}[./-]?|[a-zæøå]+\.?)\s?(?:\d{2,4})?|[A-Za-z]+\s\d{1,2},?\s\d{4}|\d{4}-\d\d-\d\d))?[\s,.]*(?:fra|frå|from|på|at|via|her)?\s*:?\s*[)\]]?\s*(?=$|[<.,]|https?:|www)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[•●▪◦·*–—-]\s+|\[\d{1,3}\]\s*|\d{1,3}[.)]\s+(?=[^\W\d]))")
_ABBREVIATED = re.compile(
    r"(?:(?<!\w)(?:[A-ZÆØÅ]|Meld|St|prp|Prop|Ot|Innst|nr|Nr|no|No|dr|Dr|vs|jf|bl|mfl|kl|ca|vol|Vol|pp|eks|dvs|utg|red|ed|Ed|Eds|mv|osv|rev|inkl|art|kap|s|f|o|m|u|a|v)|St\.meld|St\.prp|Ot\.prp|m\.m|f\.eks)$"
)
_SENTENCE_END = re.compile(rf"[.?!…](?=\s+[{UPPER}\d«\"“(\[<]|\s*$)")
_DETAIL = re.compile(
    r"\s*[(\[](?=[^()\[\]]*(?:\butg|opplag|\bed\b|edition|\brev\b|\bvol|bind|rapport|report|master|doktor|ph\.?\s?d|avhandling|dissertation|thesis|\bnr\b|\bno\b"
    r"|meld|prop|\bnou\b|\bs\.|\bpp?\.|overs|trans|\d\s*\.?\s*u\b|innst|notat|paper|LOV|FoU))[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)?[)\]]\.?",
    re.IGNORECASE,
)
# Particulars that stand right after a title, so that all before them is the title, full stops and all.
_AFTER_TITLE = re.compile(r"\butg|opplag|edition|master|doktor|ph\.?\s?d|avhandling|dissertation|thesis|rapport|report|LOV", re.IGNORECASE)
_SERIES = re.compile(r"(?P<series>(?:NOU|Meld\.?\s?St\.?|St\.?\s?meld\.?|St\.?\s?prp\.?|Ot\.?\s?prp\.?|Prop\.?|Innst\.?)\s?(?:nr\.?\s?)?\d[\w\s:]{0,14}?(?:\(\d{4}\s?[-–]\s?\d{4}\))?)[.:,]\s+(?=\S{3})")  # noqa: RUF001
_TOWNS = frozenset({"Oslo", "Bergen", "Trondheim", "Kristiansand", "Stavanger", "Tromsø", "London", "New York", "København", "Stockholm"})
_QUOTED = re.compile(r"^[«\"“”„'‘](?P<title>.{2,300}?)[»\"“”’'](?=[\s.,;:(]|$)[.,;:]?\s*")  # noqa: RUF001
_IN = re.compile(rf"(?:^|(?<=[.?!»”\",]))\s*(?:I|In|i|in)\s?:\s*(?=\S)|(?<=[.?!»”\"])\s*(?:I|In)\s+(?=[{UPPER}«])|,\s+i\s+(?=[{UPPER}][^\d]{{0,80}}\((?:red|ed))")
_PUBLISHER = re.compile(
    r"forlag|forlaget|press\b|press(?=$)|gyldendal|cappelen|damm|aschehoug|universitetsbok|publish|publications|sage\b|routledge|springer|wiley|palgrave|studentlitteratur"
    r"|pearson|elsevier|macmillan|mcgraw|prentice|norton|blackwell|penguin|tano|samlaget|abstrakt|pax\b|spartacus|books\b|books$|hans reitzel|liber\b|elgar|emerald|polity"
    r"|vigmostad|dreyer|kommuneforlaget|novus|unipub|cambridge|oxford|høyskoleforlaget|ad notam|verlag|company|houghton|free press|free\b$",
    re.IGNORECASE,
)
_PLACE = re.compile(rf"^(?P<place>[{UPPER}][\w./&'-]+(?:[ ,/]+(?:og |and |& )?[{UPPER}][\w.'-]*){{0,3}})\s*:\s*(?P<publisher>[^.:;]{{2,80}})")
_JOURNAL = re.compile(
    r"^(?P<container>[^()\d]{3,140}?)[\s,.;:]+(?:(?:vol(?:ume)?|årg(?:ang)?|bind)\.?\s*)?(?P<volume>\d{1,4})(?![\d-])(?!\s?[-–]\s?\d)\s*[.,]?\s*(?:\(\s*(?P<issue>[^()]{1,14})\)|[,.]?\s*(?:nr|no|issue|hefte)\.?\s*(?P<issue2>[\d/–-]+))?"
    r"[\s,:.;]*(?:(?:s|ss|pp?|side[nr]?|sidene)\.?\s*)?(?P<pages>\d{1,5}\s?[-–]\s?\d{1,5}|[eE]?\d{1,7}(?=\s*(?:\.|$)))?",
    re.IGNORECASE,
)
_JOURNAL_ISSUE = re.compile(r"^(?P<container>[^()\d]{3,140}?)[\s,.;:]+(?:nr|no|hefte)\.?\s*(?P<issue>\d+(?:[-–/]\d+)?)[\s,:.;]*(?:(?:s|pp?|side[nr]?)\.?\s*)?(?P<pages>\d+\s?[-–]\s?\d+)?", re.IGNORECASE)
_JOURNAL_PAGES = re.compile(r"^(?P<container>[^()\d]{3,140}?)[\s,.;:]+(?:(?:s|ss|pp?|side[nr]?)\.?\s*)?(?P<pages>\d{1,4}\s?[-–]\s?\d{1,4})\s*\.?\s*$", re.IGNORECASE)
_PAGES = re.compile(r"(?<!\w)(?:s|ss|pp?|sid|sidene|side)\.?\s*(?P<pages>\d+\s?[-–]\s?\d+)", re.IGNORECASE)
_THESIS = re.compile(r"masteroppg[aå]ve|masteravhandling|master'?s? thesis|doktor(?:grads)?avhandling|ph\.?\s?d\.?[- ]|dissertation|hovedoppgave|bacheloroppgave", re.IGNORECASE)
_LAW = re.compile(r"^lov\b|\bLOV[- ]|(?<!\w)\w{3,}loven$|^forskrift\b", re.IGNORECASE)
_REPORT = re.compile(r"(?<!\w)(?:NOU|Meld\.?\s?St|St\.\s?meld|St\.\s?prp|Prop\.?\s\d|Ot\.\s?prp|Innst)|rapport|report|(?<!\w)notat|stortingsmelding|working paper", re.IGNORECASE)
_PERIODICAL = re.compile(r"tidsskrift|journal|review|quarterly|tidskrift|studies|research|forskning|magasin|annals|stat & styring", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Rest:
    """What follows authors and year."""

    title: str | None = None
    container: str | None = None
    publisher: str | None = None
    editors: tuple[Author, ...] = ()
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    chapter: bool = False


def parse_reference(raw: str, lines: Lines) -> Reference:
    """The fields of one entry. What cannot be told is None; ``raw`` keeps all of it.

    ``year`` keeps its letter ("2023a"), and "u.å." or "n.d." stand for none. ``url`` is the address as written;
    a DOI that is written as an address is in both fields.
    """
    text = _BULLET.sub("", " ".join(raw[:LONGEST].split()))
    bare, doi, url = _take_links(text)
    head, year, rest = _split_at_year(bare)
    if head is None:
        authors, rest = _read_undated_head(bare)
    else:
        authors = read_reference_authors(head or "")
    edited = bool(EDITOR_MARK.search(bare[: len(bare) - len(rest)]) or EDITOR_MARK.match(rest))
    fields = _read_rest(EDITOR_MARK.sub("", rest, count=1) if EDITOR_MARK.match(rest) else rest)
    title = fields.title
    if title is None and len(authors) == 1 and authors[0].organization and not edited:
        title = authors[0].organization  # sorted under its title
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
    link = link.rstrip(".,;>»”\"")
    while link.endswith(")") and link.count(")") > link.count("("):
        link = link[:-1].rstrip(".,;")
    return link


def _split_at_year(text: str) -> tuple[str | None, str | None, str]:
    """What stands before the year, the year, and what comes after it."""
    dated = _DATED.search(text, 0, 400) or _DAY_FIRST.search(text, 0, 400)
    harvard = _HARVARD.search(text, 0, 250)
    if harvard and (dated is None or harvard.start() < dated.start() - 1):
        dated = harvard if _looks_like_names(text[: harvard.start()]) else dated
    if dated is None:
        late = _END_YEAR.search(text)
        return None, late[1] if late else None if read_leading_persons(text)[0] else _late_year(text), text
    undated = dated["undated"] or dated.groupdict().get("undated2")
    year = normal_undated(undated) if undated else _plain_span(dated["year"]) + (dated["letter"] or "").lower()
    head, rest = text[: dated.start()], text[dated.end() :]
    authors, end = read_leading_persons(text)
    if authors and end < dated.start() and not _looks_like_names(head):
        # "Dahl, A. Tittelen på boken. Oslo: Forlaget (2015)": the year comes last.
        return text[:end], year, text[end:]
    return head, year, rest


def _plain_span(year: str) -> str:
    return re.sub(r"\s?[–/-]\s?", "-", year)  # noqa: RUF001


def _looks_like_names(head: str) -> bool:
    """Whether a head is authors only, and has not run on into a title."""
    plain = EDITOR_MARK.sub("", head).strip(" .,:;")
    authors, end = read_leading_persons(plain)
    if authors:
        return len(plain[end:].strip(" .,;:&")) <= 30 or bool(re.match(r"\s*(?:,|&|og|and|\.)", plain[end:])) and ". " not in plain[end:].lstrip(" .")
    return len(plain.split()) <= 12


def _late_year(text: str) -> str | None:
    years = _ANY_YEAR.findall(text)
    return years[-1] if years else None


def _read_undated_head(text: str) -> tuple[tuple[Author, ...], str]:
    authors, end = read_leading_persons(text)
    if authors:
        return authors, text[end:]
    mark = EDITOR_MARK.search(text)
    if mark:
        return read_reference_authors(text[: mark.start()]), text[mark.end() :]
    first = _SENTENCE_END.search(text)
    if first and first.end() < len(text) - 3:
        return read_reference_authors(text[: first.start()]), text[first.end() :]
    return (), text


def _read_rest(rest: str) -> _Rest:
    rest = rest.lstrip(" .,:;–-)")
    if not rest.strip(" ."):
        return _Rest()
    quoted = _QUOTED.match(rest)
    if quoted:
        title, tail = quoted["title"].strip(" .,"), rest[quoted.end() :]
        into = re.match(r"\s*(?:(?:I|In|i|in)\s?:?\s+)(?=\S)", tail)
        return _read_host(title, tail[into.end() :]) if into else _read_publication(title, tail)
    into = _IN.search(rest)
    if into and into.start() > 2:
        return _read_host(rest[: into.start()].strip(" .,"), rest[into.end() :])
    series = _SERIES.match(rest)
    if series:
        rest = rest[series.end() :]
    end = _end_with_subtitle(rest, _end_of_title(rest))
    found = _read_publication(rest[:end].strip(" .,;:"), rest[end:])
    return replace(found, container=found.container or series["series"].strip()) if series else found


def _end_of_title(rest: str) -> int:
    detail = _DETAIL.search(rest)
    limit = detail.start() if detail and detail.start() > 1 else len(rest)
    named = rest[:limit]
    if detail and limit < 240 and _AFTER_TITLE.search(detail[0]) and len(_SENTENCE_END.findall(named)) <= 2:
        later = named.split(". ", 1)[-1] if ". " in named else ""
        if not (_PUBLISHER.search(later) or _PERIODICAL.search(later) or named[-1].isdigit()):
            return limit
    for match in _SENTENCE_END.finditer(rest, 0, limit):
        if match[0] == "." and _ABBREVIATED.search(rest[max(0, match.start() - 12) : match.start()]):
            continue
        return match.end() if match[0] in "?!" else match.start()
    return limit


def _end_with_subtitle(rest: str, end: int) -> int:
    """The end of a title that has a full stop in it: "Klokt arbeid. Mellom to stoler. Oslo: Forlaget"."""
    second = _SENTENCE_END.search(rest, end + 1)
    if second is None:
        return end
    subtitle, following = rest[end : second.start()].strip(" .,;:"), rest[second.end() :].strip()
    published = _PLACE.match(following) or _PUBLISHER.search(re.split(r"[.,]", following)[0])
    ordinary = len(subtitle.split()) >= 2 and not subtitle[:1].isdigit() and not re.search(r"[()\d]", subtitle)
    foreign = _PUBLISHER.search(subtitle) or _PERIODICAL.search(subtitle) or _PLACE.match(subtitle) or _ABBREVIATED.search(subtitle)
    return second.start() if published and ordinary and not foreign else end


def _read_host(title: str, text: str) -> _Rest:
    """The book, encyclopedia or site in which something stands: "Dahl, A. (red.), Boktittel (s. 1-20). Forlag"."""
    title = _DETAIL.sub("", title).strip(" .,")
    pages = _PAGES.search(text)
    editors: tuple[Author, ...] = ()
    mark = EDITOR_MARK.search(text)
    if mark:
        editors = read_reference_authors(text[: mark.start()])
        text = text[mark.end() :]
    text = text.lstrip(" .,:;")
    dated = _DATED.match(text)
    if dated:
        text = text[dated.end() :].lstrip(" .,:;")
    quoted = _QUOTED.match(text)
    if quoted:
        container, tail = quoted["title"], text[quoted.end() :]
    else:
        end = _end_of_title(text)
        comma = re.search(rf",\s+(?=s\.|pp?\.|\d|[{UPPER}]\w+:\s)", text[:end])
        end = comma.start() if comma else end
        container, tail = text[:end], text[end:]
    return _Rest(
        title or None,
        container.strip(" .,;:") or None,
        _read_publisher(tail),
        editors,
        pages=_tidy_pages(pages["pages"]) if pages else None,
        chapter=bool(mark or pages),
    )


def _read_publication(title: str, tail: str) -> _Rest:
    """What follows the title: a journal with its numbers, a place and a publisher, or a site."""
    tail = _DETAIL.sub(". ", tail).strip(" .,;:") if not re.match(r"[^()]*\d\s*\(\d", tail) else tail.strip(" .,;:")
    tail = re.sub(r"^Fra\s+(?=[A-ZÆØÅ])", "", tail)
    title_or_none = title or None
    if not tail:
        return _Rest(title_or_none)
    if _PLACE.match(tail) or _PUBLISHER.search(tail.split(".")[0].split(",")[0]):
        pages = _PAGES.search(tail) or re.search(r"(?P<pages>\d+\s?[-–]\s?\d+)\s*$", tail)
        if not _JOURNAL.match(tail) or _PUBLISHER.search(tail.split(".")[0]):
            return _Rest(title_or_none, publisher=_read_publisher(tail), pages=_tidy_pages(pages["pages"]) if pages else None)
    for pattern in (_JOURNAL, _JOURNAL_ISSUE, _JOURNAL_PAGES):
        match = pattern.match(tail)
        if match and not _ANY_YEAR.fullmatch(match.groupdict().get("volume") or ""):
            found = match.groupdict()
            pages = _PAGES.search(tail)
            return _Rest(
                title_or_none,
                found["container"].strip(" .,;:"),
                volume=found.get("volume"),
                issue=found.get("issue") or found.get("issue2"),
                pages=_tidy_pages(found.get("pages") or (pages["pages"] if pages else None)),
            )
    publisher = _read_publisher(tail)
    if publisher and _PUBLISHER.search(publisher):
        return _Rest(title_or_none, publisher=publisher)
    first = tail[: _end_of_title(tail)].strip(" .,;:")
    return _Rest(title_or_none, first if first and first not in _TOWNS else None)


def _tidy_pages(pages: str | None) -> str | None:
    return re.sub(r"\s*[-–]\s*", "–", pages) if pages else None  # noqa: RUF001


def _read_publisher(tail: str) -> str | None:
    tail = EDITOR_MARK.sub("", _DETAIL.sub(". ", tail)).strip(" .,;:")
    tail = re.sub(r"^(?:\d{1,2}\.?\s?(?:utg(?:ave|åve)?|opplag|ed)\w*\.?,?\s*)", "", tail, flags=re.IGNORECASE)
    for sentence in re.split(r"(?<=[^\W\d]{3})\.\s+|(?<=\))\s*\.?\s*", tail):
        sentence = sentence.strip(" .,;:")
        place = _PLACE.match(sentence)
        if place:
            return _plain_publisher(place["publisher"])
        if _PUBLISHER.search(sentence) and len(sentence) < 80:
            return _plain_publisher(sentence)
    first = re.split(r"\.\s", tail)[0].strip(" .,;:")
    return first if first and len(first) < 60 and not re.match(r"(?:s|pp?)\.\s*\d|\d", first) else None


def _plain_publisher(text: str) -> str:
    """A publisher's name without the pages or the year after it."""
    text = re.sub(r",?\s*(?:s|ss|pp?|sid)\.?\s*\d.*$|,\s*(?:s|ss|pp?|sid)$", "", text)
    return re.sub(rf",?\s*{_Y}$", "", text.strip(" .,;:")).strip(" .,;:")


def _type_of(text: str, authors: tuple[Author, ...], fields: _Rest, url: str | None) -> str:
    title = fields.title or ""
    if _THESIS.search(text):
        return "thesis"
    if _LAW.search(title) or (authors and _LAW.search(authors[0].organization or "")):
        return "law"
    if fields.chapter:
        return "chapter"
    if fields.container and (fields.volume or fields.issue or _PERIODICAL.search(fields.container)):
        return "article"
    if _REPORT.search(text):
        return "report"
    if fields.publisher and (_PUBLISHER.search(fields.publisher) or not url):
        return "book"
    if url:
        return "web"
    return "article" if fields.pages and fields.container else "other"
