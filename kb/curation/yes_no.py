"""Yes and no in lists and forms, as words instead of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.admin.templatetags import admin_list
from django.utils.html import format_html
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.safestring import SafeString


def word_yes_no(value: bool | None) -> SafeString:
    """“Yes” or “No”; a dash where nothing is known. In lists the style sheet shows no as a dash."""
    if value is None:
        return format_html("<span>–</span>")
    return format_html('<span class="said-{}">{}</span>', *(("yes", _("Yes")) if value else ("no", _("No"))))


def use_words() -> None:
    """Django has no setting for what stands for a yes; lists and forms both ask this one function of its own."""
    admin_list._boolean_icon = word_yes_no  # type: ignore[attr-defined]  # noqa: SLF001
