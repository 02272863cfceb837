"""A quotation with its source, ready to paste: APA 7 as the thesis that quotes it is cited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kb.exports.citation_text import CitationText, write_thesis_reference
from kb.records.models import Contributor

if TYPE_CHECKING:
    from kb.records.models import Citation, Person, Quotation, Thesis

# APA 7, 8.27: forty words and more stand in a block of their own, without quotation marks.
BLOCK_WORDS = 40
_OWN_MARKS = "«»“”„\"'‘’ "


@dataclass(frozen=True, slots=True)
class QuotationText:
    """The words as quoted, the citation in parentheses, and the entry for the reference list."""

    quoted: str
    in_text: str
    reference: CitationText

    @property
    def plain(self) -> str:
        """Words and citation, as they stand in somebody's text."""
        return f"{self.quoted} {self.in_text}"


def write_quotation(quotation: Quotation) -> QuotationText:
    """``«Words» (Etternavn, 2021, s. 42)``; of literature ``(Lipsky, 1980, as cited in Etternavn, 2021, s. 42)``.

    Contributors, citation and passage are fetched before. Without a page, the chapter's number stands for it.
    """
    thesis = quotation.thesis
    authors = find_thesis_authors(thesis)
    source = _join(name_authors(authors) or thesis.title, thesis.year or _("n.d."), write_place(quotation))
    if quotation.citation and quotation.kind in {quotation.Kind.LITERATURE, quotation.Kind.POLICY}:
        source = _("%(first)s, as cited in %(source)s") % {
            "first": _write_cited(quotation.citation),
            "source": source,
        }
    words = " ".join(quotation.text.split())
    is_block = len(words.split()) >= BLOCK_WORDS
    return QuotationText(
        quoted=words if is_block else f"«{words.strip(_OWN_MARKS)}»",
        in_text=f"({source})",
        reference=write_thesis_reference(thesis, authors),
    )


def find_thesis_authors(thesis: Thesis) -> list[Person]:
    """The authors in the order of the title page, from contributors that were fetched before."""
    parts = [part for part in thesis.contributors.all() if part.role == Contributor.Role.AUTHOR]
    return [part.person for part in sorted(parts, key=lambda part: (part.order, part.pk))]


def name_authors(authors: list[Person]) -> str:
    """The authors as an in-text citation names them: "Aas", "Aas & Bø", "Aas et al."."""
    names = [person.short_name for person in authors]
    if len(names) > 2:
        return _("%(name)s et al.") % {"name": names[0]}
    return " & ".join(names)


def write_place(quotation: Quotation) -> str:
    """Where the quotation stands: "p. 42", "pp. 42–43", "chapter 5.2", or ""."""
    first, last = quotation.passage, quotation.last_passage
    if first is None:
        return ""
    if first.page:
        if last is not None and last.page and last.page != first.page:
            return _("pp. %(first)s–%(last)s") % {"first": first.page, "last": last.page}
        return _("p. %(page)s") % {"page": first.page}
    return _("chapter %(number)s") % {"number": first.chapter.number} if first.chapter.number else ""


def _write_cited(citation: Citation) -> str:
    names = [str(name) for name in citation.cited_names]
    if not names and citation.work is not None:
        names = [authorship.person.short_name for authorship in citation.work.authorships.all()]
    named = _("%(name)s et al.") % {"name": names[0]} if len(names) > 2 else " & ".join(names)
    return _join(named or citation.raw, citation.cited_year)


def _join(*parts: object) -> str:
    return ", ".join(str(part) for part in parts if part)
