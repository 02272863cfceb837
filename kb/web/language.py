"""Which of the site's languages a visitor reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

# What browsers call the language that the site calls nb.
_BOKMAL = {"nb", "no"}


class LanguageMiddleware(LocaleMiddleware):
    """The language that was chosen on the site, or else the one that the browser asks for."""

    def process_request(self, request: HttpRequest) -> None:
        translation.activate(find_language(request))
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        patch_vary_headers(response, ("Cookie",))
        return super().process_response(request, response)


def find_language(request: HttpRequest) -> str:
    """nb, nn or en. Many who read Norwegian have an English browser that names Norwegian further down: they get it."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in dict(settings.LANGUAGES):
        return chosen
    asked = [tag.split("-")[0] for tag, _quality in parse_accept_lang_header(_accepted(request))]
    for language in asked:
        if language in _BOKMAL:
            return "nb"
        if language == "nn":
            return "nn"
    return "en" if "en" in asked else settings.LANGUAGE_CODE


def _accepted(request: HttpRequest) -> str:
    return str(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))
