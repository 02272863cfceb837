"""The front page, the page about the site, and the one that machines ask whether it is well."""

from __future__ import annotations

from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from kb.web.views import about, health, home

urlpatterns = [
    path("", home.show, name="home"),
    path("about/", about.show, name="about"),
    # Whoever is made to choose a language has lost nothing, and readers need no cookie for a token.
    path("language/", csrf_exempt(set_language), name="language"),
    path("healthz/", health.show, name="health"),
]
