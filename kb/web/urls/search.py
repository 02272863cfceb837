"""Search."""

from __future__ import annotations

from django.urls import path

from kb.web.views import search

urlpatterns = [
    path("search/", search.show, name="search"),
]
