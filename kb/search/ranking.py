"""Which documents answer a question, and how well.

Each word asked for is measured by itself (:mod:`kb.search.clauses`), and the measures are added up, for all
documents at once. What the themes and the nearness of the words tell is added for the best (:mod:`kb.search.raising`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kb.search.analysis import SMALL_WORDS
from kb.search.arrays import Tally, pick_best
from kb.search.clauses import ENOUGH, Clause, read_clauses, term_hits
from kb.search.raising import AskedTheme, add_by_theme, raise_by_theme, raise_near, weigh_themes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.search.arrays import Measures, Numbers
    from kb.search.expansion import Expansion
    from kb.search.measures import View
    from kb.search.query import SearchQuery

# So much of a document's score is left when it meets half of what the words are worth: a half to this power.
TOGETHER = 0.35
LEAST_SHARE = 0.05
TOO_USUAL = 0.5
LOOKED_AT = 400
SHORT = 25
PART_WEIGHTS = {"abstract": 0.8, "foreword": 0.6}
SORT_WEIGHTS = {"caption": 0.6, "table": 0.6, "footnote": 0.7, "list_item": 0.9}


@dataclass(frozen=True, slots=True)
class Ranking:
    """The documents that answer a question, before any filter, in the order of their numbers.

    ``scores`` has a place for every document of the index. ``mended`` are words that stand nowhere and what must have
    been meant, ``near`` rare words and what they may be slips for, both by dictionary form. ``asked`` are the themes
    that answered, too.
    """

    documents: Numbers
    scores: Measures
    mended: dict[str, str]
    near: dict[str, str]
    asked: tuple[AskedTheme, ...] = ()


def rank(query: SearchQuery, view: View, expansions: Sequence[Expansion] = ()) -> Ranking:
    """Score all documents that answer ``query``; a question without words is answered by every document."""
    clauses = [clause for group in query.groups for clause in read_clauses(group, view, exact=query.exact)]
    asked: tuple[AskedTheme, ...] = ()
    if clauses:
        scores = _combine(clauses, view)
        if not any(clause.required for clause in clauses):
            asked = weigh_themes(clauses, expansions)
        _raise_best(scores, clauses, view, asked)
        scores.forget(_find_without_content(scores.documents, clauses, asked, view))
    else:
        scores = Tally(view.size)
        scores.add(view.all_documents(), 1.0)
    for term in query.excluded:
        scores.held[term_hits(term, view, exact=query.exact or term.is_phrase).documents] = False
    near = {clause.lemma: clause.near[0] for clause in clauses if clause.near}
    mended = {clause.lemma: clause.near[0] for clause in clauses if clause.is_mended}
    return Ranking(scores.documents, scores.values, mended, near, asked)


def _raise_best(scores: Tally, clauses: Sequence[Clause], view: View, asked: Sequence[AskedTheme]) -> None:
    """Look closer at the best documents; where there are few, let in those that answer by theme."""
    if scores.n_held < ENOUGH:
        add_by_theme(scores, asked, view)
    documents = best = scores.documents
    if len(documents) >= ENOUGH:
        best = np.sort(pick_best(documents, scores.values[documents], LOOKED_AT))
    whole = sum(clause.worth for clause in clauses)
    raise_by_theme(scores.values, best, asked, whole * find_standing(view)[best], view)
    raise_near(scores.values, best, clauses, view)
    scores.held[documents[scores.values[documents] <= 0]] = False


def _combine(clauses: Sequence[Clause], view: View) -> Tally:
    """What each document's words are worth together, by how it stands in its thesis."""
    telling = [c for c in clauses if c.holding <= TOO_USUAL * view.n_documents or c.required]
    telling = [c for c in telling if len(c.hits)] or [c for c in clauses if len(c.hits)]
    scores, met = Tally(view.size), np.zeros(view.size)
    for clause in telling:
        documents = clause.hits.documents
        scores.add(documents, clause.worth * clause.hits.values)
        met[documents] += clause.worth * clause.shares
    required = [clause.hits.documents for clause in clauses if clause.required]
    for documents in required:
        scores.forget(np.setdiff1d(scores.documents, documents, assume_unique=True))
    whole = sum(clause.worth for clause in telling) or 1.0
    documents = scores.documents
    if not required:
        scores.forget(documents[met[documents] < LEAST_SHARE * whole])
        documents = scores.documents
    share = met[documents]
    partly = np.flatnonzero(share < 0.999 * whole)
    values = scores.values[documents]
    values[partly] *= (np.maximum(share[partly], 0.0) / whole) ** TOGETHER
    scores.values[documents] = values * find_standing(view)[documents]
    return scores


def _find_without_content(
    documents: Numbers, clauses: Sequence[Clause], asked: Sequence[AskedTheme], view: View
) -> Numbers:
    """Those of ``documents`` that meet nothing of the question but what holds a sentence together ("i", "mot")."""
    content = [clause for clause in clauses if clause.lemma not in SMALL_WORDS]
    if not content or len(content) == len(clauses):
        return documents[:0]
    by_theme = Tally(view.size)
    add_by_theme(by_theme, asked, view)
    documents = documents[~by_theme.held[documents]]
    for clause in content:
        documents = np.setdiff1d(documents, clause.hits.documents, assume_unique=True)
    return documents


def find_standing(view: View) -> Measures:
    """For each document, how fully it can answer: fragments, captions and forewords less than whole passages."""
    standing: Measures | None = view.kept.get("standing")
    if standing is None:
        own = view.rows("own_facts")
        parts = np.array([PART_WEIGHTS.get(row.get("part") or "", 1.0) for row in own.rows])
        sorts = np.array([SORT_WEIGHTS.get(row.get("sort") or "", 1.0) for row in own.rows])
        texts = np.array([row.get("kind") in {"passage", "quotation"} for row in own.rows], dtype=np.bool_)
        length = np.minimum(1.0, (view.column("words") + SHORT) / (2 * SHORT))
        standing = np.where(texts[own.of], length * parts[own.of] * sorts[own.of], 1.0)
        view.kept["standing"] = standing
    return standing
