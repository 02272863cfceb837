"""What the filters of a question let through, by the facts that the index holds of each document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kb.language.words import split_words
from kb.records.models import Institution, Person, Theme, Thesis
from kb.search.vocabulary import lemmas_of, read_labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kb.search.query import SearchQuery


class Sieve:
    """Which documents the filters of a question let through, by their facts."""

    def __init__(self, query: SearchQuery) -> None:
        self.years = query.year_from, query.year_to
        self.tests = []
        for name in dict.fromkeys(each.field for each in query.filters):
            wanted = slugs_named(name, query.values(name))
            unwanted = slugs_named(name, query.values(name, negated=True))
            self.tests.append((name, wanted if query.values(name) else None, unwanted))

    def __call__(self, facts: Mapping[str, Any]) -> bool:
        first, last = self.years
        if (first or last) and not (first or 0) <= facts.get("year", -1) <= (last or 9999):
            return False
        for name, wanted, unwanted in self.tests:
            values = set(values_of(facts, name))
            if (wanted is not None and not values & wanted) or values & unwanted:
                return False
        return True


def values_of(facts: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The values that a document has for a field of the query language."""
    if name == "theme":
        return tuple(facts.get("themes", ()))
    if name == "author":
        return tuple(facts.get("authors", ()))
    if name == "kind":
        return (facts["quotation"],) if "quotation" in facts else ()
    value = facts.get(name)
    return () if value is None else (str(value),)


def slugs_named(name: str, values: Iterable[str]) -> set[str]:
    """The slugs that the reader's words for authors, theses, themes and institutions mean; other values as they are."""
    found: set[str] = set()
    for value in values:
        named = _NAMED[name](value) if name in _NAMED else {value.casefold()}
        found |= named
    return found


def _authors_named(value: str) -> set[str]:
    rows = Person.objects.filter(slug=value.casefold()) or _all_words(
        Person.objects.all(), "sort_name", value
    )
    variants = _all_words(Person.objects.all(), "variants__name", value)
    return {person.slug for person in (*rows, *variants)}


def _theses_named(value: str) -> set[str]:
    rows = Thesis.objects.public().filter(slug=value.casefold())
    return {thesis.slug for thesis in rows or _all_words(Thesis.objects.public(), "title", value)}


def _themes_named(value: str) -> set[str]:
    if Theme.objects.filter(slug=value.casefold()).exists():
        return {value.casefold()}
    wanted = lemmas_of(value)
    return {label.theme for label in read_labels() if label.lemmas == wanted}


def _institutions_named(value: str) -> set[str]:
    rows = Institution.objects.filter(slug=value.casefold())
    return {row.slug for row in rows or _all_words(Institution.objects.all(), "name", value)}


_NAMED = {
    "author": _authors_named,
    "thesis": _theses_named,
    "theme": _themes_named,
    "institution": _institutions_named,
}


def _all_words(queryset: Any, column: str, value: str) -> Any:
    """Those whose ``column`` holds every word of ``value``; none for a value without words."""
    words = [word.text for word in split_words(value)]
    if not words:
        return queryset.none()
    for word in words[:8]:
        queryset = queryset.filter(**{f"{column}__icontains": word})
    return queryset
