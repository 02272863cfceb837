"""Why a hit answers that does not hold the words asked for, in a few words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.records.languages import TextIn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kb.search.reasons import Reason

_PLACE = re.compile(r"%\((words|of)\)s")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; ``url`` where it leads on."""

    text: str
    url: str = ""


Why = tuple[Piece, ...]


def present_reasons(
    reasons: Iterable[Reason], themes: Mapping[str, str], language: str = ""
) -> tuple[Why, ...]:
    """The reasons as short sentences, in pieces. ``themes`` has their names by slug; ``language`` is the text's."""
    return tuple(tuple(_write(reason, themes, language)) for reason in reasons)


def _write(reason: Reason, themes: Mapping[str, str], language: str) -> Iterator[Piece]:
    words = ", ".join(_("“%(word)s”") % {"word": word} for word in reason.said)
    is_of_text = language and reason.sort != "apart"
    places = {"words": Piece(TextIn(words, language) if is_of_text else words), "of": Piece(reason.of)}
    if reason.sort in {"label", "apart", "theme"}:
        name = themes.get(reason.of, reason.of)
        places["of"] = Piece(name, reverse("theme-detail", args=[reason.of]))
    for place, text in enumerate(_PLACE.split(_find_sentence(reason))):
        if place % 2:
            yield places[text]
        elif text:
            yield Piece(text)


def _find_sentence(reason: Reason) -> str:
    """The sentence for a reason, with a place for the words found and for what they are found for."""
    if reason.sort == "field":
        return _fields()[reason.of]
    if reason.sort == "label" and not any(" " in word for word in reason.said):
        n = len(reason.said)
        return ngettext(
            "Says %(words)s, another word for %(of)s", "Says %(words)s, other words for %(of)s", n
        )
    return {
        "label": _("Says %(words)s, another way to say %(of)s"),
        "apart": _("Has the words of %(words)s, another way to say %(of)s"),
        "theme": _("Carries the theme %(of)s"),
        "kin": _("Says %(words)s, which is close to “%(of)s”"),
        "part": _("Says %(words)s, a part of “%(of)s”"),
        "heading": _("Stands under a heading with “%(of)s”"),
    }[reason.sort]


def _fields() -> dict[str, str]:
    return {
        "subtitle": _("Has %(words)s in its subtitle"),
        "parallel_title": _("Has %(words)s in its title in another language"),
        "question": _("Has %(words)s in its research question"),
        "keywords": _("Has %(words)s among its keywords"),
        "people": _("%(words)s is among those who supervised it"),
        "container": _("Has %(words)s in the name of what it came out in"),
        "labels": _("Has %(words)s among its words"),
        "variants": _("Is also written in another way, which has the word"),
    }
