"""Who is cited across theses."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from kb.ingest.chapter_roles import ChapterRole
from kb.records.models import NameVariant, Person
from kb.synthesis.alphabet import LETTERS, OTHER, find_letter, make_sort_key
from kb.synthesis.quotations.question import read_values, read_words
from kb.synthesis.sources.author_kinds import KINDS, PAPER, find_kind
from kb.synthesis.sources.register import ChoiceCounts, Narrowing, load_author_register

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import QueryDict

    from kb.synthesis.facts import Facts
    from kb.synthesis.sources.register import SourceRegister
    from kb.synthesis.vocabulary import Vocabulary

MOST_THESES = 100_000


class Sorting(StrEnum):
    NAME = "name"
    THESES = "theses"
    CITATIONS = "citations"


@dataclass(frozen=True, slots=True)
class AuthorQuestion:
    """Which cited authors a reader wants to see; empty means all. ``where`` narrows by where they are cited."""

    letter: str = ""
    kind: str = ""
    words: str = ""
    where: Narrowing = field(default_factory=Narrowing)
    sorting: Sorting = Sorting.NAME

    @classmethod
    def from_params(cls, params: QueryDict) -> AuthorQuestion:
        kind, sorting = params.get("kind", ""), params.get("sort", "")
        return cls(
            letter=read_letter(params),
            kind=kind if kind in KINDS else "",
            words=read_words(params.get("q", "")),
            where=read_narrowing(params),
            sorting=Sorting(sorting) if sorting in set(Sorting) else Sorting.NAME,
        )


def read_letter(params: QueryDict) -> str:
    letter = params.get("letter", "").upper()
    return letter if letter in {*LETTERS, OTHER} else ""


def read_narrowing(params: QueryDict) -> Narrowing:
    """What an address asks of where a source is cited; what makes no sense asks nothing."""
    least = params.get("theses", "") or ("2" if params.get("shared") == "1" else "")
    part = params.get("part", "")
    return Narrowing(
        least=min(int(least), MOST_THESES) if least.isascii() and least.isdecimal() and len(least) < 9 else 1,
        thesis="".join(read_values(params, "thesis")[-1:]),
        theme="".join(read_values(params, "theme")[-1:]),
        part=part if part in set(ChapterRole) else "",
        is_confirmed=params.get("confirmed") == "1",
    )


@dataclass(frozen=True, slots=True)
class AuthorRow:
    """A cited author: how often in public text, in how many theses, and how many works of theirs."""

    pk: int
    slug: str
    sort_name: str
    kind: str
    n_citations: int
    n_theses: int
    n_works: int

    @property
    def letter(self) -> str:
        return find_letter(self.sort_name)


@dataclass(frozen=True)
class CitedAuthors:
    """All that is read for a list of authors, whatever it is narrowed to. ``people`` are pk, slug, name and kind.

    Laws and public papers that are cited by their names are not among them: those are works.
    """

    register: SourceRegister
    people: tuple[tuple[int, str, str, str], ...]

    @cached_property
    def variants(self) -> tuple[tuple[int, str], ...]:
        """Other names of theirs; read where words are asked for."""
        return tuple(NameVariant.objects.values_list("person", "name"))


@dataclass(frozen=True)
class AuthorList:
    """The authors that answer, persons before organisations, and what each choice would leave, the others kept."""

    authors: tuple[AuthorRow, ...]
    letters: dict[str, int]
    kinds: dict[str, int]
    cited: CitedAuthors
    choices: ChoiceCounts = field(default_factory=ChoiceCounts)

    @property
    def facts(self) -> Facts:
        return self.cited.register.facts


def load_cited_authors(vocabulary: Vocabulary) -> CitedAuthors:
    """Whom theses cite; three queries at most."""
    people = Person.objects.values_list("pk", "slug", "sort_name", "kind", "organization")
    return CitedAuthors(
        load_author_register(vocabulary),
        tuple(
            (pk, slug, name, kind)
            for pk, slug, name, kind, organization in people
            if find_kind(kind, organization) != PAPER
        ),
    )


def find_authors(question: AuthorQuestion, cited: CitedAuthors, *, with_choices: bool = True) -> AuthorList:
    """All cited authors that answer; one query at most. Without choices where only the rows are wanted."""
    register = cited.register
    rows = _count_authors(cited, question.where)
    if question.words:
        rows = _match_names(rows, question.words, cited.variants)
    tally = register.tally(question.where)
    thesis = register.find_thesis(question.where.thesis)
    there = set(tally.key[tally.answer(question.where, thesis)].tolist())
    letters, kinds = dict.fromkeys((*LETTERS, OTHER), 0), dict.fromkeys(KINDS, 0)
    any_letter, any_kind = replace(question, letter=""), replace(question, kind="")
    for row in rows:
        if row.pk in there:
            letters[row.letter] += _answers(row, any_letter)
            kinds[row.kind] += _answers(row, any_kind)
    allowed = [row.pk for row in rows if _answers(row, question)]
    found = [row for row in rows if row.pk in there and _answers(row, question)]
    return AuthorList(
        tuple(_sort(found, question.sorting)),
        letters,
        kinds,
        cited,
        register.count_choices(question.where, tally, allowed) if with_choices else ChoiceCounts(),
    )


def _count_authors(cited: CitedAuthors, where: Narrowing) -> list[AuthorRow]:
    """Everybody who is cited, with numbers under the theme and the part asked for: 0 where those leave nothing."""
    register = cited.register
    tally = register.tally(where)
    pairs = np.unique(np.stack([register.key, register.facts.citations.work[register.row]]), axis=1)
    works = dict(zip(*(a.tolist() for a in np.unique(pairs[0], return_counts=True)), strict=True))
    counts = {
        key: (n_places, n_theses)
        for key, n_places, n_theses in zip(
            tally.key.tolist(), tally.n_places.tolist(), tally.n_theses.tolist(), strict=True
        )
    }
    return [
        AuthorRow(pk, slug, name, kind, *counts.get(pk, (0, 0)), works[pk])
        for pk, slug, name, kind in cited.people
        if pk in works
    ]


def _answers(row: AuthorRow, question: AuthorQuestion) -> bool:
    return question.letter in {"", row.letter} and question.kind in {"", row.kind}


def _match_names(rows: list[AuthorRow], words: str, variants: Iterable[tuple[int, str]]) -> list[AuthorRow]:
    """Those with every word in their name or in another name of theirs."""
    wanted = words.casefold().split()
    names = {row.pk: row.sort_name for row in rows}
    for pk, name in variants:
        if pk in names:
            names[pk] = f"{names[pk]} {name}"
    return [row for row in rows if all(word in names[row.pk].casefold() for word in wanted)]


def _sort(rows: Sequence[AuthorRow], sorting: Sorting) -> list[AuthorRow]:
    found = sorted(rows, key=lambda row: (make_sort_key(row.sort_name), row.pk))
    if sorting is Sorting.THESES:
        found.sort(key=lambda row: (-row.n_theses, -row.n_citations))
    elif sorting is Sorting.CITATIONS:
        found.sort(key=lambda row: (-row.n_citations, -row.n_theses))
    return sorted(found, key=lambda row: KINDS.index(row.kind))
