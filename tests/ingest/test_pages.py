from __future__ import annotations

import pytest

from kb.ingest.document import Document, Page
from kb.ingest.furniture import Furniture, page_value
from kb.ingest.layout import lay_out
from kb.ingest.pages import map_pages
from kb.ingest.readers import read_source
from kb.ingest.source import SourceText
from tests.ingest.example_thesis import contents, flowing, wrapped

LINES_A_PAGE = 20


def with_feet(*labels: str) -> str:
    """The example thesis with a page number after every twenty lines and at its end, alone between empty ones."""
    pieces: list[str] = []
    left = iter(labels)
    for number, line in enumerate(wrapped(), start=1):
        pieces.append(line)
        if number % LINES_A_PAGE == 0 and (label := next(left, None)):
            pieces += ["", label, ""]
    return "\n".join([*pieces, "", *left])


def document_of(text: str) -> Document:
    return lay_out(read_source("oppgave.txt", text.encode()))[0]


def page_of_words(document: Document, words: str) -> Page | None:
    return next(b.page for b in document.blocks if words in document.text_of(b.span))


def test_a_number_at_the_foot_ends_its_page() -> None:
    document = document_of(with_feet("1", "2", "3", "4", "5"))
    pages = [block.page for block in document.blocks]
    assert pages[0] == Page("1", inferred=True)
    assert page_of_words(document, "Litteraturliste") == Page("4")
    assert pages[-1] == Page("5")


def test_numbers_with_text_before_and_after_them_may_stand_at_the_head_or_the_foot() -> None:
    document = document_of(with_feet("1", "2", "3", "4"))
    assert page_of_words(document, "Litteraturliste") == Page("4", inferred=True)
    assert document.blocks[-1].page == Page("5", inferred=True)


def test_a_number_with_no_text_before_it_begins_its_page() -> None:
    document = document_of("1\n\n" + with_feet("2", "3", "4", "5"))
    assert document.blocks[0].page == Page("1")
    assert page_of_words(document, "Litteraturliste") == Page("4")


def test_the_contents_tell_whether_numbers_stand_at_the_head_or_the_foot() -> None:
    numbers = [
        Furniture(line, "page_number", str(page), str(page)) for line, page in ((5, 3), (15, 4), (25, 5))
    ]
    weights = [60] * 40
    head = map_pages((), numbers, [(7, "3"), (20, "4")], (), weights)
    foot = map_pages((), numbers, [(7, "4"), (20, "5")], (), weights)
    assert (head.page_at(10), foot.page_at(10)) == (Page("3"), Page("4"))


def test_between_numbers_that_skip_pages_the_text_is_shared_evenly() -> None:
    numbers = [Furniture(line, "page_number", str(page), str(page)) for line, page in ((10, 2), (30, 4))]
    pages = map_pages((), numbers, [(5, "2")], (), [60] * 40)
    assert [pages.page_at(line) for line in (12, 28)] == [Page("3", inferred=True), Page("4", inferred=True)]


def test_a_page_number_left_out_makes_the_page_before_it_uncertain() -> None:
    document = document_of(with_feet("1", "2", "4", "5", "6"))
    labels = [block.page for block in document.blocks if block.page]
    assert Page("3", inferred=True) in labels
    assert Page("2") in labels


def test_numbers_that_do_not_begin_with_one_tell_nothing_of_the_pages_before() -> None:
    document = document_of(with_feet("7", "8", "9", "10", "11"))
    assert document.blocks[0].page is None
    assert page_of_words(document, "Litteraturliste") == Page("10")


def test_the_pages_of_a_paged_file_count_where_none_is_printed() -> None:
    text = flowing()
    source = read_source("oppgave.txt", text.encode())
    paged = SourceText(
        "oppgave.docx", source.sha256, "docx", text, {}, ((1, "1"), (9, "2"), (21, "3")), flowing=True
    )
    document = lay_out(paged)[0]
    assert document.blocks[0].page == Page("1")
    assert document.blocks[-1].page == Page("3")


def test_a_page_break_and_the_contents_together_tell_every_page() -> None:
    body = flowing().replace("\n2 Teori", "\n\f2 Teori").replace("\n3 Metode", "\n\f3 Metode")
    document = document_of(contents() + "\n\n\f" + body)
    teori = next(section for section in document.sections if section.title == "Teori")
    assert teori.page is not None
    assert int(teori.page.label) >= 3


def test_contents_that_count_backwards_are_overruled() -> None:
    pages = map_pages((), (), [(10, "4"), (20, "3"), (30, "6")], (), [60] * 40)
    assert pages.page_at(5) is None
    assert pages.page_at(10) == Page("4")
    assert pages.page_at(20) == Page("5", inferred=True)
    assert pages.page_at(30) == Page("6")


def test_one_page_that_is_far_too_high_in_the_contents_does_not_upset_the_others() -> None:
    pages = map_pages((), (), [(10, "4"), (15, "90"), (20, "5"), (30, "6")], (), [60] * 40)
    assert [pages.page_at(line) for line in (10, 20, 30)] == [Page("4"), Page("5"), Page("6")]


def test_after_a_part_without_a_page_in_the_contents_nothing_is_known() -> None:
    pages = map_pages((), (), [(10, "4"), (30, None)], (), [60] * 40)
    assert pages.page_at(10) == Page("4")
    assert pages.page_at(29) == Page("4", inferred=True)
    assert pages.page_at(30) is None


@pytest.mark.parametrize(
    ("label", "value"), [("12", 12), ("iv", 4), ("ix", 9), ("xlii", 42), ("XIV", 14), ("?", 0)]
)
def test_roman_pages_are_counted(label: str, value: int) -> None:
    assert page_value(label) == value


def test_roman_numbers_in_front_are_page_numbers_too() -> None:
    text = with_feet("i", "ii", "1", "2", "3")
    document = document_of(text)
    assert "\nii\n" in text
    assert not any(block.span and document.text_of(block.span) in {"i", "ii"} for block in document.blocks)


def test_pages_that_were_worked_out_are_told_in_a_notice() -> None:
    told = lay_out(read_source("oppgave.txt", (contents() + "\n\n" + flowing()).encode()))[1]
    untold = lay_out(read_source("oppgave.txt", flowing().encode()))[1]
    assert "pages_inferred" in [notice.code for notice in told]
    assert "pages_inferred" not in [notice.code for notice in untold]
