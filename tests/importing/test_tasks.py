"""The worker as the operator runs it: real processes, really killed."""

from __future__ import annotations

import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.importing.small_thesis import FIRST, SECOND
from tests.importing.workers import PATIENCE, Base, kill


@pytest.fixture(scope="module")
def empty_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = Base(tmp_path_factory.mktemp("empty"))
    base.run("migrate", "--verbosity", "0")
    base.run("work", "--once")  # the vocabulary and an empty index
    return base.folder


@pytest.fixture
def base(empty_base: Path, tmp_path: Path) -> Iterator[Base]:
    folder = tmp_path / "data"
    shutil.copytree(empty_base, folder)
    base = Base(folder)
    yield base
    base.end()


def assert_nothing_half_made(base: Base) -> None:
    for table in ("thesis", "sourcefile", "chapter", "passage", "quotation", "informant", "work", "person"):
        assert base.count(table) == 0, table


def test_a_run_killed_in_the_middle_leaves_nothing_is_seen_as_interrupted_and_goes_on_by_a_click(
    base: Base,
) -> None:
    base.give(FIRST)
    worker = base.start(pause_at="quotations")
    base.wait_for_pause(worker, "quotations")
    kill(worker)
    assert_nothing_half_made(base)
    assert base.outcomes() == ["running"], "nobody could say otherwise"
    base.do(
        """
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from kb.records.models import Import
run, client = Import.objects.get(), Client(HTTP_HOST="localhost")
client.force_login(User.objects.create_superuser("kari"))
page = client.get(reverse("admin:records_import_change", args=[run.pk])).content.decode()
assert "run-interrupted" in page and 'id="retry-' in page, page
client.post(reverse("admin:records_import_retry", args=[run.pk]))
run.refresh_from_db()
assert (run.outcome, run.worker, run.attempts) == ("waiting", "", 0), run.outcome
"""
    )
    base.start()
    base.wait_for("created")
    assert base.count("thesis") == 1


def test_a_worker_killed_while_it_stores_leaves_nothing_half_made_and_the_next_goes_on(base: Base) -> None:
    base.give(FIRST)
    worker = base.start(pause_at="store saves SourceFile")
    base.wait_for_pause(worker, "store")
    kill(worker)
    assert_nothing_half_made(base)
    assert base.run("work", "--once") == "1 interrupted runs go on.\n"
    assert base.ask("SELECT outcome, attempts, upload FROM records_import") == [("created", 2, "")]
    assert base.count("thesis") == base.count("sourcefile") == 1
    assert not list((base.folder / "uploads" / "incoming").iterdir())


def test_a_worker_that_is_asked_to_end_gives_back_what_it_reads(base: Base) -> None:
    base.give(FIRST)
    worker = base.start(pause_at="references")
    base.wait_for_pause(worker, "references")
    worker.send_signal(signal.SIGTERM)
    worker.send_signal(signal.SIGCONT)
    told, _ = worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 0, told
    assert "Traceback" not in told
    assert base.ask("SELECT outcome, attempts, worker FROM records_import") == [("waiting", 0, "")]
    assert_nothing_half_made(base)
    assert not list((base.folder / "workers").iterdir()), "it said goodbye"


def test_two_workers_never_read_the_same_file(base: Base) -> None:
    texts = [FIRST.replace("Samarbeid på prøve", f"Samarbeid for {n}. gang") for n in range(6)]
    workers = base.start(), base.start()
    base.give(*texts)
    base.wait_for(*["created"] * 6)
    assert base.count("thesis") == 6
    assert base.ask("SELECT DISTINCT attempts FROM records_import") == [(1,)]
    for worker in workers:
        worker.send_signal(signal.SIGINT)
        told, _ = worker.communicate(timeout=PATIENCE)
        assert worker.returncode == 0, told


def test_a_run_that_is_cancelled_while_it_is_read_stores_nothing(base: Base) -> None:
    base.give(FIRST, SECOND)
    worker = base.start(pause_at="citations")
    base.wait_for_pause(worker, "citations")
    base.ask("UPDATE records_import SET cancel_asked = 1 WHERE id = (SELECT min(id) FROM records_import)")
    worker.send_signal(signal.SIGCONT)
    base.wait_for("cancelled", "created")
    assert base.count("thesis") == 1


def test_the_worker_carries_what_was_published_into_the_index(base: Base) -> None:
    base.give(FIRST)
    worker = base.start()
    base.wait_for("created")
    base.do(
        """
from kb.records.actions import publish
from kb.records.models import Thesis
publish(thesis=Thesis.objects.get(), by=None, unchecked=True)
"""
    )
    end = time.monotonic() + PATIENCE
    while base.count("pendingchange"):
        assert time.monotonic() < end
        time.sleep(0.05)
    kill(worker)
    assert "oppgave-0" in base.run("search", "avtalene", "--json")


def test_a_worker_killed_while_it_reads_anew_leaves_the_thesis_as_it_was_and_the_next_goes_on(
    base: Base,
) -> None:
    base.give(FIRST)
    base.run("work", "--once")
    tables = ("chapter", "passage", "quotation", "citation", "sourcefile", "reanchoring")
    before = [base.count(table) for table in tables]
    base.do(
        """
from kb.importing.anew import line_up_anew
from kb.records.models import Import, Quotation, SourceFile, Thesis
Import.objects.all().delete()
Quotation.objects.filter(form="block").update(state="accepted")
SourceFile.objects.update(parser_version="1")
line_up_anew(Thesis.objects.get(), by=None, preview=False)
"""
    )
    worker = base.start(pause_at="store saves Quotation")
    base.wait_for_pause(worker, "store")
    kill(worker)
    assert [base.count(table) for table in tables] == before
    assert base.ask("SELECT parser_version FROM records_sourcefile") == [("1",)]
    assert base.run("work", "--once") == "1 interrupted runs go on.\n"
    assert base.outcomes()[-1] == "updated"
    assert [base.count(table) for table in tables[:-1]] == before[:-1]
    assert base.ask("SELECT DISTINCT outcome FROM records_reanchoring") == [("unchanged",)]
