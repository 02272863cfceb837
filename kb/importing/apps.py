from __future__ import annotations

from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "kb.importing"
    label = "importing"

    def ready(self) -> None:
        from kb.importing.renewing import renew_in_worker
        from kb.records.worker import worker_rests

        worker_rests.connect(renew_in_worker, dispatch_uid="recurring")
