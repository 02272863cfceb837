"""A sentence that cites one work several times is shown once."""

from __future__ import annotations

from dataclasses import replace

from kb.pages.quotations.citing import CitingSentence, merge_sentences

TEXT = "Først A (2010, s. 1), så A (2010, s. 2) og til slutt A (2010, s. 3)."
WORK = "/works/a/"


def cite(text: str, raw: str, **fields: str) -> CitingSentence:
    before, after = text.split(raw)
    return replace(
        CitingSentence(before, raw, after, "nb", "A", WORK, "/t/", "1", "/t/1/#p1", "", False, "", "", ""),
        **fields,
    )


def test_each_citation_is_marked_in_the_one_sentence() -> None:
    three = [cite(TEXT, f"A (2010, s. {number})", locator=f"s. {number}") for number in (1, 2, 3)]
    (sentence,) = merge_sentences(three)
    assert sentence.n == 3
    assert sentence.locator == "s. 1, s. 2, s. 3"
    parts = [sentence.before, sentence.raw, sentence.after]
    assert parts == ["Først ", "A (2010, s. 1)", ", så "]
    assert [(again.raw, again.after) for again in sentence.again] == [
        ("A (2010, s. 2)", " og til slutt "),
        ("A (2010, s. 3)", "."),
    ]


def test_other_sentences_works_and_places_stay_apart() -> None:
    first, second = cite(TEXT, "A (2010, s. 1)"), cite(TEXT, "A (2010, s. 2)")
    for other in (
        replace(second, context_url="/t/1/#p2"),
        replace(second, work_url="/works/b/"),
        replace(second, via_url="/works/c/"),
        replace(second, after=" og mer."),
        replace(second, before="… så "),
        first,
    ):
        assert merge_sentences([first, other]) == (first, other)
    assert merge_sentences([]) == ()
