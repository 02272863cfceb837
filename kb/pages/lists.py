"""What every list of records has: crumbs above it, facets that narrow it, an order, and pages; and names in a row.

Nothing here asks the database. Addresses are made from the query string that the reader came with, so that
one choice never loses another; every change leads back to the first page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.core.paginator import Page
    from django.http import QueryDict

FACET_SHOWS = 8


@dataclass(frozen=True, slots=True)
class Crumb:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several views of the same: a tab, an order. ``without`` names what does not narrow it, and is left out."""

    label: str
    url: str
    is_chosen: bool = False
    count: int | None = None
    without: str = ""


@dataclass(frozen=True, slots=True)
class FacetOption:
    """A value that narrows the list; its link adds the value or, where it is chosen, takes it away."""

    value: str
    label: str
    count: int
    url: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    options: tuple[FacetOption, ...]

    @property
    def shown(self) -> tuple[FacetOption, ...]:
        """The first few and all that are chosen."""
        return tuple(o for i, o in enumerate(self.options) if i < FACET_SHOWS or o.is_chosen)

    @property
    def folded(self) -> tuple[FacetOption, ...]:
        return tuple(o for i, o in enumerate(self.options) if i >= FACET_SHOWS and not o.is_chosen)

    @property
    def chosen(self) -> tuple[FacetOption, ...]:
        return tuple(o for o in self.options if o.is_chosen)


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of the list; without ``url`` the gap between two stretches of them."""

    number: int = 0
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Pager:
    number: int
    last: int
    previous_url: str
    next_url: str
    links: tuple[PageLink, ...]


def change_query(query: QueryDict, **changes: str | Sequence[str] | None) -> str:
    """The query string with some names set anew, or taken out (None); always back on the first page."""
    changed = query.copy()
    changed.pop("page", None)
    for name, value in changes.items():
        if value is None or not value:
            changed.pop(name, None)
        elif isinstance(value, str):
            changed[name] = value
        else:
            changed.setlist(name, list(value))
    return f"?{changed.urlencode()}" if changed else "?"


def present_facet(
    name: str,
    label: str,
    counted: Iterable[tuple[str, str, int]],
    *,
    query: QueryDict,
    is_single: bool = False,
) -> Facet:
    """A facet of (value, label, count), in the order given; values that the reader chose are marked.

    ``is_single`` facets hold one value at a time; in the others a second one widens the list. A chosen value that
    nothing has any more stays among the options, so that it can be taken away.
    """
    chosen = query.getlist(name)
    counted = list(counted)
    known = {value for value, _label, _count in counted}
    counted += [(value, value, 0) for value in dict.fromkeys(chosen) if value and value not in known]
    options = []
    for value, option_label, count in counted:
        is_chosen = value in chosen
        if is_chosen:
            after = [v for v in chosen if v != value]
        else:
            after = [value] if is_single else [*chosen, value]
        options.append(
            FacetOption(value, option_label, count, change_query(query, **{name: after}), is_chosen=is_chosen)
        )
    return Facet(name, label, tuple(options))


def present_pager(page: Page[Any], *, query: QueryDict) -> Pager:
    """Links to the pages of a list: the first, the last, and those around the current one."""

    def url_of(number: int) -> str:
        changed = query.copy()
        changed.pop("page", None)
        if number > 1:
            changed["page"] = str(number)
        return f"?{changed.urlencode()}" if changed else "?"

    links: list[PageLink] = []
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1):
        if isinstance(number, int):
            links.append(PageLink(number, url_of(number), is_current=number == page.number))
        else:
            links.append(PageLink())
    return Pager(
        number=page.number,
        last=page.paginator.num_pages,
        previous_url=url_of(page.number - 1) if page.has_previous() else "",
        next_url=url_of(page.number + 1) if page.has_next() else "",
        links=tuple(links),
    )


def join_names(names: Iterable[str]) -> str:
    """ "Aas", "Aas and Dal", "Aas, Bø and Dal"."""
    listed = list(names)
    if len(listed) < 2:
        return "".join(listed)
    return _("%(names)s and %(last)s") % {"names": ", ".join(listed[:-1]), "last": listed[-1]}
