"""Curators' Markdown as HTML that is safe to show."""

from __future__ import annotations

import markdown
import nh3
from django.utils.safestring import SafeString, mark_safe

# Headings start at 3: a note always stands below a page's own h1 and h2.
_TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "h3", "h4", "h5", "hr",
         "table", "thead", "tbody", "tr", "th", "td", "sup", "sub", "del"}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "th": {"align"}, "td": {"align"}}
_SCHEMES = {"http", "https", "mailto"}
_HEADINGS = str.maketrans({"1": "3", "2": "4", "3": "5", "4": "5", "5": "5", "6": "5"})


def render_markdown(text: str) -> SafeString:
    """The HTML of ``text``, without scripts, styles, pictures or anything else that acts; empty for none."""
    if not text.strip():
        return mark_safe("")
    html = markdown.markdown(text, extensions=["tables", "sane_lists"], output_format="html")
    for level in "654321":
        lower = level.translate(_HEADINGS)
        html = html.replace(f"<h{level}>", f"<h{lower}>").replace(f"</h{level}>", f"</h{lower}>")
    cleaned = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="nofollow noopener"
    )
    return mark_safe(cleaned)
