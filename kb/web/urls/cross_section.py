"""The cross-section: themes against theses and roles, and which themes go together.

These stand before the themes themselves: no theme has such a slug (``RESERVED_SLUGS`` in kb/records/models/themes.py).
"""

from __future__ import annotations

from django.urls import path

from kb.web.views import matrix, together

urlpatterns = [
    path("themes/matrix/", matrix.show, name="theme-matrix"),
    path("themes/matrix/table/", matrix.show_table, name="theme-matrix-table"),
    path("themes/together/", together.show, name="theme-together"),
    path("themes/together/table/", together.show_table, name="theme-together-table"),
]
