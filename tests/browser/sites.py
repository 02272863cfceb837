"""The whole site as an operator runs it: server and worker in processes of their own, over a folder of its own."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from django.conf import settings

from tests.importing.workers import Base, kill

PATIENCE = 60.0
EXAMPLES = settings.BASE_DIR / "fixtures" / "theses"
# One stays a draft, for those who curate; one is not read at all, for those who add it.
DRAFT = "2023-lillebakken-dugnad-med-tilskuddsbrev.txt"
UNREAD = "2022-northwood-the-last-counter.pdf"
ROLES = ("reader", "curator", "chief", "administrator")
PASSWORD = "hundre-korte-dager"
_SERVER = f"{sys.executable} -W ignore -m gunicorn kb.config.wsgi:application --threads 4 --graceful-timeout 2".split()

_FURNISH = """
import sys
from pathlib import Path
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group, User
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
import json

folder, published, draft, roles, password = (json.loads(each) for each in sys.argv[1:])
call_command("migrate", verbosity=0)
call_command("ingest", *published, publish=True, example=True, verbosity=0)
call_command("ingest", draft, example=True, verbosity=0)
call_command("reindex", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)

GROUPS = {"reader": "Readers", "curator": "Curators", "chief": "Chief curators", "administrator": "Administrators"}
sessions = {}
for role in roles:
    user = User.objects.create_user(role, password=password if role == "curator" else None, is_staff=True)
    group = Group.objects.filter(name=GROUPS[role]).first()
    if group is not None:
        user.groups.add(group)
    elif role in {"chief", "administrator"}:
        user.is_superuser = True
        user.save()
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    sessions[role] = session.session_key
(Path(folder) / "sessions.json").write_text(json.dumps(sessions))
"""

# What readers may meet that the examples alone do not give: a thesis in English, findings that a curator confirmed,
# a thesis that was withdrawn, a theme without anything.
_DRESS = """
import json, sys
from django.core.management import call_command
from django.utils import timezone
from kb.records.models import Theme, ThemeLink, Thesis

unread, draft = (json.loads(each) for each in sys.argv[1:])
call_command("ingest", unread, publish=True, example=True, verbosity=0)
confirmed = Thesis.objects.get(slug="hundre-dager-til-arbeid-2024")
confirmed.quotations.exclude(kind="term").update(state="accepted")
ThemeLink.objects.filter(thesis=confirmed).update(state="accepted")
confirmed.save()
withdrawn = Thesis.objects.get(files__name=draft)
withdrawn.state, withdrawn.published_at, withdrawn.withdrawn_at = "withdrawn", timezone.now(), timezone.now()
withdrawn.takedown_note = "Forfatteren ba om det."
withdrawn.save()
Theme.objects.create(name="Noe ingen skrev om", slug="noe-ingen-skrev-om")
call_command("reindex", all=True, verbosity=0)
"""


class Site(Base):
    """A site with the example theses, people of each role and their sessions; ``address`` is where it is served.

    ``run``, ``do``, ``ask``, ``count`` and ``wait_for`` reach into it from outside, without a browser.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.environment |= {
            "KB_MODE": "production",
            "KB_SECRET_KEY": "a key that is good enough for one run of the tests",
            "KB_ALLOWED_HOSTS": "127.0.0.1,localhost",
            "KB_HTTPS": "false",
            "PYTHONUNBUFFERED": "1",
        }
        self.address = ""
        self._server: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None

    def furnish(self) -> None:
        """Makes the base: tables, example theses, index, static files, people."""
        self.folder.mkdir(parents=True, exist_ok=True)
        published = [str(path) for path in sorted(EXAMPLES.iterdir()) if path.name not in {DRAFT, UNREAD}]
        given = (str(self.folder), published, str(EXAMPLES / DRAFT), ROLES, PASSWORD)
        self.do(_FURNISH, *map(json.dumps, given))

    def dress(self) -> None:
        """Makes of a furnished site one on which every public page has something to show."""
        self.do(_DRESS, json.dumps(str(EXAMPLES / UNREAD)), json.dumps(DRAFT))

    def copy(self, folder: Path) -> Site:
        """The same site, in a folder where it can be changed."""
        shutil.copytree(self.folder, folder)
        return Site(folder)

    @property
    def sessions(self) -> dict[str, str]:
        """The key of the session of each role's person."""
        return dict(json.loads((self.folder / "sessions.json").read_text()))

    def serve(self, *, port: int = 0) -> None:
        """Starts the server, at a free port if none is named, and waits until it answers."""
        log = self.folder / "server.log"
        self._log = log.open("wb")
        self._server = subprocess.Popen(
            [*_SERVER, "--bind", f"127.0.0.1:{port}"],
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        end = time.monotonic() + PATIENCE
        while not (told := re.search(r"Listening at: (http://\S+)", self.log)):
            assert self._server.poll() is None, self.log
            assert time.monotonic() < end, self.log
            time.sleep(0.02)
        self.address = told[1]
        # It listens before it has read its own code: the first to ask would wait for that.
        ask = (
            f"import http.client; c = http.client.HTTPConnection('127.0.0.1', {self.port}, timeout={PATIENCE}); "
            "c.request('GET', '/healthz/'); c.getresponse()"
        )
        subprocess.run([sys.executable, "-c", ask], check=True)

    @property
    def log(self) -> str:
        """What the server said."""
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def wait_until_indexed(self) -> None:
        """Until the worker has carried all that was changed into the index."""
        end = time.monotonic() + PATIENCE
        while self.count("pendingchange"):
            assert time.monotonic() < end, "the worker does not carry changes into the index"
            time.sleep(0.05)

    def halt(self) -> None:
        """Takes the server away at once, as a lost connection does; :meth:`serve` brings it back."""
        if self._server is not None:
            self._server.terminate()
            try:
                self._server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()
            self._server = None
        if self._log is not None:
            self._log.close()

    def close(self) -> None:
        """Ends all its processes and takes its folder away."""
        self.halt()
        self.end()
        for worker in self.workers:
            if worker.stdout is not None:
                worker.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def stop_worker(site: Site) -> None:
    """Kills the workers, as if the machine lost them; ``site.start()`` brings one back."""
    for worker in site.workers:
        if worker.poll() is None:
            kill(worker)
