"""The repository keeps its own promises: documents tell the truth, guards are up."""

from __future__ import annotations

import json
import re
import socket
import tomllib
from pathlib import Path

import pytest
from pytest_socket import SocketBlockedError

ROOT = Path(__file__).resolve().parents[1]


def test_every_setting_is_documented_and_every_documented_setting_is_read() -> None:
    code = (ROOT / "kb/config/settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', code)) | set(
        re.findall(r'environ\.get\("([A-Z_]+)"', code)
    )
    documented = set(
        re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs/settings.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert read == documented


def test_every_room_of_the_house_is_in_the_architecture_page() -> None:
    page = (ROOT / "docs/ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = {path.parent.name for path in (ROOT / "kb").glob("*/__init__.py")}
    assert rooms == set(re.findall(r"^kb/(\w+)", page, re.MULTILINE))


def test_every_dependency_says_what_it_is_for() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    start = lines.index("dependencies = [")
    for line, before in zip(lines[start + 1 : lines.index("]", start)], lines[start:], strict=False):
        assert line.lstrip().startswith("#") or before.lstrip().startswith("#"), line


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_with_hashes(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    requirements = [line for line in text.splitlines() if re.match(r"[a-zA-Z]", line)]
    assert requirements
    assert all("==" in line and "--hash=sha256:" in line for line in requirements)


def test_direct_dependencies_are_all_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = set(
        re.findall(r"^([\w.-]+?)(?:\[[\w,]+\])?==", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    )
    names = {re.match(r"[\w.-]+", requirement)[0].lower() for requirement in project["dependencies"]}  # type: ignore[index]
    assert names <= {name.lower() for name in pinned}


def test_the_vocabulary_is_valid_json_with_the_themes_the_design_names() -> None:
    slugs = {theme["slug"] for theme in json.loads((ROOT / "fixtures/themes.json").read_text())["themes"]}
    assert {"partnerskap", "handlingsrom", "tillit", "forskningsmetode"} <= slugs


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_no_test_reaches_the_network() -> None:
    with pytest.raises(SocketBlockedError):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)


def test_every_decision_has_its_four_parts() -> None:
    for path in (ROOT / "docs/decisions").glob("0*.md"):
        text = path.read_text(encoding="utf-8")
        for part in ("**Context.**", "**Options.**", "**Decision.**", "**Cost of leaving.**"):
            assert part in text, f"{path.name} lacks {part}"
