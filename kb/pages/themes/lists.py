"""The lists behind a theme's page: its passages, its theses, and the quotations that hold a word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.pages.chips import Mark, find_mark
from kb.pages.lists import Choice, Crumb, Pager, change_query, present_pager
from kb.pages.quotations.cards import name_chapter, name_thesis
from kb.pages.themes.links import Number, ThemeLinks
from kb.pages.themes.meetings import find_marks
from kb.pages.themes.quotes import ThemeQuote, cut_text, is_plain, name_group, present_quote
from kb.synthesis.themes.on_theme import GROUPS, LITERATURE, POLICY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.core.paginator import Page
    from django.http import QueryDict

    from kb.records.models import Passage, Theme, Thesis
    from kb.synthesis.themes.on_theme import OnTheme
    from kb.synthesis.themes.question import PassageQuestion, WordQuestion
    from kb.synthesis.themes.records import ThemeRecords

EXCERPT = 420


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage about the theme: its beginning, where it stands, why it is thought to be about it."""

    text: str
    language: str
    thesis: str
    thesis_url: str
    chapter: str
    page: str
    is_page_inferred: bool
    url: str
    is_suggested: bool


@dataclass(frozen=True, slots=True)
class ThesisRow:
    """A thesis and what it has on the theme; ``beside_url`` puts it side by side with those that have most."""

    name: str
    title: str
    url: str
    year: int | None
    is_example: bool
    n: Number
    interviews: Number
    policy: Number
    literature: Number
    passages: Number
    beside_url: str


@dataclass(frozen=True, slots=True)
class ThemeListPage:
    """A list within a theme; ``note`` says what of it is shown where that is not all."""

    title: str
    theme: str
    mark: Mark
    crumbs: tuple[Crumb, ...]
    total: int
    note: str
    clear_url: str
    confirmed: Choice
    is_confirmed: bool
    pager: Pager
    most: int = 0
    passages: tuple[PassageRow, ...] = ()
    theses: tuple[ThesisRow, ...] = ()
    quotes: tuple[ThemeQuote, ...] = ()
    choices: tuple[Choice, ...] = ()


def present_switch(query: QueryDict, *, count: int | None = None) -> Choice:
    """The switch between everything and what curators confirmed, all other choices kept."""
    is_confirmed = query.get("confirmed") == "1"
    return Choice(
        _("Only what curators confirmed"),
        change_query(query, confirmed=None if is_confirmed else "1"),
        is_confirmed,
        count,
    )


def _present_list(
    theme: Theme, page: Page[int], query: QueryDict, title: str, *, note: str = "", asked: Sequence[str] = ()
) -> dict[str, object]:
    """What every list of a theme has; ``asked`` are the names of the choices that may be taken away."""
    links = ThemeLinks(theme.slug, is_confirmed=query.get("confirmed") == "1")
    return {
        "title": title,
        "theme": theme.display_name,
        "mark": find_mark(theme.pk),
        "crumbs": (Crumb(_("Themes"), reverse("theme-list")), Crumb(theme.display_name, links.page())),
        "total": page.paginator.count,
        "note": note,
        "clear_url": change_query(query, **dict.fromkeys(asked)) if note else "",
        "confirmed": present_switch(query),
        "is_confirmed": links.is_confirmed,
        "pager": present_pager(page, query=query),
    }


def present_passage_page(
    theme: Theme,
    page: Page[int],
    on: OnTheme,
    records: ThemeRecords,
    question: PassageQuestion,
    thesis: Thesis | None,
    *,
    query: QueryDict,
) -> ThemeListPage:
    """The passages about a theme, as theses and texts run. ``page`` holds primary keys."""
    notes = [
        name_thesis(thesis) if thesis else question.thesis,
        _("that cite policy papers") if question.cites == POLICY else "",
        _("that cite research literature") if question.cites == LITERATURE else "",
    ]
    passages = [records.passages[pk] for pk in page if pk in records.passages]
    return ThemeListPage(
        **_present_list(
            theme,
            page,
            query,
            _("Passages on %(theme)s") % {"theme": theme.display_name},
            note=", ".join(filter(None, notes)),
            asked=("thesis", "cites"),
        ),  # type: ignore[arg-type]
        passages=tuple(present_passage(on, passage) for passage in passages),
    )


def present_passage(on: OnTheme, passage: Passage) -> PassageRow:
    """A passage that came with its thesis, its chapter and its links to the theme.

    That the theme is suggested is not said of each where nobody has confirmed it of any.
    """
    chapter = reverse("chapter-detail", args=[passage.thesis.slug, passage.chapter.slug])
    links = passage.theme_links_here  # type: ignore[attr-defined]
    return PassageRow(
        text=cut_text(passage.text, EXCERPT),
        language=passage.thesis.language,
        thesis=name_thesis(passage.thesis),
        thesis_url=passage.thesis.get_absolute_url(),
        chapter=name_chapter(passage.chapter, passage.thesis),
        page=_("p. %(page)s") % {"page": passage.page} if passage.page else "",
        is_page_inferred=passage.page_is_inferred,
        url=f"{chapter}#{passage.anchor}",
        is_suggested=on.has_sure_passages and all(link.state != link.State.ACCEPTED for link in links),
    )


def present_thesis_rows(
    on: OnTheme,
    places: Iterable[int],
    theses: dict[int, Thesis],
    n_passages: dict[int, int],
    links: ThemeLinks,
    *,
    beside: Sequence[str] = (),
) -> Iterable[ThesisRow]:
    """What each of the theses has; ``beside`` are the slugs of those that stand side by side now."""
    policy, literature = GROUPS.index(POLICY), GROUPS.index(LITERATURE)
    for place in places:
        thesis = theses.get(place)
        if thesis is None:
            continue
        counts = on.table[place].tolist()
        n_of = n_passages.get(place, 0)
        chosen = list(dict.fromkeys([*beside[:3], thesis.slug]))
        yield ThesisRow(
            name=name_thesis(thesis),
            title=thesis.title,
            url=thesis.get_absolute_url(),
            year=thesis.year,
            is_example=thesis.is_example,
            n=links.quotations(sum(counts), thesis=thesis.slug),
            interviews=links.quotations(
                sum(counts[: GROUPS.index(POLICY)]), thesis=thesis.slug, kind="interview"
            ),
            policy=links.group(counts[policy], POLICY, thesis=thesis.slug),
            literature=links.group(counts[literature], LITERATURE, thesis=thesis.slug),
            passages=Number(n_of, links.page("theme-passages", thesis=thesis.slug) if n_of else ""),
            beside_url="" if thesis.slug in beside else f"{links.page(t=chosen)}#beside",
        )


def present_thesis_page(
    theme: Theme,
    page: Page[int],
    on: OnTheme,
    theses: dict[int, Thesis],
    n_passages: dict[int, int],
    *,
    beside: Sequence[str],
    year: str,
    query: QueryDict,
) -> ThemeListPage:
    """All theses with quotations on a theme, those with most first. ``page`` holds their places."""
    links = ThemeLinks(theme.slug, is_confirmed=on.confirmed)
    return ThemeListPage(
        **_present_list(
            theme,
            page,
            query,
            _("Theses on %(theme)s") % {"theme": theme.display_name},
            note=(_("year not known") if year == "none" else year) if year else "",
            asked=("year",),
        ),  # type: ignore[arg-type]
        most=int(on.table.sum(axis=1).max(initial=0)),
        theses=tuple(present_thesis_rows(on, page, theses, n_passages, links, beside=beside)),
    )


def present_word_page(
    theme: Theme,
    page: Page[int],
    on: OnTheme,
    records: ThemeRecords,
    question: WordQuestion,
    n_by_group: dict[str, int],
    *,
    query: QueryDict,
) -> ThemeListPage:
    """The quotations on a theme that hold a word. ``page`` holds places in ``on.rows``."""
    quotes = []
    for place in page:
        quotation = records.quotations.get(int(on.pks[place]))
        if quotation is not None:
            marks = find_marks(quotation, [question.word])
            is_confirmed = is_plain(on, place)
            longest = len(quotation.text)
            quotes.append(present_quote(quotation, is_confirmed=is_confirmed, longest=longest, marks=marks))
    return ThemeListPage(
        **_present_list(
            theme,
            page,
            query,
            _("«%(word)s» on %(theme)s") % {"word": question.word, "theme": theme.display_name},
        ),  # type: ignore[arg-type]
        quotes=tuple(quotes),
        choices=tuple(
            Choice(name_group(group), change_query(query, role=group), question.roles == (group,), n)
            for group, n in n_by_group.items()
            if n or question.roles == (group,)
        ),
    )
