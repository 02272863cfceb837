"""Theses, where they come from and who made them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from kb.records.identifiers import make_slug
from kb.records.languages import Language
from kb.records.models.people import Person
from kb.records.models.redirects import is_slug_taken
from kb.records.models.themes import ThemeLink, theme_links
from kb.records.querysets import ThesisQuerySet

if TYPE_CHECKING:
    from typing import Any


class Institution(models.Model):
    """Where theses are handed in."""

    name = models.CharField(_("name"), max_length=300, unique=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    url = models.URLField(_("address"), blank=True)

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = make_slug(
                self.name, taken=lambda slug: Institution.objects.filter(slug=slug).exists()
            )
        super().save(*args, **kwargs)


class Thesis(models.Model):
    """One thesis. Only ``published`` ones are seen in public; ``.objects.public()`` says so everywhere."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Access(models.TextChoices):
        OPEN = "open", _("open")
        QUOTATIONS_ONLY = "quotations", _("quotations and particulars only")
        RESTRICTED = "restricted", _("particulars only")

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, db_index=True)
    title = models.CharField(_("title"), max_length=600)
    title_is_made_up = models.BooleanField(
        _("title is ours"),
        default=False,
        help_text=_(
            "The file names no title; this one was made from its research question or its file name."
        ),
    )
    subtitle = models.CharField(_("subtitle"), max_length=600, blank=True)
    parallel_title = models.CharField(_("title in another language"), max_length=600, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.BOKMAL)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, db_index=True)
    date = models.DateField(_("date"), null=True, blank=True)
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="theses",
        verbose_name=_("institution"),
    )
    programme = models.CharField(_("programme"), max_length=300, blank=True)
    degree = models.CharField(_("degree"), max_length=200, blank=True)
    people = models.ManyToManyField(Person, through="records.Contributor", related_name="theses")
    research_question = models.TextField(_("research question"), blank=True)
    sub_questions = models.JSONField(_("sub-questions"), default=list, blank=True)
    n_informants = models.PositiveSmallIntegerField(_("number of informants"), null=True, blank=True)
    n_offices = models.PositiveSmallIntegerField(_("number of offices"), null=True, blank=True)
    region = models.CharField(_("region"), max_length=200, blank=True)
    method = models.TextField(_("method"), blank=True, help_text=_("Markdown"))
    keywords = models.JSONField(_("keywords"), default=list, blank=True)
    abstract = models.TextField(_("abstract"), blank=True)
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    access = models.CharField(_("access"), max_length=10, choices=Access, default=Access.OPEN)
    takedown_note = models.TextField(
        _("takedown note"),
        blank=True,
        help_text=_("Shown to the public, while the thesis is published and when it is withdrawn."),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawal_reason = models.TextField(
        _("reason for the withdrawal"), blank=True, help_text=_("For curators only.")
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("sent to review by"),
    )
    review_comment = models.TextField(
        _("comment of the reviewer"),
        blank=True,
        editable=False,
        help_text=_("Why it was sent back; for who sent it."),
    )
    doi = models.CharField("DOI", max_length=200, blank=True)
    handle = models.URLField("handle", blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    is_example = models.BooleanField(_("invented example"), default=False)
    n_words = models.PositiveIntegerField(_("words"), default=0)
    curated_fields = models.JSONField(_("fields set by a curator"), default=list, blank=True, editable=False)
    created = models.DateTimeField(_("created"), auto_now_add=True)
    modified = models.DateTimeField(_("modified"), auto_now=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    themes = TaggableManager(through=ThemeLink, blank=True, verbose_name=_("themes"))
    theme_links = theme_links()
    objects = ThesisQuerySet.as_manager()

    class Meta:
        verbose_name = _("thesis")
        verbose_name_plural = _("theses")
        ordering = ["-year", "title"]
        permissions = [("publish_thesis", _("Can publish, withdraw and send back theses"))]
        constraints = [
            models.CheckConstraint(
                name="a_thesis_year_is_plausible",
                condition=models.Q(year__isnull=True) | models.Q(year__range=(1800, 2200)),
                violation_error_message=_("The year must lie between 1800 and 2200."),
            ),
            models.CheckConstraint(
                name="a_published_thesis_says_when",
                condition=~models.Q(state="published") | models.Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = make_slug(
                f"{self.title} {self.year or ''}",
                taken=lambda slug: is_slug_taken(Thesis, slug),
                fallback="thesis",
            )
        super().save(*args, **kwargs)

    @property
    def is_public(self) -> bool:
        return self.state == self.State.PUBLISHED

    def get_absolute_url(self) -> str:
        return reverse("thesis-detail", args=[self.slug])


class Contributor(models.Model):
    """A person's part in a thesis, in the order of the title page."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("author")
        SUPERVISOR = "supervisor", _("supervisor")

    thesis = models.ForeignKey(Thesis, models.CASCADE, related_name="contributors", verbose_name=_("thesis"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="contributions", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.AUTHOR)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering = ["role", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["thesis", "person", "role"], name="a_part_once_a_thesis")
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"


class SourceFile(models.Model):
    """A file as it was given, and the text read out of it. New versions stand beside the old ones.

    ``text`` is the extracted text whose lines all records count. ``pages`` holds pairs [first line, page].
    """

    thesis = models.ForeignKey(Thesis, models.CASCADE, related_name="files", verbose_name=_("thesis"))
    name = models.CharField(_("file name"), max_length=255)
    file = models.FileField(_("file"), upload_to="theses/", blank=True, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False, db_index=True)
    format = models.CharField(_("format"), max_length=8, editable=False)
    text = models.TextField(_("extracted text"), editable=False)
    n_lines = models.PositiveIntegerField(_("lines"), editable=False)
    pages = models.JSONField(_("page map"), default=list, editable=False)
    parser_version = models.CharField(_("parser version"), max_length=20, editable=False)
    is_current = models.BooleanField(_("current version"), default=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("source file")
        verbose_name_plural = _("source files")
        ordering = ["thesis", "-created"]
        constraints = [
            models.UniqueConstraint(fields=["thesis", "sha256"], name="a_file_once_a_thesis"),
            models.UniqueConstraint(
                fields=["thesis"], condition=models.Q(is_current=True), name="one_current_file_a_thesis"
            ),
        ]

    def __str__(self) -> str:
        return self.name
