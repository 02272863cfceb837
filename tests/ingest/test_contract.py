from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from kb.ingest.contract import as_contract
from kb.ingest.parse import parse
from tests.ingest.example_thesis import FIRST_QUOTE, QUESTION, contents, flowing

TEXT = contents() + "\n\n" + flowing()
KEYS = {
    "source": {"name", "sha256", "format", "lines"},
    "thesis": {
        "title", "title_en", "subtitle", "authors", "year", "institution", "programme", "supervisors", "language",
        "keywords", "research_question", "sub_questions", "n_informants",
    },
    "parts": {"kind", "title", "language", "lines"},
    "chapters": {"number", "title", "level", "lines", "page"},
    "passages": {"chapter", "region", "kind", "text", "lines", "page"},
    "quotations": {"form", "kind", "speaker", "text", "lines", "page", "chapter", "citation", "confidence"},
    "informants": {"label", "role", "role_group", "lines"},
    "references": {"lines", "raw", "authors", "year", "title", "container", "publisher", "doi", "url", "type"},
    "citations": {"lines", "raw", "narrative", "authors", "et_al", "year", "locator", "secondary_via", "reference"},
    "appendices": {"title", "lines"},
    "themes": {"slug", "lines", "confidence", "reason"},
    "personal_data": {"lines", "what"},
    "notices": {"code", "message", "lines"},
}  # fmt: skip


@pytest.fixture(scope="module")
def printed() -> dict[str, Any]:
    return as_contract(parse("oppgave.txt", TEXT.encode()))


def test_it_has_the_agreed_keys_and_is_json(printed: dict[str, Any]) -> None:
    assert set(printed) == set(KEYS)
    assert json.loads(json.dumps(printed)) == printed
    for name, keys in KEYS.items():
        rows = printed[name] if isinstance(printed[name], list) else [printed[name]]
        assert all(set(row) == keys for row in rows), name


def test_the_source_is_the_file_as_given(printed: dict[str, Any]) -> None:
    assert printed["source"] == {
        "name": "oppgave.txt",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "format": "txt",
        "lines": TEXT.count("\n"),
    }


def test_lines_are_counted_from_one_in_the_file_as_given(printed: dict[str, Any]) -> None:
    lines = TEXT.split("\n")
    for chapter in printed["chapters"]:
        assert chapter["title"] in lines[chapter["lines"][0] - 1]
    question = printed["thesis"]["research_question"]
    assert question["text"] == QUESTION
    assert QUESTION in lines[question["lines"][0] - 1]


def test_every_line_with_text_stands_in_a_passage(printed: dict[str, Any]) -> None:
    covered = {n for p in printed["passages"] for n in range(p["lines"][0], p["lines"][1] + 1)}
    assert {n for n, line in enumerate(TEXT.split("\n"), start=1) if line.strip()} <= covered


def test_passages_point_to_their_chapter_and_outside_the_body_to_none(printed: dict[str, Any]) -> None:
    for passage in printed["passages"]:
        assert (passage["chapter"] is None) == (passage["region"] != "body")
    quote = next(p for p in printed["passages"] if p["text"] == FIRST_QUOTE)
    assert printed["chapters"][quote["chapter"]]["title"] == "Funn"


def test_a_display_quotation_has_the_lines_of_its_block_and_the_chapter_it_stands_in(
    printed: dict[str, Any],
) -> None:
    quotation = next(q for q in printed["quotations"] if q["form"] == "block")
    passage = next(p for p in printed["passages"] if quotation["text"] in p["text"])
    assert (quotation["lines"], quotation["chapter"], quotation["page"]) == (
        passage["lines"],
        passage["chapter"],
        passage["page"],
    )


def test_appendices_and_the_reference_list_are_no_chapters(printed: dict[str, Any]) -> None:
    assert [a["title"] for a in printed["appendices"]] == ["Vedlegg 1: Intervjuguide"]
    assert [c["number"] for c in printed["chapters"]] == ["1", "1.1", "2", "2.1", "2.2", "3", "4", "5"]
    assert [p["kind"] for p in printed["parts"]] == ["toc", "abstract", "other"]
