"""How near two names or titles are, and keys under which near ones meet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTS = re.compile(r"\s*[:.?!–—]\s+|\s+[-–—]\s+")


def fold(text: str) -> str:
    """The letters and digits in lower case."""
    return "".join(character for character in text.casefold() if character.isalnum())


def main_title(title: str) -> str:
    """The title without what follows a colon, a full stop, a question mark or a dash."""
    return _PARTS.split(title.strip(), maxsplit=1)[0]


def near_keys(name: str) -> Iterator[str]:
    """The name, and it without each of its letters: two names one letter apart share at least one of these."""
    yield name
    for at in range(len(name)):
        yield name[:at] + name[at + 1 :]


def is_two_edits(a: str, b: str) -> bool:
    """Whether at most two letters must be put in, taken out or changed to make one name of the other."""
    if abs(len(a) - len(b)) > 2:
        return False
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row, before = [i], row
        for j, y in enumerate(b, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (x != y)))
        if min(row) > 2:
            return False
    return row[-1] <= 2


def same_digits(a: str, b: str) -> bool:
    """Whether two titles have the same numbers: "del 1" is not "del 2"."""
    return re.findall(r"\d+", a) == re.findall(r"\d+", b)


def nearly_same_words(a: str, b: str) -> bool:
    """Whether two titles share nearly all of four words or more; a word may differ by a letter or two."""
    one, other = re.findall(r"\w+", a.casefold()), re.findall(r"\w+", b.casefold())
    if min(len(one), len(other)) < 4 or not same_digits(a, b):
        return False
    only_one, only_other = [w for w in one if w not in other], [w for w in other if w not in one]
    if not only_one and not only_other:
        return True
    return (
        len(only_one) == len(only_other) == 1
        and min(len(only_one[0]), len(only_other[0])) >= 5
        and is_two_edits(only_one[0], only_other[0])
    )
