"""Themes on any record's page, and on many records at once; whoever adds one here answers for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.curation.base import GenericRowsInline, RecordAdmin
from kb.curation.choosing import ask, is_confirmed
from kb.records.actions import accept_theme, reject_theme, tag, untag
from kb.records.models import Theme, ThemeLink

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
    fields = ("tag", "state", "origin", "confidence", "reason", "by")
    readonly_fields = ("origin", "confidence", "reason", "by")
    autocomplete_fields = ("tag",)
    verbose_name = gettext_lazy("theme")
    verbose_name_plural = gettext_lazy("themes")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ThemeLink]:
        links: QuerySet[ThemeLink] = super().get_queryset(request)
        return links.select_related("tag", "by")


class ChooseThemeForm(forms.Form):
    theme = forms.ModelChoiceField(queryset=Theme.objects.all(), label=gettext_lazy("Theme"))

    def __init__(self, data: Any = None, *, site: admin.AdminSite) -> None:
        super().__init__(data)
        self.fields["theme"].widget = AutocompleteSelect(ThemeLink._meta.get_field("tag"), site)
        # A widget that is set afterwards learns of the choices here.
        self.fields["theme"].widget.choices = self.fields["theme"].choices  # type: ignore[attr-defined]


class ThemedAdmin(RecordAdmin):
    """An admin of records that carry themes."""

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

    @admin.action(description=gettext_lazy("Add a theme to selected …"), permissions=["tag"])
    def tag_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        form = ChooseThemeForm(request.POST if is_confirmed(request) else None, site=self.admin_site)
        if not (is_confirmed(request) and form.is_valid()):
            return ask(
                self,
                request,
                queryset,
                action="tag_selected",
                title=_("Add a theme"),
                form=form,
                verb=_("Add"),
            )
        theme = form.cleaned_data["theme"]
        self.run_each(
            request,
            queryset,
            lambda record: tag(record=record, theme=theme, by=request.user),
            _("Theme added to %d."),
        )
        return None


def settle(link: ThemeLink, user: User | Any) -> None:
    """Accept or reject the link, as its ``state`` was set in a form; back to a suggestion is a plain save."""
    if link.state == ThemeLink.State.ACCEPTED:
        accept_theme(link=link, by=user)
    elif link.state == ThemeLink.State.REJECTED:
        reject_theme(link=link, by=user)
    else:
        link.save()
