from __future__ import annotations

from kb.language.lemmas import lemma_of
from kb.search.expansion import Label, Vocabulary, make_label


def label(theme: str, text: str, kind: str = "alternative") -> Label:
    made = make_label(theme, text, kind=kind)
    assert made is not None
    return made


VOCABULARY = Vocabulary(
    [
        label("handlingsrom", "Handlingsrom", "preferred"),
        label("handlingsrom", "handlefrihet"),
        label("handlingsrom", "room for manoeuvre"),
        label("handlingsrom", "slingringsmonn", "hidden"),
        label("ledelse", "Ledelse", "preferred"),
        label("tillit", "tillitsbasert ledelse"),
        label("tillit", "Tillit", "preferred"),
        label("tillit", "Solvang", "hidden"),
    ]
)


def others(*words: str) -> dict[str, list[str]]:
    return {
        e.theme: [each.text for each in e.labels]
        for e in VOCABULARY.expand([lemma_of(word) for word in words])
    }


def test_a_word_brings_the_themes_other_words_best_first() -> None:
    assert others("handlefriheten") == {
        "handlingsrom": ["Handlingsrom", "room for manoeuvre", "slingringsmonn"]
    }


def test_a_phrase_in_another_language_finds_the_theme() -> None:
    assert others("room", "for", "manoeuvre") == {
        "handlingsrom": ["Handlingsrom", "handlefrihet", "slingringsmonn"]
    }


def test_the_longest_label_wins() -> None:
    assert set(others("tillitsbasert", "ledelse")) == {"tillit"}


def test_a_question_about_nothing_known_brings_nothing() -> None:
    assert others("bussen") == {}
    assert make_label("tomt", "og", kind="hidden") is None


def test_the_name_of_a_scholar_stands_for_a_theme_less_than_a_word_does() -> None:
    (named,) = VOCABULARY.expand(["solvang"])
    (word,) = VOCABULARY.expand(["slingringsmonn"])
    assert named.weight < word.weight
