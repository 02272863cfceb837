"""Runs of the reader over files: what was done, and what a curator should know."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.records.models.theses import SourceFile, Thesis


class Import(models.Model):
    """One run over one file, from when the file is given.

    ``steps`` is a list of {"name", "done", "total"}; ``notices`` one of
    {"code", "message", "lines": [a, b] | null}. ``upload`` holds the file until it is stored with its thesis,
    ``batch`` is the same for all that were given together. A run is under way in the process that ``worker`` names;
    ``problem`` is the code of what went wrong, and ``thesis``, where the outcome is ``asking``, the one in question.
    Where ``rereads`` names a file that is kept, that is read anew; ``is_preview`` stores nothing of it but the
    ``effect``: {"sort": [before, after, …]} and what becomes of what people did.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("waiting")
        ASKING = "asking", _("has a question")
        RUNNING = "running", _("running")
        CREATED = "created", _("thesis created")
        UPDATED = "updated", _("thesis updated")
        UNCHANGED = "unchanged", _("nothing changed")
        PREVIEWED = "previewed", _("tried, nothing stored")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")
        INTERRUPTED = "interrupted", _("interrupted")

    file_name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    thesis = models.ForeignKey(
        Thesis, models.SET_NULL, null=True, blank=True, related_name="imports", verbose_name=_("thesis")
    )
    source_file = models.ForeignKey(
        SourceFile,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="imports",
        verbose_name=_("source file"),
    )
    rereads = models.ForeignKey(
        SourceFile, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("reads anew")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, default=Outcome.RUNNING)
    steps = models.JSONField(_("steps"), default=list, blank=True)
    notices = models.JSONField(_("notices"), default=list, blank=True)
    problem = models.CharField(_("problem"), max_length=30, blank=True, editable=False)
    message = models.TextField(_("message"), blank=True)
    is_preview = models.BooleanField(_("try only"), default=False, editable=False)
    effect = models.JSONField(_("what changed"), default=dict, blank=True, editable=False)
    batch = models.CharField(max_length=16, blank=True, editable=False, db_index=True)
    upload = models.FileField(_("file"), upload_to="incoming/", blank=True, editable=False)
    size = models.PositiveBigIntegerField(_("size"), default=0, editable=False)
    worker = models.CharField(max_length=64, blank=True, editable=False)
    ticket = models.UUIDField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    cancel_asked = models.BooleanField(default=False, editable=False)
    seen = models.DateTimeField(_("last sign of life"), null=True, editable=False)
    started = models.DateTimeField(_("started"), auto_now_add=True)
    ended = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-started", "-pk"]
        indexes = [
            # What the worker looks for time and again, among all that was ever read.
            models.Index(
                name="imports_not_ended",
                fields=["outcome"],
                condition=models.Q(outcome__in=["waiting", "running"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_outcome_display()})"
