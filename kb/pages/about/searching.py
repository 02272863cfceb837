"""What the help on search says: the query language by example, each example a search in what is here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.records.models import Informant, Quotation
from kb.search.terms import FIELD_NAMES, VALUES

if TYPE_CHECKING:
    from kb.synthesis.names import TellingNames


@dataclass(frozen=True, slots=True)
class SearchExample:
    """Something to write in the search box, what it finds, and the search itself."""

    words: str
    meaning: str
    url: str


@dataclass(frozen=True, slots=True)
class SearchLesson:
    """Some examples of one kind, with a sentence on them."""

    slug: str
    title: str
    text: str
    examples: tuple[SearchExample, ...]


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of the query language (or a value of one): its names, and what it narrows to."""

    names: tuple[str, ...]
    meaning: str


@dataclass(frozen=True, slots=True)
class SearchingPage:
    title: str
    lessons: tuple[SearchLesson, ...]
    fields: tuple[FieldRow, ...]
    kinds: tuple[FieldRow, ...]
    roles: tuple[FieldRow, ...]


def present_searching(names: TellingNames) -> SearchingPage:
    """The help, with names from the collection where it has any."""
    return SearchingPage(
        title=_("How to search"),
        lessons=(
            SearchLesson("words", _("Words"), _words_text(), _show_examples(_teach_words())),
            SearchLesson("exactly", _("More exactly"), _exactly_text(), _show_examples(_teach_exactness())),
            SearchLesson(
                "narrow", _("Only some of it"), _narrow_text(), _show_examples(_teach_fields(names))
            ),
        ),
        fields=tuple(FieldRow(_names_of(name), meaning) for name, meaning in _explain_fields().items()),
        kinds=tuple(
            FieldRow(_values_of("kind", value), str(Quotation.Kind(value).label))
            for value in Quotation.Kind.values
        ),
        roles=tuple(
            FieldRow(_values_of("role", value), str(Informant.RoleGroup(value).label))
            for value in dict.fromkeys(VALUES["role"].values())
        ),
    )


def search_url(words: str) -> str:
    return f"{reverse('search')}?{urlencode({'q': words})}"


def _show_examples(rows: tuple[tuple[str, str], ...]) -> tuple[SearchExample, ...]:
    return tuple(SearchExample(words, meaning, search_url(words)) for words, meaning in rows)


def _words_text() -> str:
    return _(
        "Ordinary words are enough. Inflected forms, bokmål and nynorsk, parts of compound words and the themes’ own "
        "synonyms are found as well, and small typing mistakes are forgiven."
    )


def _exactly_text() -> str:
    return _(
        "A few marks say more than the words do. OR, NOT and the names of fields may be Norwegian or English."
    )


def _narrow_text() -> str:
    return _("A field and a colon before a word narrow the search. Two values of one field widen it again.")


def _teach_words() -> tuple[tuple[str, str], ...]:
    return (
        (
            "partnerskap kommune",
            _("in any form: partnerskapet, kommunen, kommunane; what has both comes first"),
        ),
        ("brukerne", _("brukeren, brukere, brukarane as well")),
        ("§ 14a", _("a section of a law is one word, and so are “Meld. St. 33” and “NOU 2004:13”")),
    )


def _teach_exactness() -> tuple[tuple[str, str], ...]:
    return (
        ('"styring på avstand"', _("exactly these words, in this order")),
        ("handlingsrom -budsjett", _("the first word, without the second")),
        ("tillit OR kontroll", _("one or the other")),
        ("veiled*", _("all words that begin like this")),
    )


def _teach_fields(names: TellingNames) -> tuple[tuple[str, str], ...]:
    theme = names.themes[0].slug if names.themes else "handlingsrom"
    author = names.author or "Lipsky"
    first, last = names.first_year or 2019, names.last_year or 2023
    years = f"{first}-{last}" if first < last else str(first)
    return (
        ("partnerskap rolle:leder", _("what leaders say")),
        ("partnerskap type:intervju", _("only what was said in interviews")),
        (_quote("forfatter", author), _("where this author is cited")),
        (f"tillit år:{years}", _("theses from these years")),
        (f"tema:{theme} tillit", _("what carries a theme, with a word in it")),
    )


def _quote(field: str, value: str) -> str:
    return f'{field}:"{value}"' if " " in value else f"{field}:{value}"


def _explain_fields() -> dict[str, str]:
    return {
        "theme": _("a theme, by its name or another word for it"),
        "role": _("the role of whoever speaks"),
        "kind": _("what sort of quotation it is"),
        "author": _("an author who is cited"),
        "thesis": _("one thesis, by words of its title"),
        "institution": _("where the thesis was written"),
        "year": _("2021, 2019-2023, or 2019- and later"),
    }


def _names_of(field: str) -> tuple[str, ...]:
    """The Norwegian names of a field first: that is what most readers write."""
    # "aar" is what is written where there is no å on the keyboard; whoever reads this has one.
    names = [name for name, meant in FIELD_NAMES.items() if meant == field and name not in {field, "aar"}]
    return tuple(f"{name}:" for name in (*names, field))


def _values_of(field: str, value: str) -> tuple[str, ...]:
    return (*[name for name, meant in VALUES[field].items() if meant == value], value)
