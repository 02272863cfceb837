from __future__ import annotations

import pytest

from kb.ingest.furniture import find_furniture

TEXT = "Skranken står der den alltid har stått, men køen begynner et annet sted nå, og ingen vet helt hvor."


def lines_between(*marks: str, text_lines: int) -> list[str]:
    """Lines of text with a mark between empty lines after every ``text_lines`` of them."""
    return [line for mark in marks for line in (*[TEXT] * text_lines, "", mark, "")]


def furniture(raw: list[str]) -> list[tuple[str, str | None]]:
    found = find_furniture(raw, set())
    return [(found[number].text, found[number].page) for number in sorted(found)]


@pytest.mark.parametrize(
    "form",
    [
        "{n}",
        "- {n} -",
        "Side {n}",
        "side {n} av 90",
        "Page {n} of 90",
        "{n} | Side",
        "S i d e | {n}",
        "{n}/90",
    ],
)
def test_lone_numbers_a_page_apart_are_page_numbers(form: str) -> None:
    marks = [form.format(n=n) for n in range(4, 9)]
    assert furniture(lines_between(*marks, text_lines=40)) == [
        (mark, str(n)) for n, mark in enumerate(marks, start=4)
    ]


@pytest.mark.parametrize("form", ["{n}", "{n}.", "Kapittel {n}", "KAPITTEL {n}"])
def test_numbers_further_apart_than_a_page_is_long_are_those_of_chapters(form: str) -> None:
    marks = [form.format(n=n) for n in range(1, 7)]
    assert furniture(lines_between(*marks, text_lines=200)) == []


def test_numbers_with_a_line_between_them_are_a_column() -> None:
    assert furniture(lines_between("3", "4", "6", "9", "12", "15", text_lines=1)) == []


def test_a_chapter_named_at_every_page_is_a_running_head_but_for_the_first_time() -> None:
    raw = lines_between("Kapittel 1", "Kapittel 1", "Kapittel 1", "Kapittel 2", "Kapittel 2", text_lines=40)
    tops = {number for number, line in enumerate(raw, start=1) if line.startswith("Kapittel")}
    found = find_furniture(raw, tops)
    assert [found[n].text for n in sorted(found)] == ["Kapittel 1", "Kapittel 1", "Kapittel 2"]


def test_the_title_on_the_title_page_is_none_of_the_heads_that_repeat_it() -> None:
    cover = ["", "VENTEROMMET", "", "Ola Oppdiktet", "", "Side 1", ""]
    head = "Venterommet"
    raw = [*cover, *(line for n in range(2, 7) for line in (head, "", *[TEXT] * 30, "", f"Side {n}", ""))]
    found = find_furniture(raw, set())
    assert 2 not in found
    assert sum(one.text == head for one in found.values()) == 5


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("{n}    Ventetid som styring", "{title}    {n}"),
        ("{n} | Ventetid som styring", "{title} | {n}"),
        ("Ventetid som styring {n}", "Ventetid som styring {n}"),
        ("Side {n}  Kandidat 1203", "Side {n}  Kandidat 1203"),
    ],
)
def test_heads_that_count_are_told_without_any_mark_of_the_page(left: str, right: str) -> None:
    marks = []
    for n in range(4, 24):
        title = "Innledning" if n < 8 else "Teori og rammer" if n < 12 else "Metode" if n < 15 else "Funn"
        marks.append((right if n % 2 else left).format(n=n, title=title))
    raw = [line for mark in marks for line in (*[TEXT] * 30, mark)]
    assert furniture(raw) == [(mark, str(n)) for n, mark in enumerate(marks, start=4)]


@pytest.mark.parametrize("form", ["Informant {n}", "Figur {n} Ventetid", "Kapittel {n} Funn", "Hypotese {n}"])
def test_labels_that_count_are_no_heads(form: str) -> None:
    raw = [line for n in range(1, 12) for line in (*[TEXT] * 30, form.format(n=n))]
    assert furniture(raw) == []


def test_page_numbers_may_stand_between_lines_without_any_space() -> None:
    raw = [line for n in range(3, 15) for line in (*[TEXT] * 30, str(n))]
    assert furniture(raw) == [(str(n), str(n)) for n in range(3, 15)]


@pytest.mark.parametrize("numbers", [range(3, 8), [3, 9, 17, 21, 40, 44, 61, 75, 90, 91, 99]])
def test_a_few_numbers_or_such_as_skip_are_no_pages_without_space(numbers: list[int]) -> None:
    raw = [line for n in numbers for line in (*[TEXT] * 30, str(n))]
    assert furniture(raw) == []
