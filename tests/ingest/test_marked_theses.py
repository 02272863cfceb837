"""Whole invented theses, most of whose interview quotations stand inside running text."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.ingest.parse import parse
from tests.ingest.marked_theses import THESES, Marked, read_marked, wrap

LAYOUTS: dict[str, Callable[[str], str]] = {
    "a paragraph a line": str,
    "lines of a page": wrap,
    "lines that end as on Windows": lambda text: wrap(text, width=92).replace("\n", "\r\n"),
    "straight marks": lambda text: re.sub("[«»“”]", '"', text),
}
SHORT_KINDS = {"title": "other", "term": "other"}
ROLES = re.compile(r"(?:nav-)?(?:leder|leiar|rektor|styrer|informant|veileder|medarbeider|manager)")


def fold(text: str | None) -> str:
    return re.sub(r"[\W_]+", "", (text or "").casefold())


def voice(label: str | None) -> str:
    """A speaker as far as the thesis tells him apart: "en annen leder" is a leader, "leder 3" leader 3."""
    words = re.findall(r"\w+", (label or "").casefold())
    if words and (words[-1].isdigit() or len(words[-1]) == 1):
        return words[-1]
    role = ROLES.search((label or "").casefold())
    place = re.search(r"\si\s([A-ZÆØÅ]\w+)|,\s(\w+ kontor)", label or "")
    return (role.group() if role else fold(label)) + (place.group() if place else "")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("path", THESES, ids=lambda path: path.stem)
def test_every_quotation_is_found_with_its_kind_and_its_speaker(path: Path, layout: str) -> None:
    text, marked = read_marked(path)
    draft = parse("thesis.txt", LAYOUTS[layout](text).encode())
    found = [
        Marked(one.form.value, one.kind.value, one.speaker, one.text)
        for one in draft.quotations
        if one.form.value == "block" or len(one.text.split()) >= 5
    ]
    assert [fold(one.text) for one in found] == [fold(one.text) for one in marked]
    assert [as_told(one) for one in found] == [
        as_told(one, unless=other) for one, other in zip(marked, found, strict=True)
    ]


def as_told(one: Marked, unless: Marked | None = None) -> tuple[str, str, str, str]:
    """What is compared; a speaker whom the key leaves open is the one that was found."""
    kind = SHORT_KINDS.get(one.kind, one.kind) if one.form == "inline" else one.kind
    speaker = unless.speaker if unless is not None and one.speaker is None else one.speaker
    return one.form, kind, voice(speaker if one.kind == "interview" else None), fold(one.text)[:40]


@pytest.mark.parametrize("path", THESES, ids=lambda path: path.stem)
def test_every_informant_of_a_thesis_stands_once(path: Path) -> None:
    labels = [fold(one.label) for one in parse("thesis.txt", read_marked(path)[0].encode()).informants]
    assert len(labels) == len(set(labels))
