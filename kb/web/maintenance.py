"""The site closed for a while: the file that closes it, and what it answers meanwhile.

The file ``maintenance`` under KB_DATA is the switch: where it is, the site is closed, whatever is in it. The command
``maintenance`` writes it, with a message and a time; one made by hand, and empty, does as well. No database is asked.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

USUAL_WAIT = timedelta(minutes=10)
# Who is let in must be able to say who they are, and machines ask how the site is.
_ALWAYS_OPEN = ("health", "admin:login", "admin:logout")


@dataclass(frozen=True, slots=True)
class Maintenance:
    """The site is closed. ``until``: when it is thought to open again; None where nobody said, or that is past."""

    message: str = ""
    until: datetime | None = None

    @property
    def retry_after(self) -> int:
        """The seconds after which it is worth asking again."""
        wait = self.until - timezone.now() if self.until else USUAL_WAIT
        return max(60, int(wait.total_seconds()))


def find_switch() -> Path:
    return Path(settings.KB_DATA) / "maintenance"


def find_maintenance() -> Maintenance | None:
    """What closes the site, or None where it is open."""
    switch = find_switch()
    if not switch.exists():
        return Maintenance() if settings.KB_MAINTENANCE else None
    with contextlib.suppress(OSError, ValueError, TypeError, AttributeError):
        told = json.loads(switch.read_text(encoding="utf-8"))
        until = parse_datetime(told.get("until") or "")
        if until is not None and (timezone.is_naive(until) or until <= timezone.now()):
            until = None
        return Maintenance(str(told.get("message") or ""), until)
    return Maintenance()


def close_site(*, message: str = "", until: datetime | None = None) -> None:
    """Closes the site from the next request on."""
    told = json.dumps({"message": message, "until": until.isoformat() if until else ""}, ensure_ascii=False)
    switch = find_switch()
    # Never half written: a request in between meets the old file or the new one.
    new = switch.with_suffix(".new")
    new.write_text(told, encoding="utf-8")
    new.replace(switch)


def open_site() -> bool:
    """Opens the site again; whether it was closed."""
    switch = find_switch()
    was_closed = switch.exists()
    switch.unlink(missing_ok=True)
    return was_closed


class MaintenanceMiddleware:
    """Answers 503 while the site is closed; a superuser who is logged in goes about as ever, and is told."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        maintenance = find_maintenance()
        if maintenance is None or _is_always_open(request.path):
            return self.get_response(request)
        if _is_let_in(request):
            request.is_closed_to_others = True  # type: ignore[attr-defined]
            return self.get_response(request)
        from kb.web.views.errors import show_maintenance

        return show_maintenance(request, maintenance)


def _is_always_open(path: str) -> bool:
    return path.startswith(settings.STATIC_URL) or path in {reverse(name) for name in _ALWAYS_OPEN}


def _is_let_in(request: HttpRequest) -> bool:
    """Whether a superuser asks. Nobody without a session is looked up, and a base that is away lets nobody in."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    try:
        return bool(request.user.is_active and request.user.is_superuser)
    except DatabaseError:
        return False
