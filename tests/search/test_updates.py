from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from kb.records.models import Authorship, PendingChange, Person, Thesis, Work
from kb.search.marks import forget
from kb.search.query import SearchQuery
from kb.search.run import KINDS, backend, run
from kb.search.updates import index_thesis, pending, rebuild, remove_thesis, update_pending
from kb.search.visibility import find_records
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


def find_texts(text: str, **options: Any) -> list[str]:
    return [hit.record.text for hit in ask(text, **options).hits]


def test_a_removed_thesis_leaves_the_index() -> None:
    thesis = make_thesis_about("Tilliten var stor i avdelingen.")
    index_thesis(thesis)
    remove_thesis(thesis)
    assert len(backend().view().postings("thesis", str(thesis.pk))) == 0


def test_a_save_is_pending_until_it_is_written() -> None:
    thesis = make_thesis_about("Tilliten var stor i avdelingen.")
    update_pending()
    assert pending() == ()
    passage = thesis.passages.get()
    passage.text = "Mistroen var stor i avdelingen."
    passage.save()
    assert pending() == (f"passage {passage.pk}",)
    update_pending()
    assert pending() == ()
    assert (ask("mistro").total, ask("tillit").total) == (1, 0)


def test_one_save_writes_one_record_and_not_its_thesis() -> None:
    thesis = make_thesis_about("Tilliten var stor i avdelingen.")
    for number in range(9):
        other = recipes.make_passage(thesis.chapters.get(), f"Kaffen var god i avdeling {number}.")
    update_pending()
    before = backend().view().segments
    other.text = "Teen var god i avdelingen."
    other.save()
    update_pending()
    new = [segment.size for segment in backend().view().segments if segment not in before]
    assert new == [1]
    assert find_texts("god te") == ["Teen var god i avdelingen."]


def test_a_save_that_is_taken_back_leaves_no_mark() -> None:
    thesis = make_thesis_about("Tilliten var stor i avdelingen.")
    update_pending()
    passage = thesis.passages.get()
    with transaction.atomic():
        passage.save()
        assert pending() == (f"passage {passage.pk}",)
        transaction.set_rollback(True)
    assert pending() == ()


def test_what_changes_again_while_it_is_written_stays_pending() -> None:
    thesis = make_thesis_about("Tilliten var stor i avdelingen.")
    passage = thesis.passages.get()
    update_pending()
    passage.save()
    changes = list(PendingChange.objects.all())
    passage.save()
    forget(changes)
    assert pending() == (f"passage {passage.pk}",)


def test_what_changes_while_the_whole_index_is_made_stays_pending() -> None:
    thesis = make_thesis_about("Tilliten var stor i avdelingen.")
    passage = thesis.passages.get()

    def change(name: str, done: int, total: int) -> None:
        passage.text = "Mistroen var stor i avdelingen."
        passage.save()

    rebuild(change)
    assert pending() == (f"passage {passage.pk}",)
    update_pending()
    assert (ask("mistro").total, ask("tillit").total) == (1, 0)


def make_linked_thesis() -> Thesis:
    """A thesis in which a leader says something that is cited from a work on a theme."""
    thesis = make_thesis_about("Tilliten var stor i avdelingen.")
    passage = thesis.passages.get()
    quotation = recipes.make_quotation(
        passage, "Tilliten var stor", informant=recipes.make_informant(thesis, "Leder A")
    )
    work = recipes.make_work(recipes.make_person("Kvalstad"), title="Makt og avmakt")
    quotation.citation = recipes.make_citation(passage, work)
    quotation.save()
    recipes.tag(passage, recipes.make_theme("Handlingsrom"))
    update_pending()
    return thesis


def rename_author(thesis: Thesis) -> None:
    person = Person.objects.get(family="Kvalstad")
    person.family = "Fjellstad"
    person.save()


def change_voice(thesis: Thesis) -> None:
    voice = thesis.informants.get()
    voice.role_group = "employee"
    voice.save()


def hide_passage(thesis: Thesis) -> None:
    passage = thesis.passages.get()
    passage.is_hidden = True
    passage.save()


def hide_chapter(thesis: Thesis) -> None:
    chapter = thesis.chapters.get()
    chapter.is_hidden = True
    chapter.save()


def rename_chapter(thesis: Thesis) -> None:
    chapter = thesis.chapters.get()
    chapter.title = "Om samarbeid"
    chapter.save()


def reject_theme(thesis: Thesis) -> None:
    for link in thesis.passages.get().theme_links.all():
        link.state = "rejected"
        link.save()


def reject_quotation(thesis: Thesis) -> None:
    quotation = thesis.quotations.get()
    quotation.state = "rejected"
    quotation.save()


def rename_work(thesis: Thesis) -> None:
    work = Work.objects.get()
    work.title = "Om fullmakter"
    work.save()


def cite_by_another(thesis: Thesis) -> None:
    Authorship.objects.create(work=Work.objects.get(), person=recipes.make_person("Fjellstad"), order=2)


def drop_citation(thesis: Thesis) -> None:
    thesis.citations.get().delete()


def drop_voice(thesis: Thesis) -> None:
    thesis.informants.get().delete()


def drop_passage(thesis: Thesis) -> None:
    thesis.passages.get().delete()


def restrict(thesis: Thesis) -> None:
    thesis.access = "restricted"
    thesis.save()


def withdraw(thesis: Thesis) -> None:
    thesis.state = "withdrawn"
    thesis.save()


def delete(thesis: Thesis) -> None:
    thesis.delete()


CHANGES = [
    rename_author, change_voice, hide_passage, hide_chapter, rename_chapter, reject_theme, reject_quotation,
    rename_work, cite_by_another, drop_citation, drop_voice, drop_passage, restrict, withdraw, delete,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_the_index_follows(change: Callable[[Thesis], None]) -> None:
    thesis = make_linked_thesis()
    change(thesis)
    assert pending() != ()
    update_pending()
    call_command("search_check")


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_nothing_is_shown_or_counted_that_is_not_public(
    change: Callable[[Thesis], None],
) -> None:
    change(make_linked_thesis())
    results = run(SearchQuery.from_text("tillit makt Kvalstad avdelingen"), kinds=KINDS, per_page=100)
    assert results.total == len(results.hits) == sum(results.counts.values())
    for kind in KINDS:
        shown = {hit.pk for hit in results.hits if hit.kind == kind}
        assert shown == find_records(kind, list(shown)).keys()


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
    assert len(backend().view().postings("thesis", key)) == 0


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


def test_a_rebuilt_index_holds_each_record_once() -> None:
    make_thesis_about("Tilliten var stor i avdelingen.")
    assert rebuild() == rebuild()
    assert ask("tillit").total == 1
