"""The fonts of a PDF: which letters a string of codes stands for, and how wide they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pypdf.generic import ArrayObject

# pypdf reads fonts for its own use and shows the class to nobody; the version is pinned, and the tests tell
# when the class moves.
from pypdf.generic._font import Font

if TYPE_CHECKING:
    from collections.abc import Mapping

_BOLD = re.compile(r"bold|black|heavy|demi|\bcmb|sfbx|ecbx|lmbx", re.IGNORECASE)
_GLYPH_NAME = re.compile(r"^/.")
_NAMED_CODE = re.compile(r"^/uni([0-9A-F]{4})$|^/u([0-9A-F]{4,6})$")
Glyph = tuple[str, float, bool]  # the letters, the width in parts of the type size, whether it is a space


class Typeface:
    """A font as text needs it: glyphs by code, looked up once each."""

    def __init__(
        self, font: Font | None, resource: Any = None, scale: float = 0.001, *, bold: bool = False
    ) -> None:
        self.bold = bold
        self.resource = resource  # held, so that no other font comes to stand at its address
        self._font = font
        self._wide = font is not None and font.sub_type == "Type0"
        self._scale = scale
        self._glyphs: dict[int, Glyph] = {}

    def read(self, codes: bytes) -> list[Glyph]:
        """The glyphs of a string; one without a known letter has no text."""
        glyphs = self._glyphs
        if self._wide:
            numbers = [codes[n] << 8 | codes[n + 1] for n in range(0, len(codes) - 1, 2)]
        else:
            numbers = list(codes)
        for number in set(numbers).difference(glyphs):
            glyphs[number] = self._look_up(number)
        return [glyphs[number] for number in numbers]

    def _look_up(self, code: int) -> Glyph:
        font = self._font
        if font is None:
            return ("", 0.5, False)
        letters = _letters(font, code)
        widths: Mapping[str, Any] = font.character_widths
        width = widths.get(chr(code), widths.get("default", 500))
        try:
            wide = float(width) * self._scale
        except (TypeError, ValueError):
            wide = 0.5
        return (letters, wide, code == 32 and not self._wide)


PLAIN_FONT = Typeface(None)


def read_typeface(resource: Any) -> Typeface:
    """A font of the page's resources; one that is broken gives no letters."""
    try:
        font = Font.from_font_resource(resource)
    # A broken font makes the library raise almost anything; its text is then lost, and told to be so.
    except Exception:  # noqa: BLE001
        return Typeface(None, resource)
    return Typeface(
        font if font.interpretable else None,
        resource,
        _scale_of(resource) if font.sub_type == "Type3" else 0.001,
        bold=bool(_BOLD.search(font.name)),
    )


def _scale_of(resource: Any) -> float:
    """Type 3 fonts measure in a space of their own."""
    matrix = resource.get("/FontMatrix")
    if isinstance(matrix, ArrayObject) and len(matrix) == 6:
        return abs(float(matrix[0])) or 0.001
    return 0.001


def _letters(font: Font, code: int) -> str:
    found = font.character_map.get(chr(code))
    if found is None:
        encoding = font.encoding
        if isinstance(encoding, dict):
            found = encoding.get(code, "")
        elif font.character_map or font.sub_type == "Type0":
            found = "" if "utf-16" in encoding or "utf_16" in encoding else _decode(code, encoding)
        else:
            found = chr(code)
    if _GLYPH_NAME.match(found):
        named = _NAMED_CODE.match(found)
        found = chr(int(named[1] or named[2], 16)) if named else ""
    if "\uf020" <= found[:1] <= "\uf0ff":
        return "•"  # a sign of a symbol font, as a rule the bullet of a list
    return "" if found in ("\ufffd", "\x00") or "\ue000" <= found[:1] <= "\uf8ff" else found


def _decode(code: int, encoding: str) -> str:
    try:
        return code.to_bytes(2, "big").decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return ""
