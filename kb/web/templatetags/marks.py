"""Small drawings made on the server: the mark of a theme, and a bar. Sizes are SVG attributes, never styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from kb.pages.chips import Mark

register = template.Library()


@register.simple_tag
def theme_mark(mark: Mark) -> SafeString:
    """The shape of a theme, for the eye alone: the name stands beside it."""
    return format_html(
        '<svg class="mark mark--{}" viewBox="0 0 12 12" aria-hidden="true"><path fill-rule="evenodd" d="{}"/></svg>',
        mark.hue,
        mark.path,
    )


@register.simple_tag
def bar(value: float, maximum: float, kind: str = "") -> SafeString:
    """A bar as long as ``value`` is of ``maximum``; the number itself must stand beside it."""
    length = round(100 * min(max(value / maximum, 0), 1), 1) if maximum else 0
    return format_html(
        '<svg class="bar{}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="{}" height="8"/></svg>',
        f" bar--{kind}" if kind else "",
        length,
    )
