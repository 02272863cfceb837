"""Persons and organisations: who wrote theses and who is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kb.records.identifiers import make_slug
from kb.records.models.redirects import is_slug_taken
from kb.records.querysets import PersonQuerySet

if TYPE_CHECKING:
    from typing import Any


class Person(models.Model):
    """A person or an organisation; ``kind`` tells which, and with it which of the name fields hold.

    ``given`` may be initials, or empty where only in-text citations are known. ``sort_name`` is what lists
    are ordered by: "Stewart, R." or "Arbeids- og velferdsdirektoratet".
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        ORGANIZATION = "organization", _("organisation")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.PERSON)
    family = models.CharField(_("family name"), max_length=200, blank=True)
    given = models.CharField(_("given name"), max_length=200, blank=True)
    organization = models.CharField(_("organisation"), max_length=300, blank=True)
    sort_name = models.CharField(_("sort name"), max_length=420, editable=False, db_index=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    orcid = models.CharField("ORCID", max_length=19, blank=True)
    authority_links = models.JSONField(_("authority links"), default=list, blank=True)
    note = models.TextField(_("note"), blank=True, help_text=_("Markdown"))

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person or organisation")
        verbose_name_plural = _("persons and organisations")
        ordering = ["sort_name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="person_has_the_name_of_its_kind",
                condition=(models.Q(kind="person", organization="") & ~models.Q(family=""))
                | (models.Q(kind="organization", family="", given="") & ~models.Q(organization="")),
                violation_error_message=_("A person has a family name, an organisation its name; not both."),
            ),
        ]

    def __str__(self) -> str:
        return self.sort_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self) -> None:
        """Fill in what follows from the name: sort name and, once, the slug."""
        self.sort_name = self.organization or (f"{self.family}, {self.given}" if self.given else self.family)
        if not self.slug:
            self.slug = make_slug(
                self.display_name,
                taken=lambda slug: is_slug_taken(Person, slug),
                fallback="author",
            )

    @property
    def display_name(self) -> str:
        return self.organization or f"{self.given} {self.family}".strip()

    @property
    def short_name(self) -> str:
        """The name as an in-text citation gives it."""
        return self.organization or self.family

    def get_absolute_url(self) -> str:
        return reverse("author-detail", args=[self.slug])


class NameVariant(models.Model):
    """Another name of the same person, as some thesis writes it or as it was before a merge."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="variants", verbose_name=_("person"))
    name = models.CharField(_("name"), max_length=420)

    class Meta:
        verbose_name = _("name variant")
        verbose_name_plural = _("name variants")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="a_variant_once_a_person")]

    def __str__(self) -> str:
        return self.name
