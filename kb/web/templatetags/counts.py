"""The framework's tags for translations, in whose sentences numbers of things are written in groups of three.

This library stands in for Django's ``i18n`` (see ``settings.TEMPLATES``), so that no sentence with a number in it has
to ask for it: ``{% blocktranslate count n=page.total %}{{ n }} works`` says 12 345 by itself. For a number that
stands alone there is the filter ``counted``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import template
from django.templatetags import i18n

from kb.web.templatetags.languages import counted

if TYPE_CHECKING:
    from typing import Any

    from django.template.base import FilterExpression, Parser, Token
    from django.templatetags.i18n import BlockTranslateNode

register = template.Library()
register.tags |= i18n.register.tags
register.filters |= i18n.register.filters
# Numbers of these names are no numbers of things.
_PLACES = frozenset({"page", "line", "number", "first", "last", "year"})


class _CountedExpression:
    """An expression whose number is a count."""

    def __init__(self, expression: FilterExpression) -> None:
        self._expression = expression

    def resolve(self, *args: Any, **kwargs: Any) -> Any:
        return counted(self._expression.resolve(*args, **kwargs))


def _count(expression: FilterExpression) -> FilterExpression:
    return cast("FilterExpression", _CountedExpression(expression))


@register.tag("blocktranslate")
@register.tag("blocktrans")
def blocktranslate(parser: Parser, token: Token) -> BlockTranslateNode:
    """Django's own, with numbers in groups."""
    node = i18n.do_block_translate(parser, token)
    if node.counter is not None:
        node.counter = _count(node.counter)
    node.extra_context = {
        name: expression if name in _PLACES else _count(expression)
        for name, expression in node.extra_context.items()
    }
    return node
