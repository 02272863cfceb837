"""Files that people give: each gets a run, and the run a place in the line, a question, or an answer at once."""

from __future__ import annotations

import hashlib
import logging
import secrets
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from kb.importing.tasks import enqueue
from kb.records.models import Import, SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.files.uploadedfile import UploadedFile

    from kb.records.models import Thesis

log = logging.getLogger(__name__)

Outcome = Import.Outcome
_PENDING = (Outcome.WAITING, Outcome.ASKING, Outcome.RUNNING)


def take_in(
    files: Iterable[UploadedFile[Any]], *, by: Any, largest: int, thesis: Thesis | None = None
) -> list[Import]:
    """A run for each file, in order, all of one ``batch``; as new versions of ``thesis`` where one is named."""
    batch = secrets.token_hex(8)
    return [_take_one(file, batch, by=by, largest=largest, thesis=thesis) for file in files]


def _take_one(file: UploadedFile[Any], batch: str, *, by: Any, largest: int, thesis: Thesis | None) -> Import:
    run = Import(
        file_name=(file.name or "")[:255], batch=batch, by=by, thesis=thesis, size=file.size or 0, outcome=""
    )
    if run.size > largest:
        return _end(run, Outcome.FAILED, "too_large_here")
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    run.sha256 = digest.hexdigest()
    if not run.size:
        return _end(run, Outcome.FAILED, "empty")
    if thesis is None:
        _compare(run)
    if run.outcome:
        return _end(run, run.outcome, run.problem)
    run.outcome = Outcome.ASKING if run.thesis is not None and thesis is None else Outcome.WAITING
    try:
        _keep(run, file)
    except OSError as error:
        log.exception("%s could not be kept", run.file_name)
        run.message = str(error.strerror or error)
        return _end(run, Outcome.FAILED, "not_kept")
    return run


def _compare(run: Import) -> None:
    """Whether the file is one that the base has, waits for, or knows by name; sets what it is in the run."""
    files = SourceFile.objects.select_related("thesis").defer("text", "thesis__abstract")
    files = files.order_by("-is_current", "-created")
    if (same := files.filter(sha256=run.sha256).first()) is not None:
        run.outcome, run.thesis, run.source_file = Outcome.UNCHANGED, same.thesis, same
        run.problem = "known" if same.is_current else "older_version"
    elif Import.objects.filter(sha256=run.sha256, outcome__in=_PENDING).exists():
        run.outcome, run.problem = Outcome.UNCHANGED, "twice"
    elif (namesake := files.filter(name=run.file_name).first()) is not None:
        run.thesis = namesake.thesis


def _end(run: Import, outcome: str, problem: str) -> Import:
    """The run is over before anything of the file was kept."""
    run.outcome, run.problem, run.ended = outcome, problem, timezone.now()
    run.save()
    return run


def _keep(run: Import, file: UploadedFile[Any]) -> None:
    """The file under a random name outside the web root, then the run that knows it; both or none."""
    file.seek(0)
    run.upload.save(secrets.token_hex(16), file, save=False)
    try:
        with transaction.atomic():
            run.save()
            if run.outcome == Outcome.WAITING:
                enqueue(run)
    except BaseException:
        run.upload.delete(save=False)
        raise
