"""The front page, the page about the site, and the one that machines ask whether it is well."""

from __future__ import annotations

from django.urls import path

from kb.web.views import about, health, home

urlpatterns = [
    path("", home.show, name="home"),
    path("about/", about.show, name="about"),
    path("healthz/", health.show, name="health"),
]
