"""What the page of passages like a given one says, and the suggestions for the search box."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kb.pages.lists import Crumb
from kb.pages.quotations.cards import name_chapter, name_thesis
from kb.pages.search.hits import SearchHit, are_examples, present_hit
from kb.records.languages import TextIn, cut_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.records.models import Passage
    from kb.search.run import Hit
    from kb.search.suggestions import Suggestion

SHOWN_TEXT = 420


@dataclass(frozen=True, slots=True)
class SimilarPage:
    title: str
    crumbs: tuple[Crumb, ...]
    text: str
    language: str
    source: str
    url: str
    hits: tuple[SearchHit, ...]

    @property
    def are_examples(self) -> bool:
        return are_examples(self.hits)


def present_similar(passage: Passage, hits: Iterable[Hit]) -> SimilarPage:
    """The page of what is most like a passage that was fetched with thesis and chapter."""
    chapter = passage.chapter
    url = reverse("chapter-detail", args=[passage.thesis.slug, chapter.slug])
    return SimilarPage(
        title=_("Passages like this one"),
        crumbs=(
            Crumb(name_thesis(passage.thesis), passage.thesis.get_absolute_url()),
            Crumb(name_chapter(chapter, passage.thesis), url),
        ),
        text=cut_text(" ".join(passage.text.split()), SHOWN_TEXT),
        language=chapter.language or passage.thesis.language,
        source=name_thesis(passage.thesis),
        url=f"{url}#{passage.anchor}",
        hits=tuple(present_hit(hit) for hit in hits),
    )


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """A way to go on: ``kind`` says in words what ``label`` is, ``url`` leads there.

    ``language`` is that of the label, "" where it is the page's or nobody knows.
    """

    kind: str
    label: str
    url: str
    language: str = ""


def present_suggestions(suggestions: Iterable[Suggestion]) -> list[SuggestionRow]:
    """The suggestions as the search box lists them."""
    kinds = {"theme": _("Theme"), "author": _("Author"), "thesis": _("Thesis"), "word": _("Search")}
    addresses = {"theme": "theme-detail", "author": "author-detail", "thesis": "thesis-detail"}
    rows = []
    for each in suggestions:
        if each.kind in addresses:
            url = reverse(addresses[each.kind], args=[each.slug])
        else:
            url = f"{reverse('search')}?{QueryDict.fromkeys(['q'], each.label).urlencode()}"
        kind = f"{kinds[each.kind]}: {each.also}" if each.also else kinds[each.kind]
        spoken = each.label.language if isinstance(each.label, TextIn) else ""
        rows.append(SuggestionRow(kind, each.label, url, spoken if spoken != get_language() else ""))
    return rows
