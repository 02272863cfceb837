"""What the public may see: of a thesis that is not published, or closed, or hidden, nothing."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from kb.records import models as records
from kb.records import querysets
from tests.recipes import (
    make_chapter,
    make_citation,
    make_informant,
    make_passage,
    make_quotation,
    make_theme,
    make_thesis,
    make_work,
    tag,
)

pytestmark = pytest.mark.django_db

# Every model whose queryset says what is public; a new one is tested by being there.
PUBLIC = [model for name in records.__all__ if hasattr((model := getattr(records, name)).objects, "public")]


@pytest.fixture
def thesis():
    """A published thesis with a chapter, a sub-chapter, a quotation over two passages, and a citation."""
    thesis = make_thesis()
    chapter = make_chapter(thesis)
    first = make_passage(chapter, "Vi fant aldri helt ut av det")
    make_passage(chapter, "enda vi lette lenge")
    last = make_passage(chapter, "før det var for sent.")
    informant = make_informant(thesis)
    quotation = make_quotation(first, informant=informant)
    quotation.last_passage, quotation.end = last, len(last.text)
    quotation.save()
    make_citation(first, make_work())
    return thesis


def public_counts():
    return {model.__name__: model.objects.public().count() for model in PUBLIC}


def test_a_published_thesis_shows_all_of_it(thesis):
    assert public_counts() == {
        "Chapter": 1, "Citation": 1, "Informant": 1, "Passage": 3, "Person": 2, "Quotation": 1, "Thesis": 1, "Work": 1,
    }  # fmt: skip


@pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn"])
def test_nothing_of_a_thesis_that_is_not_published_is_public(thesis, state):
    records.Thesis.objects.update(state=state)
    assert set(public_counts().values()) == {0}
    assert not records.Person.objects.cited().exists()


def test_a_published_thesis_beside_a_draft_shows_only_itself(thesis):
    draft = make_thesis(published=False)
    make_quotation(make_passage(make_chapter(draft)), informant=make_informant(draft))
    for model in (records.Chapter, records.Quotation, records.Informant):
        assert {record.thesis_id for record in model.objects.public()} == {thesis.pk}


def test_a_hidden_chapter_hides_all_that_stands_in_it(thesis):
    thesis.chapters.update(is_hidden=True)
    counts = public_counts()
    assert (
        counts["Chapter"]
        == counts["Passage"]
        == counts["Quotation"]
        == counts["Citation"]
        == counts["Work"]
        == 0
    )
    assert counts["Thesis"] == 1


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_hidden_passage_hides_every_quotation_that_runs_through_it(thesis, which):
    passage = thesis.passages.all()[which]
    passage.is_hidden = True
    passage.save()
    assert not records.Quotation.objects.public().exists()
    assert records.Passage.objects.public().count() == 2


def test_a_rejected_quotation_is_not_shown(thesis):
    thesis.quotations.update(state="rejected")
    assert not records.Quotation.objects.public().exists()


def test_suggested_quotations_are_shown_but_not_confirmed(thesis):
    assert records.Quotation.objects.public().count() == 1
    assert not records.Quotation.objects.confirmed().exists()


def test_quotations_whose_words_left_the_file_are_shown_only_where_a_curator_kept_them(thesis):
    thesis.quotations.update(passage=None, last_passage=None)
    assert not records.Quotation.objects.public().exists()
    thesis.quotations.update(stands_alone=True)
    assert records.Quotation.objects.public().exists()


@pytest.mark.parametrize(
    ("access", "shown"),
    [
        ("quotations", {"Quotation", "Informant", "Chapter", "Person", "Thesis"}),
        ("restricted", {"Person", "Thesis"}),
    ],
)
def test_a_thesis_that_is_not_open_keeps_its_text(thesis, access, shown):
    records.Thesis.objects.update(access=access)
    found = {name for name, count in public_counts().items() if count}
    assert not found & {"Passage", "Citation", "Work"}
    assert found <= shown
    assert "Thesis" in found


def test_a_rejected_theme_does_not_count(thesis):
    theme = make_theme()
    link = tag(thesis.quotations.get(), theme, suggested=True)
    assert records.Quotation.objects.about([theme.pk]).count() == 1
    assert not records.Quotation.objects.about([theme.pk], confirmed=True).exists()
    link.state = "rejected"
    link.save()
    assert not records.Quotation.objects.about([theme.pk]).exists()


def test_a_quotation_with_two_of_the_themes_comes_once(thesis):
    themes = [make_theme("Tillit"), make_theme("Makt")]
    for theme in themes:
        tag(thesis.quotations.get(), theme)
    assert records.Quotation.objects.about([theme.pk for theme in themes]).count() == 1


def test_counts_are_of_what_is_public(thesis):
    make_quotation(thesis.passages.first(), "Vi fant", state="rejected")
    assert records.Thesis.objects.with_counts().get().n_quotations == 1


def test_cards_take_as_many_queries_for_many(thesis, django_assert_num_queries):
    def show(quotations: QuerySet) -> None:
        for quotation in quotations.for_cards():
            assert quotation.thesis.institution.name
            assert [each.person.sort_name for each in quotation.thesis.contributors.all()]
            assert quotation.shown_theme_links is not None
            assert quotation.informant is None or quotation.informant.label
            assert quotation.passage.chapter.heading

    for _ in range(5):
        make_quotation(make_passage(make_chapter(make_thesis())))
    # Django remembers content types from the first time on.
    ContentType.objects.get_for_model(records.Quotation)
    with django_assert_num_queries(3):
        show(records.Quotation.objects.all())


def test_every_queryset_that_hides_something_is_among_those_tested():
    named = {
        each
        for each in vars(querysets).values()
        if isinstance(each, type) and issubclass(each, QuerySet) and hasattr(each, "public")
    }
    assert named == {type(model.objects.all()) for model in PUBLIC}
