"""Theses, and their chapters to read."""

from __future__ import annotations

from django.urls import path

from kb.web.views import reading, theses

urlpatterns = [
    path("theses/", theses.show_list, name="thesis-list"),
    path("theses/<slug:slug>/", theses.show, name="thesis-detail"),
    path("theses/<slug:slug>/<slug:chapter>/", reading.show, name="chapter-detail"),
]
