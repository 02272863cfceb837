"""The admin site of the curators."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class CurationSite(AdminSite):
    site_title = _("Tverrsnitt curation")
    site_header = _("Tverrsnitt curation")
    index_title = _("Theses, quotations and sources")
