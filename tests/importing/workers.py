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
from tests.importing.small_thesis import FIRST, PROSE

PATIENCE = 60.0
# Takes some seconds to read, so that there is a middle to stop it in.
LONG = FIRST.replace(
    "5 Drøfting",
    "\n\n".join(
        f"{PROSE} Dette er gang {number}.\n\n«Partnerskapet er noe vi gjør hver dag, for gang {number}.» (Leder A)"
        for number in range(600)
    )
    + "\n\n5 Drøfting",
)

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

    def start(self) -> subprocess.Popen[str]:
        """A worker, as the operator starts it."""
        worker = subprocess.Popen(
            [sys.executable, "-W", "ignore", "manage.py", "work", "--poll", "0.1"],
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

    def wait_for_step(self, name: str) -> None:
        """Until the first run is at that step: those before it done, it not."""
        at = STEPS.index(name)
        end = time.monotonic() + PATIENCE
        while True:
            outcome, steps = self.ask("SELECT outcome, steps FROM records_import ORDER BY id LIMIT 1")[0]
            done = [step["done"] for step in json.loads(steps)]
            if outcome == "running" and done[:at] == [1] * at and not any(done[at:]):
                return
            assert time.monotonic() < end, (outcome, steps)
            time.sleep(0.01)


def kill(worker: subprocess.Popen[str]) -> None:
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
