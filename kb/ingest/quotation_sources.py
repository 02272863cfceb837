"""The citations around a quotation, any of which may be where its words are written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.ingest.draft import Citation, QuotationForm
from kb.ingest.voices import Habits, Rank, find_mentions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.document import Document
    from kb.ingest.quotation_context import CitationsAround, QuotationContext
    from kb.ingest.quoted_spans import QuotedSpan
    from kb.ingest.speakers import Voice

# "(s. 44)", "(p. xiii)": a page of a work named before.
_PAGE_ONLY = re.compile(
    r"(?:s|ss|side|p|pp|page|kap|kapittel|chapter)\.?\s?[\dxvil]+(?:\s?[-–]\s?[\dxvil]+)?\.?", re.IGNORECASE
)
_AUTHOR_AGAIN = re.compile(
    r"\b(?:hun|han|ho|de|dei|hen|forfatter(?:en|ne)|forfattar(?:en|ane)|she|he|they|the authors?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sources:
    """Indices of citations: right after the quotation, later in its sentence, named in the words that bring it in,
    in brackets among those words, in the sentence before, and named earlier in its paragraph. ``page`` tells that
    brackets after it hold a page alone."""

    after: int | None = None
    later: int | None = None
    narrative: int | None = None
    cited: int | None = None
    earlier: int | None = None
    author: int | None = None
    page: bool = False


class SourceFinder:
    """Finds the citations around one quotation after the other."""

    def __init__(
        self, document: Document, citations: Sequence[Citation], around: CitationsAround, habits: Habits
    ) -> None:
        self.document = document
        self.citations = citations
        self.around = around
        self.habits = habits

    def find(self, context: QuotationContext) -> Sources:
        """The citations around the quotation of ``context``."""
        after, later = self._find_after(context)
        quoted, text = context.quoted, self.document.text
        lead = self.around.within(context.lead.start, context.lead.end)
        closing = max(text.rfind(mark, context.lead.start, context.lead.end) for mark in "»”")
        own = [one for one in lead if self.citations[one].span.start > closing]
        before = self.around.within(max(context.before.start, context.lead.start - 120), quoted.outer.start)
        paragraph = max(context.before.start, text.rfind("\n", 0, context.lead.start) + 1)
        named = [
            one for one in self.around.within(paragraph, context.lead.start) if self.citations[one].narrative
        ]
        tail = (text[start:end].strip() for start, end in quoted.tail.brackets)
        return Sources(
            after=after,
            later=later,
            narrative=next((one for one in reversed(lead) if self.citations[one].narrative), None),
            cited=own[-1] if own and not self.citations[own[-1]].narrative else None,
            earlier=before[-1] if before else None,
            author=named[-1] if named else None,
            page=any(_PAGE_ONLY.fullmatch(inside) for inside in tail),
        )

    def settle(self, context: QuotationContext, sources: Sources, voice: Voice) -> Sources:
        """The sources with the author that "han skriver" takes up, where no voice was named since."""
        if sources.narrative is not None or sources.author is None:
            return sources
        if voice.label is not None and voice.named_at > self.citations[sources.author].span.start:
            return sources
        lead = self.document.text_of(context.lead)[-160:]
        again = sources.page or (
            _AUTHOR_AGAIN.search(lead) is not None
            and not any(one.rank is Rank.EXPLICIT for one in find_mentions(lead, self.habits))
        )
        return replace(sources, narrative=sources.author) if again else sources

    def _find_after(self, context: QuotationContext) -> tuple[int | None, int | None]:
        """The citation in the brackets right after a quotation, else one later in its sentence."""
        quoted = context.quoted
        own_end = max(quoted.tail.end, quoted.outer.end)
        after = self.around.within(quoted.outer.end, max(own_end, context.after.end))
        after = [one for one in after if not self._is_voice(one)]
        heel = quoted.tail.brackets[-1][1] + 1 if quoted.tail.brackets else quoted.outer.end + 3
        source = next(
            (one for one in after if self.citations[one].span.start <= heel and self._in_tail(one, quoted)),
            None,
        )
        if quoted.form is QuotationForm.BLOCK or source is not None:
            return source, None
        later = next((one for one in after if not self.citations[one].narrative), None)
        if later is None:
            return source, None
        gap = self.document.text[quoted.outer.end : self.citations[later].span.start]
        return source, None if any(mark in gap for mark in "«“„") else later

    def _is_voice(self, citation: int) -> bool:
        """ "(Informant 4, 2021)": what looks like a citation names somebody interviewed."""
        authors = self.citations[citation].authors
        if not authors:
            return False
        return any(one.rank is Rank.EXPLICIT for one in find_mentions(authors[0], self.habits))

    def _in_tail(self, citation: int, quoted: QuotedSpan) -> bool:
        span = self.citations[citation].span
        return any(span.start <= end and start <= span.end for start, end in quoted.tail.brackets)
