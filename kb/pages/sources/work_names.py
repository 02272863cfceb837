"""Cited works by the short name that readers know them by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from kb.records.models import Work


def name_work(work: Work) -> str:
    """ "Aas (2010)", "Aas & Bø (2010a)", "Aas et al. (2010)"; from authorships that were fetched before."""
    names = [authorship.person.short_name for authorship in work.authorships.all()]
    if len(names) > 2 or (names and work.has_more_authors):
        named = _("%(name)s et al.") % {"name": names[0]}
    else:
        named = " & ".join(names)
    named = named or work.title or _("Unknown author")
    return f"{named} ({work.dated})" if work.dated else named
