"""What a file of references holds: one frozen record an entry, and what was wrong with it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from kb.ingest.draft import Author

if TYPE_CHECKING:
    from collections.abc import Mapping

# More is no one's library, and less than what a request can carry.
MOST_BYTES = 10 * 1024 * 1024
MOST_ENTRIES = 10_000
MOST_PROBLEMS = 500
MOST_AUTHORS = 200


class UnreadableLibrary(ValueError):
    """A file of which nothing can be read; ``code`` says why, and the page of the upload says it in words.

    ``line`` counts from 1 and is 0 where no line is to blame; ``what`` quotes what is wrong.
    """

    def __init__(self, code: str, line: int = 0, what: str = "") -> None:
        super().__init__(code)
        self.code, self.line, self.what = code, line, what


@dataclass(frozen=True, slots=True)
class Problem:
    """An entry, or a stretch between entries, that was left out (``is_lost``) or read with a doubt."""

    code: str
    line: int
    what: str = ""
    is_lost: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """One work as a file of references tells it; "" and () where it says nothing.

    ``line`` is where it begins in the file, from 1. ``year`` is as works have it ("2018", "2004-2005", "u.å.",
    "i trykk"), ``suffix`` the letter after it. ``has_more``: the authors end in "and others". ``type`` is
    a :class:`~kb.records.models.Work.Type`. Where there are editors only, they are the authors.
    """

    line: int
    key: str = ""
    authors: tuple[Author, ...] = ()
    has_more: bool = False
    year: str = ""
    suffix: str = ""
    title: str = ""
    container: str = ""
    publisher: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    type: str = "other"
    doi: str = ""
    url: str = ""

    def as_data(self) -> dict[str, Any]:
        """The entry as JSON holds it, without what is empty."""
        data = {name: value for name, value in asdict(self).items() if value}
        if self.authors:
            data["authors"] = [
                {name: value for name, value in asdict(author).items() if value} for author in self.authors
            ]
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Entry:
        """The entry that :meth:`as_data` was made of."""
        authors = tuple(Author(**author) for author in data.get("authors", ()))
        return cls(**{"line": 0, **data, "authors": authors})


@dataclass(frozen=True, slots=True)
class ReadLibrary:
    """All that a file held, in its order."""

    format: str
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
