"""The form of a work: what people paste is brought into shape, and what is wrong is said beside its field."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.curation.base import AddressForm
from kb.importing.libraries.fields import read_doi, read_pages, read_year
from kb.records.models import Work

# Longer than the fields are, because people paste addresses.
_LONGEST_PASTED = 300


class WorkForm(AddressForm):
    doi = forms.CharField(
        label="DOI",
        max_length=_LONGEST_PASTED,
        required=False,
        help_text=gettext_lazy("10.… or its address; paste it as it is."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        help_texts = {
            "title": _("With its subtitle after a colon."),
            "year": _("As it is cited: 2015, 2004-2005, u.å."),
            "container": _("The journal, or the book that a chapter stands in."),
        }
        for name, text in help_texts.items():
            if name in self.fields and not self.fields[name].help_text:
                self.fields[name].help_text = text
        if "note" in self.fields:
            self.fields["note"].widget.attrs["rows"] = 4
        for name, columns in {"year": 12, "suffix": 3, "volume": 8, "issue": 8, "pages": 12}.items():
            if name in self.fields:
                self.fields[name].widget.attrs |= {"size": columns, "class": "complete-short"}

    def clean_doi(self) -> str:
        """The DOI bare; refused where there is none in what was typed, or another work has it."""
        typed: str = self.cleaned_data["doi"].strip()
        if not typed or (self.instance.pk and typed == self.instance.doi):
            return typed
        doi = read_doi(typed)
        if not doi:
            raise forms.ValidationError(
                _("This is no DOI: one begins with 10. and has a slash, as 10.1000/182.")
            )
        other = Work.objects.filter(doi__iexact=doi).exclude(pk=self.instance.pk).first()
        if other is not None:
            raise forms.ValidationError(
                _("“%s” has this DOI already. If they are one work, merge them.") % other
            )
        return doi

    def clean_year(self) -> str:
        """The year; a letter after it belongs in its own field."""
        typed: str = self.cleaned_data["year"].strip()
        year, letter = read_year(typed)
        if letter and typed == f"{year}{letter}" and not self.data.get(self.add_prefix("suffix")):
            raise forms.ValidationError(_("The letter has a field of its own, beside the year."))
        return typed

    def clean_pages(self) -> str:
        """The pages with a plain hyphen, without "s." before them."""
        return read_pages(self.cleaned_data["pages"])
