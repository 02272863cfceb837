"""What was worked out from facts, kept as long as the facts are the same."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from kb.synthesis.facts import Facts

Answer = TypeVar("Answer")


class Kept(Generic[Answer]):
    """The last answers of this process, ``most`` of them, about one and the same facts.

    Facts are made anew whenever anything in a public thesis is saved; with other facts all answers are forgotten.
    """

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._facts: Facts | None = None
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()

    def find(self, facts: Facts, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """The answer to ``key``, made if it is not there yet."""
        with self._lock:
            if self._facts is not facts:
                self._facts = facts
                self._answers.clear()
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        made = make()
        with self._lock:
            if self._facts is facts:
                self._answers[key] = made
                while len(self._answers) > self._most:
                    self._answers.popitem(last=False)
        return made
