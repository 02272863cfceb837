"""A vocabulary as a table, one theme a row, as spreadsheets save it.

Columns: slug, name, broader, related, description, and preferred_, alternative_ and hidden_ with nb, nn and en.
Several texts in a cell are parted by "|"; a "|" that belongs to a text is written "\\|", a "\\" as "\\\\".
"""

from __future__ import annotations

import csv
import io

from kb.ingest.vocabulary import LANGUAGES, VocabularyError
from kb.ingest.vocabulary_rows import (
    KINDS,
    PREFERRED,
    LabelRow,
    ThemeRow,
    VocabularyFile,
    clean_description,
    clean_text,
    is_slug,
    make_slug_of,
    settle_rows,
)

LABEL_COLUMNS = tuple((f"{kind}_{language}", kind, language) for language in LANGUAGES for kind in KINDS)
COLUMNS = ("slug", "name", "broader", "related", "description", *(name for name, _, _ in LABEL_COLUMNS))
# What spreadsheets calculate when a cell begins with it is written with an apostrophe before it; so is an apostrophe.
_FORMULA = tuple("=+-@＝＋－＠")
_UNSEEN = " \t\r\n\v\f\u00a0\u00ad\u200b\u200c\u200d\u2060\ufeff"


def join_cell(texts: tuple[str, ...]) -> str:
    """Several texts in one cell."""
    return " | ".join(text.replace("\\", "\\\\").replace("|", "\\|") for text in texts)


def split_cell(cell: str) -> tuple[str, ...]:
    """The texts of a cell."""
    parts, is_escaped = [""], False
    for character in cell:
        if is_escaped or character not in "\\|":
            parts[-1] += character
            is_escaped = False
        elif character == "|":
            parts.append("")
        else:
            is_escaped = True
    return tuple(filter(None, map(clean_text, parts)))


def guard_cell(text: str) -> str:
    """The cell with an apostrophe more where it begins with one, which reading takes away again."""
    return f"'{text}" if text.startswith("'") else text


def read_table(data: bytes) -> VocabularyFile:
    """The themes of the table, with comma, semicolon or tab between cells. Raises VocabularyError."""
    text = _decode(data)
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise VocabularyError(f"The table cannot be read: {error}.") from error
    columns = [name.strip().casefold() for name in lines[0]] if lines else []
    if "slug" not in columns and "name" not in columns:
        raise VocabularyError('A table of themes needs a first row with the column "slug" or "name".')
    notices = [f"The column “{name}” is not known." for name in columns if name and name not in COLUMNS]
    rows: list[ThemeRow] = []
    for line in lines[1:]:
        cells = {name: _plain(cell) for name, cell in zip(columns, line, strict=False) if name in COLUMNS}
        if any(cell.strip() for cell in cells.values()):
            rows.append(_read_row(cells, len(rows) + 1))
    present = [(kind, language) for name, kind, language in LABEL_COLUMNS if name in columns]
    told: set[str] = {name for name in ("name", "description", "broader", "related") if name in columns}
    told |= {"labels"} if present else set()
    languages = frozenset(
        language for language in LANGUAGES if all((kind, language) in present for kind in KINDS)
    )
    return VocabularyFile(settle_rows(rows, notices), frozenset(told), tuple(notices), languages)


def _read_row(cells: dict[str, str], number: int) -> ThemeRow:
    labels = [
        LabelRow(language, kind, text)
        for column, kind, language in LABEL_COLUMNS
        for text in split_cell(cells.get(column, ""))
    ]
    preferred = [label.text for label in labels if label.kind == PREFERRED]
    slug = clean_text(cells.get("slug", "")).casefold()
    name = clean_text(cells.get("name", "")) or (preferred[0] if preferred else slug)
    slug = slug or make_slug_of(name)
    if not is_slug(slug):
        raise VocabularyError(
            f"Row {number} has the slug “{slug}”; a slug has the letters a–z, digits and single hyphens."
        )
    return ThemeRow(
        slug,
        name,
        clean_description(cells.get("description", "")),
        clean_text(cells.get("broader", "")).casefold(),
        tuple(text.casefold() for text in split_cell(cells.get("related", ""))),
        tuple(labels),
    )


def _plain(cell: str) -> str:
    if not cell.startswith("'"):
        return cell
    rest = cell[1:]
    is_guarded = rest.startswith(("'", "\t", "\r", "\n")) or rest.lstrip(_UNSEEN).startswith(_FORMULA)
    return rest if is_guarded else cell


def _decode(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise VocabularyError("The file is no text. Save the table as CSV in UTF-8.")
