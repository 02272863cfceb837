"""The places that cite somebody, as the pages of authors and works list them: sentences, thesis by thesis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kb.ingest.chapter_roles import ChapterRole
from kb.pages.chips import ThemeChip, present_theme
from kb.pages.lists import Choice, FacetOption, Pager, change_query, present_pager
from kb.pages.quotations.cards import name_thesis
from kb.pages.quotations.citing import CitingSentence, merge_sentences, present_citing
from kb.pages.sources.uses import UseCell, UseRow, UseTable, name_part
from kb.records.languages import TextIn, cut_text
from kb.synthesis.sources.citing_places import QUOTED, SECOND_HAND
from kb.synthesis.sources.place_counts import PART_ORDER, describe_use

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import QueryDict

    from kb.records.models import Thesis
    from kb.synthesis.sources.citing_places import CitingPlaces, PlaceQuestion
    from kb.synthesis.sources.citing_sentences import Sentence
    from kb.synthesis.sources.place_counts import PartCount, ThemeCount, ThesisUse
    from kb.synthesis.sources.reading import SourceReading

TITLE_LENGTH = 80
NAMES = ("thesis", "theme", "work", "with", "beside", "part", "cited", "via", "how")
CHOICES = 30
THEMES = 3
FIRST, UNFOLDED = 4, 6


@dataclass(frozen=True, slots=True)
class Themed:
    """A theme of the passages, with the places that carry it."""

    chip: ThemeChip
    n: int
    url: str


@dataclass(frozen=True, slots=True)
class ThesisSentences:
    """One thesis on this page. ``n`` is how many places answer; ``all_url`` lists them where not all are shown."""

    title: str
    url: str
    source: str
    n: int
    places_url: str
    parts: tuple[Choice, ...]
    themes: tuple[Themed, ...]
    sentences: tuple[CitingSentence, ...]
    is_inferred: bool
    n_left: int

    @property
    def first_sentences(self) -> tuple[CitingSentence, ...]:
        return self.sentences if len(self.sentences) <= UNFOLDED else self.sentences[:FIRST]

    @property
    def rest_of_sentences(self) -> tuple[CitingSentence, ...]:
        """What a narrow page folds: nothing where that would hide a few only."""
        return self.sentences[len(self.first_sentences) :]


@dataclass(frozen=True, slots=True)
class Places:
    """The list, what narrows it, and the theses to choose among. ``chosen`` is taken away link by link."""

    total: int
    groups: tuple[ThesisSentences, ...]
    theses: tuple[Choice, ...]
    n_theses: int
    chosen: tuple[FacetOption, ...]
    clear_url: str
    confirmed: Choice
    pager: Pager


def list_places(query: QueryDict, **choices: str | None) -> str:
    """The places with these choices and no others, as they are confirmed or not."""
    return change_query(query, **(dict.fromkeys(NAMES) | choices)) + "#places"


def present_places(reading: SourceReading, *, names: dict[str, str], query: QueryDict) -> Places:
    """The places that answer; ``names`` are of the works and authors that the reader may have chosen, by slug."""
    question, places, layout = reading.question, reading.places, reading.layout
    shown = [block for block in layout.blocks if block.thesis in reading.theses]
    uses = describe_use(
        places,
        [block.thesis for block in shown],
        reading.mask,
        confirmed=question.is_confirmed,
        n_themes=THEMES,
    )
    switch = change_query(query, confirmed=None if question.is_confirmed else "1") + "#places"
    return Places(
        total=layout.n_places,
        groups=tuple(
            _present_group(
                places,
                use,
                reading.theses[block.thesis],
                [reading.sentences[row] for row in block.rows if row in reading.sentences],
                query,
            )
            for block, use in zip(shown, uses, strict=True)
        ),
        theses=tuple(_present_choice(reading, place, n, query) for place, n in reading.choices[:CHOICES]),
        n_theses=len(reading.choices),
        chosen=tuple(_present_chosen(places, question, names, query)),
        clear_url=list_places(query),
        confirmed=Choice(_("Only what curators confirmed"), switch, question.is_confirmed),
        pager=present_pager(layout.page, query=query),
    )


def _present_choice(reading: SourceReading, place: int, n: int, query: QueryDict) -> Choice:
    thesis = reading.places.facts.theses[place]
    is_chosen = thesis.slug == reading.question.thesis
    url = change_query(query, thesis=None if is_chosen else thesis.slug) + "#places"
    return Choice(TextIn(name_title(thesis.title, thesis.year), thesis.language), url, is_chosen, n)


def name_title(title: str, year: int | None) -> str:
    return cut_text(title, TITLE_LENGTH) + (f" ({year})" if year else "")


def _present_group(
    places: CitingPlaces, use: ThesisUse, thesis: Thesis, sentences: Sequence[Sentence], query: QueryDict
) -> ThesisSentences:
    written = merge_sentences(
        [present_citing(row.citation, is_whole=True, lead=row.lead, quoted=row.quoted) for row in sentences]
    )
    slug = thesis.slug
    return ThesisSentences(
        title=TextIn(thesis.title, thesis.language),
        url=thesis.get_absolute_url(),
        source=name_thesis(thesis),
        n=use.n,
        places_url=change_query(query, thesis=slug) + "#places",
        parts=tuple(
            Choice(name_part(role), change_query(query, thesis=slug, part=role.value) + "#places", count=n)
            for role, n in use.parts
        ),
        themes=tuple(
            _present_theme(
                places, theme, change_query(query, thesis=slug, theme=_slug_of(places, theme)) + "#places"
            )
            for theme in use.themes
        ),
        sentences=written,
        is_inferred=any(sentence.place and sentence.is_place_inferred for sentence in written),
        n_left=use.n - len(sentences),
    )


def present_themes(reading: SourceReading, query: QueryDict) -> tuple[Themed, ...]:
    """What the passages that cite the source are about, over all theses."""
    places = reading.places
    return tuple(
        _present_theme(places, theme, list_places(query, theme=_slug_of(places, theme)))
        for theme in reading.themes
    )


def _present_theme(places: CitingPlaces, theme: ThemeCount, url: str) -> Themed:
    chip = present_theme(places.vocabulary.themes[theme.pk], is_suggested=not theme.is_sure)
    return Themed(chip, theme.n, url)


def _slug_of(places: CitingPlaces, theme: ThemeCount) -> str:
    return str(places.vocabulary.themes[theme.pk].slug)


def present_uses(
    places: CitingPlaces,
    shown: Sequence[tuple[Thesis, ThesisUse]],
    parts: Sequence[PartCount],
    n_theses: int,
    *,
    query: QueryDict,
) -> UseTable:
    """The theses ``shown`` by the parts that cite the source; the totals count all ``n_theses``."""
    roles = sorted((part.role for part in parts), key=PART_ORDER.index)
    n_places = {part.role: part.n_places for part in parts}
    n_citing = {part.role: part.n_theses for part in parts}
    return UseTable(
        parts=tuple(name_part(role) for role in roles),
        rows=tuple(_present_use(thesis, use, roles, query) for thesis, use in shown),
        theses=tuple(UseCell(n_citing[role], list_places(query, part=role.value)) for role in roles),
        totals=tuple(UseCell(n_places[role], list_places(query, part=role.value)) for role in roles),
        total=UseCell(len(places.row), list_places(query)),
        n_theses=n_theses,
        n_left=n_theses - len(shown),
    )


def _present_use(thesis: Thesis, use: ThesisUse, roles: Sequence[ChapterRole], query: QueryDict) -> UseRow:
    counts = dict(use.parts)
    return UseRow(
        source=name_thesis(thesis),
        title=cut_text(TextIn(thesis.title, thesis.language), TITLE_LENGTH),
        url=thesis.get_absolute_url(),
        cells=tuple(
            UseCell(counts[role], list_places(query, thesis=thesis.slug, part=role.value))
            if role in counts
            else UseCell(0)
            for role in roles
        ),
        total=UseCell(use.n, list_places(query, thesis=thesis.slug)),
    )


def _present_chosen(
    places: CitingPlaces, question: PlaceQuestion, names: dict[str, str], query: QueryDict
) -> Iterable[FacetOption]:
    theme = places.vocabulary.by_slug.get(question.theme)
    titles = {
        thesis.slug: TextIn(thesis.title, thesis.language)
        for thesis in places.facts.theses
        if thesis.slug == question.thesis
    }

    def name(slug: str, pattern: str = "%(name)s") -> str:
        return pattern % {"name": names.get(slug, slug)} if slug else ""

    labels = {
        "thesis": cut_text(titles.get(question.thesis, question.thesis), TITLE_LENGTH),
        "theme": theme.display_name if theme else question.theme,
        "work": name(question.work),
        "part": name_part(ChapterRole(question.part)) if question.part else "",
        "cited": _name_cited(question.cited),
        "via": name(question.via, _("read in %(name)s")),
        "how": {QUOTED: _("quoted"), SECOND_HAND: _("second-hand")}.get(question.how, ""),
        "with": name(question.beside, _("beside %(name)s")),
        "beside": name(question.beside_work, _("beside %(name)s")),
    }
    for key, label in labels.items():
        if label:
            yield FacetOption(key, label, 0, change_query(query, **{key: None}) + "#places", is_chosen=True)


def _name_cited(cited: str) -> str:
    return _("cites p. %(page)s") % {"page": cited} if cited.isdecimal() else cited
