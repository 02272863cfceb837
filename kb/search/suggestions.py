"""What a reader who has typed this much may be about to type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.language.words import fold
from kb.records.models import Person, Thesis
from kb.search.run import backend
from kb.search.vocabulary import read_labels

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORTEST = 2
_LONGEST = 80
_FEWEST = 3  # a rarer word is as likely a slip as a word


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A way to go on. ``kind`` is theme, author, thesis or word; ``slug`` leads to the record ("" for a word)."""

    kind: str
    label: str
    slug: str = ""


def suggest(text: str, *, limit: int = 8) -> tuple[Suggestion, ...]:
    """Themes, authors, theses and words that begin as ``text`` does; none for less than two letters."""
    typed = " ".join(text.replace("\x00", " ").split())[:_LONGEST]
    if len(typed) < _SHORTEST:
        return ()
    found: dict[tuple[str, str], Suggestion] = {}
    for each in (*_themes(typed), *_authors(typed), *_theses(typed), *_words(typed)):
        found.setdefault((each.kind, each.slug or each.label), each)
        if len(found) >= limit:
            break
    return tuple(found.values())


def _themes(typed: str) -> Iterator[Suggestion]:
    start = fold(typed.casefold())
    shown = [label for label in read_labels() if label.weight > 0.5]  # hidden labels find, and are not shown
    for label in sorted(shown, key=lambda label: -label.weight):
        if fold(label.text.casefold()).startswith(start):
            yield Suggestion("theme", label.text, label.theme)


def _authors(typed: str) -> Iterator[Suggestion]:
    for person in Person.objects.public().filter(sort_name__istartswith=typed)[:3]:
        yield Suggestion("author", person.display_name, person.slug)


def _theses(typed: str) -> Iterator[Suggestion]:
    for thesis in Thesis.objects.public().filter(title__icontains=typed)[:2]:
        yield Suggestion("thesis", thesis.title, thesis.slug)


def _words(typed: str) -> Iterator[Suggestion]:
    start = fold(typed.casefold())
    if " " in start:
        return
    known = backend().view().words("lemmas")
    likely = [(count, word) for word, count in known.items() if count >= _FEWEST and word.startswith(start)]
    for _, word in sorted(likely, key=lambda row: (-row[0], row[1]))[:5]:
        yield Suggestion("word", word)
