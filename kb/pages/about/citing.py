"""What the page on citing says beyond its running text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kb.exports.apa import write_entry, write_in_text, write_narrative
from kb.exports.csl import Item, Locator, name_genre

if TYPE_CHECKING:
    from kb.exports.rich_text import RichText


@dataclass(frozen=True, slots=True)
class CitingExample:
    """A thing one may want to cite, and how it stands in a text. The names are invented."""

    what: str
    in_text: str


@dataclass(frozen=True, slots=True)
class CitingPage:
    title: str
    examples: tuple[CitingExample, ...]
    in_the_list: RichText


def present_citing() -> CitingPage:
    """The page, its examples made as all citations are."""
    language, page = get_language() or "en", Locator("page", "34")
    thesis: Item = {
        "id": "example",
        "type": "thesis",
        "title": _("Two keys to one door"),
        "author": [{"family": "Eksempelsen", "given": "E."}],
        "genre": name_genre("", language),
        "publisher": "Høgskolen i Eksempelvik",
        "issued": {"date-parts": [[2021]]},
    }
    original: Item = {
        "id": "original",
        "type": "book",
        "author": [{"family": "Prøvesen"}],
        "issued": {"date-parts": [[2010]]},
    }
    return CitingPage(
        title=_("How to cite"),
        examples=(
            CitingExample(_("What the thesis says"), write_in_text(thesis, language, page).plain),
            CitingExample(
                _("In a sentence that names its author"), write_narrative(thesis, language, page).plain
            ),
            CitingExample(
                _("What an informant says in it"),
                _("“We own this together” (informant in Eksempelsen, 2021, p. 34)"),
            ),
            CitingExample(
                _("What another work says, read in the thesis"),
                write_in_text(thesis, language, page, original=original).plain,
            ),
        ),
        in_the_list=write_entry(thesis, language),
    )
