"""Works that are cited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Count
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kb.curation.base import AddressedAdmin, RowsInline
from kb.curation.filters import StubFilter, ThemeFilter
from kb.curation.merging import MergeAdmin
from kb.curation.queue import link_to_list
from kb.curation.tagging import ThemedAdmin
from kb.ingest.matching import match_key
from kb.records.actions import correct_work, merge_works
from kb.records.models import Authorship, Work

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString


class AuthorshipInline(RowsInline):
    model = Authorship
    autocomplete_fields = ("person",)


@admin.register(Work)
class WorkAdmin(MergeAdmin, ThemedAdmin, AddressedAdmin):
    list_display = ("shown", "names", "dated", "type", "n_citations", "n_theses", "is_edited")
    list_filter = (StubFilter, "type", "is_edited", ("doi", admin.EmptyFieldListFilter), ThemeFilter)
    search_fields = ("title", "authorships__person__sort_name", "year", "container", "doi")
    fieldsets = (
        (None, {"fields": ("title", ("year", "suffix"), "has_more_authors", "type", "slug")}),
        (
            _("Where it stands"),
            {"fields": ("container", "publisher", ("volume", "issue", "pages"), "doi", "url")},
        ),
        (_("Use"), {"fields": ("note", "cited_where")}),
    )
    readonly_fields = ("cited_where",)
    inlines = (AuthorshipInline,)
    actions = ("merge_selected", "tag_selected")
    merge_note = _(
        "Citations, entries of reference lists and themes move to the work that stays; what it lacks is filled "
        "in from the others, and their addresses lead to it."
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Work]:
        works: QuerySet[Work] = super().get_queryset(request)
        return works.prefetch_related("authorships__person").annotate(
            citations_count=Count("citations", distinct=True),
            theses_count=Count("citations__thesis", distinct=True),
        )

    def save_record(self, request: HttpRequest, obj: Any, form: Any, *, change: bool) -> None:
        correct_work(work=obj, by=request.user)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """With its authors known, the work gets the key by which later theses find it."""
        super().save_related(request, form, formsets, change)
        work: Work = form.instance
        names = [
            each.person.short_name for each in work.authorships.select_related("person").order_by("order")
        ]
        key = match_key(names, work.year)
        if names and work.match_key != key:
            work.match_key = key
            work.save(update_fields=["match_key"])

    @admin.display(description=_("work"), ordering="title")
    def shown(self, work: Work) -> str:
        return work.title or "–"

    @admin.display(description=_("authors"), ordering="match_key")
    def names(self, work: Work) -> str:
        names = [authorship.person.short_name for authorship in work.authorships.all()]
        return ", ".join(names[:4]) + (" …" if len(names) > 4 or work.has_more_authors else "")

    @admin.display(description=_("year"), ordering="year")
    def dated(self, work: Work) -> str:
        return work.dated

    @admin.display(description=_("citations"), ordering="citations_count")
    def n_citations(self, work: Any) -> SafeString:
        address = link_to_list("citation", work__id__exact=work.pk)
        return format_html('<a href="{}">{}</a>', address, work.citations_count)

    @admin.display(description=_("theses"), ordering="theses_count")
    def n_theses(self, work: Any) -> int:
        return int(work.theses_count)

    @admin.display(description=_("citations"))
    def cited_where(self, work: Any) -> SafeString | str:
        return self.n_citations(work) if work.pk else "–"

    def merge(self, keep: Any, others: list[Any], by: Any) -> None:
        merge_works(keep=keep, others=others, by=by)

    def describe(self, record: Any) -> str:
        title = record.title or _("no title")
        return f"{self.names(record)} ({record.dated}): {title} – {record.citations_count}"
