from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kb.ingest.vocabulary import VocabularyError, entries_of, read_entries, read_vocabulary

FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "themes.json"


def make_entry(slug: str = "tillit", **fields: Any) -> dict[str, Any]:
    labels = {"nb": {"preferred": slug.title(), "alternative": ["fortrolighet"], "hidden": ["tiltro"]}}
    return {"slug": slug, "broader": None, "related": [], "description": {}, "labels": labels, **fields}


def make_vocabulary(*entries: dict[str, Any]) -> dict[str, Any]:
    return {"version": 1, "themes": list(entries)}


def test_the_vocabulary_of_the_site_can_be_read() -> None:
    themes = read_vocabulary(FIXTURE)
    assert len({theme.slug for theme in themes}) == len(themes) > 20
    assert all(theme.labels for theme in themes)


def test_a_theme_is_called_by_its_preferred_label_first() -> None:
    english = {"preferred": "Trust", "alternative": ["confidence"]}
    entry = make_entry()
    entry["labels"]["en"] = english
    theme = entries_of(make_vocabulary(entry))[0].as_theme()
    assert theme.labels == ("Tillit", "Trust", "fortrolighet", "confidence")
    assert theme.hints == ("tiltro",)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "list of"),
        ({"version": 2, "themes": []}, "version"),
        (make_vocabulary(make_entry("Stor Bokstav")), "slug"),
        (make_vocabulary(make_entry(), make_entry()), "more than once"),
        (make_vocabulary(make_entry(labels={})), "no labels"),
        (make_vocabulary(make_entry(labels={"nb": {"preferred": " "}})), "no preferred label"),
        (make_vocabulary(make_entry(labels={"xx": {"preferred": "Tillit"}})), "xx"),
        (make_vocabulary(make_entry(labels={"nb": {"preferred": "T", "hidden": "x"}})), "hidden"),
        (make_vocabulary(make_entry(broader="borte")), "borte"),
        (make_vocabulary(make_entry(related=["borte"])), "borte"),
        (make_vocabulary(make_entry("a", broader="b"), make_entry("b", broader="a")), "broader than itself"),
        (make_vocabulary(make_entry(description="tekst")), "description"),
    ],
)
def test_a_vocabulary_with_a_fault_is_refused_with_a_word_on_what_is_wrong(data: Any, message: str) -> None:
    with pytest.raises(VocabularyError, match=message):
        entries_of(data)


def test_a_file_that_is_missing_or_not_json_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="cannot be read"):
        read_entries(tmp_path / "themes.json")
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    with pytest.raises(VocabularyError, match="not JSON"):
        read_entries(broken)


def test_a_vocabulary_written_to_a_file_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "themes.json"
    path.write_text(json.dumps(make_vocabulary(make_entry())), encoding="utf-8")
    assert [entry.name for entry in read_entries(path)] == ["Tillit"]
