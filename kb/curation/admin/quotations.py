"""Quotations: the curator's main list, least sure first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.curation.base import RecordAdmin, link_to
from kb.curation.choosing import ask, is_confirmed
from kb.curation.filters import ConfidenceFilter, PlaceFilter, SpeakerFilter, ThemeFilter, ThesisFilter
from kb.curation.marking import show_quotation
from kb.curation.tagging import ThemedAdmin
from kb.pages.reasons import word_reason
from kb.records.actions import (
    accept_quotation,
    correct_quotation,
    mark_quotation,
    reject_quotation,
    set_kind,
    set_speaker,
)
from kb.records.models import Citation, Informant, Quotation, ThemeLink

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString


class QuotationForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a person decides of a quotation; speaker and source are those of the same thesis."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        quotation: Quotation = self.instance
        if "informant" in self.fields:
            self._offer("informant", Informant.objects.filter(thesis=quotation.thesis_id))
        if "citation" in self.fields:
            near = Q(pk=quotation.citation_id)
            if quotation.passage is not None:
                near |= Q(passage__chapter=quotation.passage.chapter_id)
            self._offer("citation", Citation.objects.filter(near, thesis=quotation.thesis_id))
            self.fields["citation"].help_text = _("The citations of the same chapter.")

    def _offer(self, name: str, records: QuerySet[Any]) -> None:
        cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = records


class MarkForm(forms.ModelForm):  # type: ignore[type-arg]
    """A quotation that the reading missed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passage"].required = True
        self.fields["passage"].help_text = ""
        self.fields["text"].help_text = _("Exactly as it stands in the passage.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        passage, text = given.get("passage"), (given.get("text") or "").strip()
        informant = given.get("informant")
        if passage and text and text not in passage.text:
            self.add_error("text", _("These words do not stand in the passage."))
        elif passage and text:
            start = passage.text.index(text)
            if passage.quotations.filter(start=start, end=start + len(text), last_passage=passage).exists():
                self.add_error("text", _("These words are marked as a quotation already."))
        if passage and informant and informant.thesis_id != passage.thesis_id:
            self.add_error("informant", _("“%s” belongs to another thesis.") % informant)
        return given


class ChooseKindForm(forms.Form):
    kind = forms.ChoiceField(choices=Quotation.Kind.choices, label=gettext_lazy("Kind"))


class ChooseSpeakerForm(forms.Form):
    informant = forms.ModelChoiceField(
        queryset=Informant.objects.none(),
        required=False,
        label=gettext_lazy("Speaker"),
        empty_label=gettext_lazy("Nobody knows"),
    )

    def __init__(self, data: Any = None, *, thesis: int) -> None:
        super().__init__(data)
        field = cast("forms.ModelChoiceField[Any]", self.fields["informant"])
        field.queryset = Informant.objects.filter(thesis=thesis)


class QuotationListAdmin(RecordAdmin):
    """What is done to many quotations at once."""

    @admin.action(description=gettext_lazy("Accept selected"), permissions=["change"])
    def accept(self, request: HttpRequest, queryset: QuerySet[Quotation]) -> None:
        self.run_each(
            request,
            queryset,
            lambda each: accept_quotation(quotation=each, by=request.user),
            _("%d accepted."),
        )

    @admin.action(description=gettext_lazy("Reject selected"), permissions=["change"])
    def reject(self, request: HttpRequest, queryset: QuerySet[Quotation]) -> None:
        self.run_each(
            request,
            queryset,
            lambda each: reject_quotation(quotation=each, by=request.user),
            _("%d rejected."),
        )

    @admin.action(description=gettext_lazy("Set the kind of selected …"), permissions=["change"])
    def choose_kind(self, request: HttpRequest, queryset: QuerySet[Quotation]) -> HttpResponse | None:
        form = ChooseKindForm(request.POST if is_confirmed(request) else None)
        if not (is_confirmed(request) and form.is_valid()):
            title = _("What kind of quotations are these?")
            return ask(self, request, queryset, action="choose_kind", title=title, form=form, verb=_("Save"))
        kind = form.cleaned_data["kind"]
        self.run_each(
            request,
            queryset,
            lambda each: set_kind(quotation=each, kind=kind, by=request.user),
            _("%d quotations changed."),
        )
        return None

    @admin.action(description=gettext_lazy("Set the speaker of selected …"), permissions=["change"])
    def choose_speaker(self, request: HttpRequest, queryset: QuerySet[Quotation]) -> HttpResponse | None:
        theses = list(queryset.order_by().values_list("thesis", flat=True).distinct()[:2])
        if len(theses) != 1:
            self.message_user(request, _("Tick quotations of one thesis only."), messages.WARNING)
            return None
        form = ChooseSpeakerForm(request.POST if is_confirmed(request) else None, thesis=theses[0])
        if not (is_confirmed(request) and form.is_valid()):
            title = _("Who said this?")
            return ask(
                self, request, queryset, action="choose_speaker", title=title, form=form, verb=_("Save")
            )
        informant = form.cleaned_data["informant"]
        self.run_each(
            request,
            queryset,
            lambda each: set_speaker(quotation=each, informant=informant, by=request.user),
            _("%d quotations changed."),
        )
        return None


@admin.register(Quotation)
class QuotationAdmin(QuotationListAdmin, ThemedAdmin):
    form = QuotationForm
    list_display = (
        "shown_text",
        "kind",
        "informant",
        "state",
        "shown_confidence",
        "shown_themes",
        "in_thesis",
    )
    list_filter = (
        "state", "kind", "form", ConfidenceFilter, SpeakerFilter, "informant__role_group", PlaceFilter,
        "is_edited", ThemeFilter, ThesisFilter,
    )  # fmt: skip
    list_select_related = ("thesis", "informant")
    search_fields = ("text", "public_id", "thesis__title", "informant__label", "note")
    ordering = ("confidence", "thesis", "order", "pk")
    actions = ("accept", "reject", "choose_kind", "choose_speaker", "tag_selected")
    fieldsets = (
        (
            None,
            {"fields": ("in_thesis", "context", "text", ("state", "kind"), "informant", "citation", "note")},
        ),
        (
            gettext_lazy("As read"),
            {"fields": ("form", "language", "shown_confidence", "shown_reason", "public_id")},
        ),
    )
    add_fieldsets = ((None, {"fields": ("passage", "text", "kind", "informant", "note")}),)
    readonly_fields = (
        "in_thesis",
        "context",
        "text",
        "form",
        "shown_confidence",
        "shown_reason",
        "public_id",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quotation]:
        quotations: QuerySet[Quotation] = super().get_queryset(request)
        return quotations.prefetch_related(
            Prefetch("theme_links", ThemeLink.objects.not_rejected().select_related("tag"))
        )

    @admin.display(description=gettext_lazy("reason"))
    def shown_reason(self, quotation: Quotation) -> str:
        return word_reason(quotation.reason)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fieldsets if obj else self.add_fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.readonly_fields if obj else ()

    def get_autocomplete_fields(self, request: HttpRequest) -> tuple[str, ...]:
        match = request.resolver_match
        is_add = match is not None and match.url_name == "records_quotation_add"
        return ("passage", "informant") if is_add else ()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **({} if obj else {"form": MarkForm}), **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            fields = [name for name in form.changed_data if name in form.cleaned_data]
            if fields:
                correct_quotation(quotation=obj, fields=fields, by=request.user)
            return
        made = mark_quotation(
            passage=obj.passage,
            text=obj.text,
            kind=obj.kind,
            informant=obj.informant,
            note=obj.note,
            by=request.user,
        )
        obj.pk = made.pk
        obj.refresh_from_db()

    @admin.display(description=gettext_lazy("quotation"), ordering="order")
    def shown_text(self, quotation: Quotation) -> str:
        return str(quotation)

    @admin.display(description=gettext_lazy("themes"))
    def shown_themes(self, quotation: Quotation) -> str:
        return ", ".join(str(link.tag) for link in quotation.theme_links.all()) or "–"

    @admin.display(description=gettext_lazy("thesis"), ordering="thesis__title")
    def in_thesis(self, quotation: Quotation) -> SafeString | str:
        return link_to(quotation.thesis)

    @admin.display(description=gettext_lazy("where it stands"))
    def context(self, quotation: Quotation) -> SafeString:
        return show_quotation(quotation)
