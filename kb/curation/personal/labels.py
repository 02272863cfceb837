"""Labels of a thesis' voices, held against the names in its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kb.ingest.label_names import find_names_in_labels, says_names_are_invented
from kb.records.actions.checklist import Doubt
from kb.records.covering import MARK
from kb.records.masking import read_whole_texts
from kb.records.models import Chapter, Informant, Passage
from kb.records.recording import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from kb.ingest.label_names import Reason
    from kb.records.models import Thesis

# Parts of a thesis in which real people are named.
_NAMING = (Chapter.Kind.TITLE_PAGE, Chapter.Kind.FOREWORD, Chapter.Kind.OTHER, Chapter.Kind.APPENDIX)
# What a passage that says so has in it, for the base to look for first.
_STEMS = ("fiktiv", "oppdikt", "pseudonym", "dekknavn", "dekknamn", "fictit", "fictional", "invented", "made-up",
          "made up", "endr", "bytt", "skift", "changed", "altered")  # fmt: skip

REASONS: dict[Reason, Any] = {
    "contributor": _("An author or supervisor of the thesis has this name."),
    "named": _("Somebody of this name is named on the title page, in the foreword or in an appendix."),
    "form": _("It looks like a person's name, and the thesis does not say that names are invented."),
}


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A label that may be a real name, with what tells so; ``seen`` is its fingerprint."""

    informant: Informant
    reason: Any
    seen: str
    is_settled: bool


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels to look at, open ones first, and the passage that says that names are invented, if one does."""

    rows: tuple[LabelRow, ...]
    statement: Passage | None

    @property
    def n_open(self) -> int:
        return sum(not row.is_settled for row in self.rows)


def check_labels(thesis: Thesis) -> Labels:
    statement, found = _find(thesis)
    rows = [
        LabelRow(informant, REASONS[found[informant.label]], fingerprint(informant), informant.label_settled)
        for informant in thesis.informants.order_by("label")
        if informant.label in found
    ]
    return Labels(tuple(sorted(rows, key=lambda row: row.is_settled)), statement)


def find_doubts(thesis: Thesis) -> Iterator[Doubt]:
    """For the checklist: labels that may be real names and that nobody looked at."""
    settled = set(thesis.informants.filter(label_settled=True).values_list("label", flat=True))
    count = len(set(_find(thesis)[1]) - settled)
    if count:
        yield Doubt(
            "labels",
            ngettext(
                "%d label of an informant may be a real person's name.",
                "%d labels of informants may be real persons' names.",
                count,
            )
            % count,
            count,
            is_serious=True,
        )


def _find(thesis: Thesis) -> tuple[Passage | None, dict[str, Reason]]:
    labels = list(thesis.informants.values_list("label", flat=True))
    if not labels:
        return None, {}
    statement = _find_statement(thesis)
    contributors = [str(contributor.person) for contributor in thesis.contributors.select_related("person")]
    return statement, find_names_in_labels(
        labels,
        contributors=contributors,
        named=_naming_texts(thesis),
        are_invented=statement is not None,
    )


def _naming_texts(thesis: Thesis) -> list[str]:
    """As they were written: a name that is covered in the foreword must not live on as a label."""
    texts = list(
        thesis.passages.filter(chapter__kind__in=_NAMING).values_list("pk", "text").order_by("order")
    )
    if not any(MARK in text for _, text in texts):
        return [text for _, text in texts]
    whole = read_whole_texts(thesis)
    return [whole[pk] for pk, _ in texts]


def _find_statement(thesis: Thesis) -> Passage | None:
    stems = Q()
    for stem in _STEMS:
        stems |= Q(text__icontains=stem)
    found: QuerySet[Passage] = thesis.passages.filter(stems).select_related("chapter").order_by("order")
    return next((passage for passage in found if says_names_are_invented(passage.text)), None)
