"""What became of the records that people had worked on, when the file of their thesis was read anew."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.records.languages import cut_text
from kb.records.models.imports import Import
from kb.records.models.theses import Thesis


class Reanchoring(models.Model):
    """One record that a person had worked on, and where its words stand after a new reading.

    ``selector`` are the words as they stood, as the Web Annotation Data Model has it: {"exact", "prefix", "suffix",
    "start", "end"}, besides {"heading", "page", "order"} of the chapter and passage. ``candidates`` are places for a
    person to choose from, best first: {"passage", "last_passage", "start", "end", "likeness"} (keys, and offsets
    in the texts), or {"chapter", "likeness"}. ``held`` are the keys of passages, or chapters, that are hidden until
    it is decided, because what was hidden may stand there now. ``was`` is what the record was: {"is_hidden"}.
    """

    class Outcome(models.TextChoices):
        UNCHANGED = "unchanged", _("unchanged")
        MOVED = "moved", _("moved")
        CHANGED = "changed", _("changed")
        LOST = "lost", _("lost")

    class State(models.TextChoices):
        SETTLED = "settled", _("found again for sure")
        OPEN = "open", _("to be decided")
        PLACED = "placed", _("placed by a curator")
        KEPT = "kept", _("kept without a place")
        DROPPED = "dropped", _("dropped")
        PASSED_ON = "passed_on", _("asked again after a later reading")

    class Reason(models.TextChoices):
        SEVERAL = "several", _("The same words stand, or stood, in several places.")
        REWRITTEN = "rewritten", _("The words are no longer quite the same.")
        ELSEWHERE = "elsewhere", _("The same words are no passage or citation of their own any more.")
        LOST = "lost", _("Nothing like it stands in the file any more.")

    run = models.ForeignKey(
        Import, models.CASCADE, related_name="reanchorings", verbose_name=_("import"), editable=False
    )
    thesis = models.ForeignKey(Thesis, models.CASCADE, related_name="reanchorings", editable=False)
    content_type = models.ForeignKey(ContentType, models.CASCADE, editable=False)
    object_id = models.BigIntegerField(editable=False)
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome)
    state = models.CharField(_("state"), max_length=9, choices=State)
    reason = models.CharField(_("reason"), max_length=9, choices=Reason, blank=True)
    selector = models.JSONField(_("words as they stood"), default=dict)
    candidates = models.JSONField(_("places"), default=list)
    held = models.JSONField(_("hidden meanwhile"), default=list)
    was = models.JSONField(_("what it was"), default=dict)
    order = models.PositiveIntegerField(_("order"), default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    decided = models.DateTimeField(_("decided"), null=True, blank=True)

    record = GenericForeignKey("content_type", "object_id")

    class Meta:
        verbose_name = _("record after a new reading")
        verbose_name_plural = _("records after a new reading")
        ordering = ["run", "order", "pk"]
        indexes = [
            models.Index(fields=["run", "outcome", "state"], name="reanchorings_of_a_run"),
            models.Index(fields=["content_type", "object_id"], name="reanchorings_of_a_record"),
            models.Index(name="reanchorings_open", fields=["thesis"], condition=models.Q(state="open")),
        ]

    def __str__(self) -> str:
        return cut_text(str(self.selector.get("exact", "")), 80)
