"""Quotations: the list that is the main tool, and the page of one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from kb.exports.atom import write_feed
from kb.exports.tables import stream_table
from kb.pages.empty import count_without
from kb.pages.quotations.exports import name_columns, present_feed, present_row
from kb.pages.quotations.files import MOST_TAKEN, name_file, write_file
from kb.pages.quotations.quotation import present_quotation
from kb.pages.quotations.quotations import present_quotation_list
from kb.records.models import Quotation
from kb.search.folder import IndexUnusableError
from kb.search.similar import find_similar
from kb.synthesis.facts import load_facts
from kb.synthesis.quotations.answers import answer, fetch_all_cards, fetch_cards, find_newest
from kb.synthesis.quotations.context import (
    find_beside,
    find_neighbours,
    find_surroundings,
)
from kb.synthesis.quotations.question import QuotationQuestion, find_voice
from kb.synthesis.vocabulary import load_vocabulary
from kb.web.context import SITE_NAME
from kb.web.paging import CountedPaginator
from kb.web.withdrawals import WithdrawnError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, QueryDict

    from kb.search.run import Hit
    from kb.synthesis.quotations.answers import QuotationAnswer

PAGE_SIZE = 25
# Other quotations beside one, of each sort.
SHOWN = 4
FEED_ENTRIES = 50
# Who may give all quotations of a list a theme.
PUTS_THEMES = ("records.add_themelink", "records.change_themelink")


@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    found = _ask(request)
    pages = CountedPaginator(found.keys, PAGE_SIZE, n_rows=len(found.keys))
    keys = pages.get_page(request.GET.get("page"))
    page = present_quotation_list(
        pages.take(fetch_cards(list(keys)), keys.number),
        question=found.question,
        counts=found.counts,
        vocabulary=found.vocabulary,
        voice=find_voice(found.question),
        query=request.GET,
        is_curator=request.user.is_staff and request.user.has_perms(PUTS_THEMES),
    )
    if not found.keys and page.chosen:

        def count_quotations(query: QueryDict) -> int:
            return len(answer(QuotationQuestion.from_params(query), found.vocabulary, found.facts).keys)

        page = replace(page, chosen=count_without(page.chosen, count_quotations))
    return render(request, "quotations/list.html", {"page": page})


@require_safe
def show_table(request: HttpRequest) -> StreamingHttpResponse:
    """All that the list shows, on all its pages, as a table to download; sent as it is read."""
    found = _ask(request)
    keys = found.keys
    language, absolute = get_language(), request.build_absolute_uri

    def rows() -> Iterator[list[object]]:
        # The response is read after the request is done with, when no language is set any more.
        for quotation in fetch_all_cards(keys):
            with override(language):
                row = present_row(quotation, absolute)
            yield row

    response = StreamingHttpResponse(
        stream_table(name_columns(), rows()), content_type="text/csv; charset=utf-8"
    )
    name = name_file(found.question, "csv")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def show_file(request: HttpRequest, form: str) -> HttpResponse:
    """The first of what the list shows, to take along in a form that an address ends in."""
    found = _ask(request)
    file = write_file(
        list(fetch_all_cards(found.keys[:MOST_TAKEN])),
        form,
        found.question,
        address=request.build_absolute_uri(
            f"{reverse('quotation-list')}?{request.GET.urlencode()}".rstrip("?")
        ),
        absolute=request.build_absolute_uri,
    )
    response = HttpResponse(file.content, content_type=file.media_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def show_feed(request: HttpRequest) -> HttpResponse:
    """What the list holds of the theses that came last, as an Atom feed."""
    feed = present_feed(
        fetch_cards(find_newest(_ask(request), FEED_ENTRIES)),
        site=SITE_NAME,
        host=request.get_host().partition(":")[0],
        url=request.build_absolute_uri(f"{reverse('quotation-list')}?{request.GET.urlencode()}"),
        self_url=request.build_absolute_uri(),
        absolute=request.build_absolute_uri,
    )
    return HttpResponse(write_feed(feed), content_type="application/atom+xml; charset=utf-8")


def _ask(request: HttpRequest) -> QuotationAnswer:
    return answer(QuotationQuestion.from_params(request.GET), load_vocabulary(), load_facts())


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    quotation = Quotation.objects.public().for_cards().filter(public_id=public_id).first()
    if quotation is None:
        refuse_missing(public_id)
    page = present_quotation(
        quotation,
        surroundings=find_surroundings(quotation),
        beside=find_beside(quotation, SHOWN),
        neighbours=find_neighbours(quotation),
        address=request.build_absolute_uri(quotation.get_absolute_url()),
        similar_passages=_find_similar_passages(quotation),
    )
    return render(request, "quotations/detail.html", {"page": page})


def _find_similar_passages(quotation: Quotation) -> tuple[Hit, ...]:
    """Passages about the same, in any thesis; none where the index cannot answer."""
    try:
        return find_similar(quotation, limit=SHOWN, kinds=("passage",))
    except IndexUnusableError:
        return ()


def refuse_missing(public_id: str) -> NoReturn:
    """Gone (410) where the thesis was withdrawn, so that nobody looks for it again; else not found."""
    gone = Quotation.objects.withdrawn().select_related("thesis").filter(public_id=public_id).first()
    if gone is not None:
        raise WithdrawnError(gone.thesis)
    raise Http404(public_id)
