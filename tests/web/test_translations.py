"""Bokmål and nynorsk: complete, nothing doubtful, placeholders kept, and in step with the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")
# Strings as they stand in one line of code; longer ones are left to the catalogue's own tools.
IN_TEMPLATE = re.compile(r"""{% translate (?:"([^"]+)"|'([^']+)')""")
IN_CODE = re.compile(r"""(?<![\w.])(?:_|gettext|gettext_lazy)\("((?:[^"\\]|\\.)+)"\)""")


def read_catalogue(language: str) -> list[Message]:
    """What the site says in one of its languages."""
    with (ROOT / "kb" / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return [message for message in read_po(file) if message.id]


@pytest.fixture(scope="module", params=["nb", "nn"])
def messages(request):
    return read_catalogue(request.param)


def forms(strings: str | tuple[str, ...]) -> tuple[str, ...]:
    return (strings,) if isinstance(strings, str) else tuple(strings)


def test_every_string_is_translated_and_none_is_doubtful(messages):
    assert messages
    assert [message.id for message in messages if message.fuzzy or not all(forms(message.string))] == []


def test_placeholders_are_kept(messages):
    for message in messages:
        wanted = set(PLACEHOLDER.findall(forms(message.id)[-1]))
        for translated in forms(message.string)[-1:]:
            assert set(PLACEHOLDER.findall(translated)) == wanted, message.id


def test_no_string_of_the_site_is_left_out_of_the_catalogue(messages):
    # The catalogue writes a per cent sign of a template twice.
    known = {form.replace("%%", "%") for message in messages for form in forms(message.id)}
    found = set()
    for path in (ROOT / "templates").rglob("*.html"):
        found |= {a or b for a, b in IN_TEMPLATE.findall(path.read_text(encoding="utf-8"))}
    for path in (ROOT / "kb").rglob("*.py"):
        found |= set(IN_CODE.findall(path.read_text(encoding="utf-8")))
    assert found
    assert sorted({form.replace("%%", "%") for form in found} - known) == []


def test_a_note_for_translators_is_not_part_of_the_words(messages):
    """A list of strings to translate may write the context in front, in brackets."""
    assert [
        m.id for m in messages if m.context and any(f"[{m.context}]" in form for form in forms(m.string))
    ] == []
