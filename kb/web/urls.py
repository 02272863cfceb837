"""Addresses of the public pages, DESIGN §4."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
