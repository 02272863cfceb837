"""The kinds of authors by name."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kb.records.models import Person
from kb.synthesis.sources.author_kinds import PAPER


def name_kind(kind: str) -> str:
    return {
        Person.Kind.PERSON.value: _("Author"),
        Person.Kind.ORGANIZATION.value: _("Organisation"),
        PAPER: _("Law or public paper"),
    }[kind]
