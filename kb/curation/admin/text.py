"""Chapters and passages: what the public may read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.curation.base import ReadFromFileAdmin, link_to
from kb.curation.filters import PersonalDataFilter, ThemeFilter, ThesisFilter
from kb.curation.missed_headings import MissedHeadingAdmin, may_be_heading
from kb.curation.queue import link_to_list
from kb.curation.tagging import ThemedAdmin
from kb.records.actions import hide_chapter, hide_passage, show_chapter, show_passage
from kb.records.models import Chapter, Passage

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

READ_AGAIN = gettext_lazy("Read from the file, and read anew when a new version of the file is added.")


class HidingAdmin(ThemedAdmin, ReadFromFileAdmin):
    """Records that can be hidden; what that means for each is an action."""

    actions: Any = ("hide", "show", "tag_selected")

    def set_hidden(self, record: Any, *, hidden: bool, by: Any) -> None:
        raise NotImplementedError

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        hidden = obj.is_hidden
        obj.is_hidden = form.initial.get("is_hidden", hidden)
        super().save_model(request, obj, form, change)
        if hidden != obj.is_hidden:
            self.set_hidden(obj, hidden=hidden, by=request.user)

    @admin.action(description=gettext_lazy("Hide selected from the public"), permissions=["change"])
    def hide(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self.run_each(
            request,
            queryset,
            lambda record: self.set_hidden(record, hidden=True, by=request.user),
            _("%d hidden."),
        )

    @admin.action(description=gettext_lazy("Show selected to the public"), permissions=["change"])
    def show(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self.run_each(
            request,
            queryset,
            lambda record: self.set_hidden(record, hidden=False, by=request.user),
            _("%d shown."),
        )


@admin.register(Chapter)
class ChapterAdmin(HidingAdmin):
    list_display = ("indented", "kind", "page", "in_thesis", "is_hidden")
    list_filter = ("kind", "is_hidden", "level", ThesisFilter)
    list_select_related = ("thesis",)
    search_fields = ("number", "title", "thesis__title")
    fieldsets = (
        (None, {"fields": ("in_thesis", "parent", "contents", "is_hidden")}),
        (
            gettext_lazy("As read"),
            {
                "fields": (
                    "kind", "number", "title", "level", "language", "page", "page_is_inferred", "slug", "lines",
                ),
                "description": READ_AGAIN,
            },
        ),
    )  # fmt: skip
    readonly_fields = ("in_thesis", "parent", "contents", "slug", "lines", "level")

    def set_hidden(self, record: Any, *, hidden: bool, by: Any) -> None:
        act = hide_chapter if hidden else show_chapter
        act(chapter=record, by=by)

    @admin.display(description=gettext_lazy("chapter"), ordering="order")
    def indented(self, chapter: Chapter) -> SafeString:
        return format_html(
            '<span class="curation-depth-{}">{}</span>', min(chapter.level - 1, 5), chapter.heading
        )

    @admin.display(description=gettext_lazy("thesis"), ordering="thesis__title")
    def in_thesis(self, chapter: Chapter) -> SafeString | str:
        return link_to(chapter.thesis)

    @admin.display(description=gettext_lazy("passages"))
    def contents(self, chapter: Chapter) -> SafeString:
        address = link_to_list("passage", chapter__id__exact=chapter.pk)
        return format_html('<a href="{}">{}</a>', address, chapter.passages.count())

    @admin.display(description=gettext_lazy("lines"))
    def lines(self, record: Any) -> str:
        return f"{record.first_line}–{record.last_line}"


@admin.register(Passage)
class PassageAdmin(MissedHeadingAdmin, HidingAdmin):
    list_display = ("shown_text", "kind", "page", "in_thesis", "kinds_of_personal_data", "is_hidden")
    list_filter = (PersonalDataFilter, "is_hidden", "kind", ThemeFilter, ThesisFilter)
    search_fields = ("text", "thesis__title")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "in_thesis",
                    "in_chapter",
                    "full_text",
                    "add_quotation",
                    "point_out",
                    "personal_data",
                    "is_hidden",
                )
            },
        ),
        (
            gettext_lazy("As read"),
            {"fields": ("kind", "page", "page_is_inferred", "anchor", "lines"), "description": READ_AGAIN},
        ),
    )
    readonly_fields = (
        "in_thesis",
        "in_chapter",
        "full_text",
        "add_quotation",
        "point_out",
        "anchor",
        "lines",
    )

    @admin.display(description=gettext_lazy("personal data"), ordering="personal_data")
    def kinds_of_personal_data(self, passage: Passage) -> str:
        kinds = [kind for kind in passage.personal_data.split(", ") if kind]
        return ", ".join(_(kind) for kind in kinds)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Passage]:
        passages: QuerySet[Passage] = super().get_queryset(request)
        return passages.select_related("chapter", "thesis")

    def set_hidden(self, record: Any, *, hidden: bool, by: Any) -> None:
        act = hide_passage if hidden else show_passage
        act(passage=record, by=by)

    @admin.display(description=gettext_lazy("passage"), ordering="order")
    def shown_text(self, passage: Passage) -> str:
        return str(passage)

    @admin.display(description=gettext_lazy("thesis"), ordering="thesis__title")
    def in_thesis(self, passage: Passage) -> SafeString | str:
        return link_to(passage.thesis)

    @admin.display(description=gettext_lazy("chapter"))
    def in_chapter(self, passage: Passage) -> SafeString | str:
        return link_to(passage.chapter)

    @admin.display(description=gettext_lazy("text"))
    def full_text(self, passage: Passage) -> SafeString:
        return format_html('<div class="curation-passage">{}</div>', passage.text)

    @admin.display(description=gettext_lazy("quotations"))
    def add_quotation(self, passage: Passage) -> SafeString:
        address = reverse("admin:records_quotation_add")
        return format_html(
            '{} · <a href="{}?passage={}">{}</a>',
            passage.quotations.count(),
            address,
            passage.pk,
            _("Mark a quotation here"),
        )

    @admin.display(description=gettext_lazy("heading"))
    def point_out(self, passage: Passage) -> SafeString | str:
        if not may_be_heading(passage):
            return "–"
        address = reverse("admin:records_passage_heading", args=[passage.pk])
        return format_html('<a href="{}">{}</a>', address, _("It is a heading that was missed"))

    @admin.display(description=gettext_lazy("lines"))
    def lines(self, record: Any) -> str:
        return f"{record.first_line}–{record.last_line}"
