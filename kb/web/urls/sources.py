"""Who and what is cited."""

from __future__ import annotations

from django.urls import path

from kb.web.views import authors, works

urlpatterns = [
    path("authors/", authors.show_list, name="author-list"),
    path("authors/<slug:slug>/", authors.show, name="author-detail"),
    path("works/", works.show_list, name="work-list"),
    path("works/<slug:slug>/", works.show, name="work-detail"),
    path("works/<slug:slug>/card/", works.show_card, name="work-card"),
]
