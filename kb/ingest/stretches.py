"""A section as a range of text lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.ingest.document import Region, SectionKind
    from kb.ingest.outline import Heading


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text lines (indices): the heading from ``first`` up to ``text_from``, the text up to ``end``, both
    exclusive."""

    kind: SectionKind
    region: Region
    first: int
    text_from: int
    end: int
    title: str
    heading: Heading | None = None
