"""The commands of the index as an operator types them."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from haystack import connections

from kb.records.models import Passage, ThemeLabel, Thesis
from kb.search import checking, engine, folder
from kb.search.run import backend
from kb.search.updates import index_thesis, mark_pending, pending, rebuild
from tests import recipes
from tests.search.engine_contract import ask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_index")]


def run(*arguments: str, **options: object) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=StringIO(), **options)  # type: ignore[arg-type]
    return out.getvalue()


def make_thesis_about(*texts: str) -> list[str]:
    """An indexed thesis with a passage for each text; the names of its files."""
    thesis = recipes.make_thesis()
    chapter = recipes.make_chapter(thesis)
    for text in texts:
        recipes.make_passage(chapter, text)
    index_thesis(thesis)
    return list(thesis.files.values_list("name", flat=True))


def test_search_prints_file_lines_kind_and_words_best_first() -> None:
    (name,) = make_thesis_about("Tilliten var stor i avdelingen.", "Tillit, tillit og atter tillit.")
    told = run("search", "tillit")
    assert told.index("atter tillit") < told.index("stor i avdelingen")
    assert f"{name} 2-2  passage" in told
    assert "2 hits" in told


def test_a_passage_and_the_quotation_in_it_are_one_place() -> None:
    thesis = recipes.make_thesis()
    passage = recipes.make_passage(recipes.make_chapter(thesis), "Hun sa at tilliten var borte hos dem.")
    recipes.make_quotation(passage, "tilliten var borte")
    index_thesis(thesis)
    assert run("search", "tillit").count(str(thesis.files.get())) == 1


def test_limit_holds_back_all_but_the_best() -> None:
    make_thesis_about(*(f"Tilliten var stor i rom {n}." for n in range(5)))
    assert run("search", "tillit", limit=2).count("passage") == 2
    assert run("search", "tillit", limit=0).count("passage") == 0


def test_exact_words_find_only_themselves() -> None:
    make_thesis_about("Tilliten var stor i avdelingen.", "De hadde tillit til hverandre.")
    told = run("search", "tillit", exact=True)
    assert "til hverandre" in told
    assert "avdelingen" not in told


def test_a_misspelt_word_says_what_was_searched_instead() -> None:
    make_thesis_about("Tilliten var stor i avdelingen.", "De hadde tillit til hverandre.")
    assert "Searched also for: tillit" in run("search", "tilit")


def test_other_names_of_a_theme_that_were_searched_too_are_told() -> None:
    theme = recipes.make_theme("Handlingsrom")
    for kind, text in (("preferred", "Handlingsrom"), ("alternative", "handlefrihet")):
        ThemeLabel.objects.create(theme=theme, language="nb", kind=kind, text=text)
    make_thesis_about("Lederen hadde stor handlefrihet på kontoret.")
    rebuild()
    told = run("search", "handlingsrom")
    assert "1 hits" in told
    assert "Searched also for: handlefrihet" in told


def test_what_could_not_be_read_in_the_question_is_told() -> None:
    make_thesis_about("Tilliten var stor i avdelingen.")
    assert "Note: unbalanced quotes" in run("search", '"tilliten var')
    assert "Note: bad year snart" in run("search", "tillit year:snart")


def test_reindex_says_how_much_it_wrote() -> None:
    thesis = recipes.make_thesis()
    recipes.make_passage(recipes.make_chapter(thesis), "Tilliten var stor i avdelingen.")
    assert run("reindex") != "0 changes written.\n"
    assert pending() == ()
    assert run("reindex") == "0 changes written.\n"
    assert ask("tillit").total == 1
    documents = backend().view().n_documents
    assert run("reindex", all=True) == f"The index holds {documents} documents.\n"


def test_watching_writes_what_is_saved_meanwhile_until_it_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    thesis = recipes.make_thesis()
    chapter = recipes.make_chapter(thesis)
    naps: list[float] = []

    def work_while_it_sleeps(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 2:
            raise KeyboardInterrupt
        recipes.make_passage(chapter, "Tilliten var stor i avdelingen.")

    monkeypatch.setattr(time, "sleep", work_while_it_sleeps)
    told = run("reindex", watch=0.5)
    assert told.endswith("Stopped; the index holds what was written before.\n")
    assert naps == [0.5, 0.5]
    assert ask("tillit").total == 1


def test_an_index_that_somebody_else_writes_is_told_and_nothing_is_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(folder, "WRITE_PATIENCE", 0.1)
    thesis = recipes.make_thesis()
    recipes.make_passage(recipes.make_chapter(thesis), "Tilliten var stor i avdelingen.")
    waiting = pending()
    other = engine.NorwegianBackend("default", PATH=backend().path)
    with other.writing(), pytest.raises(CommandError, match="Wait until it is done and try again"):
        run("reindex")
    assert pending() == waiting != ()
    run("reindex")
    assert ask("tillit").total == 1


def say(*arguments: str, **options: object) -> str:
    """What a command says on both ways out, also when it fails."""
    out = StringIO()
    try:
        call_command(*arguments, stdout=out, stderr=out, **options)  # type: ignore[arg-type]
    except CommandError as error:
        out.write(str(error))
    return out.getvalue()


def nap_so_often(monkeypatch: pytest.MonkeyPatch, *deeds: Callable[[], object]) -> None:
    """Let the worker nap once after each deed, then stop it."""
    left = [*deeds, None]

    def nap(_seconds: float) -> None:
        deed = left.pop(0)
        if deed is None:
            raise KeyboardInterrupt
        deed()

    monkeypatch.setattr(time, "sleep", nap)


def test_a_second_worker_says_so_and_takes_over_when_the_first_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    make_thesis_about("Tilliten var stor i avdelingen.")
    mark_pending(Thesis.objects.get().pk)
    other = engine.NorwegianBackend("default", PATH=backend().path)
    first = other.folder.lock("worker")
    first.__enter__()
    nap_so_often(monkeypatch, lambda: None, lambda: first.__exit__(None, None, None), lambda: None)
    told = say("reindex", watch=0.5)
    assert told.count("Another worker keeps the index in step") == 1
    assert pending() == ()


def test_a_worker_goes_on_where_the_index_cannot_be_written_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(folder, "WRITE_PATIENCE", 0.1)
    make_thesis_about("Tilliten var stor i avdelingen.")
    other = engine.NorwegianBackend("default", PATH=backend().path)
    writing = other.writing()

    def block() -> None:
        writing.__enter__()
        mark_pending(Thesis.objects.get().pk)

    nap_so_often(monkeypatch, block, lambda: None, lambda: writing.__exit__(None, None, None), lambda: None)
    # The lock itself naps too while it waits: only the worker's own naps are counted.
    monkeypatch.setattr(folder, "try_for", lambda act, **_: act())
    told = say("reindex", watch=0.5)
    assert told.count("Trying again.") == 1
    assert pending() == ()


def test_a_worker_makes_an_index_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    make_thesis_about("Tilliten var stor i avdelingen.")
    shutil.rmtree(backend().path)
    nap_so_often(monkeypatch, lambda: shutil.rmtree(backend().path), lambda: None)
    assert "There was no whole index" in say("reindex", watch=0.5)
    assert ask("tillit").total == 1


def test_the_check_tells_what_is_missing_extra_and_stale_and_mends_it() -> None:
    make_thesis_about(*(f"Tilliten var stor i rom {number}." for number in range(4)))
    rebuild()
    passages = list(Passage.objects.order_by("pk"))
    # Changes that no signal tells of.
    Passage.objects.filter(pk=passages[0].pk).update(text="Mistroen var stor.")
    Passage.objects.filter(pk=passages[1].pk).update(is_hidden=True)
    index = connections["default"].get_unified_index().get_index(Passage)
    backend().remove(passages[2])
    backend().update(index, [passages[3]])
    told = say("search_check")
    assert "Out of step: 1 missing, 1 extra, 1 stale" in told
    assert f"passage {passages[2].pk}" in told
    assert "1 missing, 1 extra (" in say("search_check", quick=True)
    told = say("search_check", repair=True)
    assert "Mended: 1 missing, 1 extra, 1 stale" in told
    assert told.endswith("The index is in step.\n")
    assert (ask("mistro").total, ask("tillit").total) == (1, 2)


def test_the_check_finds_a_record_that_stands_there_twice() -> None:
    make_thesis_about("Tilliten var stor i avdelingen.")
    rebuild()
    index = connections["default"].get_unified_index().get_index(Passage)
    with backend().writing() as writer:
        backend().add(writer, index, index.index_queryset())
    assert "1 stale" in say("search_check")
    assert "in step" in say("search_check", repair=True)


def test_where_too_much_differs_the_index_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "_MOST_MENDED", 1)
    make_thesis_about(*(f"Tilliten var stor i rom {number}." for number in range(4)))
    rebuild()
    before = backend().folder.find_place().folder
    Passage.objects.update(text="Mistroen var stor.")
    say("search_check", repair=True)
    assert backend().folder.find_place().folder != before
    assert ask("mistro").total == 4


def test_the_check_says_what_is_not_written_yet() -> None:
    make_thesis_about("Tilliten var stor i avdelingen.")
    rebuild()
    mark_pending(Thesis.objects.get().pk)
    assert "1 changes are not written yet. Run `manage.py reindex`." in say("search_check")


def test_an_index_of_another_format_is_told_apart_and_made_anew() -> None:
    make_thesis_about("Tilliten var stor i avdelingen.")
    current = backend().folder.path / "CURRENT"
    current.write_text(current.read_text("ascii").replace(f" {folder.FORMAT}", " 1"), "ascii")
    assert "made by another version" in say("search_check")
    say("reindex")
    assert ask("tillit").total == 1
