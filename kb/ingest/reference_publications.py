"""What follows authors and year in an entry of a reference list: title, container, publisher, pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.ingest.names import UPPER
from kb.ingest.organizations import looks_like_organization
from kb.ingest.reference_authors import EDITOR_MARK, read_reference_authors

if TYPE_CHECKING:
    from kb.ingest.draft import Author

_Y = r"(?:1[5-9]|20)\d\d"
UNDATED = r"u\.\s?å\.?|uå\.?|udatert|n\.\s?d\.?|u\.\s?d\.?|i trykk|in press|under utgivelse|forthcoming"
DATED = re.compile(
    rf"[(\[]\s*(?:(?P<year>{_Y}(?:\s?[-–/]\s?{_Y})?)\s?(?P<letter>[a-k])?(?![\w])"
    rf"|(?P<undated>{UNDATED}))[^()\[\]]{{0,40}}[)\]]",
    re.IGNORECASE,
)
ANY_YEAR = re.compile(rf"(?<![\d/.-])({_Y})(?![\d/-])")
_ABBREVIATED = re.compile(
    r"(?:(?<!\w)(?:[A-ZÆØÅ]|Meld|St|prp|Prop|Ot|Innst|nr|Nr|no|No|dr|Dr|vs|jf|bl|mfl|kl|ca|vol|Vol|pp"
    r"|eks|dvs|utg|red|ed|Ed|Eds|mv|osv|rev|inkl|art|kap|s|f|o|m|u|a|v)|St\.meld|St\.prp|Ot\.prp|m\.m"
    r"|f\.eks)$"
)
SENTENCE_END = re.compile(rf"[.?!…](?=\s+[{UPPER}\d«\"“(\[<]|\s*$)")
_DETAIL = re.compile(
    r"\s*[(\[](?=[^()\[\]]*(?:\butg|opplag|\bed\b|edition|\brev\b|\bvol|bind|rapport|report|master"
    r"|doktor|ph\.?\s?d|avhandling|dissertation|thesis|\bnr\b|\bno\b"
    r"|meld|prop|\bnou\b|\bs\.|\bpp?\.|overs|trans|\d\s*\.?\s*u\b|innst|notat|paper|LOV"
    r"|FoU))[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)?[)\]]\.?",
    re.IGNORECASE,
)
# Particulars that stand right after a title, so that all before them is the title, full stops and all.
_AFTER_TITLE = re.compile(
    r"\butg|opplag|edition|master|doktor|ph\.?\s?d|avhandling|dissertation|thesis|rapport|report|LOV",
    re.IGNORECASE,
)
_SERIES = re.compile(
    r"(?P<series>(?:NOU|Meld\.?\s?St\.?|St\.?\s?meld\.?|St\.?\s?prp\.?|Ot\.?\s?prp\.?|Prop\.?"
    r"|Innst\.?)\s?(?:nr\.?\s?)?\d[\w\s:]{0,14}?(?:\(\d{4}\s?[-–]\s?\d{4}\))?)[.:,]\s+(?=\S{3})"
)
_DESCRIBED = re.compile(r"\s*\[[^\[\]]{2,80}\]$")  # "Rom [Video]"
_TOWNS = frozenset(
    {
        "Oslo",
        "Bergen",
        "Trondheim",
        "Kristiansand",
        "Stavanger",
        "Tromsø",
        "London",
        "New York",
        "København",
        "Stockholm",
        "Lillehammer",
        "Bodø",
        "Lund",
        "Göteborg",
        "Cambridge",
        "Oxford",
        "Chicago",
    }
)
_COMMA_PLACE = re.compile(r",\s(?:" + "|".join(sorted(_TOWNS)) + r")[,:]\s(?=[A-ZÆØÅ])")
_COMMA_PUBLISHER = re.compile(r",\s[A-ZÆØÅ][\w-]+,\s(?P<publisher>[A-ZÆØÅ][^,.]{2,60})\.?\s*$")
_QUOTED = re.compile(r"^[«\"“”„'‘](?P<title>.{2,300}?)[»\"“”’'](?=[\s.,;:(]|$)[.,;:]?\s*")
# An apostrophe inside is followed by a letter or a space, the closing mark by a stop.
_QUOTED_SINGLE = re.compile(r"^[‘'](?P<title>[^‘]{2,300}?)[’'](?=[.,;:(]|\s*\(|$)[.,;:]?\s*")
_IN = re.compile(
    rf"(?:^|(?<=[.?!»”\",]))\s*(?:I|In|i|in)\s?:\s*(?=\S)|(?<=[.?!»”\"])\s*(?:I|In)\s+(?=[{UPPER}«])"
    rf"|,\s+i\s+(?=[{UPPER}][^\d]{{0,80}}\((?:red|ed))"
)
# "Dødshjelp. (1998). I M. Dahl (red.), Leksikon": the title stands in the author's place.
_IN_FIRST = re.compile(rf"(?:I|In)\s?:?\s+(?=[{UPPER}])")
PUBLISHER = re.compile(
    r"forlag|forlaget|press\b|press(?=$)|gyldendal|cappelen|damm|aschehoug|universitetsbok|publish"
    r"|publications|sage\b|routledge|springer|wiley|palgrave|studentlitteratur"
    r"|pearson|elsevier|macmillan|mcgraw|prentice|norton|blackwell|penguin|tano|samlaget|abstrakt|pax\b"
    r"|spartacus|books\b|books$|hans reitzel|liber\b|elgar|emerald|polity"
    r"|vigmostad|dreyer|kommuneforlaget|novus|unipub|cambridge|oxford|høyskoleforlaget|ad notam|verlag"
    r"|company|houghton|free press|free\b$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    rf"^(?P<place>[{UPPER}][\w./&'-]+(?:[ ,/]+(?:og |and "
    rf"|& )?[{UPPER}][\w.'-]*){{0,3}})\s*:\s*(?P<publisher>[^.:;]{{2,80}})"
)
_JOURNAL = re.compile(
    r"^(?P<container>[^()\d]{3,140}?)[\s,.;:]+(?:(?:vol(?:ume)?|årg(?:ang)?"
    r"|bind)\.?\s*)?(?P<volume>\d{1,4})(?![\d-])(?!\s?[-–]\s?\d)\s*[.,]?\s*(?:\(\s*(?P<issue>[^()]{1,14})\)"
    r"|[,.]?\s*(?:nr|no|issue|hefte)\.?\s*(?P<issue2>[\d/–-]+))?"
    r"[\s,:.;]*(?:(?:s|ss|pp?|side[nr]?|sidene)\.?\s*)?(?P<pages>\d{1,5}\s?[-–]\s?\d{1,5}"
    r"|[eE]?\d{1,7}(?=\s*(?:\.|$)))?",
    re.IGNORECASE,
)
_JOURNAL_ISSUE = re.compile(
    r"^(?P<container>[^()\d]{3,140}?)[\s,.;:]+(?:nr|no"
    r"|hefte)\.?\s*(?P<issue>\d+(?:[-–/]\d+)?)[\s,:.;]*(?:(?:s|pp?"
    r"|side[nr]?)\.?\s*)?(?P<pages>\d+\s?[-–]\s?\d+)?",
    re.IGNORECASE,
)
_JOURNAL_PAGES = re.compile(
    r"^(?P<container>[^()\d]{3,140}?)[\s,.;:]+(?:(?:s|ss|pp?"
    r"|side[nr]?)\.?\s*)?(?P<pages>\d{1,4}\s?[-–]\s?\d{1,4})\s*\.?\s*$",
    re.IGNORECASE,
)
_PAGES = re.compile(r"(?<!\w)(?:s|ss|pp?|sid|sidene|side)\.?\s*(?P<pages>\d+\s?[-–]\s?\d+)", re.IGNORECASE)
PERIODICAL = re.compile(
    r"tidsskrift|journal|review|quarterly|tidskrift|studies|research|forskning|magasin|annals|stat & styring",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Publication:
    """What follows authors and year."""

    title: str | None = None
    container: str | None = None
    publisher: str | None = None
    editors: tuple[Author, ...] = ()
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    chapter: bool = False


def read_publication(rest: str) -> Publication:
    rest = rest.lstrip(" .,:;–-)")
    if not rest.strip(" ."):
        return Publication()
    quoted = _QUOTED_SINGLE.match(rest) or _QUOTED.match(rest)
    if quoted:
        title, tail = quoted["title"].strip(" .,"), rest[quoted.end() :]
        into = re.match(r"\s*(?:(?:I|In|i|in)\s?:?\s+)(?=\S)", tail)
        return _read_host(title, tail[into.end() :]) if into else _read_after_title(title, tail)
    alone = _IN_FIRST.match(rest)
    if alone and EDITOR_MARK.search(rest[:160]):
        return _read_host("", rest[alone.end() :])
    into = _IN.search(rest)
    if into and into.start() > 2:
        return _read_host(rest[: into.start()].strip(" .,"), rest[into.end() :])
    place = _PLACE.match(rest)
    if place and place["place"].split(" ")[0].rstrip(",/") in _TOWNS:
        return Publication(publisher=_plain_publisher(place["publisher"]))  # sorted under its title
    series = _SERIES.match(rest)
    if series:
        rest = rest[series.end() :]
    end = _end_with_subtitle(rest, _end_of_title(rest))
    found = _read_after_title(rest[:end].strip(" .,;:"), rest[end:])
    return replace(found, container=found.container or series["series"].strip()) if series else found


def _end_of_title(rest: str) -> int:
    detail = _DETAIL.search(rest)
    limit = detail.start() if detail and detail.start() > 1 else len(rest)
    named = rest[:limit]
    if detail and limit < 240 and _AFTER_TITLE.search(detail[0]) and len(SENTENCE_END.findall(named)) <= 2:
        later = named.split(". ", 1)[-1] if ". " in named else ""
        if not (PUBLISHER.search(later) or PERIODICAL.search(later) or named[-1].isdigit()):
            return limit
    placed = _COMMA_PLACE.search(rest, 3, limit)  # "Rom ofte, Oslo, Gyldendal"
    other = _COMMA_PUBLISHER.search(rest, 3) if placed is None else None  # "Rom ofte, Farsund, Fjordforlaget"
    placed = other if other and PUBLISHER.search(other["publisher"]) and other.start() < limit else placed
    limit = placed.start() if placed else limit
    for match in SENTENCE_END.finditer(rest, 0, limit):
        if match[0] == "." and _ABBREVIATED.search(rest[max(0, match.start() - 12) : match.start()]):
            continue
        return match.end() if match[0] in "?!" else match.start()
    return limit


def _end_with_subtitle(rest: str, end: int) -> int:
    """The end of a title that has a full stop in it: "Klokt arbeid. Mellom to stoler. Oslo: Forlaget"."""
    second = SENTENCE_END.search(rest, end + 1)
    if second is None:
        return end
    subtitle, following = rest[end : second.start()].strip(" .,;:"), rest[second.end() :].strip()
    journal = _JOURNAL.match(following)
    published = (
        _PLACE.match(following)
        or PUBLISHER.search(re.split(r"[.,]", following)[0])
        or (journal and journal["issue"] and len(journal["container"].split()) > 1)
    )
    ordinary = (
        len(subtitle.split()) >= 2 and not subtitle[:1].isdigit() and not re.search(r"[()\d]", subtitle)
    )
    closing = (
        not following
        and len(subtitle.split()) >= 3
        and _is_in_small_letters(subtitle)
        and (subtitle.startswith(("Om ", "En ", "Et ", "Ei ")) or not looks_like_organization(subtitle))
    )
    foreign = (
        PUBLISHER.search(subtitle)
        or PERIODICAL.search(subtitle)
        or _PLACE.match(subtitle)
        or _ABBREVIATED.search(subtitle)
    )
    return second.start() if (published or closing) and ordinary and not foreign else end


def _is_in_small_letters(text: str) -> bool:
    """Whether most words begin small, as in a sentence and not as in a name."""
    words = text.split()
    return sum(word[:1].islower() for word in words) * 2 >= len(words)


def _read_host(title: str, text: str) -> Publication:
    """The book, encyclopedia or site in which something stands: "Dahl, A. (red.), Boktittel (s. 1-20). Forlag"."""
    title = _DETAIL.sub("", title).strip(" .,")
    pages = _PAGES.search(text)
    editors: tuple[Author, ...] = ()
    mark = EDITOR_MARK.search(text)
    if mark:
        editors = read_reference_authors(text[: mark.start()])
        text = text[mark.end() :]
    text = text.lstrip(" .,:;")
    dated = DATED.match(text)
    if dated:
        text = text[dated.end() :].lstrip(" .,:;")
    quoted = _QUOTED_SINGLE.match(text) or _QUOTED.match(text)
    if quoted:
        container, tail = quoted["title"], text[quoted.end() :]
    else:
        end = _end_of_title(text)
        comma = re.search(rf",\s+(?=s\.|pp?\.|\d|[{UPPER}]\w+:\s)", text[:end])
        end = comma.start() if comma else end
        container, tail = text[:end], text[end:]
    return Publication(
        title or None,
        container.strip(" .,;:") or None,
        _read_publisher(tail),
        editors,
        pages=_tidy_pages(pages["pages"]) if pages else None,
        chapter=bool(mark or pages),
    )


def _read_after_title(title: str, tail: str) -> Publication:
    """What follows the title: a journal with its numbers, a place and a publisher, or a site."""
    tail = (
        _DETAIL.sub(". ", tail).strip(" .,;:")
        if not re.match(r"[^()]*\d\s*\(\d", tail)
        else tail.strip(" .,;:")
    )
    tail = re.sub(r"^Fra\s+(?=[A-ZÆØÅ])", "", tail)
    title_or_none = _DESCRIBED.sub("", title) or None
    if not tail:
        return Publication(title_or_none)
    if _PLACE.match(tail) or PUBLISHER.search(tail.split(".")[0].split(",")[0]):
        pages = _PAGES.search(tail) or re.search(r"(?P<pages>\d+\s?[-–]\s?\d+)\s*$", tail)
        journal = _JOURNAL.match(tail)  # "Information Polity, 23(1)" is none of the Polity Press
        if not journal or not (journal["issue"] and journal["pages"]):
            return Publication(
                title_or_none,
                publisher=_read_publisher(tail),
                pages=_tidy_pages(pages["pages"]) if pages else None,
            )
    for pattern in (_JOURNAL, _JOURNAL_ISSUE, _JOURNAL_PAGES):
        match = pattern.match(tail)
        if match and not ANY_YEAR.fullmatch(match.groupdict().get("volume") or ""):
            found = match.groupdict()
            pages = _PAGES.search(tail)
            return Publication(
                title_or_none,
                found["container"].strip(" .,;:"),
                volume=found.get("volume"),
                issue=found.get("issue") or found.get("issue2"),
                pages=_tidy_pages(found.get("pages") or (pages["pages"] if pages else None)),
            )
    publisher = _read_publisher(tail)
    if publisher and PUBLISHER.search(publisher):
        return Publication(title_or_none, publisher=publisher)
    first = tail[: _end_of_title(tail)].strip(" .,;:")
    return Publication(title_or_none, first if first and first not in _TOWNS else None)


def _tidy_pages(pages: str | None) -> str | None:
    return re.sub(r"\s*[-–]\s*", "–", pages) if pages else None


def _read_publisher(tail: str) -> str | None:
    tail = EDITOR_MARK.sub("", _DETAIL.sub(". ", tail)).strip(" .,;:")
    tail = re.sub(
        r"^(?:\d{1,2}\.?\s?(?:utg(?:ave|åve)?|opplag|ed)\w*\.?,?\s*)", "", tail, flags=re.IGNORECASE
    )
    for sentence in re.split(r"(?<=[^\W\d]{3})\.\s+|(?<=\))\s*\.?\s*", tail):
        named = sentence.strip(" .,;:")
        place = _PLACE.match(named)
        if place:
            return _plain_publisher(place["publisher"])
        if PUBLISHER.search(named) and len(named) < 80:
            placed = _COMMA_PUBLISHER.match(f", {named}")  # "Oslo, Fjordforlaget"
            return _plain_publisher(placed["publisher"] if placed else named)
    first = re.split(r"\.\s", tail)[0].strip(" .,;:")
    return first if first and len(first) < 60 and not re.match(r"(?:s|pp?)\.\s*\d|\d", first) else None


def _plain_publisher(text: str) -> str:
    """A publisher's name without the pages or the year after it."""
    text = re.sub(r",?\s*(?:s|ss|pp?|sid)\.?\s*\d.*$|,\s*(?:s|ss|pp?|sid)$", "", text)
    return re.sub(rf",?\s*{_Y}$", "", text.strip(" .,;:")).strip(" .,;:")
