"""Addresses of what was withdrawn: they say so, and nothing of what stood there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _

from kb.pages.theses.withdrawal import present_withdrawal
from kb.records.models import SlugRedirect, Thesis
from kb.web.answers import answer_briefly, find_form

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
    """Answers *gone* (410), with what the public is told, so that nobody and no machine looks for it again.

    A page for people; where a file was asked for, a line of plain text.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, WithdrawnError):
            return None
        page, form = present_withdrawal(exception.thesis), find_form(request)
        if form == "page":
            response = render(request, "theses/withdrawn.html", {"page": page}, status=410)
        else:
            told = " ".join((f"{_('This thesis was withdrawn')}.", *page.notice))
            response = answer_briefly(form, 410, told)
        response["X-Robots-Tag"] = "noindex"
        return response
