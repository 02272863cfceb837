"""What kind of author a name is: a person, an organisation, or a law or public paper that is cited by its name."""

from __future__ import annotations

import re

from kb.records.models import Person

PAPER = "paper"
KINDS = (*Person.Kind.values, PAPER)
_PAPER = re.compile(
    r"^(?:St\.?\s?prp|St\.?\s?meld|Ot\.?\s?prp|Innst|Meld\.?\s?St|Prop\.|Dok(?:ument)?\.?\s\d|NOU|Rundskriv|Besl\."
    r"|Stortings(?:proposisjon|melding)|Odelstingsproposisjon|Innstilling|Lov om |Forskrift|Act |Directive )"
    r"|(?:lova|loven|forskrifta|forskriften)$",
    re.IGNORECASE,
)


def find_kind(kind: str, organization: str) -> str:
    """The kind of a person's record, PAPER where the organisation's name is that of a law or a public paper."""
    return PAPER if kind == Person.Kind.ORGANIZATION and _PAPER.search(organization) else kind
