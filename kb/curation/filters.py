"""Filters of the list pages that stay short however much the base holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin import SimpleListFilter
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kb.records.actions.checklist import UNSURE_BELOW
from kb.records.languages import cut_text
from kb.records.models import Citation, Quotation, Theme, ThemeLink, Thesis

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin
    from django.db.models import QuerySet
    from django.http import HttpRequest

LONGEST = 25


class ThesisFilter(SimpleListFilter):
    """The theses worked on last, and the one that is chosen; the search box finds the others by title."""

    title = _("thesis")
    parameter_name = "thesis"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> list[tuple[str, str]]:
        latest = Thesis.objects.order_by("-modified").values_list("pk", "title")
        shown = dict(latest[:LONGEST])
        chosen = self.value()
        if chosen and chosen.isdecimal() and int(chosen) not in shown:
            shown.update(latest.filter(pk=chosen))
        return [(str(key), cut_text(title, 60)) for key, title in shown.items()]

    def has_output(self) -> bool:
        return bool(self.lookup_choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value()
        return queryset.filter(thesis=chosen) if chosen and chosen.isdecimal() else queryset


class ThemeFilter(SimpleListFilter):
    """Records that carry a theme, whoever says so, if nobody rejected it."""

    title = _("theme")
    parameter_name = "theme"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> list[tuple[str, str]]:
        return [
            ("none", str(_("no theme"))),
            *((str(pk), name) for pk, name in Theme.objects.values_list("pk", "name")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value()
        links = ThemeLink.objects.not_rejected().filter(
            content_type=ContentType.objects.get_for_model(queryset.model), object_id=OuterRef("pk")
        )
        if chosen == "none":
            return queryset.exclude(Exists(links))
        return (
            queryset.filter(Exists(links.filter(tag=chosen))) if chosen and chosen.isdecimal() else queryset
        )


class SortFilter(SimpleListFilter):
    """What sort of record a theme is on."""

    title = _("sort")
    parameter_name = "content_type__id__exact"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> list[tuple[str, str]]:
        used = ThemeLink.objects.order_by().values_list("content_type", flat=True).distinct()
        sorts = ((str(pk), ContentType.objects.get_for_id(pk).name) for pk in used)
        return sorted(sorts, key=lambda sort: sort[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value()
        return queryset.filter(content_type=chosen) if chosen and chosen.isdecimal() else queryset


class ChoiceFilter(SimpleListFilter):
    """A filter whose choices are conditions."""

    conditions: dict[str, tuple[Any, Q]] = {}

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> list[tuple[str, Any]]:
        return [(key, label) for key, (label, _condition) in self.conditions.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.conditions.get(self.value() or "")
        return queryset.filter(chosen[1]) if chosen else queryset


class ConfidenceFilter(ChoiceFilter):
    title = _("confidence")
    parameter_name = "confidence"
    conditions = {
        "low": (_("unsure"), Q(confidence__lt=UNSURE_BELOW)),
        "middle": (_("fairly sure"), Q(confidence__gte=UNSURE_BELOW, confidence__lt=0.85)),
        "high": (_("sure"), Q(confidence__gte=0.85)),
    }


class SpeakerFilter(ChoiceFilter):
    title = _("speaker")
    parameter_name = "speaker"
    conditions = {
        "none": (
            _("interviews without a speaker"),
            Q(kind=Quotation.Kind.INTERVIEW, informant=None) & ~Q(state=Quotation.State.REJECTED),
        ),
        "some": (_("with a speaker"), Q(informant__isnull=False)),
    }


class PlaceFilter(ChoiceFilter):
    """Whether the words still stand in the thesis' current file."""

    title = _("place")
    parameter_name = "place"
    conditions = {
        "lost": (_("no longer in the file"), Q(passage=None)),
        "found": (_("in the file"), Q(passage__isnull=False)),
    }


class PersonalDataFilter(ChoiceFilter):
    title = _("personal data")
    parameter_name = "personal"
    conditions = {
        "open": (
            _("seen by the public, and nobody looked"),
            ~Q(personal_data="") & Q(is_hidden=False, chapter__is_hidden=False, personal_data_settled=False),
        ),
        "yes": (_("seems to hold some"), ~Q(personal_data="")),
        "no": (_("none found"), Q(personal_data="")),
    }


class CitedInFilter(ThesisFilter):
    """Works that are cited in a thesis."""

    title = _("cited in")

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value()
        if not (chosen and chosen.isdecimal()):
            return queryset
        return queryset.filter(Exists(Citation.objects.filter(work=OuterRef("pk"), thesis=int(chosen))))


class StubFilter(ChoiceFilter):
    title = _("title")
    parameter_name = "stub"
    conditions = {"yes": (_("not known"), Q(title="")), "no": (_("known"), ~Q(title=""))}


class DoubtFilter(ChoiceFilter):
    """Theses whose particulars have a hole."""

    title = _("missing")
    parameter_name = "missing"
    conditions = {
        "title": (_("title is ours"), Q(title_is_made_up=True)),
        "year": (_("year"), Q(year=None)),
        "institution": (_("institution"), Q(institution=None)),
        "research_question": (_("research question"), Q(research_question="")),
        "licence": (_("licence"), Q(licence="")),
    }
