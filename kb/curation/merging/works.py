"""Works: what is chosen when they become one, and what can be taken out of one."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.curation.merging.choices import LETTERS, Choice, Option, make_choice
from kb.curation.merging.split import PAGE, Part, Parts
from kb.curation.merging.touched import name_work, shorten, show_citation, where_in
from kb.records.actions.works import name_of
from kb.records.models import Citation, Reference, Thesis, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MERGE_FIELDS = (
    "title",
    "year",
    "suffix",
    "type",
    "container",
    "publisher",
    "volume",
    "issue",
    "pages",
    "doi",
    "url",
)


class NewWorkForm(forms.Form):
    """A work that is taken out of another: by the same authors, unless they are changed afterwards."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=600, required=False)
    year = forms.CharField(label=gettext_lazy("Year"), max_length=20, required=False)
    suffix = forms.CharField(label=gettext_lazy("Letter"), max_length=2, required=False)
    type = forms.ChoiceField(label=gettext_lazy("Type"), choices=Work.Type.choices)


def choose_authors(records: Sequence[Work], letter: str) -> Choice | None:
    """The choice between lists of authors that differ; a value is the work that has them."""
    options = []
    for own, work in zip(LETTERS, records, strict=False):
        names = [str(authorship.person) for authorship in work.authorships.select_related("person")]
        shown = "; ".join(names) + (" et al." if work.has_more_authors else "")
        options.append(Option(str(work.pk), work, shown, own))
    return make_choice("authors", _("authors"), options, letter)


def find_parts(work: Work, page: int) -> list[Parts]:
    """Citations and entries, all of a thesis with one tick or each by itself, and what else the work is called."""
    chosen = slice(page * PAGE, (page + 1) * PAGE)
    citations = work.citations.select_related("thesis", "passage").order_by("thesis", "order")
    references = work.references.select_related("thesis").order_by("thesis", "order")
    second_hand = work.second_hand_citations.select_related("thesis", "passage").order_by("thesis", "order")
    shown = list(citations[chosen])
    theses = [(thesis, len(list(rows))) for thesis, rows in groupby(shown, key=lambda row: row.thesis)]
    sorts = [
        Parts(
            _("Everything that one thesis cites"),
            tuple(
                Part(f"thesis-{thesis.pk}", where_in(thesis), _("citations: %d") % count)
                for thesis, count in theses
            ),
            len(theses),
        ),
        Parts(_("Citations"), tuple(map(_part_of_citation, shown)), citations.count()),
        Parts(
            _("Entries of reference lists"),
            tuple(
                Part(f"reference-{each.pk}", shorten(each.raw, 300), where_in(each.thesis))
                for each in references[chosen]
            ),
            references.count(),
        ),
        Parts(
            _("Citations of others that were read in it"),
            tuple(_part_of_citation(each, "second") for each in second_hand[chosen]),
            second_hand.count(),
        ),
        Parts(
            _("What theses call it besides"),
            tuple(Part(f"name-{at}", tell_name(name)) for at, name in enumerate(work.known_as)),
            len(work.known_as),
        ),
    ]
    return [each for each in sorts if each.rows]


def _part_of_citation(citation: Citation, sort: str = "citation") -> Part:
    line = show_citation(citation)
    return Part(f"{sort}-{citation.pk}", line.text, line.where, line.url)


def tell_name(name: dict[str, Any]) -> str:
    """One of the ways in which a work is cited, in words."""
    authors = ", ".join(name["names"]) + (" et al." if name["open"] else "")
    return f"{authors} ({name['year']}{name['suffix']}) {name['title']}".strip()


def keys_of(keys: Iterable[str], sort: str) -> list[int]:
    """The numbers of the keys of one sort."""
    found = (key.rpartition("-") for key in keys)
    return [int(number) for kind, _dash, number in found if kind == sort and number.isdecimal()]


def read_parts(work: Work, keys: Sequence[str]) -> dict[str, list[Any]]:
    """What is ticked, as ``split_work`` takes it."""
    theses = Thesis.objects.filter(pk__in=keys_of(keys, "thesis"))
    citations = work.citations.select_related("thesis", "passage")
    references = work.references.select_related("thesis")
    names = keys_of(keys, "name")
    return {
        "citations": list(
            citations.filter(pk__in=keys_of(keys, "citation")) | citations.filter(thesis__in=theses)
        ),
        "references": list(
            references.filter(pk__in=keys_of(keys, "reference")) | references.filter(thesis__in=theses)
        ),
        "second_hand": list(
            work.second_hand_citations.select_related("thesis", "passage").filter(
                pk__in=keys_of(keys, "second")
            )
        ),
        "known_as": [name for at, name in enumerate(work.known_as) if at in names],
    }


def describe_parts(parts: dict[str, list[Any]]) -> list[Parts]:
    labels = {
        "citations": _("Citations"),
        "references": _("Entries of reference lists"),
        "second_hand": _("Citations of others that were read in it"),
        "known_as": _("What theses call it besides"),
    }
    return [Parts(labels[sort], tuple(map(_describe, rows[:10])), len(rows)) for sort, rows in parts.items()]


def _describe(row: Any) -> Part:
    if isinstance(row, Citation):
        return _part_of_citation(row)
    if isinstance(row, Reference):
        return Part("", shorten(row.raw, 300), where_in(row.thesis))
    return Part("", tell_name(row))


def describe_work(work: Work) -> str:
    return name_work(work)


def start_new(work: Work) -> dict[str, Any]:
    name = name_of(work)
    return {"year": name["year"], "suffix": name["suffix"], "type": work.type}
