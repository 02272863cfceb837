"""One reader a format; the content, not the name, tells which."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import TYPE_CHECKING

from kb.ingest.errors import UnreadableFile
from kb.ingest.readers.docx import read_docx
from kb.ingest.readers.pdf import read_pdf
from kb.ingest.readers.plain import read_plain
from kb.ingest.text import MAX_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from kb.ingest.source import SourceText

MAX_BYTES = 200_000_000
_CONTENT_TYPES = 1_000_000
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_SAVE = "Save the thesis as PDF, DOCX or plain text."
_ARCHIVES = (
    (
        "application/vnd.oasis.opendocument.text",
        "an OpenDocument text (.odt)",
        "Save it as DOCX in LibreOffice.",
    ),
    ("application/vnd.oasis.opendocument", "an OpenDocument that is no text", _SAVE),
    ("application/epub", "an e-book (EPUB)", _SAVE),
    ("Index/", "a Pages document", "Export it as Word or PDF from Pages."),
    ("index.apxl", "a Pages document", "Export it as Word or PDF from Pages."),
    ("xl/", "a spreadsheet", "Choose the file that holds the thesis itself."),
    ("ppt/", "a presentation", "Choose the file that holds the thesis itself."),
)


def read_source(
    name: str,
    data: bytes,
    *,
    max_bytes: int = MAX_BYTES,
    max_characters: int = MAX_CHARACTERS,
    pages: Callable[[int, int], None] | None = None,
) -> SourceText:
    """The text of a file in any known format; ``pages`` is told how many of a PDF's are read. Raises UnreadableFile."""
    if len(data) > max_bytes:
        raise UnreadableFile(
            "too_large",
            f"The file is larger than {max_bytes // 1_000_000} MB.",
            "Save it without large pictures.",
        )
    sha256 = hashlib.sha256(data).hexdigest()
    if b"%PDF-" in data[:1024]:
        return read_pdf(name, data, sha256, max_characters=max_characters, told=pages)
    if data.startswith(b"PK\x03\x04"):
        _require_word(data)
        return read_docx(name, data, sha256, max_characters=max_characters)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if _LOCKED in data:
            raise UnreadableFile(
                "locked",
                "The Word document is locked with a password.",
                "Save it without a password and try again.",
            )
        raise _unknown("an old Word document (.doc)", "Open it in Word or LibreOffice and save it as DOCX.")
    start = data[:400].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"{\\rtf"):
        raise _unknown("an RTF document", "Open it in Word or LibreOffice and save it as DOCX.")
    if start.startswith((b"<!doctype html", b"<html")):
        raise _unknown("a web page (HTML)", _SAVE)
    return read_plain(name, data, sha256, max_characters=max_characters)


def _require_word(data: bytes) -> None:
    """Raises UnreadableFile for an archive that is no Word document, with what to do about it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            types = (
                archive.read("[Content_Types].xml")[:_CONTENT_TYPES]
                if "[Content_Types].xml" in names
                else b""
            )
            kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
    # A broken archive makes the library raise almost anything, zlib's own errors included.
    except Exception as error:
        raise UnreadableFile(
            "damaged", "The file is a damaged document.", "Save it anew as DOCX or PDF and try again."
        ) from error
    if b"macroEnabled" in types:
        raise _unknown("a Word document with macros (.docm)", "Save it as DOCX, without macros.")
    if "word/document.xml" in names or b"wordprocessingml.document.main+xml" in types:
        return
    for sign, what, remedy in _ARCHIVES:
        if sign.encode() in kind or any(name.startswith(sign) for name in names):
            raise _unknown(what, remedy)
    raise _unknown(
        "an archive or a document of another program", "Choose the thesis itself as PDF, DOCX or text."
    )


def _unknown(what: str, remedy: str) -> UnreadableFile:
    return UnreadableFile("unknown_format", f"The file is {what}.", remedy)
