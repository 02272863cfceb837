"""A finding shown where it stands, its words marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kb.records.models import Passage

if TYPE_CHECKING:
    from kb.records.models import Citation, Quotation


def show_quotation(quotation: Quotation) -> SafeString:
    """The passages that the quotation runs through, between the one before and the one after."""
    first, last = quotation.passage, quotation.last_passage or quotation.passage
    if first is None or last is None:
        return format_html("<p>{}</p>", _("These words no longer stand in the thesis' current file."))
    around = Passage.objects.filter(
        thesis=quotation.thesis_id, order__gte=first.order - 1, order__lte=last.order + 1
    ).select_related("chapter", "thesis")
    spans = {}
    for passage in around:
        if first.order <= passage.order <= last.order:
            start = quotation.start if passage.pk == first.pk else 0
            end = quotation.end if passage.pk == last.pk else len(passage.text)
            spans[passage.pk] = (start, end)
    return _show(list(around), spans)


def show_citation(citation: Citation) -> SafeString:
    """The citing passage, between the one before and the one after."""
    passage = citation.passage
    around = Passage.objects.filter(
        thesis=citation.thesis_id, order__gte=passage.order - 1, order__lte=passage.order + 1
    ).select_related("chapter", "thesis")
    return _show(list(around), {passage.pk: (citation.start, citation.end)})


def mark(text: str, start: int, end: int) -> SafeString:
    """The text, escaped, with what stands from ``start`` to ``end`` marked."""
    return format_html("{}<mark>{}</mark>{}", text[:start], text[start:end], text[end:])


def _show(passages: list[Passage], spans: dict[int, tuple[int, int]]) -> SafeString:
    rows = [
        (
            "curation-passage" if passage.pk in spans else "curation-passage curation-around",
            mark(passage.text, *spans[passage.pk]) if passage.pk in spans else passage.text,
        )
        for passage in passages
    ]
    marked = next((passage for passage in passages if passage.pk in spans), None)
    where = SafeString("")
    if marked is not None:
        page = _("page %s") % marked.page if marked.page else ""
        where = format_html("{} {}", marked.chapter.heading, page)
        if marked.thesis.is_public:
            where += format_html(' · <a href="{}">{}</a>', marked.get_absolute_url(), _("In the text"))
        where = format_html('<p class="curation-where">{}</p>', where)
    return format_html(
        '<div class="curation-context">{}{}</div>', where, format_html_join("", '<p class="{}">{}</p>', rows)
    )
