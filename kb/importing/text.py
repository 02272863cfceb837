"""Storing the text: passages, each kept where its words are kept."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import F

from kb.importing.former import FORMER, set_passages_aside
from kb.importing.reconcile import reconcile
from kb.ingest.document import BlockKind
from kb.records.identifiers import make_anchor
from kb.records.models import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.importing.verdicts import Verdict
    from kb.ingest.document import Block, Page
    from kb.ingest.draft import ThesisDraft
    from kb.records.models import Chapter, Thesis

# Orders are unique in a thesis; while they are dealt out anew, the old ones wait up here.
OUT_OF_THE_WAY = 1_000_000
BATCH = 500

PASSAGE_FIELDS = [
    "chapter", "order", "anchor", "kind", "text", "page", "page_is_inferred", "first_line", "last_line",
    "personal_data", "personal_data_settled",
]  # fmt: skip


def store_passages(
    thesis: Thesis, draft: ThesisDraft, chapters: list[Chapter], verdicts: Iterable[Verdict] = ()
) -> dict[int, Passage]:
    """The passages of the draft, by the index of their block; known words keep their record, address and themes.

    Those that people worked on stand where ``verdicts`` say, or are set aside.
    """
    blocks = draft.document.blocks
    anchors = _anchors(draft)
    by_block, aside = _claim(thesis, verdicts)
    settled = {passage.pk for passage in (*by_block.values(), *aside)}
    old = thesis.passages.filter(order__lt=FORMER).exclude(pk__in=settled)
    # Words that come back have numbered anchors; the first is the first, whatever its number.
    matched = reconcile(
        old,
        [index for index in anchors if index not in by_block],
        old_key=lambda passage: passage.anchor.partition("-")[0],
        new_key=lambda index: anchors[index].partition("-")[0],
    )
    in_text = thesis.passages.filter(order__lt=FORMER)
    in_text.update(order=F("order") + OUT_OF_THE_WAY)
    by_block.update({index: passage for passage, index in matched.kept})
    _free_anchors([*matched.lost, *(p for i, p in by_block.items() if p.anchor != anchors[i])])
    set_passages_aside(thesis, aside)
    personal = _personal_data(draft)
    # A second copy of words that somebody hid is not shown either.
    hidden = {make_anchor(text) for text in _hidden_texts(thesis)}
    for index in matched.added:
        by_block[index] = Passage(thesis=thesis, is_hidden=anchors[index].partition("-")[0] in hidden)
    for index, passage in by_block.items():
        _fill_passage(passage, draft, blocks[index], index, chapters)
        passage.anchor = anchors[index]
        _point_out(passage, personal.get(index, ""))
    known = [passage for passage in by_block.values() if passage.pk]
    Passage.objects.bulk_update(known, PASSAGE_FIELDS, batch_size=BATCH)
    Passage.objects.bulk_create(
        [passage for passage in by_block.values() if not passage.pk], batch_size=BATCH
    )
    return dict(sorted(by_block.items()))


def _claim(thesis: Thesis, verdicts: Iterable[Verdict]) -> tuple[dict[int, Passage], list[Passage]]:
    """Block index -> the passage that is there for sure, and those that have no such place."""
    by_pk = {passage.pk: passage for passage in thesis.passages.all()}
    by_block: dict[int, Passage] = {}
    aside: list[Passage] = []
    for verdict in verdicts:
        passage = by_pk[verdict.touched.record.pk]
        if verdict.spot is not None and verdict.spot.first not in by_block:
            by_block[verdict.spot.first] = passage
        else:
            aside.append(passage)
    return by_block, aside


def _hidden_texts(thesis: Thesis) -> Iterable[str]:
    return thesis.passages.filter(is_hidden=True).values_list("text", flat=True)


def _free_anchors(passages: Iterable[Passage]) -> None:
    """An anchor is one passage's; while they change hands, those that had them go without."""
    for passage in passages:
        Passage.objects.filter(pk=passage.pk).update(anchor=f"z{passage.pk}")


def _point_out(passage: Passage, personal_data: str) -> None:
    """What a person settled stays so, unless reading points out more than they saw."""
    if set(personal_data.split(", ")) - set(passage.personal_data.split(", ")):
        passage.personal_data_settled = False
    passage.personal_data = personal_data


def delete_lost(thesis: Thesis, chapters: list[Chapter], passages: dict[int, Passage]) -> None:
    """Take away the chapters and passages that no longer stand in the file; last, when all else has moved on."""
    in_text = thesis.passages.filter(order__lt=FORMER)
    in_text.exclude(pk__in=[passage.pk for passage in passages.values()]).delete()
    thesis.chapters.filter(is_former=False).exclude(pk__in=[chapter.pk for chapter in chapters]).delete()


def _fill_passage(
    passage: Passage, draft: ThesisDraft, block: Block, order: int, chapters: list[Chapter]
) -> None:
    passage.chapter = chapters[block.section]
    passage.order = order
    passage.kind = str(block.kind)
    passage.text = draft.document.text_of(block.span)
    passage.page, passage.page_is_inferred = page_fields(block.page)
    passage.first_line, passage.last_line = block.lines.first, block.lines.last


def page_fields(page: Page | None) -> tuple[str, bool]:
    """The printed page, and whether it was worked out."""
    return (page.label[:12], page.inferred) if page else ("", False)


def _anchors(draft: ThesisDraft) -> dict[int, str]:
    """Block index -> anchor; words that come back get -2, -3 …"""
    anchors: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for index, block in enumerate(draft.document.blocks):
        if block.kind is BlockKind.HEADING:
            continue
        anchor = make_anchor(draft.document.text_of(block.span))
        seen[anchor] += 1
        anchors[index] = anchor if seen[anchor] == 1 else f"{anchor}-{seen[anchor]}"
    return anchors


def _personal_data(draft: ThesisDraft) -> dict[int, str]:
    """Block index -> what sorts of personal data stand in it."""
    found: dict[int, str] = {}
    blocks, lines = draft.document.blocks, draft.source.text.split("\n")
    for datum in draft.personal_data:
        told = [_pack(line) for line in lines[datum.lines.first - 1 : datum.lines.last]]
        for index, block in enumerate(blocks):
            if not (block.lines.first <= datum.lines.last and datum.lines.first <= block.lines.last):
                continue
            text = _pack(draft.document.text_of(block.span))
            # A footer with a number between two halves of a paragraph is no part of it.
            if len(told) == 1 and told[0][:_TELLING] not in text and told[0][-_TELLING:] not in text:
                continue
            sorts = [*found[index].split(", "), datum.what] if index in found else [datum.what]
            found[index] = ", ".join(dict.fromkeys(sorts))[:200]
    return found


# So much of a line's beginning or end tells whether a block holds the line.
_TELLING = 30


def _pack(line: str) -> str:
    """The letters and digits of a line: bullets, spaces and hyphens at its ends are not kept."""
    return "".join(character for character in line if character.isalnum())
