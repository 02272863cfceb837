"""Who and what is cited."""

from __future__ import annotations

from django.urls import path

from kb.web.views import errors

urlpatterns = [
    path("authors/", errors.show_not_found, name="author-list"),
    path("authors/<slug:slug>/", errors.show_not_found, name="author-detail"),
    path("works/", errors.show_not_found, name="work-list"),
    path("works/<slug:slug>/", errors.show_not_found, name="work-detail"),
]
