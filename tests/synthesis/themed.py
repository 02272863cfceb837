"""Theses with voices of several roles that speak about one theme, to choose and to compare from."""

from __future__ import annotations

from collections.abc import Iterable

from kb.records.models import Quotation, Theme
from kb.synthesis.facts import load_facts
from kb.synthesis.themes.on_theme import OnTheme, load_on_theme
from kb.synthesis.vocabulary import load_vocabulary
from tests import recipes

# Title of the thesis, role group, voice, words, further themes.
Line = tuple[str, str, str, str, tuple[str, ...]]


def say(*lines: Line, theme: str = "Partnerskap") -> Theme:
    """Quotations about the theme, in theses that are made as they are named."""
    record = recipes.make_theme(theme)
    chapters = {}
    for title, group, voice, text, further in lines:
        if title not in chapters:
            chapters[title] = recipes.make_chapter(recipes.make_thesis(title))
        chapter = chapters[title]
        informant = recipes.make_informant(chapter.thesis, voice, group, role=group) if voice else None
        kind = "policy" if group == "policy" else "interview"
        said = recipes.make_quotation(recipes.make_passage(chapter, text), informant=informant, kind=kind)
        for name in (theme, *further):
            recipes.tag(said, recipes.make_theme(name), suggested=True)
    return record


def many(
    n: int, group: str, text: str, *, title: str = "Mange", further: Iterable[str] = (), n_voices: int = 4
) -> list[Line]:
    """So many quotations of a role group, by several voices; "{}" in the text becomes the number."""
    return [(title, group, f"{group} {i % n_voices}", text.format(i), tuple(further)) for i in range(n)]


def on_theme(theme: Theme, *, confirmed: bool = False) -> OnTheme:
    return load_on_theme(load_facts(), theme.pk, load_vocabulary(), confirmed=confirmed)


def texts_of(on: OnTheme, places: Iterable[int]) -> list[str]:
    texts = dict(Quotation.objects.values_list("pk", "text"))
    return [texts[int(on.pks[place])] for place in places]
