"""The language of a text where it is not that of the page, long texts, numbers. In every template without loading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html

from kb.pages.counts import Count
from kb.records.languages import cut_text, find_foreign

if TYPE_CHECKING:
    from typing import Any

    from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def lang(text: object) -> SafeString | str:
    """The attribute for an element that holds ``text`` and nothing else; "" where the text is in the page's language.

    ``text`` is a ``TextIn``, a thesis or work whose title the element holds, or anything of which nothing is known.
    """
    language = find_foreign(text)
    return format_html(' lang="{}"', language) if language else ""


@register.filter
def shorten(text: object, length: int) -> str:
    """The text in at most so many characters, cut at a word."""
    return cut_text(text if isinstance(text, str) else str(text), length)


@register.filter
def counted(value: Any) -> Any:
    """A number of things, as the language of the page writes it; what is no number as it is."""
    return Count(value) if type(value) is int else value
