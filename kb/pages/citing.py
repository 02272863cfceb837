"""The sentence around a citation: what somebody is cited for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.ingest.sentences import sentence_end, sentence_start
from kb.pages.work_names import name_work

if TYPE_CHECKING:
    from kb.records.models import Citation

# Before and after the citation; a sentence longer than both is cut at a word.
LONGEST_SIDE = 320


@dataclass(frozen=True, slots=True)
class CitingSentence:
    """``before``, ``raw`` and ``after`` are the sentence, or as much of it as is shown; ``via`` what it was read in."""

    before: str
    raw: str
    after: str
    language: str
    work: str
    work_url: str
    thesis_url: str
    chapter: str
    context_url: str
    place: str
    is_place_inferred: bool
    locator: str
    via: str
    via_url: str


def present_citing(citation: Citation) -> CitingSentence:
    """The sentence of a citation that came with passage, chapter, thesis, work and the works' authors."""
    passage, thesis = citation.passage, citation.thesis
    before, after = cut_sentence(passage.text, citation.start, citation.end)
    chapter_url = reverse("chapter-detail", args=[thesis.slug, passage.chapter.slug])
    return CitingSentence(
        before=before,
        raw=passage.text[citation.start : citation.end],
        after=after,
        language=thesis.language,
        work=name_work(citation.work) if citation.work else citation.raw,
        work_url=citation.work.get_absolute_url() if citation.work else "",
        thesis_url=thesis.get_absolute_url(),
        chapter=passage.chapter.heading,
        context_url=f"{chapter_url}#{passage.anchor}",
        place=_("p. %(page)s") % {"page": passage.page} if passage.page else "",
        is_place_inferred=passage.page_is_inferred,
        locator=citation.locator,
        via=name_work(citation.via) if citation.via else citation.secondary_via,
        via_url=citation.via.get_absolute_url() if citation.via else "",
    )


def cut_sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after text[start:end] in its sentence, cut at a word where it is long."""
    # One further, because a sentence is seen to begin by its first letter.
    begin, finish = sentence_start(text, start + 1, 0), sentence_end(text, end, len(text))
    before, after = text[begin:start].lstrip(), text[end:finish].rstrip()
    if len(before) > LONGEST_SIDE:
        before = f"… {before[-LONGEST_SIDE:].partition(' ')[2]}"
    if len(after) > LONGEST_SIDE:
        after = f"{after[:LONGEST_SIDE].rpartition(' ')[0]} …"
    return before, after
