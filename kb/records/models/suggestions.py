"""Suggesting themes anew for theses that are there: what would come and go, before it does."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.records.models.history import Operation
from kb.records.models.themes import Theme
from kb.records.models.theses import Thesis


class SuggestionRun(models.Model):
    """One look at all theses with the vocabulary as it was then (``digest``); ``theme``: at this theme only.

    It is first weighed, thesis by thesis (``through`` is the key of the last one done), then, if a person says so,
    carried out as one ``operation``. Under way it is in the hands of the process that ``worker`` names.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits in line")
        WEIGHING = "weighing", _("being weighed")
        READY = "ready", _("to be looked at")
        CHOSEN = "chosen", _("waits to be carried out")
        CARRYING = "carrying", _("being carried out")
        DONE = "done", _("carried out")
        CANCELLED = "cancelled", _("cancelled")
        FAILED = "failed", _("failed")

    theme = models.ForeignKey(
        Theme, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("theme")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    through = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=16, blank=True)
    message = models.TextField(_("message"), blank=True)
    worker = models.CharField(max_length=64, blank=True)
    ticket = models.UUIDField(null=True)
    operation = models.ForeignKey(
        Operation, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("operation")
    )
    started = models.DateTimeField(_("started"), auto_now_add=True)
    ended = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("run of suggestions")
        verbose_name_plural = _("runs of suggestions")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.theme or _("all themes"))

    @property
    def is_open(self) -> bool:
        """Whether a worker has something to do with it."""
        states = SuggestionRun.State
        return self.state in {states.WAITING, states.WEIGHING, states.CHOSEN, states.CARRYING}


class SuggestionChange(models.Model):
    """One suggestion that would be made, taken away, or be surer or less sure than it is (``was``)."""

    class Kind(models.TextChoices):
        NEW = "new", _("new")
        LOST = "lost", _("no longer suggested")
        CHANGED = "changed", _("surer or less sure")

    run = models.ForeignKey(SuggestionRun, models.CASCADE, related_name="changes")
    thesis = models.ForeignKey(Thesis, models.CASCADE, related_name="+")
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="+")
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=7, choices=Kind)
    confidence = models.FloatField(default=0)
    was = models.FloatField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("change of a suggestion")
        verbose_name_plural = _("changes of suggestions")
        ordering = ["-confidence", "pk"]
        indexes = [models.Index(fields=["run", "kind"], name="changes_of_a_run")]

    def __str__(self) -> str:
        return f"{self.theme}: {self.kind}"
