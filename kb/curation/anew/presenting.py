"""What the pages after a new reading show: counts, how far it is, and one record beside the places it may stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.utils.translation import gettext as _

from kb.curation.anew.diffing import Piece, compare_words
from kb.curation.anew.places import write_place
from kb.records.models import Chapter, Citation, Passage, Quotation, Reanchoring, ThemeLink, Thesis
from kb.records.recording import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.records.models import Import

Outcome, State = Reanchoring.Outcome, Reanchoring.State
AROUND = 300
# From here on the first place, where there is no second, may be taken together with others.
NEARLY = 0.9


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records have an outcome, and how many of them wait."""

    outcome: str
    label: str
    count: int
    open: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A reading in numbers."""

    tallies: tuple[Tally, ...]
    asked: int
    decided: int
    nearly: int

    @property
    def is_done(self) -> bool:
        return self.asked == self.decided


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the new text. ``value`` is what choosing it sends."""

    value: str
    likeness: int
    heading: str
    page: str
    before: str
    pieces: tuple[Piece, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Card:
    """One record: what was done to it, the words as they stood, and where they may stand now."""

    row: Reanchoring
    sort: str
    deeds: tuple[str, ...]
    why: str
    heading: str
    page: str
    before: str
    pieces: tuple[Piece, ...]
    after: str
    spots: tuple[Spot, ...]
    found: tuple[Spot, ...]
    seen: str
    is_held: bool

    @property
    def is_open(self) -> bool:
        return self.row.state == State.OPEN


def sum_up(run: Import) -> Summary:
    rows = run.reanchorings.exclude(state=State.PASSED_ON)
    counts = {
        (r["outcome"], r["state"]): r["n"]
        for r in rows.order_by().values("outcome", "state").annotate(n=Count("pk"))
    }
    tallies = tuple(
        Tally(
            outcome.value,
            str(outcome.label),
            sum(n for (name, _state), n in counts.items() if name == outcome.value),
            counts.get((outcome.value, State.OPEN.value), 0),
        )
        for outcome in Outcome
    )
    asked = sum(n for (_name, state), n in counts.items() if state != State.SETTLED)
    still = sum(tally.open for tally in tallies)
    return Summary(tallies, asked, asked - still, len(find_nearly(run)))


def present_effect(run: Import) -> dict[str, Any]:
    """What a trial would do, as its page shows it: ``sorts`` and ``outcomes``, each with what it is called."""
    sorts = [
        ({"name": name, **counts}, _name_of(name)) for name, counts in run.effect.get("sorts", {}).items()
    ]
    counted = run.effect.get("outcomes", {})
    outcomes = [(outcome.value, outcome.label, counted.get(outcome.value, 0)) for outcome in Outcome]
    return {"sorts": sorts, "outcomes": outcomes}


def _name_of(sort: str) -> str:
    model: Any = Thesis._meta.get_field(sort).related_model
    return str(model._meta.verbose_name_plural)


def find_nearly(run: Import) -> list[Reanchoring]:
    """Those that wait with one place only, where the words are nearly the same."""
    rows = run.reanchorings.filter(state=State.OPEN, outcome=Outcome.CHANGED).exclude(
        content_type__model="chapter"
    )
    return [row for row in rows if len(row.candidates) == 1 and row.candidates[0]["likeness"] >= NEARLY]


def present_card(row: Reanchoring, found: Iterable[dict[str, Any]] = ()) -> Card:
    """The record of a row; ``found`` are places that a search found besides."""
    told = row.selector
    exact = str(told.get("exact", ""))
    spots = [spot for place in row.candidates if (spot := _present_spot(exact, place)) is not None]
    first = spots[0].pieces if spots else ()
    more = [spot for place in found if (spot := _present_spot(exact, place)) is not None]
    return Card(
        row=row,
        sort=str(row.content_type.name),
        deeds=tuple(_find_deeds(row)),
        why=row.get_reason_display() if row.reason else "",
        heading=str(told.get("heading", "")),
        page=str(told.get("page", "")),
        before=_tail(str(told.get("before", ""))),
        pieces=tuple(compare_words(exact, "".join(piece.text for piece in first))[0])
        if first
        else (Piece(exact, False),),
        after=_head(str(told.get("after", ""))),
        spots=tuple(spots),
        found=tuple(more),
        seen=see(row),
        is_held=bool(row.held) and row.state == State.OPEN,
    )


def see(row: Reanchoring) -> str:
    """What a decision was looked at with: the row and its record."""
    return f"{fingerprint(row)}.{fingerprint(row.record) if row.record is not None else ''}"


def _present_spot(exact: str, place: dict[str, Any]) -> Spot | None:
    likeness = round(100 * float(place.get("likeness", 0)))
    if "chapter" in place:
        chapter = Chapter.objects.filter(pk=place["chapter"]).first()
        if chapter is None:
            return None
        pieces = compare_words(exact, chapter.heading)[1]
        return Spot(write_place(place), likeness, "", chapter.page, "", tuple(pieces), "")
    ends = Passage.objects.select_related("chapter").in_bulk([place["passage"], place["last_passage"]])
    first, last = ends.get(place["passage"]), ends.get(place["last_passage"])
    if first is None or last is None:
        return None
    words = _words_between(first, last, place["start"], place["end"])
    return Spot(
        write_place(place),
        likeness,
        first.chapter.heading,
        first.page,
        _tail(first.text[: place["start"]]),
        tuple(compare_words(exact, words)[1]),
        _head(last.text[place["end"] :]),
    )


def _words_between(first: Passage, last: Passage, start: int, end: int) -> str:
    if first.pk == last.pk:
        return first.text[start:end]
    between = Passage.objects.filter(thesis=first.thesis_id, order__gt=first.order, order__lt=last.order)
    return "\n\n".join([first.text[start:], *between.values_list("text", flat=True)[:12], last.text[:end]])


def _tail(text: str) -> str:
    return text if len(text) <= AROUND else "…" + text[-AROUND:]


def _head(text: str) -> str:
    return text if len(text) <= AROUND else text[:AROUND] + "…"


def _find_deeds(row: Reanchoring) -> Iterable[str]:
    """What people did to the record, in words."""
    record = row.record
    if isinstance(record, Quotation):
        yield str(record.get_state_display())
        yield str(record.get_kind_display())
        if record.informant is not None:
            yield _("Speaker: %s.") % record.informant
        if record.note:
            yield _("has a note")
    elif isinstance(record, Citation) and record.work is not None:
        yield _("Work: %s.") % record.work
    if isinstance(record, (Passage, Chapter)) and row.was.get("is_hidden"):
        yield _("hidden from the public")
    if isinstance(record, Chapter) and record.is_edited:
        yield _("Heading: %(heading)s (level %(level)d).") % {
            "heading": record.heading,
            "level": record.level,
        }
    if record is not None:
        links = ThemeLink.objects.not_rejected().filter(
            content_type=row.content_type_id, object_id=row.object_id
        )
        themes = [str(link.tag) for link in links.select_related("tag")[:8]]
        if themes:
            yield _("Themes: %s") % ", ".join(themes)
