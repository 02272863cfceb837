from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.records.identifiers import ALPHABET, make_anchor, make_short_id, make_slug


def test_a_short_id_can_be_read_aloud():
    assert not set("ilou") & set(ALPHABET)
    assert all(re.fullmatch(f"[{ALPHABET}]{{6}}", make_short_id()) for _ in range(200))


def test_short_ids_differ():
    assert len({make_short_id() for _ in range(500)}) == 500


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Å lede på tvers", "a-lede-pa-tvers"),
        ("Bærekraft & gjøremål", "baerekraft-gjoremal"),
        ("???", "x"),
        ("  To  ord ", "to-ord"),
    ],
)
def test_a_slug_spells_norwegian_letters(text, slug):
    assert make_slug(text, taken=lambda _: False) == slug


def test_a_slug_that_is_taken_gets_a_number():
    assert make_slug("Tillit", taken={"tillit", "tillit-2"}.__contains__) == "tillit-3"


def test_a_long_slug_is_cut_at_a_word():
    slug = make_slug("ord " * 40, taken=lambda _: False, longest=10)
    assert slug == "ord-ord"
    assert len(make_slug("x" * 200, taken=lambda _: False)) == 60


@given(st.text())
def test_any_text_has_a_slug_that_fits_an_address(text):
    assert re.fullmatch(r"[a-z0-9_-]{1,60}", make_slug(text, taken=lambda _: False))


def test_an_anchor_depends_on_letters_alone():
    assert make_anchor("Tillit tar  tid.") == make_anchor("tillit tar tid")
    assert make_anchor("Tillit tar tid.") != make_anchor("Tillit tar makt.")
    assert re.fullmatch(rf"p[{ALPHABET}]{{6}}", make_anchor(""))
