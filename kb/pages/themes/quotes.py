"""A quotation as the page of a theme shows it: shortened, with its voice, its place, and a link into the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kb.pages.quotations.cards import present_quotation_card
from kb.records.models import Informant
from kb.synthesis.themes.on_theme import LITERATURE, POLICY, REST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.exports.rich_text import RichText
    from kb.records.models import Quotation
    from kb.synthesis.themes.on_theme import OnTheme
    from kb.synthesis.themes.records import ThemeRecords

LONGEST = 320
OPENING = 70


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a quotation; ``is_marked`` where it is what two quotations share, or what was looked for."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class ThemeQuote:
    """``thesis`` is its short name; ``is_suggested`` that no curator has accepted it, or the theme on it, yet.

    ``quoted`` are its words as they are cited, whole, and ``in_text`` the citation. ``is_repeated``: it stands on the
    page already, so that here a link with its first words is enough.
    """

    segments: tuple[Segment, ...]
    language: str
    kind: str
    voice: str
    role: str
    thesis: str
    thesis_title: str
    thesis_url: str
    chapter: str
    place: str
    is_place_inferred: bool
    url: str
    is_suggested: bool
    quoted: str
    in_text: RichText
    is_repeated: bool = False

    @property
    def opening(self) -> str:
        """Its first words."""
        return cut_text(self.text, OPENING)

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)


def present_quote(
    quotation: Quotation,
    *,
    is_confirmed: bool,
    longest: int = LONGEST,
    marks: Iterable[tuple[int, int]] = (),
    shown: set[int] | None = None,
) -> ThemeQuote:
    """The quotation, cut at a word after ``longest`` characters; ``marks`` are spans of its text to be marked.

    ``shown`` are the primary keys of what stands on the page above; it is added to.
    """
    is_repeated = shown is not None and quotation.pk in shown
    if shown is not None:
        shown.add(quotation.pk)
    card = present_quotation_card(quotation)
    text = cut_text(card.text, longest)
    return ThemeQuote(
        segments=tuple(cut_segments(text, [m for m in marks if m[1] < len(text) or text == card.text])),
        language=card.language,
        kind=card.kind,
        voice=card.voice,
        role=card.role if card.role.casefold() != card.voice.casefold() else "",
        thesis=card.thesis,
        thesis_title=card.thesis_title,
        thesis_url=card.thesis_url,
        chapter=card.chapter,
        place=card.place,
        is_place_inferred=card.is_place_inferred,
        url=card.url,
        is_suggested=not is_confirmed,
        quoted=card.quoted,
        in_text=card.in_text,
        is_repeated=is_repeated,
    )


def cut_text(text: str, longest: int) -> str:
    """The text, cut at a word where it is longer."""
    if len(text) <= longest:
        return text
    kept = text[:longest].rpartition(" ")[0] or text[:longest]
    return f"{kept.rstrip(' ,;:–-')} …"


def cut_segments(text: str, marks: Iterable[tuple[int, int]]) -> Iterable[Segment]:
    """The text in stretches, marked and not, in order."""
    done = 0
    for start, end in sorted(marks):
        if start < done:
            continue
        if start > done:
            yield Segment(text[done:start])
        yield Segment(text[start:end], is_marked=True)
        done = end
    if done < len(text):
        yield Segment(text[done:])


def present_quotes(
    on: OnTheme,
    records: ThemeRecords,
    places: Iterable[int],
    *,
    longest: int = LONGEST,
    shown: set[int] | None = None,
) -> tuple[ThemeQuote, ...]:
    """The quotations at these places of the theme; one that has just gone away is passed over."""
    pks = on.pks
    found = [(place, records.quotations.get(int(pks[place]))) for place in places]
    return tuple(
        present_quote(quotation, is_confirmed=is_plain(on, place), longest=longest, shown=shown)
        for place, quotation in found
        if quotation is not None
    )


def is_plain(on: OnTheme, place: int) -> bool:
    """Whether a quotation is shown without a word about suggestions: confirmed, or nothing on the theme is yet."""
    return bool(on.is_confirmed[place]) or not on.n_confirmed


def name_group(group: str) -> str:
    """What a group is called as a heading: those who speak in the plural, then what is read."""
    names = {
        Informant.RoleGroup.LEADER.value: pgettext("speakers", "Leaders"),
        Informant.RoleGroup.MIDDLE_MANAGER.value: pgettext("speakers", "Middle managers"),
        Informant.RoleGroup.EMPLOYEE.value: pgettext("speakers", "Employees"),
        Informant.RoleGroup.USER.value: pgettext("speakers", "Users of services"),
        Informant.RoleGroup.OTHER.value: pgettext("speakers", "Others"),
        POLICY: _("Policy papers and agreements"),
        LITERATURE: _("Research literature"),
        REST: _("Other texts"),
    }
    return names.get(group, _("No voice named"))


def name_speakers(group: str) -> str:
    """A role group as it stands inside a sentence: "What do employees say that leaders do not?"."""
    names = {
        Informant.RoleGroup.LEADER.value: pgettext("speakers", "leaders"),
        Informant.RoleGroup.MIDDLE_MANAGER.value: pgettext("speakers", "middle managers"),
        Informant.RoleGroup.EMPLOYEE.value: pgettext("speakers", "employees"),
        Informant.RoleGroup.USER.value: pgettext("speakers", "users of services"),
    }
    return names.get(group, pgettext("speakers", "others"))
