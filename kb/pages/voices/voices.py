"""What the list of voices says: who speaks in the theses, by role or by thesis, and how much."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kb.pages.lists import Choice, Facet, FacetOption, Pager, change_query, present_facet, present_pager
from kb.pages.quotations.cards import name_thesis
from kb.pages.voices.links import voice_url
from kb.pages.voices.naming import trim_role
from kb.records.languages import TextIn, cut_text
from kb.records.models import Informant
from kb.synthesis.voices.voices import Grouping, Sorting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from django.core.paginator import Page
    from django.http import QueryDict

    from kb.records.models import Thesis
    from kb.synthesis.vocabulary import Vocabulary
    from kb.synthesis.voices.voices import CountedVoice, Voice, VoiceList, VoiceQuestion

FILTERS = ("role", "thesis", "institution", "theme", "q", "confirmed")
MOST_OPTIONS = 60
TITLE_LENGTH = 70


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """A voice in the list; ``url`` leads to all that it says as the list is narrowed, which is ``n`` quotations."""

    label: str
    role: str
    url: str
    n: int
    thesis: str
    thesis_title: str
    thesis_url: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VoiceSection:
    """Voices of one role group or thesis on this page; ``n`` is how many the whole list has, ``url`` lists them."""

    title: str
    url: str
    n: int
    voices: tuple[VoiceRow, ...]


@dataclass(frozen=True, slots=True)
class VoiceListPage:
    title: str
    total: int
    most: int
    sections: tuple[VoiceSection, ...]
    is_grouped: bool
    is_by_thesis: bool
    facets: tuple[Facet, ...]
    chosen: tuple[FacetOption, ...]
    clear_url: str
    confirmed: Choice
    sortings: tuple[Choice, ...]
    groupings: tuple[Choice, ...]
    pager: Pager
    table_query: str
    words: str
    kept: tuple[tuple[str, str], ...]


def present_voice_list(
    page: Page[CountedVoice],
    listed: VoiceList,
    *,
    question: VoiceQuestion,
    theses: Mapping[int, Thesis],
    speak_of: Mapping[str, Sequence[int]],
    vocabulary: Vocabulary,
    query: QueryDict,
) -> VoiceListPage:
    """The list as far as the reader narrowed it.

    ``theses`` are by place among the facts, with their authors; ``speak_of`` has a few themes of each voice on the
    page, as :func:`kb.synthesis.voices.voices.find_main_themes` gives them.
    """
    facets = tuple(_present_facets(question, listed, vocabulary, query))

    def present(row: CountedVoice) -> VoiceRow:
        themes = speak_of.get(f"{row.voice.thesis}/{row.voice.key}", ())
        return _present_row(
            row, theses[row.voice.thesis], [vocabulary.name(pk) for pk in themes], question=question
        )

    return VoiceListPage(
        title=_("Voices"),
        total=page.paginator.count,
        most=max((row.n for row in listed.voices), default=0),
        sections=tuple(_present_sections(page, listed, question, theses, present, query)),
        is_grouped=question.grouping is not Grouping.NONE,
        is_by_thesis=question.grouping is Grouping.THESIS,
        facets=facets,
        chosen=(*_present_single(question, query), *(o for facet in facets for o in facet.chosen)),
        clear_url=change_query(query, **dict.fromkeys(FILTERS)),
        confirmed=Choice(
            _("Only what curators confirmed"),
            change_query(query, confirmed=None if question.is_confirmed else "1"),
            question.is_confirmed,
            listed.n_confirmed,
        ),
        sortings=_present_choices(
            query, "sort", question.sorting, {Sorting.MOST: _("says most"), Sorting.NAME: _("name")}
        ),
        groupings=_present_choices(
            query,
            "group",
            question.grouping,
            {
                Grouping.ROLE: _("by role"),
                Grouping.THESIS: _("by thesis"),
                Grouping.NONE: _("one list"),
            },
        ),
        pager=present_pager(page, query=query),
        table_query=change_query(query),
        words=question.words,
        kept=tuple((n, v) for n in sorted(query) if n not in {"q", "page"} for v in query.getlist(n)),
    )


def present_voice_rows(
    listed: VoiceList,
    theses: Mapping[int, Thesis],
    absolute: Callable[[str], str],
    *,
    question: VoiceQuestion,
) -> Iterator[list[object]]:
    """One row a voice, for a table to download."""
    names = {place: (thesis.title, name_thesis(thesis)) for place, thesis in theses.items()}
    labels = {value: str(label) for value, label in Informant.RoleGroup.choices}
    # Thousands of rows: what is the same in every address is made once.
    if not listed.voices:
        return
    first = listed.voices[0].voice
    known = f"/{theses[first.thesis].slug}/{first.key}/"
    pattern = absolute(_find_url(first, theses[first.thesis], question))
    for row in listed.voices:
        voice, thesis = row.voice, theses[row.voice.thesis]
        url = pattern.replace(known, f"/{thesis.slug}/{voice.key}/")
        yield [voice.label, voice.role, labels[voice.role_group], row.n, *names[voice.thesis], url]


def name_columns() -> list[str]:
    """The heads of the columns of :func:`present_voice_rows`."""
    return [
        _("Voice"), _("Role"), _("Role group"), _("Quotations"), _("Thesis"), _("Author and year"), _("Address"),
    ]  # fmt: skip


def show_role(label: str, role: str, role_group: str, language: str) -> str:
    """The role in words, "" where it is not known or the label says it already; ``language`` is that of the thesis."""
    if role:
        shown = trim_role(label, role)
        return TextIn(shown, language) if shown else ""
    return "" if role_group == Informant.RoleGroup.OTHER else str(Informant.RoleGroup(role_group).label)


def _present_row(
    row: CountedVoice, thesis: Thesis, themes: Sequence[str], *, question: VoiceQuestion
) -> VoiceRow:
    voice = row.voice
    return VoiceRow(
        label=TextIn(voice.label, thesis.language),
        role=show_role(voice.label, voice.role, voice.role_group, thesis.language),
        url=_find_url(voice, thesis, question),
        n=row.n,
        thesis=name_thesis(thesis),
        thesis_title=TextIn(thesis.title, thesis.language),
        thesis_url=thesis.get_absolute_url(),
        themes=tuple(themes),
    )


def _find_url(voice: Voice, thesis: Thesis, question: VoiceQuestion) -> str:
    """Where the counted quotations are listed."""
    confirmed = "1" if question.is_confirmed else ""
    return voice_url(thesis.slug, voice.label, theme=question.themes, confirmed=confirmed)


def _present_sections(
    page: Iterable[CountedVoice],
    listed: VoiceList,
    question: VoiceQuestion,
    theses: Mapping[int, Thesis],
    present: Callable[[CountedVoice], VoiceRow],
    query: QueryDict,
) -> Iterable[VoiceSection]:
    if question.grouping is Grouping.ROLE:
        for group, rows in groupby(page, key=lambda row: row.voice.role_group):
            url = change_query(query, role=[group])
            title = str(Informant.RoleGroup(group).label).capitalize()
            yield VoiceSection(title, url, listed.groups[group], tuple(map(present, rows)))
    elif question.grouping is Grouping.THESIS:
        for place, rows in groupby(page, key=lambda row: row.voice.thesis):
            thesis = theses[place]
            url = change_query(query, thesis=[thesis.slug])
            yield VoiceSection(
                TextIn(thesis.title, thesis.language),
                url,
                listed.groups[thesis.slug],
                tuple(map(present, rows)),
            )
    elif rows_shown := tuple(map(present, page)):
        yield VoiceSection("", "", len(listed.voices), rows_shown)


def _present_facets(
    question: VoiceQuestion, listed: VoiceList, vocabulary: Vocabulary, query: QueryDict
) -> Iterable[Facet]:
    labels = dict(Informant.RoleGroup.choices)
    themes = sorted(listed.themes.items(), key=lambda row: (-row[1], vocabulary.name(row[0])))
    rows: dict[str, list[tuple[str, str, int]]] = {
        "role": [(value, str(labels[value]), n) for value, n in listed.roles],
        "theme": [(vocabulary.themes[pk].slug, vocabulary.name(pk), n) for pk, n in themes],
        "thesis": list(listed.theses),
        "institution": list(listed.institutions),
    }
    names = {
        "role": _("Role"), "theme": _("Theme"), "thesis": _("Thesis"), "institution": _("Institution")
    }  # fmt: skip
    asked = {
        "role": question.roles, "theme": question.themes, "thesis": question.theses,
        "institution": question.institutions,
    }  # fmt: skip
    for name, options in rows.items():
        kept = [
            (value, cut_text(label, TITLE_LENGTH), n)
            for place, (value, label, n) in enumerate(options)
            if (n and place < MOST_OPTIONS) or value in asked[name]
        ]
        yield present_facet(name, names[name], kept, query=query)


def _present_single(question: VoiceQuestion, query: QueryDict) -> Iterable[FacetOption]:
    if question.words:
        yield FacetOption("q", f"«{question.words}»", 0, change_query(query, q=None), is_chosen=True)
    if question.is_confirmed:
        yield FacetOption("confirmed", _("confirmed"), 0, change_query(query, confirmed=None), is_chosen=True)


def _present_choices(
    query: QueryDict, name: str, chosen: str, labels: Mapping[str, str]
) -> tuple[Choice, ...]:
    """Links that change one name of the address; the first is what holds when it is not there."""
    usual = next(iter(labels))
    return tuple(
        Choice(label, change_query(query, **{name: None if value == usual else str(value)}), value == chosen)
        for value, label in labels.items()
    )
