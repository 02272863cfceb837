"""The page of what is likely one: each proposal with why, how sure, and where its records are met."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.curation.history.messages import say_done
from kb.curation.merging.merge import MOST
from kb.curation.merging.touched import page_of
from kb.records.actions import Refused, check_unchanged, propose_again, tell_apart
from kb.records.models import (
    Authorship,
    Citation,
    Distinction,
    Import,
    Informant,
    NameVariant,
    Operation,
    Person,
    Reference,
    Work,
)
from kb.records.permissions import may
from kb.synthesis.duplicates import informants, persons, works
from kb.synthesis.duplicates.reading import find_proposals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from kb.curation.merging.merge import MergeAdmin, Merged
    from kb.synthesis.duplicates.proposals import Proposal

PER_PAGE = 10
# Of how many records of a proposal it is shown what hangs on them; of the others their pages tell.
IN_FULL = 3
SORTS: dict[str, type[Model]] = {"person": Person, "work": Work, "informant": Informant}
WHY: dict[str, Any] = {
    persons.SAME_ORCID: gettext_lazy("the same ORCID"),
    persons.SAME_BODY: gettext_lazy(
        "names of one body or law, as the list of public bodies and laws has them"
    ),
    persons.SAME_FORM: gettext_lazy("the same name but for an article, an ending or a capital letter"),
    persons.SAME_PAPER: gettext_lazy("the same series and number"),
    persons.EXPERTS: gettext_lazy("bodies of experts, cited with the same year"),
    persons.SAME_NAME: gettext_lazy("the same name"),
    persons.INITIALS: gettext_lazy("the same family name, and initials that fit the given names"),
    persons.BARE_NAME: gettext_lazy("the same family name, at the same place in a work"),
    persons.MISPRINT: gettext_lazy("names one letter apart"),
    persons.SAME_PLACE: gettext_lazy(
        "names two letters apart, at the same place beside the same authors and year"
    ),
    persons.OTHER_KIND: gettext_lazy("one name, once as a person and once as an organisation"),
    works.SAME_DOI: gettext_lazy("the same DOI"),
    works.SAME_TITLE: gettext_lazy("the same author, year and title, but for marks or a subtitle"),
    works.NEAR_TITLE: gettext_lazy("the same authors and year, and titles that differ by a word or less"),
    works.NEAR_YEAR: gettext_lazy("the same author and title, a year apart"),
    works.NO_YEAR: gettext_lazy("the same authors, once without a year"),
    works.STUB: gettext_lazy("the same authors and year, once without a title"),
    works.TWO_STUBS: gettext_lazy("the same authors and year, no titles"),
    works.OTHER_ORDER: gettext_lazy("the same authors in another order, the same year"),
    informants.SAME_LETTERS: gettext_lazy("the same label but for capitals, blanks or marks"),
    informants.SAME_NUMBER: gettext_lazy("the same number, written in another way"),
    informants.GENITIVE: gettext_lazy("the same name with an s"),
    informants.DEFINITE: gettext_lazy("the same word with an ending"),
    informants.WITH_ROLE: gettext_lazy("the same name, once with a role"),
    informants.MISSPELT: gettext_lazy("labels one letter apart"),
}
# The least sureness that each of the words stands for.
WORDS = (
    (0.9, gettext_lazy("nearly sure"), "sure"),
    (0.7, gettext_lazy("likely"), "likely"),
    (0.0, gettext_lazy("possible"), "possible"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal as the page has it."""

    rows: tuple[Merged, ...]
    reasons: tuple[str, ...]
    per_cent: int
    word: str
    level: str
    merge_url: str


@dataclass(frozen=True, slots=True)
class Apart:
    """Two records that were told apart, or left for later."""

    distinction: Distinction
    one: Any
    other: Any
    merge_url: str


class _Kept:
    """The last proposals of this process for each sort of record, as long as nothing that matters has changed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: dict[type[Model], tuple[object, list[Proposal]]] = {}

    def find(self, model: type[Model]) -> list[Proposal]:
        state = _find_state()
        with self._lock:
            known = self._found.get(model)
        if known is not None and known[0] == state:
            return known[1]
        proposals = find_proposals(model)
        with self._lock:
            self._found[model] = (state, proposals)
        return proposals


_kept = _Kept()


def _find_state() -> tuple[object, ...]:
    """What is another as soon as somebody did something, or a file was read."""
    counted = tuple(
        tuple(model._default_manager.order_by().aggregate(Count("pk"), Max("pk")).values())
        for model in (
            Authorship,
            Citation,
            Distinction,
            Informant,
            NameVariant,
            Operation,
            Person,
            Reference,
            Work,
        )
    )
    return (*counted, *Import.objects.order_by().aggregate(Count("pk"), Max("ended")).values())


def count_proposals(model: type[Model]) -> int:
    """How many proposals wait."""
    return len(_kept.find(model))


class DuplicatesPages:
    """The pages of an admin site on which likely duplicates are decided."""

    def __init__(self, site: admin.AdminSite) -> None:
        self.site = site

    def get_urls(self) -> list[URLPattern]:
        return [
            path("duplicates/", self.site.admin_view(self.show), name="duplicates"),
            path("duplicates/apart/", self.site.admin_view(self.show_apart), name="duplicates-apart"),
        ]

    def show(self, request: HttpRequest) -> HttpResponse:
        """The proposals for one sort of record, the surest first; POST says of some that they are not one, or later."""
        sorts = self._sorts(request)
        sort = _read_sort(request, sorts)
        if request.method == "POST":
            return self._decide(request, sort)
        proposals = _kept.find(SORTS[sort])
        page = Paginator(proposals, PER_PAGE).get_page(request.GET.get("page"))
        context = {
            **self.site.each_context(request),
            "title": _("Likely duplicates"),
            "sort": sort,
            "in_full": IN_FULL,
            "tabs": [
                (name, SORTS[name]._meta.verbose_name_plural, count_proposals(SORTS[name])) for name in sorts
            ],
            "shown": self._present(request, sort, list(page.object_list)),
            "page": page,
            "n_apart": self._find_distinctions(sort).count(),
        }
        return TemplateResponse(request, "admin/merging/duplicates.html", context)

    def show_apart(self, request: HttpRequest) -> HttpResponse:
        """What was told apart or left for later; POST lets a pair be proposed again."""
        sort = _read_sort(request, self._sorts(request))
        if request.method == "POST":
            return self._propose_again(request, sort)
        page = Paginator(self._find_distinctions(sort), 50).get_page(request.GET.get("page"))
        model_admin = self._admin(sort)
        found = model_admin.get_queryset(request).in_bulk(
            [key for each in page.object_list for key in (each.first, each.second)]
        )
        context = {
            **self.site.each_context(request),
            "title": _("Told apart or left for later"),
            "sort": sort,
            "page": page,
            "rows": [
                Apart(
                    each,
                    _tell(model_admin, found.get(each.first)),
                    _tell(model_admin, found.get(each.second)),
                    model_admin.merge_url([each.first, each.second], next=_address(sort)),
                )
                for each in page.object_list
            ],
        }
        return TemplateResponse(request, "admin/merging/apart.html", context)

    def _sorts(self, request: HttpRequest) -> list[str]:
        """The sorts of records of which the person may decide."""
        found = [sort for sort in SORTS if may(request.user, self._admin(sort).merge_action)]
        if not found:
            raise PermissionDenied
        return found

    def _admin(self, sort: str) -> MergeAdmin:
        return cast("MergeAdmin", self.site.get_model_admin(SORTS[sort]))

    def _present(self, request: HttpRequest, sort: str, proposals: Sequence[Proposal]) -> list[Shown]:
        model_admin = self._admin(sort)
        address = request.get_full_path()
        shown = []
        for proposal in proposals:
            rows = model_admin.find_rows(request, list(map(str, proposal.records)), in_full=IN_FULL)
            word, level = next((word, level) for least, word, level in WORDS if proposal.sureness >= least)
            shown.append(
                Shown(
                    rows=tuple(rows),
                    reasons=tuple(str(WHY[rule]) for rule in proposal.rules),
                    per_cent=round(100 * proposal.sureness),
                    word=str(word),
                    level=level,
                    merge_url=model_admin.merge_url(proposal.records, next=address),
                )
            )
        return [each for each in shown if len(each.rows) > 1]

    def _decide(self, request: HttpRequest, sort: str) -> HttpResponse:
        keys = [key for key in dict.fromkeys(request.POST.getlist("id")) if key.isdecimal()][:MOST]
        address = _address(sort, request.POST.get("page"))
        if "merge" in request.POST and len(keys) > 1:
            return HttpResponseRedirect(self._admin(sort).merge_url(keys, next=address))
        is_later = "later" in request.POST
        verdict = Distinction.Verdict.LATER if is_later else Distinction.Verdict.DIFFERENT
        try:
            tell_apart(records=_find_unchanged(request, sort, keys), verdict=verdict, by=request.user)
        except Refused as error:
            messages.error(request, str(error))
        else:
            say_done(request, _("Left for later.") if is_later else _("Told apart for good."))
        return HttpResponseRedirect(address)

    def _propose_again(self, request: HttpRequest, sort: str) -> HttpResponse:
        key = request.POST.get("distinction", "")
        found = self._find_distinctions(sort).filter(pk=key).first() if key.isdecimal() else None
        if found is not None:
            propose_again(distinction=found, by=request.user)
            say_done(request, _("It may be proposed again."))
        return HttpResponseRedirect(f"{reverse('admin:duplicates-apart')}?{urlencode({'sort': sort})}")

    def _find_distinctions(self, sort: str) -> Any:
        content_type = ContentType.objects.get_for_model(SORTS[sort])
        return Distinction.objects.filter(content_type=content_type).select_related("by")


def _find_unchanged(request: HttpRequest, sort: str, keys: Sequence[str]) -> list[Model]:
    """The records with these keys; Refused where one is not what the page showed."""
    records = list(SORTS[sort]._default_manager.filter(pk__in=map(int, keys)))
    if len(records) != len(keys):
        raise Refused(_("One of them is no longer there. Look at it again."))
    for record in records:
        check_unchanged(record, request.POST.get(f"seen-{record.pk}", ""))
    return records


def _read_sort(request: HttpRequest, sorts: Sequence[str]) -> str:
    asked = request.POST.get("sort") or request.GET.get("sort") or sorts[0]
    if asked in SORTS and asked not in sorts:
        raise PermissionDenied
    return asked if asked in sorts else sorts[0]


def _address(sort: str, page: str | None = None) -> str:
    query = {"sort": sort, **({"page": page} if page and page.isdecimal() else {})}
    return f"{reverse('admin:duplicates')}?{urlencode(query)}"


def _tell(model_admin: MergeAdmin, record: Any) -> tuple[str, str]:
    return (
        (model_admin.describe(record), page_of(record)) if record is not None else (_("no longer there"), "")
    )
