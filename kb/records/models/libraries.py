"""Files of references that complete works: what each entry said, and what a person made of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.records.languages import cut_text
from kb.records.models.works import Work


class ReferenceFile(models.Model):
    """A file of references as it was read, so that going through it can be left and gone on with.

    ``problems`` is a list of {"code", "line", "what", "is_lost"}. The file itself is not kept.
    """

    class Format(models.TextChoices):
        BIBTEX = "bibtex", "BibTeX"
        RIS = "ris", "RIS"
        CSL = "csl", "CSL-JSON"
        LISTS = "lists", _("reference lists of theses")

    name = models.CharField(_("file name"), max_length=255)
    format = models.CharField(_("format"), max_length=6, choices=Format)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    problems = models.JSONField(_("problems"), default=list, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    created = models.DateTimeField(_("added"), auto_now_add=True)
    matched = models.DateTimeField(_("compared with the works"), auto_now_add=True)

    class Meta:
        verbose_name = _("file of references")
        verbose_name_plural = _("files of references")
        ordering = ["-created", "-pk"]

    def __str__(self) -> str:
        return self.name


class ReferenceEntry(models.Model):
    """One entry of such a file: ``data`` is what it says, ``candidates`` the works it may mean, surest first.

    ``verdict`` is what matching said last (kb.importing.candidates.Verdict), ``rivals`` the numbers of entries that fit
    as well; ``state`` what a person decided, ``work`` the work it was decided for.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        FILLED = "filled", _("filled in")
        ADDED = "added", _("added as a new work")
        JOINED = "joined", _("joined with the work that is here")
        SKIPPED = "skipped", _("skipped")

    file = models.ForeignKey(
        ReferenceFile, models.CASCADE, related_name="entries", verbose_name=_("file of references")
    )
    number = models.PositiveIntegerField(_("number"))
    data = models.JSONField(_("what it says"), default=dict)
    verdict = models.CharField(_("match"), max_length=7)
    score = models.FloatField(_("score"), default=0)
    candidates = models.JSONField(_("works it may mean"), default=list, blank=True)
    rivals = models.JSONField(_("entries that fit as well"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.OPEN)
    work = models.ForeignKey(
        Work, models.SET_NULL, null=True, blank=True, related_name="file_entries", verbose_name=_("work")
    )

    class Meta:
        verbose_name = _("entry of a file of references")
        verbose_name_plural = _("entries of files of references")
        ordering = ["file", "number"]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="entries_of_a_file_have_a_number")
        ]
        indexes = [models.Index(name="entries_by_match", fields=["file", "state", "verdict"])]

    def __str__(self) -> str:
        title = cut_text(str(self.data.get("title", "")), 80)
        return f"{title} ({self.data.get('year', '')})"
