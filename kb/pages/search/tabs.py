"""The kinds of hits as tabs, and which of them what narrows the search says nothing of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from kb.pages.lists import Choice, change_query
from kb.search.query import SearchQuery
from kb.search.run import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.http import QueryDict

    from kb.search.run import SearchResults

_YEARS = ("year", "year_from", "year_to")


def name_kinds() -> dict[str, str]:
    """The kinds of records that are searched, as tabs call them, in their order."""
    return {
        "quotation": _("Quotations"),
        "passage": _("Text"),
        "chapter": _("Chapters"),
        "thesis": _("Theses"),
        "author": _("Authors"),
        "work": _("Works"),
        "theme": _("Themes"),
    }


def name_facets() -> dict[str, str]:
    """What narrows a search, as its heads call it."""
    return {
        "theme": _("Theme"),
        "kind": _("Kind"),
        "role": _("Role"),
        "thesis": _("Thesis"),
        "institution": _("Institution"),
        "year": _("Year"),
        "author": _("Cited author"),
    }


def present_tabs(results: SearchResults, kind: str, query: QueryDict) -> Iterator[Choice]:
    """A tab for each kind. One that a filter says nothing of counts the hits without it, and leads to them."""
    labels = name_kinds()
    for name in KINDS:
        changes: dict[str, str | None] = {"in": name}
        beside = results.beside.get(name)
        if beside is None or not beside.count:
            yield Choice(
                labels[name], change_query(query, **changes), name == kind, results.counts.get(name, 0)
            )
            continue
        url = change_query(query, **changes, **_leave_out(beside.fields, query))
        yield Choice(labels[name], url, name == kind, beside.count, without=_list_fields(beside.fields))


def tell_left_out(results: SearchResults) -> Iterator[str]:
    """Which kinds are counted without what narrows the search, a sentence for each set of filters left out."""
    labels = name_kinds()
    kinds: dict[tuple[str, ...], list[str]] = {}
    for name, beside in results.beside.items():
        if beside.count:
            kinds.setdefault(beside.fields, []).append(labels[name].lower())
    for fields, names in kinds.items():
        yield _("What is chosen under %(fields)s does not apply to %(kinds)s: there it is left out.") % {
            "fields": _list_fields(fields),
            "kinds": get_text_list(names, _("and")),
        }


def _leave_out(fields: Iterable[str], query: QueryDict) -> dict[str, str | None]:
    """The changes of a query string that take filters out of it, also those that were typed."""
    gone = {name for field in fields for name in (_YEARS if field == "year" else (field,))}
    typed = SearchQuery.from_params({"q": query.getlist("q")})
    rest = typed.without_fields(set(fields))
    changes: dict[str, str | None] = dict.fromkeys(gone)
    if rest != typed:
        changes["q"] = rest.to_text()
    return changes


def _list_fields(fields: Iterable[str]) -> str:
    labels = name_facets()
    return get_text_list([labels[field].lower() for field in fields], _("and"))
