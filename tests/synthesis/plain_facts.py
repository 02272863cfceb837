"""The facts by another route: every record looked at by itself, in plain Python, without the querysets of the site."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kb.records.models import Chapter, Citation, Informant, Passage, Quotation, Theme, ThemeLink, Thesis
from kb.synthesis.facts import FORMS, KINDS, ROLES

if TYPE_CHECKING:
    from kb.synthesis.facts import Facts
    from kb.synthesis.vocabulary import Vocabulary

Told = dict[str, Any]


def tell_facts(facts: Facts, vocabulary: Vocabulary) -> Told:
    """All that the facts say, in the form of :func:`tell_records`."""
    theses = [thesis.pk for thesis in facts.theses]
    q, p, c = facts.quotations, facts.passages, facts.citations
    return {
        "theses": {(t.pk, t.slug, t.title, t.year, t.n_words, t.institution) for t in facts.theses},
        "quotations": {
            (
                int(q.pk[row]), theses[q.thesis[row]], KINDS[q.kind[row]], FORMS[q.form[row]], ROLES[q.role[row]],
                int(q.informant[row]), int(q.work[row]), int(q.passage[row]), int(q.chapter[row]),
                bool(q.accepted[row]), round(float(q.confidence[row]), 4), int(q.length[row]),
            )
            for row in range(len(q.pk))
        },
        "passages": {(int(p.pk[row]), theses[p.thesis[row]], int(p.chapter[row])) for row in range(len(p.pk))},
        "citations": {
            (
                int(c.pk[row]), theses[c.thesis[row]], int(c.work[row]), int(c.via[row]), int(c.passage[row]),
                int(p.pk[c.passage_row[row]]),
            )
            for row in range(len(c.pk))
        },
        "carried": {
            (name, confirmed, theme): set(
                rows.pk[facts.carry(rows, vocabulary, confirmed=confirmed).of(theme)].tolist()
            )
            for name, rows in (("quotation", q), ("passage", p))
            for confirmed in (False, True)
            for theme in vocabulary.themes
        },
        "order": [(t.year, t.title) for t in facts.theses],
    }  # fmt: skip


def tell_records() -> Told:
    """What the public sees, told from the records one by one."""
    theses = {t.pk: t for t in Thesis.objects.all() if t.state == "published"}
    chapters = {c.pk: c for c in Chapter.objects.all()}
    passages = {p.pk: p for p in Passage.objects.all()}
    hidden = {p.pk for p in passages.values() if p.is_hidden or chapters[p.chapter_id].is_hidden}
    of_order = {(p.thesis_id, p.order): p.pk for p in passages.values()}
    readable = {
        p.pk for p in passages.values() if p.pk not in hidden and _access(theses, p.thesis_id) == "open"
    }
    voices = {i.pk: i for i in Informant.objects.all()}
    citations = {c.pk: c for c in Citation.objects.all()}
    quotations = {
        q.pk: q
        for q in Quotation.objects.all()
        if q.state != "rejected"
        and _access(theses, q.thesis_id) in {"open", "quotations"}
        and (q.passage_id is not None or q.stands_alone)
        and not any(pk in hidden for pk in _run(q, passages, of_order))
    }
    return {
        "theses": {
            (t.pk, t.slug, t.title, t.year, t.n_words, t.institution_id or 0) for t in theses.values()
        },
        "quotations": {_tell(q, passages, voices, citations) for q in quotations.values()},
        "passages": {(pk, passages[pk].thesis_id, passages[pk].chapter_id) for pk in readable},
        "citations": {
            (c.pk, c.thesis_id, c.work_id or 0, c.via_id or 0, c.passage_id, c.passage_id)
            for c in citations.values()
            if c.passage_id in readable
        },
        "carried": _tell_carried({"quotation": set(quotations), "passage": readable}),
        "order": sorted(
            ((t.year, t.title) for t in theses.values()), key=lambda pair: (-(pair[0] or 0), pair[1])
        ),
    }


def _access(theses: dict[int, Thesis], pk: int) -> str:
    return theses[pk].access if pk in theses else ""


def _run(
    quotation: Quotation, passages: dict[int, Passage], of_order: dict[tuple[int, int], int]
) -> list[int]:
    """The passages that the words run through."""
    if quotation.passage_id is None:
        return []
    first = passages[quotation.passage_id].order
    last = passages[quotation.last_passage_id].order if quotation.last_passage_id else first
    return [of_order[quotation.thesis_id, order] for order in range(first, last + 1)]


def _tell(
    q: Quotation, passages: dict[int, Passage], voices: dict[int, Informant], citations: dict[int, Citation]
) -> tuple[Any, ...]:
    return (
        q.pk, q.thesis_id, q.kind, q.form, voices[q.informant_id].role_group if q.informant_id else "none",
        q.informant_id or 0, (citations[q.citation_id].work_id or 0) if q.citation_id else 0, q.passage_id or 0,
        passages[q.passage_id].chapter_id if q.passage_id else 0, q.state == "accepted", round(q.confidence, 4),
        len(q.text),
    )  # fmt: skip


def _tell_carried(seen: dict[str, set[int]]) -> dict[tuple[str, bool, int], set[int]]:
    broader = {theme.pk: theme.broader_id for theme in Theme.objects.all()}
    carried: dict[tuple[str, bool, int], set[int]] = defaultdict(set)
    for name in seen:
        for theme in broader:
            carried[name, False, theme], carried[name, True, theme] = set(), set()
    for link in ThemeLink.objects.select_related("content_type"):
        name = link.content_type.model
        if link.state == "rejected" or link.object_id not in seen.get(name, ()):
            continue
        theme, passed = link.tag_id, set()
        while theme is not None and theme not in passed:
            carried[name, False, theme].add(link.object_id)
            if link.state == "accepted":
                carried[name, True, theme].add(link.object_id)
            passed.add(theme)
            theme = broader[theme]
    return dict(carried)
