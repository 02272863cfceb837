"""The title page read apart: title, parallel title, authors, year, institution, programme."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.ingest.cover_lines import DEGREE_WORD, MONTH, PROGRAMME, CoverLine, tidy_lines
from kb.ingest.institutions import INSTITUTION, find_institution
from kb.ingest.language import is_english_title
from kb.ingest.parallel_covers import part_languages
from kb.ingest.people import drop_academic_titles, find_full_names, is_full_name, is_known_given_name
from kb.ingest.source import LineRole
from kb.ingest.study_programmes import find_programme
from kb.ingest.titles import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_BOILERPLATE = re.compile(
    r"fakultet|faculty|institutt\b|institute\b|department of"
    r"|^(?:avdeling|senter|school|handelsh[øo][gy]skole\w*)\b(?: for\b| of\b|$| ved\b| \()"
    r"|studiepoeng|\bects\b|^(?:inn)?lever(?:t|ing|a)|kandidatn|kandidat nr|candidate n|emnekode|^emne:|course code"
    r"|antall ord|word count|jeg bekrefter|vi bekrefter|^[^?]{0,20}\bstud(?:ium|ieprogram)\s*:|studentn(?:r|ummer)"
    r"|^(?:hoved|bi|med)?(?:veileder\w{0,3}|rettleiar\w{0,3}|(?:co-)?supervisors?|forfatter\w{0,2}|forfattar\w{0,2}|authors?)"
    r"(?:\s*:|$|(?-i:(?:\s+[A-ZÆØÅ][\w.-]+){2,5})$)"
    r"|^(?:dato|date|submitted|levert)\b|^semester|vår(?:en)?\s+20|høst(?:en)?\s+20|haust(?:en)?\s+20|copyright|©|http"
    r"|www\.|isbn|oppgaven er (?:godkjent|en del)|^campus|^av$|^by$|emneord|stikkord|sidetall|antall sider"
    r"|page numbers|^navn\b|^namn\b"
    r"|bekreftar|stadfestar|samtykker"
    r"|^(?:trykk|print(?:ed)?)\b[^?]*:|^studiested|^fag:|^utarbeid(?:et|d) av|bibliotek(?:et|ets)?\b.* ja\b",
    re.IGNORECASE,
)
_BY = (
    r"forfattar|forfatter|skrevet av|skriven av|utarbeid(?:et|d) av|av|by|author|student|kandidat"
    r"|navn(?: på kandidat)?|navn / kandidatn\w*|namn|©(?:\s*(?:20|19)\d\d)?"
)
_TITLE_LABEL = re.compile(
    r"^(?:norsk |norwegian )?(?P<under>under)?(?P<english>engelsk |english )?"
    r"(?:oppgavens |(?:master['’]?s? )?thesis )?(?:tittel|title)"
    r"(?:\s+(?:på|of|på engelsk)\b[^:]{0,40})?\s*(?:\([^)]{0,30}\))?\s*:\s*(?P<text>.*)$",
    re.IGNORECASE,
)
_YEAR = re.compile(
    rf"(?:{MONTH})[\s,–-]*(20\d\d|19[89]\d)|(20\d\d|19[89]\d)\s+(?:vår|høst|haust|spring|autumn)"
    rf"|\b\d{{1,2}}[./-]\d{{1,2}}[./-](20\d\d|\d\d)\b",
    re.IGNORECASE,
)
_BARE_YEAR = re.compile(r"^(?:[\w\s,.:–-]{0,30}\s|.{0,80}, )?(20[0-4]\d|19[89]\d)$")
_YEAR_BESIDE = re.compile(r"^(?:©|år\b|master\w*).{0,60}?\b(20[0-4]\d|19[89]\d)\b", re.IGNORECASE)
_CODE = re.compile(r"^[A-ZÆØÅ]{2,6}[\s-]?\d{2,5}[A-Z]?(?:[\s-]\d)?\b")
_ADDRESS = re.compile(
    r"\b\d{4} [A-ZÆØÅ][a-zæøå]+$|(?:veg(?:en)?|vei(?:en)?|gata|gate) \d+\w?$|^postboks|\.no$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Cover:
    title: str | None = None
    title_en: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    institution: str | None = None
    programme: str | None = None
    supervisors: tuple[str, ...] = ()


def find_year(text: str) -> int | None:
    """The year of the first date in a text ("juni 2023", "09.06.23")."""
    match = _YEAR.search(text)
    if not match:
        return None
    digits = match[1] or match[2] or match[3]
    if len(digits) == 4:
        return int(digits)
    # No year before 1980 is read, so that two digits tell their century.
    return int(digits) + (1900 if int(digits) >= 80 else 2000)


def read_cover(lines: Sequence[CoverLine], language: str = "nb") -> Cover:
    """What a title page says; what it does not say is None.

    Of a title page in two languages, the part in the ``language`` of the thesis is read, and of an English part beside
    it only the title.
    """
    for norwegian, english in part_languages(lines):
        own, parallel = (english, norwegian) if language == "en" else (norwegian, english)
        cover = _read_part(own, language)
        if cover.title:
            return _completed(cover, _read_part(parallel, "nb" if language == "en" else "en"), language)
    return _read_part(lines, language)


def _completed(cover: Cover, parallel: Cover, language: str) -> Cover:
    """The cover with what only the part in the other language says."""
    title_en = ": ".join(part for part in (parallel.title, parallel.subtitle) if part)
    return replace(
        cover,
        title_en=cover.title_en or (title_en if title_en and language != "en" else None),
        authors=cover.authors or parallel.authors,
        year=cover.year or parallel.year,
        institution=cover.institution or parallel.institution,
        programme=cover.programme or parallel.programme,
        supervisors=cover.supervisors or parallel.supervisors,
    )


def _read_part(lines: Sequence[CoverLine], language: str) -> Cover:
    lines = tidy_lines(lines)
    groups = _group(lines)
    texts = [" ".join(line.text for line in group) for group in groups]
    people = _without_english_titles([_people_in(group) for group in groups], language)
    supervisors = tuple(
        dict.fromkeys(
            name
            for text in texts
            for name in _labelled(text, r"(?:hoved|bi|med)?(?:veileder|rettleiar)|(?:co-)?supervisor")
        )
    )
    authors = tuple(dict.fromkeys(name for names in people for name in names if name not in supervisors))
    titles = [
        (group, text)
        for group, text, names in zip(groups, texts, people, strict=True)
        if not names and _may_be_title(text)
    ]
    styled = [
        (group, text)
        for group, text in titles
        if any(line.hint and line.hint.role is LineRole.TITLE for line in group)
    ]
    title, subtitle, title_en = _pick_titles(styled + [t for t in titles if t not in styled])
    labelled = _labelled_titles(lines)
    # "Title. Subtitle" after a label says in one what a title page sets apart.
    if labelled and not (title and subtitle and fold(labelled["title"]).startswith(fold(title))):
        title, subtitle, title_en = labelled.get("title"), labelled.get("subtitle"), labelled.get("title_en")
    return Cover(
        title=title,
        title_en=title_en,
        subtitle=subtitle,
        authors=authors,
        year=_cover_year(lines),
        institution=find_institution("\n".join(texts), language),
        programme=find_programme(lines),
        supervisors=supervisors,
    )


def _labelled_titles(lines: Sequence[CoverLine]) -> dict[str, str]:
    """The titles of a form that labels them: "Tittel på masteroppgave: ...", "Engelsk tittel: ..."."""
    found: dict[str, str] = {}
    for n, line in enumerate(lines):
        match = _TITLE_LABEL.match(line.text)
        if match is None:
            continue
        text = match["text"].strip()
        if not text and n + 1 < len(lines):
            text = lines[n + 1].text
        field = "subtitle" if match["under"] else "title_en" if match["english"] else "title"
        if text:
            found.setdefault(field, text)
    return found if "title" in found else {}


def _group(lines: Sequence[CoverLine]) -> list[list[CoverLine]]:
    """Lines that stand together: a title often runs over two or three."""
    gaps = [line.gap for line in lines[1:]]
    close = min(gaps, default=0)
    # A page set with one and the same distance between all lines tells nothing of what belongs together.
    close = close if gaps and max(gaps) > close else -1
    groups: list[list[CoverLine]] = []
    for line in lines:
        goes_on = (
            groups
            and groups[-1][-1].hint == line.hint
            and (line.gap <= close or _carries_on(groups[-1][-1], line))
            and not _begins_anew(groups[-1][-1], line)
        )
        if goes_on and not _alone(groups[-1][-1].text) and not _alone(line.text):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _carries_on(before: CoverLine, line: CoverLine) -> bool:
    """Whether a line can only be the rest of the one above."""
    return line.text[:1].islower() or before.text.endswith(
        (",", "-", " og", " i", " av", " for", " på", " med", " of", " and", " in")
    )


def _begins_anew(before: CoverLine, line: CoverLine) -> bool:
    """Whether a line under a title is a subtitle or parallel title: the line above ended early, and on purpose."""
    first = line.text.split()[0]
    if first[:1] in "…–-" and len(first) <= 3 and not before.text.endswith("-"):
        return True
    if (
        not first[:1].isupper()
        or first[1:2].isupper()
        or first.startswith("Nav")
        or _carries_on(before, line)
    ):
        return False
    if before.text.endswith(("?", ":", ".")):
        return True
    if is_english_title(line.text) != is_english_title(before.text):
        return True
    if len(before.text) + 1 + len(first) < len(line.text):
        return True
    # Inside a Norwegian title hardly a word but a name begins with a capital, and few lines are a name alone.
    return not is_english_title(line.text) and len(line.text.split()) > 2 and not line.text.istitle()


def _alone(text: str) -> bool:
    return bool(
        DEGREE_WORD.match(text)
        or is_full_name(text)
        or _labelled(text, _BY)
        or (_BOILERPLATE.search(text) and len(text) < 80)
        or INSTITUTION.fullmatch(text.strip())
        or _CODE.match(text)
        or PROGRAMME.match(text)
    )


def _people_in(group: Sequence[CoverLine]) -> list[str]:
    text = " ".join(line.text for line in group)
    if labelled := _labelled(text, _BY):
        return labelled
    names = []
    for line in group:
        # Candidates' numbers may stand beside their names.
        unnumbered = re.sub(r"\s\d{2,4}(?=\s|$)", ",", line.text)
        parts = [part for part in re.split(r"\s*(?:,|&|\bog\b|\band\b)\s*", unnumbered) if part.strip()]
        if not parts or not all(is_full_name(part) for part in parts):
            return []
        names += [_without_rank(part.strip()) for part in parts]
    return names


def _without_english_titles(people: Sequence[list[str]], language: str) -> list[list[str]]:
    """The people of each group; where some have given names that are known, a title in English, whose words have
    capitals as names have, is none of them."""
    known = any(is_known_given_name(name.split()[0]) for names in people for name in names)
    if language != "en" or not known:
        return list(people)
    return [names if any(is_known_given_name(name.split()[0]) for name in names) else [] for names in people]


def _without_rank(name: str) -> str:
    """A name without the title in front of it: "Politioverbetjent Kari Fjell"."""
    words = name.split()
    ranked = len(words) > 2 and not is_known_given_name(words[0]) and is_known_given_name(words[1])
    return " ".join(words[1:]) if ranked else name


def _labelled(text: str, label: str) -> list[str]:
    """The names after a label such as "Veileder:"."""
    match = re.match(
        rf"(?:{label})(?:e|ar|ne|ane|s|\(e\))?\s*:?\s+(.+)$", text.strip(), re.IGNORECASE | re.DOTALL
    )
    return find_full_names(drop_academic_titles(match[1])) if match and len(match[1]) < 120 else []


def _may_be_title(text: str) -> bool:
    if len(text) < 8 or len(text) > 320 or (len(text.split()) < 2 and len(text) < 12):
        return False
    if DEGREE_WORD.match(text) or PROGRAMME.match(text) or _CODE.match(text) or _ADDRESS.search(text):
        return False
    institution = INSTITUTION.match(text)
    if institution and not re.search(r"[a-zæøå]{3}", text[institution.end() :]):
        return False
    return (
        not (_BOILERPLATE.search(text) and not text.rstrip().endswith("?"))
        and not re.fullmatch(r"[\d\s./:-]+", text)
        and not _BARE_YEAR.match(text)
        and not (find_year(text) and len(text) < 40)
    )


def _pick_titles(
    titles: Sequence[tuple[Sequence[CoverLine], str]],
) -> tuple[str | None, str | None, str | None]:
    """Title, subtitle and English title, from the groups of lines that may hold them."""
    texts = list({fold(text): text.strip(" *_") for _, text in titles}.values())
    if not texts:
        return None, None, None
    title = texts[0]
    subtitle = title_en = None
    for n, text in enumerate(texts[1:3], start=1):
        if is_english_title(text) and not is_english_title(title):
            title_en = title_en or _with_subtitle(text, texts[n + 1 : n + 2])
        elif subtitle is None and text == texts[1]:
            subtitle = text.strip(" -–")
    return title.rstrip(":"), subtitle, title_en


def _with_subtitle(title: str, below: Sequence[str]) -> str:
    """An English title with the English subtitle below it."""
    subtitle = next((text for text in below if is_english_title(text)), None)
    return f"{title.rstrip(':')}: {subtitle.strip(' -–')}" if subtitle and ": " not in title else title


def _cover_year(lines: Sequence[CoverLine]) -> int | None:
    """The year of the first date; else one that ends a line; else one beside the degree or a copyright sign."""
    texts = [line.text.strip() for line in lines]
    for text in texts:
        if years := [find_year(text[match.start() :]) for match in _YEAR.finditer(text)]:
            return years[-1]
    for pattern in (_BARE_YEAR, _YEAR_BESIDE):
        if match := next((found for text in texts if (found := pattern.match(text))), None):
            return int(match[1])
    return None
