"""The page on which a paragraph is said to be a heading that the reading missed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.curation.base import RecordAdmin
from kb.curation.history.messages import say_done
from kb.records.actions import Refused, raise_heading
from kb.records.actions.headings import DEEPEST, LONGEST
from kb.records.models import Passage
from kb.records.permissions import may

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from kb.records.models import Chapter

# "4.2 Møter", "3. Metode"
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,5})\.?\s+(?=\S)")
# Of the headings around it so many are shown before and after.
_AROUND = 4


class MissedHeadingForm(forms.Form):
    number = forms.CharField(label=gettext_lazy("Number"), required=False, max_length=30)
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=600,
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
    )
    level = forms.TypedChoiceField(
        label=gettext_lazy("Level"), coerce=int, choices=[(level, level) for level in range(1, DEEPEST + 1)]
    )


class MissedHeadingAdmin(RecordAdmin):
    """Passages, with the page."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.ask_heading)
        return [path("<int:pk>/heading/", view, name="records_passage_heading"), *super().get_urls()]

    def ask_heading(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET asks for number, title and level; POST makes the chapter, and leads to it or back."""
        if not may(request.user, "raise_heading"):
            raise PermissionDenied
        passage = Passage.objects.select_related("chapter", "thesis").filter(pk=pk).first()
        if passage is None:
            raise Http404
        is_sent = request.method == "POST"
        form = MissedHeadingForm(request.POST if is_sent else None, initial=_read(passage))
        if is_sent and form.is_valid():
            try:
                made = raise_heading(passage=passage, by=request.user, **form.cleaned_data)
            except Refused as error:
                messages.error(request, str(error))
            else:
                say_done(request, _("“%s” is a heading now.") % made.heading)
                return HttpResponseRedirect(_find_way_on(request, made))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": _("A heading that was missed"),
            "passage": passage,
            "form": form,
            "outline": _find_outline(passage.chapter),
            "following": passage.chapter.passages.filter(order__gt=passage.order).order_by("order")[:2],
            "next": request.POST.get("next", "") or request.GET.get("next", ""),
        }
        return TemplateResponse(request, "admin/review/missed_heading.html", context)


def may_be_heading(passage: Passage) -> bool:
    """Whether the words are few enough for one."""
    return len(passage.text) <= LONGEST and not passage.chapter.is_former


def _read(passage: Passage) -> dict[str, Any]:
    """Number, title and level as the words have them; without a number, a level below the chapter it stands in."""
    words = " ".join(passage.text.split())
    numbered = _NUMBERED.match(words)
    below = min(passage.chapter.level + 1, DEEPEST)
    if numbered is None:
        return {"number": "", "title": words, "level": below}
    level = len([part for part in numbered[1].split(".") if part != "0"])
    return {"number": numbered[1], "title": words[numbered.end() :], "level": min(level, DEEPEST)}


def _find_outline(chapter: Chapter) -> list[Chapter]:
    """The headings around the chapter, in the order of the text."""
    chapters = chapter.thesis.chapters.filter(is_former=False)
    before = list(chapters.filter(order__lte=chapter.order).order_by("-order")[:_AROUND])
    return [*reversed(before), *chapters.filter(order__gt=chapter.order).order_by("order")[:_AROUND]]


def _find_way_on(request: HttpRequest, made: Chapter) -> str:
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        return back
    return reverse("admin:records_chapter_change", args=[made.pk])
