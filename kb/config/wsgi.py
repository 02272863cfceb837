"""The WSGI application that gunicorn serves."""

from __future__ import annotations

import os
import threading

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.config.settings")

application = get_wsgi_application()


def _warm_up() -> None:
    """Read what pages count before somebody asks for it; where it cannot be read yet, the first page will."""
    import logging

    from django.db import DatabaseError, connection

    from kb.synthesis.facts import load_facts

    try:
        load_facts()
    except DatabaseError as error:
        logging.getLogger(__name__).warning("The base cannot be read yet: %s", error)
    finally:
        connection.close()


if settings.KB_MODE == "production":
    threading.Thread(target=_warm_up, daemon=True).start()
