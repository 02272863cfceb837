"""What changed in the records and is not yet carried to where it is read from besides."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.records.models.theses import Thesis


class FactsStamp(models.Model):
    """Which state of a thesis this is: another number at each change of anything in it.

    Whoever keeps something made of a thesis keeps the stamp beside it, and makes it anew when the stamp is another.
    """

    thesis = models.OneToOneField(
        Thesis, models.CASCADE, primary_key=True, related_name="facts_stamp", verbose_name="thesis"
    )
    stamp = models.BigIntegerField()

    class Meta:
        verbose_name = _("stamp of facts")
        verbose_name_plural = _("stamps of facts")

    def __str__(self) -> str:
        return f"{self.thesis_id}: {self.stamp}"


class PendingChange(models.Model):
    """A record that the search index is behind on, marked in the transaction that changed it.

    ``kind`` says what to carry over, ``key`` of which record, ``thesis`` in which thesis, if in one. ``stamp`` is
    another at each change, so that what changes again while it is carried over stays marked.
    """

    kind = models.CharField(max_length=20)
    key = models.BigIntegerField()
    thesis = models.BigIntegerField(null=True)
    stamp = models.BigIntegerField()

    class Meta:
        verbose_name = _("pending change")
        verbose_name_plural = "pending changes"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="a_change_pends_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class WriteMark(models.Model):
    """One of a few random numbers, one of which is another after each write: together they mark a state of the base."""

    id = models.SmallIntegerField(primary_key=True)
    stamp = models.BigIntegerField()

    class Meta:
        verbose_name = _("mark of a write")
        verbose_name_plural = "marks of writes"

    def __str__(self) -> str:
        return f"{self.pk}: {self.stamp}"
