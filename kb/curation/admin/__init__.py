"""The admin's pages, one module a subject; Django finds them by this module's name."""

from __future__ import annotations

from kb.curation.admin import (
    accounts,
    citations,
    files,
    people,
    quotations,
    redirects,
    text,
    themes,
    theses,
    works,
)

__all__ = [
    "accounts",
    "citations",
    "files",
    "people",
    "quotations",
    "redirects",
    "text",
    "themes",
    "theses",
    "works",
]
