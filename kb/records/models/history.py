"""Who did what to the records, with each field as it was before and after."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kb.records.models.theses import Thesis


class Operation(models.Model):
    """What one person did in one go. It goes for good with its thesis, as nothing of a deleted thesis is kept."""

    name = models.CharField(_("action"), max_length=60)
    what = models.TextField(_("what was done"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    thesis = models.ForeignKey(
        Thesis,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="operations",
        verbose_name=_("thesis"),
        help_text=_("Where all that it changed stands in one thesis."),
    )
    undoes = models.OneToOneField(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="undone_by",
        verbose_name=_("takes back"),
    )
    needs = models.JSONField(
        _("rights"),
        default=list,
        help_text=_("Who takes it back must have the rights that it took to do it."),
    )

    class Meta:
        verbose_name = _("operation")
        verbose_name_plural = _("operations")
        ordering = ["-at", "-pk"]
        permissions = [
            ("merge_records", _("Can merge and split persons and works, and merge and delete themes"))
        ]

    def __str__(self) -> str:
        return self.what or self.name

    @property
    def is_undone(self) -> bool:
        return hasattr(self, "undone_by")


class Change(models.Model):
    """One record that an operation changed. Null ``before``: it was made; null ``after``: it was deleted.

    Both hold all fields of the record by name, as JSON, where it was made or deleted, and else the changed ones only.
    Both empty: it was spoken of, and what changed hangs on it or is kept elsewhere.
    """

    operation = models.ForeignKey(
        Operation, models.CASCADE, related_name="changes", verbose_name=_("operation")
    )
    content_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name=_("sort of record"))
    object_id = models.BigIntegerField(_("record"))
    label = models.CharField(_("name of the record"), max_length=200, blank=True)
    what = models.TextField(_("what was done"), blank=True)
    before = models.JSONField(_("before"), null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(_("after"), null=True, encoder=DjangoJSONEncoder)

    record = GenericForeignKey("content_type", "object_id")

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="changes_of_a_record")]

    def __str__(self) -> str:
        return self.what or self.label

    @property
    def is_note(self) -> bool:
        return self.before == {} and self.after == {}
