"""What the sorts of findings are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy, pgettext_lazy

from kb.curation.review.findings import Sort

SORT_NAMES = {
    Sort.QUOTATION: gettext_lazy("Quotation"),
    Sort.SPEAKER: gettext_lazy("Speaker"),
    Sort.KIND: gettext_lazy("Kind"),
    Sort.CITATION: pgettext_lazy("what a citation cites", "Source"),
    Sort.HEADING: gettext_lazy("Heading"),
    Sort.THEME: gettext_lazy("Themes"),
}
