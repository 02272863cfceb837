from __future__ import annotations

import pytest

from kb.ingest.contents import find_contents
from kb.ingest.document import SectionKind
from kb.ingest.layout import lay_out
from kb.ingest.lines import read_lines
from kb.ingest.readers import read_source
from tests.ingest.example_thesis import contents, flowing


def entries(text: str) -> list[tuple[str | None, str, str | None]]:
    found = find_contents(read_lines(read_source("x.txt", text.encode())))
    return [(e.number, e.title, e.page) for e in found.entries] if found else []


@pytest.mark.parametrize("leader", [" ........ ", ".....", "\t", " . . . . . ", "  ", " "])
def test_entries_are_read_with_any_leader(leader: str) -> None:
    found = entries(contents(leader=leader) + "\n\n" + flowing())
    assert found[:3] == [("1", "Innledning", "3"), ("1.1", "Problemstilling", "4"), ("2", "Teori", "5")]
    assert found[-1] == (None, "Vedlegg 1: Intervjuguide", "22")


def test_an_entry_over_two_lines_is_one() -> None:
    text = (
        "Innhold\n\n1 Innledning ..... 1\n2 Det som skjer når to planer møtes i en\ndøråpning og ingen vil "
        "gå først ..... 7\n3 Slutt ..... 9\n\n" + flowing()
    )
    assert entries(text)[1] == (
        "2",
        "Det som skjer når to planer møtes i en døråpning og ingen vil gå først",
        "7",
    )


def test_a_wrapped_entry_with_its_page_on_both_lines_is_one() -> None:
    first = "2.1 Hvordan biblioteksjefene omtaler samarbeidet med skolene i\t7"
    text = f"Innhold\n\n1 Innledning\t1\n{first}\nnabokommunene\t7\n3 Slutt\t9\n\n" + flowing()
    assert entries(text)[1][1:] == (
        "Hvordan biblioteksjefene omtaler samarbeidet med skolene i nabokommunene",
        "7",
    )


def test_emphasis_in_an_entry_is_no_part_of_its_title() -> None:
    assert entries(
        "Innhold\n\n1 Et <i>godt</i> sted ..... 1\n2 *Annet* ..... 2\n3 Slutt ..... 3\n\n" + flowing()
    )[:2] == [
        ("1", "Et godt sted", "1"),
        ("2", "Annet", "2"),
    ]


def test_the_contents_end_where_the_body_begins() -> None:
    source = read_source("x.txt", (contents(leader=" ") + "\n" + flowing()).encode())
    document = lay_out(source)[0]
    toc = next(s for s in document.sections if s.kind is SectionKind.TOC)
    chapter = next(s for s in document.sections if s.kind is SectionKind.CHAPTER)
    assert source.lines[toc.last_line - 1] == "Vedlegg 1: Intervjuguide 22"
    assert source.lines[chapter.lines.first - 1] == "1 Innledning"


def test_chapters_take_their_page_from_the_contents() -> None:
    document = lay_out(read_source("x.txt", (contents() + "\n\n" + flowing()).encode()))[0]
    pages = {s.title: s.page.label for s in document.sections if s.page}
    assert pages["Innledning"] == "3"
    assert pages["Konklusjon"] == "10"
    assert pages["Litteraturliste"] == "20"


def test_pages_between_two_listed_headings_are_inferred() -> None:
    text = (contents() + "\n\n" + flowing()).replace("Konklusjon ........ 10", "Konklusjon ........ 15")
    document = lay_out(read_source("x.txt", text.encode()))[0]
    funn = next(n for n, s in enumerate(document.sections) if s.title == "Funn")
    pages = [b.page for b in document.blocks if b.section == funn]
    assert pages[0] is not None
    assert (pages[0].label, pages[0].inferred) == ("9", False)
    assert pages[-1] is not None
    assert 9 < int(pages[-1].label) <= 15
    assert pages[-1].inferred


def test_without_contents_or_page_numbers_no_page_is_told() -> None:
    document = lay_out(read_source("x.txt", flowing().encode()))[0]
    assert {b.page for b in document.blocks} == {None}


def test_an_entry_that_no_heading_answers_is_told() -> None:
    text = (
        contents().replace("Litteraturliste", "6 Etterord ........ 19\nLitteraturliste") + "\n\n" + flowing()
    )
    notices = lay_out(read_source("x.txt", text.encode()))[1]
    assert any(n.code == "contents_entry_not_found" and "Etterord" in n.message for n in notices)


HEADINGS = ["Innledning", "Problemstilling", "Teori", "Oppsummering", "Funn", "Oppsummering", "Konklusjon"]
PROSE = (
    "Skranken står der den alltid har stått, men køen begynner et annet sted nå. Den som kommer først om morgenen, "
    "har som regel avtalt det kvelden før, og den som ikke har avtalt noe, blir stående ved planten."
)


def thesis_listing(*listed: str, gap: str = "\n") -> str:
    """A thesis whose contents are the lines ``listed`` and whose text has the HEADINGS over prose."""
    body = "\n\n".join(f"{heading}\n\n{PROSE}" for heading in HEADINGS)
    return f"Innhold\n\n{gap.join(listed)}\n\n{body}\n"


def test_a_page_number_may_stand_on_the_line_below_its_title() -> None:
    listed = [line for n, title in enumerate(HEADINGS) for line in (title, str(3 + n // 2))]
    assert entries(thesis_listing(*listed)) == [(None, t, str(3 + n // 2)) for n, t in enumerate(HEADINGS)]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n\n"])
def test_a_list_of_titles_alone_ends_where_the_first_of_them_comes_again(gap: str) -> None:
    assert entries(thesis_listing(*HEADINGS, gap=gap)) == [(None, title, None) for title in HEADINGS]


def test_titles_that_do_not_come_again_are_no_contents() -> None:
    strange = ["Skranken", "Planten", "Køen", "Skranken"]
    assert entries(thesis_listing(*strange)) == []


def test_a_title_over_three_lines_is_one_entry() -> None:
    text = (
        "Innhold\n\n1 Innledning ..... 1\n2 Det som skjer når to planer møtes i en\ndøråpning og ingen vil gå først\n"
        "fordi begge har det travelt ..... 7\n3 Slutt ..... 9\n\n" + flowing()
    )
    assert entries(text)[1][1].endswith("gå først fordi begge har det travelt")
