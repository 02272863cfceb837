"""Which workers are alive: each holds a lock that the system lets go of when the process ends, however it ends."""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import socket
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ENDING = ".alive"


def _folder() -> Path:
    folder: Path = settings.KB_DATA / "workers"
    return folder


@contextlib.contextmanager
def announce() -> Iterator[str]:
    """Be a worker while the block lasts; gives the name that others know it by."""
    name = f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    clear_dead()
    path, draft = folder / f"{name}{_ENDING}", folder / f"{name}.new"
    with draft.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Seen by others only once it is locked: nobody may take it for dead in between.
        draft.rename(path)
        try:
            yield name
        finally:
            path.unlink(missing_ok=True)


def is_alive(name: str) -> bool:
    """Whether the worker of that name is still there."""
    return bool(name) and _is_locked(_folder() / f"{name}{_ENDING}")


def is_any_alive() -> bool:
    """Whether there is a worker at all."""
    return any(map(_is_locked, _folder().glob(f"*{_ENDING}")))


def clear_dead() -> None:
    """Take away what killed workers left."""
    for path in _folder().glob(f"*{_ENDING}"):
        if not _is_locked(path):
            path.unlink(missing_ok=True)


def _is_locked(path: Path) -> bool:
    try:
        with path.open("r") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False
