"""What is cited: works, their authors, entries of reference lists, and the citations themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from kb.language.titles import guess_language
from kb.records.identifiers import make_slug
from kb.records.languages import cut_text
from kb.records.models.people import Person
from kb.records.models.redirects import is_slug_taken
from kb.records.models.text import Passage
from kb.records.models.themes import ThemeLink, theme_links
from kb.records.models.theses import Thesis
from kb.records.querysets import CitationQuerySet, WorkQuerySet

if TYPE_CHECKING:
    from typing import Any


class Work(models.Model):
    """A cited work. A *stub* is known from citations alone: authors and year, no title.

    ``year`` is as cited ("2015", "u.å.", "2004-2005"), ``suffix`` the letter that
    tells works of one year apart.
    ``has_more_authors`` is true while only an "et al." is known. ``known_as`` are the other ways in which the work
    is cited, each as ``kb.records.actions.works.name_of`` gives one.
    """

    class Type(models.TextChoices):
        BOOK = "book", _("book")
        CHAPTER = "chapter", _("book chapter")
        ARTICLE = "article", _("article")
        REPORT = "report", _("report")
        THESIS = "thesis", _("thesis")
        LAW = "law", _("law")
        WEB = "web", _("web page")
        OTHER = "other", _("other")

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    authors = models.ManyToManyField(Person, through="records.Authorship", related_name="works")
    has_more_authors = models.BooleanField(_("has more authors"), default=False)
    year = models.CharField(_("year"), max_length=20, blank=True)
    suffix = models.CharField(_("letter"), max_length=2, blank=True)
    title = models.CharField(_("title"), max_length=600, blank=True)
    container = models.CharField(_("in"), max_length=600, blank=True)
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    volume = models.CharField(_("volume"), max_length=30, blank=True)
    issue = models.CharField(_("issue"), max_length=30, blank=True)
    pages = models.CharField(_("pages"), max_length=40, blank=True)
    type = models.CharField(_("type"), max_length=8, choices=Type, default=Type.OTHER)
    doi = models.CharField("DOI", max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    note = models.TextField(_("note"), blank=True, help_text=_("Markdown"))
    known_as = models.JSONField(
        _("also known as"),
        default=list,
        blank=True,
        editable=False,
        help_text=_(
            "Authors, years and titles under which theses cite the records that were merged into it."
        ),
    )
    match_key = models.CharField(max_length=300, editable=False, db_index=True, blank=True)
    is_edited = models.BooleanField(_("set by a curator"), default=False, editable=False)

    themes = TaggableManager(through=ThemeLink, blank=True, verbose_name=_("themes"))
    theme_links = theme_links()
    objects = WorkQuerySet.as_manager()

    class Meta:
        verbose_name = _("work")
        verbose_name_plural = _("works")
        ordering = ["match_key", "pk"]

    def __str__(self) -> str:
        if self.title:
            return f"{self.title} ({self.dated})"
        names = [row.person.short_name for row in self.authorships.all()] if self.pk else []
        shown = ", ".join(names[:4]) + (" …" if len(names) > 4 or self.has_more_authors else "")
        return f"{shown} ({self.dated or '–'})" if names else self.slug

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = make_slug(
                f"{self.title} {self.dated}",
                taken=lambda slug: is_slug_taken(Work, slug),
                fallback="work",
            )
        super().save(*args, **kwargs)

    @property
    def is_stub(self) -> bool:
        return not self.title

    @property
    def language(self) -> str:
        """The language of the title, where its words tell it."""
        return guess_language(self.title)

    @property
    def dated(self) -> str:
        return f"{self.year}{self.suffix}"

    def get_absolute_url(self) -> str:
        return reverse("work-detail", args=[self.slug])


class Authorship(models.Model):
    """One author of a work, in the order of its title page; editors stand after authors."""

    work = models.ForeignKey(Work, models.CASCADE, related_name="authorships", verbose_name=_("work"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="authorships", verbose_name=_("person"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("authorship")
        verbose_name_plural = _("authorships")
        ordering = ["work", "order"]
        constraints = [
            models.UniqueConstraint(fields=["work", "person"], name="an_author_once_a_work"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Reference(models.Model):
    """An entry in one thesis' reference list: as printed, and the work it stands for."""

    thesis = models.ForeignKey(Thesis, models.CASCADE, related_name="references", verbose_name=_("thesis"))
    work = models.ForeignKey(
        Work, models.SET_NULL, null=True, blank=True, related_name="references", verbose_name=_("work")
    )
    order = models.PositiveIntegerField(_("order"))
    raw = models.TextField(_("as printed"))
    parsed = models.JSONField(_("as read"), default=dict, blank=True)
    first_line = models.PositiveIntegerField(_("first line"))
    last_line = models.PositiveIntegerField(_("last line"))

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["thesis", "order"]
        constraints = [models.UniqueConstraint(fields=["thesis", "order"], name="references_have_an_order")]

    def __str__(self) -> str:
        return cut_text(self.raw, 80)


class Citation(models.Model):
    """One work cited at one place. ``start`` and ``end`` count code points in the passage's text."""

    class State(models.TextChoices):
        MATCHED = "matched", _("matched to the reference list")
        AMBIGUOUS = "ambiguous", _("ambiguous")
        MISSING = "missing", _("not in the reference list")

    thesis = models.ForeignKey(Thesis, models.CASCADE, related_name="citations", verbose_name=_("thesis"))
    passage = models.ForeignKey(Passage, models.CASCADE, related_name="citations", verbose_name=_("passage"))
    work = models.ForeignKey(
        Work, models.SET_NULL, null=True, blank=True, related_name="citations", verbose_name=_("work")
    )
    reference = models.ForeignKey(
        Reference,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="citations",
        verbose_name=_("reference"),
    )
    order = models.PositiveIntegerField(_("order"))
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    first_line = models.PositiveIntegerField(_("first line"), default=0)
    last_line = models.PositiveIntegerField(_("last line"), default=0)
    raw = models.TextField(_("as written"))
    is_narrative = models.BooleanField(_("narrative"), default=False)
    cited_names = models.JSONField(_("names as cited"), default=list, blank=True)
    cited_year = models.CharField(_("year as cited"), max_length=20, blank=True)
    locator = models.CharField(_("locator"), max_length=60, blank=True)
    via = models.ForeignKey(
        Work,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="second_hand_citations",
        verbose_name=_("read in"),
        help_text=_("The work in which it was read, for a second-hand citation."),
    )
    secondary_via = models.CharField(_("read in, as written"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.MISSING)
    is_edited = models.BooleanField(_("set by a curator"), default=False, editable=False)

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["thesis", "order"]
        constraints = [
            models.UniqueConstraint(fields=["thesis", "order"], name="citations_have_an_order"),
            models.CheckConstraint(
                name="a_citation_runs_forwards", condition=models.Q(start__lt=models.F("end"))
            ),
        ]

    def __str__(self) -> str:
        return self.raw
