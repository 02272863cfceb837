"""Entries of reference lists, and citations in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.curation.base import ReadFromFileAdmin, link_to
from kb.curation.choosing import ask, is_confirmed
from kb.curation.entries import show_particulars
from kb.curation.filters import ThesisFilter
from kb.curation.marking import show_citation
from kb.records.actions import correct_citation, set_work
from kb.records.models import Citation, Reference, Work

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString


class ChooseWorkForm(forms.Form):
    work = forms.ModelChoiceField(queryset=Work.objects.all(), label=gettext_lazy("Work"))

    def __init__(self, data: Any = None, *, site: admin.AdminSite) -> None:
        super().__init__(data)
        field = self.fields["work"]
        field.widget = AutocompleteSelect(Citation._meta.get_field("work"), site)
        field.widget.choices = field.choices  # type: ignore[attr-defined]


@admin.register(Citation)
class CitationAdmin(ReadFromFileAdmin):
    list_display = ("shown_raw", "shown_work", "locator", "state", "in_thesis", "is_edited")
    list_filter = ("state", "is_narrative", "is_edited", ThesisFilter)
    list_select_related = ("work", "thesis")
    search_fields = (
        "raw",
        "cited_year",
        "work__title",
        "work__authorships__person__sort_name",
        "thesis__title",
    )
    autocomplete_fields = ("work", "via")
    actions = ("choose_work",)
    fieldsets = (
        (None, {"fields": ("in_thesis", "context", "raw", "shown_names", "cited_year", "reference")}),
        (gettext_lazy("What it means"), {"fields": ("work", "locator", "via", "secondary_via", "state")}),
    )
    readonly_fields = (
        "in_thesis",
        "context",
        "raw",
        "shown_names",
        "cited_year",
        "reference",
        "secondary_via",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Citation]:
        found: QuerySet[Citation] = super().get_queryset(request)
        # Works without a title are called by their authors.
        return found.prefetch_related("work__authorships__person")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        state = obj.state
        if "work" in form.changed_data and obj.work is not None:
            set_work(citation=obj, work=obj.work, by=request.user)
        if "state" in form.changed_data:
            obj.state = state
        correct_citation(citation=obj, by=request.user)

    @admin.display(description=gettext_lazy("citation"), ordering="order")
    def shown_raw(self, citation: Citation) -> str:
        return citation.raw

    @admin.display(description=gettext_lazy("names as cited"))
    def shown_names(self, citation: Citation) -> str:
        return ", ".join(str(name) for name in citation.cited_names) or "–"

    @admin.display(description=gettext_lazy("work"))
    def shown_work(self, citation: Citation) -> SafeString | str:
        return link_to(citation.work)

    @admin.display(description=gettext_lazy("thesis"), ordering="thesis__title")
    def in_thesis(self, citation: Citation) -> SafeString | str:
        return link_to(citation.thesis)

    @admin.display(description=gettext_lazy("where it stands"))
    def context(self, citation: Citation) -> SafeString:
        return show_citation(citation)

    @admin.action(description=gettext_lazy("Say which work selected cite …"), permissions=["change"])
    def choose_work(self, request: HttpRequest, queryset: QuerySet[Citation]) -> HttpResponse | None:
        form = ChooseWorkForm(request.POST if is_confirmed(request) else None, site=self.admin_site)
        if not (is_confirmed(request) and form.is_valid()):
            title = _("Which work is cited?")
            return ask(self, request, queryset, action="choose_work", title=title, form=form, verb=_("Save"))
        work = form.cleaned_data["work"]
        self.run_each(
            request,
            queryset,
            lambda citation: set_work(citation=citation, work=work, by=request.user),
            _("%d citations changed."),
        )
        return None


@admin.register(Reference)
class ReferenceAdmin(ReadFromFileAdmin):
    list_display = ("shown_raw", "shown_work", "in_thesis")
    list_filter = (("work", admin.EmptyFieldListFilter), ThesisFilter)
    list_select_related = ("work", "thesis")
    search_fields = ("raw", "work__title", "thesis__title")
    autocomplete_fields = ("work",)
    fields = ("in_thesis", "raw", "work", "shown_parsed", "first_line", "last_line")
    readonly_fields = ("in_thesis", "raw", "shown_parsed", "first_line", "last_line")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reference]:
        found: QuerySet[Reference] = super().get_queryset(request)
        # Works without a title are called by their authors.
        return found.prefetch_related("work__authorships__person")

    @admin.display(description=gettext_lazy("as read"))
    def shown_parsed(self, reference: Reference) -> SafeString | str:
        return show_particulars(reference.parsed)

    @admin.display(description=gettext_lazy("entry"), ordering="order")
    def shown_raw(self, reference: Reference) -> str:
        return str(reference)

    @admin.display(description=gettext_lazy("work"))
    def shown_work(self, reference: Reference) -> SafeString | str:
        return link_to(reference.work)

    @admin.display(description=gettext_lazy("thesis"), ordering="thesis__title")
    def in_thesis(self, reference: Reference) -> SafeString | str:
        return link_to(reference.thesis)
