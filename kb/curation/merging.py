"""Merging records of one sort from their list, after a look at what will move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.curation.base import RecordAdmin
from kb.curation.choosing import ask, is_confirmed
from kb.records.actions import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse


class KeepForm(forms.Form):
    """Which of the records stays."""

    keep: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, widget=forms.RadioSelect, empty_label=None, label=gettext_lazy("The one to keep")
    )

    def __init__(self, data: Any = None, *, records: QuerySet[Any], describe: Callable[[Any], str]) -> None:
        super().__init__(data)
        field = cast("forms.ModelChoiceField[Any]", self.fields["keep"])
        field.queryset = records
        field.label_from_instance = describe  # type: ignore[assignment,method-assign]
        field.initial = records.first()


class MergeAdmin(RecordAdmin):
    """An admin whose list offers to merge what is ticked."""

    actions: Any = ["merge_selected"]
    # What merging changes, said on the page that asks.
    merge_note: Any = ""

    def merge(self, keep: Any, others: list[Any], by: Any) -> None:
        """Do it; each sort of record has its own action."""
        raise NotImplementedError

    def describe(self, record: Any) -> str:
        """The record with what it has, so that the fuller one is easily told."""
        return str(record)

    @admin.action(description=gettext_lazy("Merge selected …"), permissions=["change"])
    def merge_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        # Merging takes records away, so it asks for leave to delete as well.
        if not self.has_delete_permission(request):
            raise PermissionDenied
        if not 2 <= queryset.count() <= 20:
            self.message_user(request, _("Tick from two to twenty to merge."), messages.WARNING)
            return None
        form = KeepForm(
            request.POST if is_confirmed(request) else None, records=queryset, describe=self.describe
        )
        if is_confirmed(request) and form.is_valid():
            self._merge(request, form.cleaned_data["keep"], list(queryset))
            return None
        return ask(
            self,
            request,
            queryset,
            action="merge_selected",
            title=_("Merge"),
            form=form,
            note=self.merge_note,
            verb=_("Merge"),
        )

    def _merge(self, request: HttpRequest, keep: Model, records: list[Any]) -> None:
        try:
            self.merge(keep, [record for record in records if record.pk != keep.pk], request.user)
        except Refused as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, _("Merged into “%s”.") % keep, messages.SUCCESS)
