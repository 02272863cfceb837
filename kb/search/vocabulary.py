"""The vocabulary as search needs it: the labels of all themes, read from the records once and kept."""

from __future__ import annotations

from typing import Any

from kb.language.lemmas import read_word
from kb.language.words import split_words
from kb.records.languages import TextIn
from kb.records.models import PendingChange, ThemeLabel
from kb.search.asking import StandingQuestion
from kb.search.engine import backend
from kb.search.expansion import Label, Vocabulary, make_label
from kb.search.folder import IndexUnusableError


class _Labels:
    """The labels of all themes, read anew when one was added, changed or taken away."""

    def __init__(self) -> None:
        self._state: Any = None
        self._rows: tuple[tuple[str, str, str, str], ...] = ()
        self._labels: tuple[Label, ...] = ()
        self._vocabulary = Vocabulary(())

    def read(self) -> tuple[tuple[Label, ...], Vocabulary]:
        state = self._find_state()
        if state is None or state != self._state:
            rows = tuple(
                ThemeLabel.objects.order_by("pk").values_list("theme__slug", "text", "kind", "language")
            )
            if rows != self._rows:
                made = (
                    make_label(theme, TextIn(text, language), kind=kind)
                    for theme, text, kind, language in rows
                )
                self._labels = tuple(label for label in made if label is not None)
                self._vocabulary = Vocabulary(self._labels)
            self._rows, self._state = rows, state
        return self._labels, self._vocabulary

    def _find_state(self) -> Any:
        """Whatever changes where a label does: it is marked for the index, or the index has it already."""
        try:
            place = backend().folder.find_place()
        except IndexUnusableError:
            return None
        return place, _changes.ask()


_changes = StandingQuestion(
    lambda: PendingChange.objects.filter(kind="theme").order_by("pk").values_list("key", "stamp")
)
_held = _Labels()


def read_labels() -> tuple[Label, ...]:
    """All labels as they are now."""
    return _held.read()[0]


def read_vocabulary() -> Vocabulary:
    """The vocabulary as it is now."""
    return _held.read()[1]


def lemmas_of(text: str) -> tuple[str, ...]:
    """The dictionary forms of the words of ``text``."""
    return tuple(read_word(word.form).lemma for word in split_words(text))
