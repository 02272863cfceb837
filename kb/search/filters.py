"""What the filters of a question let through and what facets count, by the columns of the index."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from kb.language.words import split_words
from kb.records.models import Informant, Institution, Person, Quotation, Theme, Thesis
from kb.search.vocabulary import lemmas_of, read_labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.search.clauses import View
    from kb.search.query import SearchQuery


class Sieve:
    """Which documents the filters of a question let through."""

    def __init__(self, query: SearchQuery) -> None:
        self.years = query.year_from, query.year_to
        self.tests = []
        # The first values that are names of nothing here.
        self.unknown: list[str] = []
        for name in dict.fromkeys(each.field for each in query.filters):
            wanted = slugs_named(name, query.values(name))
            unwanted = slugs_named(name, query.values(name, negated=True))
            self.tests.append((name, wanted if query.values(name) else None, unwanted))
            self.unknown += [value for value in query.values(name)[:4] if not names_something(name, value)]

    def pass_through(self, documents: Iterable[int], view: View) -> list[int]:
        """Those of ``documents`` that every filter lets through, in their order."""
        passed = list(documents)
        first, last = self.years
        if first or last:
            years, first, last = view.column("year"), first or 0, last or 9999
            passed = [d for d in passed if (year := years[d]) is not None and first <= year <= last]
        for name, wanted, unwanted in self.tests:
            column = view.column(COLUMNS[name])
            if name in SEVERAL:
                passed = [
                    d
                    for d in passed
                    if (wanted is None or not wanted.isdisjoint(column[d])) and unwanted.isdisjoint(column[d])
                ]
            else:
                passed = [
                    d for d in passed if (wanted is None or column[d] in wanted) and column[d] not in unwanted
                ]
        return passed


# The column of the index that holds each field of the query language; a document may have several themes and authors.
COLUMNS = {
    "theme": "themes",
    "author": "authors",
    "kind": "quotation",
    "role": "role",
    "thesis": "thesis",
    "institution": "institution",
    "year": "year",
}
SEVERAL = frozenset({"theme", "author"})


def count_values(documents: Sequence[int], view: View) -> dict[str, Counter[str]]:
    """How many of ``documents`` have each value of each field of the query language."""
    counted: dict[str, Counter[str]] = {}
    for source, names in _SOURCES.items():
        # What many documents have in common is one row, so rows are counted first, then what they say.
        rows = view.count_rows(source, documents)
        for name in names:
            values = counted[name] = Counter()
            for row, count in rows:
                if name in SEVERAL:
                    for value in row:
                        values[value] += count
                elif (value := row.get(COLUMNS[name])) is not None:
                    values[str(value)] += count
    return counted


_SOURCES = {
    "theme_facts": ("theme",),
    "author_facts": ("author",),
    "own_facts": ("kind", "role"),
    "thesis_facts": ("thesis", "institution", "year"),
}


def slugs_named(name: str, values: Iterable[str]) -> set[str]:
    """The slugs that the reader's words for authors, theses, themes and institutions mean; other values as they are."""
    found: set[str] = set()
    for value in values:
        named = _NAMED[name](value) if name in _NAMED else {value.casefold()}
        found |= named
    return found


def names_something(name: str, value: str) -> bool:
    """Whether a reader's word for a value is one that any record could have."""
    named = slugs_named(name, [value])
    known = _CHOICES.get(name)
    return bool(named) if known is None else not named.isdisjoint(known)


_CHOICES = {"kind": frozenset(Quotation.Kind.values), "role": frozenset(Informant.RoleGroup.values)}


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
