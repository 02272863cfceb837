"""The admin site of the curators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from kb.curation.accounts.attempts import know_browser
from kb.curation.accounts.login import LoginForm
from kb.curation.duplicates import DuplicatesPages
from kb.curation.history.pages import HistoryPages
from kb.curation.overview.desk import find_piles
from kb.curation.overview.quality import present_quality
from kb.curation.overview.recent import find_deeds
from kb.curation.overview.sections import find_places, find_sections
from kb.curation.overview.under_way import find_under_way
from kb.curation.queue import find_waiting, may_see

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern, URLResolver

AT_A_GLANCE = 10
A_PAGE = 50


class CurationSite(AdminSite):
    """Django's admin, whose first page says what waits for a person, and with a bar that leads to the work."""

    site_title = gettext_lazy("Tverrsnitt curation")
    site_header = gettext_lazy("Tverrsnitt curation")
    index_title = gettext_lazy("Overview")
    login_form = LoginForm
    empty_value_display = "–"
    # The bar leads everywhere, and the overview has all lists.
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLPattern | URLResolver]:
        own = [
            path("now/", self.admin_view(self.now), name="overview-now"),
            path("quality/", self.admin_view(self.quality), name="quality"),
            *HistoryPages(self).get_urls(),
            *DuplicatesPages(self).get_urls(),
        ]
        return [*own, *super().get_urls()]

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The door; a browser that was let in is known the next time."""
        response = super().login(request, extra_context)
        if request.method == "POST" and request.user.is_authenticated:
            know_browser(request, response, request.user)
        return response

    @method_decorator(never_cache)
    def password_change_done(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        return super().password_change_done(request, extra_context)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        if context["has_permission"]:
            context |= {"sections": find_sections(request), "places": find_places(request)}
        return context

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """What waits, what is under way, how good each thesis is, and who did what."""
        told = {
            "waiting": find_waiting(request),
            "piles": find_piles(request),
            "following": find_under_way(request),
            "quality": present_quality(request, per_page=AT_A_GLANCE) if _may_judge(request) else None,
            "deeds": find_deeds(request),
        }
        return super().index(request, {**told, **(extra_context or {})})

    def now(self, request: HttpRequest) -> HttpResponse:
        """The part of the first page that changes while files are read."""
        context = {**self.each_context(request), "following": find_under_way(request)}
        return TemplateResponse(request, "admin/overview/_runs.html", context)

    def quality(self, request: HttpRequest) -> HttpResponse:
        """All theses with what is left to do in each."""
        if not _may_judge(request):
            raise PermissionDenied
        context = {
            **self.each_context(request),
            "title": _("What is left to review"),
            "quality": present_quality(request, per_page=A_PAGE),
        }
        return TemplateResponse(request, "admin/overview/quality.html", context)


def _may_judge(request: HttpRequest) -> bool:
    return may_see(request, "thesis") and may_see(request, "quotation")
