"""What the page about the site says beyond its running text: how to search, by example."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class SearchExample:
    """Something to write in the search box, what it finds, and the search itself."""

    words: str
    meaning: str
    url: str


@dataclass(frozen=True, slots=True)
class AboutPage:
    title: str
    examples: tuple[SearchExample, ...]


def present_about() -> AboutPage:
    examples = (
        (
            "partnerskap kommune",
            _("in any form: partnerskapet, kommunen, kommunane; what has both comes first"),
        ),
        ('"styring på avstand"', _("exactly these words, in this order")),
        ("handlingsrom -budsjett", _("the first word, without the second")),
        ("tillit OR kontroll", _("one or the other")),
        ("veiled*", _("all words that begin like this")),
        ("partnerskap rolle:leder", _("what leaders say; or rolle:ansatt, rolle:bruker, rolle:mellomleder")),
        (
            "partnerskap type:intervju",
            _("only interviews; or type:litteratur, type:styringsdokument, type:begrep"),
        ),
        ("forfatter:Lipsky", _("where this author is cited")),
        ("autonomi år:2019-2023", _("theses from these years")),
        ("tema:handlingsrom tillit", _("what carries a theme, with a word in it")),
    )
    return AboutPage(
        title=_("About Tverrsnitt"),
        examples=tuple(
            SearchExample(words, meaning, f"{reverse('search')}?{urlencode({'q': words})}")
            for words, meaning in examples
        ),
    )
