"""PDF pages as other programs draw them: words told apart by gaps, columns, heads and feet, notes, odd letters."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table

from kb.ingest.errors import UnreadableFile
from kb.ingest.readers.pdf import read_pdf
from kb.ingest.source import LineRole

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from kb.ingest.source import SourceText

WORDS = (
    "Båten gikk klokka sju hver morgen, og ingen i bygda kunne huske at den hadde vært i rute. "
    "Likevel sto de der, med termos og avis, og så utover fjorden som om det hadde vært første gang. "
)


def read(data: bytes) -> SourceText:
    return read_pdf("oppgave.pdf", data, "0" * 64)


def drawn(*pages: Callable[[Canvas], None]) -> bytes:
    """A file whose pages are drawn by hand."""
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1)
    for draw in pages:
        canvas.setFont("Times-Roman", 12)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def lines_of(*pages: Callable[[Canvas], None]) -> list[str]:
    return [line for line in read(drawn(*pages)).lines if line]


def prose(canvas: Canvas, y: float = 700, lines: int = 12, day: int = 1) -> None:
    for n in range(lines):
        said = f"{n + 1} ganger ble det sagt den {day}. dagen at båten gikk klokka sju, og den gikk ikke."
        canvas.drawString(72, y - 16 * n, said)


def test_words_that_only_gaps_tell_apart_are_words() -> None:
    def draw(canvas: Canvas) -> None:
        prose(canvas)
        text = canvas.beginText(72, 400)
        x = 72.0
        for word in ("Ord", "uten", "tegn", "imellom"):
            text.setTextOrigin(x, 400)
            text.textOut(word)
            x += canvas.stringWidth(word, "Times-Roman", 12) + 3.2
        canvas.drawText(text)

    assert "Ord uten tegn imellom" in lines_of(draw)


def test_letters_moved_closer_together_stay_one_word() -> None:
    def draw(canvas: Canvas) -> None:
        prose(canvas)
        x = 72.0
        for letter in "Avtale":
            canvas.drawString(x, 400, letter)
            x += canvas.stringWidth(letter, "Times-Roman", 12) - 0.4

    assert "Avtale" in lines_of(draw)


def test_letters_set_apart_are_still_words() -> None:
    def draw(canvas: Canvas) -> None:
        prose(canvas)
        x = 72.0
        for word in ("FORORD", "HER"):
            for letter in word:
                canvas.drawString(x, 400, letter)
                x += canvas.stringWidth(letter, "Times-Roman", 12) + 3
            x += 8

    assert "FORORD HER" in lines_of(draw)


def test_text_drawn_twice_to_look_bold_is_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        prose(canvas)
        canvas.drawString(72, 400, "Forord")
        canvas.drawString(72.3, 400, "Forord")

    assert lines_of(draw).count("Forord") == 1
    assert "ForordForord" not in lines_of(draw)


def hidden(canvas: Canvas, y: float, words: str) -> None:
    text = canvas.beginText(72, y)
    text.setTextRenderMode(3)
    text.textOut(words)
    canvas.drawText(text)


def test_unseen_text_is_left_out_unless_the_page_is_a_picture_of_it() -> None:
    def both(canvas: Canvas) -> None:
        prose(canvas)
        hidden(canvas, 400, "Ingen ser dette.")

    def recognised(canvas: Canvas) -> None:
        for n in range(10):
            hidden(canvas, 700 - 16 * n, f"Linje {n} er lest av en maskin etter et bilde.")

    assert "Ingen ser dette." not in lines_of(both)
    assert lines_of(recognised)[0] == "Linje 0 er lest av en maskin etter et bilde."


def test_text_set_sideways_comes_after_the_rest() -> None:
    def draw(canvas: Canvas) -> None:
        prose(canvas)
        canvas.saveState()
        canvas.translate(30, 300)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Trykt i fjor")
        canvas.restoreState()

    assert lines_of(draw)[-1] == "Trykt i fjor"


def test_a_page_turned_on_its_side_is_read_as_it_is_held() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(500, 72)
        canvas.rotate(90)
        prose(canvas, y=300)

    assert lines_of(draw)[0].startswith("1 ganger ble det sagt")


def test_a_raised_number_is_the_mark_of_a_note() -> None:
    def draw(canvas: Canvas) -> None:
        prose(canvas)
        canvas.drawString(72, 400, "Båten gikk likevel.")
        canvas.setFont("Times-Roman", 8)
        canvas.drawString(72 + canvas.stringWidth("Båten gikk likevel.", "Times-Roman", 12), 405, "1")

    assert "Båten gikk likevel.¹" in lines_of(draw)


def test_notes_at_the_foot_are_told_from_the_text() -> None:
    def draw(canvas: Canvas) -> None:
        prose(canvas)
        canvas.setFont("Times-Roman", 9)
        canvas.drawString(72, 100, "1 Rutetabellen ble trykt på nytt hvert år, men aldri lest av noen.")

    source = read(drawn(draw))
    number = next(n for n, line in enumerate(source.lines, start=1) if line.startswith("1 Rutetabellen"))
    assert source.hints[number].role is LineRole.FOOTNOTE


def test_heads_that_change_from_chapter_to_chapter_are_furniture() -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            prose(canvas, lines=30, day=number)
            canvas.drawString(72, 770, f"Kapitlet om {'sju' if number < 5 else 'åtte'}")
            canvas.drawRightString(520, 770, str(number + 3))

        return draw

    source = read(drawn(*(page(n) for n in range(8))))
    told = {source.lines[n - 1]: page for n, page in source.furniture.items()}
    assert told == {f"Kapitlet om {'sju' if n < 5 else 'åtte'}\t{n + 3}": str(n + 3) for n in range(8)}


def test_large_words_at_one_height_are_headings_not_heads() -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.setFont("Times-Bold", 20)
            canvas.drawString(72, 740, f"Kapittel {number}")
            canvas.setFont("Times-Roman", 12)
            prose(canvas, lines=20, day=number)

        return draw

    assert not read(drawn(*(page(n) for n in range(1, 7)))).furniture


def story(paragraphs: int) -> list[Any]:
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=13, firstLineIndent=12)
    return [Paragraph(f"Avsnitt {n}. {WORDS}", body) for n in range(paragraphs)]


def in_columns(flowables: list[Any]) -> bytes:
    stream = io.BytesIO()
    document = BaseDocTemplate(stream, invariant=1)

    def head(canvas: Any, _document: Any) -> None:
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(2 * cm, 26.7 * cm, "En tittel som går over begge spaltene og derfor står over dem")

    frames = [Frame(2 * cm, 2 * cm, 8 * cm, 24 * cm), Frame(11 * cm, 2 * cm, 8 * cm, 24 * cm)]
    document.addPageTemplates(PageTemplate(frames=frames, onPage=head))
    document.build(flowables)
    return stream.getvalue()


def test_two_columns_are_read_one_after_the_other() -> None:
    source = read(in_columns(story(60)))
    text = " ".join(source.lines)
    places = [text.index(f"Avsnitt {n}.") for n in range(60)]
    assert places == sorted(places)
    assert [notice.code for notice in source.notices] == ["columns"]
    assert source.lines[0] == "En tittel som går over begge spaltene og derfor står over dem"


def test_a_table_of_prose_is_no_pair_of_columns() -> None:
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=14)
    cell = ParagraphStyle("cell", body, fontSize=10, leading=12)
    table = Table([[Paragraph(WORDS, cell), Paragraph(WORDS, cell)] for _ in range(6)], colWidths=[220, 220])
    stream = io.BytesIO()
    document = BaseDocTemplate(stream, invariant=1)
    document.addPageTemplates(PageTemplate(frames=[Frame(72, 60, 450, 700)]))
    document.build(
        [*(Paragraph(WORDS * 3, body) for _ in range(12)), table, *(Paragraph(WORDS, body) for _ in range(9))]
    )
    assert not read(stream.getvalue()).notices


def test_cells_of_a_table_are_parted() -> None:
    def draw(canvas: Canvas) -> None:
        prose(canvas)
        for n, (name, role) in enumerate((("Leder 1", "Fergemann"), ("Leder 2", "Billettør"))):
            canvas.drawString(72, 400 - 16 * n, name)
            canvas.drawString(250, 400 - 16 * n, role)

    assert lines_of(draw)[-2:] == ["Leder 1\tFergemann", "Leder 2\tBillettør"]


def test_a_number_far_before_its_heading_stands_in_the_heading() -> None:
    def draw(canvas: Canvas) -> None:
        prose(canvas)
        canvas.drawString(72, 400, "2.1")
        canvas.drawString(115, 400, "Båtens historie")

    assert "2.1 Båtens historie" in lines_of(draw)


def test_signs_without_letters_are_refused_when_they_are_many() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 12)
        prose(canvas)

    data = drawn(draw)
    font = b"/Encoding /WinAnsiEncoding"
    assert font in data
    differences = b"/Encoding<</Differences[0 " + b"/g1" * 250 + b"]>>"
    with pytest.raises(UnreadableFile) as refusal:
        read(data.replace(font, differences))
    assert refusal.value.code == "unreadable_letters"
