from __future__ import annotations

import pytest

from kb.ingest.document import SectionKind
from kb.ingest.layout import lay_out
from kb.ingest.readers import read_source
from tests.ingest.example_thesis import Piece, wrapped

PROSE = (
    "Lederen fortalte om en uke der alt gikk etter planen bortsett fra planen selv, som ble skrevet om "
    "to ganger før onsdag. Slik er det de fleste ukene, og ingen har lenger noe imot det. Kontoret har "
    "vent seg til at tavla i gangen er den eneste planen som gjelder."
)
LONG = "Det lange løftet om at alle skal få hjelp samme dag, slik det står skrevet på plakaten over døra"


def chapters(text: str) -> list[tuple[str, int]]:
    document = lay_out(read_source("oppgave.txt", text.encode()))[0]
    return [(s.title, s.level) for s in document.sections if s.kind is SectionKind.CHAPTER]


def listed(*titles: str) -> str:
    """A thesis whose contents list ``titles``, each of which stands over prose in the text; lines are wrapped."""
    contents = "\n".join(f"{title} ........ {page}" for page, title in enumerate(titles, start=3))
    pieces = tuple(piece for title in titles for piece in (Piece("heading", title), Piece("text", PROSE)))
    return "\n".join(["Innhold", "", contents, "", *wrapped(pieces, width=70)])


def test_a_listed_heading_that_wraps_is_one_heading() -> None:
    assert chapters(listed("Innledning", LONG, "Konklusjon")) == [
        ("Innledning", 1),
        (LONG, 1),
        ("Konklusjon", 1),
    ]


def test_a_heading_spelt_a_little_otherwise_than_listed_is_the_one_listed() -> None:
    text = listed("Innledning", "Ledelse på avstand", "Konklusjon")
    slip = text.replace("\nLedelse på avstand\n", "\nLedelse på avtsand\n")
    assert slip != text
    assert ("Ledelse på avtsand", 1) in chapters(slip)


def test_words_of_the_contents_in_the_midst_of_a_sentence_are_no_heading() -> None:
    text = listed("Innledning", "Tillit og tid", "Konklusjon")
    sentence = (
        "Det som går igjen i alle samtalene fra de fire kontorene, det er ordene\n"
        "Tillit og tid\n"
        "og de andre ordene som ingen skrev opp fordi de ble sagt i døra på vei\n"
        "ut."
    )
    assert [title for title, _ in chapters(f"{text}\n\n{sentence}\n")] == [
        "Innledning",
        "Tillit og tid",
        "Konklusjon",
    ]


def unnumbered(*parts: str) -> str:
    return "\n\n".join(("Innledning", PROSE, *parts, "Konklusjon", PROSE))


@pytest.mark.parametrize(
    "heading",
    ["Når avtalen ligger i skuffen", "«Vi tar det når vi ses»", "Tid", "Lederen som nabo"],
)
def test_without_contents_a_short_line_over_prose_is_a_heading(heading: str) -> None:
    assert (heading, 2) in chapters(unnumbered("Funn", PROSE, heading, PROSE))


@pytest.mark.parametrize(
    "line",
    [
        "Tabell 3 Kontorene i utvalget",
        "a) Kontorene i utvalget",
        "kontorene i utvalget",
        "Kontorene i utvalget:",
        "Hva er det egentlig vi gjør her?",
        "Kontor = sted",
        "«Vi tar det når vi ses!»",
    ],
)
def test_captions_items_and_questions_are_no_headings(line: str) -> None:
    titles = [title for title, _ in chapters(unnumbered("Funn", PROSE, line, PROSE))]
    assert titles == ["Innledning", "Funn", "Konklusjon"]


def test_words_in_marks_after_a_colon_are_said_and_no_heading() -> None:
    found = chapters(
        unnumbered("Funn", PROSE, "En leder kalte det bare dette:", "«Vi tar det når vi ses»", PROSE)
    )
    assert [title for title, _ in found] == ["Innledning", "Funn", "Konklusjon"]


def test_one_usual_name_alone_makes_no_chapters() -> None:
    assert chapters("\n\n".join((PROSE, "Innledning", PROSE, PROSE))) == []
