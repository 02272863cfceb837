"""TeX's way of writing letters and commands, as BibTeX files have it, to plain text."""

from __future__ import annotations

import re

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import LatexWalkerError

_DEEPEST = 30
_LONGEST = 5000
_PLAIN = re.compile(r"[\\{}$~^]|--|``|''")
_TO_TEXT = LatexNodes2Text(math_mode="text", strict_latex_spaces=False, keep_comments=True)
_COMMAND = re.compile(r"\\[A-Za-z]+\*?|[\\{}$]")


def plain_text(value: str) -> str:
    """What the reader of the printed list would see: accents as letters, no braces and commands."""
    if not _PLAIN.search(value):
        return value[:_LONGEST]
    if len(value) > _LONGEST or _depth(value) > _DEEPEST:
        return _COMMAND.sub("", value)[:_LONGEST]
    # A percent sign begins a comment in TeX; in files of references it is one.
    escaped = re.sub(r"(?<!\\)([%#&_^])", r"\\\1", value)
    escaped = escaped.replace("\\^", "\\textasciicircum{}") if "\\^" not in value else escaped
    try:
        text = _TO_TEXT.latex_to_text(escaped, tolerant_parsing=True)
    except (LatexWalkerError, RecursionError, ValueError, IndexError):
        return _COMMAND.sub("", value)
    return str(text)


def _depth(value: str) -> int:
    depth = deepest = 0
    for character in value:
        if character == "{":
            depth += 1
            deepest = max(deepest, depth)
        elif character == "}":
            depth -= 1
    return deepest
