"""The vocabulary of themes, as it stands in a JSON file: what each theme is called, in each language.

The file holds ``{"version": 1, "themes": [{"slug", "broader", "related", "description": {language: text},
"labels": {language: {"preferred", "alternative": [], "hidden": []}}}]}``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kb.ingest.draft import Theme

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LANGUAGES = ("nb", "nn", "en")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_SLUG = 80


class VocabularyError(ValueError):
    """A vocabulary that cannot be used; the message names the theme and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class ThemeLabels:
    """What a theme is called in one language: one preferred label, others, and hidden ones that only find it."""

    preferred: str
    alternative: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeEntry:
    """A theme in full, as it is imported. ``broader`` and ``related`` are slugs of the same vocabulary."""

    slug: str
    labels: dict[str, ThemeLabels]
    broader: str | None = None
    related: tuple[str, ...] = ()
    description: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The preferred label in the first language there is, bokmål before nynorsk before English."""
        return next(self.labels[language].preferred for language in LANGUAGES if language in self.labels)

    def as_theme(self) -> Theme:
        """The theme as far as reading needs it, preferred labels first."""
        found = [self.labels[language] for language in LANGUAGES if language in self.labels]
        shown = [labels.preferred for labels in found]
        shown += [label for labels in found for label in labels.alternative]
        hidden = [label for labels in found for label in labels.hidden]
        return Theme(self.slug, tuple(dict.fromkeys(shown)), tuple(dict.fromkeys(hidden)))


def read_vocabulary(path: Path) -> tuple[Theme, ...]:
    """The themes of the file at ``path`` as reading needs them. Raises VocabularyError."""
    return tuple(entry.as_theme() for entry in read_entries(path))


def read_entries(path: Path) -> tuple[ThemeEntry, ...]:
    """The themes of the file at ``path`` in full, in the file's order. Raises VocabularyError."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise VocabularyError(f"The vocabulary {path} cannot be read: {error.strerror or error}.") from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise VocabularyError(f"The vocabulary {path} is not JSON in UTF-8: {error}.") from error
    return entries_of(data)


def entries_of(data: Any) -> tuple[ThemeEntry, ...]:
    """The themes in ``data``, which is what the JSON file holds. Raises VocabularyError."""
    if not isinstance(data, dict) or not isinstance(data.get("themes"), list):
        raise VocabularyError('A vocabulary is an object with a list of "themes".')
    if data.get("version") != 1:
        raise VocabularyError(
            f"The vocabulary's version is {data.get('version')!r}; only version 1 is known."
        )
    entries = tuple(_entry(row, place) for place, row in enumerate(data["themes"], start=1))
    _require_whole(entries)
    return entries


def _entry(row: Any, place: int) -> ThemeEntry:
    if not isinstance(row, dict):
        raise VocabularyError(f"Theme {place} is not an object.")
    slug = row.get("slug")
    if not isinstance(slug, str) or not _SLUG.fullmatch(slug) or len(slug) > _LONGEST_SLUG:
        raise VocabularyError(
            f"Theme {place} has the slug {slug!r}; a slug is lower-case a-z, digits and single hyphens, "
            f"at most {_LONGEST_SLUG} long."
        )
    broader = row.get("broader")
    if broader is not None and not isinstance(broader, str):
        raise VocabularyError(f'Theme {slug}: "broader" must be a slug or null.')
    description = row.get("description") or {}
    if not isinstance(description, dict) or not all(isinstance(text, str) for text in description.values()):
        raise VocabularyError(f'Theme {slug}: "description" must hold a text a language.')
    return ThemeEntry(slug, _labels(row, slug), broader, _texts(row, "related", slug), dict(description))


def _labels(row: dict[str, Any], slug: str) -> dict[str, ThemeLabels]:
    given = row.get("labels")
    if not isinstance(given, dict) or not given:
        raise VocabularyError(f"Theme {slug} has no labels.")
    labels = {}
    for language, found in given.items():
        if language not in LANGUAGES:
            raise VocabularyError(
                f"Theme {slug} has labels in {language!r}; known are {', '.join(LANGUAGES)}."
            )
        preferred = found.get("preferred") if isinstance(found, dict) else None
        if not isinstance(preferred, str) or not preferred.strip():
            raise VocabularyError(f"Theme {slug} has no preferred label in {language}.")
        labels[language] = ThemeLabels(
            preferred.strip(), _texts(found, "alternative", slug), _texts(found, "hidden", slug)
        )
    return labels


def _texts(row: dict[str, Any], name: str, slug: str) -> tuple[str, ...]:
    texts = row.get(name) or []
    if not isinstance(texts, list) or not all(isinstance(text, str) and text.strip() for text in texts):
        raise VocabularyError(f'Theme {slug}: "{name}" must be a list of words.')
    return tuple(dict.fromkeys(text.strip() for text in texts))


def _require_whole(entries: Sequence[ThemeEntry]) -> None:
    slugs = [entry.slug for entry in entries]
    twice = sorted({slug for slug in slugs if slugs.count(slug) > 1})
    if twice:
        raise VocabularyError(f"The vocabulary names {', '.join(twice)} more than once.")
    broader = {entry.slug: entry.broader for entry in entries}
    for entry in entries:
        for other in filter(None, (entry.broader, *entry.related)):
            if other not in broader:
                raise VocabularyError(
                    f"Theme {entry.slug} points to {other}, which the vocabulary does not have."
                )
        _require_no_circle(entry.slug, broader)


def _require_no_circle(slug: str, broader: dict[str, str | None]) -> None:
    seen, above = {slug}, broader[slug]
    while above is not None:
        if above in seen:
            raise VocabularyError(f"Theme {slug} is, by way of {above}, broader than itself.")
        seen.add(above)
        above = broader.get(above)
