from __future__ import annotations

from django.apps import AppConfig, apps
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CurationConfig(AppConfig):
    name = "kb.curation"
    label = "curation"
    verbose_name = _("Curation")

    def ready(self) -> None:
        from kb.curation.groups import ensure_roles, use_names
        from kb.curation.personal.labels import find_doubts
        from kb.curation.yes_no import use_words
        from kb.records.actions.checklist import add_probe

        # What the checklist cannot know by the records alone.
        add_probe(find_doubts)
        use_words()
        use_names()
        # Django makes the permissions of the records on the same signal, and listens to it earlier.
        post_migrate.connect(
            ensure_roles, sender=apps.get_app_config("records"), dispatch_uid="curation-roles"
        )


class CurationAdminConfig(admin_apps.AdminConfig):
    """Django's admin, with our site in the place of its own."""

    default = False
    default_site = "kb.curation.site.CurationSite"
