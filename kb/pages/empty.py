"""What a page says that has nothing to show: why, and the ways on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.urls import reverse

from kb.pages.lists import FacetOption, change_query
from kb.records.models import Thesis

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

# Each one is a question of its own, of several queries.
MOST_TRIED = 3


@dataclass(frozen=True, slots=True)
class NothingYet:
    """No thesis is published. ``is_fresh``: none is there at all, so that somebody has only just set the site up.

    ``upload_url`` is for who may add theses, ``curate_url`` for who curates, "" for all others.
    """

    is_fresh: bool
    upload_url: str = ""
    curate_url: str = ""


def present_nothing_yet(user: AbstractBaseUser | AnonymousUser | None) -> NothingYet | None:
    """What there is to say where the collection is empty; None where it is not. Two small queries at most."""
    if Thesis.objects.public().exists():
        return None
    is_staff = user is not None and user.is_authenticated and bool(getattr(user, "is_staff", False))
    may_add = is_staff and user.has_perms(("records.add_thesis", "records.change_thesis"))  # type: ignore[union-attr]
    return NothingYet(
        is_fresh=not Thesis.objects.exists(),
        upload_url=reverse("admin:records_thesis_upload") if may_add else "",
        curate_url=reverse("admin:index") if is_staff else "",
    )


def count_without(
    chosen: Iterable[FacetOption], count: Callable[[QueryDict], int]
) -> tuple[FacetOption, ...]:
    """The choices that left nothing, each with how many there are without it, the most helpful first.

    ``count`` answers a query string. Only the first few are tried; the others say nothing, with a count of 0.
    """
    tried = [
        replace(option, count=count(QueryDict(option.url.lstrip("?"))) if place < MOST_TRIED else 0)
        for place, option in enumerate(chosen)
    ]
    return tuple(sorted(tried, key=lambda option: -option.count))


def choose_words(query: QueryDict, *names: str) -> tuple[FacetOption, ...]:
    """The words that were asked for under ``names``, as choices that can be taken away."""
    return tuple(
        FacetOption(name, f"«{query[name]}»", 0, change_query(query, **{name: None}), is_chosen=True)
        for name in names
        if query.get(name, "").strip()
    )
