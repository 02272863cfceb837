"""What kind of author a name is: a person, an organisation, or a law or public paper that is cited by its name."""

from __future__ import annotations

from kb.language.public_bodies import is_paper
from kb.records.models import Person

PAPER = "paper"
# Those whom a list of authors holds, in its order. What was cited by its own name is a work and no author.
KINDS = tuple(Person.Kind.values)


def find_kind(kind: str, organization: str) -> str:
    """The kind of a person's record, PAPER where the organisation's name is that of a law or a public paper."""
    return PAPER if kind == Person.Kind.ORGANIZATION and is_paper(organization) else kind
