"""Pages for what is not there, for what one may not do, and for what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def show_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The page for an address that leads nowhere, with the search box on it."""
    return render(request, "errors/404.html", status=404)


def show_forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The page for what this person may not do, with the way back and to another account."""
    return render(request, "errors/403.html", status=403)


def show_failure(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The page for a fault of ours. It asks neither the database nor the session: one of them may be the fault."""
    return HttpResponseServerError(render_to_string("errors/500.html"))
