"""The quotations of all theses: what a reader asks of them. What answers is found by ``quotation_answers``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Count, Q, When

from kb.records.models import Informant, Quotation, ThemeLink

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


def match_words(words: str) -> Q:
    """That every word is in the text, in any order; what stands in quotation marks as one."""
    demand = Q()
    wanted = [a or b for a, b in re.findall(r'["«“]([^"«»“”]+)["»”]|([^\s"«»“”]+)', words)]
    for word in wanted[:MOST_WORDS]:
        # SQLite knows upper and lower case of a to z alone: Å and å are given both.
        either = Q()
        for form in dict.fromkeys((word, word.lower(), word.capitalize(), word.upper())):
            either |= Q(text__icontains=form)
        demand &= either
    return demand
