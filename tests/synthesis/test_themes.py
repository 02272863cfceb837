"""How far themes run, counted over facts and by plain questions to the base."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType

from kb.records.models import Quotation, ThemeLink, Thesis
from kb.synthesis.facts import load_facts
from kb.synthesis.themes.spread import count_spread
from kb.synthesis.vocabulary import load_vocabulary

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("examples")]


def test_the_spread_is_that_of_the_records_one_by_one():
    vocabulary, facts = load_vocabulary(), load_facts()
    found = {
        vocabulary.themes[pk].slug: {facts.theses[place].slug: n for place, n in spread.by_thesis.items()}
        for pk, spread in count_spread(facts, vocabulary).items()
    }
    said = ContentType.objects.get_for_model(Quotation)
    for pk, theme in vocabulary.themes.items():
        plain = {}
        for thesis in Thesis.objects.public():
            spoken = [
                q.pk
                for q in thesis.quotations.all()
                if q.kind not in {"term", "title"} and q.state != "rejected"
            ]
            links = ThemeLink.objects.filter(
                content_type=said, object_id__in=spoken, tag__in=vocabulary.with_narrower(pk)
            ).exclude(state="rejected")
            n = len({link.object_id for link in links})
            if n:
                plain[thesis.slug] = n
        assert found.get(theme.slug, {}) == plain, theme.slug


def test_only_what_is_confirmed_is_counted_when_asked_for():
    vocabulary, facts = load_vocabulary(), load_facts()
    assert count_spread(facts, vocabulary, confirmed=True) == {}
