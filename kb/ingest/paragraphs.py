"""Lines to paragraphs: where a paragraph ends when every line is followed by an empty one, or a page cuts it
in two."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.ingest.displays import is_display_quotation
from kb.ingest.document import BlockKind
from kb.ingest.joining import PIPE_ROW, Words, clean_piece, is_cut_in_citation, join_pieces
from kb.ingest.labelled_lines import text_after_label
from kb.ingest.roles import find_role_words
from kb.ingest.source import LineRole
from kb.ingest.speech import sounds_spoken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kb.ingest.lines import Line, Sheet

CAPTION = re.compile(
    r"^(?:figur|tabell|bilde|diagram|modell|boks|figure|table|box"
    r"|illustrasjon)\s*(?:nr\.?\s*)?\d+(?:[.\-–]\d+)*\s*(?:[:.,–-]|$|\s(?=[A-ZÆØÅ«“\"(]))",
    re.IGNORECASE,
)
_CAPTION_CASE = re.compile(r"^\w+\s*(?:nr\.?\s*)?\d+(?:[.\-–]\d+)*\s+[a-zæøå]")
_LIST_MARK = re.compile(
    r"^(?:[-–—•●▪◦·]\s|\*\s|\uf0b7|[•●▪◦]|o\s(?=\S)|\(?[a-zA-Z0-9]{1,2}\)\s|\d{1,2}\.\s?(?=[^\W\d]|[«“\"(])"
    r"|\d{1,2}\s(?=(?:Hv|Kan|Er|Har|Vil)\w*\s)|[a-h]\.\s"
    r"|(?:Hypotese|Hypothesis)\s\d{1,2}[a-z]?\s?[:.]\s|H\d{1,2}[a-z]?\s?[:.]?\s(?=Jo\s))"
)
_FOOTNOTE = re.compile(r"^[¹²³⁰⁴-⁹]+\s*\S|^\[\^?\d{1,3}\]:?\s")
_OPENING = "«“„\"”‘'"
_VOICE_AT_END = re.compile(r"\((?P<label>[^\W\d_][\w-]*\s(?:nr\.?\s?)?(?:[A-ZÆØÅ]|\d{1,2}))\)\.?$")
_QUESTION_LINE = re.compile(
    r"(?:Hv(?:a|em|ilke[nt]?|orfor|ordan|or)|Kva|Kven|Kvifor|Korleis|Kor|I (?:hvilken|kva) grad"
    r"|På (?:hvilke[nt]?|kva) måte(?:r|n)?|How|What|Why|Which|Who|To what extent)\b.{15,}\?$"
)
_TALK = 0.4
_COLUMN_GAP = re.compile(r"(?<=\S)\s{3,}(?=\S)")
_SPEAKER_LINE = re.compile(r"^\(?[^()]{1,40}\)\.?[*_]*$")
_DANGLING_TEXT = """
    og eller i av på for med til fra om som en et ei den det de at å the of and in to a & der hvor når
    enn
"""
_DANGLING = frozenset(_DANGLING_TEXT.split())
_MOST_LINES = 400  # ten pages of text; what runs on for longer is no paragraph
_FLOATS = frozenset((BlockKind.TABLE, BlockKind.CAPTION, BlockKind.FOOTNOTE))


@dataclass(slots=True)
class Paragraph:
    """Text lines (by index) that make up one block."""

    kind: BlockKind
    indices: list[int]
    text: str = ""  # of the first ``joined`` lines
    joined: int = 0


@dataclass(frozen=True, slots=True)
class _Setting:
    sheet: Sheet
    words: Words
    cleaned: Mapping[int, str]
    cells: frozenset[int]


def assemble(
    sheet: Sheet, first: int, end: int, words: Words, *, one_a_line: bool = False, body: bool = True
) -> list[Paragraph]:
    """The paragraphs of the text lines ``first`` to ``end`` (exclusive), among which no heading stands.

    In the ``body`` a paragraph that stands in from the margin is a block quotation.
    """
    if one_a_line:
        return [Paragraph(BlockKind.LIST_ITEM, [i]) for i in range(first, end)]
    cleaned = {i: clean_piece(sheet.lines[i].text) for i in range(first, end)}
    setting = _Setting(sheet, words, cleaned, _find_cells(sheet, first, end))
    paragraphs: list[Paragraph] = []
    current: Paragraph | None = None
    for i in range(first, end):
        kind = _kind_of_start(setting, i)
        if (
            current is not None
            and current.kind in _FLOATS
            and (host := _interrupted(setting, paragraphs, i, kind))
        ):
            current = host
            current.indices.append(i)
        elif (
            current is not None and len(current.indices) < _MOST_LINES and _goes_on(setting, current, i, kind)
        ):
            current.indices.append(i)
        else:
            current = Paragraph(kind, [i])
            paragraphs.append(current)
    for paragraph in paragraphs:
        if paragraph.kind is BlockKind.PARAGRAPH and (
            is_display_quotation(_text(setting, paragraph)) or (body and _is_set_in(sheet, paragraph))
        ):
            paragraph.kind = BlockKind.QUOTATION
    return paragraphs


def _is_set_in(sheet: Sheet, paragraph: Paragraph) -> bool:
    return sheet.margins.are_set_in([sheet.lines[i] for i in paragraph.indices], sheet.full_width)


def _kind_of_start(setting: _Setting, i: int) -> BlockKind:
    """The kind of a block that would begin with line ``i``."""
    line = setting.sheet.lines[i]
    if line.hint and line.hint.role in _HINTED:
        return _HINTED[line.hint.role]
    if i in setting.cells or "\t" in line.text or PIPE_ROW.match(line.text):
        return BlockKind.TABLE
    if is_caption(line.text):
        return BlockKind.CAPTION
    if _FOOTNOTE.match(line.text):
        return BlockKind.FOOTNOTE
    if _LIST_MARK.match(line.text) and _may_begin_item(setting.sheet, i):
        return BlockKind.LIST_ITEM
    return BlockKind.PARAGRAPH


_HINTED = {
    LineRole.LIST_ITEM: BlockKind.LIST_ITEM,
    LineRole.QUOTATION: BlockKind.QUOTATION,
    LineRole.TABLE: BlockKind.TABLE,
    LineRole.CAPTION: BlockKind.CAPTION,
    LineRole.FOOTNOTE: BlockKind.FOOTNOTE,
}


def is_caption(text: str) -> bool:
    """Whether a line is the caption of a figure or table, not a sentence about one."""
    return len(text) <= 250 and bool(CAPTION.match(text)) and not _CAPTION_CASE.match(text)


def _may_begin_item(sheet: Sheet, i: int) -> bool:
    """A dash or number at the start of a line begins an item unless a sentence runs into it."""
    if i == 0 or sheet.flowing:
        return True
    before, line = sheet.lines[i - 1], sheet.lines[i]
    if line.text[:1] in "•●▪◦\uf0b7" or sheet.wider_gap(i):
        return True
    if line.text[:1].isdigit() or line.text[:1] in "–—":
        return before.ends_sentence or sheet.ended_early(i - 1)
    return True


def _goes_on(setting: _Setting, current: Paragraph, i: int, kind: BlockKind) -> bool:
    """Whether line ``i`` belongs to the paragraph before it."""
    sheet = setting.sheet
    p = current.indices[-1]
    before, line = sheet.lines[p], sheet.lines[i]
    if kind is BlockKind.TABLE or current.kind is BlockKind.TABLE:
        return kind is current.kind and (
            i in setting.cells or not sheet.wider_gap(i) or (sheet.flowing and line.gap <= 1)
        )
    if line.hint or before.hint:
        return _styled_alike(before, line)
    if kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) and is_cut_in_citation(
        [setting.cleaned[k] for k in current.indices[-3:]], line.text
    ):
        return True
    if kind in (BlockKind.CAPTION, BlockKind.FOOTNOTE, BlockKind.LIST_ITEM):
        return False
    if _is_parted_by_label(setting, current, p, i) or _is_parted_by_question(sheet, current, i):
        return False
    if current.kind is BlockKind.CAPTION and (
        line.page_top or (line.gap > 0 and (before.ends_sentence or sheet.ended_early(p)))
    ):
        return False
    if sheet.flowing:
        return _flows_on(setting, current, line, before)
    if (sheet.at_break(i) and current.kind is not BlockKind.CAPTION) or sheet.wider_gap(i):
        return _crosses(setting, current, p, i)
    if _is_parted_by_margin(sheet, current, i):
        return False
    return _wraps(setting, current, p, i)


def _is_parted_by_margin(sheet: Sheet, current: Paragraph, i: int) -> bool:
    """Whether text set in begins or ends with line ``i``, which only the indents of its lines tell."""
    before = [sheet.lines[k] for k in current.indices]
    if sheet.margins.is_set_in(sheet.lines[i]):
        after = sheet.lines[i : i + 2]
        begins = not sheet.margins.is_set_in(before[-1]) and before[-1].ends_sentence
        return begins and len(after) == 2 and sheet.margins.are_set_in(after, sheet.full_width)
    return len(before) > 1 and sheet.margins.are_set_in(before, sheet.full_width)


def _is_parted_by_label(setting: _Setting, current: Paragraph, p: int, i: int) -> bool:
    """Whether a paragraph ends before line ``i`` because a voice's label begins one of the two."""
    sheet = setting.sheet
    before, line = sheet.lines[p], sheet.lines[i]
    if i in sheet.labelled:
        return before.ends_sentence or sheet.ended_early(p)
    if current.indices[0] not in sheet.labelled or not before.ends_sentence or line.text[:1].islower():
        return False
    text = _text(setting, current)
    if text_after_label(text)[:1] in _OPENING:
        return is_display_quotation(text) and line.text[:1].isalpha()
    # Without marks: a line ends early, or the next one speaks of the voices.
    named = sheet.label_words is not None and sheet.label_words.search(line.text) is not None
    return sheet.ended_early(p, slack=1.0) or named


def _is_parted_by_question(sheet: Sheet, current: Paragraph, i: int) -> bool:
    """Whether a question with a line of its own begins with line ``i`` below a colon, or ended above it."""
    before, line = sheet.lines[i - 1].text, sheet.lines[i].text
    if sheet.flowing:
        return False
    asked = len(current.indices) == 1 and _QUESTION_LINE.match(before) is not None
    return (asked and line[:1].isupper()) or (before.endswith(":") and _QUESTION_LINE.match(line) is not None)


def _styled_alike(before: Line, line: Line) -> bool:
    """Whether two styled lines are one block: lines of a quotation or footnote that is set over several."""
    if before.hint is None or before.hint != line.hint or line.gap > 0:
        return False
    return line.hint.role is LineRole.QUOTATION or (
        line.hint.role is LineRole.FOOTNOTE and not line.text[:1].isdigit()
    )


def _flows_on(setting: _Setting, current: Paragraph, line: Line, before: Line) -> bool:
    """In text with a paragraph a line: only a line cut off by a page goes on, or a speaker set on a line of
    its own."""
    text = _text(setting, current)
    if (
        line.gap == 0
        and _SPEAKER_LINE.match(line.text)
        and line.text.startswith("(")
        and text[:1] in _OPENING
    ):
        return True
    if line.gap == 0 and len(before.text) < 100 and line.text[:1].islower():
        return True
    return _is_cut(text, line.text) and len(before.text) > 40


def _is_cut(text: str, after: str) -> bool:
    """Whether a text breaks off in mid-sentence and ``after`` can go on with it."""
    if not text or text.endswith((".", "!", "?", ":")):
        return False
    if after[:1].islower() or after[:1] in "(&":
        return not text.endswith((";", "»", "”")) or after[:1].islower()
    last = text.rsplit(maxsplit=1)[-1].casefold().strip("(«")
    opened = text.count("(") > text.count(")")
    return last in _DANGLING or text.endswith((",", "-", "&", "–")) or opened


def _crosses(setting: _Setting, current: Paragraph, p: int, i: int) -> bool:
    """Whether a paragraph goes on over a page break or a larger gap."""
    sheet = setting.sheet
    before, line = sheet.lines[p], sheet.lines[i]
    text = _text(setting, current)
    at_page = sheet.at_break(i)
    if at_page and _is_open_quotation(text_after_label(text)) and line.text[:1] not in "«“":
        return True
    if not before.ends_sentence:
        if line.text[:1].islower():
            return at_page or not sheet.ended_early(p)
        return at_page and not sheet.ended_early(p) and line.gap <= sheet.base_gaps[i] + 1
    if not at_page or (line.gap > sheet.base_gaps[i] and not line.after_furniture):
        return False
    if is_display_quotation(text) or line.text[:1] in "«“":
        return line.text[:1].islower()
    return line.text[:1].islower() or not sheet.ended_early(p)


def _is_announced(setting: _Setting, current: Paragraph) -> bool:
    """Whether the line before a paragraph ends in a colon and the paragraph begins with a quotation mark."""
    first = current.indices[0]
    lines = setting.sheet.lines
    return first > 0 and lines[first].text[:1] in "«“" and lines[first - 1].text.endswith(":")


def _wraps(setting: _Setting, current: Paragraph, p: int, i: int) -> bool:
    """Whether a line at the usual distance is the paragraph's next line: unless the one before ended on purpose."""
    sheet = setting.sheet
    before, line = sheet.lines[p], sheet.lines[i]
    if before.ends_sentence and (line.text[:1] in "«“" or _is_announced(setting, current)):
        text = _text(setting, current)
        # A display quotation is whole, however full its last line is.
        if is_display_quotation(text) and (line.text[:1] in "«“" or line.text[:1].isupper()):
            return False
    if line.text[:1].isupper() and _ends_with_voice(setting, current, before.text):
        return False
    if not sheet.ended_early(p):
        return True
    if line.text[:1].islower():
        return True
    if before.ends_sentence:
        text = _text(setting, current)
        return _is_open_quotation(text) and not sheet.ended_early(p, slack=0.6)
    return not sheet.ended_early(p, slack=0.7)


def _ends_with_voice(setting: _Setting, current: Paragraph, line: str) -> bool:
    """Whether a line ends with a voice in brackets, and with it what a colon announced or somebody plainly says."""
    label = _VOICE_AT_END.search(line)
    if label is None or not any(True for _ in find_role_words(label["label"])):
        return False
    first = current.indices[0]
    announced = first > 0 and setting.sheet.lines[first - 1].text.endswith(":")
    return announced or sounds_spoken(_text(setting, current)) > _TALK


def _is_open_quotation(text: str) -> bool:
    return text[:1] in "«“" and text.count(text[0]) > text.count("»" if text[0] == "«" else "”")


def _interrupted(
    setting: _Setting, paragraphs: Sequence[Paragraph], i: int, kind: BlockKind
) -> Paragraph | None:
    """The paragraph before the floats that line ``i`` goes on with, if the floats fell into the midst of a
    sentence."""
    if kind is not BlockKind.PARAGRAPH:
        return None
    host = next((paragraph for paragraph in reversed(paragraphs) if paragraph.kind not in _FLOATS), None)
    if host is None:
        return None
    text, after = _text(setting, host), setting.sheet.lines[i].text
    return host if _is_cut(text, after) and (after[:1].islower() or len(text) > 60) else None


def _text(setting: _Setting, paragraph: Paragraph) -> str:
    """The paragraph's text so far; what was joined before is not joined again."""
    if paragraph.joined < len(paragraph.indices):
        fresh = [setting.cleaned[k] for k in paragraph.indices[paragraph.joined :]]
        pieces = [paragraph.text, *fresh] if paragraph.joined else fresh
        paragraph.text = join_pieces(pieces, setting.words)[0]
        paragraph.joined = len(paragraph.indices)
    return paragraph.text


def _find_cells(sheet: Sheet, first: int, end: int) -> frozenset[int]:
    """Lines that are the words of a figure or table taken apart: runs of short lines above or below a caption."""
    if sheet.flowing:
        return frozenset()
    cells: set[int] = set()
    narrow = 0.5 * sheet.full_width
    for i in range(first, end):
        if not is_caption(sheet.lines[i].text):
            continue
        for step in (-1, 1):
            run = []
            k = i + step
            while first <= k < end and _is_cell(sheet, k, first, narrow):
                run.append(k)
                k += step
            # Below a caption a line or two may be its own rest, or a source.
            if len(run) >= (2 if step < 0 else 5):
                cells.update(run)
    return frozenset(cells)


def _is_cell(sheet: Sheet, k: int, first: int, narrow: float) -> bool:
    text = sheet.lines[k].text
    if is_caption(text) or len(text) > 1.5 * narrow:
        return len(_COLUMN_GAP.findall(text)) > 1 and not is_caption(text)
    if len(_COLUMN_GAP.findall(text)) > 1:
        return True
    if len(text) > narrow:
        return k - 1 >= first and len(sheet.lines[k - 1].text) <= narrow and not text.endswith(".")
    # A short line that ends a sentence after a full line is the end of a paragraph.
    return not (
        text.endswith((".", ":", "?", "»")) and (k == first or len(sheet.lines[k - 1].text) > 1.5 * narrow)
    )
