"""What every template knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """The context that every page shares."""
    return {"site_name": "Tverrsnitt"}
