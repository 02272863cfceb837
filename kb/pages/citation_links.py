"""Where a record's citation can be had for other programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from kb.exports.citation_files import MEDIA_TYPES

if TYPE_CHECKING:
    from kb.records.models import Quotation, Thesis, Work

# What readers call the formats, by the endings of the addresses.
_LABELS = {"ris": "RIS", "bib": "BibTeX", "csl.json": "CSL-JSON"}


@dataclass(frozen=True, slots=True)
class Download:
    """A file to download; ``label`` is the name of its format, ``type`` its media type."""

    label: str
    url: str
    type: str


def thesis_downloads(thesis: Thesis) -> tuple[Download, ...]:
    return _link("thesis-citation", thesis.slug)


def work_downloads(work: Work) -> tuple[Download, ...]:
    """None for a stub, whose title is not known: no program has use for that."""
    return () if work.is_stub else _link("work-citation", work.slug)


def quotation_downloads(quotation: Quotation) -> tuple[Download, ...]:
    return _link("quotation-citation", quotation.public_id)


def _link(name: str, key: str) -> tuple[Download, ...]:
    return tuple(
        Download(_LABELS[form], reverse(name, args=[key, form]), media_type)
        for form, media_type in MEDIA_TYPES.items()
    )
