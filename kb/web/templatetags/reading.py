"""The text of a passage as HTML: quotations marked, citations linked. And the strip of ticks that stands for it."""

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
    from kb.pages.reading.contents import Strip

register = template.Library()

# How far ticks stand apart, and how high they are, as each kind is drawn: whole, broken, or short.
TICK_STEP, CLOSE_STEP, FEW_TICKS = 5, 2.25, 36
STRIP_HEIGHT = 12
_TICKS = {"interview": "v12", "literature": "v4m0 4v4", "policy": "m0 6v6"}


@register.simple_tag
def passage_text(nodes: Iterable[Words | Marked[Mark]]) -> SafeString:
    """The words with their marks; every word is escaped here."""
    return mark_safe("".join(_write(node) for node in nodes))


@register.simple_tag
def tick_strip(strip: Strip) -> SafeString:
    """A small drawing with a tick for each quotation, closer together where there are many; for the eye alone."""
    step = TICK_STEP if len(strip.kinds) <= FEW_TICKS else CLOSE_STEP
    paths = format_html_join(
        "",
        '<path class="strip__{}" d="{}"/>',
        (
            (kind, "".join(f"M{place * step + 1:g} 0{shape}" for place in places))
            for kind, shape in _TICKS.items()
            if (places := [place for place, each in enumerate(strip.kinds) if each == kind])
        ),
    )
    return format_html(
        '<svg class="strip{}" width="{}" height="{}" data-step-width="{}" aria-hidden="true">{}</svg>',
        "" if step == TICK_STEP else " strip--close",
        round(len(strip.kinds) * step),
        STRIP_HEIGHT,
        step,
        paths,
    )


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
    return format_html('<a class="cite" href="{}" data-card="{}">{}</a>', mark.url, mark.card, inner)


def _write_quotation(mark: QuotationMark, inner: SafeString, *, is_first: bool) -> SafeString:
    # Only the first piece of a mark carries its anchor: an id stands once on a page.
    attributes = [
        ("class", f"said said--{mark.kind}{' said--suggested' if mark.is_suggested else ''}"),
        ("id", mark.anchor if is_first else ""),
        ("aria-describedby", mark.note),
        ("data-step", mark.who if mark.anchor and mark.note and is_first else ""),
        ("lang", mark.language),
    ]
    written = format_html_join("", ' {}="{}"', ((name, value) for name, value in attributes if value))
    return format_html("<mark{}>{}</mark>", written, inner)
