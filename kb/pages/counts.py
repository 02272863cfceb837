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


def write_strength(strength: float) -> str:
    """How strongly two themes belong together, 0 to 1, with two decimals: 0,13 in Norwegian, 0.13 in English."""
    # number_format cuts decimals off and does not round.
    return (
        str(number_format(round(strength, 2), 2)) if strength >= 0.005 else "<" + str(number_format(0.01, 2))
    )
