"""What the public sees of all theses, as columns of numbers in memory: what is counted across theses is counted here.

A page that counts asks :func:`load_facts`. One question to the base tells which theses changed since the last time
(:mod:`kb.records.stamps`); only those are read anew, so no number is ever older than the records, and counting costs
milliseconds however many theses there are. Every process keeps its own.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np
from django.db.models import F

from kb.records.models import Informant, Quotation, Thesis
from kb.synthesis.fact_rows import TYPES, Fragment, read_fragments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kb.synthesis.vocabulary import Vocabulary

KINDS = tuple(Quotation.Kind.values)
FORMS = tuple(Quotation.Form.values)
ROLES = (*Informant.RoleGroup.values, "none")
_SILENT = [KINDS.index(kind) for kind in (Quotation.Kind.TERM, Quotation.Kind.TITLE)]


@dataclass(frozen=True, slots=True)
class ThesisFacts:
    """A thesis that the public sees. ``institution`` is a primary key, 0 where none is known."""

    pk: int
    slug: str
    title: str
    year: int | None
    language: str
    n_words: int
    n_informants: int | None
    institution: int


@dataclass(frozen=True)
class LinkFacts:
    """Themes on rows: for each link the row, the theme's primary key, whether a curator accepted it, how sure it is."""

    row: NDArray[np.int64]
    theme: NDArray[np.int64]
    sure: NDArray[np.bool_]
    confidence: NDArray[np.float32]


@dataclass(frozen=True)
class QuotationFacts:
    """Public quotations, a row each: theses in the order of ``Facts.theses``, within one in the order of its text.

    ``thesis`` is a place in ``Facts.theses``; ``kind``, ``form`` and ``role`` are places in KINDS, FORMS and ROLES;
    ``informant``, ``work`` (that is quoted), ``passage`` and ``chapter`` primary keys, 0 for none; ``length`` counts
    characters.
    """

    pk: NDArray[np.int64]
    thesis: NDArray[np.int64]
    kind: NDArray[np.int64]
    form: NDArray[np.int64]
    role: NDArray[np.int64]
    informant: NDArray[np.int64]
    work: NDArray[np.int64]
    passage: NDArray[np.int64]
    chapter: NDArray[np.int64]
    accepted: NDArray[np.bool_]
    confidence: NDArray[np.float32]
    length: NDArray[np.int64]
    links: LinkFacts

    @cached_property
    def spoken(self) -> NDArray[np.bool_]:
        """In which somebody says something: no terms, no titles."""
        return ~np.isin(self.kind, _SILENT)

    def shown(self, *, confirmed: bool = False) -> NDArray[np.bool_]:
        """The rows that are counted: spoken, and accepted by a curator where only such are asked for."""
        return self.spoken & self.accepted if confirmed else self.spoken


@dataclass(frozen=True)
class PassageFacts:
    """Public passages, a row each, in order. ``thesis`` is a place in ``Facts.theses``, ``chapter`` a primary key."""

    pk: NDArray[np.int64]
    thesis: NDArray[np.int64]
    chapter: NDArray[np.int64]
    links: LinkFacts


@dataclass(frozen=True)
class CitationFacts:
    """Public citations, a row each, in order.

    ``work`` and ``via`` (of a second-hand citation) are primary keys, 0 for none; ``passage_row`` a row of
    ``Facts.passages``.
    """

    pk: NDArray[np.int64]
    thesis: NDArray[np.int64]
    work: NDArray[np.int64]
    via: NDArray[np.int64]
    passage: NDArray[np.int64]
    passage_row: NDArray[np.int64]


Rows = TypeVar("Rows", QuotationFacts, PassageFacts)


@dataclass(frozen=True)
class Carried(Generic[Rows]):
    """Which rows carry which themes: ``matrix[row, column[theme]]``, where a row carries a theme or one under it."""

    rows: Rows
    themes: tuple[int, ...]
    matrix: NDArray[np.bool_]

    @cached_property
    def column(self) -> dict[int, int]:
        return {pk: place for place, pk in enumerate(self.themes)}

    def of(self, theme: int) -> NDArray[np.bool_]:
        """The rows that carry the theme; none where it is not in the vocabulary."""
        place = self.column.get(theme)
        if place is None:
            return np.zeros(len(self.matrix), dtype=bool)
        return self.matrix[:, place]


@dataclass(frozen=True)
class Facts:
    """All that the public sees, at one moment. Theses are the newest first, then by title."""

    theses: tuple[ThesisFacts, ...]
    quotations: QuotationFacts
    passages: PassageFacts
    citations: CitationFacts
    _carried: dict[Any, Carried[Any]] = field(default_factory=dict, repr=False)

    @cached_property
    def place_of(self) -> dict[int, int]:
        """The place of each thesis, by its primary key."""
        return {thesis.pk: place for place, thesis in enumerate(self.theses)}

    def carry(self, rows: Rows, vocabulary: Vocabulary, *, confirmed: bool = False) -> Carried[Rows]:
        """Which of ``rows`` carry which themes of the vocabulary, those above included; kept once made.

        ``confirmed``: only by links that a curator accepted. Links that somebody rejected are not among the facts.
        """
        tree = tuple((pk, theme.broader_id) for pk, theme in vocabulary.themes.items())
        key = (type(rows), confirmed, tree)
        found = self._carried.get(key)
        if found is None:
            matrix = _make_matrix(rows.links, len(rows.pk), vocabulary, confirmed=confirmed)
            found = self._carried[key] = Carried(rows, tuple(vocabulary.themes), matrix)
        return found


def _make_matrix(
    links: LinkFacts, n_rows: int, vocabulary: Vocabulary, *, confirmed: bool
) -> NDArray[np.bool_]:
    column = {pk: place for place, pk in enumerate(vocabulary.themes)}
    matrix = np.zeros((n_rows, len(column)), dtype=bool)
    for theme in np.unique(links.theme).tolist():
        if theme not in column:
            continue
        chosen = links.theme == theme
        carrying = links.row[chosen & links.sure if confirmed else chosen]
        for above in (theme, *vocabulary.find_broader(theme)):
            matrix[carrying, column[above]] = True
    return matrix


class _Kept:
    """What a process keeps: each thesis' piece with its stamp, by primary key, and the whole of the last time."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.pieces: dict[int, tuple[int | None, Fragment]] = {}
        self.stamps: tuple[tuple[ThesisFacts, int | None], ...] | None = None
        self.facts: Facts | None = None


_kept = _Kept()


def load_facts() -> Facts:
    """What the public sees now; one query where nothing changed since the last time."""
    stamps = _read_stamps()
    with _kept.lock:
        known = all(stamp is not None for _thesis, stamp in stamps)
        if known and _kept.facts is not None and _kept.stamps == stamps:
            return _kept.facts
        # A thesis without a stamp may have changed unseen: it is read each time.
        changed = [
            thesis.pk
            for thesis, stamp in stamps
            if stamp is None or _kept.pieces.get(thesis.pk, (None, None))[0] != stamp
        ]
        read = read_fragments(changed, everything=len(changed) == len(stamps))
        pieces = {
            thesis.pk: (stamp, read[thesis.pk]) if thesis.pk in read else _kept.pieces[thesis.pk]
            for thesis, stamp in stamps
        }
        facts = _join([thesis for thesis, _stamp in stamps], [piece for _stamp, piece in pieces.values()])
        _kept.pieces, _kept.stamps, _kept.facts = pieces, stamps, facts
        return facts


def _read_stamps() -> tuple[tuple[ThesisFacts, int | None], ...]:
    names = [field.name for field in fields(ThesisFacts)]
    rows = (
        Thesis.objects.public()
        .order_by(F("year").desc(nulls_last=True), "title", "pk")
        .values_list(*names, "facts_stamp__stamp")
    )
    return tuple(
        (ThesisFacts(**{**dict(zip(names, row, strict=False)), "institution": row[-2] or 0}), row[-1])
        for row in rows
    )


def _join(theses: Sequence[ThesisFacts], pieces: Sequence[Fragment]) -> Facts:
    quotations = _stack([piece.quotations for piece in pieces], QuotationFacts)
    passages = _stack([piece.passages for piece in pieces], PassageFacts)
    links = {
        "quotations": _stack_links([(p.quotation_links, len(p.quotations["pk"])) for p in pieces]),
        "passages": _stack_links([(p.passage_links, len(p.passages["pk"])) for p in pieces]),
    }
    citations = _stack([piece.citations for piece in pieces], CitationFacts)
    order = np.argsort(passages["pk"], kind="stable")
    places = np.searchsorted(passages["pk"], citations["passage"], sorter=order)
    # A passage that was hidden while this was read is not there; the next question reads it all again.
    passage_row = order[np.minimum(places, len(order) - 1)] if len(order) else places
    return Facts(
        theses=tuple(theses),
        quotations=QuotationFacts(**quotations, links=links["quotations"]),
        passages=PassageFacts(**passages, links=links["passages"]),
        citations=CitationFacts(**citations, passage_row=passage_row),
    )


def _stack(pieces: Sequence[dict[str, NDArray[Any]]], into: type[Any]) -> dict[str, NDArray[Any]]:
    """The columns of all pieces, one after the other, and the place of the piece that each row is of."""
    names = [f.name for f in fields(into) if f.name not in {"thesis", "links", "passage_row"}]
    columns = {
        name: _concatenate([piece[name] for piece in pieces], TYPES.get(name, np.int64)) for name in names
    }
    sizes = [len(piece["pk"]) for piece in pieces]
    columns["thesis"] = np.repeat(np.arange(len(pieces), dtype=np.int64), sizes)
    return columns


def _stack_links(pieces: Sequence[tuple[dict[str, NDArray[Any]], int]]) -> LinkFacts:
    rows, start = [], 0
    for links, n_rows in pieces:
        rows.append(links["row"] + start)
        start += n_rows
    return LinkFacts(
        row=_concatenate(rows),
        theme=_concatenate([links["theme"] for links, _ in pieces]),
        sure=_concatenate([links["sure"] for links, _ in pieces], bool),
        confidence=_concatenate([links["confidence"] for links, _ in pieces], np.float32),
    )


def _concatenate(arrays: Sequence[NDArray[Any]], dtype: Any = np.int64) -> NDArray[Any]:
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=dtype)
