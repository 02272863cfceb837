"""What a decision gives back, and how what was sent is read."""

from __future__ import annotations

from dataclasses import dataclass

Given = dict[str, str]


@dataclass(frozen=True, slots=True)
class Done:
    """``said`` tells what was done; ``stays`` that the same finding is shown again, ``key`` another one than it was."""

    said: str
    stays: bool = False
    key: str = ""


def read_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0


def shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:57].rstrip()}…"
