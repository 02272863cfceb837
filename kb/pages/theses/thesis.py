"""What the page of one thesis says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kb.exports.apa import write_entry, write_in_text, write_narrative
from kb.exports.csl import make_thesis_item
from kb.ingest.language import detect_language
from kb.pages.chips import ThemeChip, present_theme
from kb.pages.citation_links import thesis_downloads
from kb.pages.compare.links import compare_url
from kb.pages.lists import join_names
from kb.pages.markdown import render_markdown
from kb.pages.sources.work_names import name_work
from kb.pages.theses.contents import ContentsItem, present_contents
from kb.pages.theses.meta import present_meta
from kb.pages.theses.theses import asks_as_title, find_authors, quotations_url, thesis_crumbs
from kb.pages.voices.links import voice_url
from kb.pages.voices.naming import trim_role
from kb.records.languages import TextIn, cut_text, tell_title
from kb.records.models import Contributor, Informant

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.utils.safestring import SafeString

    from kb.exports.rich_text import RichText
    from kb.pages.citation_links import Download
    from kb.pages.lists import Crumb
    from kb.records.models import Chapter, Passage, Theme, Thesis
    from kb.synthesis.theses.chapters import ChapterTree, Tick
    from kb.synthesis.theses.summary import ThesisSummary

# An abstract longer than this folds.
LONG_ABSTRACT = 1400
# "Nøkkelord", "Key words": what stands before a line of keywords.
LONGEST_LABEL = 2
THEMES_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Particular:
    """A line of the particulars; ``url`` where it leads somewhere."""

    label: str
    value: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Abstract:
    """What the thesis says of itself. ``is_folded`` where it says it in the reader's language, or its own, already."""

    title: str
    language: str
    paragraphs: tuple[str, ...]
    is_long: bool
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """An informant; ``url`` leads to all that it says, the quotations counted."""

    label: str
    role: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class VoiceGroup:
    """Informants of one kind; ``role`` is that of them all, where they have the same."""

    label: str
    role: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class CitedWork:
    label: str
    title: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class ThesisPage:
    title: str
    subtitle: str
    parallel_title: str
    language: str
    authors: str
    eyebrow: tuple[str, ...]
    is_example: bool
    has_made_up_title: bool
    crumbs: tuple[Crumb, ...]
    research_question: str
    sub_questions: tuple[str, ...]
    abstracts: tuple[Abstract, ...]
    method: SafeString
    particulars: tuple[Particular, ...]
    keywords: tuple[str, ...]
    is_open: bool
    reading_url: str
    contents: tuple[ContentsItem, ...]
    n_quotations: int
    n_interviews: int
    quotations_url: str
    interviews_url: str
    compare_url: str
    themes: tuple[ThemeChip, ...]
    n_most_themes: int
    voices: tuple[VoiceGroup, ...]
    n_voices: int
    n_most_voices: int
    works: tuple[CitedWork, ...]
    sources_url: str
    n_most_works: int
    n_works: int
    n_citations: int
    entry: RichText
    in_text: RichText
    in_sentence: RichText
    downloads: tuple[Download, ...]
    takedown_note: str
    has_suggestions: bool
    description: str
    meta: tuple[tuple[str, str], ...]

    @property
    def themes_shown(self) -> tuple[ThemeChip, ...]:
        return self.themes[:THEMES_SHOWN]

    @property
    def themes_folded(self) -> tuple[ThemeChip, ...]:
        return self.themes[THEMES_SHOWN:]


def present_thesis(
    thesis: Thesis,
    *,
    tree: ChapterTree,
    ticks: Sequence[Tick],
    abstracts: Iterable[tuple[Chapter, Sequence[Passage]]],
    summary: ThesisSummary,
) -> ThesisPage:
    """The page of a thesis, fetched with its institution and contributors. What is not known is left out."""
    authors = find_authors(thesis)
    language = get_language() or thesis.language
    item = make_thesis_item(thesis, authors, language)
    first = next((chapter for chapter in tree.listed if chapter.kind == chapter.Kind.CHAPTER), None)
    return ThesisPage(
        title=thesis.title,
        subtitle=thesis.subtitle,
        parallel_title=TextIn(thesis.parallel_title, detect_language(thesis.parallel_title, "en")),
        language=thesis.language,
        authors=join_names(person.display_name for person in authors),
        eyebrow=tuple(
            part
            for part in (
                thesis.degree or _("Master’s thesis"),
                str(thesis.year or ""),
                thesis.institution.name if thesis.institution else "",
            )
            if part
        ),
        is_example=thesis.is_example,
        has_made_up_title=thesis.title_is_made_up,
        crumbs=thesis_crumbs(),
        # A title that asks it says it already.
        research_question="" if asks_as_title(thesis.research_question, thesis) else thesis.research_question,
        sub_questions=tuple(_read_questions(thesis.sub_questions)),
        abstracts=tuple(_present_abstracts(thesis, abstracts)),
        method=render_markdown(thesis.method),
        particulars=tuple(_present_particulars(thesis)),
        keywords=tuple(str(keyword) for keyword in thesis.keywords),
        is_open=thesis.access == thesis.Access.OPEN,
        reading_url=first.get_absolute_url() if first else "",
        contents=present_contents(tree, ticks),
        n_quotations=summary.n_quotations,
        n_interviews=summary.n_interviews,
        quotations_url=quotations_url(thesis=thesis.slug),
        interviews_url=quotations_url(thesis=thesis.slug, kind="interview"),
        compare_url=compare_url(thesis.slug),
        themes=tuple(present_theme_of(thesis, theme, count) for theme, count in summary.themes),
        n_most_themes=max((count for _theme, count in summary.themes), default=0),
        voices=_present_voices(thesis, summary),
        n_voices=sum(1 for _voice, count in summary.voices if count),
        n_most_voices=max((count for _voice, count in summary.voices), default=0),
        works=tuple(
            CitedWork(name_work(work), tell_title(work.title), work.get_absolute_url(), count)
            for work, count in summary.works
        ),
        sources_url=reverse("thesis-sources", args=[thesis.slug]),
        n_most_works=max((count for _work, count in summary.works), default=0),
        n_works=summary.n_works,
        n_citations=summary.n_citations,
        entry=write_entry(item, language),
        in_text=write_in_text(item, language),
        in_sentence=write_narrative(item, language),
        downloads=thesis_downloads(thesis),
        takedown_note=thesis.takedown_note,
        has_suggestions=bool(summary.n_quotations),
        description=cut_text(thesis.abstract or thesis.research_question, 200),
        meta=present_meta(thesis),
    )


def present_theme_of(thesis: Thesis, theme: Theme, count: int) -> ThemeChip:
    """A theme of this thesis, leading to its quotations about it."""
    return replace(
        present_theme(theme, count=count), url=quotations_url(thesis=thesis.slug, theme=theme.slug)
    )


def _read_questions(questions: Iterable[object]) -> Iterable[str]:
    for question in questions:
        text = question.get("text", "") if isinstance(question, dict) else str(question)
        if text:
            yield text


def _present_abstracts(
    thesis: Thesis, abstracts: Iterable[tuple[Chapter, Sequence[Passage]]]
) -> Iterable[Abstract]:
    """What a curator wrote, else what the thesis says of itself, in its own language first."""
    abstracts = list(abstracts)
    if thesis.abstract and (not abstracts or "abstract" in thesis.curated_fields):
        paragraphs = tuple(part.strip() for part in thesis.abstract.split("\n\n") if part.strip())
        yield Abstract(_("Abstract"), thesis.language, paragraphs, len(thesis.abstract) > LONG_ABSTRACT)
        return
    in_order = sorted(abstracts, key=lambda pair: (pair[0].language or thesis.language) != thesis.language)
    for place, (chapter, passages) in enumerate(in_order):
        language = chapter.language or thesis.language
        paragraphs = tuple(_leave_out_keywords((passage.text for passage in passages), thesis))
        yield Abstract(
            title=chapter.title or _("Abstract"),
            language=language,
            paragraphs=paragraphs,
            is_long=sum(map(len, paragraphs)) > LONG_ABSTRACT,
            is_folded=place > 0 and language != get_language(),
        )


def _leave_out_keywords(paragraphs: Iterable[str], thesis: Thesis) -> Iterable[str]:
    """The paragraphs but for the line of keywords below them, which stand among the particulars."""
    keywords = [str(keyword).casefold() for keyword in thesis.keywords]
    for text in paragraphs:
        head, colon, rest = text.partition(":")
        is_line = bool(colon) and len(head.split()) <= LONGEST_LABEL
        if not (keywords and is_line and all(keyword in rest.casefold() for keyword in keywords)):
            yield text


def _present_particulars(thesis: Thesis) -> Iterable[Particular]:
    supervisors = find_authors(thesis, Contributor.Role.SUPERVISOR)
    institution = thesis.institution
    yield from (
        particular
        for particular in (
            Particular(
                _("Institution"),
                institution.name if institution else "",
                institution.url if institution else "",
            ),
            Particular(_("Programme"), TextIn(thesis.programme, thesis.language)),
            Particular(_("Year"), str(thesis.year or "")),
            Particular(_("Supervisor"), join_names(person.display_name for person in supervisors)),
            Particular(_("Informants"), str(thesis.n_informants or "")),
            Particular(_("Offices"), str(thesis.n_offices or "")),
            Particular(_("Region"), thesis.region),
            Particular(_("Language"), str(thesis.get_language_display())),
            Particular("DOI", thesis.doi, f"https://doi.org/{thesis.doi}"),
            Particular(_("In the archive"), thesis.handle or thesis.url, thesis.handle or thesis.url),
            Particular(_("Licence"), thesis.licence),
        )
        if particular.value
    )


def _present_voices(thesis: Thesis, summary: ThesisSummary) -> tuple[VoiceGroup, ...]:
    """Informants by role, those with most to say first."""
    order = {value: place for place, value in enumerate(Informant.RoleGroup.values)}
    ranked = sorted(summary.voices, key=lambda pair: order[pair[0].role_group])
    return tuple(
        _present_voice_group(thesis, str(Informant.RoleGroup(group).label), list(voices))
        for group, voices in groupby(ranked, key=lambda pair: pair[0].role_group)
    )


def _present_voice_group(thesis: Thesis, label: str, voices: Sequence[tuple[Informant, int]]) -> VoiceGroup:
    roles = [trim_role(voice.label, voice.role) for voice, _count in voices]
    shared = roles[0] if len(roles) > 1 and len(set(roles)) == 1 else ""
    return VoiceGroup(
        label=label,
        role=TextIn("" if shared.casefold() == label.casefold() else shared, thesis.language),
        voices=tuple(
            Voice(
                label=TextIn(voice.label, thesis.language),
                role=TextIn("" if shared else role, thesis.language),
                count=count,
                url=voice_url(thesis.slug, voice.label) if count else "",
            )
            for (voice, count), role in zip(voices, roles, strict=True)
        ),
    )
