"""The page that shows the design system: every token of the sheet, and every part with example data."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.pages.styleguide.examples import EXAMPLES, Examples
from kb.pages.styleguide.tokens import PAIRS, SCHEMES, Pair, Tokens, measure_contrast

# The grounds that parts are shown on side by side: what it is called, and its class.
GROUNDS = (
    ("Light", "sg-light"),
    ("Dark", "sg-dark"),
    ("More contrast", "sg-light sg-more"),
    ("More contrast, dark", "sg-dark sg-more"),
)

# What a token is shown as, by how its name begins; the first that fits. Colours are found by what they are.
_SHOWN_AS = (
    ("step", "size"),
    ("gap", "room"),
    ("edge", "room"),
    ("target", "room"),
    ("control", "room"),
    ("line-", "text"),
    ("line", "line"),
    ("voice", "line"),
    ("focus-gap", "value"),
    ("focus", "line"),
    ("radius", "corner"),
    ("shadow", "shadow"),
    ("tone", "colour"),
)
# Their names begin as those of lines do.
_DRAWN = {"line", "line-control", "line-strong", "line-accent", "line-suggested"}


@dataclass(frozen=True, slots=True)
class TokenRow:
    name: str
    value: str
    shown_as: str


@dataclass(frozen=True, slots=True)
class Swatch:
    """A colour, with its value in light, dark, and both with more contrast."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ratio:
    text: str
    is_enough: bool


@dataclass(frozen=True, slots=True)
class MeasuredPair:
    pair: Pair
    ratios: tuple[Ratio, ...]


@dataclass(frozen=True, slots=True)
class StyleguidePage:
    """``language`` is that of the examples."""

    title: str
    language: str
    sizes: tuple[TokenRow, ...]
    rooms: tuple[TokenRow, ...]
    drawn: tuple[TokenRow, ...]
    others: tuple[TokenRow, ...]
    swatches: tuple[Swatch, ...]
    pairs: tuple[MeasuredPair, ...]
    grounds: tuple[tuple[str, str], ...]
    examples: Examples


def present_styleguide(tokens: Tokens) -> StyleguidePage:
    colours = set(tokens.find_colours())
    rows = [
        TokenRow(name, value, _choose(name)) for name, value in tokens.plain.items() if name not in colours
    ]

    def pick(*kinds: str) -> tuple[TokenRow, ...]:
        return tuple(row for row in rows if row.shown_as in kinds)

    return StyleguidePage(
        title="Style guide",
        language="nb",
        sizes=pick("size"),
        rooms=pick("room"),
        drawn=pick("line", "corner", "shadow", "colour"),
        others=pick("text", "value"),
        swatches=tuple(Swatch(name, _find_values(tokens, name)) for name in tokens.find_colours()),
        pairs=tuple(MeasuredPair(pair, _measure(tokens, pair)) for pair in PAIRS),
        grounds=GROUNDS,
        examples=EXAMPLES,
    )


def write_token_sheet(tokens: Tokens) -> str:
    """A style sheet with a class for every token, and the tokens of more contrast for a part of a page alone."""
    rules = [
        ".sg-light { color-scheme: light; }",
        ".sg-dark { color-scheme: dark; }",
        f".sg-more {{ {_list_more(tokens)} }}",
    ]
    shows = {
        "size": "font-size",
        "room": "inline-size",
        "line": "border-block-start",
        "corner": "border-radius",
        "shadow": "box-shadow",
        "colour": "background",
    }
    colours = set(tokens.find_colours())
    for name in tokens.plain:
        kind = "colour" if name in colours else _choose(name)
        if kind in shows:
            rules.append(f".sg-{kind}--{name} {{ {shows[kind]}: var(--{name}); }}")
    return "@layer pages {\n" + "\n".join(rules) + "\n}\n"


def _choose(name: str) -> str:
    if name in _DRAWN:
        return "line"
    return next((kind for start, kind in _SHOWN_AS if name.startswith(start)), "value")


def _find_values(tokens: Tokens, name: str) -> tuple[str, ...]:
    return tuple(
        tokens.find_colour(name, scheme, is_more=is_more) for is_more in (False, True) for scheme in SCHEMES
    )


def _measure(tokens: Tokens, pair: Pair) -> tuple[Ratio, ...]:
    inks, grounds = _find_values(tokens, pair.ink), _find_values(tokens, pair.ground)
    ratios = [measure_contrast(ink, ground) for ink, ground in zip(inks, grounds, strict=True)]
    return tuple(Ratio(f"{ratio:.1f}", is_enough=ratio >= pair.least) for ratio in ratios)


def _list_more(tokens: Tokens) -> str:
    """What changes with more contrast, and all that is made of it: tokens are filled in where they are declared."""
    changed = dict(tokens.more)
    for name, value in tokens.plain.items():
        if name not in changed and any(used in changed for used in re.findall(r"var\(--([\w-]+)\)", value)):
            changed[name] = value
    return " ".join(f"--{name}: {value};" for name, value in changed.items())
