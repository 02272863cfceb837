"""The style guide; served while the site is built, never in production."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import path

from kb.web.views import styleguide

if TYPE_CHECKING:
    from django.urls import URLPattern


def list_addresses(mode: str) -> list[URLPattern]:
    """The addresses of the guide; none in production."""
    if mode == "production":
        return []
    return [
        path("styleguide/", styleguide.show, name="styleguide"),
        path("styleguide/tokens.css", styleguide.show_tokens, name="styleguide-tokens"),
    ]


urlpatterns = list_addresses(settings.KB_MODE)
