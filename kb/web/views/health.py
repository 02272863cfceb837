"""Whether the site is well, for the machines that watch it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kb.web.maintenance import find_maintenance

if TYPE_CHECKING:
    from django.http import HttpRequest

log = logging.getLogger(__name__)


@never_cache
@require_safe
def show(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view's signature
    """200 where the database answers, else 503; why it does not stands in the log alone.

    A site that is closed for maintenance is well, and says so: what watches over it must not start it again.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        log.exception("the database does not answer")
        return JsonResponse({"status": "failing", "database": "failing"}, status=503)
    status = "ok" if find_maintenance() is None else "maintenance"
    return JsonResponse({"status": status, "database": "ok"})
