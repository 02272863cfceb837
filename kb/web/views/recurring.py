"""What recurs in several theses and is in no theme yet; for curators with a click to make it one or set it aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kb.pages.recurring import recurring as pages
from kb.pages.recurring.shared_passages import SharedPassages, present_shared
from kb.pages.recurring.term import present_term
from kb.records import actions
from kb.records.models import SetAside
from kb.synthesis.facts import load_facts
from kb.synthesis.recurring.finding import PublicRecurring, find_covered, find_set_aside, load_recurring
from kb.synthesis.recurring.passages import find_sources, is_as_aligned, load_passages, load_works
from kb.synthesis.recurring.questions import RecurringQuestion, Section, answer, find_term
from kb.synthesis.recurring.renewal import find_waiting
from kb.web.tables import make_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.records.models import Theme
    from kb.synthesis.recurring.finding import RecurringTerm
    from kb.synthesis.recurring.results import Shared

SIZES = {
    Section.TERMS: 30,
    Section.BETWEEN: 10,
    Section.WITHIN: 10,
    Section.SOURCES: 30,
    Section.ASIDE: 50,
}
PLACES = 25
# Who may make themes may say what is none.
MAKES_THEMES = "records.add_theme"


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    question = RecurringQuestion.from_params(request.GET)
    public = load_recurring(load_facts())
    if question.term:
        return _show_term(request, question, public)
    is_curator = request.user.has_perm(MAKES_THEMES)
    if question.section is Section.ASIDE and not is_curator:
        raise Http404
    found = answer(question, public)
    aside = list(SetAside.objects.select_related("by")) if is_curator else []
    rows: dict[Section, Sequence[Any]] = {
        Section.TERMS: found.terms,
        Section.BETWEEN: found.between,
        Section.WITHIN: found.within,
        Section.SOURCES: found.sources,
        Section.ASIDE: aside,
    }
    shown = Paginator(rows[question.section], SIZES[question.section]).get_page(request.GET.get("page"))
    page = pages.present_recurring(
        shown,
        question,
        found,
        public=public,
        n_waiting=len(find_waiting()),
        is_curator=is_curator,
        n_aside=len(aside),
        query=request.GET,
        **_present_rows(question.section, list(shown), public),
    )
    return render(request, "recurring/list.html", {"page": page})


def _present_rows(section: Section, rows: list[Any], public: PublicRecurring) -> dict[str, list[Any]]:
    if section is Section.TERMS:
        best = public.find_best(rows)
        passages = load_passages(best.values())
        return {
            "terms": [
                pages.present_term_row(term, passages.get(best[term.language, term.key])) for term in rows
            ]
        }
    if section is Section.SOURCES:
        works = load_works(row.pk for row in rows)
        return {"sources": [pages.present_source(row, works[row.pk]) for row in rows if row.pk in works]}
    if section is Section.ASIDE:
        return {"aside": [pages.present_aside(row) for row in rows]}
    return {"passages": _present_shared(rows, public)}


def _present_shared(rows: list[Shared], public: PublicRecurring) -> list[SharedPassages]:
    passages = load_passages({pk for row in rows for pk in (row.first, *(other.pk for other in row.others))})
    there = [row for row in rows if row.first in passages and row.others[0].pk in passages]
    pairs = [(passages[row.first], passages[row.others[0].pk]) for row in there]
    sources = find_sources(pairs, public.facts)
    works = load_works(pk for source in sources for pk in (*source.both, *source.first, *source.second))
    return [
        present_shared(
            row,
            first,
            second,
            source,
            passages=passages,
            works=works,
            is_changed=not (is_as_aligned(first, row) and is_as_aligned(second, row.others[0])),
        )
        for row, (first, second), source in zip(there, pairs, sources, strict=True)
    ]


def _show_term(request: HttpRequest, question: RecurringQuestion, public: PublicRecurring) -> HttpResponse:
    term = find_term(public, question.term, question.language)
    if term is None:
        raise Http404(question.term)
    facts = public.facts
    rows = public.find_rows(term)
    counts: dict[int, int] = {}
    for place in facts.passages.thesis[rows].tolist():
        counts[place] = counts.get(place, 0) + 1
    chosen = next((place for place in counts if facts.theses[place].slug == question.thesis), None)
    pks = facts.passages.pk[rows if chosen is None else rows[facts.passages.thesis[rows] == chosen]].tolist()
    shown = Paginator(pks, PLACES).get_page(request.GET.get("page"))
    page = present_term(
        term,
        shown,
        load_passages(shown.object_list),
        [(facts.theses[place], count) for place, count in counts.items()],
        chosen=question.thesis,
        is_curator=request.user.has_perm(MAKES_THEMES),
        is_covered=(term.language, term.key) in find_covered(),
        is_aside=(term.language, term.key) in find_set_aside()[0],
        query=request.GET,
    )
    return render(request, "recurring/term.html", {"page": page})


@require_safe
def show_table(request: HttpRequest) -> HttpResponse:
    """The terms that the list has, all of them, as a table to download."""
    question = RecurringQuestion.from_params(request.GET)
    found = answer(question, load_recurring(load_facts()))
    return make_table("recurring-terms", *pages.present_table(found.terms))


@require_POST
def make_theme(request: HttpRequest) -> HttpResponse:
    """A theme of a term, suggested for the passages that have it; or of a shared passage, on all its places."""
    _require_curator(request)
    public = load_recurring(load_facts())
    term = find_term(public, request.POST.get("term", ""), request.POST.get("language", ""))
    shared = _find_shared(public, request.POST.get("passage", ""))
    if term is None and shared is None:
        messages.error(request, _("That does not recur any more."))
        return _go_back(request)
    try:
        if term is not None:
            theme, n = _make_of_term(request, term, public)
        elif shared is not None:
            theme, n = _make_of_passage(request, shared)
    except actions.Refused as error:
        messages.error(request, str(error))
        return _go_back(request)
    messages.success(
        request,
        ngettext(
            "The theme “%(theme)s” is made, and %(n)d passage carries it. It can be described and moved in the admin.",
            "The theme “%(theme)s” is made, and %(n)d passages carry it. It can be described and moved in the admin.",
            n,
        )
        % {"theme": theme.display_name, "n": n},
    )
    if request.user.is_staff and request.user.has_perm("records.change_theme"):
        return redirect("admin:records_theme_change", theme.pk)
    return redirect(theme)


def _make_of_term(request: HttpRequest, term: RecurringTerm, public: PublicRecurring) -> tuple[Theme, int]:
    pks = public.facts.passages.pk[public.find_rows(term)].tolist()
    passages = load_passages(pks[: actions.MOST_SUGGESTED])
    return actions.make_theme(
        name=term.label[:1].upper() + term.label[1:],
        language=pages.language_code(term.language),
        suggested=[passages[pk] for pk in pks if pk in passages],
        by=request.user,
    )


def _make_of_passage(request: HttpRequest, shared: Shared) -> tuple[Theme, int]:
    passages = load_passages((shared.first, *(other.pk for other in shared.others)))
    first = passages.get(shared.first)
    return actions.make_theme(
        name=request.POST.get("name", ""),
        language=first.thesis.language if first else "nb",
        carried=passages.values(),
        by=request.user,
    )


def _find_shared(public: PublicRecurring, key: str) -> Shared | None:
    return next((one for one in (*public.between, *public.within) if one.key == key), None)


@require_POST
def set_aside(request: HttpRequest) -> HttpResponse:
    _require_curator(request)
    posted = request.POST
    is_term = bool(posted.get("term"))
    try:
        actions.set_aside(
            kind=SetAside.Kind.TERM if is_term else SetAside.Kind.PASSAGE,
            key=posted.get("term", "") if is_term else posted.get("passage", ""),
            language=posted.get("language", "") if is_term else "",
            label=posted.get("label", ""),
            by=request.user,
        )
    except actions.Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            _("“%s” is set aside. Under “Set aside” it can be brought back.") % posted.get("label", ""),
        )
    return _go_back(request)


@require_POST
def bring_back(request: HttpRequest) -> HttpResponse:
    _require_curator(request)
    number = request.POST.get("row", "")
    row = (
        actions.bring_back(pk=int(number), by=request.user)
        if number.isascii() and number.isdigit() and len(number) < 18
        else None
    )
    if row is not None:
        messages.success(request, _("“%s” is among what recurs again.") % row)
    return _go_back(request)


def _require_curator(request: HttpRequest) -> None:
    if not request.user.has_perm(MAKES_THEMES):
        raise PermissionDenied


def _go_back(request: HttpRequest) -> HttpResponse:
    """To the list as it was: its choices come with the form, and nothing of them is taken but a query string."""
    kept = QueryDict(request.POST.get("kept", "").removeprefix("?").encode("utf-8", "replace"), mutable=True)
    kept.pop("term", None)
    return redirect(f"{reverse('recurring')}{'?' + kept.urlencode() if kept else ''}")
