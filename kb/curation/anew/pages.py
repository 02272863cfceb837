"""The pages on which a curator sees what a new reading did to people's work, and decides what has no sure place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.curation.anew.places import read_place, search_places
from kb.curation.anew.presenting import Outcome, State, find_nearly, present_card, present_effect, see, sum_up
from kb.curation.base import RecordAdmin
from kb.curation.run_pages import may_add
from kb.importing.anew import find_kept, is_behind, line_up_anew
from kb.records.actions import Outdated, Refused, drop_anew, keep_anew, place_anew, undo
from kb.records.models import Import, Operation, Reanchoring, Thesis
from kb.records.recording import record

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

RIGHT = "records.change_quotation"
NAMED = "decide_anew"
PER_PAGE = 25


class AnewAdmin(RecordAdmin):
    """Reading a thesis anew, and what became of people's work in it."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        base = "<int:thesis_pk>/anew"
        own = [
            path(f"{base}/", view(self.anew), name="records_thesis_anew"),
            path(f"{base}/read/", view(self.anew_read), name="records_thesis_anew_read"),
            path(f"{base}/<int:run_pk>/", view(self.anew_reading), name="records_thesis_anew_reading"),
            path(f"{base}/<int:run_pk>/nearly/", view(self.anew_nearly), name="records_thesis_anew_nearly"),
            path(f"{base}/<int:run_pk>/undo/", view(self.anew_undo), name="records_thesis_anew_undo"),
            path(
                f"{base}/<int:run_pk>/<int:row_pk>/decide/",
                view(self.anew_decide),
                name="records_thesis_anew_decide",
            ),
        ]
        return [*own, *super().get_urls()]

    # -- looking

    def anew(self, request: HttpRequest, thesis_pk: int) -> HttpResponse:
        """The file that is kept, the ways to read it anew, and what earlier readings did."""
        thesis = self._of_anew(request, thesis_pk)
        source = find_kept(thesis)
        runs = [run for run in thesis.imports.defer("notices").order_by("-pk")[:20] if run.effect]
        return self._show_anew(
            request,
            thesis,
            "admin/anew/start.html",
            source=source,
            is_behind=source is not None and is_behind(source),
            readings=[(run, sum_up(run)) for run in runs],
            may_read=may_add(request),
        )

    def anew_reading(self, request: HttpRequest, thesis_pk: int, run_pk: int) -> HttpResponse:
        """One reading: what would change (of a trial), or each record that has to be decided, one at a time."""
        thesis = self._of_anew(request, thesis_pk)
        run = self._run(thesis, run_pk)
        if run.is_preview:
            told = present_effect(run)
            return self._show_anew(
                request, thesis, "admin/anew/preview.html", run=run, may_read=may_add(request), **told
            )
        shown = request.GET.get("show", "")
        rows = run.reanchorings.exclude(state=State.PASSED_ON).select_related("content_type", "thesis")
        chosen = rows.filter(outcome=shown) if shown in Outcome.values else rows.exclude(state=State.SETTLED)
        listed = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
        row = self._find_row(request, rows, chosen)
        words = request.GET.get("q", "").strip()[:400]
        found = search_places(row, words) if row is not None and words else []
        return self._show_anew(
            request,
            thesis,
            "admin/anew/reading.html",
            run=run,
            summary=sum_up(run),
            shown=shown if shown in Outcome.values else "",
            listed=listed,
            card=present_card(row, found) if row is not None else None,
            words=words,
            last=self._find_last(request, thesis),
        )

    def _find_row(self, request: HttpRequest, rows: Any, chosen: Any) -> Reanchoring | None:
        """The one that is asked for, else the first that waits."""
        asked = request.GET.get("row", "")
        if asked.isascii() and asked.isdecimal() and len(asked) < 18:
            found: Reanchoring | None = rows.filter(pk=int(asked)).first()
            if found is None:
                raise Http404
            return found
        first: Reanchoring | None = chosen.filter(state=State.OPEN).first()
        return first

    # -- doing

    def anew_read(self, request: HttpRequest, thesis_pk: int) -> HttpResponse:
        """Puts the kept file into the line, to be read or to be tried; on to where it is followed."""
        thesis = self._of_anew(request, thesis_pk)
        if not may_add(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            run = line_up_anew(thesis, by=request.user, preview=request.POST.get("do") != "read")
        except Refused as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse("admin:records_thesis_anew", args=[thesis.pk]))
        return HttpResponseRedirect(reverse("admin:records_import_change", args=[run.pk]))

    def anew_decide(self, request: HttpRequest, thesis_pk: int, run_pk: int, row_pk: int) -> HttpResponse:
        thesis = self._of_anew(request, thesis_pk)
        run = self._run(thesis, run_pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        row = run.reanchorings.select_related("content_type").filter(pk=row_pk).first()
        if row is None:
            raise Http404
        back = reverse("admin:records_thesis_anew_reading", args=[thesis.pk, run.pk])
        try:
            with record(NAMED, by=request.user, needs=[RIGHT]):
                _decide(request, row)
        except Refused as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(f"{back}?row={row.pk}")
        return HttpResponseRedirect(back)

    def anew_nearly(self, request: HttpRequest, thesis_pk: int, run_pk: int) -> HttpResponse:
        """GET shows all that have one place and nearly the same words; POST places those that were shown."""
        thesis = self._of_anew(request, thesis_pk)
        run = self._run(thesis, run_pk)
        rows = find_nearly(run)[:PER_PAGE]
        if request.method == "POST":
            return self._place_nearly(request, thesis, run, rows)
        cards = [present_card(row) for row in rows]
        return self._show_anew(
            request, thesis, "admin/anew/nearly.html", run=run, cards=cards, summary=sum_up(run)
        )

    def _place_nearly(
        self, request: HttpRequest, thesis: Thesis, run: Import, rows: list[Reanchoring]
    ) -> HttpResponse:
        shown = set(request.POST.getlist("seen"))
        done, refused = 0, 0
        with record(NAMED, by=request.user, needs=[RIGHT]):
            for row in rows:
                if f"{row.pk}:{see(row)}" not in shown:
                    continue
                try:
                    place_anew(row=row, place=row.candidates[0], by=request.user)
                except Refused:
                    refused += 1
                else:
                    done += 1
        messages.success(request, ngettext("%d is placed.", "%d are placed.", done) % done)
        if refused:
            messages.warning(
                request, ngettext("%d could not be placed.", "%d could not be placed.", refused) % refused
            )
        return HttpResponseRedirect(reverse("admin:records_thesis_anew_reading", args=[thesis.pk, run.pk]))

    def anew_undo(self, request: HttpRequest, thesis_pk: int, run_pk: int) -> HttpResponse:
        """Takes back what this person decided last in the thesis; back to it."""
        thesis = self._of_anew(request, thesis_pk)
        run = self._run(thesis, run_pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        back = reverse("admin:records_thesis_anew_reading", args=[thesis.pk, run.pk])
        last = self._find_last(request, thesis)
        if last is None or str(last.pk) != request.POST.get("operation"):
            messages.warning(request, _("There is nothing to take back."))
            return HttpResponseRedirect(back)
        changed = last.changes.filter(content_type__model="reanchoring").first()
        try:
            undo(operation=last, by=request.user)
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Taken back."))
        return HttpResponseRedirect(f"{back}?row={changed.object_id}" if changed is not None else back)

    # -- parts

    def _find_last(self, request: HttpRequest, thesis: Thesis) -> Operation | None:
        mine = Operation.objects.filter(
            name=NAMED, thesis=thesis, by_id=request.user.pk, undone_by=None, undoes=None
        )
        return mine.order_by("-at", "-pk").first()

    def _of_anew(self, request: HttpRequest, pk: int) -> Thesis:
        thesis: Thesis | None = Thesis.objects.filter(pk=pk).first()
        if thesis is None:
            raise Http404
        if not request.user.has_perm(RIGHT) or not self.has_change_permission(request, thesis):
            raise PermissionDenied
        return thesis

    def _run(self, thesis: Thesis, pk: int) -> Import:
        run = thesis.imports.filter(pk=pk).first()
        if run is None:
            raise Http404
        return run

    def _show_anew(self, request: HttpRequest, thesis: Thesis, template: str, **more: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("After a new reading"),
            "thesis": thesis,
            "media": self.media,
            **more,
        }
        return TemplateResponse(request, template, context)


def _decide(request: HttpRequest, row: Reanchoring) -> None:
    """Raises Refused; Outdated where the row or its record is no longer what was looked at."""
    if request.POST.get("seen") != see(row):
        raise Outdated(_("“%s” was changed by somebody else in the meantime. Look at it again.") % row)
    what = request.POST.get("do", "")
    if what == "keep":
        keep_anew(row=row, by=request.user)
    elif what == "drop":
        drop_anew(row=row, by=request.user)
    elif (place := read_place(what)) is not None:
        place_anew(row=row, place=place, by=request.user)
    else:
        raise Refused(_("Say where it stands."))
