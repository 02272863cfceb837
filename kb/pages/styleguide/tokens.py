"""The tokens of the style sheet, read from the sheet itself, and the contrast between its colours."""

from __future__ import annotations

import re
from dataclasses import dataclass

SCHEMES = ("light", "dark")
_DECLARATION = re.compile(r"(?m)^\s*--([\w-]+):\s*([^;]+);")
_BLOCK = re.compile(r"@media \(([^)]+)\) \{\s*:root \{([^}]*)\}")
_HEX = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Tokens:
    """What each token stands for: as written, and with more contrast asked for (only what differs)."""

    plain: dict[str, str]
    more: dict[str, str]

    def find_colour(self, name: str, scheme: str, *, is_more: bool = False) -> str:
        """The colour of a token as ``#rrggbb``; KeyError if it has none of its own."""
        value = self.more.get(name, self.plain[name]) if is_more else self.plain[name]
        if not value.startswith("light-dark("):
            raise KeyError(name)
        colours: list[str] = _HEX.findall(value)
        return colours[SCHEMES.index(scheme)]

    def find_colours(self) -> list[str]:
        """The names of the tokens that are one solid colour in each scheme."""
        return [name for name, value in self.plain.items() if len(_HEX.findall(value)) == len(SCHEMES)]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two colours that meet on the pages, and how far apart they must be at least."""

    ink: str
    ground: str
    least: float


TEXT, PARTS = 4.5, 3.0
INKS = ("ink", "ink-soft", "ink-faint", "accent", "accent-strong")
GROUNDS = ("paper", "surface", "sunken")
# What is read, then what is only seen: edges of controls, marks of themes, the ring of focus.
PAIRS = (
    *(Pair(ink, ground, TEXT) for ink in INKS for ground in GROUNDS),
    *(
        Pair(ink, ground, TEXT)
        for ink in ("ink", "accent-strong")
        for ground in ("accent-tint", "accent-tint-strong")
    ),
    Pair("accent", "accent-tint", TEXT),
    Pair("ink-soft", "accent-tint", TEXT),
    Pair("ink-faint", "accent-tint", TEXT),
    Pair("ink", "hit", TEXT),
    Pair("warn-ink", "warn-tint", TEXT),
    Pair("on-accent", "accent", TEXT),
    Pair("on-accent", "accent-strong", TEXT),
    *(Pair("rule-strong", ground, PARTS) for ground in GROUNDS),
    *(Pair(f"hue-{n}", ground, PARTS) for n in range(5) for ground in ("paper", "surface")),
)


def read_tokens(sheet: str) -> Tokens:
    """The tokens of the layer ``tokens`` of a sheet's text."""
    text = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    layer = text[text.index("@layer tokens {") : text.index("@layer base {")]
    blocks = {asked: dict(_DECLARATION.findall(body)) for asked, body in _BLOCK.findall(layer)}
    plain = dict(_DECLARATION.findall(layer[: layer.index("@media")]))
    return Tokens(plain=plain, more=blocks["prefers-contrast: more"])


def measure_contrast(first: str, second: str) -> float:
    """The contrast of two colours after WCAG 2, from 1 to 21."""
    lighter, darker = sorted((_find_luminance(first), _find_luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _find_luminance(colour: str) -> float:
    red, green, blue = (_straighten(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _straighten(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
