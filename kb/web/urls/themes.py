"""Themes, and what is read across under them."""

from __future__ import annotations

from django.urls import path

from kb.web.views import matrix, theme_lists, themes, together, vocabulary

urlpatterns = [
    path("themes/", themes.show_list, name="theme-list"),
    path("themes/table/", themes.show_list_table, name="theme-list-table"),
    path("themes/matrix/", matrix.show, name="theme-matrix"),
    path("themes/matrix/table/", matrix.show_table, name="theme-matrix-table"),
    path("themes/together/", together.show, name="theme-together"),
    path("themes/together/table/", together.show_table, name="theme-together-table"),
    path("themes/vocabulary.<str:form>", vocabulary.show, name="theme-vocabulary"),
    path("themes/<slug:slug>/", themes.show, name="theme-detail"),
    path("themes/<slug:slug>/theses/", theme_lists.show_theses, name="theme-theses"),
    path("themes/<slug:slug>/passages/", theme_lists.show_passages, name="theme-passages"),
    path("themes/<slug:slug>/words/", theme_lists.show_words, name="theme-words"),
    path("themes/<slug:slug>/table/", theme_lists.show_table, name="theme-table"),
    path("themes/<slug:slug>/feed/", theme_lists.show_feed, name="theme-feed"),
]
