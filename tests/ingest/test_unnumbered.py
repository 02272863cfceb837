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


# A paragraph whose last line is full and one whose first line ends a sentence: only their wording tells a heading.
NEIGHBOURS = (
    "Kontoret har flyttet to ganger på fire år, og begge gangene ble skiltet glemt igjen på det gamle stedet. Ingen\n"
    "har savnet det, for de som kommer hit, kommer fordi noen har fortalt dem hvilken dør de skal banke på først."
)


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n\n"])
def test_a_heading_needs_no_wider_gap_when_a_sentence_ends_above_and_prose_begins_below(gap: str) -> None:
    lines = "\n".join(
        ("Innledning", NEIGHBOURS, "Døra og skiltet", NEIGHBOURS, "Konklusjon", NEIGHBOURS)
    ).split("\n")
    assert chapters(gap.join(lines)) == [("Innledning", 1), ("Døra og skiltet", 2), ("Konklusjon", 1)]


def test_a_chapter_right_above_its_first_part_is_a_heading_too() -> None:
    text = unnumbered("Funn", "Lederne om dagen", PROSE, "Lederne om kvelden", PROSE)
    assert chapters(text)[1:4] == [("Funn", 1), ("Lederne om dagen", 2), ("Lederne om kvelden", 2)]


def test_the_cells_of_a_table_over_a_paragraph_are_no_headings() -> None:
    text = unnumbered(
        "Metode", PROSE, "Tabell 1: Kontorene", "Fjell", "Dal og strand", "Ingen av delene", PROSE
    )
    assert [title for title, _ in chapters(text)] == ["Innledning", "Metode", "Konklusjon"]


@pytest.mark.parametrize("label", ["Leder B", "Informant 4", "Mira"])
def test_the_name_of_a_voice_over_its_words_is_no_heading(label: str) -> None:
    said = f"«{PROSE}»"
    text = unnumbered("Funn", PROSE, label, said, PROSE, label, said, PROSE, label, said)
    assert label not in [title for title, _ in chapters(text)]


def page(*parts: str) -> str:
    return "\n\n".join(parts)


def test_a_chapter_begins_a_page_and_its_parts_need_not() -> None:
    pages = [
        page("Innledning", PROSE, "Bakgrunn", PROSE, PROSE),
        page("Metode", PROSE, "Utvalg", PROSE, PROSE),
        page("Funn", PROSE, "Tid", PROSE, PROSE),
        page("Drøfting", PROSE, "Tid og rom", PROSE, PROSE),
        page("Det siste ordet", PROSE, "Konklusjon", PROSE),
    ]
    levels = dict(chapters("\n\n\f".join(pages)))
    assert [title for title, level in levels.items() if level == 1] == [
        "Innledning",
        "Metode",
        "Funn",
        "Drøfting",
    ]
    assert levels["Konklusjon"] == 2


def test_chapters_in_capitals_are_chapters_whatever_their_names() -> None:
    text = "\n\n".join(
        part
        for title in (
            "INNLEDNING",
            "Bakgrunn",
            "METODE",
            "DØRA",
            "Konklusjon",
            "FUNN",
            "Tid",
            "DRØFTING",
            "Rom",
        )
        for part in (title, PROSE)
    )
    assert [title for title, level in chapters(text) if level == 1] == [
        "INNLEDNING",
        "METODE",
        "DØRA",
        "FUNN",
        "DRØFTING",
    ]


def test_the_small_headings_of_an_abstract_are_no_chapters() -> None:
    short = "Kort sagt handler dette om dører og om hvem som åpner dem for hvem på slike steder."
    abstract = page(
        "Sammendrag", "Bakgrunn", short, "Metode", short, "Resultater", short, "Konklusjon", short
    )
    body = page(
        *(part for title in ("Innledning", "Metode", "Funn", "Konklusjon") for part in (title, *[PROSE] * 6))
    )
    assert [title for title, _ in chapters(f"{abstract}\n\n{body}")] == [
        "Innledning",
        "Metode",
        "Funn",
        "Konklusjon",
    ]


def test_a_chapter_may_lack_the_number_its_parts_have() -> None:
    text = page(
        "Innledning",
        "1.1 Tema",
        PROSE,
        "Metode",
        "2.1 Utvalg",
        PROSE,
        "2.2 Døra",
        PROSE,
        "Funn",
        "3.1 Tid",
        PROSE,
    )
    assert chapters(text) == [
        ("Innledning", 1),
        ("Tema", 2),
        ("Metode", 1),
        ("Utvalg", 2),
        ("Døra", 2),
        ("Funn", 1),
        ("Tid", 2),
    ]


@pytest.mark.parametrize(
    ("heading", "lead"),
    [
        ("Problemstilling", "Arbeidet svarer på denne problemstillingen:"),
        ("Forskningsspørsmål", "Jeg stiller tre spørsmål til arbeidet deres:"),
        ("Avgrensning", "Oppgaven handler ikke om bibliotekbussen."),
    ],
)
def test_a_usual_part_of_the_introduction_may_stand_over_a_short_line(heading: str, lead: str) -> None:
    question = "Hvordan leder en biblioteksjef et hus der ingen vet når døra er åpen?"
    text = f"Innledning\n\n{PROSE}\n\n\n{heading}\n\n{lead}\n\n{question}\n\n\nTeori\n\n{PROSE}\n\nMetode\n\n{PROSE}\n"
    assert (heading, 2) in chapters(text)


def test_another_short_line_over_a_short_line_is_no_heading() -> None:
    scene = "Fredag morgen\n\nDet var ingen der da hun kom."
    text = f"Innledning\n\n{PROSE}\n\n\n{scene}\n\nTeori\n\n{PROSE}\n\nMetode\n\n{PROSE}\n"
    assert [title for title, _ in chapters(text)] == ["Innledning", "Teori", "Metode"]
