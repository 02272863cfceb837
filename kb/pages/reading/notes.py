"""Marks in the text of a chapter, and the notes beside it that say what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import ngettext

from kb.exports.quotation_text import write_quotation
from kb.pages.chips import ThemeChip, present_theme
from kb.pages.counts import Count
from kb.pages.quotations.cards import name_thesis
from kb.pages.reading.segments import split_shared
from kb.pages.reading.speakers import join_speakers, note_anchor
from kb.pages.voices.links import voice_url
from kb.pages.voices.naming import trim_role
from kb.records.languages import TextIn
from kb.records.models import Passage, Quotation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from kb.records.models import Citation, Thesis
    from kb.synthesis.theses.elsewhere import Elsewhere, SharedThemes

PASSAGE_THEMES = 3


@dataclass(frozen=True, slots=True)
class QuotationMark:
    """A quotation in the text. ``anchor`` is empty in all but its first piece, ``note`` where it has none.

    ``who`` names who speaks, for those who step from quotation to quotation and do not see the note.
    """

    kind: str
    anchor: str
    note: str
    who: str
    is_suggested: bool
    language: str

    @classmethod
    def of(cls, quotation: Quotation, *, is_start: bool, note: str) -> QuotationMark:
        return cls(
            kind=quotation.kind,
            anchor=f"q-{quotation.public_id}" if is_start else "",
            note=note,
            who=", ".join(filter(None, _name_voice(quotation)[:2])) or str(quotation.get_kind_display()),
            is_suggested=quotation.state == Quotation.State.SUGGESTED,
            language=quotation.language,
        )


@dataclass(frozen=True, slots=True)
class CitationMark:
    """A citation in the text; without ``url`` the work is not known. ``card`` is the address of what is told of it.

    ``title`` is the work's.
    """

    url: str
    card: str
    title: str


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class NotedQuotation:
    """One of the quotations that a note is about: ``key`` is its short id, ``cited`` its words with their source."""

    key: str
    url: str
    cited: str
    language: str


@dataclass(frozen=True, slots=True)
class QuotationNote:
    """What is known of what one speaker says in a passage: its kind, what it is about, where else that is found."""

    anchor: str
    kind: str
    kind_label: str
    voice: str
    role: str
    voice_url: str
    is_suggested: bool
    themes: tuple[ThemeChip, ...]
    elsewhere: Link | None
    quotations: tuple[NotedQuotation, ...]


@dataclass(frozen=True, slots=True)
class PassageNote:
    """What a passage as a whole is about, and the theses in which the same words stand."""

    themes: tuple[ThemeChip, ...]
    same_words: tuple[Link, ...]


Note = QuotationNote | PassageNote


def present_notes(
    passage: Passage,
    quotations: Iterable[Quotation],
    *,
    thesis: Thesis,
    elsewhere: Elsewhere,
    told_before: Collection[str] = (),
) -> tuple[Note, ...]:
    """The notes beside a passage: one for each who speaks in it, and its own themes if those add any.

    A display quotation is its passage: what it is about stands in its own note. ``told_before`` are the themes of
    the passage before: a theme is named where a stretch about it begins.
    """
    notes: list[Note] = [_present_note(group, thesis, elsewhere) for group in join_speakers(quotations)]
    told = {theme.slug for note in notes for theme in note.themes}.union(told_before)
    own = tuple(theme for theme in _themes_of(passage) if theme.slug not in told)[:PASSAGE_THEMES]
    if notes and passage.kind == Passage.Kind.QUOTATION:
        own = ()
    same_words = tuple(
        Link(name_thesis(other.thesis), other.get_absolute_url())
        for other in elsewhere.same_words.get(passage.pk, ())
    )
    if own or same_words:
        # First, so that it stands beside the passage and not beside the next one.
        notes.insert(0, PassageNote(own, same_words))
    return tuple(notes)


def find_told(passage: Passage, notes: Iterable[Note]) -> frozenset[str]:
    """The slugs of the themes that a passage and what is quoted in it are about."""
    said = (theme.slug for note in notes for theme in note.themes)
    return frozenset((*said, *(theme.slug for theme in _themes_of(passage))))


def present_citations(
    citations: Iterable[Citation], *, thesis: Thesis
) -> Iterable[tuple[int, int, CitationMark]]:
    """The citations of a passage as (start, end, mark), those that share one expression told apart where it can be."""
    ordered = sorted(citations, key=lambda citation: (citation.start, citation.end, citation.order))
    free_from = 0
    for (start, end), shared in groupby(ordered, key=lambda citation: (citation.start, citation.end)):
        group = list(shared)
        # A link cannot stand in a link: of two expressions that overlap, the first one is it.
        if start < free_from:
            continue
        free_from = end
        stretches = split_shared(group[0].raw, [str((c.cited_names or [""])[0]) for c in group])
        if len(group) > 1 and stretches is not None and len(group[0].raw) == end - start:
            for citation, (first, last) in zip(group, stretches, strict=True):
                yield start + first, start + last, _present_citation(citation, thesis)
        else:
            yield start, end, _present_citation(next((c for c in group if c.work), group[0]), thesis)


def _present_citation(citation: Citation, thesis: Thesis) -> CitationMark:
    work = citation.work
    if work is None:
        return CitationMark("", "", "")
    url = work.get_absolute_url()
    return CitationMark(url, f"{url}card/?from={thesis.slug}", work.title)


def _present_note(quotations: Sequence[Quotation], thesis: Thesis, elsewhere: Elsewhere) -> QuotationNote:
    """The note of those quotations of a passage that have one speaker."""
    quotation = quotations[0]
    voice, role, url = _name_voice(quotation, thesis.language)
    themes = {theme.slug: theme for each in reversed(quotations) for theme in reversed(_themes_of(each))}
    links = (_present_elsewhere(each, elsewhere) for each in quotations)
    if quotation.informant is not None:
        url = voice_url(thesis.slug, quotation.informant.label)
    return QuotationNote(
        anchor=note_anchor(quotation),
        kind=quotation.kind,
        kind_label=str(quotation.get_kind_display()),
        voice=voice,
        role=role,
        voice_url=url,
        is_suggested=quotation.state == Quotation.State.SUGGESTED,
        themes=tuple(reversed(themes.values()))[:PASSAGE_THEMES],
        elsewhere=next((link for link in links if link is not None), None),
        quotations=tuple(
            NotedQuotation(
                each.public_id,
                each.get_absolute_url(),
                write_quotation(each).plain,
                each.language or thesis.language,
            )
            for each in quotations
        ),
    )


def _name_voice(quotation: Quotation, language: str = "") -> tuple[str, str, str]:
    """Who speaks, in what role, and the address of the work if it is one."""
    informant, citation = quotation.informant, quotation.citation
    if informant is not None:
        role = trim_role(informant.label, informant.role)
        return TextIn(informant.label, language), TextIn(role, language), ""
    if citation is not None:
        names = " & ".join(str(name) for name in citation.cited_names)
        voice = f"{names} ({citation.cited_year})" if citation.cited_year else names or citation.raw
        return voice, "", citation.work.get_absolute_url() if citation.work else ""
    return "", "", ""


def _present_elsewhere(quotation: Quotation, elsewhere: Elsewhere) -> Link | None:
    """In how many other theses its work is cited or, where there is none, its themes are spoken of."""
    work = quotation.citation.work if quotation.citation is not None else None
    if work is not None and quotation.informant_id is None:
        n = elsewhere.works.get(work.pk, 0)
        if n:
            label = ngettext("Cited in %(n)s other thesis", "Cited in %(n)s other theses", n) % {
                "n": Count(n)
            }
            return Link(label, work.get_absolute_url())
    shared = elsewhere.themes.get(quotation.pk)
    return _present_shared(quotation, shared) if shared is not None else None


def _present_shared(quotation: Quotation, shared: SharedThemes) -> Link:
    names = {link.tag_id: link.tag for link in quotation.shown_theme_links}  # type: ignore[attr-defined]
    choices = [("theme", names[pk].slug) for pk in shared.themes]
    if shared.is_interview:
        choices.append(("kind", Quotation.Kind.INTERVIEW.value))
    n = {"n": Count(shared.n_theses)}
    label = ngettext("Also in %(n)s other thesis", "Also in %(n)s other theses", shared.n_theses) % n
    if len(shared.themes) < len(names):
        words = ngettext(
            "%(theme)s: also in %(n)s other thesis",
            "%(theme)s: also in %(n)s other theses",
            shared.n_theses,
        )
        label = words % {"theme": names[shared.themes[0]].display_name, **n}
    return Link(label, f"{reverse('quotation-list')}?{urlencode(choices)}")


def _themes_of(record: Passage | Quotation) -> tuple[ThemeChip, ...]:
    """The themes of a record that came with ``shown_theme_links``."""
    links: Sequence[object] = record.shown_theme_links  # type: ignore[union-attr]
    return tuple(
        present_theme(link.tag, is_suggested=link.state == link.State.SUGGESTED)  # type: ignore[attr-defined]
        for link in links
    )
