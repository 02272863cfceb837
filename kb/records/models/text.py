"""The text of a thesis: a tree of chapters and, in order, its passages."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from kb.records.languages import Language, TextIn, cut_text
from kb.records.models.themes import ThemeLink, theme_links
from kb.records.models.theses import Thesis
from kb.records.querysets import ChapterQuerySet, PassageQuerySet


class Chapter(models.Model):
    """A chapter, sub-chapter, or one of the parts around them.

    ``is_hidden`` keeps it from the public: appendices are hidden until a curator opens them, because they
    often hold letters with names and telephone numbers. ``is_edited`` says that a person looked at the heading, and
    ``read_as`` how the file has it, where that is otherwise. One that ``is_former`` stands in an earlier file only,
    kept, never public, for what people did to it or to passages in it.
    """

    class Kind(models.TextChoices):
        CHAPTER = "chapter", _("chapter")
        TITLE_PAGE = "title_page", _("title page")
        FOREWORD = "foreword", _("foreword")
        ABSTRACT = "abstract", _("abstract")
        TOC = "toc", _("contents")
        FIGURE_LIST = "figure_list", _("list of figures")
        TABLE_LIST = "table_list", _("list of tables")
        REFERENCES = "references", _("reference list")
        APPENDIX = "appendix", _("appendix")
        OTHER = "other", _("other")

    thesis = models.ForeignKey(Thesis, models.CASCADE, related_name="chapters", verbose_name=_("thesis"))
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.CHAPTER)
    number = models.CharField(_("number"), max_length=30, blank=True)
    title = models.CharField(_("title"), max_length=600)
    level = models.PositiveSmallIntegerField(_("level"), default=1)
    order = models.PositiveIntegerField(_("order"))
    slug = models.SlugField(_("slug"), max_length=80)
    language = models.CharField(_("language"), max_length=2, choices=Language, blank=True)
    page = models.CharField(_("page"), max_length=12, blank=True)
    page_is_inferred = models.BooleanField(_("page is inferred"), default=False)
    first_line = models.PositiveIntegerField(_("first line"))
    last_line = models.PositiveIntegerField(_("last line"))
    is_hidden = models.BooleanField(_("hidden from the public"), default=False)
    is_former = models.BooleanField(_("of an earlier file"), default=False, editable=False)
    read_as = models.CharField(_("heading in the file"), max_length=640, blank=True, editable=False)
    is_edited = models.BooleanField(_("set by a curator"), default=False, editable=False)

    themes = TaggableManager(through=ThemeLink, blank=True, verbose_name=_("themes"))
    theme_links = theme_links()
    objects = ChapterQuerySet.as_manager()

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        ordering = ["thesis", "order"]
        indexes = [
            models.Index(fields=["thesis"], condition=models.Q(is_hidden=True), name="hidden_chapters")
        ]
        constraints = [
            models.UniqueConstraint(fields=["thesis", "order"], name="chapters_have_an_order"),
            models.UniqueConstraint(fields=["thesis", "slug"], name="a_chapter_slug_once_a_thesis"),
            models.CheckConstraint(
                name="a_chapter_runs_forwards", condition=models.Q(first_line__lte=models.F("last_line"))
            ),
            models.CheckConstraint(name="a_chapter_has_a_level", condition=models.Q(level__gte=1)),
            models.CheckConstraint(
                name="a_former_chapter_is_hidden",
                condition=models.Q(is_former=False) | models.Q(is_hidden=True),
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def heading(self) -> TextIn:
        """Number and title. Where the chapter has no language of its own it is that of a thesis that is at hand."""
        heading, at_hand = f"{self.number} {self.title}".strip(), Chapter.thesis.is_cached(self)
        return TextIn(heading, self.language or (self.thesis.language if at_hand else ""))

    @property
    def section_anchor(self) -> str:
        """Its place on the page of the chapter that it stands in."""
        return f"sec-{self.slug}"

    def get_absolute_url(self) -> str:
        """Where it is read: a sub-chapter on its chapter's page, to which its own address leads with any place told."""
        url = reverse("chapter-detail", args=[self.thesis.slug, self.slug])
        return url if self.parent_id is None else f"{url}#{self.section_anchor}"


class Passage(models.Model):
    """One paragraph, list item, display quotation, table, caption or footnote.

    ``anchor`` is made from the words, so that an address stays when the file is read anew.
    """

    class Kind(models.TextChoices):
        PARAGRAPH = "paragraph", _("paragraph")
        LIST_ITEM = "list_item", _("list item")
        QUOTATION = "quotation", _("display quotation")
        TABLE = "table", _("table")
        CAPTION = "caption", _("caption")
        FOOTNOTE = "footnote", _("footnote")

    thesis = models.ForeignKey(Thesis, models.CASCADE, related_name="passages", verbose_name=_("thesis"))
    chapter = models.ForeignKey(Chapter, models.CASCADE, related_name="passages", verbose_name=_("chapter"))
    order = models.PositiveIntegerField(_("order"))
    anchor = models.CharField(_("anchor"), max_length=12)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PARAGRAPH)
    text = models.TextField(_("text"))
    page = models.CharField(_("page"), max_length=12, blank=True)
    page_is_inferred = models.BooleanField(_("page is inferred"), default=False)
    first_line = models.PositiveIntegerField(_("first line"))
    last_line = models.PositiveIntegerField(_("last line"))
    personal_data = models.CharField(_("personal data"), max_length=200, blank=True)
    personal_data_settled = models.BooleanField(
        _("personal data settled"),
        default=False,
        editable=False,
        help_text=_("A person looked, and what the public sees of it may stay."),
    )
    is_hidden = models.BooleanField(_("hidden from the public"), default=False)

    themes = TaggableManager(through=ThemeLink, blank=True, verbose_name=_("themes"))
    theme_links = theme_links()
    objects = PassageQuerySet.as_manager()

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["thesis", "order"]
        indexes = [
            models.Index(fields=["thesis"], condition=models.Q(is_hidden=True), name="hidden_passages")
        ]
        constraints = [
            models.UniqueConstraint(fields=["thesis", "order"], name="passages_have_an_order"),
            models.UniqueConstraint(fields=["thesis", "anchor"], name="an_anchor_once_a_thesis"),
            models.CheckConstraint(
                name="a_passage_runs_forwards", condition=models.Q(first_line__lte=models.F("last_line"))
            ),
        ]

    def __str__(self) -> str:
        return cut_text(self.text, 80)

    def get_absolute_url(self) -> str:
        chapter = reverse("chapter-detail", args=[self.chapter.thesis.slug, self.chapter.slug])
        return f"{chapter}#{self.anchor}"
