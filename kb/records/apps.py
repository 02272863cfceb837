from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "kb.records"
    label = "records"
    verbose_name = _("Records")

    def ready(self) -> None:
        from kb.records import recording, stamps, theme_names, writes

        stamps.connect()
        recording.connect()
        writes.connect()
        theme_names.connect()
