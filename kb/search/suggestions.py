"""What a reader who has typed this much may be about to type."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import Q

from kb.language.words import fold
from kb.records.languages import TextIn
from kb.records.models import Person, Theme, Thesis
from kb.search.run import backend
from kb.search.vocabulary import read_labels

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORTEST = 2
_LONGEST = 80
_MOST = 5  # of each kind
_FEWEST = 3  # a rarer word is as likely a slip as a word


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A way to go on. ``kind`` is theme, author, thesis or word; ``slug`` leads to the record ("" for a word).

    ``also`` is the name of a theme that ``label`` is another word for, or "".
    """

    kind: str
    label: str
    slug: str = ""
    also: str = ""


def suggest(text: str, *, limit: int = 8) -> tuple[Suggestion, ...]:
    """Themes, authors, theses and words that go on from ``text``; none for less than two letters.

    Of several words typed, the last is the one that is not finished. Every kind that has something gets a place.
    """
    typed = " ".join(text.replace("\x00", " ").split())[:_LONGEST]
    if len(typed) < _SHORTEST:
        return ()
    found = [tuple(dict.fromkeys(kind(typed))) for kind in (_themes, _authors, _theses, _words)]
    # Two of each first, then as many as there is room for.
    chosen = [each for rows in found for each in rows[:2]]
    chosen += [each for rows in found for each in rows[2:]]
    kept = set(chosen[:limit])
    return tuple(each for rows in found for each in rows if each in kept)


def _themes(typed: str) -> Iterator[Suggestion]:
    """Themes by their labels, each once, by the best label that was begun."""
    start, seen = fold(typed.casefold()), set()
    begun = []
    for label in read_labels():
        place = f" {fold(label.text.casefold())}".find(f" {start}")
        if place >= 0 and label.weight > 0.5:  # hidden labels find, and are not shown
            begun.append((place > 0, -label.weight, len(label.text), label.text, label.theme))
    names = {theme.slug: theme.display_name for theme in Theme.objects.all()} if begun else {}
    # What the page calls a theme goes before what it is called in another language.
    for *_order, text, theme in sorted(begun, key=lambda row: (row[0], row[3] != names.get(row[4]), row)):
        if theme not in seen and theme in names:
            seen.add(theme)
            name = names[theme]
            yield Suggestion("theme", text, theme, "" if fold(name) == fold(text) else name)
        if len(seen) >= _MOST:
            return


def _authors(typed: str) -> Iterator[Suggestion]:
    # SQLite knows no capital of å, ø and æ, so the name is asked for as it is written, too.
    starts = {typed, typed[:1].upper() + typed[1:], typed.title()}
    begins = Q()
    for start in starts:
        begins |= Q(sort_name__istartswith=start) | Q(given__istartswith=start)
    for person in Person.objects.public().filter(begins).order_by("sort_name", "pk")[:_MOST]:
        yield Suggestion("author", person.display_name, person.slug)


def _theses(typed: str) -> Iterator[Suggestion]:
    for thesis in Thesis.objects.public().filter(title__icontains=typed).order_by("-year", "pk")[:2]:
        yield Suggestion("thesis", TextIn(thesis.title, thesis.language), thesis.slug)


def _words(typed: str) -> Iterator[Suggestion]:
    """The last word finished, the most usual first."""
    before, _, last = typed.rpartition(" ")
    start = fold(last.casefold())
    if len(start) < _SHORTEST:
        return
    view = backend().view()
    likely = sorted(
        (-count, word)
        for word, count in view.words("lemmas").items()
        if count >= _FEWEST and word.startswith(start)
    )
    # Words of another language have been given endings that nobody writes.
    forms = [form for form in view.words("forms") if form.startswith(start)]
    written = (word for _count, word in likely if any(form.startswith(word) for form in forms))
    for word in islice(written, _MOST):
        yield Suggestion("word", f"{before} {word}".strip())
