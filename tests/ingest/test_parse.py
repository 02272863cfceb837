from __future__ import annotations

import json

import pytest

from kb.ingest.contract import as_contract
from kb.ingest.document import SectionKind
from kb.ingest.draft import Theme
from kb.ingest.errors import UnreadableFile
from kb.ingest.parse import STEPS, parse
from tests.ingest.example_thesis import FIRST_QUOTE, contents, flowing

THESIS = (contents() + "\n\n" + flowing()).encode()


def test_a_thesis_is_read_whole() -> None:
    draft = parse("oppgave.txt", THESIS)
    assert [s.number for s in draft.document.sections if s.kind is SectionKind.CHAPTER][:3] == [
        "1",
        "1.1",
        "2",
    ]
    assert draft.particulars.research_question is not None
    assert [q.speaker for q in draft.quotations if q.text in FIRST_QUOTE] == ["Leder A"]
    assert len(draft.references) == 2


def test_every_finding_is_where_it_says() -> None:
    draft = parse("oppgave.txt", THESIS, vocabulary=[Theme("handlingsrom", ("handlingsrom",))])
    for quotation in draft.quotations:
        assert draft.document.text_of(quotation.span) == quotation.text
    for citation in draft.citations:
        assert draft.document.text_of(citation.span) == citation.raw
    for theme in draft.themes:
        assert 0 <= theme.block < len(draft.document.blocks)


def test_progress_is_told_step_by_step() -> None:
    told: list[tuple[str, int, int]] = []
    parse("oppgave.txt", THESIS, progress=lambda step, done, total: told.append((step, done, total)))
    assert [step for step, _, _ in told] == list(STEPS)
    assert [done for _, done, _ in told] == list(range(len(STEPS)))
    assert {total for _, _, total in told} == {len(STEPS)}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"Handleliste: melk, br\xc3\xb8d og ost.", "not_a_thesis"),
        (b"x = 1\n" * 2000, "not_a_thesis"),
    ],
    ids=["nothing", "a shopping list", "a program"],
)
def test_what_is_no_thesis_is_refused_with_a_remedy(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        parse("fil.txt", data)
    assert refusal.value.code == code
    assert refusal.value.remedy


def test_prose_without_headings_is_a_draft_with_a_notice() -> None:
    prose = ("Lederen gikk gjennom lokalet og slukket lysene ett etter ett, slik hun pleide. " * 40).encode()
    assert "no_headings" in [notice.code for notice in parse("x.txt", prose).notices]


def test_notices_come_in_the_order_of_the_file() -> None:
    lines = [notice.lines.first if notice.lines else 0 for notice in parse("x.txt", THESIS).notices]
    assert lines == sorted(lines)


def test_reading_twice_gives_the_same() -> None:
    assert json.dumps(as_contract(parse("x.txt", THESIS))) == json.dumps(as_contract(parse("x.txt", THESIS)))
