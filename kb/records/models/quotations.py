"""Quotations and the voices that they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from kb.records.identifiers import SHORT_ID_LENGTH, make_short_id
from kb.records.languages import Language, cut_text
from kb.records.models.text import Passage
from kb.records.models.themes import ThemeLink, theme_links
from kb.records.models.theses import Thesis
from kb.records.models.works import Citation
from kb.records.querysets import InformantQuerySet, QuotationQuerySet

if TYPE_CHECKING:
    from typing import Any


class Informant(models.Model):
    """A voice in one thesis, by the label that the thesis gives it; never a real person's name."""

    class RoleGroup(models.TextChoices):
        LEADER = "leader", _("leader")
        MIDDLE_MANAGER = "middle_manager", _("middle manager")
        EMPLOYEE = "employee", _("employee")
        USER = "user", _("user of services")
        OTHER = "other", _("other")

    thesis = models.ForeignKey(Thesis, models.CASCADE, related_name="informants", verbose_name=_("thesis"))
    label = models.CharField(_("label"), max_length=120)
    role = models.CharField(_("role"), max_length=300, blank=True)
    role_group = models.CharField(_("role group"), max_length=14, choices=RoleGroup, default=RoleGroup.OTHER)
    read_as = models.JSONField(
        _("labels in the file"),
        default=list,
        editable=False,
        help_text=_("Other labels that the file gives this voice: renamed, or merged into it."),
    )
    is_edited = models.BooleanField(_("set by a curator"), default=False, editable=False)
    label_settled = models.BooleanField(
        _("label settled"),
        default=False,
        editable=False,
        help_text=_("A person looked: the label is no real person's name."),
    )

    objects = InformantQuerySet.as_manager()

    class Meta:
        verbose_name = _("informant")
        verbose_name_plural = _("informants")
        ordering = ["thesis", "label"]
        constraints = [models.UniqueConstraint(fields=["thesis", "label"], name="a_voice_once_a_thesis")]

    def __str__(self) -> str:
        return self.label


class Quotation(models.Model):
    """Words of somebody else, in one or more consecutive passages.

    ``start`` counts code points in ``passage``'s text, ``end`` in ``last_passage``'s. ``state`` is what
    people made of it; whatever a curator touched (``is_edited``) is kept when the file is read anew.
    """

    class Form(models.TextChoices):
        BLOCK = "block", _("display quotation")
        INLINE = "inline", _("in running text")

    class Kind(models.TextChoices):
        INTERVIEW = "interview", _("interview")
        LITERATURE = "literature", _("literature")
        POLICY = "policy", _("policy")
        TERM = "term", _("term")
        TITLE = "title", _("title")
        OTHER = "other", _("other")

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("suggested")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")

    public_id = models.CharField(_("id"), max_length=SHORT_ID_LENGTH, unique=True, editable=False)
    thesis = models.ForeignKey(Thesis, models.CASCADE, related_name="quotations", verbose_name=_("thesis"))
    passage = models.ForeignKey(
        Passage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="quotations",
        verbose_name=_("passage"),
        help_text=_("Empty where the words no longer stand in the thesis' current file."),
    )
    last_passage = models.ForeignKey(
        Passage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("last passage")
    )
    start = models.PositiveIntegerField(_("start"), default=0)
    end = models.PositiveIntegerField(_("end"), default=0)
    text = models.TextField(_("text"))
    form = models.CharField(_("form"), max_length=6, choices=Form)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    informant = models.ForeignKey(
        Informant,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="quotations",
        verbose_name=_("informant"),
    )
    citation = models.ForeignKey(
        Citation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="quotations",
        verbose_name=_("citation"),
    )
    language = models.CharField(_("language"), max_length=2, choices=Language, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.SUGGESTED, db_index=True)
    confidence = models.FloatField(_("confidence"), default=0.5)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True, help_text=_("Markdown"))
    order = models.PositiveIntegerField(_("order"), default=0)
    first_line = models.PositiveIntegerField(_("first line"), default=0)
    last_line = models.PositiveIntegerField(_("last line"), default=0)
    is_edited = models.BooleanField(_("set by a curator"), default=False, editable=False)
    stands_alone = models.BooleanField(
        _("shown without a place"),
        default=False,
        editable=False,
        help_text=_("A curator kept the words though the current file no longer has them."),
    )

    themes = TaggableManager(through=ThemeLink, blank=True, verbose_name=_("themes"))
    theme_links = theme_links()
    objects = QuotationQuerySet.as_manager()

    class Meta:
        verbose_name = _("quotation")
        verbose_name_plural = _("quotations")
        ordering = ["thesis", "order", "pk"]
        indexes = [models.Index(fields=["thesis", "kind", "state"])]
        constraints = [
            models.CheckConstraint(
                name="a_quotation_has_words",
                condition=~models.Q(text=""),
                violation_error_message=_("It is empty."),
            ),
            models.CheckConstraint(
                name="quotation_confidence_is_a_share",
                condition=models.Q(confidence__gte=0) & models.Q(confidence__lte=1),
            ),
        ]

    def __str__(self) -> str:
        return cut_text(self.text, 80)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.public_id:
            super().save(*args, **kwargs)
            return
        for attempt in range(5):
            self.public_id = make_short_id()
            try:
                with transaction.atomic():
                    super().save(*args, **kwargs)
            except IntegrityError:
                if attempt == 4 or not Quotation.objects.filter(public_id=self.public_id).exists():
                    raise
            else:
                return

    def get_absolute_url(self) -> str:
        return reverse("quotation-detail", args=[self.public_id])
