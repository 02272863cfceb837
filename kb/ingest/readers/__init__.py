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
    from kb.ingest.source import SourceText

MAX_BYTES = 200_000_000


def read_source(
    name: str, data: bytes, *, max_bytes: int = MAX_BYTES, max_characters: int = MAX_CHARACTERS
) -> SourceText:
    """The text of a file in any known format. Raises UnreadableFile."""
    if len(data) > max_bytes:
        raise UnreadableFile(
            "too_large",
            f"The file is larger than {max_bytes // 1_000_000} MB.",
            "Save it without large pictures.",
        )
    sha256 = hashlib.sha256(data).hexdigest()
    if b"%PDF-" in data[:1024]:
        return read_pdf(name, data, sha256, max_characters=max_characters)
    if data.startswith(b"PK\x03\x04"):
        if _is_word(data):
            return read_docx(name, data, sha256, max_characters=max_characters)
        raise _unknown("an archive or a document of another program")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _unknown("an old or locked Word document (.doc)")
    if data.lstrip()[:5] == b"{\\rtf":
        raise _unknown("an RTF document")
    return read_plain(name, data, sha256, max_characters=max_characters)


def _is_word(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except zipfile.BadZipFile as error:
        raise UnreadableFile(
            "damaged", "The file is a damaged document.", "Save it anew as DOCX or PDF and try again."
        ) from error


def _unknown(what: str) -> UnreadableFile:
    return UnreadableFile(
        "unknown_format", f"The file is {what}.", "Save the thesis as PDF, DOCX or plain text."
    )
