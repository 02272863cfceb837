"""Themes: taggit tags of our own, with labels as SKOS has them, and their links to everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import GenericTaggedItemBase, TagBase

from kb.records.identifiers import make_slug
from kb.records.languages import Language, TextIn
from kb.records.querysets import ThemeLinkQuerySet, ThemeQuerySet
from kb.records.theme_names import name_theme

if TYPE_CHECKING:
    from typing import Any


# Pages that stand among the themes: a theme of that name gets another address.
RESERVED_SLUGS = frozenset({"matrix", "table", "together"})


class Theme(TagBase):
    """What a thesis, passage or quotation is about. ``broader`` makes a tree."""

    description = models.TextField(_("description"), blank=True, help_text=_("Markdown"))
    broader = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="narrower",
        verbose_name=_("broader theme"),
    )
    related = models.ManyToManyField("self", blank=True, verbose_name=_("related themes"))

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="a_theme_is_not_broader_than_itself",
                condition=~models.Q(broader=models.F("pk")),
                violation_error_message=_("A theme cannot be its own broader theme."),
            )
        ]

    def slugify(self, tag: str, i: int | None = None) -> str:
        """The slug of a name, æøå spelled: an address takes nothing else. ``i`` tells names of one slug apart."""
        slug = make_slug(tag, taken=RESERVED_SLUGS.__contains__, fallback="theme")
        return slug if i is None else f"{slug}-{i}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        slug: str = getattr(self, "slug", "")
        if self._state.adding and not slug:
            from kb.records.models.redirects import is_slug_taken

            # An address that another theme once had still leads there.
            self.slug = make_slug(
                self.name,
                taken=lambda slug: slug in RESERVED_SLUGS or is_slug_taken(Theme, slug),
                fallback="theme",
            )
        super().save(*args, **kwargs)

    def clean(self) -> None:
        from django.core.exceptions import ValidationError

        seen, above = {self.pk}, self.broader
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"broader": _("That would make a circle of broader themes.")})
            seen.add(above.pk)
            above = above.broader

    @property
    def display_name(self) -> TextIn:
        """What the page calls it, in its own language where there is a label in it."""
        return name_theme(self)

    def get_absolute_url(self) -> str:
        return reverse("theme-detail", args=[self.slug])


class ThemeLabel(models.Model):
    """A word for a theme in one language; hidden labels find it and are not shown (SKOS hiddenLabel)."""

    class Kind(models.TextChoices):
        PREFERRED = "preferred", _("preferred")
        ALTERNATIVE = "alternative", _("alternative")
        HIDDEN = "hidden", _("hidden")

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="labels", verbose_name=_("theme"))
    language = models.CharField(_("language"), max_length=2, choices=Language)
    kind = models.CharField(_("kind"), max_length=11, choices=Kind, default=Kind.ALTERNATIVE)
    text = models.CharField(_("label"), max_length=200)

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ["language", "-kind", "text"]
        constraints = [
            models.UniqueConstraint(fields=["theme", "language", "text"], name="a_label_once_a_theme"),
            models.UniqueConstraint(
                fields=["theme", "language"],
                condition=models.Q(kind="preferred"),
                name="one_preferred_label_a_language",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class ThemeLink(GenericTaggedItemBase):
    """A theme on a thesis, chapter, passage, quotation, work or person, and who says so.

    ``tag`` is the theme (taggit's name for it). ``thesis`` is the thesis that the linked record
    belongs to, if any.
    """

    class Origin(models.TextChoices):
        CURATOR = "curator", _("curator")
        SUGGESTED = "suggested", _("suggested")

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("suggested")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")

    tag = models.ForeignKey(Theme, models.CASCADE, related_name="links", verbose_name=_("theme"))
    thesis = models.ForeignKey(
        "records.Thesis",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    origin = models.CharField(_("origin"), max_length=9, choices=Origin, default=Origin.CURATOR)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.ACCEPTED)
    confidence = models.FloatField(_("confidence"), default=1.0)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    created = models.DateTimeField(_("created"), auto_now_add=True)

    objects = ThemeLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme link")
        verbose_name_plural = _("theme links")
        ordering = ["-confidence", "pk"]
        indexes = [models.Index(fields=["content_type", "tag", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_type", "object_id"], name="a_theme_once_a_record"
            ),
            models.CheckConstraint(
                name="theme_confidence_is_a_share",
                condition=models.Q(confidence__gte=0) & models.Q(confidence__lte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tag}: {self.content_object}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.thesis_id is None:
            from kb.records.models.theses import Thesis

            record = self.content_object
            self.thesis = record if isinstance(record, Thesis) else getattr(record, "thesis", None)
        super().save(*args, **kwargs)


def theme_links() -> GenericRelation:
    """The relation that every record with themes carries; deleting the record deletes its links."""
    return GenericRelation(ThemeLink, related_query_name="tagged_%(class)s")
