"""What recurs in several theses and is in no theme yet: terms, passages, sources; and what curators set aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kb.language.word_classes import ENGLISH, NORWEGIAN
from kb.pages.excerpts import Piece, cut_excerpt
from kb.pages.lists import Choice, Facet, FacetOption, Pager, change_query, present_pager
from kb.pages.quotations.cards import name_thesis
from kb.pages.sources.work_names import name_work
from kb.records.languages import tell_title
from kb.synthesis.recurring.passages import find_spans
from kb.synthesis.recurring.questions import LEAST, Section, Sorting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.core.paginator import Page
    from django.http import QueryDict

    from kb.pages.recurring.shared_passages import SharedPassages
    from kb.records.models import Passage, SetAside, Work
    from kb.synthesis.recurring.finding import PublicRecurring, RecurringTerm
    from kb.synthesis.recurring.questions import Answer, RecurringQuestion, SharedSource

_AROUND, _LONGEST = 90, 360


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A passage in a list: where it stands, and a piece of it with the words marked."""

    source: str
    where: str
    url: str
    language: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term of the list.

    ``telling`` is its score, ``strength`` rounded G²; ``evenness`` is 100 where it is spread over the theses as their
    lengths are.
    """

    key: str
    label: str
    language: str
    language_code: str
    url: str
    theses_url: str
    n_theses: int
    n_key: int
    n_passages: int
    telling: float
    strength: int
    evenness: int
    example: PlaceLine | None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A work that several theses cite."""

    name: str
    title: str
    url: str
    n_theses: int
    n_places: int


@dataclass(frozen=True, slots=True)
class AsideRow:
    """What a curator set aside."""

    pk: int
    label: str
    kind: str
    by: str


@dataclass(frozen=True)
class RecurringPage:
    """The page. ``kept`` is the query string to come back to after a click on a button."""

    title: str
    lead: str
    section: str
    sections: tuple[Choice, ...]
    facets: tuple[Facet, ...]
    sortings: tuple[Choice, ...]
    total: int
    pager: Pager
    table_url: str
    kept: str
    n_theses: int
    n_waiting: int
    is_ready: bool
    is_curator: bool
    terms: tuple[TermRow, ...] = ()
    most_telling: float = 1
    passages: tuple[SharedPassages, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    most_theses: int = 1
    aside: tuple[AsideRow, ...] = ()


def language_code(language: str) -> str:
    """The code that HTML knows the language by, "" for that of the page."""
    return "en" if language == ENGLISH else "nb"


def name_language(language: str) -> str:
    return str({NORWEGIAN: _("Norwegian"), ENGLISH: _("English")}[language])


def term_url(term: RecurringTerm) -> str:
    """The page that shows the passages with the term."""
    address = {"term": term.key, "language": term.language}
    return f"{reverse('recurring')}?{urlencode(address)}"


def present_term_row(term: RecurringTerm, example: Passage | None) -> TermRow:
    return TermRow(
        key=term.key,
        label=term.label,
        language=term.language,
        language_code=language_code(term.language),
        url=term_url(term),
        theses_url=f"{term_url(term)}#theses",
        n_theses=term.n_theses,
        n_key=term.n_key,
        n_passages=term.n_passages,
        telling=round(term.score, 1),
        strength=round(term.strength),
        evenness=round(100 * (1 - term.dispersion)),
        example=_present_example(term, example) if example else None,
    )


def _present_example(term: RecurringTerm, passage: Passage) -> PlaceLine:
    """The first few places in the passage that has the term most often."""
    spans = find_spans(passage.text, term)
    near = [span for span in spans if span[1] <= spans[0][0] + _LONGEST - _AROUND]
    return present_place(passage, near, around=_AROUND, longest=_LONGEST)


def present_place(
    passage: Passage, spans: Sequence[tuple[int, int]], *, around: int, longest: int = 700
) -> PlaceLine:
    return PlaceLine(
        source=name_thesis(passage.thesis),
        where=name_place(passage),
        url=passage_url(passage),
        language=passage.thesis.language,
        pieces=cut_excerpt(passage.text, spans, around=around, longest=longest),
    )


def passage_url(passage: Passage) -> str:
    return f"{reverse('chapter-detail', args=[passage.thesis.slug, passage.chapter.slug])}#{passage.anchor}"


def name_place(passage: Passage) -> str:
    """ "4.2 Funn, p. 31", or "4.2 Funn, ~p. 31" where the page was worked out."""
    heading = str(passage.chapter.heading)
    if not passage.page:
        return heading
    page = _("p. %(page)s") % {"page": passage.page}
    return f"{heading}, {'~' if passage.page_is_inferred else ''}{page}"


def present_source(source: SharedSource, work: Work) -> SourceRow:
    title = tell_title(work.title)
    return SourceRow(name_work(work), title, work.get_absolute_url(), source.n_theses, source.n_places)


def present_aside(row: SetAside) -> AsideRow:
    return AsideRow(row.pk, row.label or row.key, row.get_kind_display(), str(row.by or ""))


def present_recurring(
    page: Page[object],
    question: RecurringQuestion,
    answer: Answer,
    *,
    public: PublicRecurring,
    n_waiting: int,
    is_curator: bool,
    n_aside: int,
    query: QueryDict,
    terms: Sequence[TermRow] = (),
    passages: Sequence[SharedPassages] = (),
    sources: Sequence[SourceRow] = (),
    aside: Sequence[AsideRow] = (),
) -> RecurringPage:
    """The page of one section, of which ``page`` is a page; the rows of the section are presented already."""
    sections = [
        (Section.TERMS, _("Terms"), len(answer.terms)),
        (Section.BETWEEN, _("Shared passages"), len(answer.between)),
        (Section.WITHIN, _("Repeated in one thesis"), len(answer.within)),
        (Section.SOURCES, _("Sources"), len(answer.sources)),
    ]
    if is_curator:
        sections.append((Section.ASIDE, _("Set aside"), n_aside))
    kept = change_query(query)
    return RecurringPage(
        title=_("What recurs"),
        lead=_write_lead(question.section),
        section=question.section.value,
        sections=tuple(
            Choice(
                str(label),
                change_query(query, show=None if section is Section.TERMS else section.value),
                section is question.section,
                count,
            )
            for section, label, count in sections
        ),
        facets=_present_facets(question, public, answer.most, query),
        sortings=_present_sortings(question, query),
        total=page.paginator.count,
        pager=present_pager(page, query=query),
        table_url=f"{reverse('recurring-table')}{kept}",
        kept="" if kept == "?" else kept,
        n_theses=len(public.facts.theses),
        n_waiting=n_waiting,
        is_ready=bool(public.recurring.tables),
        is_curator=is_curator,
        terms=tuple(terms),
        most_telling=max((term.telling for term in terms), default=1),
        passages=tuple(passages),
        sources=tuple(sources),
        most_theses=max((source.n_theses for source in sources), default=1),
        aside=tuple(aside),
    )


def _write_lead(section: Section) -> str:
    return {
        Section.TERMS: _(
            "Terms that come back from thesis to thesis and that no theme covers yet: where a new theme may be hiding."
        ),
        Section.BETWEEN: _("Passages in which two theses say the same, word for word."),
        Section.WITHIN: _("Passages in which a thesis repeats itself, word for word."),
        Section.SOURCES: _("Works that several theses build on."),
        Section.ASIDE: _("What curators do not want to see among what recurs."),
    }[section]


def _present_facets(
    question: RecurringQuestion, public: PublicRecurring, most: int, query: QueryDict
) -> tuple[Facet, ...]:
    """How many theses must have it, as far as something is in as many, and languages (for terms)."""
    facets = []
    leasts = [least for least in LEAST if least <= most or least == question.least]
    if len(leasts) > 1 and question.section not in {Section.WITHIN, Section.ASIDE}:
        facets.append(
            Facet(
                "least",
                _("At least so many theses"),
                tuple(
                    _option("least", str(least), str(least), question.least == least, query)
                    for least in leasts
                ),
            )
        )
    languages = {term.language for term in public.terms} | ({question.language} - {""})
    if question.section is Section.TERMS and len(languages) > 1:
        options = [("", _("All"))] + [(code, name_language(code)) for code in sorted(languages, reverse=True)]
        facets.append(
            Facet(
                "language",
                _("Language"),
                tuple(
                    _option("language", value, str(label), question.language == value, query)
                    for value, label in options
                ),
            )
        )
    return tuple(facets)


def _option(name: str, value: str, label: str, is_chosen: bool, query: QueryDict) -> FacetOption:
    return FacetOption(value, label, 0, change_query(query, **{name: value or None}), is_chosen=is_chosen)


def _present_sortings(question: RecurringQuestion, query: QueryDict) -> tuple[Choice, ...]:
    if question.section is not Section.TERMS:
        return ()
    labels: Mapping[Sorting, str] = {
        Sorting.TELLING: _("most telling"),
        Sorting.THESES: _("most theses"),
        Sorting.PASSAGES: _("most passages"),
        Sorting.NAME: _("name"),
    }
    return tuple(
        Choice(
            str(label),
            change_query(query, sort=None if sorting is Sorting.TELLING else sorting.value),
            sorting is question.sorting,
        )
        for sorting, label in labels.items()
    )


def present_table(terms: Sequence[RecurringTerm]) -> tuple[list[str], list[list[object]]]:
    """Header and rows of the terms as a table to download."""
    header = [
        _("Term"), _("Language"), _("Theses that use it"), _("Theses that it is characteristic of"), _("Passages"),
        _("Log-likelihood (G²)"), _("Deviation of proportions (DP)"),
    ]  # fmt: skip
    rows: list[list[object]] = [
        [
            term.label, name_language(term.language), term.n_theses, term.n_key, term.n_passages,
            round(term.strength, 1), term.dispersion,
        ]
        for term in terms
    ]  # fmt: skip
    return header, rows
