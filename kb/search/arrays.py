"""Numbers by the thousand: documents, and what is measured of each, as arrays; and a bounded store of such."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    import numpy.typing as npt

    # Numbers of documents, or of rows; and what is measured of each.
    Numbers = npt.NDArray[np.integer[Any]]
    Measures = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]


class Weighty(Protocol):
    """What tells how many bytes it takes."""

    @property
    def nbytes(self) -> int: ...


Value = TypeVar("Value", bound=Weighty)


class Kept(Generic[Value]):
    """Values by key, at most so many bytes of them: what was not asked for the longest goes first."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes, self.nbytes = most_bytes, 0
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value that is kept for ``key``, or the one made and kept now."""
        with self._lock:
            found = self._values.get(key)
            if found is not None:
                self._values.move_to_end(key)
                return found
        made = make()
        with self._lock:
            if key not in self._values:
                self._values[key] = made
                self.nbytes += made.nbytes + _OVERHEAD
            while self.nbytes > self.most_bytes and len(self._values) > 1:
                _, gone = self._values.popitem(last=False)
                self.nbytes -= gone.nbytes + _OVERHEAD
        return made


_OVERHEAD = 500  # of the objects around the arrays


@dataclass(frozen=True, slots=True)
class Hits:
    """Documents, in order, and a measure of each."""

    documents: Numbers
    values: Measures

    def __len__(self) -> int:
        return len(self.documents)


NO_HITS = Hits(np.zeros(0, dtype=np.int64), np.zeros(0))


class Tally:
    """A number for every document of the index, 0 where none was given; ``held`` says which were given one."""

    def __init__(self, size: int) -> None:
        self.values: Measures = np.zeros(size)
        self.held: Flags = np.zeros(size, dtype=np.bool_)

    def add(self, documents: Numbers, values: Measures | float) -> None:
        """Add to the numbers of ``documents``, in which none stands twice."""
        self.values[documents] += values
        self.held[documents] = True

    def raise_to(self, documents: Numbers, values: Measures | float) -> None:
        """Have the numbers of ``documents`` be at least ``values``."""
        self.values[documents] = np.maximum(self.values[documents], values)
        self.held[documents] = True

    def forget(self, documents: Numbers) -> None:
        """Take the numbers of ``documents`` back."""
        self.values[documents] = 0.0
        self.held[documents] = False

    @property
    def n_held(self) -> int:
        """How many were given a number."""
        return int(np.count_nonzero(self.held))

    @property
    def documents(self) -> Numbers:
        """Those that were given a number, in order."""
        return np.flatnonzero(self.held)

    def as_hits(self) -> Hits:
        """The documents that were given a number, with it."""
        documents = self.documents
        return Hits(documents, self.values[documents])


def pick_best(documents: Numbers, values: Measures, n: int) -> Numbers:
    """The ``n`` documents whose ``values`` (one for each) are largest, in no order; of equal ones the first."""
    if len(documents) <= n:
        return documents
    least = np.partition(values, len(values) - n)[len(values) - n]
    above = documents[values > least]
    return np.concatenate((above, documents[values == least][: n - len(above)]))
