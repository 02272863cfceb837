"""Cited works by the short name that readers know them by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kb.exports.rich_text import clean
from kb.language.titles import NORWEGIAN
from kb.records.languages import Language, TextIn, find_foreign, tell_title

if TYPE_CHECKING:
    from kb.exports.rich_text import RichText
    from kb.records.models import Work

_STRETCH = re.compile(r"(?<=\d{4})\s?-\s?(?=\d{2})")


def name_work(work: Work) -> str:
    """ "Aas (2010)", "Aas & Bø (2010a)", "Aas et al. (2010)"; from authorships that were fetched before.

    A work without authors goes by its title, which knows its language.
    """
    names = [authorship.person.short_name for authorship in work.authorships.all()]
    if len(names) > 2 or (names and work.has_more_authors):
        named = _("%(name)s et al.") % {"name": names[0]}
    else:
        named = " & ".join(names)
    called = named or tell_title(work.title) or _("Unknown author")
    dated = f"{called} ({date_work(work)})" if work.dated else called
    return TextIn(dated, called.language) if isinstance(called, TextIn) else dated


def date_work(work: Work) -> str:
    """The year with its letter, as it is shown."""
    return write_years(work.dated)


def write_years(years: str) -> str:
    """A year, or a stretch of years with the dash that stretches have: "2015–2016"."""
    return _STRETCH.sub("–", years)


def name_language(work: Work, language: str) -> str:
    """What an entry of a reference list is read in, most of it being a title; else the language of its thesis."""
    told = getattr(tell_title(work.title), "language", language)
    is_norwegian = told == NORWEGIAN and language in {Language.BOKMAL, Language.NYNORSK}
    return language if is_norwegian else told


def tell_titles(cited: RichText, work: Work) -> RichText:
    """The citation, in which the titles tell their language where it is another than that of the page."""
    for title in (work.title, work.container):
        cited = cited.tell(clean(title), find_foreign(tell_title(title)))
    return cited
