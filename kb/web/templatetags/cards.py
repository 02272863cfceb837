"""Links to works that open their card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kb.pages.sources.card import card_address

if TYPE_CHECKING:
    from typing import Final

register = template.Library()

NOTHING: Final = SafeString("")


@register.simple_tag
def card_of(url: str, thesis: str = "") -> SafeString:
    """The attribute of a link to the work at ``url`` that names its card; nothing where the address is no work's.

    ``thesis`` is the slug or the address of the thesis that the reader has before them.
    """
    address = card_address(url, thesis.rstrip("/").rpartition("/")[2])
    return format_html(' data-card="{}"', address) if address else NOTHING
