"""Bytes to text, without moving a single line."""

from __future__ import annotations

import codecs
import re
import unicodedata

from kb.ingest.draft import Notice
from kb.ingest.errors import UnreadableFile

MAX_CHARACTERS = 8_000_000  # four thousand pages

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
    # The quotation marks that TeX makes of "much less than", where a font has none.
    | {"≪": "«", "≫": "»"}
    | {"\u2028": " ", "\u2029": " ", "\u0085": " ", "\v": " ", "\u00a0": " ", "\u2007": " ", "\u202f": " "}
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_DOUBLED_RING = re.compile("([åÅ])\u030a+")
_MAGIC = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"PK\x03\x04",
    b"%PDF",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
)


def read_text(data: bytes, *, max_characters: int = MAX_CHARACTERS) -> tuple[str, tuple[Notice, ...]]:
    """The text of a text file, with a notice for every guess.

    Newlines become ``\\n``; form feeds stay (they mark pages) and make no line. Raises UnreadableFile (``empty``,
    ``binary``, ``too_large``).
    """
    if not data.strip(b"\x00 \t\r\n\x0c\xef\xbb\xbf\xfe\xff"):
        raise UnreadableFile(
            "empty", "The file holds no text.", "Choose the file that holds the thesis itself."
        )
    if len(data) > 4 * max_characters:
        raise _too_large(max_characters)
    text, notices = _decode(data)
    if len(text) > max_characters:
        raise _too_large(max_characters)
    _refuse_binary(text)
    if "\ufffd" in text:
        notices += (
            Notice("replacement_characters", "Some letters were already lost in the file (shown as \ufffd)."),
        )
    return clean_text(text), notices


def clean_text(text: str) -> str:
    """Text in NFC with single newlines, without control characters, soft hyphens and ligatures; as many lines
    as before."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", text.translate(_LIGATURES))
    # Some PDF fonts write å with a second ring above it.
    return _CONTROLS.sub("", _DOUBLED_RING.sub(r"\1", text))


def _decode(data: bytes) -> tuple[str, tuple[Notice, ...]]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
        return text, (Notice("encoding", "The file was read as UTF-16."),)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    if data.startswith(_MAGIC) or data.count(b"\x00") * 100 > len(data):
        raise _binary()
    # The five bytes that Windows-1252 leaves open come through as C1 controls and are cleaned away later.
    text = data.decode("cp1252", errors="replace")
    return text, (
        Notice(
            "encoding", "The file is not UTF-8; it was read as Windows-1252. Check that æ, ø and å are right."
        ),
    )


def _refuse_binary(text: str) -> None:
    odd = len(_CONTROLS.findall(text))
    if odd > 20 and odd * 50 > len(text):
        raise _binary()


def _binary() -> UnreadableFile:
    return UnreadableFile(
        "binary",
        "The file is not a text, Word or PDF document.",
        "Save the thesis as PDF, DOCX or plain text.",
    )


def _too_large(limit: int) -> UnreadableFile:
    return UnreadableFile(
        "too_large",
        f"The file holds more text than any thesis (over {limit // 1_000_000 or 1} million characters).",
        "Choose the file that holds the thesis alone.",
    )
