"""Records' citations as files. The dot keeps their addresses apart from all others: no slug and no id holds one."""

from __future__ import annotations

from django.urls import path, register_converter

from kb.exports.citation_files import MEDIA_TYPES
from kb.web.views import citations


class _FormConverter:
    regex = "|".join(form.replace(".", r"\.") for form in MEDIA_TYPES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(_FormConverter, "citation_form")

urlpatterns = [
    path("theses/<slug:slug>.<citation_form:form>", citations.show_thesis, name="thesis-citation"),
    path("works/<slug:slug>.<citation_form:form>", citations.show_work, name="work-citation"),
    path("q/<slug:public_id>.<citation_form:form>", citations.show_quotation, name="quotation-citation"),
]
