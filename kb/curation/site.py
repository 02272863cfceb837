"""The admin site of the curators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _

from kb.curation.queue import find_waiting

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest
    from django.template.response import TemplateResponse


class CurationSite(AdminSite):
    """Django's admin, whose first page says what waits for a person."""

    site_title = _("Tverrsnitt curation")
    site_header = _("Tverrsnitt curation")
    index_title = _("Theses, quotations and sources")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return super().index(request, {"waiting": find_waiting(request), **(extra_context or {})})
