"""The numbers and bullets that Word sets before paragraphs and does not store in their text."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document as WordDocument


class Numbering:
    """Counts a document's numbered paragraphs as they come, in the order of the text."""

    def __init__(self, document: WordDocument) -> None:
        self._levels: dict[tuple[str, int], tuple[str, str]] = {}
        self._abstract_of: dict[str, str] = {}
        self._counts: dict[str, list[int]] = defaultdict(lambda: [0] * 9)
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
        for abstract in root.findall(qn("w:abstractNum")):
            key = abstract.get(qn("w:abstractNumId"))
            for level in abstract.findall(qn("w:lvl")):
                form, text = level.find(qn("w:numFmt")), level.find(qn("w:lvlText"))
                self._levels[key, int(level.get(qn("w:ilvl")))] = (
                    form.get(qn("w:val")) if form is not None else "decimal",
                    text.get(qn("w:val")) if text is not None else "%1.",
                )
        for number in root.findall(qn("w:num")):
            self._abstract_of[number.get(qn("w:numId"))] = number.find(qn("w:abstractNumId")).get(qn("w:val"))

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
        properties = paragraph.find(qn("w:pPr"))
        found = _number_of(properties)
        if (
            found is None
            and properties is not None
            and (style := properties.find(qn("w:pStyle"))) is not None
        ):
            found = self._style_numbers.get(style.get(qn("w:val")))
            if found and heading_level:
                found = (found[0], heading_level - 1)
        if found is None or found[0] == "0":
            return ""
        number_id, level = found
        abstract = self._abstract_of.get(number_id)
        if abstract is None:
            return ""
        form, text = self._levels.get((abstract, level), ("decimal", "%1."))
        if form in ("bullet", "none"):
            return "-" if form == "bullet" else ""
        counts = self._counts[abstract if heading_level else number_id]
        counts[level] += 1
        counts[level + 1 :] = [0] * (8 - level)
        for k in range(level + 1):
            shown = self._levels.get((abstract, k), ("decimal", ""))[0]
            text = text.replace(f"%{k + 1}", _shape(max(counts[k], 1), shown))
        return text.strip().rstrip(".") if heading_level else text.strip()


def _number_of(properties: Any) -> tuple[str, int] | None:
    if properties is None:
        return None
    number = properties.find(qn("w:numPr"))
    if number is None:
        return None
    number_id, level = number.find(qn("w:numId")), number.find(qn("w:ilvl"))
    if number_id is None:
        return None
    return number_id.get(qn("w:val")), int(level.get(qn("w:val"))) if level is not None else 0


def _shape(value: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (value - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        roman = ""
        for number, sign in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
            while value >= number:
                roman, value = roman + sign, value - number
        return roman.upper() if form == "upperRoman" else roman
    return str(value)
