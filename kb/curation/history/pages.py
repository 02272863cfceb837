"""The pages of the history: all of it, one operation, and taking one back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from kb.curation.history.finding import HistoryQuestion, find_changes, find_operations, find_operations_of
from kb.curation.history.messages import say_done
from kb.curation.history.presenting import name_operation, present_operations
from kb.records.actions import Refused, find_obstacles, undo
from kb.records.models import Change, Operation, Thesis

if TYPE_CHECKING:
    from django.contrib.admin import AdminSite
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

SIZE = 30
# Of one operation's own page.
MOST_RECORDS = 100
SEES = "records.view_operation"


class HistoryPages:
    """The pages, within the admin ``site``."""

    def __init__(self, site: AdminSite) -> None:
        self.site = site

    def get_urls(self) -> list[URLPattern]:
        view = self.site.admin_view
        return [
            path("history/", view(self.show_all), name="history"),
            path("history/<int:pk>/", view(self.show_one), name="history_operation"),
            path("history/<int:pk>/undo/", view(self.take_back), name="history_undo"),
        ]

    def show_all(self, request: HttpRequest) -> HttpResponse:
        """What was done, newest first, narrowed by what the address asks for."""
        _require(request)
        question = HistoryQuestion.from_params(request.GET)
        context = {
            "title": _("History"),
            "question": question,
            "thesis": Thesis.objects.filter(pk=question.thesis).first() if question.thesis else None,
            "people": get_user_model().objects.filter(pk__in=_of_history("by")).order_by("username"),
            "sorts": _name_sorts(request),
            **self._list(request, find_operations(question, user=request.user)),
        }
        return TemplateResponse(request, "admin/history/list.html", context)

    def show_record(
        self, request: HttpRequest, record: Model, *, is_gone: bool, extra: dict[str, Any]
    ) -> HttpResponse:
        """What was done to one record."""
        context = {
            "title": _("History: %s") % record if not is_gone else _("History of what was deleted"),
            "record": record,
            "is_gone": is_gone,
            "opts": record._meta,
            **self._list(request, find_operations_of(record), of=record),
            **extra,
        }
        return TemplateResponse(request, "admin/history/record.html", context)

    def _list(
        self, request: HttpRequest, operations: QuerySet[Operation], *, of: Model | None = None
    ) -> dict[str, Any]:
        page = Paginator(operations, SIZE).get_page(request.GET.get("page"))
        changes, counts = find_changes(page.object_list, of=of)
        query = request.GET.copy()
        query.pop("page", None)
        return {
            **self.site.each_context(request),
            "page": page,
            "query": query.urlencode(),
            "rows": present_operations(list(page.object_list), changes, counts=counts, user=request.user),
        }

    def show_one(self, request: HttpRequest, pk: int) -> HttpResponse:
        """All that one operation changed, and whether it can be taken back."""
        operation = self._find(request, pk)
        page = Paginator(operation.changes.select_related("content_type"), MOST_RECORDS).get_page(
            request.GET.get("page")
        )
        changes = list(page.object_list)
        (row,) = present_operations(
            [operation], {pk: changes}, counts={pk: page.paginator.count}, user=request.user
        )
        context = {
            **self.site.each_context(request),
            "title": name_operation(operation),
            "row": row,
            "page": page,
            "obstacles": find_obstacles(operation) if not row.is_undone else [],
        }
        return TemplateResponse(request, "admin/history/operation.html", context)

    def take_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the operation back, whole; back to where the person was."""
        operation = self._find(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        here = reverse("admin:history_operation", args=[pk])
        try:
            undo(operation=operation, by=request.user)
        except Refused as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(here)
        say_done(request, _("Taken back: %s") % name_operation(operation))
        back = request.POST.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(
            back, {request.get_host()}, require_https=request.is_secure()
        )
        return HttpResponseRedirect(back if is_ours else here)

    def _find(self, request: HttpRequest, pk: int) -> Operation:
        _require(request)
        operation = find_operations(HistoryQuestion(), user=request.user).filter(pk=pk).first()
        if operation is None:
            raise Http404
        return operation


def _require(request: HttpRequest) -> None:
    if not request.user.has_perm(SEES):
        raise PermissionDenied


def _of_history(field: str) -> QuerySet[Any]:
    done: QuerySet[Any] = Operation.objects.exclude(**{field: None})
    return done.order_by().values(field).distinct()


def _name_sorts(request: HttpRequest) -> list[tuple[str, str]]:
    types = ContentType.objects.filter(pk__in=Change.objects.order_by().values("content_type").distinct())
    sorts = [
        (each.model, str(model._meta.verbose_name_plural))
        for each in types
        if (model := each.model_class()) is not None
        and (model._meta.app_label != "auth" or request.user.has_perm("auth.view_user"))
    ]
    return sorted(sorts, key=lambda sort: sort[1])
