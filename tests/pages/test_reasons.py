from __future__ import annotations

from pathlib import Path

import pytest
from django.utils.translation import override

from kb.ingest.parse import parse
from kb.ingest.vocabulary import read_vocabulary
from kb.pages.reasons import HEADS, PHRASES, word_reason

ROOT = Path(__file__).resolve().parents[2]


def test_a_reason_is_said_in_the_language_of_the_page() -> None:
    with override("nb"):
        assert word_reason("cites a work") == "viser til et verk"
        assert word_reason("cites a work; named just before") == "viser til et verk; nevnt like før"
    with override("en"):
        assert word_reason("cites a work") == "cites a work"


def test_what_is_not_in_the_set_is_shown_as_it_is() -> None:
    assert word_reason("noe helt annet") == "noe helt annet"
    assert word_reason("") == ""


@pytest.mark.parametrize("path", sorted((ROOT / "fixtures/theses").glob("*.txt")), ids=lambda path: path.name)
def test_every_reason_that_reading_gives_is_in_the_set(path: Path) -> None:
    draft = parse(path.name, path.read_bytes(), vocabulary=read_vocabulary(ROOT / "fixtures/themes.json"))
    reasons = {quotation.reason for quotation in draft.quotations} | {theme.reason for theme in draft.themes}
    assert reasons
    unknown = {
        part
        for reason in reasons
        for part in reason.split("; ")
        if part not in PHRASES
        and part.partition(": ")[0] not in HEADS
        and not all(piece in PHRASES for piece in part.split(", "))
    }
    assert unknown == set()
