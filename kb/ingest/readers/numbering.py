"""The numbers and bullets that Word sets before paragraphs and does not store in their text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document as WordDocument


@dataclass(frozen=True, slots=True)
class _Level:
    """How the marks of a list's level look: ``text`` is "%1.%2", ``legal`` shows all numbers as digits."""

    form: str = "decimal"
    text: str = "%1."
    start: int = 1
    legal: bool = False


class Numbering:
    """Counts a document's numbered paragraphs as they come, in the order of the text.

    Lists made from one definition go on counting together; one with a start of its own begins anew where it is
    first met (ECMA-376, 17.9).
    """

    def __init__(self, document: WordDocument) -> None:
        self._levels: dict[tuple[str, int], _Level] = {}
        self._abstract_of: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = defaultdict(lambda: [None] * 9)
        self._style_numbers: dict[str, tuple[str, int]] = {}
        self._read_definitions(document)
        self._read_styles(document)

    def _read_definitions(self, document: WordDocument) -> None:
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")),
            None,
        )
        if part is None:
            return
        root: Any = part.element
        links: dict[str, str] = {}
        styled: dict[str, str] = {}
        for abstract in root.findall(qn("w:abstractNum")):
            key = abstract.get(qn("w:abstractNumId"))
            for level in abstract.findall(qn("w:lvl")):
                self._levels[key, _number(level.get(qn("w:ilvl")), 0)] = _read_level(level)
            if linked := _value(abstract, "w:numStyleLink"):
                links[key] = linked
            if named := _value(abstract, "w:styleLink"):
                styled[named] = key
        for number in root.findall(qn("w:num")):
            own = number.get(qn("w:numId"))
            abstract_id = _value(number, "w:abstractNumId") or ""
            # A list may only name the style that holds its definition.
            self._abstract_of[own] = styled.get(links.get(abstract_id, ""), abstract_id)
            for override in number.findall(qn("w:lvlOverride")):
                start = _value(override, "w:startOverride")
                if start and start.isdigit():
                    level = _number(override.get(qn("w:ilvl")), 0)
                    self._starts.setdefault(own, {})[level] = int(start)

    def _read_styles(self, document: WordDocument) -> None:
        for style in document.styles:
            found = _number_of(getattr(style.element, "pPr", None))
            if found:
                self._style_numbers[style.style_id] = found
        # A heading style that only names its list takes its level from its place in it.
        for style in document.styles:
            base = getattr(style, "base_style", None)
            if (
                style.style_id not in self._style_numbers
                and base is not None
                and base.style_id in self._style_numbers
            ):
                self._style_numbers[style.style_id] = self._style_numbers[base.style_id]

    def label_of(self, paragraph: Any, heading_level: int | None) -> str:
        """What Word shows before the paragraph: "2.1", "3.", "-" for any bullet, or nothing."""
        found = self._place_of(paragraph, heading_level)
        if found is None or found[0] == "0":
            return ""
        number_id, level = found
        abstract = self._abstract_of.get(number_id)
        if abstract is None or not 0 <= level < 9:
            return ""
        shape = self._levels.get((abstract, level), _Level())
        if shape.form in ("bullet", "none"):
            return "-" if shape.form == "bullet" else ""
        counts = self._count(number_id, abstract, level)
        text = shape.text
        for k in range(level + 1):
            form = "decimal" if shape.legal else self._levels.get((abstract, k), _Level()).form
            text = text.replace(f"%{k + 1}", _shape(counts[k], form))
        return text.strip().rstrip(".") if heading_level else text.strip()

    def _place_of(self, paragraph: Any, heading_level: int | None) -> tuple[str, int] | None:
        """The paragraph's list and level, its own or its style's."""
        properties = paragraph.find(qn("w:pPr"))
        found = _number_of(properties)
        if found is not None or properties is None:
            return found
        style = properties.find(qn("w:pStyle"))
        found = self._style_numbers.get(style.get(qn("w:val"))) if style is not None else None
        return (found[0], heading_level - 1) if found and heading_level else found

    def _count(self, number_id: str, abstract: str, level: int) -> list[int]:
        counts = self._counts[abstract]
        for k, start in self._starts.pop(number_id, {}).items():
            if 0 <= k < 9:
                counts[k] = start - 1
        for k in range(level):
            if counts[k] is None:
                counts[k] = self._levels.get((abstract, k), _Level()).start
        before = counts[level]
        start = self._levels.get((abstract, level), _Level()).start
        counts[level] = start if before is None else before + 1
        counts[level + 1 :] = [None] * (8 - level)
        return [count or 0 for count in counts]


def _read_level(level: Any) -> _Level:
    legal = level.find(qn("w:isLgl"))
    return _Level(
        _value(level, "w:numFmt") or "decimal",
        text if (text := _value(level, "w:lvlText")) is not None else "%1.",
        _number(_value(level, "w:start"), 1),
        legal is not None and legal.get(qn("w:val")) not in ("0", "false"),
    )


def _value(element: Any, name: str) -> str | None:
    child = element.find(qn(name))
    return child.get(qn("w:val")) if child is not None else None


def _number(value: str | None, default: int) -> int:
    return int(value) if value and value.isdigit() and len(value) < 6 else default


def _number_of(properties: Any) -> tuple[str, int] | None:
    if properties is None:
        return None
    number = properties.find(qn("w:numPr"))
    if number is None:
        return None
    number_id, level = number.find(qn("w:numId")), number.find(qn("w:ilvl"))
    if number_id is None:
        return None
    return number_id.get(qn("w:val")), _number(level.get(qn("w:val")), 0) if level is not None else 0


def _shape(value: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (value - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and value < 400:
        roman = ""
        for number, sign in (
            (100, "c"),
            (90, "xc"),
            (50, "l"),
            (40, "xl"),
            (10, "x"),
            (9, "ix"),
            (5, "v"),
            (4, "iv"),
            (1, "i"),
        ):
            while value >= number:
                roman, value = roman + sign, value - number
        return roman.upper() if form == "upperRoman" else roman
    return str(value)
