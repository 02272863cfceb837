"""How surely an entry of a file of references is a certain work, told by authors, year, title and DOI."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from kb.importing.people import names_agree
from kb.importing.reconcile import fold
from kb.ingest.matching import Likeness, compare_authors, same_year
from kb.ingest.names import fold_name, is_particle

if TYPE_CHECKING:
    from kb.importing.libraries import Entry
    from kb.ingest.draft import Author

_ALIKE = 0.88
_MAIN_TITLE = 12  # letters; a shorter beginning is no title
# Names that so many have that two of them may well have written in one year.
_COMMON_TEXT = """
hansen johansen olsen larsen andersen pedersen nilsen kristiansen jensen karlsen johnsen pettersen eriksen berg haugen
hagen johannessen andreassen jacobsen dahl halvorsen henriksen lund sørensen jakobsen moen gundersen strand svendsen
smith johnson williams brown jones miller davis wilson taylor lee wang li zhang chen
"""
_COMMON = frozenset(_COMMON_TEXT.split())
_UNDATED = {"u.å.", "n.d.", "i trykk", ""}


class Reason(NamedTuple):
    """One ground for or against; ``speaks_for`` tells which. The words are those of the page."""

    code: str
    speaks_for: bool = True
    what: str = ""


class KnownAuthor(NamedTuple):
    """An author as the base has them; ``variants`` are other names, as they would be sorted."""

    name: str  # family name or organisation
    given: str = ""
    is_organization: bool = False
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownWork:
    """A work of the base as far as matching needs it."""

    pk: int
    authors: tuple[KnownAuthor, ...]
    year: str
    suffix: str
    title: str
    doi: str = ""
    has_more: bool = False

    @property
    def names(self) -> list[str]:
        return [author.name for author in self.authors]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A work that an entry may mean; ``score`` is the chance that it does, 0 to 1."""

    work: int
    score: float
    reasons: tuple[Reason, ...]
    is_stub: bool


def judge(entry: Entry, work: KnownWork) -> Candidate | None:
    """How surely the entry is the work, and why; None where it plainly is another."""
    same_doi = bool(entry.doi and work.doi) and entry.doi.casefold() == work.doi.casefold()
    title = _compare_titles(entry.title, work.title)
    authors, reasons = _compare_authors(entry, work)
    year, year_reason = _compare_years(entry, work)
    if same_doi:
        agrees = title is not False
        reasons = [Reason("same_doi"), *([] if agrees else [Reason("other_title", False, work.title)])]
        return Candidate(work.pk, 0.99 if agrees else 0.6, tuple(reasons), not work.title)
    if title is False or not authors:
        return None
    reasons.append(year_reason)
    if title:
        score = min(0.98, 0.55 + 0.25 * authors + 0.2 * year) if authors > 0.5 else 0.5 * year
        if entry.doi and work.doi:
            reasons.append(Reason("other_doi", False, work.doi))
            score = min(score, 0.6)
        return Candidate(work.pk, round(score, 2), (Reason("same_title"), *reasons), not work.title)
    if entry.doi and work.doi:
        return None
    return Candidate(work.pk, round(authors * year, 2), tuple(reasons), is_stub=True)


def _compare_authors(entry: Entry, work: KnownWork) -> tuple[float, list[Reason]]:
    """How far the authors agree, 0 to 1 (1: a list of several, or a given name, that is the same)."""
    theirs = [_closest_way(author, known) for author, known in zip_longest(entry.authors, work.authors)]
    names = [name for name, _ in theirs[: len(entry.authors)]]
    known = [author.name for author in work.authors]
    likeness = compare_authors(names, entry.has_more, known, work.has_more)
    if likeness is Likeness.MISSPELT and any(map(_has_digit, known)):
        return 0.0, []  # another number is another paper
    if likeness is Likeness.DIFFERENT:
        return _compare_beginnings(entry, work)
    shared = list(zip(entry.authors, work.authors, strict=False))
    others = [f"{ours.given} / {base.given}" for ours, base in shared if not _givens_agree(ours, base)]
    if others:
        return 0.4, [Reason("other_given", False, others[0])]
    if likeness is Likeness.MISSPELT:
        wrong = next(
            (
                base.name
                for name, base in zip(names, work.authors, strict=False)
                if fold(name) != fold(base.name)
            ),
            "",
        )
        return 0.7, [Reason("misspelt", False, wrong)]
    if any(is_loose for _, is_loose in theirs[: len(shared)]):
        return 0.7, [Reason("written_otherwise", False, known[0])]
    return _weigh_same(entry, work)


def _has_digit(name: str) -> bool:
    return any(character.isdigit() for character in name)


def _weigh_same(entry: Entry, work: KnownWork) -> tuple[float, list[Reason]]:
    """How much it says that all names that both have are the same."""
    first = work.authors[0]
    if work.has_more:
        is_open = len(entry.authors) <= len(work.authors)
        return (
            (0.85, [Reason("same_open")])
            if is_open
            else (0.93, [Reason("same_et_al", True, str(len(entry.authors)))])
        )
    if len(work.authors) > 1:
        return 0.98, [Reason("same_authors")]
    if first.is_organization:
        # An agency publishes much in a year.
        return 0.7, [Reason("same_organization")]
    if first.given and entry.authors[0].given:
        return 0.96, [Reason("same_person")]
    if fold_name(first.name) in _COMMON:
        return 0.8, [Reason("common_family", False, first.name)]
    return 0.92, [Reason("same_family")]


def _compare_beginnings(entry: Entry, work: KnownWork) -> tuple[float, list[Reason]]:
    """Lists of which one leaves authors out without saying so, as people do who cite the first or the first two."""
    if not entry.authors or not work.authors:
        # Without authors a title has to do; an entry without them never means a stub.
        return (0.5, [Reason("no_authors", False)]) if work.title else (0.0, [])
    shared = min(len(entry.authors), len(work.authors))
    ours = [fold_name(author.name) for author in entry.authors[:shared]]
    theirs = [fold_name(author.name) for author in work.authors[:shared]]
    if ours == theirs and len(entry.authors) != len(work.authors):
        return 0.6, [Reason("more_authors", False, str(abs(len(entry.authors) - len(work.authors))))]
    if ours[0] == theirs[0]:
        return (0.35, [Reason("first_author_only", False)]) if len(work.authors) > 1 else (0.0, [])
    if len(ours) > 1 and sorted(ours) == sorted(theirs):
        return 0.7, [Reason("other_order", False)]
    return 0.0, []


def _closest_way(author: Author | None, known: KnownAuthor | None) -> tuple[str, bool]:
    """The author's name in the way nearest to the known one, and whether that is another than it is written."""
    if author is None:
        return "", False
    if known is None or fold_name(author.name) == fold_name(known.name):
        return author.name, False
    target = fold_name(known.name)
    for variant in known.variants:
        if fold_name(family_of(variant)) == fold_name(author.name):
            return known.name, False
    for way in ways_to_write(author)[1:]:
        if fold_name(way) == target:
            # A particle left out is no other name.
            return way, not _only_particles(author.name, way)
    for variant in (known.name, *known.variants):
        words = family_of(variant).replace("-", " ").split()
        if not known.is_organization and len(words) > 1 and fold_name(words[-1]) == fold_name(author.name):
            return known.name, not _only_particles(known.name, words[-1])
    return author.name, False


def ways_to_write(author: Author) -> list[str]:
    """The name, then the ways in which others may write it: without particles, with a middle name, its last part."""
    if author.organization:
        return [author.name]
    ways = shorter_names(author.name)
    given = (author.given or "").split()
    if len(given) > 1 and len(given[-1].strip(".")) > 1:
        ways.append(f"{given[-1]} {author.name}")
    return list(dict.fromkeys(ways))


def shorter_names(name: str) -> list[str]:
    """The family name, and where it has several parts: without its particles, its last part, its first."""
    words = name.replace("-", " ").split()
    if len(words) < 2:
        return [name]
    bare = [word for word in words[:-1] if not is_particle(word)]
    first = [] if is_particle(words[0]) else [words[0]]
    return list(dict.fromkeys([name, " ".join([*bare, words[-1]]), words[-1], *first]))


def _only_particles(longer: str, shorter: str) -> bool:
    kept = [word for word in longer.split() if not is_particle(word)]
    return fold_name(" ".join(kept)) == fold_name(shorter)


def _givens_agree(ours: Author, base: KnownAuthor) -> bool:
    if ours.organization or base.is_organization:
        return True
    known = [base.given, *(variant.partition(", ")[2] for variant in base.variants)]
    return any(names_agree(ours.given or "", given) for given in known)


def _compare_years(entry: Entry, work: KnownWork) -> tuple[float, Reason]:
    ours, theirs = f"{entry.year}{entry.suffix}", f"{work.year}{work.suffix}"
    if entry.year in _UNDATED or work.year in _UNDATED:
        if entry.year and same_year(entry.year, work.year):
            return 0.8, Reason("both_undated")
        return 0.6, Reason("no_year", False, work.year or entry.year)
    if ours == theirs or (entry.year == work.year and not (entry.suffix and work.suffix)):
        return (1.0 if ours == theirs or not work.suffix else 0.9), Reason("same_year", True, ours)
    if entry.year == work.year:
        return 0.75, Reason("other_letter", False, theirs)
    if (
        entry.year[:4].isdigit()
        and work.year[:4].isdigit()
        and abs(int(entry.year[:4]) - int(work.year[:4])) == 1
    ):
        return 0.5, Reason("next_year", False, theirs)
    return (
        (0.3, Reason("other_year", False, theirs))
        if work.title
        else (0.0, Reason("other_year", False, theirs))
    )


def may_be_one(entry: Entry, work: KnownWork) -> bool:
    """Whether the years leave it open that the two are one; asked first, because it is soon answered."""
    if entry.year in _UNDATED or work.year in _UNDATED or entry.year == work.year:
        return True
    ours, theirs = entry.year[:4], work.year[:4]
    if ours.isdigit() and theirs.isdigit() and abs(int(ours) - int(theirs)) <= 1:
        return True
    return bool(work.title) and fold_title(work.title)[:_MAIN_TITLE] == fold_title(entry.title)[:_MAIN_TITLE]


def _compare_titles(a: str, b: str) -> bool | None:
    """Whether the titles are one; None where one is missing."""
    return titles_alike(a, b) if a and b else None


@lru_cache(maxsize=1 << 15)
def fold_title(title: str) -> str:
    """The letters and digits of a title, by which two are compared."""
    return fold(title)


@lru_cache(maxsize=1 << 15)
def titles_alike(a: str, b: str) -> bool:
    """Whether two titles are one: alike in letters, one the other's main title, or no more than a misprint apart."""
    one, other = fold_title(a), fold_title(b)
    shorter, longer = sorted((one, other), key=len)
    if one == other or (len(shorter) >= _MAIN_TITLE and longer.startswith(shorter)):
        return True
    if len(shorter) < _MAIN_TITLE or len(longer) - len(shorter) > 0.2 * len(longer):
        return False
    # Another number is another volume, year or report, and no misprint.
    if [c for c in one if c.isdigit()] != [c for c in other if c.isdigit()]:
        return False
    words, others = set(a.casefold().split()), set(b.casefold().split())
    if len(words & others) < 0.4 * min(len(words), len(others)):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def family_of(sort_name: str) -> str:
    return sort_name.partition(", ")[0]
