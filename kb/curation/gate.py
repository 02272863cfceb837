"""The page on which one thesis goes public, by a checklist, and on which it is said who did what when."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.curation.base import RecordAdmin
from kb.curation.queue import link_to_list, link_to_suggestions
from kb.records import actions
from kb.records.actions import Refused, check_unchanged, find_checklist, find_doubts
from kb.records.models import Operation, Quotation, ThemeLink, Thesis
from kb.records.permissions import PUBLISH
from kb.records.recording import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from kb.records.actions import CheckItem, Doubt
    from kb.records.actions.history import Actor

CHANGE = "records.change_thesis"
# What the page tells of: the way of the thesis, not every comma in it.
TOLD = ("publish", "withdraw", "send_to_review", "send_back", "return_to_draft", "tick", "untick",
        "personal-tick", "undo")  # fmt: skip
MOST_TOLD = 30

# Where in the admin each doubt is seen to: a list and its query, or a page of the thesis.
_LISTS: dict[str, tuple[str, dict[str, str]]] = {
    "unsure": ("quotation", {"state__exact": "suggested", "confidence": "low"}),
    "without_speaker": ("quotation", {"speaker": "none"}),
    "appendices": ("chapter", {"kind__exact": "appendix"}),
    "ambiguous": ("citation", {"state__exact": "ambiguous"}),
}
_PAGES: dict[str, tuple[str, str]] = {
    "personal_data": ("records_thesis_personal", "?show=open#passages"),
    "labels": ("records_thesis_personal", "#labels"),
    "lost_masks": ("records_thesis_personal", "#masks"),
    "text": ("records_thesis_new_version", ""),
    "anew": ("records_thesis_anew", ""),
}

HEADINGS: dict[str, Any] = {
    "text": gettext_lazy("Text"),
    "rights": gettext_lazy("Rights and access"),
    "particulars": gettext_lazy("Particulars"),
    "findings": gettext_lazy("What reading is unsure of"),
    "personal": gettext_lazy("Personal data"),
}
DONE: dict[str, Any] = {
    "text": gettext_lazy("It has text."),
    "rights": gettext_lazy("Set."),
    "particulars": gettext_lazy("Complete."),
    "findings": gettext_lazy("Nothing unsure is left."),
    "personal": gettext_lazy("Looked through."),
}


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One item as the page shows it: each doubt with where it is seen to, and whether this person can tick it."""

    item: CheckItem
    heading: Any
    done: Any
    doubts: tuple[tuple[Doubt, str], ...]
    url: str
    may_tick: bool


@dataclass(frozen=True, slots=True)
class Way:
    """Work that a published thesis still takes: ``code`` names it, ``note`` says what it is, ``n`` how much waits."""

    code: str
    url: str
    label: Any
    note: Any
    n: int | None = None


class GateAdmin(RecordAdmin):
    """What has to be done before a thesis is published, and publishing it."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [path("<int:thesis_pk>/publish/", view(self.gate), name="records_thesis_publish")]
        return [*own, *super().get_urls()]

    def gate(self, request: HttpRequest, thesis_pk: int) -> HttpResponse:
        """GET shows the checklist; POST ticks an item or takes a step."""
        if not (request.user.has_perm(CHANGE) or request.user.has_perm(PUBLISH)):
            raise PermissionDenied
        thesis = Thesis.objects.select_related("sent_by").filter(pk=thesis_pk).first()
        if thesis is None:
            raise Http404
        if request.method != "POST":
            return TemplateResponse(
                request, "admin/publication/page.html", self._gate_context(request, thesis)
            )
        given = {name: str(value) for name, value in request.POST.items()}
        try:
            check_unchanged(thesis, given.get("seen", ""))
            _DEEDS.get(given.get("do", ""), _refuse)(thesis, given, request.user)
        except Refused as error:
            messages.error(request, str(error))
            if given.get("do") in {"withdraw", "send_back"}:
                # What was written is not lost.
                context = self._gate_context(request, thesis, given=given)
                return TemplateResponse(request, "admin/publication/page.html", context)
        else:
            messages.success(request, _told(thesis))
        return HttpResponseRedirect(reverse("admin:records_thesis_publish", args=[thesis.pk]))

    def _gate_context(
        self, request: HttpRequest, thesis: Thesis, *, given: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        thesis.refresh_from_db()
        items = present_items(thesis, request.user)
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": _("Publish"),
            "thesis": thesis,
            "seen": fingerprint(thesis),
            "items": items,
            "n_open": sum(shown.item.state == "open" for shown in items),
            "may_change": request.user.has_perm(CHANGE),
            "may_publish": request.user.has_perm(PUBLISH),
            "told": find_told(thesis)[:MOST_TOLD],
            "ways": find_ways(thesis, request.user),
            "given": given or {},
        }


def present_items(thesis: Thesis, by: Actor) -> list[ShownItem]:
    """The checklist with links into the work, for this person."""
    may_tick = by is not None and bool(by.has_perm(CHANGE))  # type: ignore[union-attr]
    return [
        ShownItem(
            item,
            HEADINGS[item.code],
            DONE[item.code],
            tuple((doubt, link_to_doubt(thesis, doubt)) for doubt in item.doubts),
            _link_to_item(thesis, item.code),
            may_tick and item.can_tick,
        )
        for item in find_checklist(thesis)
    ]


def list_doubts(thesis: Thesis) -> list[tuple[Doubt, str]]:
    """Each doubt with the address where it is seen to."""
    return [(doubt, link_to_doubt(thesis, doubt)) for doubt in find_doubts(thesis)]


def link_to_doubt(thesis: Thesis, doubt: Doubt) -> str:
    """Where in the admin the doubt is seen to."""
    if doubt.code in _LISTS:
        model, query = _LISTS[doubt.code]
        return link_to_list(model, **query, thesis=thesis.pk)
    if doubt.code == "themes":
        # Hundreds one by one are nobody's work: first what can be settled together.
        return link_to_suggestions(thesis=thesis.pk)
    if doubt.code in _PAGES:
        name, rest = _PAGES[doubt.code]
        return reverse(f"admin:{name}", args=[thesis.pk]) + rest
    return f"{_link_to_particulars(thesis)}#id_{_FIELDS.get(doubt.code, doubt.code)}"


# Doubts about particulars whose field has another name in the forms.
_FIELDS = {"author": "authors"}


def _link_to_item(thesis: Thesis, code: str) -> str:
    if code == "personal":
        return reverse("admin:records_thesis_personal", args=[thesis.pk])
    if code == "findings":
        with contextlib.suppress(NoReverseMatch):
            return reverse("admin:records_thesis_review", args=[thesis.pk])
    return _link_to_particulars(thesis)


def _link_to_particulars(thesis: Thesis) -> str:
    with contextlib.suppress(NoReverseMatch):
        return reverse("admin:records_thesis_review_particulars", args=[thesis.pk])
    return reverse("admin:records_thesis_change", args=[thesis.pk])


def find_ways(thesis: Thesis, by: Any) -> list[Way]:
    """What can be done from here with a thesis that readers see already; nothing for who may not change it."""
    if thesis.state != Thesis.State.PUBLISHED or not by.has_perm(CHANGE):
        return []

    def page(name: str) -> str:
        return reverse(f"admin:records_thesis_{name}", args=[thesis.pk])

    waiting = thesis.quotations.filter(state=Quotation.State.SUGGESTED).count()
    themes = ThemeLink.objects.filter(thesis=thesis, state=ThemeLink.State.SUGGESTED).count()
    return [
        Way(
            "review",
            page("review"),
            _("Go through the quotations"),
            _("Readers see which are confirmed."),
            waiting,
        ),
        Way(
            "themes",
            link_to_suggestions(thesis=thesis.pk),
            _("Decide on themes"),
            _("What is rejected is no longer found under the theme."),
            themes,
        ),
        Way(
            "particulars",
            page("review_particulars"),
            _("Correct the particulars"),
            _("Title, authors, year, place, question. The address stays."),
        ),
        Way(
            "personal",
            page("personal"),
            _("Cover words"),
            _("Names and other personal data, from this moment on."),
        ),
        Way(
            "version",
            page("new_version"),
            _("Add a corrected file"),
            _("What people did stays; what has no sure place is asked about."),
        ),
        Way(
            "anew",
            page("anew"),
            _("Read the file anew"),
            _("With the rules of today; what would change is shown first."),
        ),
    ]


def find_told(thesis: Thesis) -> QuerySet[Operation]:
    """The way of the thesis so far, the newest first."""
    found: QuerySet[Operation] = thesis.operations.filter(name__in=TOLD).select_related("by", "undone_by")
    return found


def _told(thesis: Thesis) -> str:
    last = find_told(thesis).first()
    return str(last) if last is not None else _("Done.")


def _refuse(*_given: object) -> None:
    raise Refused(_("There is nothing of the kind to do."))


_DEEDS: dict[str, Callable[[Thesis, Mapping[str, str], Any], None]] = {
    "tick": lambda thesis, given, by: actions.tick(thesis=thesis, item=given.get("item", ""), by=by),
    "untick": lambda thesis, given, by: actions.untick(thesis=thesis, item=given.get("item", ""), by=by),
    "publish": lambda thesis, _given, by: actions.publish(thesis=thesis, by=by),
    "review": lambda thesis, _given, by: actions.send_to_review(thesis=thesis, by=by),
    "send_back": lambda thesis, given, by: actions.send_back(
        thesis=thesis, comment=given.get("comment", ""), by=by
    ),
    "withdraw": lambda thesis, given, by: actions.withdraw(
        thesis=thesis, reason=given.get("reason", ""), notice=given.get("notice", ""), by=by
    ),
    "draft": lambda thesis, _given, by: actions.return_to_draft(thesis=thesis, by=by),
}
