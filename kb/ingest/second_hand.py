"""Works that were read in another: "Dahl, 1994, sitert i Moe, 2008", "Dahl i Moe 2008"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.ingest.citation_years import YEAR
from kb.ingest.names import UPPER

if TYPE_CHECKING:
    from collections.abc import Iterator

_VIA = re.compile(
    r"[\s,;:(]*(?<!\w)(?:(?:som|slik|as|er|her)\s+)*(?:"
    r"(?:siter(?:t|te|a)|sitat|siteret|sit|gjengit(?:t|te)|gjengj?ev(?:e|en|ne)|attgjev(?:e|en|ne)|attgitt"
    r"|referer(?:t|te|a)(?: til)?|ref|omtalt|beskrevet|presentert|hentet|henta"
    r"|nevnt|nemnt|skildra|skildret|sekundærreferanse|sekundærkilde|oversatt|lest|vist til|henvist til"
    r"|cited|quoted|referred to|referenced|reported|mentioned|described)"
    r"\.?\s*[,:]?\s*(?:i|hos|hjå|av|in|by|etter|fra|frå)(?!\w)"
    r"|her\s+(?:fra|frå|etter|hos)(?!\w)|(?:i\s?følge|ifølgje|ifylgje)(?!\w))[\s:,]*",
    re.IGNORECASE,
)
_VIA_IN = re.compile(rf"[\s,;]+(?:i|in|hos|hjå)\s*:?\s+(?=[{UPPER}«])|[\s,]+etter\s+(?=[{UPPER}])")
_HOST = re.compile(rf"\s*(?:i|in|hos|hjå)\s*:?\s+(?=[{UPPER}])")


def split_marked(text: str) -> tuple[str, str] | None:
    """What stands before and after words that tell of reading at second hand ("sitert i"); None without them."""
    marked = _VIA.search(text)
    return (text[: marked.start()], text[marked.end() :]) if marked else None


def tells_of_reading(between: str) -> bool:
    """Whether all that stands between two narrative citations is "sitert i" or the like."""
    return _VIA.fullmatch(between) is not None


def split_at_in(text: str) -> Iterator[tuple[str, str]]:
    """The ways to part a text at a mere "i" whose right side has a year. "i" may be only a word: judge both sides."""
    for match in _VIA_IN.finditer(text):
        left, right = text[: match.start()], text[match.end() :]
        if left and YEAR.search(right):
            yield left, right


def host_after_in(inner: str) -> str | None:
    """The work in brackets that begin with "i": "(i Busch m.fl., 2007)"."""
    match = _HOST.match(inner)
    return inner[match.end() :] if match else None
