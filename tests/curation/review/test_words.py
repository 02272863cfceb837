from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.curation.review.words import cut, find_words, show_quotation, show_words, split_after, step
from kb.records.actions import Refused, move_quotation
from tests import recipes

pytestmark = pytest.mark.django_db

TEXT = "Hun sier: «vi venter, lenge på – svar», og går."


def words_of(text: str) -> list[str]:
    return [text[start:end] for start, end in find_words(text)]


def test_a_word_ends_at_spaces_and_quotation_marks_and_keeps_its_punctuation():
    assert words_of(TEXT) == ["Hun", "sier:", "vi", "venter,", "lenge", "på", "svar", "og", "går."]
    assert words_of("  \U0001f600 «» – ") == []


@given(
    st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["own", "other"])))
)
def test_stretches_are_the_text_again(text, marks):
    ordered = [(min(a, b), max(a, b), mark) for a, b, mark in marks if min(a, b) <= len(text)]
    stretches = cut(text, ordered)
    assert "".join(stretch.text for stretch in stretches) == text
    assert all(stretch.text for stretch in stretches)


def test_marks_named_later_are_seen():
    assert [(s.text, s.mark) for s in cut("abcd", [(0, 3, "other"), (1, 2, "own")])] == [
        ("a", "other"), ("b", "own"), ("c", "other"), ("d", ""),
    ]  # fmt: skip


@pytest.fixture
def quotation():
    chapter = recipes.make_chapter(recipes.make_thesis())
    recipes.make_passage(chapter, "Foran står dette.")
    passage = recipes.make_passage(chapter, TEXT)
    recipes.make_passage(chapter, "Etter står dette.")
    return recipes.make_quotation(passage, "venter, lenge")


@pytest.mark.parametrize(
    ("edge", "by", "text"),
    [
        ("start", -1, "vi venter, lenge"),
        ("start", 1, "lenge"),
        ("end", 1, "venter, lenge på"),
        ("end", -1, "venter,"),
        ("end", 3, "venter, lenge på – svar», og"),
        ("end", 5, f"{TEXT[TEXT.index('venter') :]}\n\nEtter"),
        ("start", -4, f"dette.\n\n{TEXT[: TEXT.index('lenge') + 5]}"),
        ("start", -50, f"Foran står dette.\n\n{TEXT[: TEXT.index('lenge') + 5]}"),
        ("end", 50, f"{TEXT[TEXT.index('venter') :]}\n\nEtter står dette."),
    ],
)
def test_an_edge_moves_word_by_word_also_into_the_next_passage(quotation, edge, by, text):
    span = step(quotation, edge, by)
    assert span.text == text
    move_quotation(quotation=quotation, span=span, by=None)
    assert quotation.text == text


def test_the_last_word_is_not_taken(quotation):
    quotation.end = quotation.start + len("venter,")
    quotation.save()
    for edge, by in (("start", 1), ("end", -1)):
        with pytest.raises(Refused):
            step(quotation, edge, by)


def test_an_edge_does_not_leave_the_chapter(quotation):
    recipes.make_passage(recipes.make_chapter(quotation.thesis), "Et annet kapittel.")
    assert step(quotation, "end", 50).text.endswith("Etter står dette.")


@pytest.mark.parametrize(
    ("word", "parts"), [(1, ("vi", "venter,")), (0, ("vi", "venter,")), (99, ("vi", "venter,"))]
)
def test_a_quotation_is_split_after_a_word(quotation, word, parts):
    move_quotation(quotation=quotation, span=step(quotation, "start", -1), by=None)
    move_quotation(quotation=quotation, span=step(quotation, "end", -1), by=None)
    assert tuple(span.text for span in split_after(quotation, word)) == parts


def test_one_word_is_not_split(quotation):
    move_quotation(quotation=quotation, span=step(quotation, "end", -1), by=None)
    first, second = split_after(quotation, 1)
    assert first.text == second.text == "venter,"


def test_the_quotation_and_those_beside_it_are_marked(quotation):
    other = recipes.make_quotation(quotation.passage, "svar")
    shown = show_quotation(quotation, [other])
    assert [passage.is_around for passage in shown] == [True, False, True]
    marks = [(s.text, s.mark) for s in shown[1].stretches if s.mark]
    assert marks == [("venter, lenge", "own"), ("svar", "other")]


def test_words_that_tell_a_theme_are_marked_with_their_endings(quotation):
    passages = list(quotation.thesis.passages.all())
    shown = show_words(passages, passages[1].pk, ["vent", "på"])
    assert [s.text for s in shown[1].stretches if s.mark] == ["venter", "på"]
    assert all(not s.mark for s in shown[0].stretches)
