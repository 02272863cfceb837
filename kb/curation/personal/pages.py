"""The page on which a curator sees to the personal data of one thesis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from kb.curation.base import RecordAdmin
from kb.curation.personal.deeds import act, find_last
from kb.curation.personal.labels import check_labels
from kb.curation.personal.passages import find_passages, present_passages
from kb.records.actions import Refused, find_checklist
from kb.records.actions.checklist import pointed_out
from kb.records.masking import find_holder, find_places
from kb.records.models import Chapter, Mask, Thesis
from kb.records.recording import fingerprint

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from kb.records.actions.history import Actor

A_PAGE = 20
RIGHT = "records.change_passage"
SHOWS = ("open", "done", "all")


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """A chapter that holds what was pointed out: how many passages of it, and how many of them are open."""

    chapter: Any
    count: int
    n_open: int
    seen: str


@dataclass(frozen=True, slots=True)
class MaskRow:
    """Covered words that are in no passage: in particulars, a heading, an entry, or nowhere any more."""

    mask: Mask
    where: str
    seen: str


class PersonalDataAdmin(RecordAdmin):
    """What could make people recognisable in one thesis, seen to word by word."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<int:thesis_pk>/personal/", view(self.personal), name="records_thesis_personal"),
        ]
        return [*own, *super().get_urls()]

    def personal(self, request: HttpRequest, thesis_pk: int) -> HttpResponse:
        """GET shows what there is to look at; POST does one thing about it, and leads back to the next."""
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        thesis = Thesis.objects.filter(pk=thesis_pk).first()
        if thesis is None:
            raise Http404
        if request.method == "POST":
            return self._do_personal(request, thesis)
        return TemplateResponse(request, "admin/personal/page.html", self._personal_context(request, thesis))

    def _do_personal(self, request: HttpRequest, thesis: Thesis) -> HttpResponse:
        given = {name: str(value) for name, value in request.POST.items()}
        try:
            done = act(thesis, given, by=request.user)
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, done)
        return HttpResponseRedirect(f"{_address(thesis)}{_query(request)}{_next_place(given)}")

    def _personal_context(self, request: HttpRequest, thesis: Thesis) -> dict[str, Any]:
        show, words = _read_show(request), " ".join(request.GET.get("words", "").split())[:200]
        passages = find_passages(thesis, show=show, words=words)
        page = Paginator(passages, A_PAGE).get_page(request.GET.get("page"))
        labels, chapters = check_labels(thesis), _present_chapters(thesis)
        item = next(item for item in find_checklist(thesis) if item.code == "personal")
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": _("Personal data"),
            "thesis": thesis,
            "seen": fingerprint(thesis),
            "show": "" if words else show,
            "words": words,
            "n_places": sum(len(found) for _holder, found in find_places(thesis, words)) if words else 0,
            "counts": {name: find_passages(thesis, show=name).count() for name in SHOWS},
            "page": page,
            "cards": present_passages(list(page), words=words),
            "query": _query(request, without="page"),
            "labels": labels,
            "chapters": chapters,
            "n_hidden_chapters": sum(row.chapter.is_hidden for row in chapters),
            "n_open_chapters": sum(row.n_open > 0 for row in chapters),
            "masks": _present_masks(thesis),
            "item": item,
            "last": _last(thesis, request.user),
            "may_rename": request.user.has_perm("records.change_informant"),
            "may_hide_chapters": request.user.has_perm("records.change_chapter"),
            "may_tick": request.user.has_perm("records.change_thesis"),
        }


def _read_show(request: HttpRequest) -> str:
    show = request.GET.get("show", "open")
    return show if show in SHOWS else "open"


def _query(request: HttpRequest, *, without: str = "") -> str:
    kept = {
        name: request.GET[name]
        for name in ("show", "words", "page")
        if name in request.GET and name != without
    }
    return f"?{urlencode(kept)}" if kept else ""


def _next_place(given: dict[str, str]) -> str:
    """Back to where the person was: the card stays in its place in the list, or the next takes it."""
    place = given.get("place", "")
    return f"#{place}" if place.replace("-", "").isalnum() and len(place) < 40 else ""


def _address(thesis: Thesis) -> str:
    return reverse("admin:records_thesis_personal", args=[thesis.pk])


def _last(thesis: Thesis, by: Actor) -> Any:
    return find_last(thesis, by)


def _present_chapters(thesis: Thesis) -> list[ChapterRow]:
    found = thesis.passages.exclude(personal_data="").values("chapter").annotate(count=Count("pk"))
    counts = {row["chapter"]: row["count"] for row in found.order_by()}
    still = dict(pointed_out(thesis).values_list("chapter").annotate(count=Count("pk")).order_by())
    chapters = thesis.chapters.filter(Q(pk__in=counts) | Q(kind=Chapter.Kind.APPENDIX)).order_by("order")
    return [
        ChapterRow(chapter, counts.get(chapter.pk, 0), still.get(chapter.pk, 0), fingerprint(chapter))
        for chapter in chapters
    ]


def _present_masks(thesis: Thesis) -> list[MaskRow]:
    rows = []
    for mask in thesis.masks.filter(Q(record_id=None) | ~Q(holder=Mask.Holder.PASSAGE)):
        holder = find_holder(mask)
        where = str(mask.get_holder_display()) if holder is not None else ""
        rows.append(MaskRow(mask, where, fingerprint(holder.record if holder is not None else mask)))
    return sorted(rows, key=lambda row: bool(row.where))
