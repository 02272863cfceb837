from __future__ import annotations

import textwrap

import pytest

from kb.ingest.document import BlockKind, Document, Region
from kb.ingest.layout import lay_out
from kb.ingest.readers import read_source

PROSE = (
    "Kontoret hadde skiftet leder to ganger på tre år, og begge gangene ble planen liggende i skuffen. Det var "
    "først da skranken skulle flyttes at noen spurte hvor planen var blitt av, og da var den to år gammel. "
    "Ingen av lederne husket hvem som hadde skrevet den, men alle mente at den var god."
)
SAID = (
    "Planen lå i skuffen min hele tiden, og jeg visste det, men det var ingen som spurte meg om den, så da lot "
    "jeg den ligge der den lå."
)


def set_page(*paragraphs: tuple[str, int, int], gap: str = "\n\n") -> str:
    """Lines of a page; each paragraph with the columns its first line and the others stand in."""
    return gap.join(
        textwrap.fill(text, 80, initial_indent=" " * first, subsequent_indent=" " * others)
        for text, first, others in paragraphs
    )


def read(text: str) -> Document:
    return lay_out(read_source("oppgave.txt", text.encode()))[0]


def set_off(document: Document) -> list[str]:
    return [
        document.text_of(block.span)
        for block in document.blocks
        if block.kind is BlockKind.QUOTATION and block.region is Region.BODY
    ]


@pytest.mark.parametrize("column", [3, 5, 10])
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_a_paragraph_that_stands_in_is_a_block_quotation(column: int, gap: str) -> None:
    own = [(PROSE, 0, 0)] * 3
    text = set_page(("1 Innledning", 0, 0), *own, (SAID, column, column), *own, gap=gap)
    assert set_off(read(text)) == [SAID]


def test_first_lines_that_stand_in_begin_a_paragraph() -> None:
    text = set_page(
        ("1 Innledning", 0, 0),
        *[(PROSE, 4, 0)] * 12,
        ("Slik var det, og slik ble det ganske lenge.", 4, 0),
        gap="\n",
    )
    assert set_off(read(text)) == []


def test_where_much_of_the_text_stands_in_it_tells_nothing() -> None:
    text = set_page(("1 Innledning", 0, 0), *[(PROSE, 0, 0), (SAID, 4, 4), (PROSE, 4, 4)] * 4)
    assert set_off(read(text)) == []


def test_items_and_what_is_centred_are_no_quotations() -> None:
    item = (f"- {SAID}", 4, 6)
    centred = ("Ventetid i tall", 30, 30)
    text = set_page(("1 Innledning", 0, 0), *[(PROSE, 0, 0)] * 3, item, (PROSE, 0, 0), centred, (PROSE, 0, 0))
    assert set_off(read(text)) == []
