"""Passages with their words in context: what reading pointed out, what is covered, what was looked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from django.utils.translation import gettext_lazy as _

from kb.ingest.personal_words import find_personal_words
from kb.records.covering import find_words, read_covering
from kb.records.models import Mask, Passage
from kb.records.recording import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from kb.records.covering import Covering, Range
    from kb.records.models import Thesis

# So much beside the words is shown of a long passage; the rest opens.
BESIDE = 240

SORTS: dict[str, Any] = {
    "e-mail address": _("e-mail address"),
    "candidate or student number": _("candidate or student number"),
    "national identity number": _("national identity number"),
    "date of birth": _("date of birth"),
    "telephone number": _("telephone number"),
    "link that holds a key": _("link that holds a key"),
    "reference number of a project": _("reference number of a project"),
    "address": _("street address"),
    "name": _("name"),
    "name of a person thanked": _("name of a person thanked"),
    "name in a quotation": _("name in a quotation"),
    "workplace in a signature": _("workplace in a signature"),
    "the author's own workplace": _("the author's own workplace"),
    "named workplace of informants": _("named workplace of informants"),
}

State = Literal["open", "settled", "hidden"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of words: plain, ``pointed`` out (``start`` and ``end`` count in the public text), or ``covered``."""

    text: str
    sort: Literal["plain", "pointed", "covered", "gap"] = "plain"
    start: int = 0
    end: int = 0
    mask: int | None = None


@dataclass(frozen=True, slots=True)
class PassageCard:
    """One passage to look at. ``seen`` and ``chapter_seen`` are fingerprints of what is shown."""

    passage: Passage
    seen: str
    chapter_seen: str
    what: tuple[Any, ...]
    state: State
    stretches: tuple[Stretch, ...]
    excerpt: tuple[Stretch, ...] = field(default=())

    @property
    def ranges(self) -> str:
        """All that is pointed out, as a form sends it."""
        return ",".join(f"{one.start}-{one.end}" for one in self.stretches if one.sort == "pointed")

    @property
    def n_pointed(self) -> int:
        return sum(one.sort == "pointed" for one in self.stretches)

    @property
    def is_chapter_hidden(self) -> bool:
        return self.passage.chapter.is_hidden


def find_passages(thesis: Thesis, *, show: str, words: str = "") -> QuerySet[Passage]:
    """The passages of a list: those that are open, done, or all; or those in which ``words`` stand."""
    passages: QuerySet[Passage] = thesis.passages.select_related("chapter", "thesis").order_by("order")
    if words:
        return passages.filter(pk__in=[pk for pk, text in _texts_with(thesis, words)])
    masked = thesis.masks.filter(holder=Mask.Holder.PASSAGE, record_id__isnull=False).values("record_id")
    looked_at = passages.exclude(personal_data="") | passages.filter(pk__in=masked)
    is_open = {"is_hidden": False, "chapter__is_hidden": False, "personal_data_settled": False}
    pointed = passages.filter(**is_open).exclude(personal_data="")
    if show == "open":
        return pointed
    if show == "done":
        return looked_at.exclude(pk__in=pointed.values("pk"))
    return looked_at


def _texts_with(thesis: Thesis, words: str) -> list[tuple[int, str]]:
    first = words.split(maxsplit=1)[0]
    rows = thesis.passages.filter(text__contains=first).values_list("pk", "text")
    return [(pk, text) for pk, text in rows if any(find_words(text, words))]


def present_passages(passages: Sequence[Passage], *, words: str = "") -> list[PassageCard]:
    """The cards of a page."""
    masks: dict[int, list[Mask]] = {}
    found = Mask.objects.filter(
        holder=Mask.Holder.PASSAGE, record_id__in=[passage.pk for passage in passages]
    )
    for mask in found.order_by("start"):
        masks.setdefault(mask.record_id or 0, []).append(mask)
    chapters = {passage.chapter_id: passage.chapter for passage in passages}
    seen = {pk: fingerprint(chapter) for pk, chapter in chapters.items()}
    return [
        _present(passage, masks.get(passage.pk, []), seen[passage.chapter_id], words) for passage in passages
    ]


def _present(passage: Passage, masks: Sequence[Mask], chapter_seen: str, words: str) -> PassageCard:
    covering = read_covering(passage.text, [(mask.start, mask.words) for mask in masks])
    pointed = [
        *find_personal_words(covering.whole, passage.personal_data),
        *(find_words(covering.whole, words) if words else ()),
    ]
    stretches = _split(covering, pointed, masks)
    state: State = "settled" if passage.personal_data_settled else "open"
    if passage.is_hidden or passage.chapter.is_hidden:
        state = "hidden"
    return PassageCard(
        passage=passage,
        seen=fingerprint(passage),
        chapter_seen=chapter_seen,
        what=tuple(SORTS.get(sort, sort) for sort in passage.personal_data.split(", ") if sort),
        state=state,
        stretches=stretches,
        excerpt=_shorten(stretches),
    )


def _split(covering: Covering, pointed: Iterable[Range], masks: Sequence[Mask]) -> tuple[Stretch, ...]:
    """The whole text cut where something is covered or pointed out; what is covered is not pointed out again."""
    keys = {(mask.start, mask.words): mask.pk for mask in masks}
    cuts: list[tuple[int, int, int | None]] = [
        (start, end, keys.get((start, covering.whole[start:end]))) for start, end in covering.ranges
    ]
    taken = list(covering.ranges)
    for start, end in pointed:
        if all(end <= other[0] or other[1] <= start for other in taken):
            taken.append((start, end))
            cuts.append((start, end, None))
    pieces: list[Stretch] = []
    at = 0
    for start, end, mask in sorted(cuts):
        pieces.append(Stretch(covering.whole[at:start]))
        words, is_covered = covering.whole[start:end], (start, end) in covering.ranges
        pieces.append(
            Stretch(
                words,
                "covered" if is_covered else "pointed",
                covering.to_shown(start),
                covering.to_shown(end, is_end=True),
                mask,
            )
        )
        at = end
    pieces.append(Stretch(covering.whole[at:]))
    return tuple(piece for piece in pieces if piece.text)


def _shorten(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """What stands beside the words, or how a passage without marked words begins; empty where that is all."""
    if all(len(one.text) <= 2 * BESIDE + 80 for one in stretches if one.sort == "plain"):
        return ()
    if len(stretches) == 1:
        return Stretch(stretches[0].text[: 2 * BESIDE].rsplit(" ", 1)[0]), Stretch(" …", "gap")
    shown: list[Stretch] = []
    for place, one in enumerate(stretches):
        if one.sort != "plain" or len(one.text) <= 2 * BESIDE + 80:
            shown.append(one)
            continue
        if place > 0:
            shown.append(Stretch(one.text[:BESIDE].rsplit(" ", 1)[0]))
        shown.append(Stretch(" … ", "gap"))
        if place < len(stretches) - 1:
            shown.append(Stretch(one.text[-BESIDE:].split(" ", 1)[-1]))
    return tuple(shown)
