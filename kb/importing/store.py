"""One file into the records: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from kb.importing.findings import store_citations, store_informants, store_quotations
from kb.importing.particulars import store_particulars
from kb.importing.people import People
from kb.importing.text import delete_lost, store_chapters, store_passages
from kb.importing.themes import store_suggestions, vocabulary_in_use
from kb.importing.works import store_works
from kb.ingest.errors import UnreadableFile
from kb.ingest.parse import parse
from kb.records.actions import publish as publish_thesis
from kb.records.models import Import, SourceFile, Thesis
from kb.records.stamps import renew_stamps
from kb.search.updates import mark_pending

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from kb.ingest.draft import Notice, ThesisDraft

# Raised whenever reading gives other results, so that theses are read anew from the files that are kept.
PARSER_VERSION = "2"

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: ``state`` is created, updated or unchanged."""

    thesis: Thesis
    state: str
    notices: tuple[Notice, ...] = ()


def ingest_file(
    name: str,
    data: bytes,
    *,
    by: User | None = None,
    publish: bool = False,
    thesis: Thesis | None = None,
    is_example: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Reads a file into the base, links it, and marks it for the index, which `reindex` or its worker writes.

    The same file a second time changes nothing. A file that belongs to a thesis that is there (``thesis``, or one
    read from a file of this name) updates it and keeps what people did. Raises UnreadableFile, and has then
    written nothing but the record of the failed run.
    """
    name = PurePath(name).name
    digest = sha256(data).hexdigest()
    known = SourceFile.objects.filter(sha256=digest, is_current=True, parser_version=PARSER_VERSION)
    if (same := known.select_related("thesis").first()) is not None:
        _publish_if(publish, same.thesis, by)
        return Outcome(same.thesis, "unchanged")
    run = Import.objects.create(file_name=name[:255], sha256=digest, by=by)
    try:
        draft = parse(name, data, vocabulary=vocabulary_in_use(), progress=progress)
        with transaction.atomic():
            outcome = _store(draft, data, thesis or _thesis_of(name, digest), by=by, is_example=is_example)
    except BaseException as error:
        _fail(run, error)
        raise
    _succeed(run, outcome)
    _publish_if(publish, outcome.thesis, by)
    return outcome


def _store(
    draft: ThesisDraft, data: bytes, thesis: Thesis | None, *, by: User | None, is_example: bool
) -> Outcome:
    people = People()
    is_new = thesis is None
    thesis = thesis or Thesis()
    thesis.is_example = thesis.is_example or is_example
    store_particulars(thesis, draft, people)
    _store_source(thesis, draft, data, by)
    chapters = store_chapters(thesis, draft)
    passages = store_passages(thesis, draft, chapters)
    informants = store_informants(thesis, draft)
    works = store_works(thesis, draft, people)
    citations = store_citations(thesis, draft, passages, works)
    quotations, lost = store_quotations(thesis, draft, passages, informants, citations)
    delete_lost(thesis, chapters, passages)
    thesis.informants.filter(quotations=None, is_edited=False).exclude(
        label__in=[informant.label[:120] for informant in draft.informants]
    ).delete()
    store_suggestions(thesis, draft, passages, quotations)
    mark_pending(thesis.pk)
    renew_stamps([thesis.pk])
    return Outcome(thesis, "created" if is_new else "updated", (*draft.notices, *lost))


def _thesis_of(name: str, digest: str) -> Thesis | None:
    """The thesis that was read from this file, or from a file of this name."""
    files = SourceFile.objects.select_related("thesis").order_by("-is_current", "-created")
    found = files.filter(sha256=digest).first() or files.filter(name=name[:255]).first()
    return found.thesis if found else None


def _store_source(thesis: Thesis, draft: ThesisDraft, data: bytes, by: User | None) -> None:
    thesis.files.update(is_current=False)
    source = draft.source
    record = thesis.files.filter(sha256=source.sha256).first() or SourceFile(
        thesis=thesis, sha256=source.sha256
    )
    record.name, record.format = source.name[:255], source.format
    record.text, record.n_lines = source.text, source.lines
    record.pages = [list(pair) for pair in source.page_of_line]
    record.parser_version, record.is_current = PARSER_VERSION, True
    record.uploaded_by = by if by is not None and by.pk else None
    if not record.file:
        # The name on disk is the content's, never the visitor's; a run that failed may have left it there.
        path = f"theses/{source.sha256}.{source.format}"
        if default_storage.exists(path):
            record.file.name = path
        else:
            record.file.save(PurePath(path).name, ContentFile(data), save=False)
    record.save()


def _publish_if(wanted: bool, thesis: Thesis, by: User | None) -> None:
    if wanted and thesis.state in {Thesis.State.DRAFT, Thesis.State.IN_REVIEW}:
        publish_thesis(thesis=thesis, by=by)


def _fail(run: Import, error: BaseException) -> None:
    run.outcome = Import.Outcome.FAILED
    run.message = str(error) if isinstance(error, UnreadableFile) else f"{type(error).__name__}: {error}"
    run.ended = timezone.now()
    run.save()


def _succeed(run: Import, outcome: Outcome) -> None:
    run.thesis = outcome.thesis
    run.source_file = outcome.thesis.files.filter(is_current=True).first()
    run.outcome = Import.Outcome(outcome.state)
    run.notices = [
        {
            "code": notice.code,
            "message": notice.message,
            "lines": notice.lines.as_list() if notice.lines else None,
        }
        for notice in outcome.notices
    ]
    run.ended = timezone.now()
    run.save()
