"""Invented theses whose quotations are marked in their text, so that the whole reading can be held against them.

A file under ``marked/`` holds a sentence on method and a chapter of findings, which stand in the frame of its language.
``{interview|Leder 2}`` stands before the opening mark of a quotation, ``{block interview|Leder 2}`` before a display
quotation; ``{/}`` ends one without marks.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "marked"
THESES = tuple(sorted(path for path in FOLDER.glob("*.txt") if not path.stem.startswith("frame")))
_NOTE = re.compile(r"\{(?P<block>block )?(?P<kind>[a-z]+)(?:\|(?P<speaker>[^}]*))?\}")
_CLOSERS = {"«": "»", "“": "”", '"': '"', "”": "”", "‘": "’"}


@dataclass(frozen=True)
class Marked:
    """A quotation as its thesis marks it; ``speaker`` None where the text does not tell who speaks."""

    form: str
    kind: str
    speaker: str | None
    text: str


def read_marked(path: Path) -> tuple[str, tuple[Marked, ...]]:
    """The text of an invented thesis without its notes, and its quotations of five words and more, in order."""
    method, _, findings = path.read_text(encoding="utf-8").partition("\n\n")
    frame = (FOLDER / f"frame-{path.name[:2]}.txt").read_text(encoding="utf-8")
    text = frame.replace("{method}", method).replace("{findings}", findings.strip())
    marked = tuple(
        Marked(
            "block" if note["block"] else "inline", note["kind"], note["speaker"], _quoted(text[note.end() :])
        )
        for note in _NOTE.finditer(text)
    )
    plain = _NOTE.sub("", text).replace("{/}", "")
    return plain, tuple(one for one in marked if one.form == "block" or len(one.text.split()) >= 5)


def wrap(text: str, *, width: int = 84) -> str:
    """A text in lines of a page's width."""
    lines = (
        textwrap.fill(line, width, break_on_hyphens=False, break_long_words=False) if line else ""
        for line in text.split("\n")
    )
    return "\n".join(lines)


def _quoted(rest: str) -> str:
    """The words of the quotation that ``rest`` begins with."""
    if rest[0] not in _CLOSERS:
        return rest.partition("{/}")[0].strip()
    opening, closer, depth = rest[0], _CLOSERS[rest[0]], 0
    for at, char in enumerate(rest):
        # An apostrophe stands between letters.
        if char == closer and at and not (char == "’" and rest[at + 1].isalpha()):
            depth -= 1 if opening != closer else depth
            if depth <= 0:
                return rest[1:at].strip()
        elif char == opening:
            depth += 1
    raise ValueError(rest[:60])
