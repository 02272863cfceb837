"""Quotations, each with an address of its own."""

from __future__ import annotations

from django.urls import path, register_converter

from kb.pages.quotations.files import FORMS
from kb.web.views import quotations


class _FormConverter:
    regex = "|".join(form.replace(".", r"\.") for form in FORMS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(_FormConverter, "quotations_form")

urlpatterns = [
    path("quotations/", quotations.show_list, name="quotation-list"),
    path("quotations/table/", quotations.show_table, name="quotation-table"),
    path("quotations.<quotations_form:form>", quotations.show_file, name="quotation-file"),
    path("quotations/feed/", quotations.show_feed, name="quotation-feed"),
    path("q/<slug:public_id>/", quotations.show, name="quotation-detail"),
]
