"""Pages for what is not there, for what one may not do, and for what went wrong.

Those for what went wrong stand alone (templates/errors/alone.html): the database, the session or the search may be what
is at fault, so none of them is asked.
"""

from __future__ import annotations

import logging
import secrets
import sys
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kb.pages.errors import NotFoundPage, present_not_found
from kb.records.languages import tell_title
from kb.search.folder import IndexUnusableError
from kb.web.answers import answer_briefly, find_form
from kb.web.context import SITE_NAME
from kb.web.language import find_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from kb.web.maintenance import Maintenance

log = logging.getLogger(__name__)

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
# A lock is let go within seconds, a database that was restarted is back within minutes.
BUSY_SECONDS = 30
# No 0 and o, 1 and l: the code is read out on the telephone.
_CODE_LETTERS = "23456789abcdefghkmnpqrstuvwxyz"


def in_readers_language(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view in the language that the reader chose, also where the fault came before anybody asked for it."""

    @wraps(view)
    def translated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(find_language(request)):
            return view(request, *args, **kwargs)

    return translated


@dataclass(frozen=True, slots=True)
class AlonePage:
    """A page that needs nothing but its template. ``code`` leads from the page to the line in the log.

    ``again`` is the address to ask for once more, ``back`` the page of this site that led here; "" where neither helps.
    """

    title: str
    lead: str
    more: tuple[str, ...] = ()
    code: str = ""
    again: str = ""
    back: str = ""
    searches: bool = False
    has_way_home: bool = True


def show_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The page for an address that leads nowhere, with what lies near it and the search box on it."""
    form = find_form(request)
    if form != "page":
        return _mark(answer_briefly(form, 404, _("There is nothing at this address.")))
    try:
        page = present_not_found(request.path)
    except DatabaseError:
        log.exception("what lies near %s could not be asked", request.path)
        page = NotFoundPage(_("There is no page here"), "", None, (), None)
    return _mark(render(request, "errors/404.html", {"page": page}, status=404))


def show_forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The page for what this person may not do, with the way back and to another account."""
    form = find_form(request)
    if form != "page":
        return _mark(answer_briefly(form, 403, _("This may not be done with your account.")))
    return _mark(render(request, "errors/403.html", status=403))


@in_readers_language
def show_forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that came without its token: sent from elsewhere, or open for too long."""
    log.warning("a form sent to %s was refused: %s", request.path, reason)
    return _answer_alone(
        request,
        403,
        AlonePage(
            _("The form could not be accepted"),
            _(
                "It had been open for too long, or your browser keeps no cookies from this site. Nothing was changed."
            ),
            (
                _(
                    "Go back in the browser: what you wrote is still there. Copy it, load the page anew, and send the "
                    "form once more."
                ),
            ),
        ),
    )


@in_readers_language
def show_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for a request that cannot be read, and for one that holds more than is taken (413)."""
    if isinstance(exception, TOO_MUCH):
        page = AlonePage(
            _("That was too much at once"),
            _(
                "What was sent is larger than the site takes. Nothing was stored. Send less, or in several parts."
            ),
            back=_find_way_back(request),
        )
        return _answer_alone(request, 413, page)
    page = AlonePage(
        _("The request could not be read"),
        _("Something in the address or in what was sent is not as it should be. Nothing was changed."),
        back=_find_way_back(request),
        searches=True,
    )
    return _answer_alone(request, 400, page)


@in_readers_language
def show_failure(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours; 503 where it is the database or the index that is away for a while."""
    fault = sys.exc_info()[1]
    if isinstance(fault, OperationalError | InterfaceError):
        page = AlonePage(
            _("The site is busy just now"),
            _("The database does not answer. It is most often over in a moment: try again in half a minute."),
            (_("If you were sending something, it was not stored. Go back and send it again."),)
            if request.method == "POST"
            else (),
            again=_find_same(request),
        )
        return _wait(_answer_alone(request, 503, page), BUSY_SECONDS)
    if isinstance(fault, IndexUnusableError):
        page = AlonePage(
            _("Search is away for the moment"),
            _("The search index cannot be read just now. Nothing is lost, and all pages can still be read."),
            again=_find_same(request),
        )
        return _wait(_answer_alone(request, 503, page), BUSY_SECONDS)
    code = "".join(secrets.choice(_CODE_LETTERS) for _letter in range(6))
    log.error("fault %s at %s %s", code, request.method, request.path)
    page = AlonePage(
        _("Something went wrong"),
        _(
            "The fault is ours and has been noted. Try again in a moment, or search for what you were looking for:"
        ),
        code=code,
        again=_find_same(request),
        searches=True,
    )
    return _answer_alone(request, 500, page)


@in_readers_language
def show_maintenance(request: HttpRequest, maintenance: Maintenance) -> HttpResponse:
    """The page while the site is closed for maintenance."""
    more = [tell_title(maintenance.message)] if maintenance.message else []
    if maintenance.until is not None:
        until = localtime(maintenance.until)
        is_today = until.date() == localtime().date()
        when = date_format(until, "TIME_FORMAT" if is_today else "DATETIME_FORMAT")
        more.append(_("It is thought to open again at %(when)s.") % {"when": when})
    if request.method == "POST":
        more.append(
            _("What you sent was not stored. Keep the page open, and send it again when the site is back.")
        )
    page = AlonePage(
        _("Closed for a little while"),
        _("The site is being worked on. Everything in it will be here again, at the same addresses."),
        tuple(more),
        again=_find_same(request),
        has_way_home=False,
    )
    return _wait(_answer_alone(request, 503, page), maintenance.retry_after)


def _answer_alone(request: HttpRequest, status: int, page: AlonePage) -> HttpResponse:
    form = find_form(request)
    if form != "page":
        return _mark(answer_briefly(form, status, " ".join((f"{page.title}.", page.lead, *page.more))))
    try:
        text: str = render_to_string("errors/alone.html", {"page": page, "site_name": SITE_NAME})
    except Exception:  # Whatever fails here, a person gets a page.
        log.exception("the page of a fault failed itself")
        text = _BARE.format(title=page.title, lead=page.lead)
    return _mark(HttpResponse(text, status=status))


def _find_same(request: HttpRequest) -> str:
    """The address that was asked for; "" for what was sent, which nobody sends again by a link."""
    same: str = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
    return same


def _find_way_back(request: HttpRequest) -> str:
    """The page of this site that the reader came from; "" where nobody knows, or where it is this one."""
    came_from = urlsplit(str(request.META.get("HTTP_REFERER", "")))
    here = request.META.get("HTTP_HOST", "")
    if not here or came_from.netloc != here or came_from.path == request.path:
        return ""
    return urlunsplit(("", "", came_from.path, came_from.query, ""))


def _wait(response: HttpResponse, seconds: int) -> HttpResponse:
    response["Retry-After"] = str(seconds)
    return response


def _mark(response: HttpResponse) -> HttpResponse:
    """Kept out of search engines and, so that it goes when the fault goes, out of caches."""
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response


_BARE = """<!DOCTYPE html>
<html lang="mul"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Tverrsnitt</title></head>
<body><main><h1>{title}</h1><p>{lead}</p><p><a href="/">Tverrsnitt</a></p></main></body></html>
"""
