"""What a question looks for: the words to mark in its answers, the vocabulary's other words, the words as mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.language.lemmas import read_word
from kb.language.words import fold
from kb.records.languages import TextIn
from kb.search.analysis import SMALL_WORDS, read_words
from kb.search.clauses import find_kin, read_clause
from kb.search.marking import StandIn, Wanted
from kb.search.raising import ASKED_BY_THEME
from kb.search.vocabulary import lemmas_of, read_vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from kb.search.analysis import ReadWord
    from kb.search.expansion import Expansion, Label
    from kb.search.query import SearchQuery
    from kb.search.raising import AskedTheme
    from kb.search.terms import Term
    from kb.search.view import IndexView

MOST_ALSO = 8
# So much of a question a label must be that the theme's other labels are marked beside the words asked for, too.
NAMED_WELL = 0.7


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
        _write_running(label)
        for expansion in expansions
        if expansion.share >= 0.5
        for label in expansion.labels
        if label.weight > 0.5 and not any(_holds(lemma, asked) for lemma in label.lemmas)
    ]
    return tuple(dict.fromkeys(labels))[:MOST_ALSO]


def _write_running(label: Label) -> str:
    """A label as it is written within a sentence: small letters, but for names and abbreviations."""
    text = label.text
    if not label.preferred or any(character.isupper() for character in text[1:]):
        return text
    small = text[:1].lower() + text[1:]
    return TextIn(small, text.language) if isinstance(text, TextIn) else small


def _holds(lemma: str, asked: Collection[str]) -> bool:
    return lemma in asked or any(part in asked for part in read_word(lemma).parts)


def find_wanted(
    query: SearchQuery, expansions: Sequence[Expansion], asked: Sequence[AskedTheme], view: IndexView
) -> Wanted:
    """What to mark in the texts of hits: the words asked for, and those that were looked for in their place.

    ``asked`` are the themes as they were weighed for the ranking.
    """
    terms = _Terms(query, view)
    themes = tuple(theme.slug for theme in asked if theme.meant >= ASKED_BY_THEME)
    return Wanted(
        frozenset({lemma for lemma in terms.lemmas if lemma not in SMALL_WORDS} or terms.lemmas),
        frozenset(terms.forms - SMALL_WORDS or terms.forms),
        tuple(terms.prefixes),
        tuple(terms.phrases),
        (*_find_labels(expansions, asked, terms.lemmas), *terms.others),
        themes,
        tuple(terms.words.items()),
    )


class _Terms:
    """The words of a question by how they are met in a text, and what was looked for in the place of each.

    ``words`` has each word as it was asked for by its dictionary form, of those that may be met in other forms.
    """

    def __init__(self, query: SearchQuery, view: IndexView) -> None:
        self.lemmas: set[str] = set()
        self.forms: set[str] = set()
        self.prefixes: list[str] = []
        self.phrases: list[tuple[str, ...]] = []
        self.words: dict[str, str] = {}
        self.others: list[StandIn] = []
        for term in query.terms:
            self._take(term, exact=query.exact, view=view)

    def _take(self, term: Term, *, exact: bool, view: IndexView) -> None:
        rows = read_words(term.text)
        if term.is_prefix:
            self.prefixes.append(fold(term.text.casefold()))
        elif len(rows) > 1 and term.is_phrase:
            self.phrases.append(tuple(row.reading.form for row in rows))
        elif term.is_phrase or exact:
            self.forms.update(row.reading.form for row in rows)
        else:
            for row in rows:
                self._take_word(row, view)

    def _take_word(self, row: ReadWord, view: IndexView) -> None:
        lemma = row.reading.lemma
        self.lemmas.add(lemma)
        self.forms.add(row.reading.form)
        if lemma in SMALL_WORDS:
            return
        typed = row.word.text
        self.words[lemma] = typed
        clause = read_clause(row, view)
        if clause.has_kin:
            self.others += (StandIn((each,), "kin", typed) for each in sorted(find_kin(lemma, view)))
        parts = dict.fromkeys(row.parts)
        if row.word.suspended:
            # "mål-" before "resultatstyring" asks for "målstyring".
            self.lemmas.update(part for part in parts if part.startswith(lemma))
        elif len(parts) > 1:
            weak = bool(clause.holding)
            self.others += (StandIn((part,), "part", typed, weak=weak) for part in parts)


def _find_labels(
    expansions: Sequence[Expansion], asked: Sequence[AskedTheme], words: Collection[str]
) -> Iterator[StandIn]:
    """The labels that were looked for: those of a theme that the question is as good as; weakly, of one it names.

    Not those that only say more than was asked, which are found anyway.
    """
    told = {
        expansion.theme: 0.5 if expansion.share >= NAMED_WELL else 0.9
        for expansion in sorted(expansions, key=lambda expansion: expansion.share)
        if expansion.share >= NAMED_WELL * expansion.weight
    }
    for theme in asked:
        for label in theme.labels:
            weak = label.weight <= told.get(theme.slug, 1.0)
            if weak and theme.said < ASKED_BY_THEME:
                continue
            if not any(_holds(lemma, words) for lemma in label.lemmas):
                yield StandIn(label.lemmas, "label", theme.slug, label.text, weak=weak)


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
