"""A base of its own on disk, and real worker processes over it: started, stopped, killed."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings

from kb.importing.store import STEPS

PATIENCE = 60.0
# The command, in a process that stops itself (as Ctrl-Z does) once, at a place in its work; no test must be quick then.
_PAUSING = """
import os, signal, sys
import django
django.setup()
from django.apps import apps
from django.core.management import call_command
from django.db.models.signals import post_save
from kb.importing import tasks

paused = []

def pause(*_given, **_more):
    if not paused:
        paused.append(True)
        os.kill(os.getpid(), signal.SIGSTOP)

step, _, model = sys.argv[1].partition(" saves ")
tell = tasks._Teller.tell_step

def tell_step(teller, name, *how_far):
    tell(teller, name, *how_far)
    if name == step and not model:
        pause()

tasks._Teller.tell_step = tell_step
if model:
    post_save.connect(pause, sender=apps.get_model("records", model), weak=False)
call_command("work", poll=0.1)
"""

_GIVE = """
import sys
from pathlib import Path
from django.core.files.uploadedfile import SimpleUploadedFile
from kb.importing.arrivals import take_in
files = [SimpleUploadedFile(Path(name).name, Path(name).read_bytes()) for name in sys.argv[1:]]
take_in(files, by=None, largest=10**9)
"""


class Base:
    """A data folder with migrated tables; what happens in it is looked at with SQL, from outside."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {**os.environ, "KB_MODE": "test", "KB_DATA": str(folder)}
        self.environment["DJANGO_SETTINGS_MODULE"] = "kb.config.settings"
        self.workers: list[subprocess.Popen[str]] = []

    def run(self, *arguments: str) -> str:
        """What a command of the site prints."""
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def do(self, code: str, *arguments: str) -> None:
        """Runs a piece of Python inside the site."""
        begin = "import django; django.setup()\n"
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", begin + code, *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment,
            check=True,
        )

    def give(self, *texts: str) -> None:
        """Hands in files with these texts, as an upload does."""
        names = []
        for number, text in enumerate(texts):
            path = self.folder / f"oppgave-{number}-{len(text)}.txt"
            path.write_text(text, encoding="utf-8")
            names.append(str(path))
        self.do(_GIVE, *names)

    def start(self, *, pause_at: str = "") -> subprocess.Popen[str]:
        """A worker, as the operator starts it.

        ``pause_at`` names a step ("citations"), or what it saves in one ("store saves SourceFile"): there it stops
        itself once, until it is sent SIGCONT or killed.
        """
        python = [sys.executable, "-W", "ignore"]
        command = [*python, "manage.py", "work", "--poll", "0.1"]
        worker = subprocess.Popen(
            [*python, "-c", _PAUSING, pause_at] if pause_at else command,
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.workers.append(worker)
        return worker

    def end(self) -> None:
        for worker in self.workers:
            if worker.poll() is None:
                kill(worker)

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.folder / "tverrsnitt.sqlite3", timeout=20)) as base:
            rows = base.execute(question).fetchall()
            base.commit()
        return rows

    def outcomes(self) -> list[str]:
        return [outcome for (outcome,) in self.ask("SELECT outcome FROM records_import ORDER BY id")]

    def count(self, table: str) -> int:
        return int(self.ask(f"SELECT count(*) FROM records_{table}")[0][0])  # noqa: S608

    def wait_for(self, *wanted: str) -> None:
        """Until the outcomes of the runs are these."""
        end = time.monotonic() + PATIENCE
        while self.outcomes() != list(wanted):
            assert time.monotonic() < end, self.outcomes()
            time.sleep(0.02)

    def wait_for_pause(self, worker: subprocess.Popen[str], step: str) -> None:
        """Until the worker has stopped itself; the first run is then at that step: those before it done, it not."""
        end = time.monotonic() + PATIENCE
        while os.waitpid(worker.pid, os.WUNTRACED | os.WNOHANG) == (0, 0):
            assert time.monotonic() < end, self.ask("SELECT outcome, steps FROM records_import")
            time.sleep(0.02)
        outcome, steps = self.ask("SELECT outcome, steps FROM records_import ORDER BY id LIMIT 1")[0]
        done = [each["done"] for each in json.loads(steps)]
        at = STEPS.index(step)
        assert outcome == "running", outcome
        assert done == [1] * at + [0] * (len(STEPS) - at), steps


def kill(worker: subprocess.Popen[str]) -> None:
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
