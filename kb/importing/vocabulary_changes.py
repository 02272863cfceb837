"""What a vocabulary file would change of the themes of the base, to be looked at before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.exports.vocabulary import find_rows
from kb.ingest.vocabulary_rows import ThemeRow
from kb.records.actions.vocabulary_import import ThemeEdit
from kb.records.models import SlugRedirect, Theme

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kb.ingest.vocabulary_rows import LabelRow, VocabularyFile


@dataclass(frozen=True, slots=True)
class ThemeDifference:
    """A theme that base (``old``) and file (``new``) have both, under one slug. () and False: no difference."""

    old: ThemeRow
    new: ThemeRow
    is_renamed: bool
    is_described: bool
    is_moved: bool
    related: tuple[str, ...]
    labels: tuple[LabelRow, ...]
    related_removed: tuple[str, ...]
    labels_removed: tuple[LabelRow, ...]
    loses_description: bool
    loses_place: bool

    @property
    def gives(self) -> bool:
        """Whether the file has something that the base has not."""
        return bool(self.is_renamed or self.is_described or self.is_moved or self.related or self.labels)

    @property
    def takes(self) -> bool:
        """Whether the base has something that the file has not."""
        return bool(self.related_removed or self.labels_removed or self.loses_description or self.loses_place)


@dataclass(frozen=True, slots=True)
class VocabularyDifference:
    """``missing`` are the themes of the base that the file does not have."""

    new: tuple[ThemeRow, ...]
    changed: tuple[ThemeDifference, ...]
    n_unchanged: int
    missing: tuple[ThemeRow, ...]


def compare_vocabulary(file: VocabularyFile, base: Sequence[ThemeRow] | None = None) -> VocabularyDifference:
    """What differs; themes are the same by slug, by an old slug, or by what they are called."""
    rows = find_rows() if base is None else base
    known = {row.slug: row for row in rows}
    slugs = _match(file.rows, known)
    new, changed, unchanged = [], [], 0
    for given in file.rows:
        row = _translate(given, slugs)
        old = known.get(row.slug)
        if old is None:
            new.append(row)
            continue
        difference = _compare(old, row, file)
        if difference.gives or difference.takes:
            changed.append(difference)
        else:
            unchanged += 1
    there = set(slugs.values())
    missing = tuple(row for row in rows if row.slug not in there)
    return VocabularyDifference(tuple(new), tuple(changed), unchanged, missing)


def make_edits(
    difference: VocabularyDifference,
    *,
    new: Collection[str],
    changed: Collection[str],
    reduced: Collection[str],
) -> list[ThemeEdit]:
    """What a person chose, by slug: themes to make, to add to, and (``reduced``) to take from."""
    edits = [_make(row) for row in difference.new if row.slug in new]
    made = {edit.slug for edit in edits} | {each.old.slug for each in difference.changed}
    made |= set(Theme.objects.values_list("slug", flat=True))
    for each in difference.changed:
        gives, takes = each.old.slug in changed, each.old.slug in reduced
        if (gives and each.gives) or (takes and each.takes):
            edits.append(_change(each, gives=gives, takes=takes))
    # A theme that was not chosen is nobody's place.
    return [edit if not edit.broader or edit.broader in made else _at_top(edit) for edit in edits]


def _match(rows: Sequence[ThemeRow], known: dict[str, ThemeRow]) -> dict[str, str]:
    """The slug in the base of each row of the file; its own where it is new."""
    keys = dict(Theme.objects.values_list("pk", "slug"))
    old = dict(SlugRedirect.objects.filter(kind=SlugRedirect.Kind.THEME).values_list("old_slug", "target_id"))
    called: dict[str, str] = {}
    for row in known.values():
        for name in (row.name, *(label.text for label in row.labels if label.kind == "preferred")):
            called.setdefault(name.casefold(), row.slug)
    found = {row.slug: row.slug for row in rows if row.slug in known}
    taken = set(found.values())
    for row in rows:
        if row.slug in found:
            continue
        slug = keys.get(old.get(row.slug, 0)) or called.get(row.name.casefold()) or ""
        found[row.slug] = slug if slug and slug not in taken else row.slug
        taken.add(found[row.slug])
    return found


def _translate(row: ThemeRow, slugs: dict[str, str]) -> ThemeRow:
    related = tuple(sorted(slugs[slug] for slug in row.related))
    broader = slugs[row.broader] if row.broader else ""
    return ThemeRow(slugs[row.slug], row.name, row.description, broader, related, row.labels)


def _compare(old: ThemeRow, new: ThemeRow, file: VocabularyFile) -> ThemeDifference:
    told = file.told
    related = set(new.related) if "related" in told else set(old.related)
    labels = set(new.labels) if "labels" in told else set(old.labels)
    texts = {(label.language, label.text) for label in labels}
    return ThemeDifference(
        old=old,
        new=new,
        is_renamed="name" in told and new.name != old.name,
        is_described="description" in told and bool(new.description) and new.description != old.description,
        is_moved="broader" in told and bool(new.broader) and new.broader != old.broader,
        related=tuple(sorted(related - set(old.related))),
        labels=tuple(sorted(labels - set(old.labels))),
        related_removed=tuple(sorted(set(old.related) - related)),
        labels_removed=tuple(
            label
            for label in old.labels
            if (label.language, label.text) not in texts and label.language in file.languages
        )
        if "labels" in told
        else (),
        loses_description="description" in told and bool(old.description) and not new.description,
        loses_place="broader" in told and bool(old.broader) and not new.broader,
    )


def _make(row: ThemeRow) -> ThemeEdit:
    return ThemeEdit(
        row.slug,
        is_new=True,
        name=row.name,
        description=row.description,
        broader=row.broader,
        related=row.related,
        labels=tuple((one.language, one.kind, one.text) for one in row.labels),
    )


def _change(each: ThemeDifference, *, gives: bool, takes: bool) -> ThemeEdit:
    description = each.new.description if gives and each.is_described else None
    broader = each.new.broader if gives and each.is_moved else None
    if takes and each.loses_description:
        description = ""
    if takes and each.loses_place:
        broader = ""
    return ThemeEdit(
        each.old.slug,
        name=each.new.name if gives and each.is_renamed else None,
        description=description,
        broader=broader,
        related=each.related if gives else (),
        related_removed=each.related_removed if takes else (),
        labels=tuple((one.language, one.kind, one.text) for one in each.labels) if gives else (),
        labels_removed=tuple((one.language, one.text) for one in each.labels_removed) if takes else (),
    )


def _at_top(edit: ThemeEdit) -> ThemeEdit:
    return ThemeEdit(
        edit.slug,
        is_new=edit.is_new,
        name=edit.name,
        description=edit.description,
        broader="" if edit.is_new else None,
        related=edit.related,
        related_removed=edit.related_removed,
        labels=edit.labels,
        labels_removed=edit.labels_removed,
    )
