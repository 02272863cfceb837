"""Bytes of a file of references to text, and which of the formats it is in; its name says nothing for sure."""

from __future__ import annotations

import re

from kb.importing.libraries.entries import MOST_BYTES, UnreadableLibrary

_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_RIS = re.compile(r"^[ \t]*TY {1,3}- ?", re.MULTILINE)
_BIBTEX = re.compile(r"@[A-Za-z]{2,40}\s{0,10}[{(]")
_KNOWN_OTHERWISE = ((b"%PDF", "is_pdf"), (b"PK\x03\x04", "is_zip"), (b"SQLite format 3", "is_database"))


def decode(data: bytes) -> str:
    """The text, with one sort of line ends; UnreadableLibrary for what is none.

    Files come in UTF-8 with and without a mark, UTF-16, the Windows code page of Western Europe and, from old
    programs of a Mac, its own.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableLibrary("too_large", what=str(MOST_BYTES // 1024 // 1024))
    for start, code in _KNOWN_OTHERWISE:
        if data.startswith(start):
            raise UnreadableLibrary(code)
    text = _decode(data)
    if "\x00" in text:
        raise UnreadableLibrary("binary")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").lstrip("\ufeff")
    if not text.strip():
        raise UnreadableLibrary("empty")
    return text


def _decode(data: bytes) -> str:
    for mark, code in _BOMS:
        if data.startswith(mark):
            return data.decode(code, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    # æøå of a Mac are control characters and signs in the code page of Windows.
    mac = sum(data.count(byte) for byte in (0xBE, 0xBF, 0x8C, 0xAE, 0xAF, 0x81))
    windows = sum(data.count(byte) for byte in (0xE6, 0xF8, 0xE5, 0xC6, 0xD8, 0xC5))
    return data.decode("mac_roman" if mac > windows else "cp1252", errors="replace")


def tell_format(text: str) -> str:
    """ "csl", "ris" or "bibtex"; UnreadableLibrary with what it seems to be instead."""
    start = text.lstrip()
    if start[:1] in {"[", "{"} and not start.startswith("{\\"):
        return "csl"
    ris, bibtex = _RIS.search(text), _BIBTEX.search(text)
    if ris and (bibtex is None or ris.start() < bibtex.start()):
        return "ris"
    if bibtex:
        return "bibtex"
    if start.startswith("<"):
        raise UnreadableLibrary("is_xml")
    if start.startswith("FN ") or re.match(r"PT [A-Z]\n", start):
        raise UnreadableLibrary("is_web_of_science")
    if start.startswith(("PMID-", "%0 ")):
        raise UnreadableLibrary("is_other_tagged")
    raise UnreadableLibrary("unknown_format", what=start[:60])
