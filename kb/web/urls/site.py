"""The front page, the pages about the site, and the one that machines ask whether it is well."""

from __future__ import annotations

from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from kb.web.views import about, health, home, icons

urlpatterns = [
    path("", home.show, name="home"),
    path("about/", about.show, name="about"),
    path("about/search/", about.show_search, name="about-search"),
    path("about/citing/", about.show_citing, name="about-citing"),
    path("about/keys/", about.show_keys, name="about-keys"),
    path("about/accessibility/", about.show_accessibility, name="about-accessibility"),
    path("about/privacy/", about.show_privacy, name="about-privacy"),
    # Whoever is made to choose a language has lost nothing, and readers need no cookie for a token.
    path("language/", csrf_exempt(set_language), name="language"),
    path("healthz/", health.show, name="health"),
    # Without a name: no page leads there.
    path("favicon.ico", icons.show),
]
