"""Records that look like one and are not, or not yet said to be."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Distinction(models.Model):
    """What a person said of two records of one sort: they are not the same, or it is left for later.

    ``first`` is the key of the older of the two.
    """

    class Verdict(models.TextChoices):
        DIFFERENT = "different", _("not the same")
        LATER = "later", _("left for later")

    content_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name=_("sort of record"))
    first = models.BigIntegerField(_("one"))
    second = models.BigIntegerField(_("the other"))
    verdict = models.CharField(_("verdict"), max_length=9, choices=Verdict, default=Verdict.DIFFERENT)
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
        verbose_name = _("distinction")
        verbose_name_plural = _("distinctions")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "first", "second"], name="two_are_told_apart_once"
            ),
            models.CheckConstraint(name="the_older_first", condition=models.Q(first__lt=models.F("second"))),
        ]

    def __str__(self) -> str:
        return f"{self.content_type.model} {self.first}, {self.second}: {self.get_verdict_display()}"
