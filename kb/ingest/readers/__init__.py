"""One reader a format; the content, not the name, tells which."""

from __future__ import annotations

import hashlib

from kb.ingest.errors import UnreadableFile
from kb.ingest.readers.plain import read_plain
from kb.ingest.source import SourceText
from kb.ingest.text import MAX_CHARACTERS

MAX_BYTES = 200_000_000


def read_source(
    name: str, data: bytes, *, max_bytes: int = MAX_BYTES, max_characters: int = MAX_CHARACTERS
) -> SourceText:
    """The text of a file in any known format. Raises UnreadableFile."""
    if len(data) > max_bytes:
        raise UnreadableFile(
            "too_large", f"The file is larger than {max_bytes // 1_000_000} MB.", "Save it without large pictures."
        )
    sha256 = hashlib.sha256(data).hexdigest()
    return read_plain(name, data, sha256, max_characters=max_characters)
