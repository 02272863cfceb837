"""The style sheets keep to the design system: what has a token is written by its token, and colours can be read."""

from __future__ import annotations

import re
from functools import cache

import pytest

from kb.pages.styleguide.tokens import PAIRS, SCHEMES, Pair, measure_contrast, read_tokens
from tests.web.sheets import ROOT, STYLES, Rule, read_sheets

SITE = (STYLES / "site.css").read_text("utf-8")
TOKENS = read_tokens(SITE)
RULES = read_sheets()
# Where colours may stand: the tokens of the system, and print, which turns them into black on white.
AT_THE_SOURCE = [rule for rule in RULES if rule.sheet == "site.css" and rule.layer in {"tokens", "print"}]
BESIDE_THE_SOURCE = [
    rule for rule in RULES if rule not in AT_THE_SOURCE and not rule.selector.startswith("@")
]
# A page may have tokens of its own, but no colours.
OUTSIDE = [rule for rule in BESIDE_THE_SOURCE if rule.layer != "tokens"]

COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)\(", re.IGNORECASE
)
WORD = re.compile(
    r"(?<![\w-])(?:white|black|gray|grey|red|green|blue|yellow|orange|purple|silver|navy|teal)(?![\w-])",
    re.IGNORECASE,
)
# Lengths that are steps of a scale; how wide a column is, is the page's own affair.
STEPPED = re.compile(
    r"^(?:font|font-size|line-height|margin|padding|gap|row-gap|column-gap|border|outline|box-shadow|text-decoration)(?:-|$)"
)
LENGTH = re.compile(r"(?<![\w.-])-?(?!0px)\d*\.?\d+(?:rem|px|pt)\b")
BREAKPOINTS = {"40rem", "46rem", "60rem", "64rem", "78rem"}


def find_declarations(rules: list[Rule]) -> list[tuple[Rule, str, str]]:
    return [(rule, name, value) for rule in rules for name, value in rule.declarations]


def tell(found: list[tuple[Rule, str, str]]) -> list[str]:
    return [f"{rule} {{ {name}: {value} }}" for rule, name, value in found]


def test_colours_have_their_names_and_stand_in_one_place():
    assert not tell(
        [
            (rule, name, value)
            for rule, name, value in find_declarations(OUTSIDE)
            if COLOUR.search(value) or (name != "font-family" and WORD.search(value))
        ]
    )


def test_sizes_of_type_and_room_are_steps():
    assert not tell(
        [
            (rule, name, value)
            for rule, name, value in find_declarations(OUTSIDE)
            if STEPPED.match(name) and LENGTH.search(value)
        ]
    )


@pytest.mark.parametrize(
    ("name", "free"),
    [
        ("font-weight", {"inherit"}),
        ("z-index", {"auto", "0"}),
        ("border-radius", {"0", "50%", "inherit"}),
        ("transition-duration", set()),
        ("font-family", {"inherit"}),
    ],
)
def test_what_has_tokens_is_said_with_them(name: str, free: set[str]):
    said = [entry for entry in find_declarations(OUTSIDE) if entry[1] == name]
    assert not tell(
        [(rule, n, value) for rule, n, value in said if "var(--" not in value and value not in free]
    )


def test_times_are_tokens():
    assert not tell(
        [entry for entry in find_declarations(OUTSIDE) if re.search(r"(?<![\w-])\d*\.?\d+m?s\b", entry[2])]
    )


def find_defined() -> set[str]:
    return {name for rule in RULES for name, _ in rule.declarations if name.startswith("--")}


def find_used() -> set[str]:
    return {
        token
        for rule in RULES
        for _, value in rule.declarations
        for token in re.findall(r"var\((--[\w-]+)", value)
    }


def test_every_token_that_is_used_exists():
    assert not find_used() - find_defined()


def test_every_token_is_used():
    assert not {f"--{name}" for name in TOKENS.plain} - find_used()


def test_more_contrast_changes_only_tokens_that_exist():
    assert not set(TOKENS.more) - set(TOKENS.plain)


@cache
def read_sources() -> str:
    files = [
        path
        for place, ends in (("templates", {".html"}), ("kb", {".py", ".html"}), ("static/js", {".js"}))
        for path in (ROOT / place).rglob("*")
        if path.suffix in ends
    ]
    return "\n".join(path.read_text("utf-8") for path in files)


@cache
def find_words() -> frozenset[str]:
    return frozenset(re.findall(r"[A-Za-z][\w-]*", read_sources()))


# Classes put together from a word and a value: quotecard--{{ kind }}, matrix lvl{{ level }}, side--{{ number }}.
@cache
def find_stems() -> tuple[str, ...]:
    stems = re.findall(r"([A-Za-z][\w-]*?)(?:\{\{|\{%|\{\}|\{[a-z_.]+\}|\$\{)", read_sources())
    return tuple(set(stems))


def is_made_of_parts(name: str) -> bool:
    """Whether the class is a stem with a word after a dash, or with a number."""
    fitting = [stem for stem in find_stems() if name.startswith(stem)]
    return any(stem.endswith(("-", "_")) or name[len(stem) :].isdigit() for stem in fitting)


def test_every_class_is_used_somewhere():
    classes = {
        (rule.sheet, name) for rule in RULES for name in re.findall(r"\.([A-Za-z][\w-]*)", rule.selector)
    }
    unused = sorted(
        f"{sheet}: .{name}"
        for sheet, name in classes
        if name not in find_words() and not is_made_of_parts(name)
    )
    assert not unused


def test_pages_change_at_the_same_widths():
    widths = {
        width
        for rule in RULES
        for head in rule.within
        for width in re.findall(r"@media.*width[^)]*?([\d.]+rem)", head)
    }
    assert not widths - BREAKPOINTS


def test_every_rule_stands_in_a_layer():
    named = {"tokens", "base", "parts", "pages", "modes", "print"}
    free = ("@font-face", "@keyframes", "from", "to")
    loose = [str(rule) for rule in RULES if rule.layer not in named and not rule.selector.startswith(free)]
    assert not loose


def test_only_the_system_speaks_of_the_base():
    system = {"base", "parts"}
    assert {rule.sheet for rule in RULES if rule.layer in system} == {"site.css"}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.ink} on {pair.ground}")
def test_ink_stands_out_from_its_ground(pair: Pair, scheme: str):
    ratio = measure_contrast(TOKENS.find_colour(pair.ink, scheme), TOKENS.find_colour(pair.ground, scheme))
    assert ratio >= pair.least


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.ink} on {pair.ground}")
def test_asked_for_more_contrast_there_is_more(pair: Pair, scheme: str):
    ink, ground = (TOKENS.find_colour(name, scheme, is_more=True) for name in (pair.ink, pair.ground))
    assert measure_contrast(ink, ground) >= max(7.0, pair.least)


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1.0)],
)
def test_contrast_is_that_of_the_guidelines(first: str, second: str, ratio: float):
    assert measure_contrast(first, second) == pytest.approx(ratio, abs=0.01)


def test_the_frame_of_the_browser_has_the_colour_of_the_page():
    base = (ROOT / "templates" / "base.html").read_text("utf-8")
    told = re.findall(
        r'name="theme-color"\s+content="(#\w+)"\s+media="\(prefers-color-scheme: (\w+)\)"', base
    )
    assert {scheme: colour for colour, scheme in told} == {
        scheme: TOKENS.find_colour("paper", scheme) for scheme in SCHEMES
    }
