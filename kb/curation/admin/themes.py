"""Themes: a tree with labels; and their links, to say yes or no to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from taggit.models import Tag

from kb.curation.base import AddressForm, RowsInline, link_to
from kb.curation.filters import ConfidenceFilter, SortFilter, ThesisFilter
from kb.curation.merging import MergeAdmin, Touched
from kb.curation.queue import link_count, link_to_list
from kb.curation.review.reasons import explain_theme
from kb.curation.tagging import settle
from kb.curation.vocabulary.deciding import DecideAdmin
from kb.curation.vocabulary.importing import VocabularyImportAdmin
from kb.curation.vocabulary.listed import TagListedAdmin
from kb.curation.vocabulary.pages import MarkdownInput
from kb.curation.vocabulary.suggesting import SuggestAdmin
from kb.curation.vocabulary.tree import find_effect, find_order
from kb.records.actions import (
    Refused,
    accept_theme,
    correct_theme,
    delete_theme,
    merge_themes,
    reject_theme,
)
from kb.records.actions.vocabulary import clean_name
from kb.records.models import Theme, ThemeLabel, ThemeLink
from kb.records.permissions import MERGE

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

# The tags that come with taggit are not in use: ours are the themes.
if admin.site.is_registered(Tag):
    admin.site.unregister(Tag)

# A list that is ordered by one condition a theme; past this it is ordered by name.
LONGEST_TREE = 500


class ThemeLabelInline(RowsInline):
    model = ThemeLabel


class ThemeForm(AddressForm):
    """A theme, its name on one line and nobody else's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "description" in self.fields:
            self.fields["description"].widget = MarkdownInput(reverse("admin:records_theme_preview"))

    def clean_name(self) -> str:
        try:
            return clean_name(self.cleaned_data["name"], self.instance)
        except Refused as error:
            raise forms.ValidationError(str(error)) from error


@admin.register(Theme)
class ThemeAdmin(MergeAdmin, VocabularyImportAdmin, SuggestAdmin, TagListedAdmin):
    form = ThemeForm
    change_form_template = "admin/themes/change_form.html"
    change_list_template = "admin/themes/change_list.html"
    delete_confirmation_template = "admin/themes/delete.html"
    list_display = ("in_tree", "broader", "n_accepted", "n_suggested", "n_theses")
    list_display_links = ("in_tree",)
    list_select_related = ("broader",)
    list_per_page = 200
    search_fields = ("name", "labels__text", "description")
    autocomplete_fields = ("broader", "related")
    fieldsets = (
        (None, {"fields": ("name", "slug", "description")}),
        (gettext_lazy("Among other themes"), {"fields": ("broader", "related", "tree")}),
    )
    readonly_fields = ("tree",)
    inlines = (ThemeLabelInline,)
    merge_action = "merge_themes"
    merge_note = gettext_lazy(
        "Records, labels and narrower themes move to the theme that stays; the other names become labels of it."
    )

    class Media:
        css = {"all": ["curation/themes.css"]}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(MERGE) and super().has_delete_permission(request, obj)

    def save_record(self, request: HttpRequest, obj: Any, form: Any, *, change: bool) -> None:
        if change:
            correct_theme(theme=obj, fields=[n for n in form.changed_data if n != "related"], by=request.user)
        else:
            super().save_record(request, obj, form, change=change)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[str]]:
        """What goes with them is counted on our own page: thousands of links are not listed one by one."""
        return [], {}, set(), []

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        delete_theme(
            theme=obj, heir=obj.broader if request.POST.get("heir") == "broader" else None, by=request.user
        )

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        with self.recording(request, "delete", MERGE):
            # One may be the place of another.
            for pk in list(queryset.values_list("pk", flat=True)):
                delete_theme(theme=Theme.objects.get(pk=pk), by=request.user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Theme]:
        themes: QuerySet[Theme] = super().get_queryset(request)
        counted: QuerySet[Theme] = themes.annotate(
            accepted=Count("links", Q(links__state="accepted"), distinct=True),
            suggested=Count("links", Q(links__state="suggested"), distinct=True),
            theses=Count("links__thesis", ~Q(links__state="rejected"), distinct=True),
        )
        return counted

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list, each theme knowing how deep it stands."""
        shown = super().get_changelist_instance(request)
        depths = dict(find_order())
        for theme in shown.result_list:
            theme.depth = depths.get(theme.pk, 0)
        return shown

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        tree = find_order() if _is_list(request) else []
        if not 0 < len(tree) <= LONGEST_TREE:
            return ("name",)
        positions = [When(pk=key, then=Value(position)) for position, (key, _depth) in enumerate(tree)]
        return (Case(*positions, default=Value(len(tree)), output_field=IntegerField()).asc(),)

    @admin.display(description=gettext_lazy("theme"))
    def in_tree(self, theme: Theme) -> SafeString:
        return format_html('<span class="curation-depth-{}">{}</span>', min(depth_of(theme), 5), theme.name)

    @admin.display(description=gettext_lazy("accepted"), ordering="accepted")
    def n_accepted(self, theme: Any) -> SafeString | str:
        return _links_of(theme, "accepted", theme.accepted)

    @admin.display(description=gettext_lazy("suggested"), ordering="suggested")
    def n_suggested(self, theme: Any) -> SafeString | str:
        return _links_of(theme, "suggested", theme.suggested)

    @admin.display(description=gettext_lazy("theses"), ordering="theses")
    def n_theses(self, theme: Any) -> int:
        return int(theme.theses)

    @admin.display(description=gettext_lazy("in the tree"))
    def tree(self, theme: Theme) -> SafeString | str:
        if theme.pk is None:
            return "–"
        above, each = [], theme.broader
        while each is not None:
            above.append(each)
            each = each.broader
        narrower = format_html_join(", ", "{}", ((link_to(one),) for one in theme.narrower.all()))
        path = [*map(link_to, reversed(above)), format_html("<strong>{}</strong>", theme)]
        return format_html_join(" › ", "{}", ((part,) for part in (*path, narrower) if part))

    def find_touched(self, record: Any) -> list[Touched]:
        effect = find_effect(record)
        listed = link_to_list("themelink", tag__id__exact=record.pk)
        rows = [
            *(Touched(name, sum(numbers), listed) for name, *numbers in effect.sorts),
            Touched(_("labels"), effect.n_labels),
            Touched(_("narrower themes"), len(effect.narrower)),
            Touched(_("old addresses"), len(effect.redirects)),
        ]
        return [row for row in rows if row.count]

    def merge(self, keep: Any, others: list[Any], by: Any, chosen: dict[str, Any]) -> None:
        merge_themes(keep=keep, others=others, by=by)

    def describe(self, record: Any) -> str:
        return f"{record.name} ({record.accepted + record.suggested})"


@admin.register(ThemeLink)
class ThemeLinkAdmin(DecideAdmin):
    """The queue of suggested themes."""

    change_list_template = "admin/themes/link_list.html"

    list_display = (
        "tag",
        "sort",
        "shown_record",
        "in_thesis",
        "state",
        "origin",
        "shown_confidence",
        "shown_reason",
        "by",
    )
    list_filter = (
        "state",
        "origin",
        SortFilter,
        ConfidenceFilter,
        ThesisFilter,
        "tag",
    )
    list_select_related = ("tag", "thesis", "by", "content_type")
    search_fields = ("tag__name", "reason", "thesis__title")
    ordering = ("confidence", "pk")
    actions = ("accept", "reject")
    fields = (
        "tag",
        "shown_record",
        "in_thesis",
        "state",
        "origin",
        "shown_confidence",
        "shown_reason",
        "by",
        "created",
    )
    readonly_fields = (
        "tag", "shown_record", "in_thesis", "origin", "shown_confidence", "shown_reason", "by", "created",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[ThemeLink]:
        links: QuerySet[ThemeLink] = super().get_queryset(request)
        return links.prefetch_related("content_object")

    def has_add_permission(self, request: HttpRequest) -> bool:
        # Themes are added on the page of what they are about.
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        settle(obj, request.user)

    @admin.display(description=gettext_lazy("reason"), ordering="reason")
    def shown_reason(self, link: ThemeLink) -> str:
        return explain_theme(link.reason)

    @admin.display(description=gettext_lazy("sort"), ordering="content_type")
    def sort(self, link: ThemeLink) -> str:
        return str(link.content_type.name)

    @admin.display(description=gettext_lazy("record"))
    def shown_record(self, link: ThemeLink) -> SafeString | str:
        return link_to(link.content_object)

    @admin.display(description=gettext_lazy("thesis"), ordering="thesis__title")
    def in_thesis(self, link: ThemeLink) -> SafeString | str:
        return link_to(link.thesis)

    @admin.action(description=gettext_lazy("Accept selected"), permissions=["change"])
    def accept(self, request: HttpRequest, queryset: QuerySet[ThemeLink]) -> None:
        self.run_each(
            request, queryset, lambda link: accept_theme(link=link, by=request.user), _("%d accepted.")
        )

    @admin.action(description=gettext_lazy("Reject selected"), permissions=["change"])
    def reject(self, request: HttpRequest, queryset: QuerySet[ThemeLink]) -> None:
        self.run_each(
            request, queryset, lambda link: reject_theme(link=link, by=request.user), _("%d rejected.")
        )


def _is_list(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.url_name == "records_theme_changelist"


def depth_of(theme: Theme) -> int:
    return int(getattr(theme, "depth", 0))


def _links_of(theme: Theme, state: str, count: int) -> SafeString | str:
    return link_count(count, link_to_list("themelink", tag__id__exact=theme.pk, state__exact=state))
