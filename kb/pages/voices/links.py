"""Where a voice is found: the one place that makes its address."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from kb.records.identifiers import make_voice_key

if TYPE_CHECKING:
    from collections.abc import Sequence


def voice_url(thesis_slug: str, label: str, **choices: str | Sequence[str]) -> str:
    """The page of the voice with this label in the thesis; ``choices`` (theme, confirmed …) narrow what it lists."""
    address = reverse("voice-detail", args=[thesis_slug, make_voice_key(label)])
    kept = {name: value for name, value in choices.items() if value}
    return f"{address}?{urlencode(kept, doseq=True)}" if kept else address


def voices_url(**choices: str | Sequence[str]) -> str:
    """The list of voices with these choices."""
    kept = {name: value for name, value in choices.items() if value}
    return f"{reverse('voice-list')}?{urlencode(kept, doseq=True)}" if kept else reverse("voice-list")
