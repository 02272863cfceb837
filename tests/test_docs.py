"""The reference pages say what the code does: each of these fails when one of the two moves alone."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand

from kb.ingest.contract import as_contract
from kb.ingest.parse import parse
from kb.search import terms as query_language
from kb.search.query import SearchQuery

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
COMMANDS = sorted(
    path.stem for path in ROOT.glob("kb/*/management/commands/*.py") if not path.stem.startswith("_")
)
Rows = list[list[str]]


def read_page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def read_rows(text: str) -> Rows:
    """The rows of the tables in ``text`` whose first cell is code, each as its cells."""
    lines = (line for line in text.splitlines() if line.startswith("| `"))
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def codes_in(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def without_blocks(page: str) -> str:
    return re.sub(r"^ *```.*?```$", "", page, flags=re.DOTALL | re.MULTILINE)


def read_section(page: str, heading: str) -> str:
    """What stands under a heading, up to the next one of its level."""
    match = re.search(rf"^## {re.escape(heading)}$(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert match, f"No section “{heading}”."
    return match[1]


# Codes


def codes_given(name: str, *rooms: str) -> set[str]:
    """The codes (first argument) of all calls of ``name`` in the code of ``rooms``."""
    found: set[str] = set()
    for room in rooms:
        for path in sorted((ROOT / "kb" / room).rglob("*.py")):
            module = ast.parse(path.read_text(encoding="utf-8"))
            for node in ast.walk(module):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                    codes = set(_codes_of(node, module))
                    assert codes, (
                        f"{path}:{node.lineno}: write the code out, or take it from a table of the module."
                    )
                    found |= codes
    return found


def _codes_of(call: ast.Call, module: ast.Module) -> Iterator[str]:
    first = call.args[0] if call.args else call.keywords[0].value
    options = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
    written = [one.value for one in options if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    if written:
        yield from written
        return
    # Else the call looks something up in a table of the module, by its code or with the code first.
    tables = _tables_of(module)
    for node in ast.walk(call):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in tables:
            table = tables[node.value.id]
            for key, value in zip(table.keys, table.values, strict=True):
                code = value.elts[0] if isinstance(value, ast.Tuple) else key
                if isinstance(code, ast.Constant):
                    yield str(code.value)


def _tables_of(module: ast.Module) -> dict[str, ast.Dict]:
    return {
        target.id: node.value
        for node in module.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def test_every_notice_is_explained_and_every_explained_one_is_given() -> None:
    explained = [codes_in(row[0])[0] for row in read_rows(read_page("reference/notices.md"))]
    assert len(explained) == len(set(explained))
    assert set(explained) == codes_given("Notice", "ingest", "importing")


def test_every_notice_is_named_by_the_stage_that_gives_it() -> None:
    page = without_blocks(read_page("explanation/reading.md"))
    assert codes_given("Notice", "ingest") <= set(codes_in(page))


def test_every_refusal_of_a_file_is_in_the_guide_to_adding_theses() -> None:
    explained = {codes_in(row[0])[0] for row in read_rows(read_page("how-to/add-theses.md"))}
    assert explained == codes_given("UnreadableFile", "ingest")


# The parse contract


@cache
def example_parse() -> dict[str, object]:
    path = min((ROOT / "fixtures/theses").glob("*.txt"))
    return as_contract(parse(path.name, path.read_bytes()))


def test_the_parse_contract_names_every_key() -> None:
    rows = {codes_in(row[0])[0]: row[1] for row in read_rows(read_page("reference/parse-contract.md"))}
    found = example_parse()
    assert set(rows) == set(found)
    for name, value in found.items():
        example = value[0] if isinstance(value, list) and value else value
        if isinstance(example, dict):
            assert set(example) <= set(codes_in(rows[name])), name


# Commands


def arguments_of(command: BaseCommand, name: str) -> set[str]:
    """What ``--help`` lists: options by their long name, positionals by theirs."""
    parser = command.create_parser("manage.py", name)
    return {action.option_strings[-1] if action.option_strings else action.dest for action in parser._actions}


def test_every_command_is_documented() -> None:
    assert sorted(re.findall(r"^## (\S+)$", read_page("reference/commands.md"), re.MULTILINE)) == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_takes_the_arguments_that_are_documented(name: str) -> None:
    section = read_section(read_page("reference/commands.md"), name)
    own = arguments_of(load_command_class(get_commands()[name], name), name) - arguments_of(
        BaseCommand(), name
    )
    assert {codes_in(row[0])[0] for row in read_rows(section)} == own
    usage = re.search(rf"^python manage\.py {name}\b(.*)$", section, re.MULTILINE)
    assert usage, "No line that shows how it is called."
    assert own <= {word.strip("[]…") for word in usage[1].lower().split()}


# The query language


def names_documented(heading: str, head: str) -> dict[str, str]:
    """Name or alias -> what it means, from the table under ``heading`` with this ``head``."""
    section = read_section(read_page("reference/query-language.md"), heading)
    table = section.split(f"| {head} |\n", 1)[1].split("\n\n", 1)[0]
    return {
        name: codes_in(row[0])[0] for row in read_rows(table) for name in codes_in(row[0]) + codes_in(row[1])
    }


def test_every_field_of_the_query_language_is_documented_by_all_its_names() -> None:
    assert (
        names_documented("Fields", "Field | Also written | Value | Texts it finds")
        == query_language.FIELD_NAMES
    )


@pytest.mark.parametrize("field", sorted(query_language.VALUES))
def test_every_value_with_a_name_of_its_own_is_documented(field: str) -> None:
    names = names_documented("Fields", f"`{field}` | Also written")
    values = query_language.VALUES[field]
    assert names == {**values, **{value: value for value in values.values()}}


def test_every_hint_is_explained() -> None:
    rows = read_rows(read_section(read_page("reference/query-language.md"), "Hints"))
    assert {codes_in(row[0])[0] for row in rows} == codes_given("Hint", "search")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (codes_in(row[0])[0], codes_in(row[1])[0])
        for row in read_rows(read_section(read_page("reference/query-language.md"), "Examples"))
    ],
)
def test_an_example_is_read_as_the_page_says(typed: str, read: str) -> None:
    assert SearchQuery.from_text(typed).to_text() == read


# The pages themselves


def test_every_page_is_in_the_index() -> None:
    index = read_page("README.md")
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")} - {"README.md"}
    assert pages <= set(re.findall(r"\]\(([^)#]+)", index))


def test_every_module_that_a_page_names_is_there() -> None:
    rooms = [ROOT / "kb", ROOT / "tests", ROOT / "fixtures"]
    there = [path for room in rooms for path in room.rglob("*.py")]
    for page in sorted(DOCS.rglob("*.md")):
        for name in re.findall(r"`([\w/]+\.py)`", page.read_text(encoding="utf-8")):
            known = (ROOT / name).exists() or any(path.match(name) for path in there)
            assert known, f"{page.name} names {name}, which is not there."


def test_every_table_that_a_rule_may_go_to_is_there() -> None:
    page = read_page("how-to/add-a-rule.md")
    named = re.findall(r"((?:`[A-Z_]+`(?: and )?)+) in ((?:`test_\w+\.py`(?:, | and )?)+)", page)
    assert named
    for tables, modules in named:
        for module in codes_in(modules):
            text = (ROOT / "tests/ingest" / module).read_text(encoding="utf-8")
            for table in codes_in(tables):
                assert re.search(rf"^{table}\b.* = ", text, re.MULTILINE), f"{module} has no {table}."


@pytest.mark.parametrize(
    "page",
    [*sorted(DOCS.rglob("*.md")), *sorted(ROOT.glob("*.md"))],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", without_blocks(page.read_text(encoding="utf-8")))
    for target, anchor in re.findall(r"(?<!!)\[[^\]]*\]\(([^)#\s]*)(?:#([^)\s]+))?\)", text):
        if target.startswith(("http:", "https:", "mailto:")):
            continue
        other = page.parent / target if target else page
        assert other.exists(), f"{target} is not there."
        if anchor:
            headings = re.findall(r"^#+ (.+)$", other.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", h).lower().replace(" ", "-") for h in headings}, anchor
