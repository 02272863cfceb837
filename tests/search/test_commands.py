"""The commands of the index as an operator types them."""

from __future__ import annotations

import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kb.records.models import ThemeLabel
from kb.search import engine, folder
from kb.search.run import backend
from kb.search.updates import index_thesis, pending, rebuild
from tests import recipes
from tests.search.engine_contract import ask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_index")]


def run(*arguments: str, **options: object) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=StringIO(), **options)
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
