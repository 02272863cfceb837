"""What the page on citing says beyond its running text."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class CitingExample:
    """A thing one may want to cite, and how it stands in a text. The names are invented."""

    what: str
    in_text: str


@dataclass(frozen=True, slots=True)
class CitingPage:
    title: str
    examples: tuple[CitingExample, ...]
    in_the_list: str


def present_citing() -> CitingPage:
    return CitingPage(
        title=_("How to cite"),
        examples=(
            CitingExample(_("What the thesis says"), _("(Eksempelsen, 2021, p. 34)")),
            CitingExample(
                _("What an informant says in it"),
                _("“We own this together” (informant in Eksempelsen, 2021, p. 34)"),
            ),
            CitingExample(
                _("What another work says, read in the thesis"),
                _("(Prøvesen, 2010, p. 12, as cited in Eksempelsen, 2021, p. 34)"),
            ),
        ),
        in_the_list=_(
            "Eksempelsen, E. (2021). Two keys to one door [Master’s thesis]. Høgskolen i Eksempelvik."
        ),
    )
