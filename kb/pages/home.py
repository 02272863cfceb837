"""What the front page says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kb.pages.about.searching import search_url
from kb.pages.chips import Mark, ThemeChip, find_mark, present_theme
from kb.pages.counts import Count
from kb.pages.lists import join_names
from kb.pages.sources.work_names import name_work
from kb.pages.theses.theses import ThesisCard, find_authors, present_thesis_card, quotations_url
from kb.pages.voices.links import voices_url
from kb.records.languages import Language, TextIn, tell_title
from kb.records.models import Informant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kb.records.models import Quotation, Thesis
    from kb.synthesis.collection import CollectionSize
    from kb.synthesis.openings import Contrast, Kinship, MetThemes, Openings, SharedWork, ThemeSpread


@dataclass(frozen=True, slots=True)
class Number:
    """How many there are of something; ``url`` lists what is counted."""

    count: int
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation that shows what a theme is about."""

    text: str
    language: str
    voice: str
    source: str
    url: str
    thesis_url: str
    is_suggested: bool
    is_example: bool


@dataclass(frozen=True, slots=True)
class WideTheme:
    """A theme that runs through many theses: how it is spread, the themes under it, and one voice on it.

    Each number is a link. ``narrower`` are chips with the number of their quotations.
    """

    name: str
    url: str
    mark: Mark
    theses: Number
    counts: tuple[Number, ...]
    narrower: tuple[ThemeChip, ...]
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class Side:
    """What one role group says of a theme: one of its quotations, and the way to all of them."""

    label: str
    evidence: Evidence
    quotations: Number


@dataclass(frozen=True, slots=True)
class TwoSides:
    """A theme that both leaders and employees speak of."""

    theme: ThemeChip
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class ThemePair:
    """Two themes that go together, and the quotations that carry both."""

    name: str
    url: str
    n: int


@dataclass(frozen=True, slots=True)
class SharedWorkRow:
    name: str
    title: str
    url: str
    theses: str
    places: str


@dataclass(frozen=True, slots=True)
class Start:
    """A way to begin for who has not been here before: what it leads to, and what one sees there."""

    label: str
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """``tries`` are searches to try, as (words, address); ``starts`` ways to begin.

    ``are_examples``: everything that is quoted or shown on the page is invented.
    """

    title: str
    lead: str
    tries: tuple[tuple[str, str], ...]
    starts: tuple[Start, ...]
    themes: tuple[WideTheme, ...]
    two_sides: TwoSides | None
    pairs: tuple[ThemePair, ...]
    works: tuple[SharedWorkRow, ...]
    shared_works: Number | None
    voices: tuple[Number, ...]
    theses: tuple[ThesisCard, ...]
    numbers: tuple[Number, ...]
    n_theses: int
    has_examples: bool
    are_examples: bool


def present_home(*, size: CollectionSize, openings: Openings, newest: Iterable[Thesis]) -> HomePage:
    """The front page of a collection; empty parts of it are empty tuples, or None."""
    cards = tuple(present_thesis_card(thesis) for thesis in newest)
    wide = tuple(_present_wide_theme(spread, size.theses) for spread in openings.themes)
    two_sides = _present_two_sides(openings.contrast)
    quoted = [theme.evidence for theme in wide] + [
        side.evidence for side in (two_sides.sides if two_sides else ())
    ]
    invented = [card.is_example for card in cards] + [each.is_example for each in quoted if each]
    return HomePage(
        title=_("Read across theses"),
        lead=_present_lead(size),
        tries=tuple((words, search_url(words)) for words in _find_tries(openings)),
        starts=_present_starts(openings, cards),
        themes=wide,
        two_sides=two_sides,
        pairs=tuple(_present_pair(pair) for pair in openings.pairs),
        works=tuple(_present_work(row) for row in openings.works),
        shared_works=Number(
            openings.n_shared_works,
            _("works that at least two theses cite"),
            f"{reverse('work-list')}?theses=2",
        )
        if openings.n_shared_works
        else None,
        voices=tuple(
            Number(n, str(Informant.RoleGroup(role).label), voices_url(role=role))
            for role, n in openings.voices
        ),
        theses=cards,
        numbers=_present_numbers(size),
        n_theses=size.theses,
        has_examples=any(invented),
        are_examples=bool(invented) and all(invented),
    )


def _present_lead(size: CollectionSize) -> str:
    """What this is, in a sentence, and what one does here, in another."""
    if not size.theses:
        return _(
            "A collection of theses, taken apart into quotations, themes and sources, to be read across."
        )
    return ngettext(
        "One thesis, taken apart into quotations, themes and sources. Find out who says what, and where, and "
        "cite it correctly.",
        "%(n)s theses, taken apart into quotations, themes and sources. Search across all of them, find out who says "
        "what, and where, and cite it correctly.",
        size.theses,
    ) % {"n": Count(size.theses)}


def _find_tries(openings: Openings) -> Iterator[str]:
    """Searches that find something here, each of another sort: a word, what a role says of it, an author.

    In the words of the page's language, as far as the theme has a name in it.
    """
    fields, leader = _name_fields()
    if openings.themes:
        yield _lower(openings.themes[0].theme.display_name)
    if openings.contrast is not None:
        name = _lower(openings.contrast.theme.display_name)
        words = f"{name} {fields['role']}:{leader}"
        yield TextIn(words, name.language) if isinstance(name, TextIn) else words
    # Organisations have long names, and titles stand for works without an author.
    people = (a.person for row in openings.works for a in row.work.authorships.all() if a.person.family)
    author = next(people, None)
    if author is not None:
        family = author.family
        yield f'{fields["author"]}:"{family}"' if " " in family else f"{fields['author']}:{family}"


def _name_fields() -> tuple[dict[str, str], str]:
    """What the query language calls its fields, and a leader, in the language of the page."""
    if get_language() == Language.BOKMAL:
        return {"role": "rolle", "author": "forfatter"}, "leder"
    if get_language() == Language.NYNORSK:
        return {"role": "rolle", "author": "forfattar"}, "leiar"
    return {"role": "role", "author": "author"}, "leader"


def _lower(name: str) -> str:
    lowered = name.casefold()
    return TextIn(lowered, name.language) if isinstance(name, TextIn) else lowered


def _present_starts(openings: Openings, cards: Sequence[ThesisCard]) -> tuple[Start, ...]:
    starts = []
    if openings.themes:
        theme = openings.themes[0].theme
        starts.append(
            Start(
                _("One theme through all theses"),
                theme.get_absolute_url(),
                _("%(name)s: thesis by thesis, role by role") % {"name": theme.display_name},
            )
        )
    if openings.kinship is not None:
        starts.append(_present_compared(openings.kinship))
    if openings.themes:
        starts.append(
            Start(
                _("Everything at a glance"),
                reverse("theme-matrix"),
                _("themes against theses or roles; every number opens its quotations"),
            )
        )
    if cards:
        starts.append(
            Start(_("One thesis from its beginning"), cards[0].url, cards[0].authors or cards[0].title)
        )
    return tuple(starts) if len(starts) > 1 else ()


def _present_wide_theme(spread: ThemeSpread, n_all: int) -> WideTheme:
    slug, n = spread.theme.slug, spread.n_quotations
    counts = [Number(n, ngettext("quotation", "quotations", n), quotations_url(theme=slug))]
    if spread.n_voices:
        voices = ngettext("voice", "voices", spread.n_voices)
        counts.append(Number(spread.n_voices, voices, voices_url(theme=slug)))
    return WideTheme(
        name=spread.theme.display_name,
        url=spread.theme.get_absolute_url(),
        mark=find_mark(spread.theme.pk),
        theses=Number(
            spread.n_theses,
            _("in %(n)s of %(all)s theses") % {"n": Count(spread.n_theses), "all": Count(n_all)},
            reverse("theme-theses", args=[slug]),
        ),
        counts=tuple(counts),
        narrower=tuple(present_theme(theme, count=n_under) for theme, n_under in spread.narrower),
        evidence=_present_evidence(spread.evidence) if spread.evidence else None,
    )


def _present_two_sides(contrast: Contrast | None) -> TwoSides | None:
    if contrast is None:
        return None
    return TwoSides(
        present_theme(contrast.theme),
        tuple(
            Side(
                str(Informant.RoleGroup(role).label),
                _present_evidence(quotation),
                Number(
                    n,
                    ngettext("quotation", "quotations", n),
                    quotations_url(theme=contrast.theme.slug, role=role),
                ),
            )
            for role, n, quotation in contrast.sides
        ),
    )


def _present_pair(pair: MetThemes) -> ThemePair:
    slugs = f"{pair.first.slug},{pair.second.slug}"
    return ThemePair(
        join_names([pair.first.display_name, pair.second.display_name]),
        f"{reverse('theme-together')}?pair={slugs}",
        pair.n,
    )


def _present_work(row: SharedWork) -> SharedWorkRow:
    return SharedWorkRow(
        name=name_work(row.work),
        title=tell_title(row.work.title),
        url=row.work.get_absolute_url(),
        theses=ngettext("in %(n)s thesis", "in %(n)s theses", row.n_theses) % {"n": Count(row.n_theses)},
        places=ngettext("%(n)s place", "%(n)s places", row.n_places) % {"n": Count(row.n_places)},
    )


def _present_compared(kinship: Kinship) -> Start:
    query = "&".join(f"t={thesis.slug}" for thesis in kinship.theses)
    themes = ngettext("%(n)s theme in common", "%(n)s themes in common", kinship.n_themes)
    works = ngettext("%(n)s work in common", "%(n)s works in common", kinship.n_works)
    shared = [themes % {"n": Count(kinship.n_themes)}] if kinship.n_themes else []
    shared += [works % {"n": Count(kinship.n_works)}] if kinship.n_works else []
    names = join_names(_name_thesis(thesis) for thesis in kinship.theses)
    return Start(
        _("Two theses side by side"), f"{reverse('compare')}?{query}", f"{names}: {', '.join(shared)}"
    )


def _name_thesis(thesis: Thesis) -> str:
    families = join_names(person.short_name for person in find_authors(thesis))
    return f"{families or thesis.title} ({thesis.year or _('n.d.')})"


def _present_evidence(quotation: Quotation) -> Evidence:
    thesis = quotation.thesis
    return Evidence(
        text=quotation.text,
        language=quotation.language or thesis.language,
        voice=TextIn(quotation.informant.label, thesis.language) if quotation.informant else "",
        source=_name_thesis(thesis),
        url=quotation.get_absolute_url(),
        thesis_url=thesis.get_absolute_url(),
        is_suggested=quotation.state == quotation.State.SUGGESTED,
        is_example=thesis.is_example,
    )


def _present_numbers(size: CollectionSize) -> tuple[Number, ...]:
    numbers = (
        Number(size.theses, ngettext("thesis", "theses", size.theses), reverse("thesis-list")),
        Number(
            size.quotations, ngettext("quotation", "quotations", size.quotations), reverse("quotation-list")
        ),
        Number(
            size.interviews,
            ngettext("from an interview", "from interviews", size.interviews),
            quotations_url(kind="interview"),
        ),
        Number(size.themes, ngettext("theme", "themes", size.themes), reverse("theme-list")),
        Number(size.authors, ngettext("cited author", "cited authors", size.authors), reverse("author-list")),
        Number(size.works, ngettext("cited work", "cited works", size.works), reverse("work-list")),
    )
    return tuple(number for number in numbers if number.count)
