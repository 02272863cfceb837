from __future__ import annotations

import pytest

from kb.ingest.document import BlockKind, Region
from kb.ingest.joining import is_cut_in_citation
from kb.ingest.layout import lay_out
from kb.ingest.readers import read_source
from tests.ingest.example_thesis import BACK, BODY, FRONT, wrapped


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ledere velger selv, ifølge Stensby (1982, s.", "2) er det en fordel at de gjør det."),
        ("Ledere velger selv (Stensby, 1982, s.", "567-568). Det er en fordel."),
        ("Ledere velger selv (Stensby,", "1982). Det er en fordel."),
        ("Ledere velger selv (Stensby &", "Moeby, 1982). Det er en fordel."),
        ("Ledere velger selv (Universitetet i", "Oslo, 2019). Det er en fordel."),
        ("Ledere velger selv (St.meld. nr.", "9 (2006-2007), s. 3). Det er en fordel."),
        ("Ledere velger selv, sier Stensby &", "Moeby (2015) om dette."),
        ("Ledere velger selv, sier Stensby og", "Moeby et al. (2015) om dette."),
    ],
)
def test_a_line_that_breaks_off_in_a_citation_goes_on(before: str, after: str) -> None:
    assert is_cut_in_citation([before], after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ledere velger selv (Stensby, 1982, s. 2).", "2) Ledere velger ofte."),
        ("Tre ting er viktige (og ofte glemt):", "1) Ledere velger selv."),
        ("Ledere velger selv (som vi har sett", "12 ganger i løpet av året."),
        ("Ledere velger selv og", "Moeby er enig."),
        ("Ledere velger selv (sies det", "Kontoret (NAV) er enig."),
        ("Ledere velger selv.", "2015 var et vanskelig år."),
    ],
)
def test_other_lines_are_judged_by_other_signs(before: str, after: str) -> None:
    assert not is_cut_in_citation([before], after)


def test_a_page_that_wraps_is_no_item_of_a_list() -> None:
    lines = wrapped((*FRONT, *BODY, *BACK))
    at = lines.index("", len(lines) // 2) + 1
    cut = [
        "Ledere velger selv hva de vil gjøre, og i hvilken rekkefølge, ifølge Stensby (1982, s.",
        "2) hver dag.",
    ]
    document = lay_out(read_source("oppgave.txt", "\n".join([*lines[:at], *cut, "", *lines[at:]]).encode()))[
        0
    ]
    whole = [b for b in document.blocks if "Stensby (1982, s. 2) hver dag." in document.text_of(b.span)]
    assert [(block.kind, block.region) for block in whole] == [(BlockKind.PARAGRAPH, Region.BODY)]
