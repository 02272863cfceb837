"""Many suggestions accepted or rejected at once, chosen by theme, thesis, sort and confidence, after a sample."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.curation.base import RecordAdmin
from kb.curation.history.messages import say_done
from kb.curation.review.reasons import explain_theme
from kb.curation.vocabulary.bulk import ThemeChoice
from kb.records.actions import MOST_AT_ONCE, Refused, settle_many
from kb.records.languages import cut_text
from kb.records.models import Passage, Quotation, ThemeLink, Thesis

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

SAMPLE = 10
LONGEST_TEXT = 400
# Of a hundred suggestions with confidence 0.7 about seventy are right: those above are mostly right.
FROM = 70
_SORTS = {"quotation": Quotation, "passage": Passage, "thesis": Thesis}
_MOST_THESES = 1_000


def _name_theses() -> list[tuple[str, str]]:
    rows = Thesis.objects.order_by("title").values_list("pk", "title")[:_MOST_THESES]
    return [("", "–"), *((str(pk), cut_text(title, 80)) for pk, title in rows)]


class DecideForm(forms.Form):
    """Which suggestions; bounds in percent, both taken in."""

    theme = ThemeChoice(label=gettext_lazy("Theme"), required=False)
    thesis = forms.ChoiceField(label=gettext_lazy("Thesis"), required=False, choices=_name_theses)
    sort = forms.ChoiceField(
        label=gettext_lazy("On"),
        required=False,
        choices=[
            ("", gettext_lazy("everything")),
            ("quotation", gettext_lazy("quotations")),
            ("passage", gettext_lazy("passages")),
            ("thesis", gettext_lazy("theses")),
        ],
    )
    least = forms.IntegerField(label=gettext_lazy("Confidence from (%)"), min_value=0, max_value=100)
    most = forms.IntegerField(label=gettext_lazy("to (%)"), min_value=0, max_value=100)


@dataclass(frozen=True, slots=True)
class Shown:
    """One suggestion of the sample; ``text`` is "" where it is on the whole thesis."""

    theme: str
    percent: int
    thesis: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Tally:
    """A theme with its open suggestions, those that are mostly right among them; the addresses of both."""

    theme: str
    n_sure: int
    n_all: int
    sure_query: str
    all_query: str


class DecideAdmin(RecordAdmin):
    """The page beside the list of theme links."""

    class Media:
        css = {"all": ["curation/themes.css"]}

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.decide)
        return [path("decide/", view, name="records_themelink_decide"), *super().get_urls()]

    def decide(self, request: HttpRequest) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        defaults = {"least": FROM, "most": 100}
        given = {**defaults, **{name: value for name, value in request.GET.items() if value}}
        form = DecideForm(given)
        keys = find_suggestions(form.cleaned_data) if form.is_valid() else []
        seen = hashlib.sha256(repr(sorted(keys)).encode()).hexdigest()[:16]
        if request.method == "POST" and self._settle(request, keys, seen):
            say_done(request, _("%d suggestions settled.") % len(keys))
            return HttpResponseRedirect(request.get_full_path())
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Settle suggestions"),
            "media": self.media,
            "form": form,
            "n": len(keys),
            "most": MOST_AT_ONCE,
            "sample": show_links(_spread(keys)),
            "is_one_theme": bool(form.is_valid() and form.cleaned_data["theme"]),
            "tallies": ()
            if request.GET.get("theme") or not form.is_valid()
            else count_by_theme(form.cleaned_data),
            "sure_from": FROM,
            "seen": seen,
        }
        return TemplateResponse(request, "admin/themes/decide.html", context)

    def _settle(self, request: HttpRequest, keys: Sequence[int], seen: str) -> bool:
        deed = request.POST.get("deed")
        if deed not in {"accept", "reject"}:
            return False
        if request.POST.get("seen") != seen:
            messages.warning(request, _("The suggestions were changed in the meantime. Look again."))
            return False
        try:
            links = [ThemeLink(pk=key) for key in keys]
            settle_many(links=links, accept=deed == "accept", by=request.user)
        except Refused as error:
            messages.error(request, str(error))
            return False
        return True


def find_suggestions(asked: dict[str, Any]) -> list[int]:
    """The keys of the open suggestions that are asked for, the surest first."""
    links = _find_open(asked)
    # A percentage is what the pages show: rounded.
    links = links.filter(
        confidence__gte=(asked["least"] - 0.5) / 100, confidence__lt=(asked["most"] + 0.5) / 100
    )
    return list(links.order_by("-confidence", "pk").values_list("pk", flat=True))


def count_by_theme(asked: dict[str, Any]) -> tuple[Tally, ...]:
    """The themes with open suggestions in what is asked for, however sure; those with most sure ones first."""
    sure = Count("pk", filter=Q(confidence__gte=(FROM - 0.5) / 100))
    rows = _find_open(asked).order_by().values_list("tag", "tag__name").annotate(n_sure=sure, n=Count("pk"))
    narrowed = {name: asked[name] for name in ("thesis", "sort") if asked.get(name)}

    def ask(theme: int, least: int) -> str:
        return "?" + urlencode({"theme": theme, **narrowed, "least": least})

    return tuple(
        Tally(name, n_sure, n, ask(pk, FROM), ask(pk, 0))
        for pk, name, n_sure, n in sorted(rows, key=lambda row: (-row[2], -row[3], row[1]))
    )


def _find_open(asked: dict[str, Any]) -> QuerySet[ThemeLink]:
    links: QuerySet[ThemeLink] = ThemeLink.objects.filter(state=ThemeLink.State.SUGGESTED)
    if asked.get("theme"):
        links = links.filter(tag=asked["theme"])
    if asked.get("thesis"):
        links = links.filter(thesis=asked["thesis"])
    if asked.get("sort"):
        links = links.filter(content_type=ContentType.objects.get_for_model(_SORTS[asked["sort"]]))
    return links


def show_links(keys: Iterable[int]) -> tuple[Shown, ...]:
    """The suggestions with these keys, as a person reads them, in the order given."""
    rows = ThemeLink.objects.select_related("tag", "thesis", "content_type").prefetch_related(
        "content_object"
    )
    links = rows.in_bulk(list(keys))
    return tuple(
        Shown(
            str(link.tag),
            round(link.confidence * 100),
            str(link.thesis or "–"),
            show_text(link.content_object),
            explain_theme(link.reason),
        )
        for link in links.values()
    )


def show_text(record: Any) -> str:
    """What the record says, as much of it as a list holds; "" for a whole thesis."""
    return (
        ""
        if isinstance(record, Thesis)
        else cut_text(getattr(record, "text", None) or str(record or "–"), LONGEST_TEXT)
    )


def _spread(keys: Sequence[int]) -> list[int]:
    """Some from the surest to the least sure, evenly."""
    if len(keys) <= SAMPLE:
        return list(keys)
    return [keys[round(number * (len(keys) - 1) / (SAMPLE - 1))] for number in range(SAMPLE)]
