"""The kinds of authors by name."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.pages.counts import Count
from kb.records.models import Person
from kb.synthesis.sources.author_kinds import PAPER


def name_kind(kind: str) -> str:
    return {
        Person.Kind.PERSON.value: _("Author"),
        Person.Kind.ORGANIZATION.value: _("Organisation"),
        PAPER: _("Law or public paper"),
    }[kind]


def name_kinds(kind: str) -> str:
    """The kind as the head of a list of such authors."""
    return {Person.Kind.PERSON.value: _("Persons"), Person.Kind.ORGANIZATION.value: _("Organisations")}[kind]


def count_kind(kind: str, n: int) -> str:
    told = {
        Person.Kind.PERSON.value: ngettext("%(n)s person", "%(n)s persons", n),
        Person.Kind.ORGANIZATION.value: ngettext("%(n)s organisation", "%(n)s organisations", n),
    }
    return told[kind] % {"n": Count(n)}
