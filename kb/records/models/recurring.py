"""What was counted of theses ahead of time, to find what recurs in several, and what curators set aside of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.records.models.theses import Thesis


class RecurringReading(models.Model):
    """What one thesis gives to the search for what recurs: packed columns (:mod:`kb.synthesis.recurring.keeping`).

    ``stamp`` is that of the thesis (``FactsStamp``) when it was read, ``digest`` tells one text from another, and
    ``method`` one way of reading from another.
    """

    thesis = models.OneToOneField(
        Thesis, models.CASCADE, primary_key=True, related_name="recurring_reading", verbose_name="thesis"
    )
    stamp = models.BigIntegerField()
    digest = models.CharField(max_length=32)
    method = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2)
    data = models.BinaryField()

    class Meta:
        verbose_name = _("reading of what recurs")
        verbose_name_plural = "readings of what recurs"

    def __str__(self) -> str:
        return f"{self.thesis_id}: {self.digest}"


class RecurringResult(models.Model):
    """What recurs in the theses taken together, packed: one row a language for terms, one for passages.

    ``stamp`` is another whenever it is made anew.
    """

    name = models.CharField(max_length=20, primary_key=True)
    stamp = models.BigIntegerField()
    data = models.BinaryField()
    made = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("result of what recurs")
        verbose_name_plural = "results of what recurs"

    def __str__(self) -> str:
        return self.name


class SetAside(models.Model):
    """A term or a shared passage that a curator does not want to see among what recurs again."""

    class Kind(models.TextChoices):
        TERM = "term", _("term")
        PASSAGE = "passage", _("passage")

    kind = models.CharField(_("kind"), max_length=7, choices=Kind)
    language = models.CharField(_("language"), max_length=2, blank=True)
    key = models.CharField(_("key"), max_length=200)
    label = models.CharField(_("as written"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    created = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("set aside")
        verbose_name_plural = _("set aside")
        ordering = ["-created", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "language", "key"], name="set_aside_once"),
        ]

    def __str__(self) -> str:
        return self.label or self.key
