"""What the filters of a question let through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kb.language.words import split_words
from kb.records.models import Informant, Institution, Person, Quotation, Theme, Thesis
from kb.search.asking import ask_once
from kb.search.vocabulary import lemmas_of, read_labels

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.search.arrays import Numbers
    from kb.search.measures import View
    from kb.search.query import SearchQuery


class Sieve:
    """Which documents the filters of a question let through."""

    def __init__(self, query: SearchQuery) -> None:
        self.years = query.year_from, query.year_to
        self.tests: list[tuple[str, set[str] | None, set[str]]] = []
        # The first values that are names of nothing here.
        self.unknown: list[str] = []
        for name in dict.fromkeys(each.field for each in query.filters):
            wanted = slugs_named(name, query.values(name))
            unwanted = slugs_named(name, query.values(name, negated=True))
            self.tests.append((name, wanted if query.values(name) else None, unwanted))
            self.unknown += [value for value in query.values(name)[:4] if not names_something(name, value)]

    def pass_through(self, documents: Numbers, view: View) -> Numbers:
        """Those of ``documents`` that every filter lets through, in their order."""
        first, last = self.years
        if first or last:
            first, last = first or 0, last or 9999
            within = view.fact("year").having(lambda year: first <= year <= last)
            documents = documents[within[documents]]
        for name, wanted, unwanted in self.tests:
            fact = view.fact(COLUMNS[name])
            if wanted is not None:
                documents = documents[fact.having(wanted.__contains__)[documents]]
            if unwanted:
                documents = documents[~fact.having(unwanted.__contains__)[documents]]
        return documents


# The fact that each field of the query language asks for.
COLUMNS = {
    "theme": "themes",
    "author": "authors",
    "kind": "quotation",
    "role": "role",
    "thesis": "thesis",
    "institution": "institution",
    "year": "year",
}


def slugs_named(name: str, values: Iterable[str]) -> set[str]:
    """The slugs that the reader's words for authors, theses, themes and institutions mean; other values as they are."""
    found: set[str] = set()
    for value in values:
        found |= _name_slugs(name, value)
    return found


def _name_slugs(name: str, value: str) -> set[str]:
    if name not in _NAMED:
        return {value.casefold()}
    return ask_once((name, value), lambda: _NAMED[name](value))


def names_something(name: str, value: str) -> bool:
    """Whether a reader's word for a value is one that any record could have."""
    named = slugs_named(name, [value])
    known = _CHOICES.get(name)
    return bool(named) if known is None else not named.isdisjoint(known)


_CHOICES = {"kind": frozenset(Quotation.Kind.values), "role": frozenset(Informant.RoleGroup.values)}


def _authors_named(value: str) -> set[str]:
    people = Person.objects.all()
    variants = _all_words(people, "variants__name", value)
    if Person.objects.filter(slug=value.casefold()).exists():
        return {value.casefold(), *variants.values_list("slug", flat=True)}
    named = _all_words(people, "sort_name", value) | variants
    return set(named.values_list("slug", flat=True))


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
