"""What the page about the site says beyond its running text: who is behind it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kb.pages.about.owner import Owner, present_owner


@dataclass(frozen=True, slots=True)
class AboutPage:
    title: str
    owner: Owner


def present_about() -> AboutPage:
    return AboutPage(title=_("About Tverrsnitt"), owner=present_owner())
