"""The fonts are what their page in ``static/fonts`` says, and what the style sheet asks for."""

from __future__ import annotations

import re

from tests.web.sheets import ROOT, read_sheets

FONTS = ROOT / "static" / "fonts"
README = (FONTS / "README.md").read_text("utf-8")
FACES = [dict(rule.declarations) for rule in read_sheets("site.css") if rule.selector == "@font-face"]
OURS = [face for face in FACES if "url(" in face["src"]]


def find_file(face: dict[str, str]) -> str:
    return face["src"].split("/")[-1].split('"')[0]


def test_every_file_is_asked_for_and_every_file_asked_for_is_there():
    assert {find_file(face) for face in OURS} == {path.name for path in FONTS.glob("*.woff2")}


def test_no_text_waits_for_its_font_or_moves_when_it_comes():
    assert {face["font-display"] for face in OURS} == {"optional"}


def test_the_letters_of_the_second_files_are_those_they_were_cut_to():
    cut = re.search(r'EXT="([^"]+)"', README)
    assert cut
    ranges = {
        face["unicode-range"].replace(" ", "") for face in OURS if find_file(face).endswith("-ext.woff2")
    }
    assert ranges == {cut.group(1)}
    assert not [
        face for face in OURS if "unicode-range" in face and not find_file(face).endswith("-ext.woff2")
    ]


def test_every_stand_in_is_measured():
    stand_ins = [face for face in FACES if "local(" in face["src"]]
    assert len(stand_ins) >= 4
    assert all({"size-adjust", "ascent-override", "descent-override"} <= set(face) for face in stand_ins)


def test_the_page_about_fonts_tells_their_weight_and_licence():
    for path in FONTS.glob("*.woff2"):
        assert f"{path.stat().st_size:,}" in README, path.name
    for licence in ("literata-OFL.txt", "inter-OFL.txt"):
        assert licence in README
        assert "SIL Open Font License" in (FONTS / licence).read_text("utf-8")
