"""What reading remarks on has a name and a sentence in the language of the page."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from django.utils.translation import override

from kb.curation.notices import name_notice, word_notice
from tests.web.sheets import ROOT

READING = [
    path for path in sorted((ROOT / "kb").glob("i[nm]*/**/*.py")) if "Notice(" in path.read_text("utf-8")
]


def test_a_notice_is_called_by_what_it_is_about():
    with override("nb"):
        assert name_notice("pages_inferred") == "Sidene er regnet ut"
    with override("nn"):
        assert name_notice("no_references") == "Inga litteraturliste"


def test_a_notice_of_an_unknown_sort_is_called_by_its_code():
    assert name_notice("odd_new_thing") == "Odd new thing"


def test_every_notice_of_the_reading_has_a_name():
    told = "\n".join(path.read_text("utf-8") for path in READING)
    codes = set(re.findall(r'Notice\(\s*"([a-z_]+)"', told))
    assert len(codes) > 15
    with override("nb"):
        assert [
            code for code in sorted(codes) if name_notice(code) == code.replace("_", " ").capitalize()
        ] == []


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_sentence_of_the_reading_is_said_in_the_language_of_the_page(language: str):
    sentences = {said for path in READING for said in find_sentences(ast.parse(path.read_text("utf-8")))}
    assert len(sentences) > 25
    with override(language):
        said = {(code, message): word_notice(code, message) for code, message in sentences}
    assert [key for key, found in said.items() if found is None or found == key[1]] == []


def test_the_particulars_of_a_sentence_stay():
    message = "Moen & Lie 2019 is cited; more than one entry of the reference list fits."
    with override("nb"):
        assert "Moen & Lie 2019" in (word_notice("citation_ambiguous", message) or "")
        assert "3, 7-9" in (
            word_notice(
                "pages_without_text",
                "4 of 90 pages are pictures without text, counted from the first: 3, 7-9. "
                "What stands on them was not read.",
            )
            or ""
        )


def test_what_a_file_does_not_tell_is_named_in_the_language_too():
    with override("nb"):
        said = word_notice("particulars_missing", "The file does not tell: year, research question.") or ""
    assert said.endswith("år, problemstilling.")


def test_a_sentence_with_a_percent_sign_in_its_particulars_is_no_stumbling_block():
    message = "The contents list “4.2 About 50 %(s) of them”, which no heading of the text is called."
    with override("en"):
        assert word_notice("contents_entry_not_found", message) == message


def test_a_sentence_that_is_not_known_is_left_to_be_said_as_it_is():
    assert word_notice("no_headings", "Something else.") is None
    assert word_notice("odd_new_thing", "Something else.") is None


def find_sentences(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The notices that a module makes, with 7 for each particular."""
    named: dict[str, ast.expr] = {}
    # In the order of the text: a name means what was last put into it.
    for node in sorted(ast.walk(tree), key=lambda node: getattr(node, "lineno", 0)):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            named[node.targets[0].id] = node.value
        if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Notice"):
            continue
        first, message = node.args[:2] if len(node.args) > 1 else (node.args[0], node.args[0])
        if isinstance(first, ast.Constant):
            yield first.value, spell(named[message.id] if isinstance(message, ast.Name) else message)
        else:
            yield from find_in_tables(node, find_tables(tree))


def find_tables(tree: ast.Module) -> dict[str, ast.Dict]:
    """The tables of a module by their names."""
    return {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Dict)
    }


def find_in_tables(call: ast.Call, tables: dict[str, ast.Dict]) -> Iterator[tuple[str, str]]:
    """Where the code is looked up: {code: sentence} or {word: (code, sentence)}."""
    (name,) = {node.id for node in ast.walk(call) if isinstance(node, ast.Name) and node.id in tables}
    table = tables[name]
    for key, value in zip(table.keys, table.values, strict=True):
        if isinstance(value, ast.Tuple):
            code, message = value.elts
            yield spell(code), spell(message)
        else:
            assert key is not None
            yield spell(key), spell_furniture(call, spell(value))


def spell_furniture(call: ast.Call, sentence: str) -> str:
    """A sentence of a table that stands within a longer one."""
    whole = call.args[1]
    if not isinstance(whole, ast.JoinedStr):
        return re.sub(r"\{\w+\}", "7", sentence)
    return "".join(sentence if "_NAMES" in ast.unparse(part) else spell(part) for part in whole.values)


def spell(node: ast.expr) -> str:
    """What a text in the code comes to, with 7 for what is put into it."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(spell(part) for part in node.values)
    return "7"
