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

from kb.pages.about.owner import Owner, present_owner

# When the statement was written, and when all that it says was last gone through. Not made by the clock: a person sets
# them, with the tests that AXE names.
MADE: Final = date(2026, 11, 21)
LAST_TESTED: Final = date(2026, 11, 21)
AXE: Final = "4.12.1"
# Under these, each thing that was tried has its test (tests/web/test_about.py finds it).
TRIED_IN: Final = {
    "axe": "tests/browser/test_public_pages.py",
    "narrow": "tests/browser/test_public_pages.py",
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
            _("Tables in theses stand as lines of text, without headers for their rows and columns."),
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
            _("None."),
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
    return (
        _(
            "Every page for readers and every page for curators, by the program axe-core %(version)s in "
            "Chromium, in light and in dark."
        )
        % {"version": AXE},
        _("That no page scrolls sideways in a window of 320 pixels; wide tables scroll within themselves."),
        _(
            "That the main ways of readers and curators can be gone with the keyboard alone, and without scripts."
        ),
    )


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
