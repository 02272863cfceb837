"""Two curators on one record: what one saved is never overwritten by the other unseen.

A form carries the fingerprints of the records it shows. Where one of them is no longer what it was, nothing is
saved: the page comes back with what was typed, beside it what somebody else set, and a choice for each field.
The check stands in the transaction that saves, with the rows locked, so that no third hand comes between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.utils.translation import gettext as _

from kb.curation.conflicts import CHOICE, SEEN, SETTLED, Conflict, find_conflict, mark_seen, take_over

if TYPE_CHECKING:
    from django.http import HttpRequest


class OnceSeenAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """An admin whose forms are saved only over what they were made from."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        found = super().get_object(request, object_id, from_field)
        if found is not None and request.method == "GET":
            # Taken as the record is read: what is set between now and the page is then told apart.
            request.seen_marks = mark_seen([found])  # type: ignore[attr-defined]
        return found

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> Any:
        if request.method == "POST" and object_id is not None and "_saveasnew" not in request.POST:
            self._look_for_conflict(request, object_id)
        return super().changeform_view(request, object_id, *args, **kwargs)

    def _look_for_conflict(self, request: HttpRequest, object_id: str) -> None:
        instance = self.get_object(request, unquote(object_id))
        if instance is None or not self.has_change_permission(request, instance):
            return
        posted = request.POST.copy()
        fieldsets = self.get_fieldsets(request, instance)
        form_class = self.get_form(request, instance, change=True, fields=flatten_fieldsets(fieldsets))
        formsets, _inlines = self._create_formsets(request, instance, change=True)  # type: ignore[attr-defined]
        conflict = find_conflict(form_class, formsets, instance, posted)
        if conflict is not None and not conflict.is_settled:
            request.conflict = conflict  # type: ignore[attr-defined]
        if conflict is not None:
            take_over(conflict, posted)
            request.POST = posted  # type: ignore[assignment]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form_class = super().get_form(request, obj, change=change, **kwargs)
        if (conflict := getattr(request, "conflict", None)) is None:
            return form_class
        return _refuse(form_class, conflict)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        conflict: Conflict | None = getattr(request, "conflict", None)
        if request.method == "POST":
            seen = request.POST.get(SEEN, "")
            settled = conflict.settled if conflict is not None else request.POST.get(SETTLED, "")
        else:
            shown = [
                form.instance
                for inline in context.get("inline_admin_formsets", ())
                for form in inline.formset.initial_forms
            ]
            seen, settled = f"{getattr(request, 'seen_marks', '')} {mark_seen(shown)}".strip(), ""
        context.update(
            conflict=conflict,
            seen={SEEN: seen, SETTLED: settled} if context.get("original") is not None else {},
            choice=CHOICE,
        )
        return super().render_change_form(request, context, *args, **kwargs)


def _refuse(form_class: type[Any], conflict: Conflict) -> type[Any]:
    """The form, which says that it is outdated instead of being saved."""

    class OutdatedForm(form_class):
        def clean(self) -> Any:
            cleaned = super().clean()
            self.add_error(None, conflict.sentence or _("Somebody else changed this in the meantime."))
            return cleaned

    OutdatedForm.__name__ = form_class.__name__
    return OutdatedForm
