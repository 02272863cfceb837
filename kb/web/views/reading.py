"""Reading a thesis, a chapter at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kb.pages.reading.chapter import present_reading
from kb.records.models import SlugRedirect, Thesis
from kb.synthesis.facts import load_facts
from kb.synthesis.theses.chapters import find_chapter_tree, find_kinds, find_text
from kb.synthesis.theses.elsewhere import find_elsewhere
from kb.web.redirects import find_by_slug

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def show(request: HttpRequest, slug: str, chapter: str) -> HttpResponse:
    """A chapter with all under it; a sub-chapter's own address leads there."""
    theses = Thesis.objects.public().for_cards()
    thesis, has_moved = find_by_slug(theses, slug, SlugRedirect.Kind.THESIS)
    if has_moved:
        return redirect("chapter-detail", thesis.slug, chapter, permanent=True)
    tree = find_chapter_tree(thesis)
    found = tree.find(chapter)
    if found is None:
        raise Http404(f"no public chapter {chapter!r} in {slug!r}")
    top = tree.top_of(found)
    if found != top:
        # Without a place: browsers then keep the one that the link names, a passage or the sub-chapter itself.
        return redirect(top)
    only_confirmed = request.GET.get("confirmed") == "1"
    text, facts = find_text(tree.walk(top), only_confirmed=only_confirmed), load_facts()
    page = present_reading(
        thesis,
        top,
        tree=tree,
        kinds=find_kinds(facts, thesis, only_confirmed=only_confirmed),
        text=text,
        elsewhere=find_elsewhere(facts, thesis, text, only_confirmed=only_confirmed),
        query=request.GET,
        only_confirmed=only_confirmed,
    )
    return render(request, "reading/chapter.html", {"page": page})
