"""The page that shows what becomes of records when they become one, and lets them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.curation.base import RecordAdmin
from kb.curation.history.messages import say_done
from kb.curation.merging.choices import LETTERS, Choice, choose_between, read_choices
from kb.curation.merging.touched import Touched, look_at, page_of
from kb.records.actions import Outdated, Refused
from kb.records.models import Distinction
from kb.records.permissions import may
from kb.records.recording import fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

MOST = 20
_FOUND = 12


@dataclass(frozen=True, slots=True)
class Merged:
    """One of the records: its letter on the page, how it is told, where the public finds it, what hangs on it."""

    letter: str
    record: Any
    shown: str
    url: str
    address: str
    touched: tuple[Touched, ...]

    @property
    def seen(self) -> str:
        return fingerprint(self.record)

    @property
    def weight(self) -> int:
        return sum(each.count for each in self.touched)


class MergeAdmin(RecordAdmin):
    """An admin whose records can be merged: from the list, and from the page of each."""

    actions: Any = ["merge_selected"]
    # The action of that name is what it takes the right to.
    merge_action = ""
    # What merging changes, said on the page that asks.
    merge_note: Any = ""
    # The model's fields to choose between where the records differ.
    merge_fields: tuple[str, ...] = ()

    def merge(self, keep: Any, others: list[Any], by: Any, chosen: dict[str, Any]) -> None:
        """Do it; each sort of record has its own action. ``chosen`` has the value picked for each choice."""
        raise NotImplementedError

    def describe(self, record: Any) -> str:
        """The record with what it has, so that the fuller one is easily told."""
        return str(record)

    def find_touched(self, record: Any) -> list[Touched]:
        """What hangs on the record."""
        return []

    def find_choices(self, records: Sequence[Any], letter: str) -> list[Choice]:
        """What is to be chosen between; the record with ``letter`` is the one that is proposed to stay."""
        return choose_between(records, self.merge_fields, letter)

    def find_consequences(self, records: Sequence[Any]) -> list[str]:
        """What else becomes one, a line each."""
        return []

    def find_mergeable(self, request: HttpRequest, records: Sequence[Any]) -> QuerySet[Any]:
        """What may be merged with the records."""
        return self.get_queryset(request)

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return may(request.user, self.merge_action)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        return [path("merge/", self.admin_site.admin_view(self.merge_view), name=name), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        more = {"merge_url": self.merge_url([object_id])} if self.has_merge_permission(request) else {}
        return super().change_view(request, object_id, form_url, {**more, **(extra_context or {})})

    def merge_url(self, keys: Sequence[object], **more: str) -> str:
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_merge")
        return f"{address}?{urlencode([*(('id', str(key)) for key in keys), *more.items()])}"

    @admin.action(description=gettext_lazy("Merge selected …"), permissions=["merge"])
    def merge_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        keys = list(queryset.values_list("pk", flat=True)[: MOST + 1])
        if not 2 <= len(keys) <= MOST:
            self.message_user(request, _("Tick from two to twenty to merge."), messages.WARNING)
            return None
        return HttpResponseRedirect(self.merge_url(keys))

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """Records side by side, with what becomes of them; POST makes them one."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        data = request.POST if request.method == "POST" else request.GET
        rows = self.find_rows(request, data.getlist("id"))
        if request.method == "POST" and len(rows) > 1:
            return self._merge(request, rows)
        return TemplateResponse(request, "admin/merging/merge.html", self._present(request, rows))

    def find_rows(self, request: HttpRequest, asked: Sequence[str], *, in_full: int = MOST) -> list[Merged]:
        """The records with these keys as the page shows them; those that are not there are left out.

        What hangs on them is found for the first ``in_full`` only.
        """
        keys = [key for key in dict.fromkeys(asked) if key.isdecimal() and len(key) < 19][:MOST]
        found = self.get_queryset(request).in_bulk([int(key) for key in keys])
        records = [found[int(key)] for key in keys if int(key) in found]
        return [
            Merged(
                letter,
                record,
                self.describe(record),
                page_of(record),
                _public_address(record),
                tuple(self.find_touched(record)) if at < in_full else (),
            )
            for at, (letter, record) in enumerate(zip(LETTERS, records, strict=False))
        ]

    def _present(self, request: HttpRequest, rows: list[Merged]) -> dict[str, Any]:
        query = " ".join(request.GET.get("q", "").split())[:200]
        records = [row.record for row in rows]
        kept = _propose(rows, request.GET.get("keep"))
        shown: dict[str, Any] = {}
        if len(rows) > 1 and kept is not None:
            others = [row for row in rows if row is not kept]
            shown = {
                "keep": kept,
                "choices": self.find_choices(records, kept.letter),
                "consequences": self.find_consequences(records),
                "sums": _sum_up(others),
                "said": _find_said(records),
                "seen": look_at(records, [row.touched for row in rows]),
                "note": self.merge_note,
            }
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Merge"),
            "rows": rows,
            "query": query,
            "found": self._find_others(request, records, query) if len(rows) < MOST else [],
            "next": _safe_next(request, ""),
            "media": self.media,
            **shown,
        }

    def _find_others(self, request: HttpRequest, records: list[Any], query: str) -> list[dict[str, str]]:
        """Records that may be the same as those, found by what was typed."""
        if not query:
            return []
        found, may_repeat = self.get_search_results(request, self.find_mergeable(request, records), query)
        found = found.exclude(pk__in=[record.pk for record in records])
        if may_repeat:
            found = found.distinct()
        keys = [record.pk for record in records]
        more = {"next": address} if (address := _safe_next(request, "")) else {}
        return [
            {"shown": self.describe(record), "url": self.merge_url([*keys, record.pk], **more)}
            for record in found[:_FOUND]
        ]

    def _merge(self, request: HttpRequest, rows: list[Merged]) -> HttpResponse:
        records = [row.record for row in rows]
        address = self.merge_url([record.pk for record in records])
        try:
            kept = self._find_kept(request, rows)
            chosen = read_choices(self.find_choices(records, kept.letter), request.POST)
            others = [record for record in records if record is not kept.record]
            self.merge(kept.record, others, request.user, chosen)
        except Refused as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(address)
        say_done(request, _("Merged into “%s”.") % kept.record)
        return HttpResponseRedirect(_safe_next(request, page_of(kept.record)))

    def _find_kept(self, request: HttpRequest, rows: list[Merged]) -> Merged:
        """The one that stays; Refused where none was named, or one of them is not what the page showed."""
        kept = next((row for row in rows if str(row.record.pk) == request.POST.get("keep")), None)
        if kept is None:
            raise Refused(_("Say which of them stays."))
        if look_at([row.record for row in rows], [row.touched for row in rows]) != request.POST.get("seen"):
            raise Outdated(_("Something was changed by somebody else in the meantime. Look at it again."))
        return kept


def _public_address(record: Any) -> str:
    find = getattr(record, "get_absolute_url", None)
    return str(find()) if find is not None else ""


def _propose(rows: Sequence[Merged], wanted: str | None) -> Merged | None:
    """The one to keep: the one asked for, or else that on which most hangs, the older of equals."""
    if not rows:
        return None
    asked = next((row for row in rows if str(row.record.pk) == wanted), None)
    return asked or max(rows, key=lambda row: (_is_titled(row.record), row.weight, -row.record.pk))


def _is_titled(record: Any) -> bool:
    return bool(getattr(record, "title", "") or getattr(record, "given", ""))


def _sum_up(rows: Sequence[Merged]) -> list[tuple[str, int]]:
    """How much moves, of each sort."""
    sums: dict[str, int] = {}
    for row in rows:
        for each in row.touched:
            sums[each.label] = sums.get(each.label, 0) + each.count
    return list(sums.items())


def _find_said(records: Sequence[Model]) -> list[Distinction]:
    """What somebody said of any two of the records."""
    keys = [record.pk for record in records]
    said = Distinction.objects.filter(
        content_type=ContentType.objects.get_for_model(records[0]),
        first__in=keys,
        second__in=keys,
        verdict=Distinction.Verdict.DIFFERENT,
    )
    return list(said.select_related("by"))


def _safe_next(request: HttpRequest, otherwise: str) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_safe = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_safe else otherwise
