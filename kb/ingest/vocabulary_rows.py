"""Themes as a vocabulary file holds them, whatever its format, and what reading one gives."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace

from kb.ingest.vocabulary import LANGUAGES, VocabularyError

LARGEST = 5_000_000  # bytes
MOST_THEMES = 5_000
LONGEST_NAME, LONGEST_LABEL, LONGEST_SLUG = 100, 200, 80
PREFERRED, ALTERNATIVE, HIDDEN = "preferred", "alternative", "hidden"
# As a label is found by: of two kinds that a file gives one text, the first stays.
KINDS = (PREFERRED, ALTERNATIVE, HIDDEN)
FIELDS = ("name", "description", "broader", "related", "labels")

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SPELLED = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ß": "ss", "ð": "d", "þ": "th"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, order=True)
class LabelRow:
    """A word for a theme; ``language`` is nb, nn or en, ``kind`` one of KINDS."""

    language: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme. ``slug`` is its name in addresses and in ``broader`` and ``related`` of the others."""

    slug: str
    name: str
    description: str = ""
    broader: str = ""
    related: tuple[str, ...] = ()
    labels: tuple[LabelRow, ...] = ()


@dataclass(frozen=True, slots=True)
class VocabularyFile:
    """What a file holds. ``told`` are the FIELDS it speaks of at all, ``notices`` what of it cannot be kept."""

    rows: tuple[ThemeRow, ...]
    told: frozenset[str] = frozenset(FIELDS)
    notices: tuple[str, ...] = ()
    languages: frozenset[str] = field(default_factory=lambda: frozenset(LANGUAGES))


def settle_rows(rows: list[ThemeRow], notices: list[str]) -> tuple[ThemeRow, ...]:
    """The rows in order, each slug and label once, what points nowhere taken out. Raises VocabularyError."""
    if not rows:
        raise VocabularyError("The file holds no themes.")
    if len(rows) > MOST_THEMES:
        raise VocabularyError(f"The file holds {len(rows)} themes; at most {MOST_THEMES} can be read.")
    twice = sorted(slug for slug, n in Counter(row.slug for row in rows).items() if n > 1)
    if twice:
        raise VocabularyError(f"The file names {', '.join(twice[:5])} more than once.")
    known = {row.slug for row in rows}
    settled = [_settle(row, known, notices) for row in rows]
    _require_no_circle({row.slug: row.broader for row in settled})
    return tuple(settled)


def clean_text(text: str) -> str:
    """A name or label on one line."""
    return " ".join(_CONTROL.sub("", unicodedata.normalize("NFC", text)).split())


def clean_description(text: str) -> str:
    """A description, with its lines."""
    return _CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def is_slug(text: str) -> bool:
    return len(text) <= LONGEST_SLUG and bool(_SLUG.fullmatch(text))


def make_slug_of(text: str) -> str:
    """A slug made of a name; empty where nothing of it can stand in an address."""
    spelled = unicodedata.normalize("NFKD", text.casefold().translate(_SPELLED))
    plain = "".join(character for character in spelled if character.isascii())
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")


def _settle(row: ThemeRow, known: set[str], notices: list[str]) -> ThemeRow:
    if not row.name:
        raise VocabularyError(f"The theme {row.slug} has no name.")
    if len(row.name) > LONGEST_NAME:
        raise VocabularyError(f"The name of {row.slug} is longer than {LONGEST_NAME} characters.")
    notices.extend(
        f"{row.slug} points to {other}, which the file does not have."
        for other in (row.broader, *row.related)
        if other and other not in known
    )
    related = sorted({slug for slug in row.related if slug in known and slug != row.slug})
    if row.broader == row.slug:
        raise VocabularyError(f"The theme {row.slug} is broader than itself.")
    return replace(
        row,
        broader=row.broader if row.broader in known else "",
        related=tuple(related),
        labels=_settle_labels(row, notices),
    )


def _settle_labels(row: ThemeRow, notices: list[str]) -> tuple[LabelRow, ...]:
    found: dict[tuple[str, str], LabelRow] = {}
    preferred: set[str] = set()
    for label in sorted(row.labels, key=lambda label: KINDS.index(label.kind)):
        if not label.text:
            continue
        if len(label.text) > LONGEST_LABEL:
            notices.append(f"{row.slug}: a label of more than {LONGEST_LABEL} characters is left out.")
            continue
        kept = label
        if label.kind == PREFERRED:
            if label.language in preferred:
                notices.append(
                    f"{row.slug}: “{label.text}” is a second preferred label, taken as an alternative."
                )
                kept = replace(label, kind=ALTERNATIVE)
            preferred.add(label.language)
        found.setdefault((kept.language, kept.text), kept)
    return tuple(sorted(found.values()))


def _require_no_circle(broader: dict[str, str]) -> None:
    for slug, place in broader.items():
        seen, above = {slug}, place
        while above:
            if above in seen:
                raise VocabularyError(f"The theme {slug} is, by way of {above}, broader than itself.")
            seen.add(above)
            above = broader[above]
