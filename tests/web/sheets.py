"""Reads the style sheets apart, far enough to ask what stands in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
STYLES = ROOT / "static" / "css"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with what it stands in (``@layer tokens``, ``@media …``), its selector and its declarations."""

    sheet: str
    within: tuple[str, ...]
    selector: str
    declarations: tuple[tuple[str, str], ...]

    @property
    def layer(self) -> str:
        return next((name.removeprefix("@layer ") for name in self.within if name.startswith("@layer ")), "")

    def __str__(self) -> str:
        return f"{self.sheet}: {self.selector}"


def read_sheets(*names: str) -> list[Rule]:
    """The rules of all sheets, or of those that are named."""
    paths = [STYLES / name for name in names] or sorted(STYLES.glob("*.css"))
    return [rule for path in paths for rule in split_rules(path.read_text("utf-8"), path.name)]


def split_rules(text: str, sheet: str) -> list[Rule]:
    """The rules of one sheet in their order; blocks without rules (@font-face, @page) are rules of their own name."""
    return list(_walk(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL), sheet, ()))


def _walk(text: str, sheet: str, within: tuple[str, ...]) -> Iterator[Rule]:
    for head, body in _find_blocks(text):
        if head.startswith(("@layer", "@media", "@supports")):
            yield from _walk(body, sheet, (*within, head))
        else:
            yield Rule(sheet, within, head, tuple(_find_declarations(body)))
            yield from _walk(body, sheet, (*within, head))


def _find_blocks(text: str) -> Iterator[tuple[str, str]]:
    depth, start, head = 0, 0, ""
    for match in re.finditer(r"[{};]", text):
        sign, at = match.group(), match.start()
        if sign == "{":
            if depth == 0:
                head = " ".join(text[start:at].split())
                start = at + 1
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield head, text[start:at]
                start = at + 1
        elif depth == 0:
            start = at + 1


def _find_declarations(body: str) -> Iterator[tuple[str, str]]:
    own = re.sub(r"[^{};]*\{[^{}]*\}", "", body)
    for part in re.split(r";(?![^()]*\))", own):
        name, colon, value = part.partition(":")
        if colon and name.strip():
            yield name.strip(), " ".join(value.split())
