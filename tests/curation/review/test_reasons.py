from __future__ import annotations

import pytest
from django.utils.translation import override

from kb.curation.review import reasons
from kb.curation.review.headings import SURE
from kb.records.models import Quotation, ThemeLink


@pytest.mark.usefixtures("examples")
@pytest.mark.django_db
def test_every_rule_that_reading_used_on_the_examples_has_words():
    told = {
        rule for reason in Quotation.objects.values_list("reason", flat=True) for rule in reason.split("; ")
    }
    plain = {
        rule.removesuffix(", taken up from before").removeprefix("the same words as elsewhere: ")
        for rule in told
    }
    assert plain
    assert plain <= set(reasons._RULES)


@pytest.mark.usefixtures("examples")
@pytest.mark.django_db
def test_the_words_that_a_theme_was_told_by_are_read_from_its_reason():
    told = [
        reason for reason in ThemeLink.objects.values_list("reason", flat=True) if reason.startswith("word: ")
    ]
    assert told
    assert all(reasons.find_theme_words(reason) for reason in told)


@override("en")
@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("a few words in marks", "a few words in quotation marks"),
        (
            "somebody interviewed is given the word; named in the lead-in, taken up from before",
            (
                "somebody interviewed is given the word; speaker: named in the words that lead in to it "
                "(as “he”, “she” or the like, meaning somebody named before)"
            ),
        ),
        ("the same words as elsewhere: cites a work", "The same words as elsewhere, where: cites a work"),
        ("a rule of the year 2100", "a rule of the year 2100"),
        ("", ""),
    ],
)
def test_rules_are_told_in_words(reason, words):
    assert reasons.explain_quotation(reason) == words


@override("en")
def test_what_tells_a_theme_is_told_in_words():
    said = reasons.explain_theme("word: tillit, tiltro; chapter: Tillit i hverdagen")
    assert said == "the words tillit, tiltro; the heading “Tillit i hverdagen”"
    assert reasons.explain_theme("like surer passages") == "like passages that are surer"
    assert reasons.explain_theme("said so") == "said so"
    assert reasons.find_theme_words("chapter: Tillit") == ()


def test_every_doubt_about_a_heading_has_words():
    assert all(reasons.explain_headings([code]) for code in SURE)
