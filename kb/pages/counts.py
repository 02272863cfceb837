"""Numbers of things, as sentences and tables write them: 12 345 in Norwegian, 12,345 in English."""

from __future__ import annotations

from django.utils.formats import number_format


class Count(int):
    """A number of things. As text, in whichever way it becomes one, it is in groups of three in the page's language.

    Years, pages and keys are no counts. In an address or an attribute that something reads, ``int(count)``.
    """

    __slots__ = ()

    def __str__(self) -> str:
        return number_format(int(self), force_grouping=True)
