"""Files as they were given, and what reading them said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from kb.curation.base import ReadOnlyAdmin, link_to
from kb.curation.filters import ThesisFilter
from kb.curation.notices import name_notice, word_notice
from kb.curation.run_pages import RunPagesAdmin
from kb.curation.runs import name_state
from kb.records.models import Import, SourceFile

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern
    from django.utils.safestring import SafeString


def link_to_text(source: SourceFile, text: object, line: int | None = None) -> SafeString:
    """A link into the extracted text, to a line of it."""
    address = reverse("admin:records_sourcefile_text", args=[source.pk])
    return format_html('<a href="{}{}">{}</a>', address, f"#L{line}" if line else "", text)


@admin.register(SourceFile)
class SourceFileAdmin(ReadOnlyAdmin):
    list_display = ("name", "in_thesis", "format", "n_lines", "is_current", "uploader", "created")
    list_filter = ("is_current", "format", ThesisFilter)
    list_select_related = ("thesis", "uploaded_by")
    search_fields = ("name", "sha256", "thesis__title")
    fields = (
        "name", "in_thesis", "text_link", "format", "sha256", "n_lines", "parser_version", "is_current",
        "uploader", "created",
    )  # fmt: skip
    readonly_fields = ("in_thesis", "text_link", "uploader")

    def get_queryset(self, request: HttpRequest) -> QuerySet[SourceFile]:
        files: QuerySet[SourceFile] = super().get_queryset(request)
        match = request.resolver_match
        # The whole text of every file is much to fetch for a list of names.
        return (
            files.defer("text", "pages")
            if match and match.url_name == "records_sourcefile_changelist"
            else files
        )

    def get_list_display(self, request: HttpRequest) -> Any:
        """No column of nothing: files that were read on the command line nobody uploaded."""
        is_told = SourceFile.objects.exclude(uploaded_by=None).exists()
        return [name for name in super().get_list_display(request) if name != "uploader" or is_told]

    def get_urls(self) -> list[URLPattern]:
        text = path(
            "<int:source_pk>/text/",
            self.admin_site.admin_view(self.show_text),
            name="records_sourcefile_text",
        )
        return [text, *super().get_urls()]

    def show_text(self, request: HttpRequest, source_pk: int) -> HttpResponse:
        """The extracted text with its line numbers."""
        source = SourceFile.objects.select_related("thesis").filter(pk=source_pk).first()
        if source is None:
            raise Http404
        if not self.has_view_permission(request, source):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": source.name,
            "source": source,
            "lines": list(enumerate(source.text.split("\n"), start=1)),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/records/sourcefile/text.html", context)

    @admin.display(description=_("thesis"), ordering="thesis__title")
    def in_thesis(self, source: SourceFile) -> SafeString | str:
        return link_to(source.thesis)

    @admin.display(description=_("uploaded by"), ordering="uploaded_by")
    def uploader(self, source: SourceFile) -> str:
        return str(source.uploaded_by or "–")

    @admin.display(description=_("extracted text"))
    def text_link(self, source: SourceFile) -> SafeString:
        return link_to_text(source, _("Show the text"))


# What the worker takes from the line: of no use to a curator, who sees the runs.
admin.site.unregister(DBTaskResult)


@admin.register(Import)
class ImportAdmin(RunPagesAdmin):
    list_display = ("file_name", "shown_outcome", "in_thesis", "n_notices", "by", "started", "ended")
    list_filter = ("outcome", ThesisFilter)
    list_select_related = ("thesis", "by")
    search_fields = ("file_name", "sha256", "thesis__title", "message")
    date_hierarchy = "started"
    fields = (
        "file_name", "sha256", "in_thesis", "source_file", "by", "message", "shown_notices", "started", "ended",
    )  # fmt: skip
    readonly_fields = ("in_thesis", "shown_notices")

    def get_list_display(self, request: HttpRequest) -> Any:
        """No column of nothing: what was read on the command line nobody gave."""
        is_told = Import.objects.exclude(by=None).exists()
        return [name for name in super().get_list_display(request) if name != "by" or is_told]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What reading said in its own words is for who looks after the site; most runs say nothing."""
        return [name for name in self.fields if name != "message" or (obj and obj.message)]

    @admin.display(description=_("thesis"), ordering="thesis__title")
    def in_thesis(self, run: Import) -> SafeString | str:
        return link_to(run.thesis)

    @admin.display(description=_("notices"))
    def n_notices(self, run: Import) -> int:
        return len(run.notices)

    @admin.display(description=_("outcome"), ordering="outcome")
    def shown_outcome(self, run: Import) -> str:
        return name_state(run)

    @admin.display(description=_("notices"))
    def shown_notices(self, run: Import) -> SafeString | str:
        if not run.notices:
            return "–"
        rows = (
            (name_notice(notice.get("code", "")), _say(notice), _lines(run, notice)) for notice in run.notices
        )
        table = format_html_join("", "<tr><td>{}</td><td>{}</td><td>{}</td></tr>", rows)
        return format_html('<table class="curation-notices">{}</table>', table)


def _say(notice: dict[str, Any]) -> SafeString | str:
    """The sentence of a notice; one that reading said in words that are not known here stands in its English."""
    message = notice.get("message", "")
    said = word_notice(notice.get("code", ""), message)
    return said if said is not None else format_html('<span lang="en">{}</span>', message)


def _lines(run: Import, notice: dict[str, Any]) -> SafeString | str:
    """The lines that a notice is about, leading into the text where that is kept."""
    lines = notice.get("lines")
    if not lines:
        return ""
    first, last = lines[0], lines[-1]
    text = str(first) if first == last else f"{first}–{last}"
    return link_to_text(run.source_file, text, first) if run.source_file is not None else text
