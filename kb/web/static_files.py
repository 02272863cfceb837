"""How static files are named and made in production: names by what is in them, and nothing in them for people only."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.files.base import File
    from django.core.files.storage import Storage

_LEAN = (".js", ".css")
# Comments that have their lines to themselves; those that begin with /*! say whose a file is, and stay.
_COMMENT = re.compile(r"(?m)^[ \t]*(?://[^\n]*|/\*(?!!)(?s:.*?)\*/[ \t]*)$")
_INDENT = re.compile(r"(?m)^[ \t]+")
_EMPTY = re.compile(r"\n{2,}")


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Compressed files whose names hold their hash, also where one script imports another.

    The names are put in by regular expressions: ``import { a } from "./b.js";`` and ``import("./b.js")`` in this
    form, the name as a plain string, are seen; other forms still work, but are fetched by the plain name, which
    browsers ask for again every minute. Scripts may not import each other in a circle.
    """

    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], *args: Any, **kwargs: Any) -> Iterator[Any]:
        own = {
            name: (_Lean(storage), path) if is_own(storage, path) else (storage, path)
            for name, (storage, path) in paths.items()
        }
        yield from super().post_process(own, *args, **kwargs)


class _Lean:
    """A storage whose scripts and sheets come without what only people read."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    def open(self, path: str) -> File[bytes]:
        with self.storage.open(path) as file:
            return ContentFile(strip(file.read().decode("utf-8")).encode())


def is_own(storage: Storage, path: str) -> bool:
    """Whether a file is a script or sheet of the site's own; those of others are served as they are."""
    return path.endswith(_LEAN) and Path(storage.path(path)).is_relative_to(
        Path(settings.BASE_DIR) / "static"
    )


def strip(text: str) -> str:
    """The script or sheet without comment lines, indentation and empty lines.

    A script with a text of several lines (between backticks) is left alone: there, blanks count.
    """
    if any(line.count("`") % 2 for line in text.splitlines()):
        return text
    return _EMPTY.sub("\n", _INDENT.sub("", _COMMENT.sub("", text))).lstrip("\n")
