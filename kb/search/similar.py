"""What else in the base speaks of the same: the passages and quotations most like a given one."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from kb.records.models import Quotation
from kb.search.analysis import read_words
from kb.search.run import Hit, backend, find_matches_of, read_hits
from kb.search.snippets import Wanted
from kb.search.visibility import only_public

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.search.view import IndexView

KEY_WORDS = 14
_SHORTEST = 4
_LONGEST_SHARE = 0.15  # a word in more of the documents than this tells nothing of one
_LOOKED_AT = 60


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
    kind_of, places, theses = view.column("kind"), view.column("passage"), view.column("thesis_pk")
    seen, likely = {own}, []
    for document in sorted(scores, key=lambda document: (-scores[document], document)):
        if kind_of[document] not in kinds or places[document] in seen:
            continue
        if elsewhere and theses[document] == record.thesis_id:
            continue
        seen.add(places[document])
        likely.append(document)
        if len(likely) >= limit + _LOOKED_AT:
            break
    shown = only_public(likely, view)[:limit]
    return read_hits(find_matches_of(shown, scores, view), Wanted(lemmas=frozenset(words)))


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


def _score_by(words: dict[str, float], view: IndexView) -> dict[int, float]:
    scores: dict[int, float] = defaultdict(float)
    lengths = view.column("words")
    for lemma, weight in words.items():
        postings = view.postings("lemmas", lemma)
        for document, count in zip(postings.documents, postings.counts, strict=True):
            scores[document] += weight * (1 + math.log(count)) / math.sqrt(max(20, lengths[document]))
    return scores
