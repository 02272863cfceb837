"""The title page read apart: title, parallel title, authors, year, institution, programme."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.ingest.language import is_english_title
from kb.ingest.people import find_full_names, is_full_name, is_known_given_name
from kb.ingest.source import LineHint, LineRole

if TYPE_CHECKING:
    from collections.abc import Sequence

# Institutions whose names no pattern gives; the others are called "Høgskolen i X", "Universitetet i X" or
# "University of X".
_NAMED = (
    "Oslo og Akershus|Sogn og Fjordane|Buskerud og Vestfold",
    (
        "Høgskolen Kristiania|Høyskolen Kristiania|Nord universitet|OsloMet(?: [–-] storbyuniversitetet)?|NTNU|NMBU"
        "|Norges teknisk-naturvitenskapelige universitet|Norges miljø- og biovitenskapelige universitet"
        "|VID vitenskapelige høgskole|MF vitenskapelig høyskole|Handelshøyskolen BI|BI Norwegian Business School"
        "|Norges Handelshøyskole|Politihøgskolen|NLA Høgskolen|Diakonhjemmet Høgskole|Dronning Mauds Minne"
        "|UiT Norges arktiske universitet|Lovisenberg diakonale høgskole"
    ),
)
INSTITUTION = re.compile(
    rf"(?:{_NAMED[1]}|Universitetet i Tromsø(?: [–-] Norges arktiske universitet)?"
    rf"|[A-ZÆØÅ]\w*(?:øgskol|øyskol|øgskul)en (?:i|på) (?:{_NAMED[0]}|[A-ZÆØÅ][\w-]+)"
    r"|Universitetet (?:i|på) [A-ZÆØÅ][\w-]+"
    r"|(?:[A-Z][\w.-]+ ){1,4}University(?: College)?(?: of (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+){0,2})?"
    r"|University(?: College)? of (?:the )?[A-Z][\w-]+(?:(?: of)? [A-Z][\w-]+){0,3})"
)
_PROGRAMME = re.compile(
    r"^(?:(?:erfaringsbasert|erfaringsbasert, )?\s*master(?:studium|studiet|studie|program(?:met)?"
    r"|gradsstudium|gradsstudie|grad(?:en)?|utdanning|['’]s (?:programme|program|degree|thesis))?"
    r"(?:oppgave|oppgåve)?\s+(?:i|of|in)\b"
    r"|master of\b|executive master|mba\b|\w+master\b)",
    re.IGNORECASE,
)
_DEGREE_WORD = re.compile(
    r"^(?:master(?:oppgave|oppgåve|avhandling|gradsoppgave|’s thesis|'s thesis| thesis)?|thesis|avhandling"
    r"|mastergradsoppgave)\W*$",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"fakultet|faculty|institutt\b|institute|department|avdeling for|senter for|studiepoeng|ects|innlever"
    r"|kandidatn|kandidat nr|candidate|emnekode|emne:|course code|antall ord|word count|jeg bekrefter|vi bekrefter"
    r"|veileder|rettleiar|supervisor|forfatter|author|student(?:nr|nummer)|dato|date|levert|submitted"
    r"|semester|vår(?:en)?\s+20|høst(?:en)?\s+20|haust|copyright|©|http|www\.|isbn|studium|studieprogram"
    r"|oppgaven er|campus|^av$|^by$|emneord|stikkord|sidetall|antall sider|^navn:|bekreftar|stadfestar",
    re.IGNORECASE,
)
_LABEL_ALONE = re.compile(
    r"^(?:veileder(?:e|ne)?|rettleiar(?:ar|ane)?|supervisors?|forfatter(?:e|ne)?|forfattar(?:ar)?|authors?|student"
    r"|skrevet av)\s*:?$",
    re.IGNORECASE,
)
_TITLE_LABEL = re.compile(
    r"^(?:norsk |norwegian )?(?P<under>under)?(?P<english>engelsk |english )?(?:tittel|title)"
    r"(?:\s+(?:på|of|på engelsk)\b[^:]{0,40})?\s*(?:\([^)]{0,30}\))?\s*:\s*(?P<text>.*)$",
    re.IGNORECASE,
)
_MONTH = (
    r"januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|january"
    r"|february|march|may|june|july|october|december|vår(?:en)?|våren|høst(?:en)?|haust(?:en)?|spring|autumn|fall"
)
_YEAR = re.compile(
    rf"(?:{_MONTH})[\s,]*(20\d\d|19[89]\d)|(20\d\d|19[89]\d)\s+(?:vår|høst|haust|spring|autumn)"
    rf"|\b\d{{1,2}}[./-]\d{{1,2}}[./-](20\d\d|\d\d)\b",
    re.IGNORECASE,
)
_BARE_YEAR = re.compile(r"^(?:[\w\s,.:]{0,30}\s)?(20[0-4]\d|19[89]\d)$")


@dataclass(frozen=True, slots=True)
class CoverLine:
    text: str
    gap: int  # empty lines above
    hint: LineHint | None = None


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


def read_cover(lines: Sequence[CoverLine]) -> Cover:
    """What a title page says; what it does not say is None."""
    lines = _tidy(lines)
    groups = _group(lines)
    texts = [" ".join(line.text for line in group) for group in groups]
    people = [_people_in(group) for group in groups]
    supervisors = tuple(
        name for text in texts for name in _labelled(text, r"veileder|veiledere|rettleiar|supervisor")
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
    if labelled := _labelled_titles(lines):
        title, subtitle, title_en = labelled.get("title"), labelled.get("subtitle"), labelled.get("title_en")
    return Cover(
        title=title,
        title_en=title_en,
        subtitle=subtitle,
        authors=authors,
        year=_cover_year(lines),
        institution=next((match[0] for text in texts if (match := INSTITUTION.search(text))), None),
        programme=_programme(lines),
        supervisors=supervisors,
    )


def _tidy(lines: Sequence[CoverLine]) -> list[CoverLine]:
    """The lines with a label and the name below it on one line, and names and institutions out of capitals."""
    tidy: list[CoverLine] = []
    for line in lines:
        text = _out_of_capitals(line.text)
        before = tidy[-1] if tidy else None
        if before is not None and _LABEL_ALONE.match(before.text) and find_full_names(text):
            tidy[-1] = CoverLine(f"{before.text.rstrip(' :')}: {text}", before.gap, before.hint)
        else:
            tidy.append(CoverLine(text, line.gap, line.hint))
    return tidy


def _out_of_capitals(text: str) -> str:
    """A person, institution or programme set in capitals as it is written elsewhere; a title stays as it stands."""
    if not text.isupper():
        return text
    name = text.title()
    if is_full_name(name) and is_known_given_name(name.split()[0]):
        return name
    label, colon, rest = text.partition(":")
    if colon and rest.strip():
        return f"{label}:{' ' + _out_of_capitals(rest.strip())}"
    if _PROGRAMME.match(text):
        return text.capitalize()
    institution = re.sub(r"\b(?:I|Og|På|Of|The|For)\b", lambda word: word[0].lower(), name)
    return institution if INSTITUTION.fullmatch(institution) else text


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
    if (
        not first[:1].isupper()
        or first[1:2].isupper()
        or first.startswith("Nav")
        or _carries_on(before, line)
    ):
        return False
    if before.text.endswith(("?", ":")):
        return True
    if is_english_title(line.text) != is_english_title(before.text):
        return True
    return len(before.text) + 1 + len(first) < len(line.text)


def _alone(text: str) -> bool:
    return bool(
        _DEGREE_WORD.match(text)
        or is_full_name(text)
        or (_BOILERPLATE.search(text) and len(text) < 80)
        or INSTITUTION.fullmatch(text.strip())
    )


def _people_in(group: Sequence[CoverLine]) -> list[str]:
    text = " ".join(line.text for line in group)
    if labelled := _labelled(
        text, r"forfattar|forfatter|skrevet av|skriven av|av|by|author|student|kandidat|navn|namn"
    ):
        return labelled
    names = []
    for line in group:
        parts = re.split(r"\s*(?:,|&|\bog\b|\band\b)\s*", line.text)
        if all(is_full_name(part) for part in parts if part):
            names += [part.strip() for part in parts if part]
        else:
            return []
    return names


def _labelled(text: str, label: str) -> list[str]:
    """The names after a label such as "Veileder:"."""
    match = re.match(
        rf"(?:{label})(?:e|ar|ne|ane|s|\(e\))?\s*:?\s+(.+)$", text.strip(), re.IGNORECASE | re.DOTALL
    )
    return find_full_names(match[1]) if match and len(match[1]) < 120 else []


def _may_be_title(text: str) -> bool:
    if len(text) < 8 or len(text) > 320 or (len(text.split()) < 2 and len(text) < 12):
        return False
    if _DEGREE_WORD.match(text) or _PROGRAMME.match(text) or INSTITUTION.fullmatch(text.strip()):
        return False
    return (
        not (_BOILERPLATE.search(text) and not text.rstrip().endswith("?"))
        and not re.fullmatch(r"[\d\s./:-]+", text)
        and not _BARE_YEAR.match(text)
    )


def _pick_titles(
    titles: Sequence[tuple[Sequence[CoverLine], str]],
) -> tuple[str | None, str | None, str | None]:
    """Title, subtitle and English title, from the groups of lines that may hold them."""
    if not titles:
        return None, None, None
    texts = [text.strip(" *_") for _, text in titles]
    title = texts[0]
    subtitle = title_en = None
    for text in texts[1:3]:
        if is_english_title(text) and not is_english_title(title):
            title_en = title_en or text
        elif subtitle is None and text == texts[1]:
            subtitle = text.strip(" -–")
    return title.rstrip(":"), subtitle, title_en


def _cover_year(lines: Sequence[CoverLine]) -> int | None:
    for line in lines:
        if year := find_year(line.text):
            return year
    return next((int(match[1]) for line in lines if (match := _BARE_YEAR.match(line.text.strip()))), None)


def _programme(lines: Sequence[CoverLine]) -> str | None:
    """The study programme; its name may run on over the next line."""
    for n, line in enumerate(lines):
        if _PROGRAMME.match(line.text) and len(line.text) < 160:
            text = line.text
            if (
                n + 1 < len(lines)
                and lines[n + 1].gap == 0
                and (lines[n + 1].text[:1].islower() or text.endswith("-"))
            ):
                text = f"{text} {lines[n + 1].text}"
            return re.sub(r"^master(?:oppgave|oppgåve) i ", "Master i ", text.strip(), flags=re.IGNORECASE)
    return None
