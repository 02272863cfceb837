"""Words of a thesis that the public does not see, and where they are kept meanwhile."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.records.models.theses import Thesis


class Mask(models.Model):
    """Words that a curator covered. Where they stood, the text that everybody reads holds the mark instead.

    So no page, search or export can show them: they are nowhere but here, and in the files as given. ``start`` counts
    code points of the whole text, as if nothing of it were covered. ``holder`` and ``field`` say which text it is:
    that of a passage, or a copy of it. A mask whose words were not found in a new version of the file has no
    ``record_id``; it covers nothing until a curator says what becomes of it.
    """

    class Holder(models.TextChoices):
        PASSAGE = "passage", _("passage")
        CHAPTER = "chapter", _("heading")
        THESIS = "thesis", _("particulars of the thesis")
        REFERENCE = "reference", _("entry of the reference list")
        QUOTATION = "quotation", _("quotation")

    thesis = models.ForeignKey(Thesis, models.CASCADE, related_name="masks", verbose_name=_("thesis"))
    holder = models.CharField(_("where"), max_length=10, choices=Holder, default=Holder.PASSAGE)
    record_id = models.BigIntegerField(_("record"), null=True, blank=True)
    field = models.CharField(_("field"), max_length=24, default="text")
    start = models.PositiveIntegerField(_("start"))
    words = models.TextField(_("words"))
    before = models.CharField(_("words before"), max_length=60, blank=True)
    after = models.CharField(_("words after"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("covered words")
        verbose_name_plural = _("covered words")
        ordering = ["thesis", "holder", "record_id", "field", "start"]
        indexes = [models.Index(fields=["holder", "record_id"], name="masks_of_a_record")]
        constraints = [
            models.CheckConstraint(name="a_mask_covers_words", condition=~models.Q(words="")),
            models.UniqueConstraint(
                fields=["holder", "record_id", "field", "start"], name="a_mask_once_a_place"
            ),
        ]

    def __str__(self) -> str:
        # Not the words: this is what histories and lists call it.
        return f"{self.get_holder_display()} {self.record_id or '–'}: {len(self.words)}"

    @property
    def end(self) -> int:
        return self.start + len(self.words)
