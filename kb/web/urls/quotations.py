"""Quotations, each with an address of its own."""

from __future__ import annotations

from django.urls import path

from kb.web.views import quotations

urlpatterns = [
    path("quotations/", quotations.show_list, name="quotation-list"),
    path("q/<slug:public_id>/", quotations.show, name="quotation-detail"),
]
