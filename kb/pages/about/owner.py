"""Who answers for the site, as its settings say."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Owner:
    """``name`` and ``contact`` are "" where nobody said; ``url`` opens a letter or the page that ``contact`` names."""

    name: str
    contact: str
    url: str


def present_owner() -> Owner:
    contact = settings.KB_CONTACT.strip()
    if contact.startswith(("https://", "http://")):
        return Owner(settings.KB_OWNER, contact.partition("://")[2].strip("/"), contact)
    return Owner(settings.KB_OWNER, contact, f"mailto:{contact}" if "@" in contact else "")
