"""Search."""

from __future__ import annotations

from django.urls import path

from kb.web.views import search

urlpatterns = [
    path("search/", search.show, name="search"),
    path("search/feed/", search.show_feed, name="search-feed"),
    path("search/table/", search.show_table, name="search-table"),
    path("search/suggestions/", search.show_suggestions, name="search-suggestions"),
    path("search/similar/<slug:slug>/<slug:anchor>/", search.show_similar, name="similar"),
]
