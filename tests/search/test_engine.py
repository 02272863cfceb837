from __future__ import annotations

import pytest
from haystack import connections
from haystack.query import SearchQuerySet
from whoosh.fields import UnknownFieldError

from kb.records.models import Passage, Quotation
from kb.search import engine, folder
from kb.search.folder import IndexBusyError
from kb.search.run import backend
from kb.search.updates import index_thesis, pending
from tests import recipes
from tests.search.engine_contract import EngineContract, ask


class TestWhoosh(EngineContract):
    """Whoosh, as haystack's backend of ours runs it."""


@pytest.mark.django_db
def test_haystacks_own_queries_find_the_same(empty_index: None) -> None:
    thesis = recipes.make_thesis()
    passage = recipes.make_passage(recipes.make_chapter(thesis), "Tilliten var stor i avdelingen.")
    index_thesis(thesis)
    found = SearchQuerySet().models(Passage).raw_search("tillit")
    assert [result.pk for result in found] == [str(passage.pk)]


@pytest.mark.django_db
def test_haystacks_own_queries_find_every_kind_where_none_is_named(empty_index: None) -> None:
    thesis = recipes.make_thesis()
    passage = recipes.make_passage(recipes.make_chapter(thesis), "Tilliten var stor i avdelingen.")
    recipes.make_quotation(passage, "Tilliten var stor")
    index_thesis(thesis)
    assert {result.model for result in SearchQuerySet().raw_search("tillit")} == {Passage, Quotation}


@pytest.mark.django_db
def test_one_view_serves_until_something_is_written(empty_index: None) -> None:
    thesis = recipes.make_thesis()
    index_thesis(thesis)
    view = backend().view()
    assert backend().view() is view
    index_thesis(thesis)
    assert backend().view() is not view


@pytest.mark.django_db
def test_a_busy_index_leaves_the_thesis_pending(empty_index: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "WRITE_PATIENCE", 0.1)
    thesis = recipes.make_thesis()
    recipes.make_passage(recipes.make_chapter(thesis), "Tilliten var stor i avdelingen.")
    other = engine.NorwegianBackend("default", PATH=backend().path)
    with other.writing():
        with pytest.raises(IndexBusyError, match="Another process"), backend().writing():
            pass
        index_thesis(thesis)
    assert str(thesis.pk) in pending()
    assert ask("tillit").total == 0


@pytest.mark.django_db
def test_a_write_that_fails_changes_nothing(empty_index: None) -> None:
    thesis = recipes.make_thesis()
    recipes.make_passage(recipes.make_chapter(thesis), "Tilliten var stor i avdelingen.")
    index_thesis(thesis)
    with pytest.raises(UnknownFieldError):
        _delete_and_fail(thesis.pk)
    assert ask("tillit").total == 1


def _delete_and_fail(thesis_pk: int) -> None:
    with backend().writing() as writer:
        writer.delete("thesis", [str(thesis_pk)])
        writer.add_document(no_such_field="x")


@pytest.mark.django_db
def test_another_process_opens_the_index_that_is_there(empty_index: None) -> None:
    thesis = recipes.make_thesis()
    recipes.make_passage(recipes.make_chapter(thesis), "Tilliten var stor i avdelingen.")
    index_thesis(thesis)
    other = engine.NorwegianBackend("default", PATH=backend().path)
    assert other.view().n_documents == backend().view().n_documents > 0
    assert other.find_damage() == ()


@pytest.mark.django_db
def test_haystacks_own_ways_to_write_keep_each_record_once(empty_index: None) -> None:
    thesis = recipes.make_thesis()
    passage = recipes.make_passage(recipes.make_chapter(thesis), "Tilliten var stor i avdelingen.")
    index = connections["default"].get_unified_index().get_index(Passage)
    index.update_object(passage)
    index.update_object(passage)
    assert ask("tillit").total == 1
    index.remove_object(passage)
    assert ask("tillit").total == 0


@pytest.mark.django_db
def test_one_kind_of_record_can_be_taken_out_of_the_index(empty_index: None) -> None:
    thesis = recipes.make_thesis()
    passage = recipes.make_passage(recipes.make_chapter(thesis), "Tilliten var stor i avdelingen.")
    recipes.make_quotation(passage, "Tilliten var stor")
    index_thesis(thesis)
    backend().clear([Quotation])
    assert [hit.kind for hit in ask("tillit", kinds=("passage", "quotation")).hits] == ["passage"]


@pytest.mark.django_db
def test_haystacks_own_likeness_finds_nothing_and_fails_nowhere(empty_index: None) -> None:
    thesis = recipes.make_thesis()
    passage = recipes.make_passage(recipes.make_chapter(thesis), "Tilliten var stor i avdelingen.")
    index_thesis(thesis)
    assert list(SearchQuerySet().more_like_this(passage)) == []
