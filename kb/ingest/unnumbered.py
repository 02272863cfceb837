"""Headings without a number: those that the contents list names, and those that their form gives away."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kb.ingest.chapter_starts import find_chapter_starts
from kb.ingest.contents import Entry, is_entry
from kb.ingest.outline import Heading, join_lines, longest_rising, number_parts
from kb.ingest.roles import find_role_words
from kb.ingest.titles import (
    APPENDIX,
    alike,
    fold,
    front_kind,
    is_part_title,
    is_references_title,
    plain_title,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.ingest.lines import Line, Sheet

_CAPTION = re.compile(r"^(?:figur|tabell|bilde|diagram|modell|figure|table|boks)\s*\d", re.IGNORECASE)
_LIST_MARK = re.compile(r"^(?:[-–—•●▪◦·*]\s|[a-zA-Z]\)|\(?\d{1,2}\)|o\s|\d{1,2}\.\s)")
_USUAL_CHAPTER = re.compile(
    r"^(?:innledning|innleiing|introduksjon|introduction|bakgrunn(?: og .*)?|teori\b.*|teoretisk\w*\b.*"
    r"|theor\w+\b.*|tidligere forskning.*|litteraturgjennomgang|literature review|previous research"
    r"|kunnskapsgrunnlag|kunnskapsstatus|metod\w*\b.*|method\w*\b.*|forskningsdesign.*"
    r"|design og metode|resultat\w*(?: og .*)?|results(?: and .*)?|funn\b.*|findings\b.*|empiri\b.*|analyse\b.*"
    r"|analysis\b.*"
    r"|presentasjon av .*|drøfting\b.*|diskusjon\b.*|discussion\b.*|konklusjon\b.*|conclusions?\b.*"
    r"|avslutning\b.*|avslutting\b.*|oppsummering og .*|kontekst\b.*)$",
    re.IGNORECASE,
)


_PART_OF_CHAPTER = re.compile(
    r"^(?:metod\w* (?:valg|vurdering\w*|refleksjon\w*|betraktning\w*|utfordring\w*|svakhet\w*|tilnærming\w*)"
    r"|metode(?:kritikk|valg)|method\w* (?:limitations?|choices?)"
    r"|analyse(?:prosess\w*|metode\w*|n)|analyse av (?:data\w*|intervju\w*|materiale\w*)|analysis of (?:the )?data"
    r"|presentasjon av (?:informant\w*|utvalg\w*|case\w*|oppgav\w*|kommune\w*|kontor\w*|virksomhet\w*|data\w*)"
    r"|drøfting av (?:metode\w*|validitet\w*)|diskusjon av metode\w*|teoriforankring|teoretisk utgangspunkt)\b",
    re.IGNORECASE,
)
# What nearly every thesis calls a part of its introduction.
_USUAL_PART = re.compile(
    r"^(?:(?:tema,? |bakgrunn,? |formål,? )?(?:og )?(?:problemstilling(?:er|ar)?|forsk(?:n)?ingsspørsmål(?:et|a|ene)?)"
    r"(?: og (?:problemstilling(?:er|ar)?|forsk(?:n)?ingsspørsmål|avgrens(?:n)?ing(?:er|ar)?|formål))?"
    r"|avgrens(?:n)?ing(?:er|ar)?|begrepsavklaring(?:er)?|omgrepsavklaring(?:ar)?"
    r"|(?:sentrale|viktige) (?:begrep|omgrep)(?:er)?"
    r"|(?:oppgavens|oppgåvas?) (?:oppbygging|oppbygning|struktur|disposisjon)|oppbygging av (?:oppgaven|oppgåva)"
    r"|research questions?)$",
    re.IGNORECASE,
)
LEAST_LEAD_IN = 5  # words
_LABELLED = re.compile(r"^\D{3,30}\s(?:[A-ZÆØÅ]|\d{1,2})$")
_SENTENCE_ENDED = re.compile(r"(?:[^\W\d][)»”\"\]]*[.!?][)»”\"\]]*|[\w.][)»”\"]\.?)(?:[¹²³⁴-⁹]+)?$")
LONGEST_ABSTRACT_PART = 1_500  # characters


def find_listed(
    sheet: Sheet, start: int, end: int, entries: Sequence[Entry], numbered: Sequence[Heading]
) -> list[Heading]:
    """Lines that the contents list names and that carry no number themselves, as far as they come in its order."""
    anchors = {h.entry: h for h in numbered if h.entry is not None}
    taken = {i for h in numbered for i in range(h.first, h.last + 1)}
    free = [
        (i, fold(sheet.lines[i].text))
        for i in range(start, end)
        if i not in taken and len(sheet.lines[i].text) <= 160
    ]
    exact: dict[str, list[tuple[int, str]]] = {}
    for i, folded in free:
        exact.setdefault(folded, []).append((i, folded))
    titles = {fold(entry.title) for entry in entries}
    # Only lines that no entry names exactly may be a misspelt or wrapped form of one.
    loose = [(i, folded) for i, folded in free if folded not in titles]
    pairs: list[tuple[int, Heading]] = []
    for k, entry in enumerate(entries):
        if k in anchors:
            pairs.append((k, anchors[k]))
        elif _is_chapter_entry(entry):
            near = exact.get(fold(entry.title)) or loose
            places = [h for i, folded in near if (h := _match(sheet, i, folded, end, k, entry))]
            pairs.extend((k, h) for h in reversed(places))
    chain = longest_rising([h.first for _, h in pairs])
    # The places of one entry stand in falling order, so that a rising chain takes at most one of them.
    return [pairs[n][1] for n in chain if pairs[n][0] not in anchors]


def _is_chapter_entry(entry: Entry) -> bool:
    title = entry.title
    return len(fold(title)) >= 4 and not (
        is_references_title(title) or APPENDIX.match(title) or front_kind(title)
    )


def _match(sheet: Sheet, i: int, folded: str, end: int, k: int, entry: Entry) -> Heading | None:
    """The heading that begins on line ``i``, if the entry says the same, over up to three lines."""
    wanted = fold(entry.title)
    if len(folded) < 4 or folded[:3] != wanted[:3]:
        return None
    last = i
    if folded != wanted:
        while len(folded) < len(wanted) - 3 and wanted.startswith(folded) and last + 1 < min(end, i + 3):
            last += 1
            folded += fold(sheet.lines[last].text)
        if not alike(folded, wanted, 0.9):
            return None
    if not sheet.flowing and not _stands_apart(sheet, i):
        return None
    title = plain_title(join_lines([sheet.lines[n].text for n in range(i, last + 1)]))
    return Heading(
        i, last, entry.number, title, len(number_parts(entry.number)) if entry.number else 0, k, printed=False
    )


def _stands_apart(sheet: Sheet, i: int) -> bool:
    if i == 0:
        return True
    before = sheet.lines[i - 1]
    return sheet.at_break(i) or sheet.wider_gap(i) or before.ends_sentence or sheet.ended_early(i - 1)


def find_by_form(sheet: Sheet, known: Sequence[Heading], end: int) -> list[Heading]:
    """Headings that neither number nor contents list tells, after the first known one."""
    taken = {i for h in known for i in range(h.first, h.last + 1)}
    opened = _opened_by_child(known)
    # The first chapter's heading may have no number and stand over "1.1", or stand below that of a part.
    first = known[0].first
    above = first > 0 and (first in opened or is_part_title(sheet.lines[first - 1].text))
    start = first + (-1 if above else 1)
    formed = _find_formed(sheet, start, end, taken, opened)
    return [Heading(i, i, None, plain_title(sheet.lines[i].text), 0) for i in formed]


def _opened_by_child(known: Sequence[Heading]) -> frozenset[int]:
    """The first lines of the sub-chapters "3.1" over which no chapter 3 is known: its heading may have no number."""
    chapters = {number_parts(h.number)[0] for h in known if h.number and h.level == 1}
    return frozenset(
        h.first
        for h in known
        if h.number
        and len(parts := number_parts(h.number)) == 2
        and parts[1] == 1
        and parts[0] not in chapters
    )


def _find_formed(
    sheet: Sheet, start: int, end: int, taken: set[int], open_above: frozenset[int] = frozenset()
) -> list[int]:
    """Lines of a heading's form that stand over prose, or over such a line: a chapter and its first part."""
    found: set[int] = set()
    for i in range(end - 2, start - 1, -1):
        if i in taken or not has_heading_form(sheet, i):
            continue
        over_heading = (
            i + 1 in open_above
            or (i + 1 in taken and is_part_title(sheet.lines[i].text))
            or (i + 1 in found and i + 2 not in found)
        )
        if over_heading or (i + 1 not in taken and _is_over_prose(sheet, i)):
            found.add(i)
    voices = _repeated_before_quotations(sheet, found)
    kept: list[int] = []
    for i in sorted(found):
        if sheet.lines[i].text in voices:
            continue
        if i - 1 in taken or (kept and kept[-1] == i - 1) or _is_below_sentence(sheet, i):
            kept.append(i)
    return kept


def _repeated_before_quotations(sheet: Sheet, found: Iterable[int]) -> frozenset[str]:
    """Lines that come three times or more, mostly over a quotation: the names of those who are quoted."""
    below: dict[str, list[bool]] = {}
    for i in found:
        below.setdefault(sheet.lines[i].text, []).append(sheet.lines[i + 1].text[:1] in "«“„\"'–-")
    return frozenset(
        text for text, quoted in below.items() if len(quoted) >= 3 and sum(quoted) * 2 >= len(quoted)
    )


def find_by_names(sheet: Sheet, start: int, end: int) -> tuple[Heading, ...]:
    """Headings of a thesis without numbers and contents list: its chapters by their usual names, the others by
    their form."""
    shaped = [
        i
        for i in range(max(start, 0), end - 1)
        if has_heading_form(sheet, i) or (sheet.flowing and _is_quoted_title(sheet, i))
    ]
    usual = [i for i in shaped if is_usual_chapter(sheet.lines[i].text)]
    usual = _without_abstract(sheet, usual)
    if len(usual) < 2:
        return ()
    formed = set(_find_formed(sheet, usual[0] + 1, end, set(usual)))
    formed |= {
        i
        for i in shaped
        if i > usual[0]
        and (sheet.lines[i].display or (_is_quoted_title(sheet, i) and _is_over_prose(sheet, i)))
    }
    # No chapter begins right below the heading of another: that is its first part.
    chapters = set(usual) - {i + 1 for i in usual}
    headings = [
        Heading(i, i, None, plain_title(sheet.lines[i].text), 1 if i in chapters else 2)
        for i in sorted(formed | set(usual))
    ]
    starts = find_chapter_starts(sheet, headings)
    if starts is None:
        return tuple(headings)
    return tuple(replace(h, level=1 if h.first in starts else 2) for h in headings)


def is_usual_chapter(text: str) -> bool:
    title = plain_title(text)
    return len(text) < 70 and _USUAL_CHAPTER.match(title) is not None and not _PART_OF_CHAPTER.match(title)


def _without_abstract(sheet: Sheet, usual: list[int]) -> list[int]:
    """The chapters without the small headings of an abstract in parts ("Bakgrunn", "Metode", "Resultater"), each
    over a few lines only."""
    fronts = [i for i, line in enumerate(sheet.lines[: usual[-1]]) if front_kind(line.text)] if usual else []
    last = fronts[-1] if fronts else -1
    body = [i for i in usual if i > last]
    while len(body) > 1 and fronts and _text_between(sheet, body[0], body[1]) < LONGEST_ABSTRACT_PART:
        if plain_title(sheet.lines[body[0]].text).casefold().startswith(("innl", "intro")):
            break
        body = body[1:]
    return body


def _text_between(sheet: Sheet, first: int, end: int) -> int:
    return sum(len(line.text) for line in sheet.lines[first + 1 : end])


def _is_quoted_title(sheet: Sheet, i: int) -> bool:
    """A few words in marks on a line of their own that neither end a sentence nor are announced by a colon."""
    text = sheet.lines[i].text
    announced = i > 0 and sheet.lines[i - 1].text.endswith(":")
    quoted = re.fullmatch(r"«[^«».!?…]{5,70}»|“[^“”.!?…]{5,70}”", text) is not None
    return quoted and not announced and text[1].isupper() and len(text.split()) <= 10


def has_heading_form(sheet: Sheet, i: int) -> bool:
    """A short line of its own that is no sentence, item or caption."""
    line = sheet.lines[i]
    text = plain_title(line.text)
    if line.hint is not None or not 3 <= len(text) <= 90 or len(text.split()) > 12 or not text[:1].isupper():
        return False
    if text.endswith((".", ":", ";", "!", "»", "”", ")", ",", "-", "–", "]")) or (
        text.endswith("?") and not line.display
    ):
        return False
    if (
        re.search(r"[\t=|@]|\.{4,}| {3,}", line.text)
        or _CAPTION.match(text)
        or _LIST_MARK.match(text)
        or is_entry(text)
    ):
        return False
    return front_kind(text) is None and not APPENDIX.match(text) and not _is_voice(text)


def _is_voice(text: str) -> bool:
    """Whether a line is only the label of somebody who speaks: "Leder B", "Informant 4"."""
    return _LABELLED.match(text) is not None and any(True for _ in find_role_words(text))


def _is_over_prose(sheet: Sheet, i: int) -> bool:
    """Whether running text begins on the line below, which leaves off before its line is full."""
    line, after = sheet.lines[i], sheet.lines[i + 1]
    if not _begins_prose(after):
        return False
    # Below the heading of the research question a short line may announce it.
    if _USUAL_PART.match(plain_title(line.text)) and (line.gap >= 1 if sheet.flowing else sheet.wider_gap(i)):
        return len(after.text.split()) >= LEAST_LEAD_IN and (after.ends_sentence or len(after.text) > 60)
    if sheet.flowing:
        return len(after.text) > 120 and line.gap >= 1
    full = sheet.full_width
    return len(line.text) < 0.75 * full and len(after.text) > 0.75 * full and not sheet.ended_early(i + 1)


def _is_below_sentence(sheet: Sheet, i: int) -> bool:
    """Whether a whole sentence ends above the line."""
    if i == 0:
        return True
    before = sheet.lines[i - 1]
    if before.display or _SENTENCE_ENDED.search(before.text):
        return True
    set_apart = sheet.flowing or sheet.at_break(i) or sheet.wider_gap(i) or sheet.ended_early(i - 1)
    return set_apart and before.text.rstrip().endswith((".", "!", "?", "»", ")", "”", '"'))


def _begins_prose(line: Line) -> bool:
    first = line.text[:1]
    return (
        (first.isalpha() or first in "«“\"'")
        and not first.islower()
        and not _LIST_MARK.match(line.text)
        and not _CAPTION.match(line.text)
    )
