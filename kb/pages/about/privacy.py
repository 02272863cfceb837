"""What the page about privacy says beyond its running text."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from kb.pages.about.owner import Owner, present_owner


@dataclass(frozen=True, slots=True)
class Cookie:
    """Something that is kept in the reader's browser. ``is_readers``: readers may have it, not only curators."""

    name: str
    when: str
    lasts: str
    is_readers: bool


@dataclass(frozen=True, slots=True)
class PrivacyPage:
    title: str
    owner: Owner
    cookies: tuple[Cookie, ...]
    choices: tuple[Cookie, ...]


def present_privacy() -> PrivacyPage:
    logs_in = _("when somebody logs in to curate")
    return PrivacyPage(
        title=_("Privacy"),
        owner=present_owner(),
        cookies=(
            Cookie(
                settings.LANGUAGE_COOKIE_NAME,
                _("when you choose a language at the foot of a page"),
                _("a year"),
                True,
            ),
            Cookie(settings.SESSION_COOKIE_NAME, logs_in, _("12 hours"), False),
            Cookie(settings.CSRF_COOKIE_NAME, logs_in, _("a year"), False),
        ),
        choices=(
            Cookie("scheme", _("a light or a dark page"), _("until you clear it"), True),
            Cookie("text-size", _("the size of the text while reading"), _("until you clear it"), True),
            Cookie("marks", _("how many marks stand in the text"), _("until you clear it"), True),
            Cookie("keys", _("whether single keys work"), _("until you clear it"), True),
        ),
    )
