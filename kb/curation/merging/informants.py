"""Informants: what can be taken out of a voice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.curation.merging.split import PAGE, Part, Parts
from kb.curation.merging.touched import page_of, shorten
from kb.curation.merging.works import keys_of
from kb.records.models import Quotation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.records.models import Informant


class NewInformantForm(forms.Form):
    """The label of the other voice."""

    label = forms.CharField(
        label=gettext_lazy("Label"),
        max_length=120,
        help_text=gettext_lazy("As the thesis gives it; never the real name of a person."),
    )


def find_parts(informant: Informant, page: int) -> list[Parts]:
    chosen = slice(page * PAGE, (page + 1) * PAGE)
    quotations = informant.quotations.select_related("passage").order_by("order", "pk")
    sorts = [
        Parts(_("Quotations"), tuple(map(_describe, quotations[chosen])), quotations.count()),
        Parts(
            _("Labels in the file"),
            tuple(Part(f"label-{at}", label) for at, label in enumerate(informant.read_as)),
            len(informant.read_as),
        ),
    ]
    return [each for each in sorts if each.rows]


def read_parts(informant: Informant, keys: Sequence[str]) -> dict[str, list[Any]]:
    """What is ticked, as ``split_informant`` takes it."""
    labels = keys_of(keys, "label")
    quotations = informant.quotations.select_related("passage").order_by("order", "pk")
    return {
        "quotations": list(quotations.filter(pk__in=keys_of(keys, "quotation"))),
        "read_as": [label for at, label in enumerate(informant.read_as) if at in labels],
    }


def describe_parts(parts: dict[str, list[Any]]) -> list[Parts]:
    labels = {"quotations": _("Quotations"), "read_as": _("Labels in the file")}
    return [Parts(labels[sort], tuple(map(_describe, rows[:10])), len(rows)) for sort, rows in parts.items()]


def _describe(row: Any) -> Part:
    if isinstance(row, Quotation):
        page = f"{_('p.')} {row.passage.page}" if row.passage and row.passage.page else ""
        return Part(f"quotation-{row.pk}", shorten(row.text, 300), page, page_of(row))
    return Part("", str(row))
