"""Persons: whose name is chosen when they become one, and what can be taken out of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.curation.merging.choices import LETTERS, Choice, Option, make_choice
from kb.curation.merging.split import PAGE, Part, Parts
from kb.curation.merging.touched import name_work, page_of, where_in
from kb.curation.merging.works import keys_of
from kb.records.actions.people import NAME
from kb.records.models import Authorship, Contributor, Person

if TYPE_CHECKING:
    from collections.abc import Sequence


class NewPersonForm(forms.Form):
    """The name of somebody who is another than the one with that name; the same name will do."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Person.Kind.choices)
    family = forms.CharField(label=gettext_lazy("Family name"), max_length=200, required=False)
    given = forms.CharField(label=gettext_lazy("Given name"), max_length=200, required=False)
    organization = forms.CharField(label=gettext_lazy("Organisation"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        is_person = data.get("kind") == Person.Kind.PERSON
        if not data.get("family" if is_person else "organization") or (
            data.get("organization") if is_person else data.get("family") or data.get("given")
        ):
            raise forms.ValidationError(_("A person has a family name, an organisation its name; not both."))
        return data


def choose_name(records: Sequence[Person], letter: str) -> Choice | None:
    """The choice between the persons' names, and their variants; a value holds the fields of a name."""
    options: list[Option] = []
    for own, person in zip(LETTERS, records, strict=False):
        fields = {field: getattr(person, field) for field in NAME}
        options.append(Option(str(person.pk), fields, person.sort_name, own))
    for own, person in zip(LETTERS, records, strict=False):
        options.extend(
            Option(f"v{variant.pk}", read_name(variant.name, person.kind), variant.name, own)
            for variant in person.variants.all()
        )
    return make_choice("name", _("name"), options, letter)


def read_name(name: str, kind: str) -> dict[str, str]:
    """The fields of a name written as lists are ordered by."""
    if kind == Person.Kind.ORGANIZATION:
        return {"kind": kind, "family": "", "given": "", "organization": name}
    family, _comma, given = name.partition(", ")
    return {"kind": kind, "family": family[:200], "given": given[:200], "organization": ""}


def find_parts(person: Person, page: int) -> list[Parts]:
    chosen = slice(page * PAGE, (page + 1) * PAGE)
    authorships = (
        person.authorships.select_related("work")
        .prefetch_related("work__authorships__person")
        .order_by("work__year", "pk")
    )
    contributions = person.contributions.select_related("thesis").order_by("thesis__year", "pk")
    variants = person.variants.all()
    sorts = [
        Parts(_("Works"), tuple(map(_describe, authorships[chosen])), authorships.count()),
        Parts(_("Theses"), tuple(map(_describe, contributions[chosen])), contributions.count()),
        Parts(_("Other names"), tuple(map(_describe, variants[chosen])), variants.count()),
    ]
    return [each for each in sorts if each.rows]


def read_parts(person: Person, keys: Sequence[str]) -> dict[str, list[Any]]:
    """What is ticked, as ``split_person`` takes it."""
    return {
        "authorships": list(
            person.authorships.select_related("work")
            .prefetch_related("work__authorships__person")
            .filter(pk__in=keys_of(keys, "work"))
        ),
        "contributions": list(
            person.contributions.select_related("thesis").filter(pk__in=keys_of(keys, "thesis"))
        ),
        "variants": list(person.variants.filter(pk__in=keys_of(keys, "variant"))),
    }


def describe_parts(parts: dict[str, list[Any]]) -> list[Parts]:
    labels = {"authorships": _("Works"), "contributions": _("Theses"), "variants": _("Other names")}
    return [Parts(labels[sort], tuple(map(_describe, rows[:10])), len(rows)) for sort, rows in parts.items()]


def _describe(row: Any) -> Part:
    if isinstance(row, Authorship):
        return Part(f"work-{row.pk}", name_work(row.work), "", page_of(row.work))
    if isinstance(row, Contributor):
        return Part(f"thesis-{row.pk}", where_in(row.thesis), row.get_role_display(), page_of(row.thesis))
    return Part(f"variant-{row.pk}", row.name)
