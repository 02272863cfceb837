"""In what form an answer is wanted: a page for people, or a few words for a program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from django.http import HttpResponse, JsonResponse

if TYPE_CHECKING:
    from django.http import HttpRequest

Form = Literal["page", "json", "text"]

# Addresses that no browser shows as a page: what follows them is a reader of feeds, a sheet or a script.
_JSON_PATHS = re.compile(r"/(?:suggestions|healthz)/$")
_TEXT_PATHS = re.compile(r"/(?:feed|table)/$|/vocabulary\.\w+$|\.(?:bib|ris|csv|json|jsonld|ttl|xml|txt)$")


def find_form(request: HttpRequest) -> Form:
    """What the request asks for; a page unless its address or its Accept header says otherwise."""
    if _JSON_PATHS.search(request.path):
        return "json"
    if _TEXT_PATHS.search(request.path) or request.GET.get("format"):
        return "text"
    asked = request.META.get("HTTP_ACCEPT", "").lower()
    if "html" in asked or "*/*" in asked or not asked:
        return "page"
    if "json" in asked:
        return "json"
    return "text" if "text/" in asked or "xml" in asked else "page"


def answer_briefly(form: Form, status: int, text: str) -> HttpResponse:
    """The sentence ``text`` as plain text or, for ``json``, as ``{"status": …, "error": …}``."""
    if form == "json":
        return JsonResponse({"status": status, "error": text}, status=status)
    return HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8", status=status)
