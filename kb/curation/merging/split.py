"""The page on which a part of what hangs on a record is taken out into another: chosen, looked at, done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from kb.curation.base import RecordAdmin
from kb.curation.history.messages import say_done
from kb.curation.merging.touched import look_at, page_of
from kb.records.actions import Outdated, Refused
from kb.records.permissions import may

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django import forms
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from kb.curation.merging.touched import Touched

PAGE = 100
_FOUND = 12
NEW = "new"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that can be taken out: ``key`` is "sort-number"."""

    key: str
    text: str
    where: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """Things of one sort that can be taken out, those of this page; how many there are in all."""

    label: str
    rows: tuple[Part, ...]
    total: int


class SplitAdmin(RecordAdmin):
    """An admin whose records can be split."""

    # The action of that name is what it takes the right to.
    split_action = ""
    # What splitting changes, said on the page that asks.
    split_note: Any = ""

    def find_parts(self, record: Any, page: int) -> list[Parts]:
        """What can be taken out of the record, a page of ``PAGE`` of each sort; pages count from 0."""
        raise NotImplementedError

    def read_parts(self, record: Any, keys: Sequence[str]) -> dict[str, list[Any]]:
        """The things with these keys, as the action takes them; those that do not hang on the record are left out."""
        raise NotImplementedError

    def make_new_form(self, record: Any, data: Any = None) -> forms.Form:
        """What a new record needs."""
        raise NotImplementedError

    def split(self, record: Any, parts: dict[str, list[Any]], into: Any, new: dict[str, Any], by: Any) -> Any:
        """Do it, and return the record that has the parts now."""
        raise NotImplementedError

    def find_touched(self, record: Any) -> list[Touched]:
        """What hangs on the record."""
        raise NotImplementedError

    def find_targets(self, record: Any) -> QuerySet[Any]:
        """The records into which parts may be taken."""
        return self.model._default_manager.exclude(pk=record.pk)  # type: ignore[no-any-return]

    def describe(self, record: Any) -> str:
        return str(record)

    def has_split_permission(self, request: HttpRequest) -> bool:
        return may(request.user, self.split_action)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_split"
        view = self.admin_site.admin_view(self.split_view)
        return [path("<path:object_id>/split/", view, name=name), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        more = {"split_url": self.split_url(object_id)} if self.has_split_permission(request) else {}
        return super().change_view(request, object_id, form_url, {**more, **(extra_context or {})})

    def split_url(self, key: object) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_split", args=[key])

    def split_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Choose what is taken out and into what; a POST shows it first, and does it when it says so."""
        if not self.has_split_permission(request):
            raise PermissionDenied
        record = self.get_object(request, object_id)
        if record is None:
            raise Http404
        data = request.POST if request.method == "POST" else request.GET
        keys = list(dict.fromkeys(data.getlist("part")))
        into = self._find_target(record, data.get("into", ""))
        form = self.make_new_form(record, data if "look" in data or "confirm" in data else None)
        if request.method == "POST" and self._is_chosen(request, record, keys, into, form):
            if "confirm" in data:
                return self._split(request, record, keys, into, form)
            return self._show(request, record, keys, into, form)
        return self._choose(request, record, keys, into, form)

    def _find_target(self, record: Any, key: str) -> Any:
        return self.find_targets(record).filter(pk=key).first() if key.isdecimal() else None

    def _is_chosen(
        self, request: HttpRequest, record: Any, keys: list[str], into: Any, form: forms.Form
    ) -> bool:
        """Whether there is enough to look at; what is missing is said."""
        if not any(self.read_parts(record, keys).values()):
            self.message_user(request, _("Choose what is to be taken out."), messages.WARNING)
            return False
        return into is not None or form.is_valid()

    def _frame(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Split"),
            "record": record,
            "shown": self.describe(record),
            "url": page_of(record),
            "note": self.split_note,
            "new": NEW,
            "media": self.media,
        }

    def _choose(
        self, request: HttpRequest, record: Any, keys: list[str], into: Any, form: forms.Form
    ) -> HttpResponse:
        data = request.POST if request.method == "POST" else request.GET
        query = " ".join(data.get("q", "").split())[:200]
        asked = data.get("page", "0")
        number = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
        sorts = self.find_parts(record, number)
        found = []
        if query:
            targets, may_repeat = self.get_search_results(request, self.find_targets(record), query)
            found = [
                (each, self.describe(each))
                for each in (targets.distinct() if may_repeat else targets)[:_FOUND]
            ]
        context = {
            **self._frame(request, record),
            "sorts": sorts,
            "ticked": set(keys),
            "into": into,
            "into_shown": self.describe(into) if into is not None else "",
            "form": form,
            "query": query,
            "found": found,
            "page": number,
            "pages": range(-(-max((each.total for each in sorts), default=0) // PAGE)),
        }
        return TemplateResponse(request, "admin/merging/split.html", context)

    def _show(
        self, request: HttpRequest, record: Any, keys: list[str], into: Any, form: forms.Form
    ) -> HttpResponse:
        parts = self.read_parts(record, keys)
        moved = [each for each in self.describe_parts(parts) if each.total]
        sent = {f"{name}": value for name, value in request.POST.items() if name in form.fields}
        context = {
            **self._frame(request, record),
            "moved": moved,
            "keys": keys,
            "into": into,
            "into_shown": self.describe(into) if into is not None else "",
            "into_touched": self.find_touched(into) if into is not None else [],
            "new_fields": [(field.label, field.value()) for field in form if field.value()]
            if into is None
            else [],
            "sent": sent.items(),
            "stays": self.find_touched(record),
            "seen": self._look(record, into),
        }
        return TemplateResponse(request, "admin/merging/split_preview.html", context)

    def describe_parts(self, parts: dict[str, list[Any]]) -> list[Parts]:
        """What is taken out, a sort a row, the first few of each."""
        raise NotImplementedError

    def _look(self, record: Any, into: Any) -> str:
        records = [record] if into is None else [record, into]
        return look_at(records, [self.find_touched(each) for each in records])

    def _split(
        self, request: HttpRequest, record: Any, keys: list[str], into: Any, form: forms.Form
    ) -> HttpResponse:
        try:
            if self._look(record, into) != request.POST.get("seen"):
                raise Outdated(_("Something was changed by somebody else in the meantime. Look at it again."))
            new = dict(form.cleaned_data) if into is None else {}
            target = self.split(record, self.read_parts(record, keys), into, new, request.user)
        except Refused as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(self.split_url(record.pk))
        say_done(request, _("Taken out into “%s”.") % self.describe(target))
        return HttpResponseRedirect(page_of(target))
