"""What every template knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from kb.web.navigation import present_navigation

if TYPE_CHECKING:
    from django.http import HttpRequest

SITE_NAME = "Tverrsnitt"


def site(request: HttpRequest) -> dict[str, object]:
    """The context that every page shares."""
    return {
        "site_name": SITE_NAME,
        "navigation": present_navigation(request.path),
        "languages": [{"code": code, "name": name} for code, name in settings.LANGUAGES],
    }
