from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kb.records.models import Thesis
from kb.search.run import backend
from kb.search.updates import index_thesis, pending, rebuild, remove_thesis, update_pending
from tests import recipes
from tests.search.engine_contract import ask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_index")]


def make_thesis_about(text: str) -> Thesis:
    thesis = recipes.make_thesis()
    recipes.make_passage(recipes.make_chapter(thesis), text)
    return thesis


def test_a_thesis_is_found_once_it_is_indexed() -> None:
    thesis = make_thesis_about("Tilliten var stor i avdelingen.")
    assert ask("tillit").total == 0
    index_thesis(thesis)
    assert ask("tillit").total == 1
    index_thesis(thesis)
    assert ask("tillit").total == 1


def test_a_removed_thesis_leaves_the_index() -> None:
    thesis = make_thesis_about("Tilliten var stor i avdelingen.")
    index_thesis(thesis)
    remove_thesis(thesis)
    assert backend().view().postings("thesis", str(thesis.pk)) == ()


def test_a_save_is_pending_until_it_is_written() -> None:
    thesis = make_thesis_about("Tilliten var stor i avdelingen.")
    index_thesis(thesis)
    assert str(thesis.pk) not in pending()
    passage = thesis.passages.get()
    passage.text = "Mistroen var stor i avdelingen."
    passage.save()
    assert str(thesis.pk) in pending()
    update_pending()
    assert pending() == ()
    assert (ask("mistro").total, ask("tillit").total) == (1, 0)


def test_an_author_renamed_is_found_by_the_new_name() -> None:
    thesis = make_thesis_about("Tilliten var stor i avdelingen.")
    work = recipes.make_work(recipes.make_person("Kvalstad"))
    recipes.make_citation(thesis.passages.get(), work)
    index_thesis(thesis)
    update_pending()
    person = work.authors.get()
    person.family = "Fjellstad"
    person.save()
    update_pending()
    assert [hit.record for hit in ask("Fjellstad", kinds=("author",)).hits] == [person]


def test_a_deleted_thesis_leaves_the_index_with_the_next_update() -> None:
    thesis = make_thesis_about("Tilliten var stor i avdelingen.")
    index_thesis(thesis)
    key = str(thesis.pk)
    thesis.delete()
    assert ask("tillit").total == 0
    update_pending()
    assert backend().view().postings("thesis", key) == ()


def test_the_search_command_prints_hits_with_their_lines(capsys: pytest.CaptureFixture[str]) -> None:
    thesis = make_thesis_about("Tilliten var stor i avdelingen.")
    passage = thesis.passages.get()
    recipes.make_quotation(passage)
    index_thesis(thesis)
    call_command("search", "tillit", "--json", "--limit", "5")
    hits = json.loads(capsys.readouterr().out)
    assert len(hits) == 1
    assert hits[0]["source"] == thesis.files.get().name
    assert hits[0]["lines"] == [passage.first_line, passage.last_line]
    call_command("search", "tilit")
    assert "tillit" in capsys.readouterr().out


def test_reindex_makes_the_index_whole_and_the_check_says_when_it_is_not(
    capsys: pytest.CaptureFixture[str],
) -> None:
    make_thesis_about("Tilliten var stor i avdelingen.")
    with pytest.raises(CommandError, match="not written yet"):
        call_command("search_check")
    shutil.rmtree(f"{backend().path}-pending")
    with pytest.raises(CommandError, match="Out of step"):
        call_command("search_check")
    call_command("reindex", "--all")
    call_command("search_check")
    call_command("reindex")
    assert "The index is in step" in capsys.readouterr().out


# Whoosh leaves a broken file open.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_broken_index_is_made_anew() -> None:
    make_thesis_about("Tilliten var stor i avdelingen.")
    rebuild()
    for file in Path(backend().path).glob("*.seg"):
        file.write_bytes(b"broken")
    backend().forget_view()
    with pytest.raises(CommandError, match="reindex --all"):
        call_command("search_check")
    rebuild()
    assert ask("tillit").total == 1


def test_a_rebuilt_index_holds_each_record_once() -> None:
    make_thesis_about("Tilliten var stor i avdelingen.")
    assert rebuild() == rebuild()
    assert ask("tillit").total == 1
