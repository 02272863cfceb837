"""Which entry of the reference list each citation refers to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.ingest.author_lists import AuthorList
from kb.ingest.citation_grammar import read_brackets
from kb.ingest.draft import Citation, Notice
from kb.ingest.matching import (
    Likeness,
    compare_authors,
    identifying_names,
    mentions_paper,
    same_year,
    similar_titles,
)
from kb.ingest.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.citation_resolution import Found
    from kb.ingest.document import Document, Span
    from kb.ingest.draft import Reference


@dataclass(frozen=True, slots=True)
class _Link:
    reference: int | None
    state: str
    code: str | None = None


def link_references(
    document: Document, found: Sequence[Found], references: Sequence[Reference]
) -> tuple[tuple[Citation, ...], tuple[Notice, ...]]:
    """The citations with the entry of the reference list that each refers to, and a notice for each doubt.

    ``matched``: one entry has the authors and the year. ``ambiguous``: ``reference`` is the likeliest of
    several, or differs in the year or the spelling. ``missing``: none. A second-hand citation refers to the
    entry of the work that was read, unless the original has its own.
    """
    index = ReferenceIndex(references)
    citations: list[Citation] = []
    doubts: dict[tuple[str, str], tuple[Span, str]] = {}
    for work in found:
        citation = _citation_of(document, work)
        names = identifying_names(citation.authors, citation.year, citation.raw)
        link = index.find(names, citation.et_al, citation.year)
        if citation.secondary_via and link.state != "matched":
            host = read_brackets(citation.secondary_via)
            if host and host[0].authors is not None:
                via = index.find(host[0].authors.names, host[0].authors.et_al, host[0].year)
                link = replace(via, code=None) if via.reference is not None else replace(link, code=None)
        citations.append(replace(citation, reference=link.reference, state=link.state))
        if references and link.code:
            label = f"{', '.join(citation.authors)} {citation.year or ''}".strip()
            doubts.setdefault((link.code, label), (work.span, label))
    notices = [
        Notice(code, _DOUBTS[code].format(work=label), document.lines_of(span))
        for (code, _), (span, label) in doubts.items()
    ]
    if not references and citations:
        notices.append(
            Notice(
                "no_references", "No reference list was found; cited works are known by author and year only."
            )
        )
    return tuple(citations), tuple(notices)


_DOUBTS = {
    "citation_not_in_references": "{work} is cited, but the reference list has no such entry.",
    "citation_year_differs": "{work} is cited; the reference list has these authors with another year.",
    "citation_spelling_differs": "{work} is cited; the reference list spells the name otherwise.",
    "citation_ambiguous": "{work} is cited; more than one entry of the reference list fits.",
}


def _citation_of(document: Document, work: Found) -> Citation:
    authors = work.part.authors or AuthorList(())
    return Citation(
        span=work.span,
        raw=document.text_of(work.span),
        narrative=work.narrative,
        authors=authors.names,
        et_al=authors.et_al,
        year=work.part.year,
        locator=work.part.locator,
        secondary_via=work.part.via,
        organization=authors.organization,
        repeats=work.part.repeats,
    )


class ReferenceIndex:
    """The entries of a reference list by the folded name of their first author."""

    def __init__(self, references: Sequence[Reference]) -> None:
        self.references = references
        self._by_first: dict[str, list[int]] = defaultdict(list)
        self._found: dict[tuple[tuple[str, ...], bool, str | None], _Link] = {}
        for number, reference in enumerate(references):
            if reference.authors:
                self._by_first[fold_name(reference.authors[0].name)].append(number)

    def find(self, authors: Sequence[str], et_al: bool, year: str | None) -> _Link:
        """The entry that a citation refers to."""
        asked = (tuple(authors), et_al, year)
        if asked not in self._found:
            self._found[asked] = self._find(authors, et_al, year)
        return self._found[asked]

    def _find(self, authors: Sequence[str], et_al: bool, year: str | None) -> _Link:
        if not authors:
            return _Link(None, "missing")
        same = self._by_first.get(fold_name(authors[0]), [])
        dated = [n for n in same if same_year(self.references[n].year, year)]
        exact = [n for n in dated if self._compare(authors, et_al, n) is not Likeness.DIFFERENT]
        if len(exact) > 1:
            closer = [n for n in exact if self._compare(authors, et_al, n) is Likeness.SAME]
            exact = closer or exact
        if len(exact) == 1:
            spelled = self._compare(authors, et_al, exact[0]) is Likeness.MISSPELT
            return _Link(exact[0], "matched", "citation_spelling_differs" if spelled else None)
        if exact:
            return _Link(exact[0], "ambiguous", "citation_ambiguous")
        return self._find_unlike(authors, et_al, year, same, dated)

    def _find_unlike(
        self, authors: Sequence[str], et_al: bool, year: str | None, same: Sequence[int], dated: Sequence[int]
    ) -> _Link:
        misspelt = [
            n
            for n, reference in enumerate(self.references)
            if same_year(reference.year, year) and self._compare(authors, et_al, n) is Likeness.MISSPELT
        ]
        if len(misspelt) == 1:
            return _Link(misspelt[0], "matched", "citation_spelling_differs")
        papers = [n for n, r in enumerate(self.references) if mentions_paper(authors[0], r.raw)]
        if len(papers) == 1:
            return _Link(papers[0], "matched")
        titled = [
            n
            for n, r in enumerate(self.references)
            if similar_titles(authors[0], r.title) and same_year(r.year, year)
        ]
        if len(titled) == 1:
            return _Link(titled[0], "matched")
        redated = [n for n in same if year is not None and self._compare(authors, et_al, n) is Likeness.SAME]
        if redated:
            return _Link(redated[0], "ambiguous", "citation_year_differs")
        if dated or misspelt:
            return _Link((dated or misspelt)[0], "ambiguous", "citation_ambiguous")
        return _Link(None, "missing", "citation_not_in_references" if year else None)

    def _compare(self, authors: Sequence[str], et_al: bool, number: int) -> Likeness:
        return compare_authors(
            authors, et_al, [author.name for author in self.references[number].authors], False
        )
