"""What else in the base speaks of the same: the passages and quotations most like a given one."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from kb.records.models import Passage, Quotation
from kb.search.analysis import read_words
from kb.search.arrays import Tally
from kb.search.engine import backend
from kb.search.hits import Hit, find_matches_of, read_hits
from kb.search.marking import Wanted
from kb.search.visibility import only_public

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.search.view import IndexView

KEY_WORDS = 14
_SHORTEST = 4
_LONGEST_SHARE = 0.15  # a word in more of the documents than this tells nothing of one
_LOOKED_AT = 60
_UNLIKE_TEXT = frozenset((Passage.Kind.TABLE, Passage.Kind.CAPTION))


def find_similar(
    record: Any, *, limit: int = 5, elsewhere: bool = False, kinds: Sequence[str] = ("passage", "quotation")
) -> tuple[Hit, ...]:
    """The public passages and quotations most like ``record`` (a passage or quotation), the most like first.

    Never ``record`` itself, nor two from one passage. ``elsewhere`` asks for other theses only.
    """
    view = backend().view()
    words = find_key_words([record.text], view)
    own = record.passage_id if isinstance(record, Quotation) else record.pk
    scores = _score_by(words, view)
    documents = scores.documents[view.fact("kind").having(kinds.__contains__)[scores.documents]]
    # The words of a table or its caption are no sentence that could be like one.
    documents = documents[~view.fact("sort").having(_UNLIKE_TEXT.__contains__)[documents]]
    if elsewhere:
        documents = documents[~view.fact("thesis_pk").having(record.thesis_id.__eq__)[documents]]
    places = view.column("passage")
    seen, likely = {own}, []
    for document in documents[np.lexsort((documents, -scores.values[documents]))].tolist():
        place = int(places[document])
        if place in seen:
            continue
        seen.add(place)
        likely.append(document)
        if len(likely) >= limit + _LOOKED_AT:
            break
    shown = only_public(np.array(likely, dtype=np.int64), view)[:limit].tolist()
    return read_hits(find_matches_of(shown, scores.values, view), Wanted(lemmas=frozenset(words)), view)


def find_key_words(texts: Iterable[str], view: IndexView, *, limit: int = KEY_WORDS) -> dict[str, float]:
    """The dictionary forms that tell most of what ``texts`` are about, each with how much it tells."""
    counted = Counter(
        row.reading.lemma for text in texts for row in read_words(text) if row.reading.lemma.isalpha()
    )
    n = max(1, view.n_documents)
    weights = {}
    for lemma, count in counted.items():
        holding = len(view.postings("lemmas", lemma))
        if len(lemma) >= _SHORTEST and 1 < holding <= max(5, n * _LONGEST_SHARE):
            weights[lemma] = (1 + math.log(count)) * math.log(n / holding)
    best = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:limit]
    return dict(best)


def _score_by(words: dict[str, float], view: IndexView) -> Tally:
    scores = Tally(view.size)
    lengths = np.sqrt(np.maximum(20, view.column("words")))
    for lemma, weight in words.items():
        postings = view.postings("lemmas", lemma)
        told = weight * (1 + np.log(postings.counts.astype(np.float64)))
        scores.add(postings.documents, told / lengths[postings.documents])
    return scores
