"""The quotations of all theses: what a reader asks of them, which answer, and the numbers beside each choice.

Counting and finding are made of the same conditions, so that a number and the list behind it cannot differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Count, Exists, F, OuterRef, Q, When

from kb.records.models import Authorship, Informant, Quotation, ThemeLink
from kb.synthesis.collection import SILENT_KINDS

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.http import QueryDict

    from kb.records.querysets import QuotationQuerySet, ThemeLinkQuerySet
    from kb.synthesis.vocabulary import Vocabulary

# The value that stands for "not known" among roles and years.
NONE = "none"
LONGEST_WORDS = 200
MOST_WORDS = 8
MOST_VALUES = 12
LONGEST_VALUE = 100


class Sorting(StrEnum):
    ORDER = "order"
    YEAR = "year"
    CONFIDENCE = "confidence"


@dataclass(frozen=True, slots=True)
class QuotationQuestion:
    """Which quotations a reader wants. Two themes mean both, two of anything else mean either.

    Terms and titles are left out unless ``kinds`` names them or ``with_terms`` is set. ``voice`` is the primary
    key of an informant. ``is_confirmed``: accepted by a curator, and under its themes by a curator too.
    """

    themes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    theses: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    voice: int | None = None
    words: str = ""
    is_confirmed: bool = False
    with_terms: bool = False
    is_grouped: bool = True
    sorting: Sorting = Sorting.ORDER

    @classmethod
    def from_params(cls, params: QueryDict) -> QuotationQuestion:
        """What an address asks. Slugs that mean nothing find nothing; choices that make no sense are passed over."""
        voice, sorting = params.get("voice", ""), params.get("sort", "")
        return cls(
            themes=read_values(params, "theme"),
            kinds=read_values(params, "kind", Quotation.Kind.values),
            roles=read_values(params, "role", [*Informant.RoleGroup.values, NONE]),
            theses=read_values(params, "thesis"),
            years=tuple(
                y for y in read_values(params, "year") if y == NONE or re.fullmatch(r"[0-9]{1,4}", y)
            ),
            authors=read_values(params, "author"),
            forms=read_values(params, "form", Quotation.Form.values),
            voice=int(voice) if re.fullmatch(r"[0-9]{1,15}", voice) else None,
            words=read_words(params.get("q", "")),
            is_confirmed=params.get("confirmed") == "1",
            with_terms=params.get("terms") == "1",
            is_grouped=params.get("group", "thesis") != NONE,
            sorting=Sorting(sorting) if sorting in set(Sorting) else Sorting.ORDER,
        )


def read_values(params: QueryDict, name: str, allowed: Collection[str] | None = None) -> tuple[str, ...]:
    """The values of a name that may stand several times in an address: each once, none odd, not too many."""
    values = dict.fromkeys(v for v in params.getlist(name) if v and "\0" not in v and len(v) <= LONGEST_VALUE)
    return tuple(v for v in values if allowed is None or v in allowed)[:MOST_VALUES]


def read_words(text: str) -> str:
    """What was typed into a field, on one line and of a bearable length."""
    return " ".join(text.replace("\0", " ").split())[:LONGEST_WORDS].strip()


@dataclass(frozen=True, slots=True)
class QuotationCounts:
    """How many quotations each value would leave, the other choices kept.

    Pairs are (value, number), triples (value, label, number). ``n_silent`` counts the terms and titles among
    what was asked for, ``n_confirmed`` what the switch would leave. ``themes`` is by primary key, with what lies under
    each.
    """

    total: int
    n_confirmed: int
    n_silent: int
    kinds: tuple[tuple[str, int], ...]
    roles: tuple[tuple[str, int], ...]
    forms: tuple[tuple[str, int], ...]
    theses: tuple[tuple[str, str, int], ...] = ()
    years: tuple[tuple[str, int], ...] = ()
    authors: tuple[tuple[str, str, int], ...] = ()
    themes: dict[int, int] = field(default_factory=dict)


def find_quotations(question: QuotationQuestion, vocabulary: Vocabulary) -> QuotationQuerySet:
    """The public quotations that answer, in the order asked for."""
    return _sort(_filter(question, vocabulary), question)


def count_quotations(question: QuotationQuestion, vocabulary: Vocabulary) -> QuotationCounts:
    """The numbers beside the choices; three queries and one for each level of the vocabulary."""
    theses, years = _count_theses(question, vocabulary)
    return QuotationCounts(
        **_count_closed(question, vocabulary),
        theses=theses,
        years=years,
        authors=_count_authors(question, vocabulary),
        themes=count_themes(_filter(question, vocabulary), vocabulary, confirmed=question.is_confirmed),
    )


def find_voice(question: QuotationQuestion) -> Informant | None:
    """The informant whose words are asked for, where the public may hear it."""
    return (
        Informant.objects.public().filter(pk=question.voice).first() if question.voice is not None else None
    )


def count_themes(
    quotations: QuotationQuerySet, vocabulary: Vocabulary, *, confirmed: bool = False
) -> dict[int, int]:
    """How many of ``quotations`` are about each theme or one that lies under it; one query a level."""
    links = quotation_links(confirmed=confirmed).filter(object_id__in=quotations.order_by().values("pk"))
    counts: dict[int, int] = {}
    for level in vocabulary.levels:
        rows = (
            links.filter(tag__in=level)
            .order_by()
            .values(counted=count_as(level))
            .annotate(n=Count("object_id", distinct=True))
        )
        counts.update((row["counted"], row["n"]) for row in rows)
    return counts


def count_as(level: dict[int, int]) -> Case:
    """The theme that a link counts for at one level of the vocabulary, as a column."""
    members: dict[int, list[int]] = {}
    for pk, ancestor in level.items():
        members.setdefault(ancestor, []).append(pk)
    return Case(*(When(tag__in=pks, then=ancestor) for ancestor, pks in members.items()))


def quotation_links(*, confirmed: bool = False) -> ThemeLinkQuerySet:
    """The themes of quotations, as links that nobody rejected; or only those that a curator accepted."""
    links: ThemeLinkQuerySet = (
        ThemeLink.objects.confirmed() if confirmed else ThemeLink.objects.not_rejected()
    )
    return links.filter(content_type=ContentType.objects.get_for_model(Quotation))


def _filter(
    question: QuotationQuestion, vocabulary: Vocabulary, *, leave: Collection[str] = ()
) -> QuotationQuerySet:
    quotations: QuotationQuerySet = Quotation.objects.public()
    return quotations.filter(_all_of(_conditions(question, vocabulary), leave=leave))


def _conditions(question: QuotationQuestion, vocabulary: Vocabulary) -> dict[str, Q]:
    """What each choice demands. None of them joins a table that could make a row stand twice."""
    authored = Authorship.objects.filter(person__slug__in=question.authors).values("work")
    years = [int(year) for year in question.years if year != NONE]
    conditions = {
        "kinds": Q(kind__in=question.kinds) if question.kinds else ~Q(kind__in=SILENT_KINDS),
        "roles": Q(informant__role_group__in=question.roles)
        | (Q(informant=None) if NONE in question.roles else Q()),
        "theses": Q(thesis__slug__in=question.theses),
        "years": Q(thesis__year__in=years) | (Q(thesis__year=None) if NONE in question.years else Q()),
        "authors": Q(citation__work__in=authored),
        "forms": Q(form__in=question.forms),
        "voice": Q(informant=question.voice),
        "words": _match_words(question.words),
        "themes": _match_themes(question, vocabulary),
        "confirmed": Q(state=Quotation.State.ACCEPTED),
    }
    is_asked = {
        "kinds": bool(question.kinds) or not question.with_terms,
        "voice": question.voice is not None,
        "confirmed": question.is_confirmed,
    }
    return {
        name: condition
        for name, condition in conditions.items()
        if is_asked.get(name, bool(getattr(question, name, False)))
    }


def _all_of(conditions: dict[str, Q], *, leave: Collection[str] = ()) -> Q:
    demand = Q()
    for name, condition in conditions.items():
        if name not in leave:
            demand &= condition
    return demand


def _match_themes(question: QuotationQuestion, vocabulary: Vocabulary) -> Q:
    demand = Q()
    for slug in question.themes:
        theme = vocabulary.by_slug.get(slug)
        ids = vocabulary.with_narrower(theme.pk) if theme else []
        links = quotation_links(confirmed=question.is_confirmed)
        demand &= Q(Exists(links.filter(object_id=OuterRef("pk"), tag__in=ids))) if ids else Q(pk__in=[])
    return demand


def _match_words(words: str) -> Q:
    """Every word in the text, in any order; what stands in quotation marks as one."""
    demand = Q()
    wanted = [a or b for a, b in re.findall(r'["«“]([^"«»“”]+)["»”]|([^\s"«»“”]+)', words)]
    for word in wanted[:MOST_WORDS]:
        # SQLite knows upper and lower case of a to z alone: Å and å are given both.
        either = Q()
        for form in dict.fromkeys((word, word.lower(), word.capitalize(), word.upper())):
            either |= Q(text__icontains=form)
        demand &= either
    return demand


def _sort(quotations: QuotationQuerySet, question: QuotationQuestion) -> QuotationQuerySet:
    newest = (F("thesis__year").desc(nulls_last=True), "thesis__title", "thesis")
    oldest = (F("thesis__year").asc(nulls_last=True), "thesis__title", "thesis")
    if question.sorting is Sorting.YEAR:
        return quotations.order_by(*oldest, "order", "pk")
    if question.sorting is Sorting.CONFIDENCE:
        # "accepted" comes before "suggested".
        surest = ("state", "-confidence", "order", "pk")
        return quotations.order_by(*(newest if question.is_grouped else ()), *surest)
    return quotations.order_by(*newest, "order", "pk")


def _count_closed(question: QuotationQuestion, vocabulary: Vocabulary) -> dict[str, Any]:
    """The choices whose values are known beforehand, all in one query."""
    conditions = _conditions(question, vocabulary)
    confirmed = _conditions(replace(question, is_confirmed=True), vocabulary)
    asked: dict[str, Q] = {
        "total": _all_of(conditions),
        "n_confirmed": _all_of(confirmed),
        "n_silent": _all_of(conditions, leave=["kinds"]) & Q(kind__in=SILENT_KINDS),
    }
    values = {
        "kinds": {kind: Q(kind=kind) for kind in Quotation.Kind.values},
        "roles": {role: Q(informant__role_group=role) for role in Informant.RoleGroup.values}
        | {NONE: Q(informant=None)},
        "forms": {form: Q(form=form) for form in Quotation.Form.values},
    }
    for name, demands in values.items():
        others = _all_of(conditions, leave=[name])
        asked |= {f"{name}_{value}": others & demand for value, demand in demands.items()}
    row = Quotation.objects.public().aggregate(
        **{name: Count("pk", filter=demand) if demand else Count("pk") for name, demand in asked.items()}
    )
    return {name: row[name] for name in ("total", "n_confirmed", "n_silent")} | {
        name: tuple((value, row[f"{name}_{value}"]) for value in demands) for name, demands in values.items()
    }


def _count_theses(
    question: QuotationQuestion, vocabulary: Vocabulary
) -> tuple[tuple[tuple[str, str, int], ...], tuple[tuple[str, int], ...]]:
    """The numbers beside theses (most first) and beside years (newest first), in one query."""
    conditions = _conditions(question, vocabulary)
    both = ("theses", "years")
    rows = (
        _filter(question, vocabulary, leave=both)
        .order_by()
        .values("thesis__slug", "thesis__title", "thesis__year")
        .annotate(
            n_thesis=Count("pk", filter=conditions.get("years", Q(pk__isnull=False))),
            n_year=Count("pk", filter=conditions.get("theses", Q(pk__isnull=False))),
        )
    )
    theses: list[tuple[str, str, int]] = []
    years: dict[int | None, int] = {}
    for row in rows:
        theses.append((row["thesis__slug"], row["thesis__title"], row["n_thesis"]))
        years[row["thesis__year"]] = years.get(row["thesis__year"], 0) + row["n_year"]
    known = sorted((year for year in years if year is not None), reverse=True)
    return (
        tuple(
            sorted((t for t in theses if t[2] or t[0] in question.theses), key=lambda t: (-t[2], t[1], t[0]))
        ),
        tuple(
            (NONE if year is None else str(year), years[year])
            for year in [*known, *([None] if None in years else [])]
            if years[year]
        ),
    )


def _count_authors(question: QuotationQuestion, vocabulary: Vocabulary) -> tuple[tuple[str, str, int], ...]:
    person = "citation__work__authorships__person"
    rows = (
        _filter(question, vocabulary, leave=["authors"])
        .filter(**{f"{person}__isnull": False})
        .order_by()
        .values_list(f"{person}__slug", f"{person}__sort_name")
        .annotate(n=Count("pk", distinct=True))
        .order_by("-n", f"{person}__sort_name")
    )
    return tuple(rows)
