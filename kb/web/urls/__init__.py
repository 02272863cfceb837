"""Addresses of the public pages; one module a subject."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("kb.web.urls.site")),
    path("", include("kb.web.urls.theses")),
    path("", include("kb.web.urls.quotations")),
    path("", include("kb.web.urls.themes")),
    path("", include("kb.web.urls.sources")),
    path("", include("kb.web.urls.compare")),
    path("", include("kb.web.urls.voices")),
    path("", include("kb.web.urls.search")),
    path("", include("kb.web.urls.recurring")),
    path("", include("kb.web.urls.citations")),
    path("", include("kb.web.urls.styleguide")),
]
