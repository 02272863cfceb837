"""Themes, and what is read across under them."""

from __future__ import annotations

from django.urls import path

from kb.web.views import errors

urlpatterns = [
    path("themes/", errors.show_not_found, name="theme-list"),
    path("themes/<slug:slug>/", errors.show_not_found, name="theme-detail"),
]
