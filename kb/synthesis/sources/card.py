"""What the card of a work needs, read in few questions: how often it is cited, what others say of it, its entry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from django.db.models import OuterRef, Prefetch, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from kb.ingest.sentences import sentence_end, sentence_start
from kb.records.models import Citation, Contributor
from kb.records.printed import find_public_entries
from kb.synthesis.facts import load_facts
from kb.synthesis.sources.chapter_roles import ROLES, load_chapter_roles
from kb.synthesis.sources.place_counts import PartCount, sort_parts

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from numpy.typing import NDArray

    from kb.records.models import Work
    from kb.synthesis.facts import CitationFacts, Facts, ThesisFacts

SENTENCES = 2
# Theses that are asked for a sentence, those that cite the work most; and places in each.
THESES_ASKED = 6
PLACES_ASKED = 6
# A sentence that says something by itself, and can be read at a glance.
SHORTEST, LONGEST = 50, 330
_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d")


@dataclass(frozen=True, slots=True)
class CardReading:
    """How a work is cited.

    ``own`` is the thesis that the reader came from, ``n_own`` its places. ``sentences`` are of other theses, one each,
    with all that names them.
    """

    n_places: int
    n_theses: int
    parts: tuple[PartCount, ...]
    own: ThesisFacts | None
    n_own: int
    sentences: tuple[Citation, ...]


def with_own_entry(works: QuerySet[Work], thesis: str) -> QuerySet[Work]:
    """Adds how the thesis of this slug has the work: ``own_entry`` of its list, and ``own_year`` that its text says.

    Both are "" where there is none; ``own_year`` is given where it is not letter for letter the year of the work.
    """
    years = (
        Citation.objects.public()
        .filter(work=OuterRef("pk"), thesis__slug=thesis)
        .exclude(cited_year="")
        .exclude(cited_year__contains=OuterRef("year"))
        .order_by("order")
    )
    entries = find_public_entries().filter(work=OuterRef("pk"), thesis__slug=thesis).order_by("order")
    return works.annotate(
        own_entry=Coalesce(Subquery(entries.values("raw")[:1]), Value(""), output_field=TextField()),
        own_year=Coalesce(Subquery(years.values("cited_year")[:1]), Value(""), output_field=TextField()),
    )


def read_card(work: Work, *, thesis: str = "") -> CardReading:
    """What the card says to somebody who reads the thesis of this slug; three questions.

    A slug of no public thesis is as good as none.
    """
    facts = load_facts()
    cited = facts.citations
    rows = np.flatnonzero(cited.work == work.pk)
    own = next((place for place, each in enumerate(facts.theses) if each.slug == thesis), -1)
    others = rows[cited.thesis[rows] != own]
    return CardReading(
        n_places=len(rows),
        n_theses=len(np.unique(cited.thesis[rows])),
        parts=_count_parts(facts, rows),
        own=facts.theses[own] if own >= 0 else None,
        n_own=len(rows) - len(others),
        sentences=_choose_sentences(cited, others),
    )


def _count_parts(facts: Facts, rows: NDArray[np.int64]) -> tuple[PartCount, ...]:
    cited = facts.citations
    roles = load_chapter_roles(facts).role_of(facts.passages.chapter[cited.passage_row[rows]])
    return sort_parts(
        PartCount(ROLES[role], len(np.unique(cited.thesis[rows[roles == role]])), int((roles == role).sum()))
        for role in np.unique(roles).tolist()
    )


def _choose_sentences(cited: CitationFacts, rows: NDArray[np.int64]) -> tuple[Citation, ...]:
    """One place each of the theses that say most about it: the clearest sentence of each, the clearest first."""
    theses, counts = np.unique(cited.thesis[rows], return_counts=True)
    # The newest come first among those that cite it as often.
    most = theses[np.argsort(-counts, kind="stable")][:THESES_ASKED].tolist()
    asked = [pk for place in most for pk in _ask(cited, rows[cited.thesis[rows] == place])]
    if not asked:
        return ()
    authors = Prefetch("thesis__contributors", Contributor.objects.select_related("person"))
    found = (
        Citation.objects.public()
        .filter(pk__in=asked)
        .select_related("thesis", "passage__chapter")
        .prefetch_related(authors)
        .order_by("thesis", "order")
    )
    best: dict[int, Citation] = {}
    for citation in found:
        known = best.get(citation.thesis_id)
        if known is None or judge_sentence(citation) < judge_sentence(known):
            best[citation.thesis_id] = citation
    return tuple(sorted(best.values(), key=judge_sentence)[:SENTENCES])


def _ask(cited: CitationFacts, rows: NDArray[np.int64]) -> list[int]:
    """Keys of the places of one thesis: those in passages that cite little else first, none at second hand before."""
    company = [(int(cited.via[row] > 0), int((cited.passage == cited.passage[row]).sum())) for row in rows]
    order = sorted(range(len(rows)), key=lambda at: company[at])[:PLACES_ASKED]
    return [int(key) for key in cited.pk[rows[order]]]


def judge_sentence(citation: Citation) -> tuple[bool, bool, bool, int]:
    """How well the sentence around a citation tells what the work is cited for; the least is the best.

    At second hand it tells of another's reading; "ibid." leaves open of whom it speaks; too short it says nothing, too
    long too much; and of many works cited together it says little of each.
    """
    text = citation.passage.text
    begin = sentence_start(text, citation.start + 1, 0)
    sentence = text[begin : sentence_end(text, citation.end, len(text))]
    words = len(sentence) - (citation.end - citation.start)
    is_second_hand = bool(citation.via_id or citation.secondary_via)
    is_vague = _YEAR.search(citation.raw) is None
    return is_second_hand, is_vague, not SHORTEST <= words <= LONGEST, len(_YEAR.findall(sentence))
