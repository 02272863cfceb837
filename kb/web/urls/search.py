"""Search."""

from __future__ import annotations

from django.urls import path

from kb.web.views import errors

urlpatterns = [
    path("search/", errors.show_not_found, name="search"),
]
