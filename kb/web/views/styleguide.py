"""The style guide, for those who build the site: in production there is no address for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kb.pages.styleguide.styleguide import present_styleguide, write_token_sheet
from kb.pages.styleguide.tokens import Tokens, read_tokens

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    response = render(request, "styleguide/styleguide.html", {"page": present_styleguide(find_tokens())})
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def show_tokens(_request: HttpRequest) -> HttpResponse:
    """The classes that the guide shows tokens with."""
    return HttpResponse(write_token_sheet(find_tokens()), content_type="text/css; charset=utf-8")


def find_tokens() -> Tokens:
    """The tokens of the sheet as it stands in the checkout."""
    return read_tokens(Path(str(finders.find("css/site.css"))).read_text("utf-8"))
