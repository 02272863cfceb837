"""The accessibility statement: what is met, what is not, how that was found out, and when.

It says of the site what the tests in ``tests/browser`` hold it to and no more. Whoever changes what is tested changes
this module; ``tests/web/test_about.py`` compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kb.pages.about.owner import Owner, present_owner

# When the statement was written, and when all that it says was last gone through. Not made by the clock: a person sets
# them, with the tests that AXE names.
MADE: Final = date(2026, 11, 21)
LAST_TESTED: Final = date(2026, 11, 21)
AXE: Final = "4.12.1"
# What was tried, each with the tests that try it; tests/web/test_about.py sees that they are there.
TRIED_IN: Final = {
    "readers": ("tests/browser/test_public_texts.py", "tests/browser/test_public_across.py"),
    "curators": ("tests/browser/test_every_page.py",),
    "zoom": ("tests/browser/audits.py",),
    "keyboard": ("tests/browser/test_reader_ways.py", "tests/browser/test_review.py"),
    "script": ("tests/browser/test_without_script.py",),
}


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """Something that does not meet the requirements: whom it hinders, the criterion of WCAG, and a way round it."""

    what: str
    criterion: str
    way_round: str


@dataclass(frozen=True, slots=True)
class AccessibilityPage:
    title: str
    owner: Owner
    made: str
    last_tested: str
    axe: str
    shortcomings: tuple[Shortcoming, ...]
    tested: tuple[str, ...]
    untested: tuple[str, ...]


def present_accessibility() -> AccessibilityPage:
    return AccessibilityPage(
        title=_("Accessibility statement"),
        owner=present_owner(),
        made=date_format(MADE, "DATE_FORMAT"),
        last_tested=date_format(LAST_TESTED, "DATE_FORMAT"),
        axe=AXE,
        shortcomings=tuple(_name_shortcomings()),
        tested=_name_tested(),
        untested=_name_untested(),
    )


def _name_shortcomings() -> tuple[Shortcoming, ...]:
    return (
        Shortcoming(
            _(
                "The texts of the theses were read out of files by a program. A heading, a list or a note may "
                "stand as ordinary text, and what stood in two columns may be in the wrong order."
            ),
            "1.3.1, 1.3.2",
            _("The page number in the margin leads back to the place in the thesis itself."),
        ),
        Shortcoming(
            _("Many tables in theses stand as lines of text, or without headers for their rows and columns."),
            "1.3.1",
            _("Read them in the thesis itself, where the institution that published it has it."),
        ),
        Shortcoming(
            _("Figures and pictures in theses are not shown, and nothing describes what was in them."),
            "1.1.1",
            _("Read them in the thesis itself."),
        ),
        Shortcoming(
            _(
                "Each text says which language it is in, but a word or a sentence in another language within "
                "it is not always marked. A screen reader then reads it with the wrong sounds."
            ),
            "3.1.2",
            pgettext("way round", "None."),
        ),
        Shortcoming(
            _(
                "On the pages for curators, some help signs and lists of choices have no name that a screen "
                "reader can tell. They come with the framework that these pages are built on."
            ),
            "1.3.1, 4.1.2",
            _("The same help stands in the documentation."),
        ),
    )


def _name_tested() -> tuple[str, ...]:
    texts = {
        "readers": _(
            "Every page for readers, by the program axe-core %(version)s in Chromium: in bokmål, nynorsk and English, "
            "in windows of 1440, 768 and 390 pixels, in light and in dark."
        )
        % {"version": AXE},
        "curators": _("Every page for curators, by the same program, in light and in dark."),
        "zoom": _(
            "That pages for readers do not scroll sideways at 400 per cent zoom, where a window is 320 pixels wide, "
            "and lose nothing when letters are twice as large or stand further apart. "
            "Wide tables scroll within themselves."
        ),
        "keyboard": _(
            "That one can go from a search to a quotation, its context and its citation with the keyboard alone, and "
            "review a thesis so."
        ),
        "script": _("That every page for readers is whole without scripts."),
    }
    return tuple(texts[name] for name in TRIED_IN)


def _name_untested() -> tuple[str, ...]:
    return (
        _(
            "Nobody who uses a screen reader, a magnifier, a switch or speech every day has tried the site yet."
        ),
        _("It was not tried in NVDA, JAWS, VoiceOver or TalkBack, and in no other browser than Chromium."),
        _("It was not tried on real phones, only in windows of their size."),
        _(
            "Nobody from outside has looked it over. A program such as axe finds less than half of what can be wrong."
        ),
    )
