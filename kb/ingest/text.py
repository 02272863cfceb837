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
_SHOWN_HYPHEN = re.compile(r"\u00ad(?=[ \t]*(?:\n|$))")
_ACCENTS = {"˚": "\u030a", "¨": "\u0308"}
# TeX draws accents by themselves, before their letter.
_LOOSE_ACCENT = re.compile("([˚¨])([AaOoUuEeIi])")
_MACINTOSH = b"\xbe\xbf\x8c\xae\xaf\x81"  # æøåÆØÅ
_WINDOWS = b"\xe6\xf8\xe5\xc6\xd8\xc5"
_SPOILT = re.compile("Ã[¦¸¥†˜…©¶¤]|â€[™œ“”\u0153]|Â[«» §]")
_SOUND = re.compile("[æøåÆØÅ]")
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
            Notice("replacement_characters", "Some letters were already lost in the file (shown as �)."),
        )
    return clean_text(text), notices


def clean_text(text: str) -> str:
    """Text in NFC with single newlines, without control characters, soft hyphens and ligatures; as many lines
    as before. A soft hyphen that ends a line is the hyphen that a reader sees there."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _SHOWN_HYPHEN.sub("-", text) if "\u00ad" in text else text
    text = unicodedata.normalize("NFC", text.translate(_LIGATURES))
    if "˚" in text or "¨" in text:
        text = unicodedata.normalize("NFC", _LOOSE_ACCENT.sub(_set_accent, text))
    # Some PDF fonts write å with a second ring above it.
    return _CONTROLS.sub("", _DOUBLED_RING.sub(r"\1", text))


def _set_accent(match: re.Match[str]) -> str:
    return match[2] + _ACCENTS[match[1]]


def _decode(data: bytes) -> tuple[str, tuple[Notice, ...]]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
        return text, (Notice("encoding", "The file was read as UTF-16."),)
    if guess := _wide_without_mark(data):
        return data.decode(guess, errors="replace"), (Notice("encoding", "The file was read as UTF-16."),)
    try:
        return _repair(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    if data.startswith(_MAGIC) or data.count(b"\x00") * 100 > len(data):
        raise _binary()
    if _is_macintosh(data):
        message = "The file is not UTF-8; it was read as Mac OS Roman. Check that æ, ø and å are right."
        return data.decode("mac_roman"), (Notice("encoding", message),)
    # The five bytes that Windows-1252 leaves open come through as C1 controls and are cleaned away later.
    message = "The file is not UTF-8; it was read as Windows-1252. Check that æ, ø and å are right."
    return data.decode("cp1252", errors="replace"), (Notice("encoding", message),)


def _wide_without_mark(data: bytes) -> str | None:
    """The byte order of UTF-16 without a byte-order mark: every other byte of Western text is nought."""
    sample = data[:4000]
    half = len(sample) // 2
    for place, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        if half > 20 and sample[place::2].count(0) > 0.9 * half and sample[1 - place :: 2].count(0) == 0:
            return codec
    return None


def _is_macintosh(data: bytes) -> bool:
    """Whether the letters beyond ASCII are æ, ø and å of old Macintosh files rather than of Windows."""
    macintosh = sum(data.count(byte) for byte in _MACINTOSH)
    windows = sum(data.count(byte) for byte in _WINDOWS)
    return macintosh > 3 * windows


def _repair(text: str) -> tuple[str, tuple[Notice, ...]]:
    """UTF-8 that was once read as Windows-1252 ("Ã¸" for "ø"): made good if all of the file is so, else told."""
    spoilt = len(_SPOILT.findall(text))
    if not spoilt:
        return text, ()
    if spoilt > 20 and not _SOUND.search(text):
        try:
            repaired = text.encode("cp1252").decode("utf-8")
        except UnicodeError:
            pass
        else:
            message = "The file's letters were spoilt (Ã¸ for ø) throughout, and were made good."
            return repaired, (Notice("spoilt_letters", message),)
    message = f"Letters seem to be spoilt (Ã¸ for ø), {spoilt} in all. They were left as they are."
    return text, (Notice("spoilt_letters", message),)


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
