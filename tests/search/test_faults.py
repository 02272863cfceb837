"""What happens when processes are killed or files of the index are lost: the site stays up, one command mends it."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from kb.search.run import backend
from kb.search.updates import rebuild, update_pending
from tests import recipes
from tests.search.engine_contract import ask


def play(name: str, folder: Path) -> dict[str, Any]:
    """What a play of :mod:`tests.search.crowd` saw, on a base of its own."""
    environment = {
        **os.environ,
        "KB_MODE": "test",
        "KB_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "kb.config.settings",
        "PYTHONWARNINGS": "ignore",
    }
    run = subprocess.run(
        [sys.executable, "-m", "tests.search.crowd", name],
        cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False, timeout=100,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2_000:]
    return dict(json.loads(run.stdout))


def test_a_crowd_writes_and_asks_while_the_worker_is_killed_in_mid_write(tmp_path: Path) -> None:
    seen = play("let_all_loose", tmp_path)
    assert seen["kills"] == 3
    assert seen["told"].count(25) == 4
    askers = [row for row in seen["told"] if row != 25]
    assert len(askers) == 2
    assert all(row["answers"] and row["hits"] for row in askers)
    # Nothing is lost: what the killed ones left undone is still marked, and one more run carries it in.
    assert seen["check"]["said"].endswith("The index is in step.\n")
    assert seen["check"]["drafts"] == []


def test_a_build_that_is_killed_leaves_the_old_index_and_the_next_one_no_rubbish(tmp_path: Path) -> None:
    seen = play("kill_a_build", tmp_path)
    assert seen["was_writing"]
    assert seen["folders"] == 2
    assert seen["old"].endswith("The index is in step.\n")
    assert seen["check"]["said"].endswith("The index is in step.\n")
    assert seen["check"]["folders"] == 1


@pytest.fixture
def passage(db: None, empty_index: None) -> Any:
    passage = recipes.make_passage(recipes.make_chapter(recipes.make_thesis()), "Tilliten var stor der.")
    recipes.make_quotation(passage, "Tilliten var stor")
    rebuild()
    assert ask("tillit").total == 2
    return passage


def index_folder() -> Path:
    return backend().folder.find_place().folder


def lose_everything() -> None:
    shutil.rmtree(backend().path)


def lose_current() -> None:
    (Path(backend().path) / "CURRENT").unlink()


def lose_files(pattern: str) -> Callable[[], None]:
    def lose() -> None:
        for file in index_folder().glob(pattern):
            file.unlink()

    return lose


def cut_files(pattern: str) -> Callable[[], None]:
    def cut() -> None:
        files = [file for file in index_folder().glob(pattern) if file.stat().st_size > 1]
        assert files
        for file in files:
            os.truncate(file, file.stat().st_size // 2)

    return cut


def garble_files(pattern: str) -> Callable[[], None]:
    def garble() -> None:
        for file in index_folder().glob(pattern):
            file.write_bytes(bytes(reversed(file.read_bytes())))

    return garble


FAULTS: dict[str, Callable[[], None]] = {
    "the whole folder is gone": lose_everything,
    "the name of the index is gone": lose_current,
    "the table of contents is gone": lose_files("_MAIN_*.toc"),
    "the table of contents is cut": cut_files("_MAIN_*.toc"),
    "the words are gone": lose_files("*.trm"),
    "the words are cut": cut_files("*.trm"),
    "the words are garbled": garble_files("*.trm"),
    "the postings are gone": lose_files("*.pst"),
    "the postings are cut": cut_files("*.pst"),
    "the postings are garbled": garble_files("*.pst"),
    "the facts are gone": lose_files("*_facts.col"),
    "the facts are cut": cut_files("*_facts.col"),
    "the keys are cut": cut_files("*.pk.col"),
}


@pytest.mark.parametrize("is_open", [True, False], ids=["read before", "not read yet"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_index_takes_search_away_and_nothing_else_until_one_command_mends_it(
    passage: Any, client: Client, fault: str, is_open: bool
) -> None:
    FAULTS[fault]()
    if not is_open:
        backend().forget_view()
    client.raise_request_exception = False
    for address in (
        "/search/?q=tillit",
        "/search/?q=tilliten+stor",
        "/search/?q=%22tilliten+var%22",
        "/search/",
    ):
        response = client.get(address)
        assert response.status_code in {200, 503}, address
        assert "Traceback" not in response.content.decode()
    for address in (
        "/",
        "/quotations/",
        passage.get_absolute_url(),
        passage.quotations.get().get_absolute_url(),
    ):
        assert client.get(address).status_code == 200, address
    passage.text = "Tilliten var stor der, og er det."
    passage.save()
    with pytest.raises(CommandError, match=r"reindex --all"):
        call_command("search_check")
    call_command("search_check", "--repair")
    assert client.get("/search/?q=tillit").status_code == 200
    assert ask("tillit").total == 2


@pytest.mark.parametrize("command", [("reindex",), ("reindex", "--all")])
def test_reindex_mends_a_broken_index_too(passage: Any, command: tuple[str, ...]) -> None:
    cut_files("*.pst")()
    call_command(*command)
    call_command("search_check")
    assert ask("tillit").total == 2


@contextlib.contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """Nobody may write in ``folder``; not even root, who becomes nobody for the while."""
    modes = {entry: entry.stat().st_mode for entry in (folder, *folder.rglob("*"))}
    for entry, mode in modes.items():
        entry.chmod(mode & ~0o222 | 0o444)
    user = os.geteuid()
    if user == 0:
        folder.parent.chmod(0o755)
        os.seteuid(65534)
    try:
        yield
    finally:
        if user == 0:
            os.seteuid(0)
        for entry, mode in modes.items():
            if entry.exists():
                entry.chmod(mode)


def test_an_index_that_cannot_be_written_answers_and_what_is_saved_waits(
    passage: Any, client: Client
) -> None:
    update_pending()
    client.get("/search/?q=tillit")
    with unwritable(Path(backend().path)):
        passage.text = "Mistroen var stor der."
        passage.save()
        assert client.get("/search/?q=tillit").status_code == 200
        assert ask("tillit").total == 2
        for command in (("reindex",), ("reindex", "--all"), ("search_check", "--repair")):
            with pytest.raises(CommandError, match="cannot be written"):
                call_command(*command)
    call_command("reindex")
    call_command("search_check")
    assert [hit.kind for hit in ask("mistro").hits] == ["passage"]


@pytest.mark.parametrize("command", [("reindex",), ("reindex", "--all")])
def test_a_full_disk_leaves_the_index_as_it_was(passage: Any, command: tuple[str, ...]) -> None:
    for number in range(30):
        recipes.make_passage(
            passage.chapter, f"Ord nummer {number} om vidde{number} og fjell{number} i vinden."
        )
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        with pytest.raises(CommandError, match="the disk is not full"):
            call_command(*command)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert ask("tillit").total == 2
    call_command(*command)
    call_command("search_check")
    assert ask("vidde7").total == 1
