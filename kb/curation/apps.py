from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class CurationConfig(AppConfig):
    name = "kb.curation"
    label = "curation"
    verbose_name = _("Curation")


class CurationAdminConfig(admin_apps.AdminConfig):
    """Django's admin, with our site in the place of its own."""

    default = False
    default_site = "kb.curation.site.CurationSite"
