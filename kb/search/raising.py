"""What raises the best documents further: that they are about the themes asked for, and words that stand together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from kb.search.arrays import pick_best
from kb.search.measures import count_word_among, find_norms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.search.arrays import Flags, Measures, Numbers, Tally
    from kb.search.clauses import Clause
    from kb.search.expansion import Expansion, Label
    from kb.search.measures import View

SYNONYM, TRANSLATION, THEME_LINK = 0.2, 0.4, 0.45
# How far a label stands for its theme: one that is not the preferred one often names a part of it only.
STANDS_FOR = {1.0: 1.0, 0.7: 0.35, 0.4: 0.2}
ASKED_BY_THEME = 0.4  # a theme that makes up so much of a question is an answer without the words, too
NEARNESS, NEARNESS_AMONG = 0.2, 100
_MOST_PLACES = 50  # of a word in a text, of which it is looked how near they are


@dataclass(frozen=True, slots=True)
class AskedTheme:
    """A theme that a question names: how much of the question it is, as a synonym (``said``) and as a theme."""

    slug: str
    said: float
    meant: float
    labels: tuple[Label, ...]


def weigh_themes(clauses: Sequence[Clause], expansions: Sequence[Expansion]) -> tuple[AskedTheme, ...]:
    """The themes that a question names, by how much the words are worth that name them."""
    worths = {clause.lemma: clause.worth for clause in clauses}
    whole = sum(worths.values()) or 1.0
    named: dict[str, list[Expansion]] = defaultdict(list)
    for expansion in expansions:
        named[expansion.theme].append(expansion)
    asked = []
    for slug, rows in named.items():
        parts = [(row, sum(worths.get(lemma, 0.0) for lemma in row.lemmas) / whole) for row in rows]
        asked.append(
            AskedTheme(
                slug,
                min(1.0, sum(share * row.weight for row, share in parts)),
                min(1.0, sum(share * STANDS_FOR.get(row.weight, 0.0) for row, share in parts)),
                tuple(dict.fromkeys(label for row in rows for label in row.labels if label.weight > 0.5)),
            )
        )
    return tuple(asked)


def add_by_theme(scores: Tally, asked: Iterable[AskedTheme], view: View) -> None:
    """Let in documents that say what was asked in other words, or carry the theme."""
    for theme in asked:
        if theme.said >= ASKED_BY_THEME:
            for label in theme.labels:
                scores.add(_find_holding(label.lemmas, view), 0.0)
        if theme.meant >= ASKED_BY_THEME:
            scores.add(view.postings("themes", theme.slug).documents, 0.0)


def _find_holding(lemmas: Iterable[str], view: View) -> Numbers:
    each = [
        np.union1d(view.postings("lemmas", lemma).documents, view.postings("parts", lemma).documents)
        for lemma in lemmas
    ]
    return reduce(np.intersect1d, each)


def raise_by_theme(
    scores: Measures, best: Numbers, asked: Iterable[AskedTheme], worths: Measures, view: View
) -> None:
    """Raise those of the ``best`` that say what was asked in other words, or carry the theme, the surer the more.

    ``worths`` is what all the question's words are worth in each of the best.
    """
    for theme in asked:
        synonyms = np.zeros(len(best))
        for label in theme.labels:
            # The theme's own name in another language says the same; another label only something near it.
            told = TRANSLATION * theme.meant if label.preferred else SYNONYM * theme.said
            more = told * _measure_label(label, best, view)
            # A second synonym adds to the first, half as much.
            synonyms = np.maximum(synonyms, more) + 0.5 * np.minimum(synonyms, more)
        scores[best] += np.minimum(synonyms, 1.0) * worths
        scores[best] += THEME_LINK * theme.meant * _find_sureness(theme.slug, best, view) * worths


def _measure_label(label: Label, documents: Numbers, view: View) -> Measures:
    """How well each document says all the words of a label; 0 where one is missing."""
    norms = find_norms(view)[documents]
    each = [count_word_among(lemma, documents, view) for lemma in label.lemmas]
    return label.weight * reduce(np.minimum, [counts / (counts + norms) for counts in each])


def _find_sureness(slug: str, documents: Numbers, view: View) -> Measures:
    """How surely each document carries a theme; 0 where it does not."""
    links = view.rows("theme_facts")
    carry = view.postings("themes", slug).among(documents) > 0
    sure = np.zeros(len(documents))
    rows, row_of = np.unique(links.of[documents[carry]], return_inverse=True)
    by_row = np.array([links.rows[row].get(slug, 0.0) for row in rows.tolist()])
    sure[carry] = by_row[row_of] if len(rows) else 0.0
    return sure


def raise_near(scores: Measures, best: Numbers, clauses: Sequence[Clause], view: View) -> None:
    """Raise the documents in which neighbouring words of the question stand near each other."""
    lemmas = [clause.lemma for clause in clauses if clause.lemma]
    if len(lemmas) < 2:
        return
    among = np.sort(pick_best(best, scores[best], NEARNESS_AMONG))
    places = {lemma: view.positions("lemmas", lemma, among) for lemma in set(lemmas)}
    near = np.zeros(len(among))
    for one, other in pairwise(lemmas):
        joined = _find_joined(one, other, among, view)
        near += [
            1.0 if is_joined else _closeness(places[one].get(document, ()), places[other].get(document, ()))
            for document, is_joined in zip(among.tolist(), joined.tolist(), strict=True)
        ]
    scores[among] *= 1 + NEARNESS * near / (len(lemmas) - 1)


def _find_joined(one: str, other: str, among: Numbers, view: View) -> Flags:
    """Which documents write two words as one: "NAV-leder" for "NAV leder"."""
    each = [view.postings("lemmas", one + link + other).among(among) > 0 for link in ("", "s", "e")]
    return reduce(np.logical_or, each)


def _closeness(one: Sequence[int], other: Sequence[int]) -> float:
    if not one or not other:
        return 0.0
    least = min(abs(b - a) for a in one[:_MOST_PLACES] for b in other[:_MOST_PLACES])
    return 1 / (1 + max(0, least - 1) / 4)
