"""What recurs in several theses, and what curators make of it."""

from __future__ import annotations

from django.urls import path

from kb.web.views import recurring

urlpatterns = [
    path("recurring/", recurring.show, name="recurring"),
    path("recurring/table/", recurring.show_table, name="recurring-table"),
    path("recurring/theme/", recurring.make_theme, name="recurring-theme"),
    path("recurring/aside/", recurring.set_aside, name="recurring-aside"),
    path("recurring/back/", recurring.bring_back, name="recurring-back"),
]
