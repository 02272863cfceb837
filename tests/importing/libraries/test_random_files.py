"""Whatever a file of references holds, reading it ends in entries within bounds or in a refusal with a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.importing.libraries import Entry, UnreadableLibrary, read_library
from kb.importing.libraries.fields import LONGEST

FILES = sorted((Path(__file__).parent / "files").iterdir())
WORD = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters='\\{}"#%@,'), min_size=1
)
PLAIN = st.text("abcdefghijklmnopqrstuvwxyzæøå", min_size=3, max_size=12)


def check(entries: tuple[Entry, ...]) -> None:
    for entry in entries:
        assert entry.title
        assert all(len(getattr(entry, name)) <= most for name, most in LONGEST.items())
        assert all(bool(author.organization) != bool(author.family) for author in entry.authors)
        assert not any("\x00" in str(value) for value in entry.as_data().values())
        assert Entry.from_data(json.loads(json.dumps(entry.as_data()))) == entry


@pytest.mark.parametrize("start", ["@book{a,", "TY  - BOOK\n", "[{", ""])
@given(data=st.data())
def test_random_text_is_read_or_refused(start: str, data: st.DataObject) -> None:
    text = start + data.draw(st.text(max_size=300))
    try:
        check(read_library(text.encode(errors="surrogatepass")).entries)
    except UnreadableLibrary:
        return


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
@given(data=st.data())
def test_files_cut_and_spoilt_anywhere_are_read_or_refused(file: Path, data: st.DataObject) -> None:
    whole = file.read_bytes()
    at = data.draw(st.integers(0, len(whole)))
    cut = data.draw(st.integers(0, 40))
    spoilt = whole[:at] + data.draw(st.binary(max_size=6)) + whole[at + cut :]
    try:
        check(read_library(spoilt).entries)
    except UnreadableLibrary:
        return


@given(title=PLAIN, family=PLAIN, given_name=PLAIN, year=st.integers(1400, 2099))
def test_the_three_formats_tell_the_same(title: str, family: str, given_name: str, year: int) -> None:
    family, given_name = family.capitalize(), given_name.capitalize()
    bibtex = f"@book{{k, title = {{{title}}}, author = {{{family}, {given_name}}}, year = {year}}}"
    ris = f"TY  - BOOK\nTI  - {title}\nAU  - {family}, {given_name}\nPY  - {year}\nER  - \n"
    csl = json.dumps(
        [
            {
                "type": "book",
                "title": title,
                "author": [{"family": family, "given": given_name}],
                "issued": {"date-parts": [[year]]},
            }
        ]
    )
    told = [read_library(text.encode()).entries[0] for text in (bibtex, ris, csl)]
    assert {(one.title, one.authors, one.year, one.type) for one in told} == {
        (told[0].title, told[0].authors, str(year), "book")
    }
