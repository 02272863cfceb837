"""The voices of a thesis: its informants as it presents them, and as its quotations name them.

They are presented in a table, a list, or a sentence of the method chapter ("fire ledere, omtalt som Leder A–D").
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from kb.ingest.chapter_roles import ChapterRole, read_chapter_roles
from kb.ingest.document import Block, BlockKind, Document, Region, Span
from kb.ingest.draft import Informant, Quotation, RoleGroup
from kb.ingest.informant_tables import Row, read_list_item, read_table
from kb.ingest.interviewees import find_common_role
from kb.ingest.people import is_known_given_name
from kb.ingest.roles import find_role_words, is_general, read_role_group
from kb.ingest.voices import Habits, Rank, find_mentions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_ABOUT_VOICES = re.compile(
    r"informant|respondent|intervju|kandidat|deltaker|deltakar|utvalg|utval\b|pseudonym|"
    r"fiktiv|interview|participant|sample",
    re.IGNORECASE,
)
_PRESENTS = re.compile(
    r"informant|respondent|intervju|omtal|kalt|kalla|kalle|betegn|nemn|referer|pseudonym|anonym|fiktiv|navn|interview|"
    r"participant|referred|call|named|label",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"\s(?P<first>[A-ZÆØÅ]|\d{1,2})(?:\s?[-–—]\s?|\s(?:til|to)\s)(?P<last>[A-ZÆØÅ]|\d{1,2})(?![\w–-])(?!\s(?:år|ansatte|timer|minutter|%))"
)
_ENUMERATION = re.compile(
    r"\s(?P<labels>(?:[A-ZÆØÅ]|\d{1,2})(?:,\s(?:[A-ZÆØÅ]|\d{1,2}))*\s?(?:,\s)?(?:og|and|&)\s(?:[A-ZÆØÅ]|\d{1,2}))(?![\w.,]\w)(?!\s(?:år|ansatte|%))"
)
# "de fiktive navnene Anne, Berit og Cato"
_NAMED = re.compile(
    r"\b(?:fiktive|fiktivt|oppdiktede|oppdikta|pseudonym\w*|fictitious|fictional|anonymiserte)\b[^.«»]{0,60}?"
    r"(?P<names>[A-ZÆØÅ][a-zæøåéöä]{1,14}(?:, [A-ZÆØÅ][a-zæøåéöä]{1,14}){0,12},? (?:og|and) [A-ZÆØÅ][a-zæøåéöä]{1,14})"
)
# "Alle navn er oppdiktet." in a section that then tells who they are.
_INVENTED = re.compile(
    r"\b(?:fiktiv\w*|oppdikt\w*|fingert\w*|pseudonym\w*|dekknavn\w*|fictitious|fictional|invented)\b",
    re.IGNORECASE,
)
_ABOUT_NAMES = re.compile(r"\b(?:navn|namn|name)\w*|pseudonym", re.IGNORECASE)
_GIVEN_NAME = re.compile(
    r"(?<![\w.-])[A-ZÆØÅ][a-zæøåéöä]{1,14}\b(?!\s[A-ZÆØÅ(&]|\s(?:og|and|m\.?fl)\s[A-ZÆØÅ]\w+\s\()"
)
# Codes in a row or a range: N1 og N2; L1, L2 og L3; I1-I5.
_CODE_TEXT = r"[A-ZÆØÅ]{1,2}\d{1,2}"
_CODES = re.compile(rf"\b{_CODE_TEXT}(?:(?:,\s|,?\s(?:og|and|til|to|&)\s|\s?[-–—]\s?){_CODE_TEXT})+\b")
_MOST = 60  # voices in one thesis; more is a table of something else


def find_informants(document: Document) -> tuple[Informant, ...]:
    """The informants that the thesis presents, in its order; empty where it names none."""
    found = [*_from_tables(document), *_from_lists(document)]
    if not found:
        found = [*_from_sentences(document), *_from_invented_names(document)]
    unique: dict[str, Informant] = {}
    for informant in found:
        unique.setdefault(label_key(informant.label), informant)
    if len(unique) > _MOST:
        return ()
    labels = [informant.label for informant in unique.values()]
    distinct = [one for one in unique.values() if not any(is_short_for(one.label, label) for label in labels)]
    return _with_roles_told_elsewhere(document, distinct)


def is_short_for(code: str, label: str) -> bool:
    """Whether a code is another label's initial and number: "I4" for "Informant 4"."""
    role, _, number = label.rpartition(" ")
    return bool(role) and code.replace(" ", "") == f"{role[0].upper()}{number}"


def complete_informants(
    document: Document, informants: Sequence[Informant], quotations: Sequence[Quotation]
) -> tuple[Informant, ...]:
    """``informants`` and, after them, one for every speaker of ``quotations`` that is not among them.

    A speaker who is not told apart ("informant") becomes one general voice, with the role that all interviewed share.
    """
    known = {informant.label for informant in informants}
    common = find_common_role(document)
    if common and any(informant.role_group is not common[1] for informant in informants):
        common = None
    added: dict[str, Informant] = {}
    for quotation in quotations:
        label = quotation.speaker
        if label is None or label in known or label in added:
            continue
        role, group = None, read_role_group(label)
        if group is RoleGroup.OTHER and is_general(label) and common is not None:
            role, group = common
        added[label] = Informant(label, role, group, document.lines_of(quotation.span))
    return (*informants, *added.values())


def label_key(label: str) -> str:
    """What two spellings of one label have in common: its letter or number with the role, else the words."""
    words = re.findall(r"\w+", label.casefold())
    if not words:
        return label.casefold()
    last = words[-1]
    if len(words) > 1 and (last.isdigit() or len(last) == 1):
        role = "" if is_general(label) else " ".join(words[:-1])
        return f"{role} {last}".strip()
    return " ".join(words)


def _from_tables(document: Document) -> Iterator[Informant]:
    for index, block in enumerate(document.blocks):
        if block.kind is not BlockKind.TABLE or block.region is not Region.BODY:
            continue
        text = document.text_of(block.span)
        if not (_ABOUT_VOICES.search(text) or _ABOUT_VOICES.search(_around(document, index))):
            continue
        yield from (_informant(document, block, row) for row in read_table(text))


def _around(document: Document, index: int) -> str:
    """The captions and headings beside a table, and the end of the paragraph before it."""
    blocks = document.blocks[max(0, index - 2) : index + 2]
    texts = [
        document.text[max(block.span.start, block.span.end - 250) : block.span.end]
        for block in blocks
        if block.kind is not BlockKind.TABLE
    ]
    return " ".join(texts)


def _informant(document: Document, block: Block, row: Row) -> Informant:
    lines = document.lines_of(
        Span(block.span.start + row.start, block.span.start + max(row.start + 1, row.end))
    )
    group = read_role_group(f"{row.label} {row.role}")
    return Informant(row.label, row.role or None, group, lines)


def _from_lists(document: Document) -> Iterator[Informant]:
    """List items or short paragraphs that begin with a label: "Leder A: NAV-leder ved et stort kontor"."""
    roles = read_chapter_roles(document)
    rows: list[tuple[Block, Row]] = []
    for block in document.blocks:
        if block.kind not in (BlockKind.LIST_ITEM, BlockKind.PARAGRAPH) or block.region is not Region.BODY:
            continue
        if block.section >= len(roles) or roles[block.section] in (
            ChapterRole.FINDINGS,
            ChapterRole.DISCUSSION,
        ):
            continue
        if block.kind is BlockKind.PARAGRAPH and len(block.span) > 120:
            continue
        text = document.text_of(block.span)[:300]
        row = read_list_item(text)
        if row is None and block.kind is BlockKind.LIST_ITEM and len(rows) >= 2:
            # The others of the list were people with their roles.
            row = read_list_item(text, named=True) if rows[-1][0].section == block.section else None
        if row is not None:
            rows.append((block, row))
    if len(rows) >= 2:
        yield from (_informant(document, block, row) for block, row in rows)


def _from_sentences(document: Document) -> Iterator[Informant]:
    """Labels told in running text outside the findings: "omtalt som Leder A, B og C", "informant 1 til 6"."""
    roles = read_chapter_roles(document)
    for block in document.blocks:
        if (
            block.kind is not BlockKind.PARAGRAPH
            or block.region is not Region.BODY
            or block.section >= len(roles)
        ):
            continue
        if roles[block.section] not in (ChapterRole.METHOD, ChapterRole.INTRODUCTION, ChapterRole.OTHER):
            continue
        text = document.text_of(block.span)
        if _PRESENTS.search(text) is None:
            continue
        for match in _CODES.finditer(text):
            found = block.span.start + match.start()
            for code in _codes_in(match.group()):
                yield Informant(code, None, RoleGroup.OTHER, document.lines_of(Span(found, found + 1)))
        for match in _NAMED.finditer(text):
            for name in re.findall(r"[A-ZÆØÅ][a-zæøåéöä]+", match.group("names")):
                found = block.span.start + match.start()
                yield Informant(name, None, RoleGroup.OTHER, document.lines_of(Span(found, found + 1)))
        for word in find_role_words(text):
            for label in _labels_after(text, word.end):
                span = Span(block.span.start + word.start, block.span.start + word.end)
                name = f"{word.base} {label}"
                yield Informant(name, None, read_role_group(name), document.lines_of(span))


def _from_invented_names(document: Document) -> Iterator[Informant]:
    """Given names in a section that says its names are invented: "Alle navn er fiktive. Anna og Britt er ..."."""
    roles = read_chapter_roles(document)
    telling: set[int] = set()
    for block in document.blocks:
        if block.kind is not BlockKind.PARAGRAPH or block.region is not Region.BODY:
            continue
        if block.section >= len(roles) or roles[block.section] in (ChapterRole.FINDINGS, ChapterRole.THEORY):
            continue
        text = document.text_of(block.span)
        if _INVENTED.search(text) and _ABOUT_NAMES.search(text):
            telling.add(block.section)
        if block.section not in telling:
            continue
        for match in _GIVEN_NAME.finditer(text):
            if is_known_given_name(match.group()):
                found = block.span.start + match.start()
                yield Informant(
                    match.group(), None, RoleGroup.OTHER, document.lines_of(Span(found, found + 1))
                )


def _codes_in(text: str) -> Iterable[str]:
    """The codes of a row ("N1 og N2") or range ("I1-I5")."""
    codes = re.findall(_CODE_TEXT, text)
    letters = codes[0].rstrip("0123456789")
    if len(codes) == 2 and re.search(r"[-–—]|\b(?:til|to)\b", text) and codes[1].startswith(letters):
        return [
            f"{letters}{number}" for number in _spread(codes[0][len(letters) :], codes[1][len(letters) :])
        ]
    return codes


def _labels_after(text: str, at: int) -> Iterable[str]:
    match = _RANGE.match(text, at)
    if match is not None:
        return _spread(match.group("first"), match.group("last"))
    match = _ENUMERATION.match(text, at)
    if match is not None:
        return re.findall(r"[A-ZÆØÅ]\b|\d{1,2}", match.group("labels"))
    return ()


def _spread(first: str, last: str) -> Iterable[str]:
    """All labels from ``first`` to ``last``; none where the two do not make a short row."""
    if first.isdigit() and last.isdigit():
        row = [str(number) for number in range(int(first), int(last) + 1)]
    elif first.isalpha() and last.isalpha():
        row = [chr(code) for code in range(ord(first), ord(last) + 1)]
    else:
        row = []
    return row if 1 < len(row) <= 30 else ()


def _with_roles_told_elsewhere(document: Document, informants: list[Informant]) -> tuple[Informant, ...]:
    """Roles that only the running text tells: "den kommunale lederen (2)"."""
    wanting = {
        label_key(one.label): one
        for one in informants
        if one.role is None and one.role_group is RoleGroup.OTHER
    }
    if not wanting:
        return tuple(informants)
    habits = Habits(numbered=any(one.label.split()[-1].isdigit() for one in wanting.values()))
    told: dict[str, Counter[str]] = {key: Counter() for key in wanting}
    for block in document.blocks:
        if block.region is not Region.BODY or block.kind is not BlockKind.PARAGRAPH:
            continue
        text = document.text_of(block.span)
        for mention in find_mentions(text, habits):
            key = label_key(mention.label) if mention.rank is Rank.EXPLICIT and mention.label else ""
            if key not in told:
                continue
            if mention.role and not is_general(mention.role):
                told[key][mention.role] += 100
                continue
            # "statlig ansatt informant (7)": less telling, as leaders are employed too.
            near = text[max(0, mention.start - 25) : mention.start]
            told[key].update(
                word.base.casefold() for word in find_role_words(near) if near[word.end :] == " "
            )
    for counts in told.values():
        counts.pop("kollega", None)
    common = _role_of_all(document)
    return tuple(_with_role(one, told.get(label_key(one.label)), common) for one in informants)


def _with_role(informant: Informant, told: Counter[str] | None, common: str | None) -> Informant:
    if informant.role is not None or informant.role_group is not RoleGroup.OTHER:
        return informant
    role = told.most_common(1)[0][0] if told else common
    if role is None:
        return informant
    return replace(informant, role=role, role_group=read_role_group(role))


def _role_of_all(document: Document) -> str | None:
    """The role that a thesis interviewed, where it interviewed only one: "sju NAV-ledere ble intervjuet"."""
    roles = read_chapter_roles(document)
    counts: Counter[str] = Counter()
    for block in document.blocks:
        if (
            block.kind is not BlockKind.PARAGRAPH
            or block.section >= len(roles)
            or roles[block.section] is not ChapterRole.METHOD
        ):
            continue
        for sentence in re.split(r"(?<=[.:])\s", document.text_of(block.span)):
            if _ABOUT_VOICES.search(sentence):
                counts.update(
                    word.base
                    for word in find_role_words(sentence)
                    if not is_general(word.base) and word.ending != "e"
                )
                counts.update(
                    word.base
                    for word in find_role_words(sentence)
                    if word.ending == "e" and word.base.endswith("leder")
                )
    if not counts:
        return None
    groups: Counter[RoleGroup] = Counter()
    for base, count in counts.items():
        groups[read_role_group(base)] += count
    group, count = groups.most_common(1)[0]
    if count < 3 or count < 0.6 * sum(groups.values()):
        return None
    return next(base for base, _ in counts.most_common() if read_role_group(base) is group)
