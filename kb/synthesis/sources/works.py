"""The works that theses cite, those that most of them share first."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from kb.records.models import Authorship, Work
from kb.synthesis.alphabet import LETTERS, OTHER, find_letter, make_sort_key
from kb.synthesis.quotations.question import read_words
from kb.synthesis.sources.authors import read_letter, read_narrowing
from kb.synthesis.sources.register import ChoiceCounts, Narrowing, load_work_register

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from kb.synthesis.facts import Facts
    from kb.synthesis.sources.register import SourceRegister, Tally
    from kb.synthesis.vocabulary import Vocabulary

STUB = "stub"
FULL = "full"
# The value of works without a year.
NONE = "none"


class Sorting(StrEnum):
    SHARED = "shared"
    CITED = "cited"
    NAME = "name"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class WorkQuestion:
    """Which works a reader wants to see; empty means all. ``where`` narrows by where they are cited.

    ``known`` is STUB (citations alone tell of it) or FULL; ``years`` a year ("2015"), a stretch ("2010-2019") or NONE.
    """

    words: str = ""
    type: str = ""
    known: str = ""
    years: str = ""
    letter: str = ""
    where: Narrowing = field(default_factory=Narrowing)
    sorting: Sorting = Sorting.SHARED

    @classmethod
    def from_params(cls, params: QueryDict) -> WorkQuestion:
        kind, known, sorting = params.get("type", ""), params.get("known", ""), params.get("sort", "")
        years = params.get("year", "")
        return cls(
            words=read_words(params.get("q", "")),
            type=kind if kind in Work.Type.values else "",
            known=known if known in {STUB, FULL} else "",
            years=years if years == NONE or re.fullmatch(r"[0-9]{1,4}(-[0-9]{1,4})?", years) else "",
            letter=read_letter(params),
            where=read_narrowing(params),
            sorting=Sorting(sorting) if sorting in set(Sorting) else Sorting.SHARED,
        )


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A cited work as far as lists are sorted and narrowed by it; ``authors`` are names, "" where none is known."""

    pk: int
    slug: str
    title: str
    container: str
    year: str
    type: str
    authors: str
    n_places: int = 0
    n_theses: int = 0

    @property
    def letter(self) -> str:
        return find_letter(self.authors or self.title)

    @property
    def number_of_year(self) -> int | None:
        found = re.search(r"[0-9]{4}", self.year)
        return int(found[0]) if found else None

    @property
    def decade(self) -> str:
        """The stretch of ten years that it lies in, as the address has it."""
        year = self.number_of_year
        return NONE if year is None else f"{year // 10 * 10}-{year // 10 * 10 + 9}"


@dataclass(frozen=True, slots=True)
class CitedWorks:
    """All that is read for a list of works, whatever it is narrowed to. ``told`` are the rows without numbers."""

    register: SourceRegister
    told: tuple[tuple[int, str, str, str, str, str, str], ...]


@dataclass(frozen=True)
class WorkList:
    """The works that answer, in order, and what each choice would leave, the other choices kept."""

    works: tuple[WorkRow, ...]
    types: dict[str, int]
    known: dict[str, int]
    decades: dict[str, int]
    letters: dict[str, int]
    register: SourceRegister
    choices: ChoiceCounts = field(default_factory=ChoiceCounts)

    @property
    def facts(self) -> Facts:
        return self.register.facts


def find_works(question: WorkQuestion, cited: CitedWorks, *, with_choices: bool = True) -> WorkList:
    """The cited works that answer, with their numbers under the theme and the part asked for.

    Without choices where only the rows are wanted: counting those costs most.
    """
    register = cited.register
    tally = register.tally(question.where)
    rows = [row for row in _count_works(cited, tally) if _has_words(row, question.words)]
    there = set(tally.key[tally.answer(question.where, register.find_thesis(question.where.thesis))].tolist())
    shown = [row for row in rows if row.pk in there]
    allowed = [row.pk for row in rows if _answers(row, question)]
    found = [row for row in shown if _answers(row, question)]
    any_type, any_knowledge = replace(question, type=""), replace(question, known="")
    any_year, any_letter = replace(question, years=""), replace(question, letter="")
    return WorkList(
        works=tuple(_sort(found, question.sorting)),
        types=_count((r.type for r in shown if _answers(r, any_type)), Work.Type.values),
        known=_count((_known(r) for r in shown if _answers(r, any_knowledge)), (FULL, STUB)),
        decades=_count(r.decade for r in shown if _answers(r, any_year)),
        letters=_count((r.letter for r in shown if _answers(r, any_letter)), (*LETTERS, OTHER)),
        register=register,
        choices=register.count_choices(question.where, tally, allowed) if with_choices else ChoiceCounts(),
    )


def load_cited_works(vocabulary: Vocabulary) -> CitedWorks:
    """What theses cite; three queries at most."""
    register = load_work_register(vocabulary)
    authors: dict[int, list[str]] = {}
    for work, name in Authorship.objects.order_by("work", "order").values_list("work", "person__sort_name"):
        authors.setdefault(work, []).append(name)
    cited = set(register.key.tolist())
    works = Work.objects.order_by("pk").values_list(
        "pk", "slug", "title", "container", "year", "suffix", "type"
    )
    return CitedWorks(
        register,
        tuple(
            (pk, slug, title, container, f"{year}{suffix}", kind, "; ".join(authors.get(pk, ())))
            for pk, slug, title, container, year, suffix, kind in works
            if pk in cited
        ),
    )


def _count_works(cited: CitedWorks, tally: Tally) -> list[WorkRow]:
    counts = {
        key: (n_places, n_theses)
        for key, n_places, n_theses in zip(
            tally.key.tolist(), tally.n_places.tolist(), tally.n_theses.tolist(), strict=True
        )
    }
    return [WorkRow(*told, *counts.get(told[0], (0, 0))) for told in cited.told]


def _has_words(row: WorkRow, words: str) -> bool:
    """Whether every word stands in its title, container, year or an author's name."""
    wanted = words.casefold().split()
    told = f"{row.title} {row.container} {row.year} {row.authors}".casefold() if wanted else ""
    return all(word in told for word in wanted)


def _answers(row: WorkRow, question: WorkQuestion) -> bool:
    """Whether the work is as the question wants it, wherever it is cited."""
    return (
        question.type in {"", row.type}
        and question.known in {"", _known(row)}
        and question.letter in {"", row.letter}
        and (not question.years or _is_of(row, question.years))
    )


def _is_of(row: WorkRow, years: str) -> bool:
    year = row.number_of_year
    if years == NONE or year is None:
        return years == NONE and year is None
    first, _dash, last = years.partition("-")
    return int(first) <= year <= int(last or first)


def _known(row: WorkRow) -> str:
    return FULL if row.title else STUB


def _count(values: Iterable[str], begin: Iterable[str] = ()) -> dict[str, int]:
    counts = dict.fromkeys(begin, 0)
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return counts


def _sort(rows: list[WorkRow], sorting: Sorting) -> list[WorkRow]:
    by_name = sorted(rows, key=lambda row: (make_sort_key(row.authors or row.title), row.year, row.pk))
    if sorting is Sorting.SHARED:
        return sorted(by_name, key=lambda row: (-row.n_theses, -row.n_places))
    if sorting is Sorting.CITED:
        return sorted(by_name, key=lambda row: (-row.n_places, -row.n_theses))
    if sorting is Sorting.YEAR:
        return sorted(by_name, key=lambda row: -(row.number_of_year or 0))
    return by_name
