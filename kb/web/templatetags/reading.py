"""The text of a passage as HTML: quotations marked, citations linked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from kb.pages.reading.notes import CitationMark, QuotationMark
from kb.pages.reading.segments import Marked, Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.pages.reading.chapter import Mark

register = template.Library()


@register.simple_tag
def passage_text(nodes: Iterable[Words | Marked[Mark]]) -> SafeString:
    """The words with their marks; every word is escaped here."""
    return mark_safe("".join(_write(node) for node in nodes))


def _write(node: Words | Marked[Mark]) -> SafeString:
    if isinstance(node, Words):
        return conditional_escape(node.text)
    inner = passage_text(node.children)
    if isinstance(node.item, CitationMark):
        return _write_citation(node.item, inner)
    return _write_quotation(node.item, inner, is_first=node.is_first)


def _write_citation(mark: CitationMark, inner: SafeString) -> SafeString:
    if not mark.url:
        return inner
    title = format_html(' title="{}"', mark.title) if mark.title else ""
    return format_html('<a class="cite" href="{}" data-card="{}"{}>{}</a>', mark.url, mark.card, title, inner)


def _write_quotation(mark: QuotationMark, inner: SafeString, *, is_first: bool) -> SafeString:
    # Only the first piece of a mark carries its anchor: an id stands once on a page.
    attributes = [
        ("class", f"said said--{mark.kind}{' said--suggested' if mark.is_suggested else ''}"),
        ("id", mark.anchor if is_first else ""),
        ("aria-describedby", mark.note),
        ("lang", mark.language),
    ]
    written = format_html_join("", ' {}="{}"', ((name, value) for name, value in attributes if value))
    return format_html("<mark{}>{}</mark>", written, inner)
