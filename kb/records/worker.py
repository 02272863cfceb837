"""The worker (`manage.py reindex --watch`) tells here when it has nothing left to write: others may have something."""

from __future__ import annotations

from django.dispatch import Signal

# Sent after each look for changes, many times an hour: what listens asks cheaply whether there is anything to do.
worker_rests = Signal()
