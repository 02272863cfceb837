"""Scripts, sheets and fonts name each other by names that hold their hash: browsers may keep them for a year."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from kb.web.static_files import strip

HASHED = re.compile(r"\.[0-9a-f]{12}\.")
# Comments, and what a script names of its own: import("./x.js"), … from "./x.js".
_COMMENT = re.compile(r"/\*.*?\*/|(?m:^\s*//[^\n]*$)", re.DOTALL)
_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["'`](?P<name>[^"'`]+)["'`]""")
_ADDRESS = re.compile(r"""url\(\s*["']?(?P<name>[^"')]+)["']?\s*\)""")


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that production serves static files from."""
    folder = tmp_path_factory.mktemp("static")
    storages = settings.STORAGES | {
        "staticfiles": {
            "BACKEND": "kb.web.static_files.StaticFiles",
            "OPTIONS": {"location": folder},
        }
    }
    with override_settings(STORAGES=storages, STATIC_ROOT=folder):
        call_command("collectstatic", interactive=False, stdout=StringIO())
    return folder


def served(folder: Path, kind: str, suffix: str) -> list[Path]:
    return [path for path in sorted((folder / kind).glob(f"*{suffix}")) if HASHED.search(path.name)]


@pytest.mark.parametrize("kind", ["js", "curation"])
def test_scripts_import_each_other_by_hashed_names(collected: Path, kind: str) -> None:
    named = [
        (path, match["name"])
        for path in served(collected, kind, ".js")
        for match in _IMPORT.finditer(_COMMENT.sub("", path.read_text(encoding="utf-8")))
    ]
    assert named or kind != "js"
    for path, name in named:
        assert HASHED.search(name), (
            f"{path.name} imports {name}: write the name as a plain string on one line"
        )
        assert (path.parent / name).is_file()


@pytest.mark.parametrize("kind", ["css", "curation"])
def test_sheets_name_their_files_by_hashed_names(collected: Path, kind: str) -> None:
    for path in served(collected, kind, ".css"):
        for match in _ADDRESS.finditer(_COMMENT.sub("", path.read_text(encoding="utf-8"))):
            if not match["name"].startswith("data:"):
                assert HASHED.search(match["name"]), f"{path.name}: {match['name']}"


def test_what_only_people_read_is_not_sent(collected: Path) -> None:
    for path in (*served(collected, "js", ".js"), *served(collected, "css", ".css")):
        assert not re.search(r"(?m)^\s*(?://|/\*)|^[ \t]|\n\n", path.read_text(encoding="utf-8")), path.name
    # What others made is served as they made it.
    admin = served(collected, "admin/js", ".js")
    assert any("/*" in path.read_text(encoding="utf-8") for path in admin)


def test_all_that_readers_can_come_to_fetch_is_light(collected: Path) -> None:
    """Also who touches everything: cards, keys, suggestions, copying."""
    assert sum(path.stat().st_size for path in served(collected, "js", ".js")) <= 40_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("// a\n\n  const a = 1; // kept\n", "const a = 1; // kept\n"),
        ("/* a\n   b */\nbody { color: red; }\n\n\n", "body { color: red; }\n"),
        ("/*! whose */\np { }\n", "/*! whose */\np { }\n"),
        ('a = "https://x"; // y\n  b = `/* ${c} */`;\n', 'a = "https://x"; // y\nb = `/* ${c} */`;\n'),
        ("a = `one\n  // two`;\n", "a = `one\n  // two`;\n"),
    ],
)
def test_comments_and_indentation_go_and_texts_stay(text: str, expected: str) -> None:
    assert strip(text) == expected


def test_what_the_site_draws_with_is_compressed_beforehand(collected: Path) -> None:
    for path in (*served(collected, "js", ".js"), *served(collected, "css", ".css")):
        if path.stat().st_size > 1_000:
            assert path.with_name(f"{path.name}.gz").is_file(), path.name
