"""What all our admin pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.contrib.contenttypes.admin import GenericTabularInline
from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kb.curation.recorded import RecordedAdmin
from kb.records.actions import Refused, rename_slug
from kb.records.actions.addresses import KINDS, check_slug, forget_redirects
from kb.records.models import Thesis
from kb.records.recording import touch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import Model, QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString


class RecordList(ChangeList):
    """A list whose headings are marked as sorting it only when somebody asked for that."""

    def get_ordering_field_columns(self) -> dict[int, Literal["desc", "asc"]]:
        return super().get_ordering_field_columns() if ORDER_VAR in self.params else {}


class RecordAdmin(RecordedAdmin):
    """An admin page of ours: lists of a size that loads at once, and no count of all rows beside the found ones."""

    list_per_page = 50
    show_full_result_count = False
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    class Media:
        css = {"all": ["curation/curation.css"]}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return RecordList

    def get_view_on_site_url(self, obj: Any = None) -> Any:
        """No link to a page that the public has not got: of a draft, or of anything in one."""
        thesis = obj if isinstance(obj, Thesis) else getattr(obj, "thesis", None)
        return None if thesis is not None and not thesis.is_public else super().get_view_on_site_url(obj)

    @admin.display(description=_("confidence"), ordering="confidence")
    def shown_confidence(self, record: Any) -> str:
        """How sure reading is, in percent as all pages say it."""
        return word_confidence(record.confidence)

    def run_each(
        self, request: HttpRequest, records: Iterable[Any], act: Callable[[Any], object], done: str
    ) -> int:
        """Do ``act`` to each record; say how many were done (``done`` holds a %d) and what was refused."""
        count, refused = 0, dict.fromkeys([""], 0)
        found = list(records)
        with self.recording(request, "many"):
            touch(found)
            for record in found:
                try:
                    act(record)
                except Refused as error:
                    refused[str(error)] = refused.get(str(error), 0) + 1
                else:
                    count += 1
        del refused[""]
        for message in list(refused)[:5]:
            self.message_user(request, message, messages.ERROR)
        if count or not refused:
            self.message_user(request, done % count, messages.SUCCESS if count else messages.WARNING)
        return count


class ReadOnlyAdmin(RecordAdmin):
    """Records that reading a file makes: they are looked at, not written."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ReadFromFileAdmin(RecordAdmin):
    """Records that reading a file makes and people correct: none is added or deleted by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class LinesField(forms.CharField):
    """A list of texts, written one a line."""

    widget = forms.Textarea(attrs={"rows": 4, "cols": 80})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(str(item) for item in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(list(initial or []) != self.to_python(data))


class AddressForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form in which the slug may be left out on adding, and is checked against old addresses."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = self.instance.pk is not None
            self.fields["slug"].help_text = (
                _("Part of the address. The old address goes on leading here.")
                if self.instance.pk is not None
                else _("Part of the address. Empty: it is made by itself.")
            )

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug:
            try:
                check_slug(self.instance, slug)
            except Refused as error:
                raise forms.ValidationError(str(error)) from error
        return slug


class AddressedAdmin(RecordAdmin):
    """Records with a public address: changing the slug leaves a redirect, deleting takes the redirects along."""

    form = AddressForm

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change or "slug" not in form.changed_data:
            self.save_record(request, obj, form, change=change)
            return
        slug, obj.slug = obj.slug, form.initial["slug"]
        self.save_record(request, obj, form, change=change)
        rename_slug(record=obj, slug=slug, by=request.user)

    def save_record(self, request: HttpRequest, obj: Any, form: Any, *, change: bool) -> None:
        """Save all but the slug; for subjects whose saving is an action."""
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        if type(obj) in KINDS:
            forget_redirects(obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for record in queryset:
            forget_redirects(record)
        super().delete_queryset(request, queryset)


class RowsInline(admin.TabularInline):  # type: ignore[type-arg]
    """A table of rows that are added only when asked for."""

    extra = 0


class GenericRowsInline(GenericTabularInline):
    """The same, for rows that hang on any sort of record."""

    extra = 0


def word_confidence(confidence: float) -> str:
    return f"{round(confidence * 100)}\N{NO-BREAK SPACE}%"


def link_to(record: Model | None, text: object = None) -> SafeString | str:
    """A link to the record's admin page; a dash for none."""
    if record is None:
        return "–"
    from django.urls import reverse

    address = reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
    return format_html('<a href="{}">{}</a>', address, text if text is not None else record)
