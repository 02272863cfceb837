"""Keeping what recurs in step with the records: theses that changed are read anew, then all are taken together.

For commands and the worker, never for a request. Each thesis is kept as soon as it is read: whoever is interrupted goes
on where they were. What the public may not see is not read; what it may no longer see, a page leaves out at once
(:mod:`kb.synthesis.recurring.finding`), whether this has run since or not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from django.db.models import F, Q

from kb.ingest.chapter_roles import ChapterRole
from kb.language.word_classes import ENGLISH, NORWEGIAN
from kb.records.models import (
    Chapter,
    Citation,
    Passage,
    RecurringReading,
    RecurringResult,
    Thesis,
    Work,
)
from kb.synthesis.recurring.keeping import pack_reading, unpack_reading
from kb.synthesis.recurring.reading import METHOD, PassageText, language_group, read_thesis
from kb.synthesis.recurring.results import (
    PassageWords,
    find_candidates,
    make_shared,
    make_terms,
    pack_shared,
    pack_terms,
    stock_of,
)
from kb.synthesis.sources.chapter_roles import read_role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from kb.synthesis.recurring.reading import ThesisReading
    from kb.synthesis.recurring.results import Shared

LANGUAGES = (NORWEGIAN, ENGLISH)
PASSAGES = "passages"
_KINDS = (
    Passage.Kind.PARAGRAPH, Passage.Kind.LIST_ITEM, Passage.Kind.QUOTATION, Passage.Kind.FOOTNOTE
)  # fmt: skip
_AT_ONCE = 500

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Renewal:
    """How many theses were read anew, and whether the results were made anew."""

    n_read: int
    is_new: bool


def name_of(language: str) -> str:
    """The name of the result that holds the terms of a language."""
    return f"terms-{language}"


def find_waiting() -> list[int]:
    """The theses that the public reads and that changed since they were read for this."""
    theses = Thesis.objects.public().filter(access=Thesis.Access.OPEN)
    current = Q(recurring_reading__stamp=F("facts_stamp__stamp"), recurring_reading__method=METHOD)
    return list(theses.exclude(current).order_by("pk").values_list("pk", flat=True))


def renew(progress: Progress | None = None, *, everything: bool = False) -> Renewal:
    """Read what changed (or ``everything``), and take all together where that makes a difference."""
    if everything:
        RecurringReading.objects.all().delete()
        RecurringResult.objects.all().delete()
    waiting = find_waiting()
    n_read = 0
    for done, pk in enumerate(waiting):
        if progress is not None:
            progress("theses", done, len(waiting))
        n_read += _renew_thesis(pk)
    is_new = _are_results_old()
    if is_new:
        if progress is not None:
            progress("results", len(waiting), len(waiting) + 1)
        _make_results()
    return Renewal(n_read, is_new)


def _renew_thesis(pk: int) -> bool:
    """Read one thesis, unless its words are what they were; whether it was read."""
    thesis = Thesis.objects.filter(pk=pk).values_list("language", "facts_stamp__stamp").first()
    if thesis is None:
        return False
    # The stamp is read before the words: what changes meanwhile leaves it behind, and the thesis waits again.
    language, stamp = thesis
    passages = _load_passages(pk)
    digest = blake2b(repr((language, passages)).encode(), digest_size=16).hexdigest()
    known = RecurringReading.objects.filter(thesis=pk, digest=digest, method=METHOD)
    if known.update(stamp=stamp or 0):
        return False
    reading = read_thesis(passages, language)
    RecurringReading.objects.update_or_create(
        thesis_id=pk,
        defaults={
            "stamp": stamp or 0,
            "digest": digest,
            "method": METHOD,
            "language": language_group(language),
            "data": pack_reading(reading),
        },
    )
    return True


def _load_passages(thesis: int) -> list[PassageText]:
    """The public passages of the thesis' own text, in order; what stands in method chapters gives no terms."""
    roles = _read_roles(thesis)
    spans: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for passage, start, end in Citation.objects.filter(thesis=thesis).values_list("passage", "start", "end"):
        spans[passage].append((start, end))
    rows = (
        Passage.objects.public()
        .filter(thesis=thesis, kind__in=_KINDS, chapter__kind=Chapter.Kind.CHAPTER)
        .order_by("order")
        .values_list("pk", "chapter", "text")
    )
    return [
        PassageText(pk, chapter, text, tuple(sorted(spans[pk])), roles[chapter] is not ChapterRole.METHOD)
        for pk, chapter, text in rows
    ]


def _read_roles(thesis: int) -> dict[int, ChapterRole]:
    titles: dict[int, tuple[str, ...]] = {}
    rows = Chapter.objects.filter(thesis=thesis).order_by("order").values_list("pk", "parent", "title")
    for pk, parent, title in rows:
        titles[pk] = (*titles.get(parent or 0, ()), title)
    return {pk: read_role(own) for pk, own in titles.items()}


def is_behind() -> bool:
    """Whether any thesis waits, or the results are of other readings than those that are kept; three queries."""
    return bool(find_waiting()) or _are_results_old()


def _are_results_old() -> bool:
    return dict(RecurringResult.objects.values_list("name", "stamp")) != _stamps_of(_load_digests())


Digests = dict[int, tuple[str, str]]


def _load_digests() -> Digests:
    """Of every public thesis that was read: its language, and the digest of what was read."""
    readings = RecurringReading.objects.filter(
        thesis__state=Thesis.State.PUBLISHED, thesis__access=Thesis.Access.OPEN, method=METHOD
    )
    rows = readings.order_by("pk").values_list("pk", "language", "digest")
    return {pk: (language, digest) for pk, language, digest in rows}


def _stamps_of(digests: Digests) -> dict[str, int]:
    """The stamp that each result has when it is made of these readings."""
    stamps = {PASSAGES: _stamp(digests)}
    for language in LANGUAGES:
        own = {pk: row for pk, row in digests.items() if row[0] == language}
        stamps[name_of(language)] = _stamp(own)
    return stamps


def _stamp(digests: Digests) -> int:
    digest = blake2b(repr((METHOD, digests)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def _make_results() -> None:
    """Take all readings together; results are kept one by one, each with the stamp of what it was made of."""
    digests = _load_digests()
    stamps = _stamps_of(digests)
    readings = dict(_load_readings(list(digests)))
    for language in LANGUAGES:
        own = {pk: reading for pk, reading in readings.items() if reading.language == language}
        _keep(name_of(language), stamps[name_of(language)], pack_terms(make_terms(language, own)))
    _keep(PASSAGES, stamps[PASSAGES], pack_shared(_find_shared(readings.values())))


def _keep(name: str, stamp: int, data: bytes) -> None:
    RecurringResult.objects.update_or_create(name=name, defaults={"stamp": stamp, "data": data})


def _load_readings(theses: Sequence[int]) -> Iterator[tuple[int, ThesisReading]]:
    for start in range(0, len(theses), 50):
        rows = RecurringReading.objects.filter(pk__in=theses[start : start + 50]).order_by("pk")
        for pk, data in rows.values_list("pk", "data"):
            yield pk, unpack_reading(bytes(data))


def _find_shared(readings: Collection[ThesisReading]) -> tuple[Shared, ...]:
    place_of = {
        pk: (thesis, chapter)
        for pk, thesis, chapter in Passage.objects.public().values_list("pk", "thesis", "chapter")
    }
    pairs = find_candidates(readings, place_of)
    wanted = sorted({pk for pair in pairs for pk in pair[:2]})
    passages: dict[int, PassageWords] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        rows = Passage.objects.filter(pk__in=wanted[start : start + _AT_ONCE])
        passages |= {
            pk: PassageWords(thesis, chapter, text)
            for pk, thesis, chapter, text in rows.values_list("pk", "thesis", "chapter", "text")
        }
    return make_shared(pairs, passages, stock_of(_load_stock({p.thesis for p in passages.values()})))


def _load_stock(theses: Iterable[int]) -> Iterator[str]:
    """What comes back by its nature: titles of works, theses and chapters, and the questions of theses."""
    pks = sorted(theses)
    yield from Work.objects.exclude(title="").values_list("title", flat=True).iterator()
    for start in range(0, len(pks), _AT_ONCE):
        some = pks[start : start + _AT_ONCE]
        yield from Chapter.objects.filter(thesis__in=some).order_by().values_list("title", flat=True)
        rows = Thesis.objects.filter(pk__in=some).order_by()
        for title, question, others in rows.values_list("title", "research_question", "sub_questions"):
            yield from (title, question)
            yield from (_question(other) for other in others)


def _question(asked: object) -> str:
    return str(asked.get("text", "")) if isinstance(asked, dict) else str(asked)
