"""What a question looks for: the words to mark in its answers, the vocabulary's other words, the words as mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.language.lemmas import read_word
from kb.language.words import fold, split_words
from kb.search.analysis import SMALL_WORDS
from kb.search.clauses import find_kin
from kb.search.marking import Wanted
from kb.search.vocabulary import lemmas_of, read_vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kb.search.expansion import Expansion
    from kb.search.query import SearchQuery
    from kb.search.view import IndexView

MOST_ALSO = 8


def expand(query: SearchQuery) -> tuple[Expansion, ...]:
    """What the vocabulary has besides for what the question names."""
    words = [
        term
        for group in query.groups
        if len(group) == 1
        for term in group
        if not term.is_phrase and not term.is_prefix
    ]
    if query.exact or not words:
        return ()
    return read_vocabulary().expand([lemma for term in words for lemma in lemmas_of(term.text)])


def find_also(expansions: Sequence[Expansion], query: SearchQuery) -> tuple[str, ...]:
    """Other words that were looked for; not those that only say more than was asked, which are found anyway."""
    asked = {lemma for term in query.terms for lemma in lemmas_of(term.text)}
    labels = [
        label.text
        for expansion in expansions
        if expansion.share >= 0.5
        for label in expansion.labels
        if label.weight > 0.5 and not any(_holds(lemma, asked) for lemma in label.lemmas)
    ]
    return tuple(dict.fromkeys(labels))[:MOST_ALSO]


def _holds(lemma: str, asked: Collection[str]) -> bool:
    return lemma in asked or any(part in asked for part in read_word(lemma).parts)


def find_wanted(query: SearchQuery, expansions: Sequence[Expansion], view: IndexView) -> Wanted:
    """What to mark in the texts of hits: the words asked for, and those that were looked for in their place."""
    lemmas: set[str] = set()
    forms: set[str] = set()
    prefixes, phrases = [], []
    for term in query.terms:
        words = split_words(term.text)
        readings = [read_word(word.form) for word in words]
        if term.is_prefix:
            prefixes.append(fold(term.text.casefold()))
        elif len(readings) > 1 and term.is_phrase:
            phrases.append(tuple(reading.form for reading in readings))
        elif term.is_phrase or query.exact:
            forms.update(reading.form for reading in readings)
        else:
            lemmas.update(reading.lemma for reading in readings)
            forms.update(reading.form for reading in readings)
            for reading in readings:
                if reading.lemma not in SMALL_WORDS:
                    lemmas.update(find_kin(reading.lemma, view))
                    if not view.postings("lemmas", reading.lemma) and not view.postings(
                        "parts", reading.lemma
                    ):
                        lemmas.update(reading.parts)
    for expansion in expansions:
        if expansion.share >= 0.7 * expansion.weight:
            # The name of the theme that was named, by whatever word; its other labels only where it was named well.
            least = 0.5 if expansion.share >= 0.7 else 0.9
            shown = (label for label in expansion.labels if label.weight > least)
            lemmas.update(label.lemmas[0] for label in shown if len(label.lemmas) == 1)
    content = {lemma for lemma in lemmas if lemma not in SMALL_WORDS} or lemmas
    return Wanted(
        frozenset(content), frozenset(forms - SMALL_WORDS or forms), tuple(prefixes), tuple(phrases)
    )


def mend_text(query: SearchQuery, mended: Mapping[str, str]) -> str:
    """The question with the ``mended`` words (by dictionary form) in the place of those typed; "" for none."""
    if not mended:
        return ""
    text = query.to_text()
    for term in query.terms:
        lemma = next(iter(lemmas_of(term.text)), "")
        if lemma in mended:
            text = text.replace(term.text, mended[lemma])
    return text
