from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ingest.document import BlockKind, Document, Region
from kb.ingest.errors import UnreadableFile
from kb.ingest.layout import lay_out
from kb.ingest.readers import read_source
from tests.ingest.example_thesis import (
    BODY,
    FIRST_QUOTE,
    SECOND_QUOTE,
    contents,
    double_spaced,
    flowing,
    wrapped,
)


def lay_out_text(text: str) -> Document:
    return lay_out(read_source("oppgave.txt", text.encode()))[0]


def texts(document: Document, kind: BlockKind, region: Region = Region.BODY) -> list[str]:
    return [document.text_of(b.span) for b in document.blocks if b.kind is kind and b.region is region]


WANTED = [piece.text for piece in BODY if piece.kind == "text"]
SETTINGS = {
    "one paragraph a line": flowing(),
    "wrapped": "\n".join(wrapped()),
    "double-spaced": "\n".join(double_spaced()),
    "CRLF": "\r\n".join(wrapped()),
    "with contents": contents() + "\n\n" + flowing(),
}


@pytest.mark.parametrize("text", SETTINGS.values(), ids=SETTINGS.keys())
def test_paragraphs_are_the_same_however_the_file_is_set(text: str) -> None:
    assert texts(lay_out_text(text), BlockKind.PARAGRAPH) == WANTED


@pytest.mark.parametrize("text", SETTINGS.values(), ids=SETTINGS.keys())
def test_display_quotations_are_blocks_of_their_own(text: str) -> None:
    assert texts(lay_out_text(text), BlockKind.QUOTATION) == [FIRST_QUOTE, SECOND_QUOTE]


def test_a_page_break_in_mid_sentence_does_not_cut_the_paragraph() -> None:
    lines = double_spaced()
    cut = next(i for i, line in enumerate(lines) if line.startswith("En leder med to oppdragsgivere")) + 2
    pages = [i for i in range(40, len(lines), 40) if lines[i]]
    for i in {cut, *pages}:
        lines[i] = " " + lines[i]
        lines[i - 1] = lines[i - 1] or ""
    assert any(
        text.startswith("En leder med to oppdragsgivere") and text.endswith("enn arbeidet.")
        for text in texts(lay_out_text("\n".join(lines)), BlockKind.PARAGRAPH)
    )


def test_page_numbers_and_running_heads_are_taken_out_but_their_lines_stay_covered() -> None:
    lines: list[str] = []
    page = 1
    for n, line in enumerate(wrapped(), start=1):
        lines.append(line)
        if n % 18 == 0:
            lines += ["", f"Små bibliotek {page}", ""]
            lines.append("\f")
            page += 1
    document = lay_out_text("\n".join(lines))
    assert "Små bibliotek" not in document.text
    assert FIRST_QUOTE in document.text
    body = [b for b in document.blocks if b.region is Region.BODY]
    covered = {n for b in body for n in range(b.lines.first, b.lines.last + 1)}
    heads = {
        n
        for n, line in enumerate(lines, start=1)
        if line.startswith("Små bibliotek") and body[0].lines.first < n < body[-1].lines.last
    }
    assert heads <= covered


def test_a_footnote_between_two_halves_of_a_paragraph_comes_after_it() -> None:
    text = flowing().replace(
        "peker på at forklaringene tar mer tid enn arbeidet.",
        "peker på at\n\n¹ Avsnittet bygger på en eksamen i faget.\n\nforklaringene tar mer tid enn arbeidet.",
    )
    document = lay_out_text(text)
    assert any("peker på at forklaringene tar mer tid" in p for p in texts(document, BlockKind.PARAGRAPH))
    assert texts(document, BlockKind.FOOTNOTE) == ["¹ Avsnittet bygger på en eksamen i faget."]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Han kom til NAV-", "kontoret om morgenen.", "Han kom til NAV-kontoret om morgenen."),
        (
            "Det gjelder arbeids- og velferds-",
            "etaten som sådan.",
            "Det gjelder arbeids- og velferdsetaten som sådan.",
        ),
        ("Kravene til arbeids-", "og fritiden er ulike.", "Kravene til arbeids- og fritiden er ulike."),
        ("En slik sam-", "handling er sjelden.", "En slik samhandling er sjelden."),
    ],
)
def test_hyphens_at_line_ends_stay_only_where_they_belong_to_the_word(
    first: str, second: str, joined: str
) -> None:
    filler = "Samhandling i velferdsetaten krever at noen rydder plass til den i uken, år etter år."
    body = "\n".join([*wrapped(), "", "6 Etterord", "", filler, first.rjust(0) + "", second])
    # The cut line fills its width, as a divided one does.
    body = body.replace(
        f"{filler}\n{first}", f"{filler} {'Ordene fyller hele linjen helt ut her nå,'} {first}"
    )
    assert joined.split(" ", 2)[2] in lay_out_text(body).text


def test_markdown_tables_and_block_quotes_lose_their_signs() -> None:
    markdown = "\n\n".join(
        [
            "# 1 Innledning",
            "Her er en tabell.",
            "| Rolle | Retning |\n| --- | --- |\n| Talsperson | oppover |",
            "# 2 Teori",
            "> Det er sjelden for sent\n> å lukke en dør.",
            "# 3 Funn",
            "Det var alt.",
        ]
    )
    document = lay_out(read_source("oppgave.md", markdown.encode()))[0]
    assert texts(document, BlockKind.TABLE) == ["Rolle\tRetning\n---\t---\nTalsperson\toppover"]
    assert texts(document, BlockKind.QUOTATION) == ["Det er sjelden for sent å lukke en dør."]


def test_columns_set_by_spaces_are_cells() -> None:
    text = "\n".join(wrapped()).replace(
        "3 Metode", "Navn      År\nTuva      4\nJens      11\nTabell 1: Informantene\n\n3 Metode"
    )
    assert texts(lay_out_text(text), BlockKind.TABLE) == ["Navn\tÅr\nTuva\t4\nJens\t11"]


def test_wide_rows_of_columns_below_a_caption_are_cells() -> None:
    rows = [
        f"Informant {n}        Avdelingsleder for et oppfølgingsteam           Mellomstort kontor"
        for n in range(1, 7)
    ]
    text = "\n".join(wrapped()).replace(
        "3 Metode", "\n".join(["Tabell 1: Informantene", "Hvem        Stilling", *rows, "", "3 Metode"])
    )
    assert [table.count("\n") for table in texts(lay_out_text(text), BlockKind.TABLE)] == [6]


def test_tables_keep_their_rows_and_cells() -> None:
    text = flowing().replace(
        "3 Metode", "Tabell 1: Informantene\n\nNavn\tÅr\nLeder A\t4\nLeder B\t11\n\n3 Metode"
    )
    document = lay_out_text(text)
    assert texts(document, BlockKind.TABLE) == ["Navn\tÅr\nLeder A\t4\nLeder B\t11"]
    assert texts(document, BlockKind.CAPTION) == ["Tabell 1: Informantene"]


def test_emphasis_marks_go_and_words_stay() -> None:
    text = flowing().replace("Handlingsrom blir her", "*Handlingsrom* blir **her** <i>da</i>")
    assert "Handlingsrom blir her da forstått" in lay_out_text(text).text


def test_a_paragraph_that_only_begins_with_a_quotation_is_a_paragraph() -> None:
    opening = "«Rommet er ditt» sa en av dem, og la til at nøkkelen likevel hang hos noen andre den dagen."
    document = lay_out_text(flowing().replace("5 Konklusjon", opening + "\n\n5 Konklusjon"))
    assert opening in texts(document, BlockKind.PARAGRAPH)


def assert_sound(document: Document, last_line: int) -> None:
    """What holds of every document: blocks in order, their texts at their spans, every section's lines within
    the file."""
    end = 0
    for block in document.blocks:
        assert block.span.start >= end
        assert document.text_of(block.span).strip()
        end = block.span.end
        assert 1 <= block.lines.first <= block.lines.last <= last_line
        assert 0 <= block.section < len(document.sections)
        found = document.lines_of(block.span)
        assert block.lines.first <= found.first <= found.last <= max(block.lines.last, found.last)
    assert end == len(document.text)
    for section in document.sections:
        assert 1 <= section.lines.first <= section.lines.last
        assert section.parent is None or document.sections[section.parent].level < section.level


@pytest.mark.parametrize("text", SETTINGS.values(), ids=SETTINGS.keys())
def test_every_block_stands_where_it_says(text: str) -> None:
    source = read_source("oppgave.txt", text.encode())
    document, _ = lay_out(source)
    assert_sound(document, len(source.lines))
    words = {word for line in source.lines for word in line.split() if word.isalpha()}
    assert words <= {*document.text.replace("\n", " ").split()}


MARKS = [
    "\f",
    " ",
    "",
    "«",
    "»",
    "1.1 ",
    "- ",
    "12",
    "Vedlegg 2",
    "Innhold",
    "Referanser",
    "\t",
    "Figur 1: ",
    "(",
    "*",
    "…………… 4",
    "\u2028",
    "1. ",
]


@given(st.integers(0, 2**32), st.sampled_from(list(SETTINGS.values())))
def test_mutilated_files_are_laid_out_or_refused(seed: int, text: str) -> None:
    chance = random.Random(seed)  # noqa: S311 - nothing secret about it
    lines = text.split("\n")
    for _ in range(chance.randint(1, 40)):
        at = chance.randrange(len(lines))
        match chance.randrange(5):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, chance.choice(MARKS))
            case 2:
                lines[at] = chance.choice(MARKS) + lines[at]
            case 3:
                lines[at] = lines[at][: len(lines[at]) // 2]
            case _:
                other = chance.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
        lines = lines or [""]
    try:
        source = read_source("oppgave.txt", "\n".join(lines).encode())
    except UnreadableFile:
        return
    assert_sound(lay_out(source)[0], len(source.lines))


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=300))
def test_any_text_at_all_is_laid_out_or_refused(text: str) -> None:
    try:
        source = read_source("x.txt", text.encode())
    except UnreadableFile:
        return
    assert_sound(lay_out(source)[0], max(1, len(source.lines)))


VOICES_BETWEEN_LINES = """
Informantene er ulike når de skal beskrive hvordan den nye vaktordningen ble til. De fleste

husker et møte i april som trakk ut. Om dette møtet sier to av dem:

I2: Det var ingen som ville si noe først, så vi satt der og så på kaffen til den ble kald. Jeg

tenkte at nå går jeg, men jeg gikk ikke. Da ble jeg den som måtte skrive referat.

Slike fortellinger går igjen i nesten alle intervjuene, og de tyder på at møtet fikk en egen

plass i minnet. I4 var ikke til stede, men har hørt om det av andre som var der den kvelden:

27

I4: «Jeg fikk høre at de hadde sittet der til det ble mørkt, og at ingen hadde fått med seg

hva de egentlig ble enige om der. Det er sånn vi bestemmer ting hos oss, og det går så bra.»

Dette viser at ordningen ble til uten at noen helt hadde villet den. Andre ser lysere på det

og legger vekt på at alle var med. Den yngste av informantene husker best hva som kom etter:

I5 – «Dagen etter hang det en lapp på døra med tre navn på, og det var den nye ordningen vår,

så enkelt var det.»
"""


def test_a_known_label_begins_a_paragraph_in_double_spaced_text() -> None:
    fillers = (f"Dette er bare linje {name} på siden, og den er her\n" for name in "abcdefgh")
    pages = "\n\n".join(("4\n", *fillers, "8\n"))
    document = lay_out_text(f"{pages}\n\n{VOICES_BETWEEN_LINES.strip()}\n\n12\n\nSlik var det.")
    blocks = [document.text_of(block.span) for block in document.blocks]
    blocks = blocks[next(i for i, block in enumerate(blocks) if block.startswith("Informantene")) :][:6]
    assert [" ".join(block.split()[:2]) for block in blocks] == [
        "Informantene er",
        "I2: Det",
        "Slike fortellinger",
        "I4: «Jeg",
        "Dette viser",
        "I5 –",
    ]
    assert not any(block.endswith("27") for block in blocks)


FULL_LINE = "Det er til slutt sånn at noen må si det høyt til dem, og da er det jeg som gjør det (Leder 2)."


def test_a_voice_in_brackets_ends_what_is_announced_however_full_its_line_is() -> None:
    own = "Leder 4 ser det annerledes, og viser til planen som ligger i skuffen på kontoret hennes nå."
    text = "\n".join(wrapped()).replace("3 Metode", f"Leder 2 sier:\n{FULL_LINE}\n{own}\n\n3 Metode", 1)
    assert FULL_LINE in texts(lay_out_text(text), BlockKind.PARAGRAPH)


def test_questions_on_lines_of_their_own_below_a_colon_are_paragraphs() -> None:
    asked = [
        "Hva opplever lederne at de blir målt på i hverdagen?",
        "Hvordan begrunner lederne de valgene de tar?",
    ]
    lead = "For å komme nærmere et svar på dette stiller oppgaven noen forskningsspørsmål som følger her:"
    text = "\n".join(wrapped()).replace("3 Metode", "\n".join([lead, *asked, "", "3 Metode"]), 1)
    assert set(asked) <= set(texts(lay_out_text(text), BlockKind.PARAGRAPH))
