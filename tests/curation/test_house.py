"""The admin looks as the public pages do: its tokens and fonts are theirs, and no colour stands outside them."""

from __future__ import annotations

import re

import pytest

from kb.pages.styleguide.tokens import SCHEMES, measure_contrast, read_tokens
from tests.web.sheets import ROOT, split_rules

SHEETS = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "static/curation").glob("*.css"))}
SITE = (ROOT / "static/css/site.css").read_text("utf-8")
THEIRS = read_tokens(SITE)
_ROOTS = [rule for rule in split_rules(SHEETS["house.css"], "house.css") if rule.selector == "html:root"]
PLAIN = {name.removeprefix("--"): value for name, value in _ROOTS[0].declarations}
MORE = {name.removeprefix("--"): value for name, value in _ROOTS[1].declarations}
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|light-dark|color-mix)\(", re.IGNORECASE)


def translate(tokens: dict[str, str]) -> dict[str, str]:
    """The site's tokens as the admin calls them: Django has another use for the name of the accent."""
    return {
        "green" if name == "accent" else name: value.replace("var(--accent)", "var(--green)")
        for name, value in tokens.items()
    }


def test_tokens_of_the_same_name_are_the_same():
    theirs = translate(THEIRS.plain)
    shared = set(PLAIN) & set(theirs)
    assert {"green", "paper", "ink", "serif", "sans"} <= shared
    assert {name: PLAIN[name] for name in shared} == {name: theirs[name] for name in shared}


def test_more_contrast_is_the_same_more():
    theirs = translate(THEIRS.more)
    assert {name: value for name, value in MORE.items() if name in theirs} == {
        name: value for name, value in theirs.items() if name in PLAIN
    }


def test_the_fonts_are_the_same():
    faces = re.compile(r"@font-face \{.*?\n\}", re.DOTALL)
    assert faces.findall(SHEETS["house.css"]) == faces.findall(SITE)


@pytest.mark.parametrize("sheet", [name for name in SHEETS if name != "house.css"])
def test_a_sheet_has_no_colour_of_its_own_and_no_token_that_is_unknown(sheet: str):
    text = re.sub(r"/\*.*?\*/", "", SHEETS[sheet], flags=re.DOTALL)
    assert not COLOUR.findall(text)
    known = {*PLAIN, *re.findall(r"--([\w-]+):", text)}
    assert not set(re.findall(r"var\(--([\w-]+)", text)) - known


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["paper", "surface", "sunken", "stop-tint"])
def test_what_stops_can_be_read(scheme: str, ground: str):
    colours = [re.findall(r"#[0-9a-f]{6}", PLAIN[name])[SCHEMES.index(scheme)] for name in ("stop", ground)]
    assert measure_contrast(*colours) >= 4.5
