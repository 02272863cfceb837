"""What else in the base speaks of the same: the passages and quotations most like a given one."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from kb.records.models import Quotation
from kb.search.analysis import read_words
from kb.search.ranking import Match, View
from kb.search.run import Hit, backend, read_hits
from kb.search.snippets import Wanted
from kb.search.visibility import only_public

if TYPE_CHECKING:
    from collections.abc import Iterable

KEY_WORDS = 14
_SHORTEST = 4
_LONGEST_SHARE = 0.15  # a word in more of the documents than this tells nothing of one
_LOOKED_AT = 60


def find_similar(record: Any, *, limit: int = 5, elsewhere: bool = False) -> tuple[Hit, ...]:
    """The public passages and quotations most like ``record`` (a passage or quotation), the most like first.

    Never ``record`` itself, nor two from one passage. ``elsewhere`` asks for other theses only.
    """
    view = backend().view()
    words = find_key_words([record.text], view)
    own = record.passage_id if isinstance(record, Quotation) else record.pk
    seen, likely = {own}, []
    for match in _rank_by(words, view):
        place = match.facts.get("passage")
        if place in seen or (elsewhere and match.facts.get("thesis_pk") == record.thesis_id):
            continue
        seen.add(place)
        likely.append(match)
        if len(likely) >= limit + _LOOKED_AT:
            break
    return read_hits(only_public(likely)[:limit], Wanted(lemmas=frozenset(words)))


def find_key_words(texts: Iterable[str], view: View, *, limit: int = KEY_WORDS) -> dict[str, float]:
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


def _rank_by(words: dict[str, float], view: View) -> list[Match]:
    scores: dict[int, float] = defaultdict(float)
    for lemma, weight in words.items():
        for document, count in view.postings("lemmas", lemma):
            length = math.sqrt(max(20, int(view.facts(document).get("words", 0))))
            scores[document] += weight * (1 + math.log(count)) / length
    matches = [Match(document, score, view.facts(document)) for document, score in scores.items()]
    told = [match for match in matches if match.facts["kind"] in {"passage", "quotation"}]
    return sorted(told, key=lambda match: (-match.score, match.facts["kind"], match.facts["pk"]))
