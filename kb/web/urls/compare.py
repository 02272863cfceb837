"""Theses compared."""

from __future__ import annotations

from django.urls import path

from kb.web.views import compare

urlpatterns = [
    path("compare/", compare.show, name="compare"),
    path("compare/table/", compare.show_table, name="compare-table"),
]
