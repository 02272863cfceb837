"""The commands as an operator types them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from kb.records.models import Import, Theme, Thesis
from tests.importing.small_thesis import FIRST, SECOND

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "forste.txt", tmp_path / "andre.txt"]
    for path, text in zip(paths, (FIRST, SECOND), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def run(*arguments: object, **options: object) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_ingest_reads_files_publishes_them_and_loads_the_vocabulary(files: list[Path]) -> None:
    told = run("ingest", *files, publish=True)
    assert Thesis.objects.public().count() == 2
    assert Theme.objects.filter(slug="partnerskap").exists()
    assert "forste.txt: created" in told
    assert "quotations" in told


def test_what_ingest_stored_is_found_at_once(files: list[Path]) -> None:
    run("ingest", *files, publish=True)
    hits = json.loads(run("search", "avtalene", json=True))
    assert {hit["source"] for hit in hits} == {"forste.txt", "andre.txt"}
    assert all(hit["lines"][0] <= hit["lines"][1] for hit in hits)


def test_ingest_again_says_that_nothing_changed(files: list[Path]) -> None:
    run("ingest", *files)
    assert run("ingest", *files).count("unchanged") == 2
    assert Import.objects.count() == 2


def test_one_bad_file_does_not_keep_the_others_out(files: list[Path], tmp_path: Path) -> None:
    empty, missing = tmp_path / "tom.txt", tmp_path / "borte.txt"
    empty.touch()
    errors = StringIO()
    with pytest.raises(CommandError, match="2 of 3 files were not read"):
        call_command("ingest", str(empty), str(missing), str(files[0]), stdout=StringIO(), stderr=errors)
    assert "tom.txt" in errors.getvalue()
    assert "cannot be opened" in errors.getvalue()
    assert Thesis.objects.count() == 1


def test_an_interrupted_run_says_how_to_go_on(files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    from kb.importing.management.commands import ingest

    read, seen = ingest.ingest_file, []

    def interrupt(name: str, data: bytes, **options: object) -> object:
        if seen:
            raise KeyboardInterrupt
        seen.append(name)
        return read(name, data, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(ingest, "ingest_file", interrupt)
    with pytest.raises(CommandError, match="the 1 files before it are in"):
        run("ingest", *files)
    assert Thesis.objects.count() == 1


def test_parse_prints_the_contract_and_stores_nothing(files: list[Path]) -> None:
    found = json.loads(run("parse", files[0]))
    assert found["thesis"]["title"] == "Samarbeid på prøve"
    assert {quotation["speaker"] for quotation in found["quotations"] if quotation["form"] == "block"} == {
        "Leder A",
        "Leder B",
    }
    assert Thesis.objects.count() == Import.objects.count() == 0


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 99, b"Bare noen ord."])
def test_parse_refuses_what_is_no_thesis_with_a_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "fil.txt"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=r"fil\.txt: .+\."):
        run("parse", path)


def test_parse_says_when_a_file_or_a_vocabulary_cannot_be_opened(files: list[Path], tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be opened"):
        run("parse", tmp_path / "borte.txt")
    with pytest.raises(CommandError, match="cannot be read"):
        run("parse", files[0], themes=tmp_path / "borte.json")


def test_the_vocabulary_is_added_once_and_leaves_what_curators_changed() -> None:
    assert "themes added, 0 were there already" in run("vocabulary")
    Theme.objects.filter(slug="tillit").update(name="Tillit og mistillit")
    assert run("vocabulary").startswith("0 themes added")
    assert Theme.objects.get(slug="tillit").name == "Tillit og mistillit"
    assert Theme.objects.get(slug="partnerskap").labels.filter(language="nn", kind="preferred").count() == 1


def test_a_bad_vocabulary_is_refused_whole(tmp_path: Path) -> None:
    path = tmp_path / "temaer.json"
    path.write_text('{"version": 1, "themes": [{"slug": "Ikke Slik"}]}', encoding="utf-8")
    with pytest.raises(CommandError, match="slug"):
        run("vocabulary", path)
    assert Theme.objects.count() == 0


def test_demo_brings_the_invented_examples_marked_as_such() -> None:
    run("demo")
    assert Thesis.objects.public().count() == Thesis.objects.filter(is_example=True).count() == 6
    assert run("demo").count("unchanged") == 6


def test_demo_without_its_examples_says_where_they_should_be(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from kb.importing.management.commands import demo

    monkeypatch.setattr(demo, "EXAMPLES", tmp_path / "theses")
    with pytest.raises(CommandError, match="No example theses in"):
        run("demo")


@pytest.mark.parametrize("command", [["ingest", "README.md"], ["reindex"], ["demo"]])
def test_without_tables_every_command_says_to_migrate(command: list[str], tmp_path: Path) -> None:
    environment = {**os.environ, "KB_MODE": "test", "KB_DATA": str(tmp_path)}
    environment["DJANGO_SETTINGS_MODULE"] = "kb.config.settings"
    run = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "manage.py migrate" in run.stderr
    assert "Traceback" not in run.stderr
