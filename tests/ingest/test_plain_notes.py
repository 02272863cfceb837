from __future__ import annotations

from textwrap import wrap

import pytest

from kb.ingest.document import BlockKind, Document, SectionKind
from kb.ingest.layout import lay_out
from kb.ingest.readers import read_source

TALK = (
    "Hun som leder filialen, sier at ingen lenger spør etter åpningstidene, fordi alle vet at døra er åpen når lyset "
    "er på, og at lyset er på når noen har husket å komme."
)
NOTES = [
    "1 Se for eksempel de gamle oppslagene i gangen.",
    "2 Tallet er fra før flyttingen, da huset hadde\ntre dører og to av dem var låst.",
    "3 Ibid., s. 12.",
]


def page(number: int, note: str, word: str) -> str:
    """A page of wrapped text whose last sentence goes on over the page, its note and its number at the foot."""
    first = f"Slik ble det etter ordningen{number}, og slik er det fremdeles. {TALK} {TALK}"
    text = f"Videre handler dette om {word} og om dem som hver morgen står og venter på trappa til lyset kommer på"
    rest = {
        1: "i gangen, og da går de inn uten å si noe til hverandre.",
        2: "over døra, som likevel er låst fram til den første har ringt.",
        3: "i taket, eller til noen andre har tent stearinlyset sitt.",
    }[number]
    below = wrap(f"{first} {text}", 75)
    return "\n".join(
        ["\n".join(below), "", note, "", str(number), "\f" + rest, "", *wrap(f"{TALK} {TALK}", 75), ""]
    )


def document_of(text: str) -> Document:
    return lay_out(read_source("oppgave.txt", text.encode()))[0]


def texts(document: Document, kind: BlockKind) -> list[str]:
    return [document.text_of(block.span) for block in document.blocks if block.kind is kind]


def test_a_numbered_line_at_the_foot_of_a_page_is_a_footnote_and_the_sentence_goes_on() -> None:
    pages = "".join(
        page(n, note, word)
        for n, (note, word) in enumerate(zip(NOTES, ("tid", "lys", "dører"), strict=True), 1)
    )
    document = document_of(f"1 Innledning\n\n{pages}")
    assert texts(document, BlockKind.FOOTNOTE) == [note.replace("\n", " ") for note in NOTES]
    assert [s.title for s in document.sections if s.kind is SectionKind.CHAPTER] in ([], ["Innledning"])
    body = " ".join(texts(document, BlockKind.PARAGRAPH))
    assert "kommer på i gangen, og da går de inn" in body
    assert "kommer på over døra, som" in body
    assert "kommer på i taket, eller" in body


def test_notes_gathered_at_the_end_are_footnotes() -> None:
    body = "\n\n".join(f"Slik ble det etter ordningen{n}. {TALK}" for n in (1, 2, 3))
    notes = [note.replace("\n", " ") for note in NOTES]
    document = document_of("\n\n".join(["Innledning", body, "Vedlegg 1", TALK, *notes]))
    assert texts(document, BlockKind.FOOTNOTE) == notes


@pytest.mark.parametrize(
    "lines",
    [
        ["Tre ting går igjen:", "1 Døra er åpen", "2 Lyset er på", "3 Ingen spør"],
        ["Slik var ordningen1 den gang.", TALK, "1 Døra er åpen", TALK, "2 Lyset er på", TALK],
    ],
    ids=["no marks in the text", "one mark only"],
)
def test_numbered_lines_whose_numbers_the_text_does_not_hold_are_no_footnotes(lines: list[str]) -> None:
    document = document_of("\n\n".join(["Innledning", TALK, *lines, TALK]))
    assert not texts(document, BlockKind.FOOTNOTE)
