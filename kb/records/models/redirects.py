"""Old addresses that still lead to the record."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SlugRedirect(models.Model):
    """A slug that a thesis, person, work or theme once had, and the record it means now."""

    class Kind(models.TextChoices):
        THESIS = "thesis", _("thesis")
        PERSON = "person", _("person or organisation")
        WORK = "work", _("work")
        THEME = "theme", _("theme")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    old_slug = models.SlugField(_("old slug"), max_length=100)
    target_id = models.PositiveBigIntegerField(_("record"))

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["kind", "old_slug"]
        constraints = [models.UniqueConstraint(fields=["kind", "old_slug"], name="an_old_slug_leads_one_way")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.old_slug}"


# Lists have pages of their own under these names, where a record's page would stand.
TAKEN_BY_PAGES = frozenset({"feed", "table"})


def is_slug_taken(model: type[models.Model], slug: str) -> bool:
    """Whether a page or a record of the model has the slug, or a record had it once and is still found under it."""
    if slug in TAKEN_BY_PAGES:
        return True
    old = SlugRedirect.objects.filter(kind=model._meta.model_name, old_slug=slug)
    return model._default_manager.filter(slug=slug).exists() or old.exists()
