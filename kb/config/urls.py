"""The map of the site."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("kb.web.urls")),
]

handler400 = "kb.web.views.errors.show_bad_request"
handler403 = "kb.web.views.errors.show_forbidden"
handler404 = "kb.web.views.errors.show_not_found"
handler500 = "kb.web.views.errors.show_failure"
