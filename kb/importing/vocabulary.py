"""Where the vocabulary that comes with the program lies, and how it gets into a new base."""

from __future__ import annotations

from django.conf import settings

from kb.importing.themes import store_vocabulary
from kb.ingest.vocabulary import read_entries
from kb.records.models import Theme

DEFAULT_VOCABULARY = settings.BASE_DIR / "fixtures" / "themes.json"


def ensure_vocabulary() -> int:
    """Loads the vocabulary into a base that has no theme yet; returns how many themes that made."""
    return 0 if Theme.objects.exists() else store_vocabulary(read_entries(DEFAULT_VOCABULARY))
