"""What browsers may keep of a page, and how they learn, cheaply, that it is still as it was.

Nobody keeps a page without asking: what is withdrawn is gone at the next look. But the answer to the question whether
it changed costs one query and no rendering, as long as nothing was written since (``kb.records.writes``). Who is
signed in is always answered afresh, and their pages are marked apart by ``Vary``, so neither sees the other's.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from kb.records.writes import read_mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

# Pages that show more than the records hold: what the search index finds, which follows a little later.
# They are rendered to know whether they changed; all others of the site's own are not.
RENDERED = frozenset({
    "search", "search-feed", "search-table", "search-suggestions", "similar", "quotation-list", "quotation-table",
    "quotation-file", "quotation-feed", "quotation-detail", "health", "language",
})  # fmt: skip
# Cookies of somebody who has an account, or for whom a message waits.
_PERSONAL = (settings.SESSION_COOKIE_NAME, "messages")
# What pages are made of besides the records.
_ROOMS = ("kb", "templates")


class CachingMiddleware:
    """Gives public pages an ETag made of the state of the base, and answers *not modified* (304) before any work."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        _forbid_sharing(response)
        tag = getattr(request, "page_tag", "")
        if tag and response.status_code in {200, 304} and not response.has_header("ETag"):
            response["ETag"] = tag
        return response

    def process_view(
        self,
        request: HttpRequest,
        _view: object,
        _args: object,
        _kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if not has_tag(request):
            return None
        # Read before the page is made: what is written meanwhile makes the tag old, and never the page.
        tag = find_tag(request)
        request.page_tag = tag  # type: ignore[attr-defined]
        response = get_conditional_response(request, etag=tag)
        return response if response is not None and response.status_code == 304 else None


def _forbid_sharing(response: HttpResponseBase) -> None:
    """Kept by nobody but the browser, and asked for anew each time unless the view gave it some time."""
    told = response.get("Cache-Control", "")
    if "no-store" in told or "public" in told:
        return
    patch_cache_control(response, private=True, **({} if "max-age" in told else {"no_cache": True}))
    # Said also where nothing was worth compressing, and with a 304: all answers of an address tell caches the same.
    patch_vary_headers(response, ("Accept-Encoding",))


def has_tag(request: HttpRequest) -> bool:
    """Whether the page that is asked for is told by the state of the base alone."""
    match = request.resolver_match
    return (
        request.method in {"GET", "HEAD"}
        and not settings.DEBUG
        and match is not None
        and not match.namespaces
        and match.url_name is not None
        and match.url_name not in RENDERED
        and not any(name in request.COOKIES for name in _PERSONAL)
    )


def find_tag(request: HttpRequest) -> str:
    """The ETag of the page: of the base, the program, the language, the day and the address."""
    parts = (
        read_mark(), find_release(), translation.get_language(), timezone.localdate(), request.get_full_path(),
    )  # fmt: skip
    # Weak: the same page, whether it was compressed on its way or not.
    return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:24]}"'


@cache
def find_release() -> str:
    """What tells one state of the program from another: its files, its settings, the names of its static files."""
    digest, root = hashlib.sha256(), Path(settings.BASE_DIR)
    for room in _ROOMS:
        for path in sorted((root / room).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(root)} {path.stat().st_size}\n".encode())
                digest.update(path.read_bytes())
    own = {name: getattr(settings, name) for name in dir(settings) if name.startswith("KB_")}
    digest.update(repr(sorted(own.items(), key=lambda item: item[0])).encode())
    digest.update(str(getattr(staticfiles_storage, "manifest_hash", "")).encode())
    return digest.hexdigest()[:16]
