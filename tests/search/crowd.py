"""Processes that work on one base and are killed: ``python -m tests.search.crowd``, on the base that KB_DATA names.

A program of its own, since it forks: the children need no time to start, and the tests' own base is not theirs. What it
saw it prints as one line of JSON.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import django

WORDS = ("fjell", "dal", "fjord", "skog", "elv", "vidde", "bre", "strand")
PATIENCE = 15
ROUNDS = 25
_forks = multiprocessing.get_context("fork")


def make(n_passages: int) -> None:
    from django.core.management import call_command

    from kb.search.updates import rebuild
    from tests import recipes

    call_command("migrate", verbosity=0)
    for _ in range(3):
        chapter = recipes.make_chapter(recipes.make_thesis())
        for number in range(n_passages):
            recipes.make_passage(chapter, _text(number))
    rebuild()


def write(seed: int) -> int:
    """Add, change, hide and delete passages, each in a transaction of its own; how many times."""
    from kb.records.models import Passage, Thesis

    chance = random.Random(seed)  # noqa: S311
    theses = list(Thesis.objects.all())
    for number in range(ROUNDS):
        thesis = chance.choice(theses)
        deed = chance.choice(("add", "change", "hide", "delete"))
        passage = thesis.passages.order_by("?").first()
        if deed == "add" or passage is None:
            order = 10_000 * seed + number
            Passage.objects.create(
                thesis=thesis, chapter=thesis.chapters.first(), text=_text(order), order=order,
                anchor=f"p{order}", first_line=1, last_line=1,
            )  # fmt: skip
        elif deed == "delete":
            Passage.objects.filter(pk=passage.pk).delete()
        else:
            passage.text = _text(number + seed) + " Endret."
            passage.is_hidden = deed == "hide"
            passage.save()
        time.sleep(0.02)
    return ROUNDS


def ask(seed: int) -> dict[str, int]:
    """Ask until told to stop; nothing hidden may be shown, and no answer may fail."""
    chance = random.Random(seed)  # noqa: S311
    answers = hits = 0
    while not _stop().exists():
        found = _ask_once(chance.choice(WORDS))
        assert not any(hit.record.is_hidden for hit in found.hits if hit.kind == "passage")
        answers += 1
        hits += len(found.hits)
    return {"answers": answers, "hits": hits}


def _ask_once(words: str) -> Any:
    from kb.search.query import SearchQuery
    from kb.search.run import run

    return run(SearchQuery.from_text(words))


def work(_number: int) -> None:
    from django.core.management import call_command

    call_command("reindex", watch=0.2, stdout=StringIO(), stderr=StringIO())


def let_all_loose() -> dict[str, Any]:
    """Four write and two ask while workers are killed in mid-write, and again; then one command, and what it says."""
    make(40)
    _ask_once(WORDS[0])  # so that the word lists are in memory before the forks
    answers: Any = _forks.SimpleQueue()
    workers = [_fork(work, 0)]
    writers = [_fork(write, seed, answers) for seed in range(1, 5)]
    askers = [_fork(ask, seed, answers) for seed in (5, 6)]
    kills = 0
    while kills < 3 and _wait_for_writing():
        os.kill(workers[-1].pid or 0, signal.SIGKILL)
        workers[-1].join()
        kills += 1
        # After the first kill two at a time, as if by mistake: one of them waits until the other is gone.
        workers += [_fork(work, number) for number in range(2 if kills == 1 else 1)]
    for process in writers:
        process.join(PATIENCE)
    _stop().touch()
    for process in (*writers, *askers):
        process.join(PATIENCE)
    for process in workers:
        process.kill()
        process.join()
    told = [answers.get() for _ in range(6) if not answers.empty()]
    return {"kills": kills, "told": told, "check": _mend_and_check("reindex")}


def kill_a_build() -> dict[str, Any]:
    """Kill a build of the whole index in the middle, ask, and build again."""
    make(150)
    build = _fork(lambda _: _command("reindex", all=True), 0)
    was_writing = _wait_for_writing()
    os.kill(build.pid or 0, signal.SIGKILL)
    build.join()
    folders = len(list(_index().glob("g*")))
    old = _command("search_check", quick=True)
    check = _mend_and_check("reindex", all=True)
    return {"was_writing": was_writing, "folders": folders, "old": old, "check": check}


def _mend_and_check(*command: str, **options: Any) -> dict[str, Any]:
    _command(*command, **options)
    drafts = [str(path) for path in _index().glob("g*/MAIN.tmp")]
    return {"said": _command("search_check"), "drafts": drafts, "folders": len(list(_index().glob("g*")))}


def _command(*command: str, **options: Any) -> str:
    from django.core.management import call_command

    out = StringIO()
    call_command(*command, stdout=out, stderr=out, **options)
    return out.getvalue()


def _fork(act: Callable[[int], Any], seed: int, answers: Any = None) -> Any:
    from django.db import connections

    def play() -> None:
        try:
            told = act(seed)
        except Exception as error:  # noqa: BLE001 - the tests read what is told
            told = repr(error)
        if answers is not None:
            answers.put(told)

    connections.close_all()
    process = _forks.Process(target=play)
    process.start()
    return process


def _wait_for_writing() -> bool:
    """Wait until a writer is in the middle of it: Whoosh has its folder for drafts open."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if any(_index().glob("g*/MAIN.tmp")):
            return True
        time.sleep(0.001)
    return False


def _index() -> Path:
    return Path(os.environ["KB_DATA"]) / "index"


def _stop() -> Path:
    return Path(os.environ["KB_DATA"]) / "stop"


def _text(number: int) -> str:
    return f"Over {WORDS[number % 8]} og {WORDS[number // 8 % 8]} går stien videre forbi hytte {number}."


if __name__ == "__main__":
    django.setup()
    plays = {"let_all_loose": let_all_loose, "kill_a_build": kill_a_build}
    print(json.dumps(plays[sys.argv[1]]()))  # noqa: T201
