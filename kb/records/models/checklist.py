"""What curators knowingly left, or looked through, before a thesis is published."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kb.records.models.theses import Thesis


class Tick(models.Model):
    """That a person settled an item of the checklist, and how much was left then; more than that opens it again."""

    class Item(models.TextChoices):
        PARTICULARS = "particulars", _("particulars")
        FINDINGS = "findings", _("what reading is unsure of")
        PERSONAL = "personal", _("personal data")

    thesis = models.ForeignKey(Thesis, models.CASCADE, related_name="ticks", verbose_name=_("thesis"))
    item = models.CharField(_("item"), max_length=12, choices=Item)
    count = models.PositiveIntegerField(_("left"), default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("tick of the checklist")
        verbose_name_plural = _("ticks of the checklist")
        ordering = ["thesis", "item"]
        constraints = [models.UniqueConstraint(fields=["thesis", "item"], name="an_item_ticked_once")]

    def __str__(self) -> str:
        return f"{self.thesis}: {self.get_item_display()}"
