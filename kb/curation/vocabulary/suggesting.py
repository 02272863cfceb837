"""Themes suggested anew for the whole base: started, followed, looked at, carried out or let be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from kb.curation.review.reasons import explain_theme
from kb.curation.vocabulary.bulk import name_themes
from kb.curation.vocabulary.deciding import show_text
from kb.curation.vocabulary.pages import ThemePagesAdmin
from kb.importing.presence import is_any_alive
from kb.importing.resuggesting import cancel_run, choose_run, start_run
from kb.records.actions import Refused
from kb.records.models import SuggestionChange, SuggestionRun, Theme

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

PAGE = 50
State = SuggestionRun.State
RIGHT = "records.change_themelink"


class SuggestAdmin(ThemePagesAdmin):
    """The pages of runs of suggestions."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("suggest/", view(self.suggest), name="records_theme_suggest"),
            path("suggest/<int:pk>/", view(self.show_run), name="records_theme_suggestrun"),
            path("suggest/<int:pk>/now/", view(self.run_now), name="records_theme_suggestnow"),
        ]
        return [*own, *super().get_urls()]

    def suggest(self, request: HttpRequest) -> HttpResponse:
        """The runs there were, and the form that starts one."""
        _require(request)
        if request.method == "POST":
            chosen = request.POST.get("theme", "")
            theme = Theme.objects.filter(pk=chosen).first() if chosen.isdecimal() else None
            if chosen and theme is None:
                raise Http404
            run = start_run(theme, by=request.user)
            return HttpResponseRedirect(reverse("admin:records_theme_suggestrun", args=[run.pk]))
        runs = SuggestionRun.objects.select_related("theme", "by")[:20]
        return self.show(
            request,
            "suggest.html",
            _("Suggest anew"),
            runs=runs,
            themes=name_themes(),
            chosen=request.GET.get("theme", ""),
        )

    def show_run(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How far it is; then what it would change, to be carried out or let be."""
        _require(request)
        run = _find(pk)
        if request.method == "POST":
            _act(request, run)
            return HttpResponseRedirect(reverse("admin:records_theme_suggestrun", args=[run.pk]))
        kind = request.GET.get("kind", SuggestionChange.Kind.NEW)
        counts = dict(run.changes.order_by().values_list("kind").annotate(n=Count("pk")))
        rows = run.changes.filter(kind=kind).select_related("theme", "thesis", "content_type")
        page = Paginator(rows.prefetch_related(None), PAGE).get_page(request.GET.get("page"))
        return self.show(
            request,
            "suggest_run.html",
            _("Suggest anew: %s") % run,
            run=run,
            kinds=[(value, label, counts.get(value, 0)) for value, label in SuggestionChange.Kind.choices],
            kind=kind,
            page=page,
            rows=_show_changes(list(page)),
            sorts=_count_sorts(run),
            n_theses=run.changes.order_by().values("thesis").distinct().count(),
            n_all=sum(counts.values()),
            is_idle=run.is_open and not is_any_alive(),
            now=reverse("admin:records_theme_suggestnow", args=[run.pk]),
        )

    def run_now(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The part of the page that changes while it is worked on."""
        _require(request)
        run = _find(pk)
        is_idle = run.is_open and not is_any_alive()
        return self.show(request, "_suggest_now.html", "", run=run, is_idle=is_idle)


def _require(request: HttpRequest) -> None:
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    if request.method not in {"GET", "HEAD", "POST"}:
        raise Http404


def _find(pk: int) -> SuggestionRun:
    run = SuggestionRun.objects.select_related("theme", "by").filter(pk=pk).first()
    if run is None:
        raise Http404
    return run


def _act(request: HttpRequest, run: SuggestionRun) -> None:
    acts = {"carry": lambda: choose_run(run, by=request.user), "cancel": lambda: cancel_run(run)}
    act = acts.get(request.POST.get("deed", ""))
    try:
        if act is not None:
            act()
    except Refused as error:
        messages.error(request, str(error))


def _count_sorts(run: SuggestionRun) -> list[tuple[str, int, int, int]]:
    """What would come, go and change by sort of record."""
    found: dict[int, dict[str, int]] = {}
    for content_type, kind, n in (
        run.changes.order_by().values_list("content_type", "kind").annotate(n=Count("pk"))
    ):
        found.setdefault(content_type, {})[kind] = n
    rows = []
    for content_type, by in found.items():
        model = ContentType.objects.get_for_id(content_type).model_class()
        name = str(model._meta.verbose_name_plural) if model else "–"
        rows.append((name, by.get("new", 0), by.get("lost", 0), by.get("changed", 0)))
    return sorted(rows)


def _show_changes(changes: list[SuggestionChange]) -> list[dict[str, object]]:
    """The changes with what their records say; one query a sort of record."""
    keys: dict[ContentType, list[int]] = {}
    for change in changes:
        keys.setdefault(change.content_type, []).append(change.object_id)
    records = {
        (content_type.pk, pk): record
        for content_type, pks in keys.items()
        if (model := content_type.model_class()) is not None
        for pk, record in model._default_manager.in_bulk(pks).items()
    }
    return [
        {
            "theme": change.theme,
            "thesis": change.thesis,
            "percent": round(change.confidence * 100),
            "was": None if change.was is None else round(change.was * 100),
            "text": show_text(records.get((change.content_type_id, change.object_id))),
            "reason": explain_theme(change.reason),
        }
        for change in changes
    ]
