"""Vocabulary files of every format: what is written is read again whole, and files that mean harm do none."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.exports.vocabulary import write_json_ld, write_turtle, write_vocabulary_table
from kb.ingest.vocabulary import VocabularyError
from kb.ingest.vocabulary_files import read_vocabulary_file
from kb.ingest.vocabulary_rows import (
    KINDS,
    PREFERRED,
    LabelRow,
    ThemeRow,
    clean_description,
    clean_text,
    make_slug_of,
)

SCHEME = "https://oppgaver.example/themes/"
ROWS = (
    ThemeRow(
        "aapenhet",
        "Åpenhet, «ærlighet» og øvrig",
        'Om *åpenhet*:\n\n- ett\n- "to" \\ tre',
        "",
        ("tillit",),
        (
            LabelRow("en", "hidden", "opness"),
            LabelRow("nb", "alternative", "'sitat"),
            LabelRow("nb", "alternative", "=1+1"),
            LabelRow("nb", "alternative", "en | to \\ tre"),
            LabelRow("nb", "preferred", "Åpenhet"),
            LabelRow("nn", "preferred", "Openheit"),
        ),
    ),
    ThemeRow("tillit", "Tillit", "", "aapenhet", ("aapenhet",)),
)


def write(form: str, rows: tuple[ThemeRow, ...]) -> bytes:
    if form == "csv":
        return write_vocabulary_table(rows)
    writer = write_turtle if form == "ttl" else write_json_ld
    return writer(rows, scheme=SCHEME, title="Temaer", licence="https://lisens.example/").encode()


FORMS = pytest.mark.parametrize("form", ["ttl", "jsonld", "csv"])


@FORMS
def test_what_is_written_is_read_again_whole(form: str) -> None:
    file = read_vocabulary_file(write(form, ROWS))
    assert file.rows == ROWS
    assert file.notices == ()


@st.composite
def vocabularies(draw: st.DrawFn) -> tuple[ThemeRow, ...]:
    texts = st.text(min_size=1, max_size=30).map(clean_text).filter(bool)
    slugs = draw(
        st.lists(
            st.from_regex(r"[a-z]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True), min_size=1, max_size=5, unique=True
        )
    )
    rows = []
    for number, slug in enumerate(slugs):
        found: dict[tuple[str, str], LabelRow] = {}
        preferred: set[str] = set()
        for language, kind, text in draw(
            st.lists(
                st.tuples(st.sampled_from(["nb", "nn", "en"]), st.sampled_from(KINDS), texts), max_size=6
            )
        ):
            if (language, text) in found or (kind == PREFERRED and language in preferred):
                continue
            preferred |= {language} if kind == PREFERRED else set()
            found[language, text] = LabelRow(language, kind, text)
        rows.append(
            ThemeRow(
                slug,
                draw(texts),
                draw(st.text(max_size=60).map(clean_description)),
                draw(st.sampled_from(["", *slugs[:number]])),
                (),
                tuple(sorted(found.values())),
            )
        )
    return tuple(sorted(rows, key=lambda row: row.slug))


@FORMS
@given(rows=vocabularies())
def test_any_vocabulary_comes_back_as_it_was(form: str, rows: tuple[ThemeRow, ...]) -> None:
    assert sorted(read_vocabulary_file(write(form, rows)).rows, key=lambda row: row.slug) == list(rows)


def test_what_a_spreadsheet_would_calculate_is_written_as_text() -> None:
    row = ThemeRow("a", "=1+1", labels=(LabelRow("nb", "alternative", "@SUM(1)"),))
    written = write_vocabulary_table([row])
    assert b"a,'=1+1," in written
    assert b",'@SUM(1)," in written
    assert read_vocabulary_file(written).rows == (row,)


def test_a_table_as_norwegian_spreadsheets_save_it_is_read() -> None:
    data = "slug;name;alternative_nb\r\n;Ærlig tale;åpen | rett fram\r\n".encode("cp1252")
    (row,) = read_vocabulary_file(data).rows
    assert (row.slug, row.name) == ("aerlig-tale", "Ærlig tale")
    assert [label.text for label in row.labels] == ["rett fram", "åpen"]


def test_a_table_tells_only_what_it_has_columns_for() -> None:
    file = read_vocabulary_file(b"slug,name\ntillit,Tillit\n")
    assert file.told == {"name"}
    assert file.languages == frozenset()


# Written as other tools do: blank nodes aside, several schemes, narrower in place of broader, other languages.
FOREIGN = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ex: <https://elsewhere.example/id/> .
ex:c_1029 a skos:Concept ; skos:prefLabel "Tillit"@no , "Vertrauen"@de , "Trust"@en-GB ;
  skos:altLabel "tiltro" ; skos:narrower ex:c_1030 ; skos:scopeNote "Å stole på noen."@nb .
ex:c_1030 a skos:Concept ; skos:prefLabel "Mistillit"@nb .
"""


def test_what_another_tool_wrote_is_read_and_what_is_lost_is_said() -> None:
    file = read_vocabulary_file(FOREIGN.encode())
    tillit, mistillit = sorted(file.rows, key=lambda row: row.slug, reverse=True)
    assert (tillit.slug, tillit.name, tillit.description) == ("tillit", "Tillit", "Å stole på noen.")
    assert set(tillit.labels) == {
        LabelRow("nb", "preferred", "Tillit"),
        LabelRow("en", "preferred", "Trust"),
        LabelRow("nb", "alternative", "tiltro"),
    }
    assert (mistillit.slug, mistillit.broader) == ("mistillit", "tillit")
    assert len(file.notices) == 1


RDF = """<?xml version="1.0" encoding="ISO-8859-1"?>{}
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
<skos:Concept rdf:about="https://elsewhere.example/tillit">
<skos:prefLabel xml:lang="nb">{}</skos:prefLabel></skos:Concept>
</rdf:RDF>"""


def test_rdf_xml_is_read() -> None:
    assert read_vocabulary_file(RDF.format("", "Tillit på").encode()).rows[0].name == "Tillit på"


CONTEXT = {"skos": "http://www.w3.org/2004/02/skos/core#"}
HOSTILE = {
    "an entity from a file": RDF.format(
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;"
    ).encode(),
    "entities in entities": RDF.format(
        '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>', "&b;"
    ).encode(),
    "a context from elsewhere": json.dumps(
        {"@context": "https://elsewhere.example/c.json", "@graph": []}
    ).encode(),
    "a context inside a context": json.dumps(
        {"@context": {**CONTEXT, "x": {"@id": "skos:x", "@context": "file:///etc/passwd"}}, "@graph": []}
    ).encode(),
    "an imported context": json.dumps({"@context": {"@import": "https://elsewhere.example/"}}).encode(),
    "a document in a literal": FOREIGN.replace(
        '"tiltro"', '"<!DOCTYPE a>"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral>'
    ).encode(),
    "deep lists": b'{"@graph": ' + b"[" * 100_000,
    "deep blank nodes": b"@prefix a: <urn:a> .\na:b a:c " + b"[ a:d " * 5_000,
    "deep collections": b"@prefix a: <urn:a> .\na:b a:c " + b"(" * 5_000,
    "no text": b"\x00\x01\x02",
    "too large": b"slug\n" + b"a" * 5_000_001,
    "nothing": b" ",
    "no themes": b"@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
    "half a file": FOREIGN.encode()[:-80],
    "a circle": b"slug,name,broader\na,A,b\nb,B,a\n",
    "its own place": b"slug,name,broader\na,A,a\n",
    "a theme twice": b"slug,name\na,A\na,B\n",
    "a slug that is none": b"slug,name\n../x,A\n",
    "a name without end": b"slug,name\na," + b"x" * 101,
    "half a row": b'slug,name\n"a,A\n',
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_is_none_or_means_harm_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(VocabularyError):
        read_vocabulary_file(data)


def test_two_preferred_labels_and_one_that_leads_nowhere_are_noticed() -> None:
    data = b"slug,name,broader,related,preferred_nb\na,A,finnes-ikke,heller-ikke,En | To\n"
    file = read_vocabulary_file(data)
    assert [(label.kind, label.text) for label in file.rows[0].labels] == [
        ("alternative", "To"),
        ("preferred", "En"),
    ]
    assert (file.rows[0].broader, file.rows[0].related, len(file.notices)) == ("", (), 3)


@pytest.mark.parametrize(
    ("name", "slug"), [("Ærlig øving på", "aerlig-oving-pa"), ("日本", ""), ("  A  b--c ", "a-b-c")]
)
def test_slugs_are_made_of_names(name: str, slug: str) -> None:
    assert make_slug_of(name) == slug
