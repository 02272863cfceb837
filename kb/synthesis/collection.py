"""What the collection holds as a whole. Each number counts exactly what the page behind it lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kb.records.models import Authorship, Person, Quotation, Theme
from kb.synthesis.facts import KINDS
from kb.synthesis.sources.author_kinds import PAPER, find_kind

if TYPE_CHECKING:
    from kb.records.querysets import QuotationQuerySet
    from kb.synthesis.facts import Facts

# Terms and titles are marked as quotations, but nobody says anything in them.
SILENT_KINDS = (Quotation.Kind.TERM, Quotation.Kind.TITLE)


@dataclass(frozen=True, slots=True)
class CollectionSize:
    theses: int
    quotations: int
    interviews: int
    themes: int
    authors: int
    works: int


def find_spoken() -> QuotationQuerySet:
    """The quotations that the public sees and in which somebody says something."""
    return Quotation.objects.public().exclude(kind__in=SILENT_KINDS)


def count_collection(facts: Facts) -> CollectionSize:
    """How much of everything the public sees; three queries."""
    quotations, spoken = facts.quotations, facts.quotations.spoken
    works = np.unique(facts.citations.work[facts.citations.work > 0])
    pairs = np.array(Authorship.objects.order_by().values_list("work", "person"), dtype=np.int64)
    cited = pairs.reshape(-1, 2)
    authors = np.unique(cited[np.isin(cited[:, 0], works), 1])
    return CollectionSize(
        theses=len(facts.theses),
        quotations=int(spoken.sum()),
        interviews=int((spoken & (quotations.kind == KINDS.index(Quotation.Kind.INTERVIEW))).sum()),
        themes=Theme.objects.count(),
        authors=int((~np.isin(authors, _find_papers())).sum()),
        works=len(works),
    )


def _find_papers() -> list[int]:
    """The organisations that are laws and public papers by their names: works, and no authors."""
    named = Person.objects.filter(kind=Person.Kind.ORGANIZATION).values_list("pk", "kind", "organization")
    return [pk for pk, kind, name in named.order_by() if find_kind(kind, name) == PAPER]
