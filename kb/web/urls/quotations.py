"""Quotations, each with an address of its own."""

from __future__ import annotations

from django.urls import path

from kb.web.views import quotations

urlpatterns = [
    path("quotations/", quotations.show_list, name="quotation-list"),
    path("quotations/table/", quotations.show_table, name="quotation-table"),
    path("quotations/feed/", quotations.show_feed, name="quotation-feed"),
    path("q/<slug:public_id>/", quotations.show, name="quotation-detail"),
]
