"""Uploads over a real connection to the real web server: whole ones, and ones that break off in the middle."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.importing.small_thesis import FIRST
from tests.importing.workers import PATIENCE, Base

SECRET = "a" * 32
ADDRESS = "/admin/records/thesis/upload/"
_LOG_IN = """
import sys
from pathlib import Path
from django.contrib.auth.models import User
from django.test import Client
client = Client()
client.force_login(User.objects.create_superuser("kari"))
Path(sys.argv[1]).write_text(client.cookies["sessionid"].value)
"""


class Server:
    """The site behind a socket that is a file."""

    def __init__(self, base: Base) -> None:
        self.base = base
        base.run("migrate", "--verbosity", "0")
        base.do(_LOG_IN, str(base.folder / "session"))
        self.session = (base.folder / "session").read_text()
        self.path = base.folder / "site.socket"
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "gunicorn", "kb.config.wsgi:application", "--threads", "2",
             "--bind", f"unix:{self.path}", "--log-level", "error"],
            cwd=settings.BASE_DIR,
            env=base.environment,
        )  # fmt: skip

    def send(self, body: bytes, *, length: int | None = None) -> bytes:
        """The answer to ``body``; with ``length``, so much was promised and the line goes dead before it is there."""
        head = (
            f"POST {ADDRESS} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            f"Cookie: sessionid={self.session}; csrftoken={SECRET}\r\n"
            f"Content-Type: multipart/form-data; boundary=grense\r\nContent-Length: {length or len(body)}\r\n\r\n"
        )
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            self._connect(line)
            line.sendall(head.encode() + body)
            if length is not None:
                self._wait_for_arrival()
                return b""
            answer = b""
            while chunk := line.recv(65536):
                answer += chunk
            return answer

    def _connect(self, line: socket.socket) -> None:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                line.connect(str(self.path))
            except OSError:
                assert time.monotonic() < end
                time.sleep(0.05)
            else:
                return

    def _wait_for_arrival(self) -> None:
        end = time.monotonic() + PATIENCE
        while not self.arriving():
            assert time.monotonic() < end
            time.sleep(0.01)

    def arriving(self) -> list[Path]:
        return list((self.base.folder / "arriving").iterdir())


def part(name: str, value: bytes, more: str = "") -> bytes:
    return (
        f'--grense\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + value + b"\r\n"
    )


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(Base(tmp_path))
    yield server
    server.process.terminate()
    server.process.wait(PATIENCE)


def test_what_breaks_off_leaves_nothing_and_what_is_sent_again_whole_is_taken(server: Server) -> None:
    body = (
        part("csrfmiddlewaretoken", SECRET.encode())
        + part("file", FIRST.encode() * 30, '; filename="oppgave.txt"')
        + part("whole", b"yes")
        + b"--grense--\r\n"
    )
    server.send(body[: len(body) // 2], length=len(body))
    end = time.monotonic() + PATIENCE
    while server.arriving():
        assert time.monotonic() < end, "the half file stays"
        time.sleep(0.02)
    assert server.base.count("import") == 0
    assert not list((server.base.folder / "uploads").glob("*/*"))
    assert server.send(body).startswith(b"HTTP/1.1 302")
    assert server.base.outcomes() == ["waiting"]
    assert not server.arriving()
    assert len(list((server.base.folder / "uploads" / "incoming").iterdir())) == 1
