"""The pages on which a person follows files under way, and what can be done with them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from kb.curation.base import ReadOnlyAdmin
from kb.curation.runs import present_runs
from kb.importing.tasks import enqueue, is_lost
from kb.records.actions.history import Refused
from kb.records.actions.imports import answer_import, cancel_import, line_up_import
from kb.records.models import Import

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern


def may_add(request: HttpRequest) -> bool:
    """Whether this person may give files: one may make a thesis, or change one that is there."""
    user = request.user
    return user.has_perm("records.add_thesis") and user.has_perm("records.change_thesis")


def page_of(runs: list[Import]) -> str:
    """Where to follow runs that were given together."""
    if len(runs) == 1:
        return reverse("admin:records_import_change", args=[runs[0].pk])
    return reverse("admin:records_import_batch", args=[runs[0].batch])


class RunPagesAdmin(ReadOnlyAdmin):
    """Following runs, one or those of one upload, and cancelling, repeating and answering."""

    change_form_template = "admin/records/import/change_form.html"
    save_on_top = False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("batch/<slug:batch>/", view(self.batch), name="records_import_batch"),
            path("batch/<slug:batch>/now/", view(self.batch_now), name="records_import_batch_now"),
            path("batch/<slug:batch>/cancel/", view(self.cancel_all), name="records_import_cancel_all"),
            path("<int:pk>/now/", view(self.now), name="records_import_now"),
            *(
                path(f"<int:pk>/{name}/", view(partial(self.act, act=act)), name=f"records_import_{name}")
                for name, act in (("cancel", _cancel), ("retry", _retry), ("answer", _answer))
            ),
        ]
        return [*own, *super().get_urls()]

    # -- looking

    def batch(self, request: HttpRequest, batch: str) -> HttpResponse:
        """All files of one upload."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Files that were added together"),
            "batch": batch,
            "media": self.media,
            **self._follow(request, self._runs_of(request, batch)),
        }
        return TemplateResponse(request, "admin/records/import/batch.html", context)

    def batch_now(self, request: HttpRequest, batch: str) -> HttpResponse:
        """The part of the page that changes."""
        return self._fragment(request, self._runs_of(request, batch), batch)

    def now(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The part of a run's page that changes."""
        return self._fragment(request, [self._run(request, pk)], "")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        if (run := kwargs.get("obj") or context.get("original")) is not None:
            siblings = (
                Import.objects.filter(batch=run.batch).exclude(pk=run.pk)
                if run.batch
                else Import.objects.none()
            )
            context.update(self._follow(request, [run]), title=run.file_name, subtitle=None, batch="")
            context["has_siblings"] = siblings.exists()
        return super().render_change_form(request, context, *args, **kwargs)

    def _fragment(self, request: HttpRequest, runs: list[Import], batch: str) -> HttpResponse:
        context = {**self._follow(request, runs), "batch": batch}
        return TemplateResponse(request, "admin/records/import/_runs.html", context)

    def _follow(self, request: HttpRequest, runs: list[Import]) -> dict[str, Any]:
        return {"following": present_runs(runs), "may_add": may_add(request)}

    def _runs_of(self, request: HttpRequest, batch: str) -> list[Import]:
        if not self.has_view_permission(request):
            raise PermissionDenied
        runs = list(
            Import.objects.filter(batch=batch).select_related("thesis", "by").defer("notices").order_by("pk")
        )
        if not runs:
            raise Http404
        return runs

    def _run(self, request: HttpRequest, pk: int) -> Import:
        if not self.has_view_permission(request):
            raise PermissionDenied
        run = Import.objects.select_related("thesis", "by").filter(pk=pk).first()
        if run is None:
            raise Http404
        return run

    # -- doing

    def act(self, request: HttpRequest, pk: int, act: Callable[[HttpRequest, Import], None]) -> HttpResponse:
        """One thing done to one run; back to the page it was done from."""
        self._require(request)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        run = self._run(request, pk)
        try:
            act(request, run)
        except Refused as error:
            self.message_user(request, str(error), messages.WARNING)
        is_alone = request.POST.get("from") != "batch" or not run.batch
        address = page_of([run]) if is_alone else reverse("admin:records_import_batch", args=[run.batch])
        return HttpResponseRedirect(address)

    def cancel_all(self, request: HttpRequest, batch: str) -> HttpResponse:
        """Whatever of an upload has not ended."""
        self._require(request)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        for run in self._runs_of(request, batch):
            if run.outcome in {Import.Outcome.WAITING, Import.Outcome.RUNNING, Import.Outcome.ASKING}:
                try:
                    _cancel(request, run)
                except Refused as error:
                    self.message_user(request, f"{run.file_name}: {error}", messages.WARNING)
        return HttpResponseRedirect(reverse("admin:records_import_batch", args=[batch]))

    def _require(self, request: HttpRequest) -> None:
        if not may_add(request):
            raise PermissionDenied


def _cancel(request: HttpRequest, run: Import) -> None:
    cancel_import(run=run, by=request.user, is_lost=is_lost(run))


def _retry(request: HttpRequest, run: Import) -> None:
    with transaction.atomic():
        line_up_import(run=run, by=request.user, is_lost=is_lost(run))
        enqueue(run)


def _answer(request: HttpRequest, run: Import) -> None:
    answer = request.POST.get("is")
    if answer not in {"version", "new"}:
        raise Refused(_("Say whose file it is."))
    with transaction.atomic():
        answer_import(run=run, thesis=run.thesis if answer == "version" else None, by=request.user)
        enqueue(run)
