"""Themes, and what is read across under them."""

from __future__ import annotations

from django.urls import path

from kb.web.views import themes

urlpatterns = [
    path("themes/", themes.show_list, name="theme-list"),
    path("themes/<slug:slug>/", themes.show, name="theme-detail"),
]
