"""One file into the records: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from kb.importing.asking import write_rows
from kb.importing.chapters import store_chapters
from kb.importing.citations import keep_places, store_citations
from kb.importing.dissolving import dissolve_again
from kb.importing.effects import count_contents, describe_effect
from kb.importing.findings import store_informants
from kb.importing.former import clear_aside
from kb.importing.particulars import store_particulars
from kb.importing.people import People
from kb.importing.quotations import store_quotations
from kb.importing.raising import raise_again
from kb.importing.text import delete_lost, store_passages
from kb.importing.themes import store_suggestions, vocabulary_in_use
from kb.importing.touched import take_stock
from kb.importing.verdicts import Verdicts, judge
from kb.importing.works import store_works
from kb.ingest.draft import Notice
from kb.ingest.errors import UnreadableFile
from kb.ingest.parse import STEPS as READING_STEPS
from kb.ingest.parse import parse
from kb.records.actions import publish as publish_thesis
from kb.records.models import Import, SourceFile, Thesis
from kb.records.remasking import lay_masks, lift_masks
from kb.records.stamps import renew_stamps
from kb.search.updates import mark_pending

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from kb.ingest.draft import ThesisDraft

# Raised whenever reading gives other results, so that theses are read anew from the files that are kept.
PARSER_VERSION = "3"

Progress = Callable[[str, int, int], None]
Pages = Callable[[int, int], None]
STORE = "store"
STEPS = (*READING_STEPS, STORE)


class Halted(BaseException):
    """Reading was asked to end, which is no fault of anything: ``reason`` is cancelled, stopped or lost.

    As KeyboardInterrupt, it is nothing that a reader of broken files may take for one of their errors.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: ``state`` is created, updated, unchanged, or previewed, of which nothing is stored.

    ``effect`` is what :func:`~kb.importing.effects.describe_effect` says of it.
    """

    thesis: Thesis
    state: str
    notices: tuple[Notice, ...] = ()
    effect: dict[str, Any] = field(default_factory=dict)


def ingest_file(
    name: str,
    data: bytes,
    *,
    by: User | None = None,
    publish: bool = False,
    thesis: Thesis | None = None,
    is_example: bool = False,
    progress: Progress | None = None,
    pages: Pages | None = None,
    run: Import | None = None,
    anew: bool = False,
    preview: bool = False,
) -> Outcome:
    """Reads a file into the base, links it, and marks it for the index, which `reindex` or its worker writes.

    The same file a second time changes nothing. A file that belongs to a thesis that is there (``thesis``, or one
    read from a file of this name) updates it and keeps what people did. With ``run``, a run that was made before and
    is under way, the name tells nothing: whose file it is was settled when it was given. ``anew`` reads also what was
    read by this very reader; ``preview`` takes all back when it is known what it would do. Raises UnreadableFile, and
    has then written nothing but the record of the failed run; with ``run`` not even that.
    """
    name = PurePath(name).name
    digest = sha256(data).hexdigest()
    known = SourceFile.objects.filter(sha256=digest, is_current=True, parser_version=PARSER_VERSION)
    if not anew and (same := known.select_related("thesis").first()) is not None:
        outcome = Outcome(same.thesis, "unchanged")
        if run is not None:
            _succeed(run, outcome)
        _publish_if(publish, same.thesis, by)
        return outcome
    is_given = run is not None
    run = run or Import.objects.create(file_name=name[:255], sha256=digest, by=by, is_preview=preview)
    try:
        draft = parse(name, data, vocabulary=vocabulary_in_use(), progress=progress, pages=pages)
        if progress is not None:
            progress(STORE, len(READING_STEPS), len(STEPS))
        thesis = thesis or _thesis_of("" if is_given else name, digest)
        with transaction.atomic():
            outcome = _store(draft, data, thesis, run, by=by, is_example=is_example)
            if preview:
                transaction.set_rollback(True)
            else:
                _succeed(run, outcome)
        if preview:
            outcome = replace(outcome, state="previewed")
            _succeed(run, outcome)
    except BaseException as error:
        if not is_given:
            _fail(run, error)
        raise
    _publish_if(publish, outcome.thesis, by)
    return outcome


def _store(
    draft: ThesisDraft,
    data: bytes,
    thesis: Thesis | None,
    run: Import,
    *,
    by: User | None,
    is_example: bool,
) -> Outcome:
    people = People()
    is_new = thesis is None
    thesis = thesis or Thesis()
    thesis.is_example = thesis.is_example or is_example
    # Words that a curator covered are compared as they were written, and covered again at the end.
    covered = lift_masks(thesis)
    before = count_contents(thesis)
    verdicts = Verdicts()
    if not is_new:
        draft = raise_again(thesis, dissolve_again(thesis, draft))
        verdicts = judge(take_stock(thesis), draft)
    store_particulars(thesis, draft, people)
    _store_source(thesis, draft, data, by)
    keep_places(verdicts.citations)
    chapters = store_chapters(thesis, draft, verdicts.chapters)
    passages = store_passages(thesis, draft, chapters, verdicts.passages)
    informants = store_informants(thesis, draft)
    works = store_works(thesis, draft, people)
    citations = store_citations(thesis, draft, passages, works, verdicts.citations)
    quotations = store_quotations(thesis, draft, passages, informants, citations, verdicts.quotations)
    delete_lost(thesis, chapters, passages)
    thesis.informants.filter(quotations=None, is_edited=False).exclude(
        label__in=[informant.label[:120] for informant in draft.informants]
    ).delete()
    store_suggestions(thesis, draft, passages, quotations)
    notices = [
        *draft.notices,
        *(
            Notice("lost_mask", f"No longer in the file as they were: the covered words of mask {mask.pk}.")
            for mask in lay_masks(thesis, covered)
        ),
    ]
    rows = write_rows(thesis, run, verdicts, passages, chapters, before["passages"])
    clear_aside(thesis)
    effect = describe_effect(before, count_contents(thesis), rows) if not is_new else {}
    if asked := effect.get("n_asked", 0):
        notices.append(Notice("to_decide", f"{asked} records that people worked on have no sure place."))
    mark_pending(thesis.pk)
    renew_stamps([thesis.pk])
    return Outcome(thesis, "created" if is_new else "updated", tuple(notices), effect)


def _thesis_of(name: str, digest: str) -> Thesis | None:
    """The thesis that was read from this file, or from a file of this name."""
    files = SourceFile.objects.select_related("thesis").order_by("-is_current", "-created")
    found = files.filter(sha256=digest).first() or (name and files.filter(name=name[:255]).first())
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
        _keep_file(record, data)
    record.save()


def _keep_file(record: SourceFile, data: bytes) -> None:
    """The name on disk is the content's, never the visitor's; a run that failed may have left it there, or a part."""
    path = f"theses/{record.sha256}.{record.format}"
    if default_storage.exists(path):
        if default_storage.size(path) == len(data):
            record.file.name = path
            return
        default_storage.delete(path)
    record.file.save(PurePath(path).name, ContentFile(data), save=False)


def _publish_if(wanted: bool, thesis: Thesis, by: User | None) -> None:
    if wanted and thesis.state in {Thesis.State.DRAFT, Thesis.State.IN_REVIEW}:
        # The operator's own doing: the history of the thesis says what of the checklist was open.
        publish_thesis(thesis=thesis, by=by, unchecked=True)


def _fail(run: Import, error: BaseException) -> None:
    is_halted = isinstance(error, Halted)
    run.outcome = Import.Outcome.CANCELLED if is_halted else Import.Outcome.FAILED
    if isinstance(error, UnreadableFile):
        run.problem, run.message = error.code, str(error)
    elif not is_halted:
        run.message = f"{type(error).__name__}: {error}"
    run.ended = timezone.now()
    run.save()


def _succeed(run: Import, outcome: Outcome) -> None:
    """Notes what came of the run. Raises Halted where it is no longer the run of who reads, or was cancelled."""
    mine = Import.objects.filter(
        pk=run.pk, outcome=Import.Outcome.RUNNING, worker=run.worker, cancel_asked=False
    )
    if not mine.update(seen=timezone.now()):
        raise Halted("lost")
    run.thesis = outcome.thesis
    run.effect = outcome.effect
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
    run.steps = [{**step, "done": step["total"]} for step in run.steps]
    run.ended = timezone.now()
    run.save()
