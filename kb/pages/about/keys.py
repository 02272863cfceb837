"""The keys that the site answers to, as a table."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


@dataclass(frozen=True, slots=True)
class Key:
    """``keys`` are pressed one after the other or each by itself; ``does`` is what happens."""

    keys: tuple[str, ...]
    does: str


@dataclass(frozen=True, slots=True)
class KeyGroup:
    title: str
    note: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class KeysPage:
    title: str
    groups: tuple[KeyGroup, ...]


def present_keys() -> KeysPage:
    return KeysPage(
        title=_("Keys"),
        groups=(
            KeyGroup(
                _("On every page"),
                "",
                (
                    Key(("Tab",), _("to the next link, button or field; the first one skips to the content")),
                    Key((pgettext("key", "Enter"),), _("follow the link, press the button")),
                    Key(("↓", "↑"), _("choose among the suggestions below a search box")),
                    Key(("Esc",), _("close what opened, and go back to where you were")),
                ),
            ),
            KeyGroup(
                _("In a text, and in lists of quotations and hits"),
                _(
                    "Single keys work outside fields only, and can be switched off in the window that ? opens."
                ),
                (
                    Key(("j", "k"), _("next and previous quotation")),
                    Key(("c",), _("copy the quotation with its source, or else its address")),
                    Key(("/",), _("to the search box")),
                    Key(("?",), _("all keys, and switching them off")),
                    Key(("Esc",), _("close what is open")),
                ),
            ),
        ),
    )
