from __future__ import annotations

import threading
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import call_command
from haystack import connections
from haystack.query import SearchQuerySet
from whoosh.fields import UnknownFieldError
from whoosh.filedb.filestore import FileStorage

from kb.records.models import Passage, Quotation
from kb.search import engine, folder
from kb.search.columns import SharedColumn
from kb.search.documents import make_schema
from kb.search.folder import IndexBusyError
from kb.search.run import backend
from kb.search.updates import index_thesis, pending, rebuild, update_pending
from kb.search.view import IndexView
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


# What the stock backend does wrong, and ours must not (docs/decisions/0001), each by itself.


def make_passages(texts: Iterable[str]) -> list[Passage]:
    chapter = recipes.make_chapter(recipes.make_thesis())
    return [recipes.make_passage(chapter, text) for text in texts]


@pytest.mark.django_db
def test_all_threads_share_one_view(empty_index: None) -> None:
    make_passages(["Tilliten var stor i avdelingen."])
    update_pending()
    views: list[IndexView] = []
    thread = threading.Thread(target=lambda: views.append(backend().view()))
    thread.start()
    thread.join()
    assert views == [backend().view()]


@pytest.mark.django_db
def test_what_a_save_does_not_touch_is_not_read_anew(empty_index: None) -> None:
    passages = make_passages(f"Tilliten var stor i rom {number}." for number in range(20))
    update_pending()
    before = set(backend().view().segments)
    passages[0].save()
    update_pending()
    assert before & set(backend().view().segments)


@pytest.mark.django_db
def test_a_forked_process_opens_the_index_for_itself(
    empty_index: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_passages(["Tilliten var stor i avdelingen."])
    update_pending()
    view = backend().view()
    monkeypatch.setattr("kb.search.engine.os.getpid", lambda: -1)
    assert backend().view() is not view


@pytest.mark.django_db
def test_words_are_kept_as_they_are_analysed_and_not_stemmed_as_english(empty_index: None) -> None:
    make_passages(["Kommunens brukere running ahead."])
    update_pending()
    assert {"kommunens", "brukere", "running"} <= set(backend().view().words("forms"))
    assert {"kommune", "bruker"} <= set(backend().view().words("lemmas"))


@pytest.mark.parametrize("name", ["lemmas", "forms", "parts", "context"])
def test_no_text_is_stored_or_kept_a_second_time_for_sorting(name: str) -> None:
    field = make_schema()[name]
    assert not field.stored
    assert field.column_type is None


@pytest.mark.django_db
def test_facts_come_back_as_they_were_given(empty_index: None) -> None:
    (passage,) = make_passages(["Tilliten var stor i avdelingen."])
    theme = recipes.make_theme("Store Æresord")
    recipes.tag(passage, theme)
    update_pending()
    (hit,) = ask("tillit").hits
    assert hit.facts["themes"] == {theme.slug: 1.0}
    assert hit.facts["thesis"] == passage.thesis.slug
    assert hit.facts["year"] == passage.thesis.year
    assert (hit.facts["pk"], hit.facts["words"]) == (passage.pk, 5)


@pytest.mark.django_db
@pytest.mark.parametrize(("start", "end"), [(0, 5), (3, 8), (7, 30), (19, 25), (30, 40)])
def test_a_slice_holds_the_rows_asked_for_wherever_it_begins(empty_index: None, start: int, end: int) -> None:
    make_passages(f"Tilliten var stor i rom {number}." for number in range(25))
    update_pending()
    found = SearchQuerySet().raw_search("tillit")
    rows = [result.pk for result in found[start:end]]
    assert rows == [result.pk for result in SearchQuerySet().raw_search("tillit")][start:end]
    assert len(rows) == max(0, min(end, 25) - start)


@pytest.mark.django_db
def test_a_star_alone_asks_for_nothing_and_does_not_walk_all_words(empty_index: None) -> None:
    make_passages(["Tilliten var stor i avdelingen."])
    update_pending()
    assert ask("*").total == 0
    assert len(SearchQuerySet().raw_search("*")) == 0


@pytest.mark.django_db
def test_the_engine_spells_nothing_by_itself(empty_index: None) -> None:
    make_passages(["Tilliten var stor i avdelingen."])
    update_pending()
    assert backend().search("tilit")["spelling_suggestion"] is None
    assert ask("tilit").did_you_mean == "tillit"


@pytest.mark.django_db
def test_what_goes_wrong_in_an_update_is_raised(empty_index: None, monkeypatch: pytest.MonkeyPatch) -> None:
    (passage,) = make_passages(["Tilliten var stor i avdelingen."])
    index = connections["default"].get_unified_index().get_index(Passage)

    def fail(*_: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr(index, "text_of", fail)
    with pytest.raises(ZeroDivisionError):
        backend().update(index, [passage])
    monkeypatch.undo()
    backend().update(index, [passage])
    assert ask("tillit").total == 1


@pytest.mark.django_db
def test_a_whole_index_is_one_segment_and_many_saves_leave_few(empty_index: None) -> None:
    passages = make_passages(f"Tilliten var stor i rom {number}." for number in range(150))
    rebuild()
    assert len(backend().view().segments) == 1
    large = backend().view().segments[0]
    update_pending()
    for number, passage in enumerate(passages[:30]):
        passage.text = f"Mistroen var stor i rom {number}."
        passage.save()
        update_pending()
    segments = backend().view().segments
    assert large in segments, "saves rewrite what is small, not what is large"
    assert len(segments) <= 10
    assert (ask("tillit").total, ask("mistro").total) == (120, 30)
    call_command("search_check")


@pytest.mark.django_db
def test_what_is_mostly_deleted_is_rewritten(empty_index: None) -> None:
    passages = make_passages(f"Tilliten var stor i rom {number}." for number in range(20))
    rebuild()
    for passage in passages[1:]:
        passage.delete()
    update_pending()
    assert sum(segment.size for segment in backend().view().segments) < 10
    assert ask("tillit").total == 1
    call_command("search_check")


@pytest.mark.django_db
def test_places_of_words_are_right_across_blocks_segments_and_deletions(empty_index: None) -> None:
    texts = [f"{'og ' * (number % 7)}tillit i rom nummer {number}" for number in range(300)]
    passages = make_passages(texts)
    rebuild()
    passages[5].delete()
    for passage in passages[250:260]:
        passage.text = "helt nye ord om tillit"
        passage.save()
    update_pending()
    view = backend().view()
    postings = view.postings("lemmas", "tillit")
    places = view.positions("lemmas", "tillit", [*postings.documents, 10**6])
    assert set(places) == set(postings.documents)
    assert len(places) == 299
    by_key = dict(zip(view.pick("pk", list(places)), places.values(), strict=True))
    assert by_key[passages[40].pk] == [40 % 7]
    assert by_key[passages[255].pk] == [4]
    assert view.positions("lemmas", "tillit", list(postings.documents)[150:152]).keys() == set(
        list(postings.documents)[150:152]
    )
    assert view.positions("lemmas", "finnesikke", postings.documents) == {}


def test_a_column_gives_back_more_different_values_than_whoosh_allows(tmp_path: Path) -> None:
    storage = FileStorage(str(tmp_path))
    column = SharedColumn()
    values = [str(number).encode() for number in range(70_000)]
    with closing(storage.create_file("column")) as file:
        writer = column.writer(file)
        for number, value in enumerate(values):
            writer.add(number + 1, value)
        writer.finish(len(values) + 2)
    with closing(storage.open_file("column")) as file:
        reader = column.reader(file, 0, storage.file_length("column"), len(values) + 2)
        assert [reader.values[ref] for ref in reader.refs] == [b"", *values, b""]
        assert reader[70_000] == b"69999"
