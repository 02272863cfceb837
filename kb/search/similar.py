"""What else in the base speaks of the same: the passages and quotations most like a given one."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from haystack.constants import ID
from haystack.utils import get_model_ct

from kb.language.word_classes import (
    BEFORE_NOUNS,
    BEFORE_VERBS,
    EMPTY_NOUNS,
    ENGLISH,
    NO_NOUNS,
    NORWEGIAN,
    SMALL_ENGLISH,
    is_noun,
    is_ordinary,
)
from kb.records.models import Passage, Quotation
from kb.search.analysis import SMALL_WORDS, read_words
from kb.search.engine import backend
from kb.search.hits import Hit, find_matches_of, read_hits
from kb.search.marking import Wanted
from kb.search.measures import count_word, find_norms, worth_of
from kb.search.ranking import find_standing
from kb.search.visibility import only_public

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kb.language.lemmas import Reading
    from kb.search.arrays import Measures, Numbers
    from kb.search.view import IndexView

KEY_WORDS = 20
BY_THEMES = 0.2  # how much the themes that two texts share count beside all the words that they could share
# What two texts must have in common: words, and themes by how surely both have them; and how much these tell.
ENOUGH_MET, LEAST = 1.2, 0.24
MANY_MET, LEAST_OF_MANY = 3.0, 0.18
SHORTEST_TEXT = 6  # words
_SHORTEST = 3
_LONGEST_SHARE = 0.15  # a word in more of the documents than this tells little of one
_NO_NOUN = 0.45  # what a word tells that is no noun
_ORDINARY = 0.75  # and one of every subject
_MOST_DIGITS = 0.12
_SAME = 0.5  # of the words beside each other: so much again is the same text
_LOOKED_AT = 60
_UNLIKE_TEXT = frozenset((Passage.Kind.TABLE, Passage.Kind.CAPTION))
_OUTSIDE = frozenset(("foreword",))
_EMPTY = (SMALL_WORDS, EMPTY_NOUNS, NO_NOUNS, SMALL_ENGLISH, BEFORE_NOUNS, BEFORE_VERBS)
_SENTENCE_ENDS = re.compile(r"[.!?…][”\"»)\s\]\d]*$|[.!?]\s")


@dataclass(frozen=True, slots=True)
class _About:
    """What a text is about: words by dictionary form and themes, each with how much it tells."""

    words: dict[str, float]
    themes: dict[str, float]


def find_similar(
    record: Any, *, limit: int = 5, elsewhere: bool = False, kinds: Sequence[str] = ("passage", "quotation")
) -> tuple[Hit, ...]:
    """The public passages and quotations most like ``record`` (a passage or quotation), the most like first.

    Never ``record`` itself or its words again, nor two from one passage, nor what is no text by itself: what only leads
    in to a quotation, tables, a few words. ``elsewhere`` asks for other theses only.
    """
    view = backend().view()
    about = _About(find_key_words([record.text], view), _find_themes(record, view))
    scores, documents = _score(about, view)
    documents = documents[view.fact("kind").having(kinds.__contains__)[documents]]
    documents = documents[~view.fact("sort").having(_UNLIKE_TEXT.__contains__)[documents]]
    documents = documents[~view.fact("part").having(_OUTSIDE.__contains__)[documents]]
    if elsewhere:
        documents = documents[~view.fact("thesis_pk").having(record.thesis_id.__eq__)[documents]]
    best = documents[np.lexsort((documents, -scores[documents]))]
    own = int(record.passage_id or 0) if isinstance(record, Quotation) else int(record.pk)
    likely = _one_a_passage(best.tolist(), view, seen={own}, limit=2 * limit + _LOOKED_AT)
    shown = only_public(np.array(list(likely), dtype=np.int64), view)[: 2 * limit + 4].tolist()
    hits = read_hits(find_matches_of(shown, scores, view), Wanted(lemmas=frozenset(about.words)), view)
    return tuple(_leave_out_no_text(hits, record.text))[:limit]


def find_key_words(texts: Iterable[str], view: IndexView, *, limit: int = KEY_WORDS) -> dict[str, float]:
    """The dictionary forms that tell most of what ``texts`` are about, each with how much it tells."""
    counted: Counter[str] = Counter()
    classes: dict[str, float] = {}
    for text in texts:
        for _word, reading, _parts in read_words(text):
            lemma = reading.lemma
            if lemma not in classes:
                classes[lemma] = _tell_class(reading)
            if classes[lemma]:
                counted[lemma] += 1
    n = max(1, view.n_documents)
    weights = {}
    for lemma, count in counted.items():
        holding = len(view.postings("lemmas", lemma))
        if 1 < holding <= max(5, n * _LONGEST_SHARE):
            weights[lemma] = classes[lemma] * (1 + math.log(count)) * math.log(n / holding)
    best = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:limit]
    return dict(best)


def _tell_class(reading: Reading) -> float:
    """How much words of this sort tell of what a text is about, from 0 to 1."""
    lemma, forms = reading.lemma, {reading.lemma, reading.form}
    if (
        len(lemma) < _SHORTEST
        or not lemma.replace("-", "").isalpha()
        or any(forms & words for words in _EMPTY)
    ):
        return 0.0
    weight = 1.0 if reading.parts or is_noun(reading.form) else _NO_NOUN
    return weight * (_ORDINARY if is_ordinary(lemma, NORWEGIAN) or is_ordinary(lemma, ENGLISH) else 1.0)


def _find_themes(record: Any, view: IndexView) -> dict[str, float]:
    """How surely the record carries which themes, as the index knows it."""
    rows = view.rows("theme_facts")
    found = view.postings(ID, f"{get_model_ct(type(record))}.{record.pk}").documents.tolist()
    return dict(rows.rows[rows.of[found[0]]] or {}) if found else {}


def _score(about: _About, view: IndexView) -> tuple[Measures, Numbers]:
    """How like each document is, and the documents that have enough in common: two words, or one and a sure theme."""
    scores, met = np.zeros(view.size), np.zeros(view.size)
    whole = sum(about.words.values()) or 1.0
    norms = find_norms(view)
    for lemma, weight in about.words.items():
        counts = count_word(lemma, view)
        n, documents = counts.values, counts.documents
        scores[documents] += weight / whole * (2 * n / (n + norms[documents]))
        met[documents] += 1
    links = view.rows("theme_facts")
    held = {slug: view.postings("themes", slug).documents for slug in about.themes}
    # A theme that many texts carry tells less of one.
    weights = {slug: sure * worth_of(len(held[slug]), view) for slug, sure in about.themes.items()}
    whole = sum(weights.values()) or 1.0
    for slug, weight in weights.items():
        documents = held[slug][met[held[slug]] > 0]
        sure = np.array([links.rows[row].get(slug, 0.0) for row in links.of[documents].tolist()])
        scores[documents] += BY_THEMES * weight / whole * sure
        met[documents] += sure * about.themes[slug]
    scores *= find_standing(view)
    least = np.where(met >= MANY_MET, LEAST_OF_MANY, LEAST)
    return scores, np.flatnonzero((met >= ENOUGH_MET) & (scores >= least))


def _one_a_passage(documents: Iterable[int], view: IndexView, *, seen: set[int], limit: int) -> Iterator[int]:
    """The documents but for those in a passage that was seen, up to so many."""
    places = view.column("passage")
    for document in documents:
        place = int(places[document])
        if place not in seen:
            seen.add(place)
            limit -= 1
            yield document
        if not limit:
            return


def _leave_out_no_text(hits: Iterable[Hit], text: str) -> Iterator[Hit]:
    """The hits that say something by themselves, and not what ``text`` or one before says in the same words."""
    told = [_read_pairs(text)]
    for hit in hits:
        pairs = _read_pairs(hit.record.text)
        if _is_text(hit) and not any(_is_same(pairs, other) for other in told):
            told.append(pairs)
            yield hit


def _read_pairs(text: str) -> frozenset[tuple[str, str]]:
    """The words that stand beside each other."""
    return frozenset(pairwise(row.reading.form for row in read_words(text)))


def _is_same(pairs: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    """Whether one says most of the other again."""
    return len(pairs & other) > _SAME * min(len(pairs), len(other))


def _is_text(hit: Hit) -> bool:
    """Whether its words are sentences of their own: no lead-in ("She says:"), heading, or row of a table."""
    text = str(hit.record.text).strip()
    if hit.facts["words"] < SHORTEST_TEXT or text.endswith(":"):
        return False
    if sum(character.isdigit() for character in text) > _MOST_DIGITS * len(text):
        return False
    return hit.kind == "quotation" or _SENTENCE_ENDS.search(text) is not None
