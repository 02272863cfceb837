"""What the pages say that stand where nothing is: which words an address has, and what lies near it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.pages.sources.work_names import name_work
from kb.records.languages import TextIn, cut_text, tell_title
from kb.synthesis.addresses import find_near

if TYPE_CHECKING:
    from kb.synthesis.addresses import Near

LONGEST_WORDS = 80
TITLE_LENGTH = 110


@dataclass(frozen=True, slots=True)
class NearRow:
    """Something that the address may have meant. ``kind`` says what it is: a thesis, a theme."""

    label: str
    url: str
    kind: str


@dataclass(frozen=True, slots=True)
class Whole:
    """The thesis that an address led into, where it is here: its page, and the chapters most like the one asked for."""

    title: str
    url: str
    chapters: tuple[NearRow, ...]


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """``words`` are those of the address, to search for; ``part`` is the list that it belongs to."""

    title: str
    words: str
    whole: Whole | None
    near: tuple[NearRow, ...]
    part: NearRow | None


def read_words(path: str) -> str:
    """The words of the last part of an address, to search for; "" for what no person writes ("/wp-login.php")."""
    parts = [part for part in unquote(path).split("/") if part]
    last = parts[-1] if parts else ""
    if "." in last or len(last) < 3:
        return ""
    words = re.sub(r"[^\w]+|_", " ", last).split()
    meant = [word for word in words if not word.isdecimal()]
    return " ".join(meant)[:LONGEST_WORDS]


def present_not_found(path: str) -> NotFoundPage:
    """What can be said of an address that leads nowhere. Asks the database only for what a person may have meant."""
    words = read_words(path)
    parts = [part for part in unquote(path).split("/") if part]
    is_tried = bool(words) and len(path) < 300
    found = find_near(parts) if is_tried else None
    whole = None
    if found is not None and found.thesis is not None:
        thesis = found.thesis
        whole = Whole(
            title=TextIn(thesis.title, thesis.language),
            url=thesis.get_absolute_url(),
            chapters=tuple(
                NearRow(
                    TextIn(f"{chapter.number} {chapter.title}".strip(), thesis.language),
                    reverse("chapter-detail", args=[thesis.slug, chapter.slug]),
                    _("chapter"),
                )
                for chapter in found.chapters
            ),
        )
    return NotFoundPage(
        title=_("There is no page here"),
        words=words,
        whole=whole,
        near=tuple(_present_near(near) for near in found.near) if found else (),
        part=_find_part(parts),
    )


def _present_near(near: Near) -> NearRow:
    record = near.record
    kinds = {"thesis": _("thesis"), "theme": _("theme"), "author": _("cited author"), "work": _("work")}
    if near.kind == "thesis":
        label: str = TextIn(record.title, record.language)
    elif near.kind == "work":
        title = tell_title(record.title)
        label = cut_text(f"{name_work(record)} {title}".strip(), TITLE_LENGTH)
        label = TextIn(label, title.language) if isinstance(title, TextIn) else label
    else:
        label = record.display_name
    return NearRow(label, record.get_absolute_url(), kinds[near.kind])


def _find_part(parts: list[str]) -> NearRow | None:
    """The list that the address belongs to by its first word."""
    labels = {
        "theses": ("thesis-list", _("All theses")),
        "quotations": ("quotation-list", _("All quotations")),
        "q": ("quotation-list", _("All quotations")),
        "themes": ("theme-list", _("All themes")),
        "authors": ("author-list", _("All authors")),
        "works": ("work-list", _("All works")),
        "informants": ("voice-list", _("All voices")),
        "about": ("about", _("About the site")),
    }
    if not parts or parts[0] not in labels or len(parts) < 2:
        return None
    name, label = labels[parts[0]]
    return NearRow(label, reverse(name), "")
