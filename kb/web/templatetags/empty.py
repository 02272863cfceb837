"""What a template says where a page has nothing to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from kb.pages.empty import present_nothing_yet

if TYPE_CHECKING:
    from django.template import Context

    from kb.pages.empty import NothingYet

register = template.Library()


@register.simple_tag(takes_context=True)
def find_nothing_yet(context: Context) -> NothingYet | None:
    """Why there is nothing, where that is because no thesis is published; None where any is."""
    return present_nothing_yet(getattr(context.get("request"), "user", None))
