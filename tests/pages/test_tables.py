from __future__ import annotations

import pytest

from kb.pages.tables import split_table


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Voice\tRole\nLeder A\tleder", (("Voice", "Role"), ("Leder A", "leder"))),
        ("| Voice | Role |\n|---|---|\n| Kim | veileder |", (("Voice", "Role"), ("Kim", "veileder"))),
        ("Voice     Role\nLeder A   leder", (("Voice", "Role"), ("Leder A", "leder"))),
        # a row that is short is filled up
        ("a\tb\tc\nd", (("a", "b", "c"), ("d", "", ""))),
        # no cells: it is better shown as it stands
        ("one line\nand another", ()),
        ("", ()),
    ],
)
def test_a_table_is_split_where_its_cells_part(text: str, rows: tuple[tuple[str, ...], ...]) -> None:
    assert split_table(text) == rows
