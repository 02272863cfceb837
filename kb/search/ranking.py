"""Which documents answer a question, and how well.

The measure is BM25 (Robertson and Walker 1994) over each word asked for (:mod:`kb.search.clauses`). What the themes
and the nearness of the words tell is then added for the best documents.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kb.search.clauses import (
    ENOUGH,
    IN_COMPOUND,
    Clause,
    View,
    find_norms,
    read_clauses,
    term_hits,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kb.search.clauses import PostingsLike
    from kb.search.expansion import Expansion, Label
    from kb.search.query import SearchQuery

# So much of a document's score is left when it meets half of what the words are worth: a half to this power.
TOGETHER = 0.35
LEAST_SHARE = 0.05
TOO_USUAL = 0.5
SYNONYM, TRANSLATION, THEME_LINK = 0.2, 0.4, 0.45
# How far a label stands for its theme: one that is not the preferred one often names a part of it only.
STANDS_FOR = {1.0: 1.0, 0.7: 0.35, 0.4: 0.2}
ASKED_BY_THEME = 0.4  # a theme that makes up so much of a question is an answer without the words, too
NEARNESS, NEARNESS_AMONG = 0.2, 100
LOOKED_AT = 400
SHORT = 25
PART_WEIGHTS = {"abstract": 0.8, "foreword": 0.6}
SORT_WEIGHTS = {"caption": 0.6, "table": 0.6, "footnote": 0.7, "list_item": 0.9}


@dataclass(frozen=True, slots=True)
class Match:
    """A document that answers, its score, and what is known of it."""

    document: int
    score: float
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The documents that answer a question, each with its score, before any filter.

    ``mended`` are words that stand nowhere and what must have been meant, ``near`` rare words and what they may be
    slips for, both by dictionary form.
    """

    scores: dict[int, float]
    mended: dict[str, str]
    near: dict[str, str]


def rank(query: SearchQuery, view: View, expansions: Sequence[Expansion] = ()) -> Ranking:
    """Score all documents that answer ``query``; a question without words is answered by every document."""
    clauses = [clause for group in query.groups for clause in read_clauses(group, view, exact=query.exact)]
    if clauses:
        scores = _combine(clauses, view)
        asked = [] if any(clause.required for clause in clauses) else weigh_themes(clauses, expansions)
        if len(scores) < ENOUGH:
            _add_by_theme(scores, asked, view)
        best = (
            set(nlargest(LOOKED_AT, scores, key=scores.__getitem__)) if len(scores) >= ENOUGH else set(scores)
        )
        _raise_by_theme(scores, best, asked, sum(clause.worth for clause in clauses), view)
        _raise_near(scores, best, clauses, view)
        if min(scores.values(), default=1.0) <= 0:
            scores = {document: score for document, score in scores.items() if score > 0}
    else:
        scores = dict.fromkeys(view.all_documents(), 1.0)
    for term in query.excluded:
        for document in term_hits(term, view, exact=query.exact or term.is_phrase):
            scores.pop(document, None)
    near = {clause.lemma: clause.near[0] for clause in clauses if clause.near}
    return Ranking(scores, {c.lemma: c.near[0] for c in clauses if c.is_mended}, near)


def _combine(clauses: Sequence[Clause], view: View) -> dict[int, float]:
    """What each document's words are worth together, by how it stands in its thesis."""
    telling = [c for c in clauses if c.holding <= TOO_USUAL * view.n_documents or c.required]
    telling = [c for c in telling if c.hits] or [c for c in clauses if c.hits]
    whole = sum(clause.worth for clause in telling) or 1.0
    standing = find_standing(view)
    required = [clause.hits for clause in clauses if clause.required]
    if len(telling) == 1 and not telling[0].shares and not required:
        worth = telling[0].worth
        return {document: worth * well * standing[document] for document, well in telling[0].hits.items()}
    scores, met = _add_up(telling)
    if required:
        among = set.intersection(*map(set, required))
        scores = {document: scores[document] for document in among if document in scores}
    least = 0.0 if required else LEAST_SHARE * whole
    combined: dict[int, float] = {}
    # Few different sums of worths are met, by many documents each.
    factors: dict[float, float] = {}
    for document, score in scores.items():
        worth = met[document]
        if worth < whole * 0.999:
            if worth < least:
                continue
            factor = factors.get(worth)
            if factor is None:
                factor = factors[worth] = (max(worth, 0.0) / whole) ** TOGETHER
            score *= factor  # noqa: PLW2901 - this loop is what a question costs
        combined[document] = score * standing[document]
    return combined


def _add_up(telling: Sequence[Clause]) -> tuple[dict[int, float], dict[int, float]]:
    """For each document, what it tells of all words together, and the worth of the words that it meets."""
    if not telling:
        return {}, {}
    worth = telling[0].worth
    scores = {document: worth * well for document, well in telling[0].hits.items()}
    met = dict.fromkeys(scores, worth)
    for clause in telling[1:]:
        worth = clause.worth
        for document, well in clause.hits.items():
            if document in scores:
                scores[document] += worth * well
                met[document] += worth
            else:
                scores[document] = worth * well
                met[document] = worth
    for clause in telling:
        for document, share in clause.shares.items():
            met[document] -= clause.worth * (1 - share)
    return scores, met


def find_standing(view: View) -> list[float]:
    """For each document, how fully it can answer: fragments, captions and forewords less than whole passages."""
    standing: list[float] | None = view.kept.get("standing")
    if standing is None:
        rows = zip(
            view.column("kind"), view.column("words"), view.column("part"), view.column("sort"), strict=True
        )
        weights: dict[tuple[object, ...], float] = {}
        standing = []
        for row in rows:
            weight = weights.get(row)
            if weight is None:
                weight = weights[row] = _standing_of(*row)
            standing.append(weight)
        view.kept["standing"] = standing
    return standing


def _standing_of(kind: str, words: int, part: str | None, sort: str | None) -> float:
    if kind not in {"passage", "quotation"}:
        return 1.0
    weight = min(1.0, (words + SHORT) / (2 * SHORT))
    return weight * PART_WEIGHTS.get(part or "", 1.0) * SORT_WEIGHTS.get(sort or "", 1.0)


@dataclass(frozen=True, slots=True)
class AskedTheme:
    """A theme that a question names: how much of the question it is, as a synonym (``said``) and as a theme."""

    slug: str
    said: float
    meant: float
    labels: tuple[Label, ...]


def weigh_themes(clauses: Sequence[Clause], expansions: Sequence[Expansion]) -> list[AskedTheme]:
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
    return asked


def _add_by_theme(scores: dict[int, float], asked: Iterable[AskedTheme], view: View) -> None:
    """Let in documents that say what was asked in other words, or carry the theme."""
    for theme in asked:
        if theme.said >= ASKED_BY_THEME:
            for label in theme.labels:
                for document in _find_holding(label.lemmas, view):
                    scores.setdefault(document, 0.0)
        if theme.meant >= ASKED_BY_THEME:
            for document in view.postings("themes", theme.slug).documents:
                scores.setdefault(document, 0.0)


def _find_holding(lemmas: Iterable[str], view: View) -> set[int]:
    each = [
        {*view.postings("lemmas", lemma).documents, *view.postings("parts", lemma).documents}
        for lemma in lemmas
    ]
    return min(each, key=len).intersection(*each)


def _raise_by_theme(
    scores: dict[int, float], best: set[int], asked: Iterable[AskedTheme], worth: float, view: View
) -> None:
    """Raise the documents that say what was asked in other words, or carry the theme, the surer the more."""
    standing, themes = find_standing(view), view.column("themes")
    for theme in asked:
        synonyms: dict[int, float] = {}
        for label in theme.labels:
            # The theme's own name in another language says the same; another label only something near it.
            told = TRANSLATION * theme.meant if label.preferred else SYNONYM * theme.said
            for document, well in _label_hits(label, best, view).items():
                # A second synonym adds to the first, half as much.
                before, more = synonyms.get(document, 0.0), told * well
                synonyms[document] = max(before, more) + 0.5 * min(before, more)
        for document, more in synonyms.items():
            scores[document] += min(more, 1.0) * worth * standing[document]
        for document in best.intersection(view.postings("themes", theme.slug).documents):
            sure = float((themes[document] or {}).get(theme.slug, 0.0))
            scores[document] += THEME_LINK * theme.meant * sure * worth * standing[document]


def _label_hits(label: Label, among: set[int], view: View) -> dict[int, float]:
    norms = find_norms(view)
    each = [count_among(lemma, among, view) for lemma in label.lemmas]
    both = set.intersection(*map(set, each))
    return {
        document: label.weight
        * min(counts[document] / (counts[document] + norms[document]) for counts in each)
        for document in both
    }


def count_among(lemma: str, among: set[int], view: View) -> dict[int, float]:
    """How often each of some documents holds a word, by itself or, a little less, inside a compound."""
    found: dict[int, float] = defaultdict(float)
    for field_name, weight in (("lemmas", 1.0), ("parts", IN_COMPOUND)):
        for document, count in _count_in(view.postings(field_name, lemma), among):
            found[document] += weight * count
    return found


def _raise_near(scores: dict[int, float], best: set[int], clauses: Sequence[Clause], view: View) -> None:
    """Raise the documents in which neighbouring words of the question stand near each other."""
    lemmas = [clause.lemma for clause in clauses if clause.lemma]
    if len(lemmas) < 2:
        return
    among = set(nlargest(NEARNESS_AMONG, best, key=scores.__getitem__))
    places = {lemma: view.positions("lemmas", lemma, among) for lemma in set(lemmas)}
    joined = {pair: _find_joined(*pair, among, view) for pair in pairwise(lemmas)}
    for document in among:
        near = sum(
            1.0
            if document in joined[one, other]
            else _closeness(places[one].get(document, ()), places[other].get(document, ()))
            for one, other in pairwise(lemmas)
        )
        scores[document] *= 1 + NEARNESS * near / (len(lemmas) - 1)


def _find_joined(one: str, other: str, among: set[int], view: View) -> set[int]:
    """The documents that write two words as one: "NAV-leder" for "NAV leder"."""
    found: set[int] = set()
    for link in ("", "s", "e"):
        found.update(
            document for document, _ in _count_in(view.postings("lemmas", one + link + other), among)
        )
    return found


def _closeness(one: Sequence[int], other: Sequence[int]) -> float:
    if not one or not other:
        return 0.0
    least = min(abs(b - a) for a in one[:50] for b in other[:50])
    return 1 / (1 + max(0, least - 1) / 4)


def _count_in(postings: PostingsLike, among: set[int]) -> Iterable[tuple[int, int]]:
    documents, counts = postings.documents, postings.counts
    if len(documents) <= 8 * len(among):
        return [row for row in zip(documents, counts, strict=True) if row[0] in among]
    found = []
    for document in among:
        place = bisect_left(documents, document)
        if place < len(documents) and documents[place] == document:
            found.append((document, counts[place]))
    return found
