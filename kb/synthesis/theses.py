"""The list of theses: what a reader asks for, the theses that answer, and the numbers beside each choice."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce

from kb.records.models import Contributor, ThemeLink, Thesis
from kb.synthesis.collection import find_spoken

if TYPE_CHECKING:
    from django.http import QueryDict

    from kb.records.querysets import ThemeLinkQuerySet, ThesisQuerySet


class Sorting(StrEnum):
    YEAR = "year"
    TITLE = "title"
    AUTHOR = "author"
    QUOTATIONS = "quotations"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class ThesisQuestion:
    """Which theses a reader wants to see. Two years or institutions mean either, two themes mean both."""

    years: tuple[int, ...] = ()
    institutions: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    sorting: Sorting = Sorting.YEAR

    @classmethod
    def from_params(cls, params: QueryDict) -> ThesisQuestion:
        """What an address asks; whatever makes no sense in it is passed over."""
        wanted = params.get("sort", "")
        return cls(
            years=tuple(
                int(y) for y in params.getlist("year") if y.isascii() and y.isdigit() and len(y) <= 4
            ),
            institutions=tuple(s for s in params.getlist("institution") if s and "\0" not in s),
            themes=tuple(s for s in params.getlist("theme") if s and "\0" not in s),
            sorting=Sorting(wanted) if wanted in set(Sorting) else Sorting.YEAR,
        )


@dataclass(frozen=True, slots=True)
class ThesisCounts:
    """How many theses each value would leave, the other choices kept: (value, label, number)."""

    years: tuple[tuple[str, str, int], ...] = ()
    institutions: tuple[tuple[str, str, int], ...] = ()
    themes: tuple[tuple[str, str, int], ...] = field(default=())


def find_theses(question: ThesisQuestion) -> ThesisQuerySet:
    """The published theses that answer, in the order asked for."""
    theses: ThesisQuerySet = Thesis.objects.public()
    if question.years:
        theses = theses.filter(year__in=question.years)
    if question.institutions:
        theses = theses.filter(institution__slug__in=question.institutions)
    for slug in question.themes:
        theses = theses.filter(Exists(_theme_links().filter(object_id=OuterRef("pk"), tag__slug=slug)))
    return _sort(theses, question.sorting)


def count_theses(question: ThesisQuestion) -> ThesisCounts:
    """The numbers beside the choices; three queries."""
    years = (
        find_theses(replace(question, years=()))
        .exclude(year=None).order_by().values_list("year").annotate(n=Count("pk")).order_by("-year")
    )  # fmt: skip
    institutions = (
        find_theses(replace(question, institutions=()))
        .exclude(institution=None).order_by().values_list("institution__slug", "institution__name")
        .annotate(n=Count("pk")).order_by("-n", "institution__name")
    )  # fmt: skip
    themes = (
        _theme_links().filter(object_id__in=find_theses(question).order_by().values("pk"))
        .order_by().values_list("tag__slug", "tag__name").annotate(n=Count("object_id", distinct=True))
        .order_by("-n", "tag__name")
    )  # fmt: skip
    return ThesisCounts(
        years=tuple((str(year), str(year), n) for year, n in years),
        institutions=tuple(institutions),
        themes=tuple(themes),
    )


def add_card_records(theses: ThesisQuerySet) -> ThesisQuerySet:
    """With all that the card of a thesis shows, in a constant number of queries."""
    cards: ThesisQuerySet = (
        theses.for_cards()
        .annotate(n_spoken=_n_spoken())
        .defer("method", "takedown_note")
        .prefetch_related(
            Prefetch(
                "theme_links",
                ThemeLink.objects.not_rejected().select_related("tag").order_by("state", "-confidence", "pk"),
                to_attr="shown_theme_links",
            )
        )
    )
    return cards


def find_newest(limit: int) -> list[Thesis]:
    """The theses that were published here last."""
    return list(add_card_records(Thesis.objects.public()).order_by("-published_at", "-pk")[:limit])


def _theme_links() -> ThemeLinkQuerySet:
    links: ThemeLinkQuerySet = ThemeLink.objects.not_rejected()
    return links.filter(content_type=ContentType.objects.get_for_model(Thesis))


def _sort(theses: ThesisQuerySet, sorting: Sorting) -> ThesisQuerySet:
    by_year = (F("year").desc(nulls_last=True), "title", "pk")
    match sorting:
        case Sorting.TITLE:
            ordered: ThesisQuerySet = theses.order_by("title", "pk")
        case Sorting.AUTHOR:
            authors = Contributor.objects.filter(thesis=OuterRef("pk"), role=Contributor.Role.AUTHOR)
            first = authors.order_by("order", "pk").values("person__sort_name")[:1]
            ordered = theses.annotate(first_author=first).order_by(
                F("first_author").asc(nulls_last=True), *by_year
            )
        case Sorting.QUOTATIONS:
            ordered = theses.annotate(n_spoken=_n_spoken()).order_by("-n_spoken", *by_year)
        case Sorting.NEW:
            ordered = theses.order_by("-published_at", "-pk")
        case Sorting.YEAR:
            ordered = theses.order_by(*by_year)
    return ordered


def _n_spoken() -> Coalesce:
    """The number of a thesis' quotations, as the list of quotations counts them."""
    counted = find_spoken().filter(thesis=OuterRef("pk")).order_by().values("thesis").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)
