"""Ways in which files go wrong: texts mangled, documents cut short and corrupted."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

_MARKS = "«»“”\"„‘’'()[]{}<>–-*_#|>•\t\f\u00ad\u200b\u00a0\ufeff\u0301\u030a\x00\x0b\x85\u2028"
_SNIPPETS = (
    "«", "»", "(", ")", "((((((((", "«««««", "\n\n\n", " \n", "\r", "\r\n", "....................",
    "1.1.1.1.1.1", "Innhold\n", "Vedlegg 1\n", "Litteratur\n", "Referanser\n", "(2019, s. ", "et al., ",
    "ibid.", "sitert i ", "https://", "- ", "1. ", "Informant 1: ", "«Ja», sa ", "\t\t\t", "| a | b |",
    "AaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAa", "æøåÆØÅ", "𝔘𝔫𝔦", "👍🏽", "\ud7ff", "\u200f\u05e2\u05d1", "0" * 400,
)  # fmt: skip


def mutate_text(text: str, random: Random, other: str) -> str:
    """The text after one to six accidents; ``other`` is a text that may be mixed in."""
    for _ in range(random.randint(1, 6)):
        text = random.choice(_TEXT)(text, random, other)
        if len(text) > 3_000_000:
            return text[:3_000_000]
    return text


def encode(text: str, random: Random) -> bytes:
    """The text as bytes, mostly as UTF-8."""
    if random.random() < 0.75:
        return text.encode("utf-8", "replace")
    codec = random.choice(["utf-16", "utf-8-sig", "cp1252", "mac_roman", "latin-1", "utf-16-be"])
    return text.encode(codec, "replace")


def _cut(text: str, random: Random, _other: str) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] if random.random() < 0.5 else text[at:]


def _sprinkle(text: str, random: Random, _other: str) -> str:
    parts = []
    last = 0
    for at in sorted(random.randrange(len(text) + 1) for _ in range(random.choice([3, 30, 300]))):
        parts += [text[last:at], random.choice(_MARKS)]
        last = at
    return "".join([*parts, text[last:]])


def _insert(text: str, random: Random, _other: str) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(_SNIPPETS) * random.choice([1, 1, 1, 5, 200]) + text[at:]


def _drop_marks(text: str, random: Random, _other: str) -> str:
    return text.replace(random.choice("«»“”()\n.,: "), random.choice(["", "", " ", "\n", '"']))


def _shuffle_lines(text: str, random: Random, _other: str) -> str:
    lines = text.split("\n")
    start = random.randrange(len(lines))
    some = lines[start : start + random.choice([5, 50, 500])]
    random.shuffle(some)
    return "\n".join([*lines[:start], *some, *lines[start + len(some) :]])


def _repeat(text: str, random: Random, _other: str) -> str:
    start = random.randrange(len(text) + 1)
    piece = text[start : start + random.choice([3, 40, 400, 4000])]
    return text[:start] + piece * random.choice([2, 20, 200]) + text[start:]


def _mix(text: str, random: Random, other: str) -> str:
    start, at = random.randrange(len(other) + 1), random.randrange(len(text) + 1)
    return text[:at] + other[start : start + random.choice([100, 2000, 40_000])] + text[at:]


def _join_lines(text: str, random: Random, _other: str) -> str:
    return text.replace("\n\n", "\n") if random.random() < 0.5 else text.replace("\n", " ")


def _double_lines(text: str, random: Random, _other: str) -> str:
    return text.replace("\n", random.choice(["\n\n", "\r\n", "\r", "\n \n", "\n\f"]))


def _upper(text: str, random: Random, _other: str) -> str:
    return text.upper() if random.random() < 0.5 else text.swapcase()


_TEXT: list[Callable[[str, Random, str], str]] = [
    _cut, _sprinkle, _insert, _insert, _drop_marks, _shuffle_lines, _repeat, _mix, _join_lines, _double_lines,
    _upper,
]  # fmt: skip


def mutate_bytes(data: bytes, random: Random) -> bytes:
    """The bytes after one to four accidents: cut short, overwritten, pieces lost or doubled."""
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(data) + 1)
        length = random.choice([1, 1, 4, 64, 4000])
        kind = random.randrange(5)
        if kind == 0:
            data = data[:at]
        elif kind == 1:
            data = data[:at] + random.randbytes(length) + data[at + length :]
        elif kind == 2:
            data = data[:at] + data[at + length :]
        elif kind == 3:
            data = data[:at] + data[at : at + length] * 3 + data[at:]
        else:
            digits = [n for n in range(at, min(len(data), at + 2000)) if 48 <= data[n] <= 57]
            for n in digits[: random.choice([1, 5, 100])]:
                data = data[:n] + bytes([48 + random.randrange(10)]) + data[n + 1 :]
    return data


def mutate_docx(data: bytes, random: Random) -> bytes:
    """The document with one of its parts mangled, packed anew so that the rest is sound."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = [member.filename for member in old.infolist()]
        likely = [name for name in names if name.startswith("word/") and name.endswith(".xml")]
        chosen = random.choice(likely if random.random() < 0.9 else names)
        for name in names:
            part = old.read(name)
            if name == chosen:
                part = _mutate_xml(part, random)
            new.writestr(name, part)
    return out.getvalue()


def _mutate_xml(part: bytes, random: Random) -> bytes:
    pieces = part.split(b"<")
    if len(pieces) < 4 or random.random() < 0.2:
        return mutate_bytes(part, random)
    for _ in range(random.choice([1, 5, 40])):
        n, k = random.randrange(1, len(pieces)), random.randrange(1, len(pieces))
        kind = random.randrange(4)
        if kind == 0:
            pieces[n] = pieces[k]
        elif kind == 1:
            element = pieces[n].partition(b">")
            pieces[n] = (
                element[0].replace(b"w:", random.choice([b"w:", b"v:", b""])) + element[1] + element[2]
            )
        elif kind == 2:
            pieces[n] = pieces[n].translate(bytes.maketrans(b"0123456789", b"9999999999"))
        else:
            pieces[n], pieces[k] = pieces[k], pieces[n]
    return b"<".join(pieces)


def mutate_pdf(data: bytes, random: Random) -> bytes:
    """The file with the content of some pages mangled, written anew so that the rest is sound."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    for page in random.sample(list(writer.pages), min(len(writer.pages), random.choice([1, 3, 50]))):
        content = page.get_contents()
        if content is None:
            continue
        stream = DecodedStreamObject()
        stream.set_data(_mutate_content(content.get_data(), random))
        page[NameObject("/Contents")] = stream
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _mutate_content(content: bytes, random: Random) -> bytes:
    if random.random() < 0.3:
        return mutate_bytes(content, random)
    operations = content.split(b"\n")
    for _ in range(random.choice([1, 10, 100])):
        n, k = random.randrange(len(operations)), random.randrange(len(operations))
        kind = random.randrange(4)
        if kind == 0:
            operations[n], operations[k] = operations[k], operations[n]
        elif kind == 1:
            operations[n] = operations[n].replace(b"0", random.choice([b"00", b"-9", b".", b"99999", b"nan"]))
        elif kind == 2:
            operations[n] += random.choice(
                [b" q", b" Q", b" BT", b" ET", b" 3 Tr", b" 0 Tz", b" /F1 0 Tf", b" /None 9 Tf",
                 b" 1 0 0 1 1e30 1e30 cm", b" 0 0 0 0 0 0 Tm", b" 0 1 -1 0 9 9 Tm", b" T*", b" /X Do", b" EMC",
                 b" /Span <</ActualText (x)>> BDC", b" [(a) 99999 (b)] TJ", b" (", b" <", b" [", b" <<", b" BI"]
            )  # fmt: skip
        else:
            operations[n] = b""
    return b"\n".join(operations)
