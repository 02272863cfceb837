from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.curation.review.findings import Sort, count_all, find_findings, sort_of, sum_up
from kb.records.models import Chapter, Citation, Passage, Quotation
from tests import recipes
from tests.curation.review.conftest import make_findings


def test_each_finding_is_asked_once_under_what_is_least_sure_of_it(base):
    sorts = {finding.key: finding.sort for finding in find_findings(base.thesis).all}
    assert sorts == {
        f"q{base.speaker.pk}": Sort.SPEAKER,
        f"q{base.kind.pk}": Sort.KIND,
        f"q{base.sure.pk}": Sort.QUOTATION,
        f"c{base.citation.pk}": Sort.CITATION,
        f"h{base.odd.pk}": Sort.HEADING,
        f"tp{base.citing.pk}": Sort.THEME,
    }


def test_the_least_sure_come_first_and_themes_last(base):
    findings = find_findings(base.thesis).all
    assert [f.confidence for f in findings[:-1]] == sorted(f.confidence for f in findings[:-1])
    assert findings[-1].sort is Sort.THEME


@pytest.mark.parametrize(
    ("kind", "informant", "reason", "confidence", "sort"),
    [
        (
            "interview",
            1,
            "a speaker's label stands beside it; label before the quotation",
            0.97,
            Sort.QUOTATION,
        ),
        ("interview", 1, "…; verb of saying after the quotation", 0.95, Sort.QUOTATION),
        ("interview", 1, "…; verb of saying after the quotation, taken up from before", 0.85, Sort.SPEAKER),
        ("interview", 1, "…; named in the lead-in", 0.9, Sort.SPEAKER),
        ("interview", None, "…; label before the quotation", 0.9, Sort.SPEAKER),
        ("term", None, "a few words in marks", 0.85, Sort.KIND),
        ("literature", None, "cites a work", 0.96, Sort.QUOTATION),
    ],
)
def test_what_is_least_sure_of_a_quotation(kind, informant, reason, confidence, sort):
    assert sort_of(kind, informant, reason, confidence) is sort


def test_what_is_settled_is_counted_as_looked_at(base):
    Quotation.objects.filter(pk=base.speaker.pk).update(state="accepted")
    Quotation.objects.filter(pk=base.kind.pk).update(state="rejected")
    Chapter.objects.filter(pk=base.odd.pk).update(is_edited=True)
    Citation.objects.update(is_edited=True, state="matched")
    base.link.state = base.other_link.state = "rejected"
    base.link.save()
    base.other_link.save()
    findings = find_findings(base.thesis).all
    assert [finding.key for finding in findings if finding.is_open] == [f"q{base.sure.pk}"]
    assert (count_all(findings).done, count_all(findings).total) == (5, 6)
    assert [(tally.sort, tally.left) for tally in sum_up(findings) if tally.left] == [(Sort.QUOTATION, 1)]


def test_what_the_public_does_not_get_is_not_asked_about(base):
    Chapter.objects.filter(pk=base.odd.pk).update(is_hidden=True)
    Passage.objects.filter(pk=base.passage.pk).update(is_hidden=True)
    assert find_findings(base.thesis).all == ()


def test_findings_are_narrowed_to_a_chapter_of_the_first_level_and_a_sort(base):
    end = recipes.make_chapter(base.thesis, "Slutt", number="2")
    quotation = recipes.make_quotation(recipes.make_passage(end, order=9))
    findings = find_findings(base.thesis)
    assert [f.key for f in findings.narrow(chapter=end.pk)] == [f"q{quotation.pk}"]
    assert findings.top_of(base.odd.pk) == base.found.pk
    assert {f.sort for f in findings.narrow(sort="heading")} == {Sort.HEADING}
    assert f"h{base.odd.pk}" in [f.key for f in findings.narrow(chapter=base.found.pk)]


def test_a_source_that_is_not_on_the_list_is_asked_only_where_one_like_it_is(base):
    stranger = recipes.make_citation(
        base.block, recipes.make_work(), "Det", cited_names=["Ukjent"], state="missing"
    )
    slip = recipes.make_citation(
        base.block, recipes.make_work(), "hjelper", cited_names=["Vik"], cited_year="2011", state="missing"
    )
    keys = [finding.key for finding in find_findings(base.thesis).narrow(sort="citation")]
    assert f"c{slip.pk}" in keys
    assert f"c{stranger.pk}" not in keys


def test_themes_of_a_passage_and_of_its_quotations_are_asked_together(base):
    recipes.tag(base.block, base.trust, suggested=True)
    recipes.tag(base.sure, base.trust, suggested=True)
    recipes.tag(base.thesis, base.trust, suggested=True)
    keys = [finding.key for finding in find_findings(base.thesis).narrow(sort="theme")]
    assert sorted(keys) == sorted([f"tp{base.block.pk}", f"tp{base.citing.pk}", f"tt{base.thesis.pk}"])


def test_many_findings_cost_no_more_questions_than_few(base):
    find_findings(base.thesis)
    with CaptureQueriesContext(connection) as few:
        find_findings(base.thesis)
    more = make_findings()
    for table in ("chapters", "passages", "quotations", "citations"):
        for number, record in enumerate(getattr(more.thesis, table).all()):
            record.thesis = base.thesis
            if hasattr(record, "order"):
                record.order += 100
            if table == "chapters":
                record.slug = f"mer-{number}"
            if table == "passages":
                record.anchor = f"mer-{number}"
            record.save()
    with CaptureQueriesContext(connection) as many:
        findings = find_findings(base.thesis)
    assert len(findings.all) > 8
    assert len(many) == len(few)
