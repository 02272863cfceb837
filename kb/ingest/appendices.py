"""Where the appendices begin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.ingest.appendix_lists import find_listed_appendices
from kb.ingest.contents import is_entry_with_leader
from kb.ingest.titles import APPENDIX, alike, is_core_chapter, plain_title, without_number

if TYPE_CHECKING:
    from kb.ingest.lines import Line, Sheet

_USUAL_APPENDIX = re.compile(
    r"^(?:intervjuguide|intervjuspørsmål|intervjumal|informasjonsskriv|samtykkeerklæring|samtykkeskjema|informert"
    r" samtykke|førespurnad om|forespørsel om (?:å delta|deltak\w*|intervju)|vil du (?:delta|vere med|være med) i"
    r"|(?:godkjenning|kvittering|tilbakemelding|vurdering|svar|tilråding) (?:fra|frå) (?:nsd|sikt|norsk senter)"
    r"|meldeskjema|interview guide|consent form|information letter|informed consent)\b",
    re.IGNORECASE,
)
_LETTER = re.compile(r"^(?:[A-H][.:)]?\s+|\d{1,2}[.:)]?\s*)(?=[A-ZÆØÅ])")
_ITEM = re.compile(r"^(?:[-–•*]|\(?(?:\d{1,2}|[A-H])[.):])\s")


def find_appendices(sheet: Sheet, start: int) -> list[tuple[int, int]]:
    """First and last heading line of each appendix."""
    found = [i for i in range(start + 1, len(sheet.lines)) if _is_appendix_heading(sheet, i)]
    listed = find_listed_appendices(sheet, start) if not any(_mark(sheet.lines[i]) for i in found) else None
    if listed is not None:
        return [(listed[0], listed[0]), *((i, i) for i in listed[1])]
    found = _drop_lists(sheet, found)
    if not found:
        return [(i, i) for i in _find_unnamed_appendices(sheet, start)]
    marks = {i: _mark(sheet.lines[i]) for i in found}
    if any(marks.values()):
        seen: set[str] = set()
        first_unmarked = [] if marks[found[0]] else found[:1]
        numbered = [i for i in found if (mark := marks[i]) and not (mark in seen or seen.add(mark))]  # type: ignore[func-returns-value]
        if first_unmarked and numbered and numbered[0] - first_unmarked[0] <= 3:
            first_unmarked = []
        found = [*first_unmarked, *numbered]
    else:
        found = found[:1] if all(not _rest(sheet.lines[i]) for i in found) else found
    return [(i, _last_heading_line(sheet, i)) for i in found]


def _find_unnamed_appendices(sheet: Sheet, start: int) -> list[int]:
    """The interview guide and the letter to the informants at the end of a thesis that does not call them appendices:
    no chapter comes after them."""
    last_chapter = max(
        (
            i
            for i in range(start, len(sheet.lines))
            if len(sheet.lines[i].text) < 70 and is_core_chapter(without_number(sheet.lines[i].text))
        ),
        default=start,
    )
    first = max(last_chapter, start + (len(sheet.lines) - start) // 2)
    found: list[int] = []
    for i in range(first + 1, len(sheet.lines)):
        title = without_letter(sheet.lines[i].text)
        if len(title) > 110 or not _USUAL_APPENDIX.match(title) or title.endswith((".", ",", ":")):
            continue
        # Titles of one and the same letter follow each other.
        if (found and i - found[-1] <= 2) or not (
            sheet.flowing or sheet.at_break(i) or sheet.wider_gap(i) or sheet.lines[i - 1].ends_sentence
        ):
            continue
        found.append(i)
    return found


def without_letter(text: str) -> str:
    """A title without the letter or number of an appendix: "A Intervjuguide", "1Intervjuguide"."""
    return _LETTER.sub("", plain_title(text))


def _mark(line: Line) -> str:
    match = APPENDIX.match(plain_title(line.text))
    return (match["mark"] or "").upper() if match else ""


def _rest(line: Line) -> str:
    match = APPENDIX.match(plain_title(line.text))
    return match["rest"].strip(" .:–-") if match else ""


def _is_appendix_heading(sheet: Sheet, i: int) -> bool:
    line = sheet.lines[i]
    text = plain_title(line.text)
    match = APPENDIX.match(text)
    if not match or len(text) > 160 or is_entry_with_leader(text):
        return False
    rest = match["rest"].strip()
    if rest == ":":
        rest = ""
    if rest and not match["mark"] and rest[0] not in ":–-":
        return False
    # "Vedlegg 2 viser ..." is a sentence, "Vedlegg 2 og 3)" and "Vedlegg 2," are mentions.
    if rest and (rest[0].islower() or rest[0] in ",)" or rest.endswith((",", ";"))):
        return False
    if not match["mark"] and rest and not sheet.flowing and not line.page_top:
        return False
    before = sheet.lines[i - 1]
    return (
        sheet.flowing
        or sheet.at_break(i)
        or sheet.wider_gap(i)
        or (
            before.ends_sentence
            and (sheet.ended_early(i - 1) or (match["mark"] is not None and sheet.ended_early(i)))
        )
    )


def _drop_lists(sheet: Sheet, found: list[int]) -> list[int]:
    """A page that lists the appendices names them on neighbouring lines before they come; the later headings
    count."""
    marks = [_mark(sheet.lines[i]) for i in found]
    last_of = {mark: n for n, mark in enumerate(marks)}
    kept = []
    for n, i in enumerate(found):
        last = last_of[marks[n]]
        in_list = any(abs(k - i) <= 2 for k in (*found[max(0, n - 1) : n], *found[n + 1 : n + 2])) or any(
            _mark(sheet.lines[k]) not in {"", marks[n]} for k in (i - 1, i + 1) if 0 <= k < len(sheet.lines)
        )
        later = sheet.lines[found[last]]
        comes_again = last > n and (alike(later.text, sheet.lines[i].text, 0.7) or not _rest(later))
        if not (marks[n] and in_list and comes_again):
            kept.append(i)
    return kept


def _last_heading_line(sheet: Sheet, i: int) -> int:
    """An appendix' name often stands on the line below its number."""
    if i + 1 >= len(sheet.lines) or (sheet.flowing and _rest(sheet.lines[i])):
        return i
    line, after = sheet.lines[i], sheet.lines[i + 1]
    if (
        after.page_top
        or len(after.text) > 100
        or after.text.endswith((".", ":", "?"))
        or (line.text.endswith(":") and _ITEM.match(after.text))
        or APPENDIX.match(after.text)
    ):
        return i
    if not _rest(line):
        return i + 1
    wraps = after.text[:1].islower() and not line.ends_sentence and not sheet.wider_gap(i + 1)
    return i + 1 if wraps else i
