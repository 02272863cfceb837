"""Who speaks in the theses, and everything that each of them says."""

from __future__ import annotations

from django.urls import path

from kb.web.views import voices

urlpatterns = [
    path("informants/", voices.show_list, name="voice-list"),
    path("informants/table/", voices.show_table, name="voice-list-table"),
    path("informants/<slug:slug>/", voices.show_thesis, name="voice-list-thesis"),
    path("informants/<slug:slug>/<slug:key>/", voices.show, name="voice-detail"),
    path("informants/<slug:slug>/<slug:key>/table/", voices.show_said_table, name="voice-table"),
]
