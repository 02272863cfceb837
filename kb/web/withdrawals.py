"""Addresses of what was withdrawn: they say so, and nothing of what stood there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from kb.pages.theses.withdrawal import present_withdrawal
from kb.records.models import SlugRedirect, Thesis

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class WithdrawnError(Exception):
    """The address led to a thesis that was public and was withdrawn, or into it."""

    def __init__(self, thesis: Thesis) -> None:
        super().__init__(thesis.slug)
        self.thesis = thesis


def refuse_withdrawn(slug: str) -> None:
    """Raises WithdrawnError where the slug is or was that of a withdrawn thesis that the public once saw."""
    withdrawn = Thesis.objects.withdrawn()
    thesis = withdrawn.filter(slug=slug).first()
    if thesis is None:
        moved = SlugRedirect.objects.filter(kind=SlugRedirect.Kind.THESIS, old_slug=slug)
        thesis = withdrawn.filter(pk__in=moved.values("target_id")).first()
    if thesis is not None:
        raise WithdrawnError(thesis)


class WithdrawalMiddleware:
    """Answers *gone* (410), with what the public is told, so that nobody and no machine looks for it again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, WithdrawnError):
            return None
        page = present_withdrawal(exception.thesis)
        response = render(request, "theses/withdrawn.html", {"page": page}, status=410)
        response["X-Robots-Tag"] = "noindex"
        return response
