"""What changed in the records and is not yet carried to where it is read from besides."""

from __future__ import annotations

from django.db import models


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
        verbose_name = "pending change"
        verbose_name_plural = "pending changes"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="a_change_pends_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
