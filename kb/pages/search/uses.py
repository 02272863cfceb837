"""How often the works and authors that a search found are cited."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from django.utils.translation import ngettext

from kb.pages.counts import Count
from kb.records.models import Authorship
from kb.synthesis.facts import load_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.pages.search.hits import SearchHit


def tell_uses(hits: Iterable[SearchHit], kind: str, pks: Sequence[int]) -> tuple[SearchHit, ...]:
    """The hits, where they are works or authors with ``pks``, each with the theses and places that cite it.

    Two queries at most, however many hits there are.
    """
    if kind not in {"work", "author"}:
        return tuple(hits)
    works: dict[int, list[int]] = defaultdict(list)
    if kind == "work":
        works.update({pk: [pk] for pk in pks})
    else:
        for person, work in Authorship.objects.filter(person__in=pks).values_list("person", "work"):
            works[person].append(work)
    cited = load_facts().citations
    told = []
    for hit, pk in zip(hits, pks, strict=True):
        places = cited.thesis[np.isin(cited.work, works[pk])]
        told.append(replace(hit, place=_describe_use(len(np.unique(places)), len(places))))
    return tuple(told)


def _describe_use(n_theses: int, n_places: int) -> str:
    if not n_places:
        return ""
    theses = ngettext("in %(n)s thesis", "in %(n)s theses", n_theses) % {"n": Count(n_theses)}
    return f"{theses}, {ngettext('%(n)s place', '%(n)s places', n_places) % {'n': Count(n_places)}}"
