"""Where the index lies: a folder that holds one whole index at a time, and the locks that keep writers apart.

``CURRENT`` names the folder of the index that answers (``g7-1f0c9ab2``) and the format it was written in. A new
index is made in a folder of its own beside it and put in place by renaming one small file, so that a question meets the
old one or the new one, never half of either. What a killed writer left is cleared away by the next.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoosh.util.filelock import FileLock, try_for

if TYPE_CHECKING:
    from collections.abc import Iterator

# Raised whenever an index written before can no longer be read or would answer otherwise.
FORMAT = 2
WRITE_PATIENCE = 30.0  # seconds to wait for another writer
REMEDY = "Run `manage.py reindex --all`."

_GENERATION = re.compile(r"g(\d+)(?:-[0-9a-f]{8})?")
_OLD_FILE = re.compile(r"_?MAIN_")  # the first format had its files here
_TOC = re.compile(r"_MAIN_(\d+)\.toc")


class IndexUnusableError(RuntimeError):
    """The index cannot answer; the message says why and what to do."""


class IndexMissingError(IndexUnusableError):
    """There is no index, or one of another format."""


class IndexBrokenError(IndexUnusableError):
    """The files of the index are not what was written."""


class IndexBusyError(RuntimeError):
    """Another process is writing the index and did not finish in time."""


class IndexUnwritableError(RuntimeError):
    """The index cannot be written where it lies."""


@dataclass(frozen=True, slots=True)
class Place:
    """One state of the index: the folder it lies in, and the number of the last commit there."""

    folder: Path
    commit: int


class IndexFolder:
    """The folder at ``path``, whether it is there or not."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._guards: dict[str, threading.RLock] = {}
        self._held: set[str] = set()

    def find_place(self) -> Place:
        """The state that answers now. Raises IndexMissingError."""
        try:
            name, _, form = (self.path / "CURRENT").read_text("ascii").strip().partition(" ")
            folder = self.path / name
            commits = [int(match[1]) for match in map(_TOC.fullmatch, _names(folder)) if match]
        except (OSError, UnicodeDecodeError) as error:
            raise IndexMissingError(f"There is no search index in {self.path}. {REMEDY}") from error
        if form != str(FORMAT):
            raise IndexMissingError(f"The index in {self.path} was made by another version. {REMEDY}")
        if not commits:
            raise IndexBrokenError(f"The index in {folder} has lost its table of contents. {REMEDY}")
        return Place(folder, max(commits))

    def is_there(self) -> bool:
        """Whether there is an index; it may be broken."""
        try:
            self.find_place()
        except IndexUnusableError:
            return False
        return True

    @contextlib.contextmanager
    def lock(self, name: str = "write", *, patience: float | None = None) -> Iterator[None]:
        """Hold the lock of that name; a thread that holds it already goes on.

        The system lets go of it when the process ends, however it ends. Raises IndexBusyError, IndexUnwritableError.
        """
        patience = WRITE_PATIENCE if patience is None else patience
        guard = self._guards.setdefault(name, threading.RLock())
        if not guard.acquire(timeout=patience):
            raise self._busy(patience)
        try:
            if name in self._held:
                yield
                return
            lock = self._take(name, patience)
            self._held.add(name)
            try:
                yield
            finally:
                self._held.discard(name)
                lock.release()
        finally:
            guard.release()

    def _take(self, name: str, patience: float) -> Any:
        lock = FileLock(str(self.path / f"{name}.lock"))
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            if not try_for(lock.acquire, timeout=patience):
                raise self._busy(patience)
        except OSError as error:
            raise self.unwritable(error) from error
        return lock

    def _busy(self, patience: float) -> IndexBusyError:
        return IndexBusyError(
            f"Another process has been writing the index in {self.path} for more than {patience:.0f} s. "
            "Wait until it is done and try again."
        )

    def unwritable(self, error: OSError) -> IndexUnwritableError:
        return IndexUnwritableError(
            f"The index in {self.path} cannot be written ({error.strerror or error}). Make the folder and what is in "
            "it writable for this user, and see that the disk is not full."
        )

    def make_next(self) -> Path:
        """A new empty folder beside the one that answers. The write lock must be held."""
        self.clear_rubbish()
        numbers = [int(match[1]) for match in map(_GENERATION.fullmatch, _names(self.path)) if match]
        # A name that was never there before: what a process keeps of an index, it keeps by its name.
        folder = self.path / f"g{max(numbers, default=0) + 1}-{secrets.token_hex(4)}"
        folder.mkdir()
        return folder

    def put_in_place(self, folder: Path) -> None:
        """Let the index in ``folder`` answer from now on, and take the one before away."""
        draft = self.path / "CURRENT.new"
        with draft.open("w", encoding="ascii") as file:
            file.write(f"{folder.name} {FORMAT}\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.path / "CURRENT")
        sync_folder(self.path)
        self.clear_rubbish()

    def clear_rubbish(self) -> None:
        """Take away what no index uses: builds that were stopped and files of a killed writer. Needs the write lock."""
        try:
            current = self.find_place().folder
        except IndexUnusableError:
            # A broken index may be all there is to look into; it goes when another is in its place.
            return
        for entry in self.path.iterdir():
            if entry.is_dir() and entry != current and _GENERATION.fullmatch(entry.name):
                shutil.rmtree(entry, ignore_errors=True)
            elif _OLD_FILE.match(entry.name):
                entry.unlink(missing_ok=True)
        for entry in current.iterdir():
            if entry.is_dir():
                shutil.rmtree(entry, ignore_errors=True)
            elif entry.name.startswith("_") and not _TOC.fullmatch(entry.name):
                entry.unlink(missing_ok=True)


def _names(folder: Path) -> list[str]:
    # Every question looks, and pathlib takes five times as long.
    return os.listdir(folder)  # noqa: PTH208


def sync_folder(folder: Path) -> None:
    """Have the system write down which files the folder holds, where it can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
