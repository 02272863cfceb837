"""Words found again in another version of a text, or left to a person; random versions, never other words."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.importing.anchoring import Letters, Place, find_alike, likeness, locate, select
from kb.importing.reconcile import fold

NOUNS = ("avtalen", "kontoret", "møtet", "naboen", "brua", "elva", "skuffa", "hagen", "tømmeret", "vinteren")
VERBS = (
    "venter på",
    "forklarer",
    "tegner",
    "bærer",
    "glemmer",
    "deler",
    "måler",
    "leter etter",
    "lover",
    "holder",
)


def write_paragraph(dice: random.Random) -> str:
    sentences = [
        f"{dice.choice(NOUNS)} {dice.choice(VERBS)} {dice.choice(NOUNS)} {dice.randrange(40)} ganger".capitalize()
        for _ in range(dice.randrange(1, 6))
    ]
    return ". ".join(sentences) + "."


def slip(text: str, dice: random.Random) -> str:
    """The text as a bad scan would have it."""
    letters = list(text)
    for _ in range(max(1, len(letters) // 60)):
        at = dice.randrange(len(letters))
        letters[at] = dice.choice(["", "rn", "l", "c", letters[at] * 2])
    return "".join(letters)


def wrap(text: str, dice: random.Random) -> str:
    """Other line breaks, some with a hyphen."""
    words = text.split(" ")
    return (
        "".join(word + dice.choice([" ", " ", "\n"]) for word in words).strip().replace("forkl", "for-\nkl")
    )


def change(paragraphs: list[str], dice: random.Random) -> list[tuple[int, str]]:
    """Another version: each paragraph with the number it had, new ones with -1."""
    version = [(number, text) for number, text in enumerate(paragraphs)]
    for _ in range(dice.randrange(1, 7)):
        at = dice.randrange(len(version))
        number, text = version[at]
        match dice.randrange(6):
            case 0 if len(version) > 1:
                version.pop(at)
            case 1:
                version.insert(at, (-1, write_paragraph(dice)))
            case 2:
                version.insert(dice.randrange(len(version)), (number, text))
            case 3:
                version[at] = number, slip(text, dice)
            case 4:
                version[at] = number, wrap(text, dice)
            case _:
                version.insert(dice.randrange(len(version)), version.pop(at))
    return version


@given(st.integers(0, 10**9))
def test_words_never_move_to_other_words_and_what_stands_once_as_it_was_is_found(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  nobody is to be kept from guessing
    paragraphs = [write_paragraph(dice) for _ in range(dice.randrange(2, 14))]
    # Words that come back are what goes wrong.
    paragraphs += [dice.choice(paragraphs) for _ in range(dice.randrange(3))]
    version = change(paragraphs, dice)
    old, new = Letters(paragraphs), Letters([text for _, text in version])
    for number, text in enumerate(paragraphs):
        end = dice.randrange(2, len(text) + 1)
        start = dice.randrange(end)
        span = old.span_of(Place(number, start, number, end))
        if span[0] == span[1]:
            continue
        quote = old.text[slice(*span)]
        located = locate(select(old, *span), new)
        if located.sure is None:
            assert located.reason in {"several", "rewritten", "lost"}
            assert bool(located.candidates) == (located.reason != "lost")
            continue
        assert new.text[slice(*located.sure)] == quote, "other words"
        # Of the very same words it is the paragraph they stood in, or a copy of it, unless they stood once only.
        first, _ = new.texts_at(*located.sure)
        if old.text.count(quote) > 1:
            came_from = version[first][0]
            assert came_from >= 0
            assert fold(paragraphs[came_from]) == fold(text) or quote in fold(paragraphs[came_from])


@given(st.integers(0, 10**9))
def test_a_text_that_only_lies_otherwise_on_the_page_changes_nothing(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  nobody is to be kept from guessing
    paragraphs = list(dict.fromkeys(write_paragraph(dice) for _ in range(10)))
    old, new = Letters(paragraphs), Letters([wrap(text, dice) for text in paragraphs])
    for number, text in enumerate(paragraphs):
        span = old.span_of(Place(number, 0, number, len(text)))
        located = locate(select(old, *span), new)
        if old.text.count(old.text[slice(*span)]) == 1:
            assert located.sure == span


def located_in(old: list[str], words: str, new: list[str]) -> tuple[str, str]:
    """Where the first ``words`` of the old text are: (the whole new text there or "", the reason)."""
    letters, at = Letters(old), next(n for n, text in enumerate(old) if words in text)
    start = old[at].index(words)
    found = locate(
        select(letters, *letters.span_of(Place(at, start, at, start + len(words)))), after := Letters(new)
    )
    return (new[after.texts_at(*found.sure)[0]] if found.sure else "", found.reason)


FIRST = "Vi tegnet kartet om igjen hver vår, for elva flyttet seg."
AGAIN = "Senere sa hun at elva flyttet seg, og at ingen la merke til det."


@pytest.mark.parametrize(
    ("old", "words", "new", "expected"),
    [
        ([FIRST, AGAIN], "elva flyttet seg", [FIRST, AGAIN], (FIRST, "")),
        # Its own paragraph is gone; the same words elsewhere stood there before.
        ([FIRST, AGAIN], "elva flyttet seg", [AGAIN], ("", "several")),
        # Doubled: nobody can tell which of the two it was.
        ([AGAIN], "ingen la merke til det", [AGAIN, AGAIN], ("", "several")),
        # A short word that stands once, between quite other words.
        (["Kaien var ny.", FIRST], "Kaien", ["En dag lå kaien der igjen, sa de.", FIRST], ("", "several")),
        # Long enough to be known anywhere.
        ([AGAIN], "at ingen la merke til det", ["Nytt: at ingen la merke til det."], ("", "several")),
        ([FIRST], FIRST, ["Noe annet.", f"Først: {FIRST}"], (f"Først: {FIRST}", "")),
        (
            [FIRST],
            "hver vår",
            ["Vi tegnet kartet om igjen hver var, for elva flyttet seg."],
            ("", "rewritten"),
        ),
        ([FIRST], "hver vår", ["Helt andre ord."], ("", "lost")),
    ],
)
def test_what_is_sure_and_what_is_not(
    old: list[str], words: str, new: list[str], expected: tuple[str, str]
) -> None:
    assert located_in(old, words, new) == expected


def test_a_place_has_the_marks_around_its_words_that_it_had() -> None:
    letters = Letters(["Hun sa: «Ja, kanskje.» Så gikk hun."])
    start = letters.text.index("jakanskje")
    place = letters.place_of(start, start + len("jakanskje"), like="«Ja, kanskje.»")
    assert letters.words_at(place) == "«Ja, kanskje.»"


def test_a_place_through_several_texts_is_read_with_empty_lines() -> None:
    letters = Letters(["En to", "", "tre fire"])
    assert letters.words_at(letters.place_of(2, 8)) == "to\n\n\n\ntre f"


def test_rewritten_words_are_proposed_where_they_stand_whole_words_only() -> None:
    text = "Det begynte med regn. Vi tegnet kartene om igjen hver eneste vår, for elva flytta på seg. Så ble det sol."
    letters = Letters(["Helt andre ord står her.", text])
    best = find_alike(fold(FIRST), letters)[0]
    words = letters.words_at(letters.place_of(best.start, best.end))
    assert words.startswith("Vi tegnet")
    assert words.endswith("seg")
    assert best.likeness > 0.6


def test_likeness_is_one_of_the_same_and_none_of_other_words() -> None:
    assert likeness("abc", "abc") == 1
    assert likeness("abcdef", "uvwxyz") == 0
    assert likeness("", "") == 1
