"""One record's citation as a file, at an address that stays."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from kb.exports.citation_files import (
    find_quotation_item,
    find_thesis_item,
    find_work_item,
    write_citation_file,
)
from kb.records.models import Quotation, SlugRedirect, Thesis, Work
from kb.records.printed import find_printed
from kb.web.redirects import find_by_slug
from kb.web.views.quotations import refuse_missing

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from kb.exports.csl import Item


@require_safe
def show_thesis(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    thesis, has_moved = find_by_slug(Thesis.objects.public().for_cards(), slug, SlugRedirect.Kind.THESIS)
    if has_moved:
        return redirect(reverse("thesis-citation", args=[thesis.slug, form]), permanent=True)
    address = request.build_absolute_uri(thesis.get_absolute_url())
    return _answer(request, find_thesis_item(thesis, address), form)


@require_safe
def show_work(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    work, has_moved = find_by_slug(Work.objects.public().for_cards(), slug, SlugRedirect.Kind.WORK)
    if has_moved:
        return redirect(reverse("work-citation", args=[work.slug, form]), permanent=True)
    if work.is_stub:
        raise Http404(f"of {slug!r} no title is known")
    return _answer(request, find_work_item(work, find_printed(work)), form)


@require_safe
def show_quotation(request: HttpRequest, public_id: str, form: str) -> HttpResponseBase:
    quotation = Quotation.objects.public().for_cards().filter(public_id=public_id).first()
    if quotation is None:
        refuse_missing(public_id)
    address = request.build_absolute_uri(quotation.get_absolute_url())
    thesis_address = request.build_absolute_uri(quotation.thesis.get_absolute_url())
    return _answer(request, find_quotation_item(quotation, address, thesis_address), form)


def _answer(request: HttpRequest, item: Item, form: str) -> HttpResponseBase:
    """The file; 304 where the reader has it. Asked for anew each time, since a record can be withdrawn."""
    file = write_citation_file(item, form)
    response = HttpResponse(file.content, content_type=f"{file.media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["ETag"] = f'"{sha256(file.content).hexdigest()[:20]}"'
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, no_cache=True)
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    return response if answer is None else answer
