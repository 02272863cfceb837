from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.records.actions import Refused, merge_quotations, move_quotation, split_quotation
from kb.records.actions.spans import find_span, read_span
from kb.records.models import Passage, Quotation
from tests.recipes import (
    make_chapter,
    make_citation,
    make_informant,
    make_passage,
    make_quotation,
    make_theme,
    make_thesis,
    make_work,
    tag,
)

pytestmark = pytest.mark.django_db

FIRST = "Hun sa at «vi venter ofte lenge på svar, men vi klager ikke» den dagen."
SECOND = "Dagen etter la hun til: «Det hjelper jo ikke.»"


@pytest.fixture
def passages() -> tuple[Passage, Passage]:
    chapter = make_chapter(make_thesis())
    return make_passage(chapter, FIRST), make_passage(chapter, SECOND)


@pytest.fixture
def quotation(passages: tuple[Passage, Passage]) -> Quotation:
    return make_quotation(
        passages[0],
        "vi venter ofte lenge på svar",
        informant=make_informant(passages[0].thesis),
        state="accepted",
        note="Se også vedlegget.",
    )


def assert_text_is_that_of_its_span(quotation: Quotation) -> None:
    quotation.refresh_from_db()
    assert quotation.passage is not None
    assert quotation.last_passage is not None
    assert quotation.text == find_span(quotation).text
    if quotation.passage == quotation.last_passage:
        assert quotation.text == quotation.passage.text[quotation.start : quotation.end]


def span_of(first: Passage, words: str, last: Passage | None = None, last_words: str = ""):
    end_in, end_words = (last, last_words) if last else (first, words)
    return read_span(
        first=first,
        start=first.text.index(words),
        last=end_in,
        end=end_in.text.index(end_words) + len(end_words),
    )


def test_a_moved_quotation_has_the_words_of_its_new_span(quotation, passages, kari):
    move_quotation(quotation=quotation, span=span_of(passages[0], "venter ofte lenge"), by=kari)
    assert quotation.text == "venter ofte lenge"
    assert quotation.is_edited
    assert_text_is_that_of_its_span(quotation)


def test_a_quotation_runs_on_into_the_next_passage(quotation, passages, kari):
    span = span_of(passages[0], "vi klager ikke", passages[1], "Dagen etter")
    move_quotation(quotation=quotation, span=span, by=kari)
    assert quotation.text == "vi klager ikke» den dagen.\n\nDagen etter"
    assert (quotation.passage, quotation.last_passage) == passages
    assert (quotation.first_line, quotation.last_line) == (passages[0].first_line, passages[1].last_line)
    assert_text_is_that_of_its_span(quotation)


@given(st.data())
def test_whatever_the_places_the_text_is_that_of_the_span_or_it_is_refused(data):
    chapter = make_chapter(make_thesis())
    passages = [make_passage(chapter, text) for text in (FIRST, "  \U0001f600 ja ", SECOND)]
    quotation = make_quotation(passages[0], "vi venter")
    first, last = (data.draw(st.sampled_from(passages)) for _ in range(2))
    start = data.draw(st.integers(0, len(first.text) + 1))
    end = data.draw(st.integers(0, len(last.text) + 1))
    try:
        span = read_span(first=first, start=start, last=last, end=end)
    except Refused:
        return
    move_quotation(quotation=quotation, span=span, by=None)
    assert_text_is_that_of_its_span(quotation)
    assert quotation.text == quotation.text.strip() != ""


def test_a_span_stays_in_its_chapter(passages):
    elsewhere = make_passage(make_chapter(passages[0].thesis), "Et annet kapittel.")
    with pytest.raises(Refused):
        read_span(first=passages[0], start=0, last=elsewhere, end=5)


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (3, 4), (0, 1000), (-1, 4)])
def test_a_span_without_a_word_or_out_of_the_text_is_refused(passages, start, end):
    # At 3 stands a space.
    with pytest.raises(Refused):
        read_span(first=passages[0], start=start, last=passages[0], end=end)


def test_words_that_are_a_quotation_already_are_not_taken_twice(quotation, passages, kari):
    make_quotation(passages[0], "vi klager ikke")
    with pytest.raises(Refused):
        move_quotation(quotation=quotation, span=span_of(passages[0], "vi klager ikke"), by=kari)


def test_splitting_makes_two_with_all_that_the_one_had_but_its_note(quotation, passages, kari):
    theme = make_theme()
    tag(quotation, theme)
    other = split_quotation(
        quotation=quotation,
        first=span_of(passages[0], "vi venter ofte"),
        second=span_of(passages[0], "lenge på svar"),
        by=kari,
    )
    assert (quotation.text, other.text) == ("vi venter ofte", "lenge på svar")
    for part in (quotation, other):
        assert_text_is_that_of_its_span(part)
        assert part.state == "suggested"
        assert part.informant == quotation.informant
        assert [link.tag for link in part.theme_links.all()] == [theme]
    assert quotation.note
    assert other.note == ""
    assert other.public_id not in {"", quotation.public_id}


def test_parts_that_overlap_are_refused(quotation, passages, kari):
    with pytest.raises(Refused):
        split_quotation(
            quotation=quotation,
            first=span_of(passages[0], "vi venter ofte"),
            second=span_of(passages[0], "ofte lenge"),
            by=kari,
        )
    assert Quotation.objects.count() == 1


def test_merging_takes_what_stands_between_and_what_the_first_has_not(quotation, passages, kari):
    quotation.informant = None
    quotation.save()
    leader = make_informant(passages[0].thesis, "Leder B")
    other = make_quotation(passages[0], "men vi klager ikke", informant=leader)
    both, new = make_theme("Begge"), make_theme("Ny")
    for record, theme in ((quotation, both), (other, both), (other, new)):
        tag(record, theme)
    merge_quotations(keep=quotation, other=other, by=kari)
    assert quotation.text == "vi venter ofte lenge på svar, men vi klager ikke"
    assert_text_is_that_of_its_span(quotation)
    assert quotation.informant == leader
    assert {link.tag for link in quotation.theme_links.all()} == {both, new}
    other.refresh_from_db()
    assert other.state == "rejected"


def test_merging_the_other_way_round_and_over_passages_gives_the_same_words(quotation, passages, kari):
    other = make_quotation(passages[1], "Det hjelper jo ikke.")
    merge_quotations(keep=other, other=quotation, by=kari)
    assert other.text.startswith("vi venter")
    assert other.text.endswith("Det hjelper jo ikke.")
    assert_text_is_that_of_its_span(other)


def test_quotations_of_two_theses_or_without_a_place_are_not_merged(quotation, kari):
    stranger = make_quotation(make_passage(make_chapter(make_thesis())))
    lost = Quotation.objects.create(thesis=quotation.thesis, text="borte", form="inline", kind="other")
    for other in (stranger, quotation, lost):
        with pytest.raises(Refused):
            merge_quotations(keep=quotation, other=other, by=kari)


def test_a_source_moves_with_the_merge(quotation, passages, kari):
    citation = make_citation(passages[1], make_work())
    other = make_quotation(passages[1], "Det hjelper jo ikke.", citation=citation)
    merge_quotations(keep=quotation, other=other, by=kari)
    assert quotation.citation == citation
