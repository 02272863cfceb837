"""Reference lists of theses as far as the public may read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from kb.records.models import Chapter, Reference
from kb.records.querysets import is_public

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kb.records.models import Thesis, Work


def find_public_entries() -> QuerySet[Reference]:
    """The entries of open theses, but for lists that a curator has hidden."""
    hidden = Chapter.objects.filter(thesis=OuterRef("thesis"), kind=Chapter.Kind.REFERENCES, is_hidden=True)
    return Reference.objects.filter(is_public("thesis__")).exclude(Exists(hidden))


def find_entries(work: Work) -> QuerySet[Reference]:
    """How reference lists print the work, newest thesis first."""
    entries = find_public_entries().filter(work=work).select_related("thesis")
    return entries.order_by("-thesis__year", "thesis", "order")


def find_reference_list(thesis: Thesis) -> QuerySet[Reference]:
    """The thesis' own list, as it runs."""
    return find_public_entries().filter(thesis=thesis).order_by("order")
