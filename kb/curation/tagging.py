"""Themes on any record's page, and on many records at once; whoever adds one here answers for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.curation.base import GenericRowsInline, RecordAdmin, word_confidence
from kb.curation.choosing import ask
from kb.curation.review.reasons import explain_theme
from kb.curation.vocabulary.bulk import SAMPLE, ask_bulk
from kb.records.actions import MOST_AT_ONCE, accept_theme, reject_theme, tag, untag
from kb.records.models import ThemeLink

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse


class ThemeLinkForm(forms.ModelForm):  # type: ignore[type-arg]
    """A theme on the record; which theme it is, is settled once the row is there."""

    class Meta:
        model = ThemeLink
        fields = ("tag", "state")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None and "tag" in self.fields:
            self.fields["tag"].disabled = True


class ThemeLinkInline(GenericRowsInline):
    model = ThemeLink
    form = ThemeLinkForm
    fields = ("tag", "state", "origin", "shown_confidence", "shown_reason", "by")
    readonly_fields = ("origin", "shown_confidence", "shown_reason", "by")
    autocomplete_fields = ("tag",)
    verbose_name = gettext_lazy("theme")
    verbose_name_plural = gettext_lazy("themes")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ThemeLink]:
        links: QuerySet[ThemeLink] = super().get_queryset(request)
        return links.select_related("tag", "by")

    @admin.display(description=gettext_lazy("confidence"))
    def shown_confidence(self, link: ThemeLink) -> str:
        return word_confidence(link.confidence)

    @admin.display(description=gettext_lazy("reason"))
    def shown_reason(self, link: ThemeLink) -> str:
        return explain_theme(link.reason)


class ThemedAdmin(RecordAdmin):
    """An admin of records that carry themes."""

    class Media:
        css = {"all": ["curation/themes.css"]}

    actions: Any = ["tag_selected"]

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        """A record has themes once it is there."""
        inlines = list(super().get_inlines(request, obj))
        return inlines if obj is None else [*inlines, ThemeLinkInline]

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if formset.model is not ThemeLink:
            super().save_formset(request, form, formset, change)
            return
        # It finds out what changed; the actions do the saving.
        formset.save(commit=False)
        user, record = request.user, form.instance
        for link in formset.deleted_objects:
            untag(record=record, theme=link.tag, by=user)
        for link in formset.new_objects:
            tag(record=record, theme=link.tag, by=user)
        for link, _fields in formset.changed_objects:
            settle(link, user)

    def has_tag_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("records.add_themelink")

    @admin.action(description=gettext_lazy("Put a theme on selected, or take one off …"), permissions=["tag"])
    def tag_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        keys = list(queryset.order_by("pk").values_list("pk", flat=True).distinct())
        asked = ask_bulk(request, self.model, keys)
        if asked.is_done:
            said = _("%d records changed.") % (asked.plan.n_changed if asked.plan else 0)
            self.message_user(request, said, messages.SUCCESS)
            return None
        return ask(
            self,
            request,
            queryset,
            action="tag_selected",
            title=_("A theme for many"),
            form=asked.form,
            template="admin/themes/tag_many.html",
            plan=asked.plan,
            n_records=len(keys),
            sample=[str(record) for record in queryset[:SAMPLE]],
            most=MOST_AT_ONCE,
        )


def settle(link: ThemeLink, user: User | Any) -> None:
    """Accept or reject the link, as its ``state`` was set in a form; back to a suggestion is a plain save."""
    if link.state == ThemeLink.State.ACCEPTED:
        accept_theme(link=link, by=user)
    elif link.state == ThemeLink.State.REJECTED:
        reject_theme(link=link, by=user)
    else:
        link.save()
