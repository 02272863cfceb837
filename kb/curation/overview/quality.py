"""How good each thesis is as it stands: what is decided of its findings, and what is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from kb.curation.overview.counts import count_all
from kb.curation.queue import link_to_list, may_see
from kb.records.models import Thesis

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.core.paginator import Page
    from django.http import HttpRequest

    from kb.curation.overview.counts import Numbers

    Link = Callable[[Numbers], str]

State = Thesis.State
_OPEN = (State.DRAFT, State.IN_REVIEW)


@dataclass(frozen=True, slots=True)
class Column:
    """One number of each thesis. ``order`` sorts by it, the other way round where it does already."""

    code: str
    label: str
    order: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, the list of what it counts, and how long its bar is in hundredths."""

    column: Column
    count: int
    url: str
    bar: int


@dataclass(frozen=True, slots=True)
class Row:
    """One thesis. ``decided`` of ``quotations`` somebody has said yes or no to."""

    pk: int
    title: str
    state: str
    state_label: str
    url: str
    quotations: int
    decided: int
    cells: tuple[Cell, ...]

    @property
    def percent(self) -> int:
        return 100 * self.decided // self.quotations if self.quotations else 0


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Quality:
    """A page of theses with their numbers, and the ways to narrow and sort them."""

    columns: tuple[Column, ...]
    title_column: Column
    decided_column: Column
    rows: tuple[Row, ...]
    page: Page[Any]
    choices: tuple[Choice, ...]
    turn: str
    count: int
    more_url: str = ""


def present_quality(request: HttpRequest, *, per_page: int) -> Quality:
    """The theses that the address asks for: ``state``, ``sort`` and ``page``; what it does not know is left out."""
    counted = count_all() if may_see(request, "thesis") else []
    tally = {state: sum(each.state == state for each in counted) for state in State.values}
    tally["open"] = sum(tally[state] for state in _OPEN)
    tally["all"] = len(counted)
    chosen = request.GET.get("state", "")
    if chosen not in tally:
        chosen = "open" if tally["open"] else "all"
    known: dict[str, set[str]] = {"open": {str(state) for state in _OPEN}, "all": set(State.values)}
    wanted = known.get(chosen, {chosen})
    theses = [each for each in counted if each.state in wanted]
    codes = [code for code, *_rest in _columns(request)]
    sort = request.GET.get("sort", "")
    if sort.removeprefix("-") not in {"title", "decided", *codes}:
        sort = ""
    theses.sort(key=lambda each: each.title.casefold())
    theses.sort(key=_key(sort.removeprefix("-")), reverse=sort.startswith("-") or not sort)
    most = {code: max((each.of(code) for each in theses), default=0) for code in codes}
    page = Paginator(theses, per_page).get_page(request.GET.get("page"))

    def address(**changed: str) -> str:
        query = {"state": chosen, "sort": sort} | changed
        return f"?{urlencode({name: value for name, value in query.items() if value})}#quality"

    def column(code: str, label: str, *, falls: bool = True) -> Column:
        is_down = sort == f"-{code}"
        first, second = (f"-{code}", code) if falls else (code, f"-{code}")
        said = ("descending" if is_down else "ascending") if sort.removeprefix("-") == code else ""
        return Column(code, label, address(sort=second if sort == first else first), said)

    columns = tuple(column(code, label) for code, label, _link in _columns(request))
    page_of = "review" if request.user.has_perm("records.change_quotation") else "change"
    links = {code: link for code, _label, link in _columns(request)}
    rows = tuple(_row(each, page_of, columns, links, most) for each in page.object_list)
    return Quality(
        columns=columns,
        title_column=column("title", _("Thesis"), falls=False),
        decided_column=column("decided", _("Decided"), falls=False),
        rows=rows,
        page=page,
        choices=tuple(
            Choice(f"{label} ({tally[code]})", address(state=code, page=""), chosen == code)
            for code, label in _choices()
            if tally[code] or code == chosen
        ),
        turn=f"?{urlencode({'state': chosen, 'sort': sort})}",
        count=len(theses),
        more_url=f"{reverse('admin:quality')}{address()}",
    )


def _key(code: str) -> Callable[[Numbers], Any]:
    if code == "title":
        return lambda each: each.title.casefold()
    if code == "decided":
        return lambda each: each.decided / each.quotations if each.quotations else 0
    return (lambda each: each.of(code)) if code else (lambda each: each.left)


def _choices() -> list[tuple[str, str]]:
    return [
        ("open", _("Not published yet")),
        *((code, str(label)) for code, label in State.choices),
        ("all", _("All")),
    ]


def _columns(request: HttpRequest) -> list[tuple[str, str, Link]]:
    """What this person may see: code, heading, and from the key of a thesis to the list of what is counted."""
    known = (
        (
            "unsure", _("Unsure"), "quotation",
            lambda each: link_to_list("quotation", thesis=each.pk, state__exact="suggested", confidence="low"),
        ),
        (
            "speaker", _("No speaker"), "quotation",
            lambda each: link_to_list("quotation", thesis=each.pk, speaker="none"),
        ),
        (
            "ambiguous", _("Ambiguous citations"), "citation",
            lambda each: link_to_list("citation", thesis=each.pk, state__exact="ambiguous"),
        ),
        ("stubs", _("Works without a title"), "work", lambda each: link_to_list("work", thesis=each.pk, stub="yes")),
        (
            "personal", _("Personal data"), "passage",
            (lambda each: reverse("admin:records_thesis_personal", args=[each.pk]) + "?show=open")
            if request.user.has_perm("records.change_passage")
            else (lambda each: link_to_list("passage", thesis=each.pk, personal="open")),
        ),
        ("notices", _("Notices"), "import", lambda each: reverse("admin:records_import_change", args=[each.run])),
    )  # fmt: skip
    return [(code, label, link) for code, label, model, link in known if may_see(request, model)]


def _row(
    each: Numbers, page: str, columns: Iterable[Column], links: dict[str, Link], most: dict[str, int]
) -> Row:
    cells = tuple(
        Cell(
            column,
            each.of(column.code),
            links[column.code](each) if each.of(column.code) else "",
            -(-100 * each.of(column.code) // most[column.code]) if most[column.code] else 0,
        )
        for column in columns
    )
    return Row(
        each.pk,
        each.title,
        each.state,
        str(State(each.state).label),
        reverse(f"admin:records_thesis_{page}", args=[each.pk]),
        each.quotations,
        each.decided,
        cells,
    )
