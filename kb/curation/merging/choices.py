"""What is chosen between when several records become one: each field in which they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import Model

LETTERS = "ABCDEFGHIJKLMNOPQRST"


@dataclass(frozen=True, slots=True)
class Option:
    """One value that the field may get: how it is shown, and which of the records have it, by letter."""

    key: str
    value: Any
    shown: str
    letters: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A field in which the records differ, its values, and the key of the one that is proposed."""

    name: str
    label: str
    options: tuple[Option, ...]
    proposed: str

    @property
    def key(self) -> str:
        return f"field-{self.name}"

    def find(self, key: str | None) -> Option | None:
        return next((option for option in self.options if option.key == key), None)


def make_choice(name: str, label: str, options: Sequence[Option], letter: str) -> Choice | None:
    """The choice between values that differ, that of the record with ``letter`` proposed; None for one value only.

    Options of one value become one, with the letters of all.
    """
    found: dict[str, Option] = {}
    for option in options:
        if option.shown:
            known = found.get(option.shown)
            letters = f"{known.letters}{option.letters}" if known else option.letters
            first = known or option
            found[option.shown] = Option(first.key, first.value, first.shown, letters)
    if len(found) < 2:
        return None
    rows = tuple(found.values())
    proposed = next((option.key for option in rows if letter in option.letters), rows[0].key)
    return Choice(name, label, rows, proposed)


def choose_between(records: Sequence[Model], names: Sequence[str], letter: str) -> list[Choice]:
    """A choice for each of the model's fields in which the records differ."""
    found = []
    for name in names:
        field = records[0]._meta.get_field(name)
        options = [
            Option(str(record.pk), getattr(record, name), show_field(record, name), own)
            for own, record in zip(LETTERS, records, strict=False)
        ]
        label = str(getattr(field, "verbose_name", name))
        found.append(make_choice(name, label, options, letter))
    return [choice for choice in found if choice is not None]


def show_field(record: Model, name: str) -> str:
    """The field's value in words."""
    display = getattr(record, f"get_{name}_display", None)
    return str(display() if display is not None else getattr(record, name) or "")


def read_choices(choices: Sequence[Choice], data: Mapping[str, str]) -> dict[str, Any]:
    """The value chosen of each, or the one proposed where nothing that can be chosen was."""
    chosen = {}
    for choice in choices:
        option = choice.find(data.get(choice.key)) or choice.find(choice.proposed)
        if option is not None:
            chosen[choice.name] = option.value
    return chosen
