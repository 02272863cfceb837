"""Whether two namings mean the same work: authors, years and titles compared, with room for misprints."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from kb.ingest.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHORTEST_MISSPELT = 6  # letters; in shorter names one other letter makes another name
_LETTER = re.compile(r"(?<=\d)([a-k])$")
_NOU = re.compile(
    r"NOU\s*,?\s*(?:nr\.?\s*)?(?P<year>\d{4})\s*[:,]\s*(?:nr\.?\s*)?0*(?P<number>\d{1,3})(?!\d)"
)


class Likeness(Enum):
    SAME = "same"
    MISSPELT = "misspelt"
    DIFFERENT = "different"


def compare_authors(
    ours: Sequence[str], ours_open: bool, theirs: Sequence[str], theirs_open: bool
) -> Likeness:
    """Whether two lists of names can be the same authors.

    An open list (*et al.*) agrees with any that begins as it does and goes on. Names may differ by one letter
    (a letter too many, too few, another, or two changed about) when they have six letters or more and all other
    names agree; then the answer is MISSPELT. An empty list is like nothing.
    """
    a, b = [fold_name(name) for name in ours], [fold_name(name) for name in theirs]
    if not a or not b:
        return Likeness.DIFFERENT
    shared = min(len(a), len(b))
    if len(a) != len(b) and not (ours_open and len(a) < len(b)) and not (theirs_open and len(b) < len(a)):
        return Likeness.DIFFERENT
    if ours_open and len(b) == 1 and not theirs_open and len(a) == 1:
        return Likeness.DIFFERENT
    wrong = [(x, y) for x, y in zip(a[:shared], b[:shared], strict=True) if x != y]
    if not wrong:
        return Likeness.SAME
    if len(wrong) == 1 and is_misprint(*wrong[0]):
        return Likeness.MISSPELT
    return Likeness.DIFFERENT


def is_misprint(a: str, b: str) -> bool:
    """Whether two folded names of six letters or more are one edit apart, å counted as the aa it may stand for."""
    return _is_one_edit(a, b) or _is_one_edit(a.replace("å", "aa"), b.replace("å", "aa"))


def _is_one_edit(a: str, b: str) -> bool:
    if min(len(a), len(b)) < _SHORTEST_MISSPELT or abs(len(a) - len(b)) > 1 or a == b:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) == len(b):
        swapped = a[at + 1 : at + 2] + a[at : at + 1] == b[at : at + 2] and a[at + 2 :] == b[at + 2 :]
        return swapped or a[at + 1 :] == b[at + 1 :]
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return longer[at + 1 :] == shorter[at:]


def same_year(a: str | None, b: str | None) -> bool:
    """Whether two years agree: 2023 with 2023a, but not 2023a with 2023b; undated with undated."""
    if a is None or b is None:
        return False
    a, b = _plain_year(a), _plain_year(b)
    return a == b or (a[:4] == b[:4] and a[:4].isdigit() and "" in {a[4:], b[4:]} and (a + b)[-1:].isalpha())


def _plain_year(year: str) -> str:
    folded = re.sub(r"[^\w/-]", "", year.casefold())
    return "uå" if folded in {"uå", "nd", "udatert"} else folded


def similar_titles(a: str | None, b: str | None) -> bool:
    """Whether one title is the other or plainly its beginning."""
    if not a or not b:
        return False
    x, y = fold_name(a), fold_name(b)
    shorter, longer = sorted((x, y), key=len)
    return len(shorter) >= 8 and longer.startswith(shorter)


def identifying_names(authors: tuple[str, ...], year: str | None, raw: str) -> tuple[str, ...]:
    """The authors of a citation, where an official report is told from others of its year by its number in ``raw``."""
    if authors and authors[0].startswith("NOU"):
        written = raw if authors[0] == "NOU" else authors[0]
        for match in _NOU.finditer(written):
            if match["year"] == (year or "")[:4]:
                return (f"NOU {match['year']}: {match['number']}",)
    return authors


def mentions_paper(name: str, text: str) -> bool:
    """Whether ``text`` has the designation of a report or bill, "Meld. St. 33", with that number and no longer one."""
    tokens = re.findall(r"[^\W\d_]+|\d+", name)
    if len(tokens) < 2 or not tokens[-1].isdigit():
        return False
    return (
        re.search(
            r"(?<!\w)" + r"[\s.:]*(?:nr[\s.]*)?0*".join(map(re.escape, tokens)) + r"(?!\d)",
            text,
            re.IGNORECASE,
        )
        is not None
    )


def match_key(authors: Sequence[str], year: str | None) -> str:
    """A key that the same work gets in every thesis: first author folded, and the year with its letter.

    "Kvale & Brinkmann, 2015" gives ``kvale|2015``, "Nav, u.å." ``nav|uå``. The letter of "2023a" is a matter of one
    reference list and not of the work, so importing should compare titles before it trusts a key with a letter;
    co-authors are not in the key, because *et al.* hides them: compare them with ``compare_authors``.
    """
    folded = fold_name(authors[0]) if authors else ""
    plain = re.sub(r"[^\w/-]", "", (year or "").casefold())
    return f"{folded}|{'uå' if plain in {'uå', 'nd', 'udatert'} else plain}"


def split_year(year: str | None) -> tuple[str | None, str]:
    """The year without its letter, and the letter ("" for none)."""
    letter = _LETTER.search(year or "")
    return (year[: -len(letter[1])], letter[1]) if year and letter else (year, "")
