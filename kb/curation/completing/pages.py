"""The pages on which files of references complete works: adding one, going through it, taking decisions back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kb.curation.base import RecordAdmin
from kb.curation.completing.cards import PER_PAGE, name_work, present_cards, present_places, present_row
from kb.curation.completing.stubs import address_after, present_stub
from kb.curation.completing.words import VERDICTS, tell_problem, tell_unreadable
from kb.curation.completing.work_form import WorkForm
from kb.importing.candidates import Verdict
from kb.importing.completing import (
    add_as_new,
    fill_in,
    fill_in_sure,
    find_sure,
    join,
    mark_of,
    match_again,
    take_in_file,
    take_in_lists,
)
from kb.importing.libraries import MOST_BYTES, UnreadableLibrary
from kb.importing.stubs import find_next
from kb.records.actions import Refused, skip_entry, undo
from kb.records.models import Operation, ReferenceEntry, ReferenceFile, Work
from kb.records.permissions import may

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

SURE_AT_ONCE = 100
State = ReferenceEntry.State
# What a list can be narrowed to: matches of open entries, then all that are decided, then all.
DECIDED, ALL = "decided", "all"


class LibraryForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=None,
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose a file first.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                tell_unreadable(UnreadableLibrary("too_large", what=str(MOST_BYTES // 1024 // 1024)))
            )
        return file

    def clean(self) -> dict[str, Any] | None:
        if "whole" not in self.data:
            raise forms.ValidationError(
                _("Not everything arrived, so nothing of it was kept. Add the file again.")
            )
        return super().clean()


class CompletingAdmin(RecordAdmin):
    """Works from BibTeX, RIS and CSL-JSON, gone through by a person."""

    form = WorkForm
    change_form_template = "admin/completing/work_form.html"
    change_list_template = "admin/records/work/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("complete/", view(self.complete), name="records_work_complete"),
            path("complete/next/", view(self.complete_next), name="records_work_complete_next"),
            path("complete/lists/", view(self.complete_lists), name="records_work_complete_lists"),
            path("complete/<int:pk>/", view(self.complete_file), name="records_work_complete_file"),
            path("complete/<int:pk>/sure/", view(self.complete_sure), name="records_work_complete_sure"),
            path("complete/<int:pk>/again/", view(self.complete_again), name="records_work_complete_again"),
            path(
                "complete/<int:pk>/entry/<int:entry>/", view(self.decide), name="records_work_complete_entry"
            ),
            path(
                "complete/<int:pk>/undo/<int:operation>/",
                view(self.take_back),
                name="records_work_complete_undo",
            ),
        ]
        return [*own, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """The form, with the places that cite the work beneath; of a stub, what it may be stands before it."""
        work: Work | None = kwargs.get("obj") or context.get("original")
        if work is not None and work.pk and not work.title:
            context["stub"] = present_stub(work, self.find_merge_url(request))
            if "stub" in request.GET and "title" in (fields := context["adminform"].form.fields):
                fields["title"].widget.attrs["autofocus"] = True
        elif work is not None and work.pk:
            places, n_places, n_theses = present_places(work)
            context.update(cited_places=places, n_places=n_places, n_theses=n_theses)
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Work) -> HttpResponse:
        """After saving: on to the next stub, where that was asked for."""
        response = super().response_change(request, obj)
        return HttpResponseRedirect(address_after(obj)) if "_nextstub" in request.POST else response

    def complete_next(self, request: HttpRequest) -> HttpResponse:
        """To the form of the stub that comes after another, or of the first; the most cited come first."""
        self._require(request)
        after = Work.objects.filter(pk=_number(request.GET.get("after"))).first()
        stub = find_next(after)
        if stub is None:
            self.message_user(request, _("Every work has a title."), messages.SUCCESS)
            return HttpResponseRedirect(_address())
        return HttpResponseRedirect(f"{reverse('admin:records_work_change', args=[stub.pk])}?stub")

    def find_merge_url(self, request: HttpRequest) -> Callable[..., str] | None:
        """What makes the address on which works are compared and joined; None for who may not."""
        return None

    # -- files

    def complete(self, request: HttpRequest) -> HttpResponse:
        """Add a file, or go on with one."""
        self._require(request)
        form = LibraryForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data["file"]
            try:
                taken = take_in_file(given.name or "", given.read(), by=request.user)
            except UnreadableLibrary as error:
                form.add_error("file", tell_unreadable(error))
            else:
                if not taken.is_new:
                    self.message_user(
                        request, _("This very file is here already: go on with it."), messages.WARNING
                    )
                return HttpResponseRedirect(_address("file", taken.file.pk))
        files = (
            ReferenceFile.objects.select_related("by")
            .annotate(n_all=Count("entries"), n_open=Count("entries", filter=Q(entries__state=State.OPEN)))
            .order_by("-created", "-pk")
        )
        page = Paginator(files, PER_PAGE).get_page(request.GET.get("p"))
        context = {"form": form, "files": page, "n_stubs": Work.objects.filter(title="").count()}
        return self._render(request, "start", _("Complete works"), context)

    def complete_lists(self, request: HttpRequest) -> HttpResponse:
        """Compare the reference lists of the theses with the works that others only name."""
        self._require(request)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        file = take_in_lists(by=request.user, name=_("Reference lists of the theses"))
        if file is None:
            self.message_user(request, _("No reference list tells of a work that other theses only name."))
            return HttpResponseRedirect(_address())
        return HttpResponseRedirect(_address("file", file.pk))

    def complete_again(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Compare what is open with the works as they are now."""
        file = self._file(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        match_again(file)
        self.message_user(request, _("Compared anew."), messages.SUCCESS)
        return HttpResponseRedirect(_address("file", pk))

    # -- entries

    def complete_file(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The entries of a file, a page at a time."""
        file = self._file(request, pk)
        counts = _count(file)
        shown = request.GET.get("show", "")
        if shown not in {*counts, ALL}:
            shown = next((verdict for verdict in VERDICTS if counts[verdict]), DECIDED)
        entries = file.entries.select_related("work", "file")
        if shown == DECIDED:
            entries = entries.exclude(state=State.OPEN)
        elif shown != ALL:
            entries = entries.filter(state=State.OPEN, verdict=shown)
        page = Paginator(entries, PER_PAGE).get_page(request.GET.get("p"))
        tabs = [(verdict.value, label, counts[verdict]) for verdict, label in VERDICTS.items()]
        context = {
            "file": file,
            "cards": present_cards(list(page.object_list)),
            "listed": page,
            "shown": shown,
            "tabs": [*tabs, (DECIDED, _("decided"), counts[DECIDED]), (ALL, _("all"), sum(counts.values()))],
            "n_sure": counts[Verdict.SURE],
            "problems": [(problem, tell_problem(problem)) for problem in file.problems],
            "n_lost": sum(bool(problem.get("is_lost")) for problem in file.problems),
            "may_join": may(request.user, "join_entry"),
            "last": _last_of(request, file),
        }
        return self._render(request, "file", file.name, context)

    def decide(self, request: HttpRequest, pk: int, entry: int) -> HttpResponse:
        """What a person says of one entry; on to the next."""
        file = self._file(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        row = get_object_or_404(file.entries.select_related("file"), pk=entry)
        try:
            self._decide(request, row)
        except Refused as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(_back(request, pk, row.number))
        return HttpResponseRedirect(_back(request, pk, _number(request.POST.get("next"))))

    def _decide(self, request: HttpRequest, row: ReferenceEntry) -> None:
        """Do it, refused in words where it cannot be done."""
        match request.POST.get("do"):
            case "skip":
                skip_entry(entry=row, by=request.user)
            case "add":
                work = add_as_new(row, by=request.user)
                self.message_user(request, _("Added: %s.") % name_work(work), messages.SUCCESS)
            case "fill":
                work = _chosen_work(request, row, "work")
                chosen = request.POST.getlist("field")
                fill_in(row, work, chosen=chosen, by=request.user, seen=request.POST.get("seen", ""))
                self.message_user(request, _("Filled in: %s.") % name_work(work), messages.SUCCESS)
            case "join":
                keep, stub = _chosen_work(request, row, "keep"), _chosen_work(request, row, "work")
                join(row, keep=keep, stub=stub, by=request.user, seen=request.POST.get("seen", ""))
                self.message_user(request, _("Joined with %s.") % name_work(keep), messages.SUCCESS)
            case _:
                raise Refused(_("Say what is to be done with the entry."))

    def complete_sure(self, request: HttpRequest, pk: int) -> HttpResponse:
        """All that are sure in one table, to look over and accept together."""
        file = self._file(request, pk)
        if request.method == "POST":
            only = {
                key: request.POST.get(f"seen-{key}", "")
                for key in map(_number, request.POST.getlist("entry"))
                if key
            }
            done, refused = fill_in_sure(file, by=request.user, only=only) if only else (0, [])
            told = ngettext("%d work was filled in.", "%d works were filled in.", done) % done
            self.message_user(request, told, messages.SUCCESS if done else messages.WARNING)
            for sentence in refused[:5]:
                self.message_user(request, sentence, messages.ERROR)
            return HttpResponseRedirect(_address("file", pk))
        sure = find_sure(file, most=SURE_AT_ONCE)
        rows = [
            {
                "row": row,
                "work": work,
                "name": name_work(work),
                "fields": [present_row(filling) for filling in fillings],
                "mark": mark_of(work),
            }
            for row, work, fillings in sure
        ]
        context = {"file": file, "rows": rows, "is_part": len(rows) == SURE_AT_ONCE}
        return self._render(request, "sure", _("All that are sure"), context)

    def take_back(self, request: HttpRequest, pk: int, operation: int) -> HttpResponse:
        """Undo one decision, or those that were taken together."""
        file = self._file(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        done = get_object_or_404(Operation, pk=operation)
        if not _decided_in(file, done):
            raise Http404
        try:
            undo(operation=done, by=request.user)
        except Refused as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, _("Taken back."), messages.SUCCESS)
        return HttpResponseRedirect(_back(request, pk, _number(request.POST.get("next"))))

    # -- shared

    def _require(self, request: HttpRequest) -> None:
        if not request.user.has_perm("records.change_work"):
            raise PermissionDenied

    def _file(self, request: HttpRequest, pk: int) -> ReferenceFile:
        self._require(request)
        return get_object_or_404(ReferenceFile.objects.select_related("by"), pk=pk)

    def _render(self, request: HttpRequest, name: str, title: str, context: dict[str, Any]) -> HttpResponse:
        shared = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "media": self.media,
        }
        return TemplateResponse(request, f"admin/completing/{name}.html", {**shared, **context})


def _address(name: str = "", *args: int) -> str:
    return reverse(f"admin:records_work_complete{'_' + name if name else ''}", args=args)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _back(request: HttpRequest, pk: int, number: int) -> str:
    """The list that the person came from, at the entry that comes next."""
    query = {name: request.POST[name] for name in ("show", "p") if request.POST.get(name)}
    return f"{_address('file', pk)}?{urlencode(query)}" + (f"#entry-{number}" if number else "")


def _count(file: ReferenceFile) -> dict[str, int]:
    """How many entries there are of each match, and how many are decided."""
    counts = {verdict.value: 0 for verdict in VERDICTS} | {DECIDED: 0}
    grouped = file.entries.values_list("state", "verdict").annotate(n=Count("pk")).order_by()
    for state, verdict, n in grouped:
        counts[verdict if state == State.OPEN else DECIDED] += n
    return counts


def _chosen_work(request: HttpRequest, row: ReferenceEntry, name: str) -> Work:
    """A work that the entry was shown with."""
    pk = _number(request.POST.get(name))
    work: Work | None = Work.objects.prefetch_related("authorships__person").filter(pk=pk).first()
    if work is None or pk not in row.candidates:
        raise Refused(_("That work is no longer there. Compare the file anew."))
    return work


def _last_of(request: HttpRequest, file: ReferenceFile) -> Operation | None:
    """What this person decided last in the file, if it was not taken back."""
    own = Operation.objects.filter(by_id=request.user.pk, undoes=None, undone_by=None).order_by("-pk")
    return next((operation for operation in own[:1] if _decided_in(file, operation)), None)


def _decided_in(file: ReferenceFile, operation: Operation) -> bool:
    """Whether the operation decided entries of the file."""
    changed = operation.changes.filter(content_type__model="referenceentry").values("object_id")
    return file.entries.filter(pk__in=changed).exists()
