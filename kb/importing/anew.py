"""Reading theses anew from the files that are kept: in the line of the worker, or as a trial that stores nothing."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from kb.importing.store import PARSER_VERSION
from kb.importing.tasks import enqueue
from kb.records.actions.history import Refused
from kb.records.models import Import, SourceFile

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kb.records.actions.history import Actor
    from kb.records.models import Thesis

_PENDING = (Import.Outcome.WAITING, Import.Outcome.RUNNING)


def find_kept(thesis: Thesis) -> SourceFile | None:
    """The thesis' current file, without its text."""
    return thesis.files.filter(is_current=True).defer("text", "pages").first()


def is_behind(source: SourceFile) -> bool:
    """Whether the file was read by an earlier reader than this one."""
    return source.parser_version != PARSER_VERSION


def find_behind() -> QuerySet[SourceFile]:
    """The current files that an earlier reader read, in the order in which they came."""
    files = SourceFile.objects.filter(is_current=True).exclude(parser_version=PARSER_VERSION)
    return files.select_related("thesis").defer("text", "pages").order_by("pk")


def line_up_anew(thesis: Thesis, *, by: Actor, preview: bool) -> Import:
    """The run, in the line, that reads the thesis' current file once more; refused where there is none to read."""
    source = find_kept(thesis)
    if source is None or not source.file.name or not source.file.storage.exists(source.file.name):
        raise Refused(_("The file is no longer kept. Add it anew."))
    with transaction.atomic():
        if Import.objects.filter(thesis=thesis, outcome__in=_PENDING).exists():
            raise Refused(_("It is being read already."))
        run = Import.objects.create(
            file_name=source.name, sha256=source.sha256, size=source.file.size, thesis=thesis, rereads=source,
            is_preview=preview, batch=secrets.token_hex(8), outcome=Import.Outcome.WAITING,
            by_id=by.pk if by is not None else None,
        )  # fmt: skip
        enqueue(run)
    return run
