"""Runs of the reader over files: what was done, and what a curator should know."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.records.models.theses import SourceFile, Thesis


class Import(models.Model):
    """One run over one file.

    ``steps`` is a list of {"name", "done", "total"}; ``notices`` one of
    {"code", "message", "lines": [a, b] | null}.
    """

    class Outcome(models.TextChoices):
        RUNNING = "running", _("running")
        CREATED = "created", _("thesis created")
        UPDATED = "updated", _("thesis updated")
        UNCHANGED = "unchanged", _("nothing changed")
        FAILED = "failed", _("failed")

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
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome, default=Outcome.RUNNING)
    steps = models.JSONField(_("steps"), default=list, blank=True)
    notices = models.JSONField(_("notices"), default=list, blank=True)
    message = models.TextField(_("message"), blank=True)
    started = models.DateTimeField(_("started"), auto_now_add=True)
    ended = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-started", "-pk"]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_outcome_display()})"
