"""How often somebody may try to log in, and how long they wait after that.

Counted by account and address together, so that one who guesses at kari's password keeps nobody out but himself;
by address over all accounts, against one password tried on everybody; and by account over all addresses, against
guessing from many. A browser that has been logged in to the account is counted by itself and by nothing else: what
strangers do never locks out the person whose account it is. (OWASP: slow down guessing with device cookies.)
"""

from __future__ import annotations

import ipaddress
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from kb.records.models import FailedLogin

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

WINDOW = timedelta(minutes=15)
MOST_BY_PAIR = 5
MOST_BY_ADDRESS = 30
MOST_BY_ACCOUNT = 60
COOKIE = "known_browser"
_COOKIE_AGE = 180 * 24 * 3600


def try_login(request: HttpRequest, username: str) -> FailedLogin | timedelta:
    """The attempt, noted as failed until :func:`succeed`; or how long to wait, where there were too many.

    It is noted before the password is looked at, so that many sent at once do not slip by together.
    """
    _forget_old()
    account = _hash("account", _normalize(username))
    nonce = _read_cookie(request, account)
    source = _hash("browser", nonce) if nonce else _hash("address", find_address(request))
    for counted, most in _count(account, source, is_known=bool(nonce)):
        times = list(counted.order_by("-at").values_list("at", flat=True)[:most])
        if len(times) == most:
            return max(times[-1] + WINDOW - timezone.now(), timedelta(seconds=1))
    return FailedLogin.objects.create(account=account, source=source, is_known=bool(nonce))


def succeed(attempt: FailedLogin) -> None:
    """It did not fail: the pair begins anew."""
    FailedLogin.objects.filter(account=attempt.account, source=attempt.source).delete()


def know_browser(request: HttpRequest, response: HttpResponse, user: AbstractBaseUser) -> None:
    """Let the browser be known as one that has been logged in to the account."""
    account = _hash("account", _normalize(user.get_username()))
    if _read_cookie(request, account):
        return
    response.set_cookie(
        COOKIE,
        signing.dumps([account, secrets.token_hex(8)], salt=COOKIE),
        max_age=_COOKIE_AGE,
        path=reverse("admin:login"),
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Strict",
    )


def find_attempts(username: str) -> QuerySet[FailedLogin]:
    """What counts against the account."""
    account = _hash("account", _normalize(username))
    return FailedLogin.objects.filter(account=account, at__gt=timezone.now() - WINDOW)


def is_shut_out(username: str) -> bool:
    """Whether somebody who tries this account has to wait, from some address or from all."""
    attempts = list(find_attempts(username).values_list("source", flat=True))
    return len(attempts) >= MOST_BY_ACCOUNT or any(
        attempts.count(source) >= MOST_BY_PAIR for source in set(attempts)
    )


def let_in_again(username: str) -> int:
    """How many attempts were forgotten: those on the account, and those from the addresses that tried it."""
    sources = list(find_attempts(username).values_list("source", flat=True))
    tried = find_attempts(username) | FailedLogin.objects.filter(source__in=sources)
    return FailedLogin.objects.filter(pk__in=tried.values("pk")).delete()[0]


def find_address(request: HttpRequest) -> str:
    """Where the request comes from: the peer, or what the proxies that are ours say; of IPv6 the network.

    A header that anybody may send is believed only as far as KB_PROXIES says that proxies of ours wrote it.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if settings.KB_PROXIES and len(told) >= settings.KB_PROXIES:
        peer = told[-settings.KB_PROXIES]
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return str(peer)[:45]
    if address.version == 6:
        # Whoever has one address of a network usually has all of it.
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _count(account: str, source: str, *, is_known: bool) -> list[tuple[QuerySet[FailedLogin], int]]:
    recent = FailedLogin.objects.filter(at__gt=timezone.now() - WINDOW)
    pair = (recent.filter(account=account, source=source), MOST_BY_PAIR)
    if is_known:
        return [pair]
    strangers = recent.filter(is_known=False)
    return [
        pair,
        (strangers.filter(source=source), MOST_BY_ADDRESS),
        (strangers.filter(account=account), MOST_BY_ACCOUNT),
    ]


def _read_cookie(request: HttpRequest, account: str) -> str:
    """The mark of a browser that has been logged in to this account; "" for any other."""
    try:
        known, nonce = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=_COOKIE_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(nonce) if known == account else ""


def _forget_old() -> None:
    FailedLogin.objects.filter(at__lt=timezone.now() - WINDOW).delete()


def _normalize(username: str) -> str:
    return username.strip().casefold()


def _hash(sort: str, value: str) -> str:
    digest: str = salted_hmac(f"login-{sort}", value, algorithm="sha256").hexdigest()
    return digest[:32]
