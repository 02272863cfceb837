from __future__ import annotations

import pytest

from kb.pages.tables import restore_columns, split_table


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Voice\tRole\nLeder A\tleder", (("Voice", "Role"), ("Leder A", "leder"))),
        ("| Voice | Role |\n|---|---|\n| Kim | veileder |", (("Voice", "Role"), ("Kim", "veileder"))),
        ("Voice     Role\nLeder A   leder", (("Voice", "Role"), ("Leder A", "leder"))),
        # a row that is short is filled up
        ("a\tb\tc\nd", (("a", "b", "c"), ("d", "", ""))),
        # a cell that is empty keeps its place
        ("a\tb\tc\nd\t\tf", (("a", "b", "c"), ("d", "", "f"))),
        # but tabs that only set columns level part two cells
        ("a\tb\ncc\t\td", (("a", "b"), ("cc", "d"))),
        # nothing stands in the corner
        ("Nord\tSør\nLeder\t4\t5\nRåd\t6\t7", (("", "Nord", "Sør"), ("Leder", "4", "5"), ("Råd", "6", "7"))),
        # a line drawn below the head is no row
        ("Alder\t38\n------\t---", (("Alder", "38"),)),
        # a line of marks among loose lines makes no columns of them
        ("Hvem\nleder\nRektor\tX\tX\nlærer\nrådgiver", ()),
        # no cells: it is better shown as it stands
        ("one line\nand another", ()),
        ("", ()),
    ],
)
def test_a_table_is_split_where_its_cells_part(text: str, rows: tuple[tuple[str, ...], ...]) -> None:
    assert split_table(text) == rows


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        # every third line counts, below a head
        ("Hvem År Sted Leder_A 4 Nes Leder_B 9 Moen Leder_C 2 Lia", 3),
        ("1 rektor 2 lærer 3 vaktmester", 2),
        ("1. rektor 2. lærer 3. vaktmester", 2),
        # a row is not whole, nothing counts, or only two rows do
        ("Hvem År Sted Leder_A 4 Nes Leder_B 9 Leder_C 2 Lia", 0),
        ("Hvem År Kim 4 Bo 9 Siv 2", 0),
        ("1 rektor 2 lærer", 0),
        ("1 2 3 4 5 6", 0),
        ("", 0),
    ],
)
def test_a_table_that_fell_apart_is_put_together_where_its_rows_are_counted(cells: str, rows: int) -> None:
    text = "\n".join(cells.split()).replace("_", " ")
    restored = restore_columns(text)
    assert [cell for row in restored for cell in row] == (text.splitlines() if rows else [])
    assert {len(row) for row in restored} == ({rows} if rows else set())
