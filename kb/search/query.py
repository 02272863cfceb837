"""What a reader asks, as a value: words, phrases, what to leave out, and filters.

Any text whatever gives a valid query; what could not be meant is left out, with a hint that says so. The language:
``word``, ``"exact phrase"``, ``-without``, ``this OR that``, ``begin*``, and ``author: thesis: theme: kind: role:
institution: year:2019-2023``. No Django here: the query language is the same whatever engine answers.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kb.language.words import REPORT, SECTION
from kb.search.terms import (
    FIELD_NAMES,
    FIELDS,
    Filter,
    Hint,
    Term,
    in_order,
    make_filter,
    read_year,
    read_years,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

LONGEST = 600
MOST_TERMS = 40

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_TOKEN = re.compile(
    rf"""
    (?P<minus>-?)
    (?: [(\[]* (?P<name> {SECTION} | {REPORT} | [^\W_]+-[ ](?-i:og|eller|samt)[ ][^\W_]+(?:-[^\W_]+)* ) (?![^\W_])
      | (?:(?P<field>[^\W\d_]{{2,12}}):[ ]?(?=\S))? (?: "(?P<phrase>[^"]*)"? | (?P<word>[^\s"]+) )
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WORD_LIKE = re.compile(r"[^\W_]")


_AROUND = "()[]{},;:.!?…'`´~^+=<>|&/"
_OR = frozenset({"OR", "ELLER"})
_NOT = frozenset({"NOT", "IKKE", "IKKJE"})
_AND = frozenset({"AND", "OG"})
_OPERATORS = _OR | _NOT | _AND


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A question. ``groups`` hold alternatives: ``a b OR c`` is ``((a,), (b, c))``.

    Phrases are required, words wished for. ``exact`` asks for the words as typed, without other forms, synonyms
    or mending.
    """

    groups: tuple[tuple[Term, ...], ...] = ()
    excluded: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    exact: bool = False
    hints: tuple[Hint, ...] = field(default=(), compare=False)

    @classmethod
    def from_text(cls, text: str, *, exact: bool = False) -> SearchQuery:
        """The question that ``text`` asks. Never raises."""
        return _Reader(exact=exact).read(text)

    @classmethod
    def from_params(cls, params: Mapping[str, str | Sequence[str]]) -> SearchQuery:
        """The question in the address of a page: ``q`` as typed, and each field as a parameter of its own."""
        query = cls.from_text(
            " ".join(_many(params.get("q"))), exact=bool("".join(_many(params.get("exact"))))
        )
        filters = list(query.filters)
        for name in FIELDS:
            values = (_clean(value).strip()[:LONGEST] for value in _many(params.get(name)))
            filters += [
                make_filter(name, value.lstrip("-"), negated=value.startswith("-"))
                for value in values
                if _WORD_LIKE.search(value)
            ]
        first = read_year(_many(params.get("year_from"))) or query.year_from
        last = read_year(_many(params.get("year_to"))) or query.year_to
        for value in _many(params.get("year")):
            first, last = read_years(value) or (first, last)
        return replace(query, filters=in_order(filters), year_from=first, year_to=last)

    def to_params(self) -> dict[str, list[str]]:
        """The parameters that :meth:`from_params` reads back into the same question."""
        params: dict[str, list[str]] = {}
        words = replace(self, filters=(), year_from=None, year_to=None).to_text()
        if words:
            params["q"] = [words]
        for each in self.filters:
            params.setdefault(each.field, []).append(("-" if each.negated else "") + each.value)
        if self.year_from is not None:
            params["year_from"] = [str(self.year_from)]
        if self.year_to is not None:
            params["year_to"] = [str(self.year_to)]
        if self.exact:
            params["exact"] = ["1"]
        return params

    def to_text(self) -> str:
        """The question as it would be typed; reading it again gives the same question."""
        parts = [" OR ".join(term.as_text() for term in group) for group in self.groups]
        parts += ["-" + term.as_text() for term in self.excluded]
        parts += [each.as_text() for each in self.filters]
        if self.year_from is not None or self.year_to is not None:
            parts.append(f"year:{self._years_text()}")
        return " ".join(parts)

    def describe(self) -> str:
        """The question in one line for a log or a title: the words first, then what narrows them."""
        return self.to_text() + (" (exactly)" if self.exact and self.groups else "")

    def _years_text(self) -> str:
        if self.year_from == self.year_to:
            return str(self.year_from)
        return f"{self.year_from or ''}-{self.year_to or ''}"

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for: no words, no filter, nothing to leave out."""
        return not (self.groups or self.excluded or self.filters or self.year_from or self.year_to)

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms asked for, in order."""
        return tuple(term for group in self.groups for term in group)

    def values(self, name: str, *, negated: bool = False) -> tuple[str, ...]:
        """The values that the filters on a field name."""
        return tuple(each.value for each in self.filters if each.field == name and each.negated == negated)

    def with_filter(self, name: str, value: str) -> SearchQuery:
        """The same question, narrowed (or widened) by one more value of a field."""
        return replace(self, filters=in_order((*self.filters, Filter(name, value))))

    def without_filter(self, name: str, value: str | None = None) -> SearchQuery:
        """The same question without one value of a field, or without any."""
        kept = [each for each in self.filters if each.field != name or value not in (None, each.value)]
        return replace(self, filters=tuple(kept))

    def without_fields(self, fields: Collection[str]) -> SearchQuery:
        """The same question without any filter on these fields; "year" is one of them."""
        years = (None, None) if "year" in fields else (self.year_from, self.year_to)
        kept = tuple(each for each in self.filters if each.field not in fields)
        return replace(self, filters=kept, year_from=years[0], year_to=years[1])


class _Reader:
    """Reads a question, token by token."""

    def __init__(self, *, exact: bool) -> None:
        self.exact = exact
        self.groups: list[list[Term]] = []
        self.excluded: list[Term] = []
        self.filters: list[Filter] = []
        self.years: tuple[int | None, int | None] = (None, None)
        self.hints: list[Hint] = []
        self.joins_next = self.excludes_next = False

    def read(self, text: str) -> SearchQuery:
        cleaned = _clean(text).translate(_QUOTES)
        if len(cleaned) > LONGEST:
            cleaned = cleaned[:LONGEST]
            self.hints.append(Hint("too_long"))
        if cleaned.count('"') % 2:
            self.hints.append(Hint("unbalanced_quotes"))
        for match in _TOKEN.finditer(cleaned):
            self._take(match)
        if self.joins_next or self.excludes_next:
            self.hints.append(Hint("lone_operator", "OR" if self.joins_next else "NOT"))
        if not self.groups and not self.filters and text.strip() and self.years == (None, None):
            self.hints.append(Hint("only_excluded" if self.excluded else "no_words"))
        groups = tuple(dict.fromkeys(tuple(dict.fromkeys(group)) for group in self.groups))
        if len(groups) > MOST_TERMS:
            groups = groups[:MOST_TERMS]
            self.hints.append(Hint("too_many_words"))
        return SearchQuery(
            groups,
            tuple(dict.fromkeys(self.excluded))[:MOST_TERMS],
            in_order(self.filters)[:MOST_TERMS],
            *self.years,
            exact=self.exact,
            hints=tuple(dict.fromkeys(self.hints)),
        )

    def _take(self, match: re.Match[str]) -> None:
        if match["name"]:
            # What is written as several words and is one: "§ 14 a", "Meld. St. 33", "mål- og resultatstyring".
            self._add(Term(" ".join(match["name"].split())), negated=bool(match["minus"]))
            return
        word, phrase, name = match["word"], match["phrase"], match["field"]
        if name and name.casefold() in FIELD_NAMES:
            self._take_filter(
                FIELD_NAMES[name.casefold()], phrase if phrase is not None else word, bool(match["minus"])
            )
            return
        if phrase is not None and not name:
            self._take_words(phrase, negated=bool(match["minus"]), is_phrase=True)
            return
        token = f"{name}:{word if phrase is None else phrase}" if name else word
        if token in _OR or token in {"|", "||"}:
            self.joins_next = bool(self.groups)
            if not self.groups:
                self.hints.append(Hint("lone_operator", token))
        elif token in _NOT and not match["minus"]:
            self.excludes_next = True
        elif token not in _AND:
            self._take_words(token, negated=bool(match["minus"]), is_phrase=False)

    def _take_filter(self, name: str, value: str, negated: bool) -> None:
        value = value.strip().strip("()")
        if name == "year":
            years = read_years(value)
            if years is None or negated:
                self.hints.append(Hint("bad_year", value[:40]))
            else:
                self.years = years
        elif _WORD_LIKE.search(value):
            self.filters.append(make_filter(name, value, negated=negated))
        else:
            self.hints.append(Hint("empty_filter", name))

    def _take_words(self, text: str, *, negated: bool, is_phrase: bool) -> None:
        if is_phrase:
            phrase = " ".join(re.sub(r"[*?\\]+", " ", text).split())
            if _WORD_LIKE.search(phrase):
                self._add(Term(phrase, is_phrase=True), negated=negated)
            return
        words = _plain_words(text)
        starred = text.rstrip(_AROUND).endswith("*") and words and sum(map(str.isalnum, words[-1])) >= 3
        if any(mark in text.strip(_AROUND).removesuffix("*" if starred else "") for mark in "*?"):
            self.hints.append(Hint("wildcard", text[:40]))
        for place, word in enumerate(words, start=1):
            self._add(Term(word, is_prefix=bool(starred) and place == len(words)), negated=negated)

    def _add(self, term: Term, *, negated: bool) -> None:
        if negated or self.excludes_next:
            self.excluded.append(term)
        elif self.joins_next and self.groups:
            self.groups[-1].append(term)
        else:
            self.groups.append([term])
        self.joins_next = self.excludes_next = False


def _plain_words(text: str) -> list[str]:
    """The words in a token, so bare that each would be read as just that word again ("2004:13" is one)."""
    pieces = re.sub(r"[*?\\]+|(?<!\d):|:(?!\d)", " ", text).split()
    bare = (piece.rstrip(_AROUND).lstrip("-" + _AROUND) for piece in pieces)
    return [word.lower() if word in _OPERATORS else word for word in bare if _WORD_LIKE.search(word)]


def _clean(text: str) -> str:
    composed = unicodedata.normalize("NFC", text[: LONGEST * 20])
    return "".join(
        " " if unicodedata.category(char) in {"Cc", "Zl", "Zp", "Cs"} else char for char in composed
    )


def _many(value: str | Sequence[str] | None) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else [str(each) for each in value]
