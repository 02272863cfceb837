"""Where theses are compared."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse


def compare_url(*slugs: str) -> str:
    """The address that compares the theses with these slugs; of one, the page where others are chosen."""
    query = urlencode({"t": slugs}, doseq=True)
    return f"{reverse('compare')}?{query}" if slugs else reverse("compare")
