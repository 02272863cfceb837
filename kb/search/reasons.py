"""Why a hit answers a question whose words it does not hold where a reader sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.search.analysis import read_words
from kb.search.marking import read_marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kb.search.marking import Find, Marked, Wanted

MOST_REASONS = 2
MOST_SAID = 2
# What raised a hit most is told first.
_ORDER = ("label", "theme", "kin", "apart", "heading", "part")


@dataclass(frozen=True, slots=True)
class Reason:
    """One way in which a hit answers without the words asked for.

    ``sort``: "label" or "apart" (it says ``said`` as a whole, or has the words of it: a label of the theme with the
    slug ``of``), "theme" (it carries the theme ``of``), "kin" or "part" (it says ``said``, which is near the word
    ``of`` that was asked for, or a part of it), "heading" (it stands under one with the word ``of``), "field" (the
    words ``said`` stand in its field ``of``, which the hit does not show).
    """

    sort: str
    of: str
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A text of a record that was searched, marked; ``name`` is "" where the hit shows it."""

    name: str
    text: str
    marked: Marked

    def words_of(self, find: Find) -> str:
        """The words found, as the text writes them."""
        return self.text[self.marked.starts[find.first] : self.marked.ends[find.last]]


def read_field(name: str, text: str, wanted: Wanted) -> Field:
    return Field(name, text, read_marked(text, wanted))


def find_reasons(
    fields: Sequence[Field], wanted: Wanted, *, themes: Mapping[str, float], headed: Sequence[str]
) -> tuple[Reason, ...]:
    """Why the record with these fields answers, the weightiest first; none where the words asked for are shown.

    ``themes`` are those that it carries, ``headed`` the words asked for that stand in the headings above it.
    """
    if not wanted or any(field.marked.is_asked for field in fields if not field.name):
        return ()
    for field in fields:
        if said := _list_words(field.words_of(find) for find in field.marked.finds if find.other is None):
            return (Reason("field", field.name, said),)
    found = _find_said(fields)
    told = {reason.of for reason in found if reason.sort == "label"}
    found += [Reason("theme", slug) for slug in wanted.themes if slug in themes and slug not in told]
    if not found:
        found += _find_apart(fields, wanted)
    found += [Reason("heading", word) for word in headed[:1]]
    return tuple(sorted(found, key=lambda reason: _ORDER.index(reason.sort)))[:MOST_REASONS]


def _find_said(fields: Iterable[Field]) -> list[Reason]:
    """What the fields say in the place of what was asked: one reason for each sort and thing asked."""
    said: dict[tuple[str, str], list[str]] = {}
    for field in fields:
        for find in field.marked.finds:
            if find.other is not None:
                said.setdefault((find.other.sort, find.other.of), []).append(field.words_of(find))
    return [Reason(sort, of, _list_words(words)) for (sort, of), words in said.items()]


def _find_apart(fields: Sequence[Field], wanted: Wanted) -> list[Reason]:
    """The label whose words all stand in the fields, but not as one expression."""
    labels = [other for other in wanted.others if other.sort == "label" and len(other.lemmas) > 1]
    if not labels:
        return []
    held: set[str] = set()
    for field in fields:
        for _word, reading, parts in read_words(field.text):
            held.update((reading.lemma, *parts))
    return [Reason("apart", other.of, (other.text,)) for other in labels if held.issuperset(other.lemmas)][:1]


def _list_words(words: Iterable[str]) -> tuple[str, ...]:
    """The first few different ones, as they are written."""
    different = {" ".join(word.split()).casefold(): " ".join(word.split()) for word in words}
    return tuple(different.values())[:MOST_SAID]
