from __future__ import annotations

import pytest

from kb.curation.review.sources import SourceText
from kb.records.models import SourceFile
from tests.curation.review.conftest import LINES


@pytest.fixture
def text() -> SourceText:
    return SourceText(
        SourceFile(text=f"{LINES}\n© Forfatteren 2021\nVåren 20211\n", pages=[[1, "i"], [9, "1"]])
    )


@pytest.mark.parametrize(
    ("value", "lines", "page"),
    [
        ("Hverdager på kontoret", (2, 2), "i"),
        ("HVERDAGER  PÅ KONTORET.", (2, 2), "i"),
        ("Hvordan opplever ledere tillit i hverdagen?", (12, 13), "1"),
    ],
)
def test_words_are_found_whatever_their_case_and_line_ends(text, value, lines, page):
    place = text.find(value)
    assert place is not None
    assert (place.first, place.last, place.page) == (*lines, page)
    assert [number for number, _line in place.lines] == list(range(lines[0], lines[1] + 1))


def test_the_first_of_several_ways_to_say_it_that_stands_there(text):
    place = text.find("Berg, Kari", "Kari Berg")
    assert place is not None
    assert place.lines == ((5, "Kari Berg"),)
    assert text.find("Per Dal", "") is None


def test_a_year_is_found_by_itself(text):
    place = text.find_year(2021)
    assert place is not None
    assert place.first == 9
    assert text.find_year(202) is None


def test_after_the_first_pages_a_year_is_one_of_a_date():
    far = SourceText(SourceFile(text="\n" * 300 + "Vik (2019) mente det.\nEksempelvik, 3. juni 2019\n"))
    place = far.find_year(2019)
    assert place is not None
    assert place.lines == ((302, "Eksempelvik, 3. juni 2019"),)


def test_what_the_file_says_of_rights(text):
    place = text.find_rights()
    assert place is not None
    assert place.lines[0][1] == "© Forfatteren 2021"
    assert SourceText(SourceFile(text=LINES)).find_rights() is None
