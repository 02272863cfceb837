"""Works that are cited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from kb.curation.base import AddressedAdmin, RowsInline
from kb.curation.completing.pages import CompletingAdmin
from kb.curation.filters import CitedInFilter, StubFilter, ThemeFilter
from kb.curation.merging import MergeAdmin, SplitAdmin
from kb.curation.merging import works as merging
from kb.curation.merging.touched import find_touched_by_work, name_work
from kb.curation.queue import link_count, link_to_list
from kb.curation.tagging import ThemedAdmin
from kb.importing.works import renew_key
from kb.records.actions import correct_work, merge_works, split_work
from kb.records.models import Authorship, Work
from kb.records.permissions import MERGE
from kb.records.recording import record as as_one

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django import forms
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from kb.curation.merging import Touched
    from kb.curation.merging.choices import Choice
    from kb.curation.merging.split import Parts


class AuthorshipInline(RowsInline):
    model = Authorship
    autocomplete_fields = ("person",)


@admin.register(Work)
class WorkAdmin(CompletingAdmin, MergeAdmin, SplitAdmin, ThemedAdmin, AddressedAdmin):
    list_display = ("shown", "names", "dated", "type", "n_citations", "n_theses", "is_edited")
    list_filter = (
        StubFilter,
        CitedInFilter,
        "type",
        "is_edited",
        ("doi", admin.EmptyFieldListFilter),
        ThemeFilter,
    )
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
    change_form_template = "admin/completing/work_form.html"
    merge_action, split_action = "merge_works", "split_work"
    merge_fields = merging.MERGE_FIELDS
    split_note = _(
        "What is ticked moves to the other work, and stays there when a file is read anew. The work itself, its "
        "themes and its address stay."
    )
    merge_note = _(
        "Citations, entries of reference lists and themes move to the work that stays; what it lacks is filled "
        "in from the others, and their addresses lead to it. A new thesis that cites it in any of these ways finds it."
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Work]:
        works: QuerySet[Work] = super().get_queryset(request)
        return works.prefetch_related("authorships__person").annotate(
            citations_count=Count("citations", distinct=True),
            theses_count=Count("citations__thesis", distinct=True),
        )

    def find_merge_url(self, request: HttpRequest) -> Callable[..., str] | None:
        return self.merge_url if self.has_merge_permission(request) else None

    def save_record(self, request: HttpRequest, obj: Any, form: Any, *, change: bool) -> None:
        correct_work(work=obj, by=request.user)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """With its authors known, the work gets the key by which later theses find it."""
        super().save_related(request, form, formsets, change)
        renew_key(form.instance)

    @admin.display(description=_("work"), ordering="title")
    def shown(self, work: Work) -> str:
        # A dash alone would be hard to hit, and says nothing.
        return work.title or f"{self.names(work) or work.slug} ({work.dated})"

    @admin.display(description=_("authors"), ordering="match_key")
    def names(self, work: Work) -> str:
        names = [authorship.person.short_name for authorship in work.authorships.all()]
        return ", ".join(names[:4]) + (" …" if len(names) > 4 or work.has_more_authors else "")

    @admin.display(description=_("year"), ordering="year")
    def dated(self, work: Work) -> str:
        return work.dated

    @admin.display(description=_("citations"), ordering="citations_count")
    def n_citations(self, work: Any) -> SafeString | str:
        return link_count(work.citations_count, link_to_list("citation", work__id__exact=work.pk))

    @admin.display(description=_("theses"), ordering="theses_count")
    def n_theses(self, work: Any) -> int:
        return int(work.theses_count)

    @admin.display(description=_("citations"))
    def cited_where(self, work: Any) -> SafeString | str:
        return self.n_citations(work) if work.pk else "–"

    def merge(self, keep: Any, others: list[Any], by: Any, chosen: dict[str, Any]) -> None:
        authors_of = chosen.pop("authors", None)
        with as_one("merge_works", by=by, needs=[MERGE]):
            merge_works(keep=keep, others=others, by=by, chosen=chosen, authors_of=authors_of)
            renew_key(keep)

    def describe(self, record: Any) -> str:
        return name_work(record)

    def find_touched(self, record: Any) -> list[Touched]:
        return find_touched_by_work(record)

    def find_choices(self, records: Sequence[Any], letter: str) -> list[Choice]:
        authors = merging.choose_authors(records, letter)
        return [*([authors] if authors else []), *super().find_choices(records, letter)]

    def find_parts(self, record: Any, page: int) -> list[Parts]:
        return merging.find_parts(record, page)

    def read_parts(self, record: Any, keys: Sequence[str]) -> dict[str, list[Any]]:
        return merging.read_parts(record, keys)

    def describe_parts(self, parts: dict[str, list[Any]]) -> list[Parts]:
        return merging.describe_parts(parts)

    def make_new_form(self, record: Any, data: Any = None) -> forms.Form:
        return merging.NewWorkForm(data, initial=merging.start_new(record))

    def split(self, record: Any, parts: dict[str, list[Any]], into: Any, new: dict[str, Any], by: Any) -> Any:
        with as_one("split_work", by=by, needs=[MERGE]):
            made = split_work(work=record, into=into, fields=new, by=by, **parts)
            renew_key(made)
        return made
