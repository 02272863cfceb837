"""Places in a thesis' text, as a form sends them, as a page shows them, and as a search finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kb.importing.anchoring import MOST_CANDIDATES, Letters, find_alike, find_all
from kb.importing.reconcile import fold
from kb.records.models import Chapter, Passage

if TYPE_CHECKING:
    from kb.records.models import Reanchoring, Thesis

_FIELDS = ("passage", "start", "last_passage", "end")
LEAST_LETTERS = 4


def write_place(place: dict[str, Any]) -> str:
    """The place in one line, as the value of a button."""
    if "chapter" in place:
        return f"c{place['chapter']}"
    return "-".join(str(place[name]) for name in _FIELDS)


def read_place(value: str) -> dict[str, int] | None:
    """What a button sent; None where it is no place."""
    if value.startswith("c") and _is_number(value[1:]):
        return {"chapter": int(value[1:])}
    parts = value.split("-")
    if len(parts) != len(_FIELDS) or not all(map(_is_number, parts)):
        return None
    return dict(zip(_FIELDS, map(int, parts), strict=True))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18


def search_places(row: Reanchoring, words: str) -> list[dict[str, Any]]:
    """Where the words stand in the current text, or such as are like them; best first, as candidates."""
    if row.content_type.model == "chapter":
        chapters = Chapter.objects.filter(
            thesis=row.thesis_id, is_former=False, title__icontains=words.strip()
        )
        return [{"chapter": chapter.pk, "likeness": 1.0} for chapter in chapters.order_by("order")[:20]]
    quote = fold(words)
    if len(quote) < LEAST_LETTERS:
        return []
    passages, letters = load_letters(row.thesis)
    spans = [(at, at + len(quote), 1.0) for at in find_all(letters.text, quote, most=20)]
    if not spans:
        alike = find_alike(quote, letters)[:MOST_CANDIDATES]
        spans = [(found.start, found.end, found.likeness) for found in alike]
    found = []
    for start, end, likeness in spans:
        place = letters.place_of(start, end, like=words.strip())
        is_whole = row.content_type.model == "passage"
        found.append(
            {
                "passage": passages[place.first].pk,
                "last_passage": passages[place.last].pk,
                "start": 0 if is_whole else place.start,
                "end": len(passages[place.last].text) if is_whole else place.end,
                "likeness": round(likeness, 3),
            }
        )
    return found


def load_letters(thesis: Thesis) -> tuple[list[Passage], Letters]:
    """The passages of the current text in order, and their letters."""
    in_text = Passage.objects.filter(thesis=thesis, chapter__is_former=False)
    passages = list(in_text.only("pk", "text", "order").order_by("order"))
    return passages, Letters([passage.text for passage in passages])
