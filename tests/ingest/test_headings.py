from __future__ import annotations

import pytest

from kb.ingest.document import Document, SectionKind
from kb.ingest.layout import lay_out
from kb.ingest.readers import read_source
from tests.ingest.example_thesis import BODY, NUMBERS, Piece, contents, double_spaced, flowing, wrapped

PROSE = (
    "Lederen fortalte om en uke der alt gikk etter planen bortsett fra planen selv, som ble skrevet om "
    "to ganger før onsdag. Slik er det de fleste ukene, og ingen har lenger noe imot det."
)


def chapters(text: str) -> list[tuple[str | None, str, int]]:
    document = lay_out(read_source("oppgave.txt", text.encode()))[0]
    return [(s.number, s.title, s.level) for s in document.sections if s.kind is SectionKind.CHAPTER]


def document_of(*paragraphs: str) -> Document:
    return lay_out(read_source("oppgave.txt", "\n\n".join(paragraphs).encode()))[0]


TITLES = [piece.text.split(" ", 1)[1] for piece in BODY if piece.kind == "heading"]
WANTED = [(number, title, number.count(".") + 1) for number, title in zip(NUMBERS, TITLES, strict=True)]


@pytest.mark.parametrize(
    "text",
    [flowing(), "\n".join(wrapped()), "\n".join(double_spaced()), contents() + "\n\n" + flowing()],
    ids=["a paragraph a line", "wrapped", "double-spaced", "with contents"],
)
def test_numbered_headings_are_found_in_every_setting(text: str) -> None:
    assert chapters(text) == WANTED


@pytest.mark.parametrize(
    ("form", "number"),
    [
        ("{n}.{t}", "{n}"),
        ("{n}. {t}", "{n}"),
        ("{n} {t}", "{n}"),
        (" {n} {t}", "{n}"),
        ("**{n} {t}**", "{n}"),
        ("## {n} {t}", "{n}"),
        ("Kapittel {n}: {t}", "{n}"),
        ("{n} {t}¹", "{n}"),
        ("{n}\t{t}", "{n}"),
        ("{n}.\t{t}", "{n}"),
        ("{n}\n\n{t}", "{n}"),
        ("{n}.\n\n{t}", "{n}"),
    ],
)
def test_headings_are_known_however_the_number_is_written(form: str, number: str) -> None:
    pieces = []
    for piece in BODY:
        if piece.kind == "heading":
            n, title = piece.text.split(" ", 1)
            pieces.append(Piece("heading", form.format(n=n, t=title)))
        else:
            pieces.append(piece)
    assert chapters(flowing(tuple(pieces))) == WANTED


def test_point_nought_is_a_chapter() -> None:
    text = flowing(BODY)
    for n in "12345":
        text = text.replace(f"\n\n{n} ", f"\n\n{n}.0 ")
    text = text.replace("1 Innledning", "1.0 Innledning", 1)
    assert [(number, level) for number, _, level in chapters(text) if number.endswith(".0")] == [
        (f"{n}.0", 1) for n in range(1, 6)
    ]


def test_a_heading_over_three_lines_is_one() -> None:
    title = (
        "Samarbeid med skolen slik det ser ut for den som sitter i skranken og for den som sitter i fylket når begge "
        "har det travelt og ingen av dem har bestemt dagsordenen for møtet de er på vei til"
    )
    pieces = tuple(
        Piece("heading", f"2.1 {title}") if piece.text.startswith("2.1 ") else piece for piece in BODY
    )
    assert ("2.1", title, 2) in chapters("\n".join(wrapped(pieces)))


def test_a_heading_in_capitals_wraps_too() -> None:
    title = "SAMARBEID MED SKOLEN SLIK DET SER UT FOR DEN SOM SITTER I SKRANKEN NÅR DET ER VINTER OG MØRKT"
    pieces = tuple(
        Piece("heading", f"2.1 {title}") if piece.text.startswith("2.1 ") else piece for piece in BODY
    )
    assert ("2.1", title, 2) in chapters("\n".join(wrapped(pieces)))


def test_a_misnumbered_heading_gets_the_level_of_its_place() -> None:
    parts = ["1 Innledning", PROSE, "2 Funn", PROSE]
    for number in ("2.1", "2.1.1", "2.1.2", "1.3", "2.1.4", "2.2"):
        parts += [f"{number} Om sak {number}", PROSE]
    found = chapters("\n\n".join(parts))
    assert ("1.3", "Om sak 1.3", 3) in found
    assert [level for _, _, level in found] == [1, 1, 2, 3, 3, 3, 3, 2]


def test_the_same_number_twice_is_told() -> None:
    parts = [
        "1 Innledning",
        PROSE,
        "1.1 Bakgrunn",
        PROSE,
        "1.1 Formål",
        PROSE,
        "1.2 Oppbygning",
        PROSE,
        "2 Teori",
        PROSE,
    ]
    source = read_source("oppgave.txt", "\n\n".join(parts).encode())
    document, notices = lay_out(source)
    assert [s.level for s in document.sections] == [1, 2, 2, 2, 1]
    assert [n.lines.first for n in notices if n.code == "duplicate_number" and n.lines] == [9]


@pytest.mark.parametrize(
    "lines",
    [
        ["1. Hvordan ser dagen ut for deg?", "2. Hvem bestemmer over den?", "3. Hva ville du ha endret?"],
        [
            "1. Granli & Tind (2014): Skranken som",
            "2. Fylket (2018): Små steder, store planer",
            "3. Bokhylla (2020): Årsmelding",
        ],
        ["1999 var et godt år for filialene i dalen."],
        ["2.5 prosent av budsjettet går til innkjøp."],
        ["14.06.19. Møtet ble flyttet til torsdag."],
        ["1.5 timer etter stengetid var alle gått hjem."],
    ],
)
def test_numbered_lines_that_are_no_headings_stay_text(lines: list[str]) -> None:
    text = flowing().replace("2.2 Valg som ikke synes", "\n".join(lines) + "\n\n2.2 Valg som ikke synes")
    assert chapters(text) == WANTED


def test_an_unnumbered_heading_is_known_by_its_form_and_stands_below_the_numbered_one() -> None:
    text = flowing().replace("5 Konklusjon", f"Felles grunn\n\n{PROSE}\n\n5 Konklusjon")
    assert (None, "Felles grunn", 2) in chapters(text)


def test_chapters_without_numbers_are_known_from_the_contents() -> None:
    bare = tuple(
        Piece("heading", piece.text.split(" ", 1)[1]) if piece.kind == "heading" else piece for piece in BODY
    )
    assert chapters(contents() + "\n\n" + flowing(bare)) == WANTED


def test_chapters_with_neither_numbers_nor_contents_are_known_by_their_usual_names() -> None:
    bare = tuple(
        Piece("heading", piece.text.split(" ", 1)[1]) if piece.kind == "heading" else piece for piece in BODY
    )
    found = chapters(flowing(bare))
    assert [title for _, title, level in found if level == 1] == [
        "Innledning",
        "Teori",
        "Metode",
        "Funn",
        "Konklusjon",
    ]


def test_the_title_and_the_parts_in_front_are_no_chapters_in_markdown() -> None:
    document = document_of(
        "# Den stille døra",
        "Solveig Fjell",
        "# Forord",
        PROSE,
        "# Sammendrag",
        PROSE,
        "# 1 Innledning",
        PROSE,
        "## 1.1 Bakgrunn",
        PROSE,
        "# 2 Teori",
        PROSE,
    )
    found = [(s.kind, s.title) for s in document.sections if s.kind is not SectionKind.TITLE_PAGE]
    assert found == [
        (SectionKind.FOREWORD, "Forord"),
        (SectionKind.ABSTRACT, "Sammendrag"),
        (SectionKind.CHAPTER, "Innledning"),
        (SectionKind.CHAPTER, "Bakgrunn"),
        (SectionKind.CHAPTER, "Teori"),
    ]


def test_between_the_usual_chapters_of_a_flat_contents_list_stand_their_parts() -> None:
    titles = [
        "Innledning",
        "Om døra",
        "Problemet",
        "Teori",
        "Om stoler",
        "Metode",
        "Funn",
        "Den første uka",
        "Kaffen",
    ]
    entries = "\n".join(f"{title} {'.' * 40} {page}" for page, title in enumerate(titles, start=3))
    text = "\n\n".join(["Innholdsfortegnelse\n\n" + entries, *(f"{title}\n\n{PROSE}" for title in titles)])
    found = {title: level for _, title, level in chapters(text)}
    assert found == {
        title: 1 if title in ("Innledning", "Teori", "Metode", "Funn") else 2 for title in titles
    }


def test_a_few_words_in_marks_may_be_a_heading_of_a_thesis_without_numbers() -> None:
    long = f"{PROSE} {PROSE}"
    found = chapters(
        "\n\n".join(
            ["Innledning", long, "Funn og drøfting", "«Jeg tar den alltid»", long, "Konklusjon", long]
        )
    )
    assert found == [
        (None, "Innledning", 1),
        (None, "Funn og drøfting", 1),
        (None, "«Jeg tar den alltid»", 2),
        (None, "Konklusjon", 1),
    ]


def test_running_text_without_any_heading_is_one_stretch_with_a_notice() -> None:
    document, notices = lay_out(read_source("x.txt", "\n\n".join([PROSE] * 5).encode()))
    assert [s.kind for s in document.sections] == [SectionKind.OTHER]
    assert "no_headings" in [notice.code for notice in notices]


def test_a_chapter_knows_its_parent() -> None:
    sections = lay_out(read_source("x.txt", flowing(BODY).encode()))[0].sections
    assert [s.parent for s in sections] == [None, 0, None, 2, 2, None, None, None]


@pytest.mark.parametrize("word", ["Kapittel {n}", "KAPITTEL {n}", "Chapter {n}.", "Kapittel {n}:"])
def test_a_chapter_whose_number_stands_on_the_line_above_its_title_is_one(word: str) -> None:
    titles = ("Innledning", "Når avtalen ligger i skuffen", "Konklusjon")
    lines = [
        line for n, title in enumerate(titles, start=1) for line in (word.format(n=n), title, "", PROSE, "")
    ]
    assert chapters("\n".join(lines)) == [(str(n), title, 1) for n, title in enumerate(titles, start=1)]


def test_the_thesis_own_title_and_its_foreword_are_no_chapters_in_markdown() -> None:
    parts = ["# Den stille døra", "Solveig Tenkt Fjell", "# Forord", PROSE]
    for title in ("1 Innledning", "2 Funn", "3 Konklusjon"):
        parts += [f"# {title}", PROSE]
    document = lay_out(read_source("oppgave.md", "\n\n".join(parts).encode()))[0]
    found = [s.title for s in document.sections if s.kind is SectionKind.CHAPTER]
    assert found == ["Innledning", "Funn", "Konklusjon"]


def test_a_title_over_the_chapters_of_a_markdown_file_is_none_of_them() -> None:
    parts = ["# Den stille døra", "Solveig Tenkt Fjell"]
    for title in ("1 Innledning", "2 Funn", "3 Konklusjon"):
        parts += [f"## {title}", PROSE]
    document = lay_out(read_source("oppgave.md", "\n\n".join(parts).encode()))[0]
    found = [(s.title, s.level) for s in document.sections if s.kind is SectionKind.CHAPTER]
    assert found == [("Innledning", 1), ("Funn", 1), ("Konklusjon", 1)]


def test_numbers_over_the_cells_of_a_table_are_no_chapters() -> None:
    cells = "\n\n".join(("Tabell 2: Lederne", "45", "Biblioteksjef", "52", "Avdelingsleder"))
    body = flowing()
    at = body.index("2.2 ")
    assert chapters(f"{body[:at]}{cells}\n\n{body[at:]}") == chapters(body)


def test_numbered_topics_late_in_a_text_make_no_chapters() -> None:
    topics = "\n\n".join(part for n in (1, 2, 3) for part in (f"{n}. Om kontoret", PROSE))
    assert chapters("\n\n".join([*[PROSE] * 12, topics])) == []


def test_the_parts_that_hold_chapters_are_headings_of_the_first_level_without_a_number() -> None:
    titles = (
        "1 Innledning",
        "1.1 Tema",
        "2 Metode",
        "2.1 Utvalg",
        "Del II: Undersøkelsen",
        "3 Funn",
        "3.1 Tid",
        "4 Slutt",
    )
    found = chapters("\n\n".join(part for title in titles for part in (title, PROSE)))
    assert (None, "Del II: Undersøkelsen", 1) in found
    assert [number for number, _, _ in found if number] == ["1", "1.1", "2", "2.1", "3", "3.1", "4"]


def test_numbered_parts_do_not_take_the_numbers_of_the_chapters() -> None:
    titles = (
        "Del 1: Bakgrunn",
        "1 Innledning",
        "1.1 Tema",
        "2 Metode",
        "Del 2: Funn",
        "3 Tid",
        "3.1 Rom",
        "4 Slutt",
    )
    found = chapters("\n\n".join(part for title in titles for part in (title, PROSE)))
    assert [number for number, _, _ in found if number] == ["1", "1.1", "2", "3", "3.1", "4"]


@pytest.mark.parametrize(
    "sentence",
    [
        "2.5 millioner kroner ble satt av til dette arbeidet.",
        "2.1 prosent av innbyggerne låner bøker her hver uke.",
        "2.2 av de ansatte har vært her i mer enn ti år.",
    ],
)
def test_a_sentence_that_begins_with_a_figure_is_no_heading(sentence: str) -> None:
    body = flowing()
    at = body.index("2.1 ")
    assert chapters(f"{body[:at]}{sentence}\n\n{body[at:]}") == chapters(body)


def test_a_page_number_before_that_of_a_sub_chapter_is_no_part_of_it() -> None:
    body = flowing()
    assert chapters(body.replace("\n2.1 ", "\n19 2.1 ").replace("\n2.2 ", "\n20 2.2 ")) == chapters(body)


KAPITTEL = (
    ("Innleiing", ("Bakgrunn for val av tema", "Problemstilling")),
    ("Teoretisk rammeverk", ("Tillit", "Oppsummering")),
    ("Metode", ("Analyse", "Metodiske val", "Oppsummering")),
    ("Dagane i køen", ("Det vesle huset", "Oppsummering")),
    ("Avslutning", ("Vegen vidare",)),
)


def listed_kapittel(form: str) -> str:
    """Contents of ``KAPITTEL`` in which each chapter is set as ``form``, and its parts as flush lines."""
    lines = [
        line
        for n, (chapter, parts) in enumerate(KAPITTEL, start=1)
        for line in (
            form.format(n=n, title=chapter, page=3 * n),
            *(f"{part} ........ {3 * n + 1}" for part in parts),
        )
    ]
    return "\n".join(["Innhald", "", *lines, "", ""])


@pytest.mark.parametrize(
    "contents_list",
    [
        "",
        listed_kapittel("{title} ........ {page}"),
        listed_kapittel("Kapittel {n} {title} ........ {page}"),
        listed_kapittel("Kapittel {n}\n{title} ........ {page}"),
    ],
    ids=["no contents", "titles", "numbers and titles", "numbers over titles"],
)
def test_below_a_numbered_chapter_stand_its_parts_whatever_they_are_called(contents_list: str) -> None:
    prose = (
        "Leiaren fortalde om ei veke der alt gjekk etter planen bortsett frå planen sjølv, som vart skriven om to "
        "gonger før onsdag. Slik er det dei fleste vekene, og ingen har lenger noko imot det."
    )
    lines = []
    for n, (chapter, parts) in enumerate(KAPITTEL, start=1):
        lines += ["", f"Kapittel {n}", "", chapter, "", prose, ""]
        for part in parts:
            lines += [part, "", prose, ""]
    wanted = [
        found
        for n, (chapter, parts) in enumerate(KAPITTEL, start=1)
        for found in ((str(n), chapter, 1), *((None, part, 2) for part in parts))
    ]
    assert chapters(contents_list + "\n".join(lines)) == wanted


def test_a_chapter_named_otherwise_than_its_number_is_listed_has_the_page_of_the_contents() -> None:
    text = flowing().replace("2 Teori", "2 Teoretiske blikk")
    entries = contents().replace("2 Teori", "2 Blikk og teoretiske grep")
    assert entries != contents()
    sections = lay_out(read_source("x.txt", f"{entries}\n\n{text}".encode()))[0].sections
    assert next(s.in_contents for s in sections if s.title == "Teoretiske blikk")


ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V"}


@pytest.mark.parametrize(
    "form", ["{n}. {t}", "{n} {t}", "{n}: {t}", "KAPITTEL {n} {t}", "Kapittel {n}\n\n{t}"]
)
@pytest.mark.parametrize("listed", [True, False])
def test_chapters_may_count_in_roman_numbers(form: str, *, listed: bool) -> None:
    titles = ["INNLEDNING", "TEORI", "METODE", "FUNN", "AVSLUTNING"]
    entries = [f"{ROMAN[str(n)]} {title} ..... {2 + 3 * n}" for n, title in enumerate(titles, start=1)]
    parts = ["Innhold\n\n" + "\n".join(entries)] if listed else []
    for n, title in enumerate(titles, start=1):
        parts += [form.format(n=ROMAN[str(n)], t=title), PROSE, "Bakgrunnen", PROSE, "I Norge er det slik."]
    wanted: list[tuple[str | None, str, int]] = []
    for n, title in enumerate(titles, start=1):
        wanted += [(ROMAN[str(n)], title, 1), (None, "Bakgrunnen", 2)]
    assert chapters("\n\n".join(parts)) == wanted


def test_a_preposition_and_an_initial_are_no_roman_numbers() -> None:
    paragraphs = [
        "1 Innledning",
        PROSE,
        "I Norge",
        PROSE,
        "2 Metode",
        PROSE,
        "V Hansen",
        PROSE,
        "3 Funn",
        PROSE,
    ]
    assert [number for number, _, _ in chapters("\n\n".join(paragraphs)) if number] == ["1", "2", "3"]


def test_chapters_without_numbers_stand_below_their_parts() -> None:
    titles = [
        ("DEL I: BAKGRUNN", 1),
        ("Innledning", 2),
        ("Den nye etaten", 2),
        ("DEL II: TEORI OG METODE", 1),
        ("Teoretiske perspektiver", 2),
        ("Metode", 2),
        ("DEL III: FUNN", 1),
        ("Ventetid", 2),
    ]
    entries = [f"{title} ..... {n + 3}" for n, (title, _) in enumerate(titles)]
    body = [
        text
        for title, _ in titles
        for text in ((title,) if title.startswith("DEL") else (title, PROSE, PROSE))
    ]
    found = chapters("\n\n".join(["Innhold\n\n" + "\n".join(entries), *body]))
    assert found == [(None, title, level) for title, level in titles]
