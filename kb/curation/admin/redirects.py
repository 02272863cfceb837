"""Old addresses."""

from __future__ import annotations

from django.contrib import admin

from kb.curation.base import ReadOnlyAdmin
from kb.records.models import SlugRedirect


@admin.register(SlugRedirect)
class SlugRedirectAdmin(ReadOnlyAdmin):
    list_display = ("old_slug", "kind", "target_id")
    list_filter = ("kind",)
    search_fields = ("old_slug",)
