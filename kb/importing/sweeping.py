"""Taking away what nobody needs any more: files that broke off, files that were read, tickets that were used."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kb.records.actions.imports import ENDED_WITHOUT
from kb.records.models import Import, SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterable

# A file may be there a moment before the row that knows it, and while it is sent.
_YOUNG = timedelta(hours=24)
# How long a file is kept that could not be read, to try again.
_KEPT = timedelta(days=30)


def sweep(*, young: timedelta = _YOUNG, kept: timedelta = _KEPT) -> int:
    """Deletes them; how many files."""
    now = timezone.now()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - young).delete()
    done = Import.objects.exclude(upload="")
    ended = done.filter(ended__lt=now - kept, outcome__in=ENDED_WITHOUT) | done.filter(
        outcome__in=(Import.Outcome.CREATED, Import.Outcome.UPDATED, Import.Outcome.UNCHANGED)
    )
    ended.update(upload="")
    known = set(Import.objects.exclude(upload="").values_list("upload", flat=True))
    known |= set(SourceFile.objects.exclude(file="").values_list("file", flat=True))
    before = (now - young).timestamp()
    root = Path(default_storage.path(""))
    strays = [
        path for path in _files_in(root / "incoming", root / "theses") if _name(path, root) not in known
    ]
    strays += _files_in(settings.FILE_UPLOAD_TEMP_DIR)
    return sum(_delete_if_old(path, before) for path in strays)


def _files_in(*folders: Path) -> Iterable[Path]:
    return [path for folder in folders if folder.is_dir() for path in folder.iterdir() if path.is_file()]


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _delete_if_old(path: Path, before: float) -> bool:
    try:
        if path.stat().st_mtime >= before:
            return False
        path.unlink()
    except FileNotFoundError:
        return False
    return True
