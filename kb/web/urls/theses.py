"""Theses, and their chapters to read."""

from __future__ import annotations

from django.urls import path

from kb.web.views import reading, sources, theses

urlpatterns = [
    path("theses/", theses.show_list, name="thesis-list"),
    path("theses/table/", theses.show_table, name="thesis-table"),
    path("theses/<slug:slug>/", theses.show, name="thesis-detail"),
    # No chapter has this slug: kb.importing.text keeps it free.
    path("theses/<slug:slug>/sources/", sources.show_thesis, name="thesis-sources"),
    path("theses/<slug:slug>/<slug:chapter>/", reading.show, name="chapter-detail"),
]
