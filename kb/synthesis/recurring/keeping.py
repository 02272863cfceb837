"""What was computed, as bytes to keep, and back: columns of numbers and a little JSON, compressed."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import numpy as np

from kb.synthesis.recurring.reading import ThesisReading
from kb.synthesis.recurring.shingles import Fingerprints

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

Arrays = dict[str, "NDArray[Any]"]


def pack(words: Any, arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """``words`` (anything that is JSON) and the arrays as bytes."""
    text = np.frombuffer(json.dumps(words, ensure_ascii=False).encode(), dtype=np.uint8)
    written = io.BytesIO()
    columns: dict[str, Any] = {name: _shrink(array) for name, array in arrays.items()}
    np.savez_compressed(written, words=text, **columns)
    return written.getvalue()


def unpack(data: bytes) -> tuple[Any, Arrays]:
    """What :func:`pack` was given; whole numbers all come back in 64 bits, but for hashes."""
    with np.load(io.BytesIO(data), allow_pickle=False) as kept:
        words = json.loads(kept["words"].tobytes().decode())
        return words, {name: _grow(kept[name]) for name in kept.files if name != "words"}


def pack_reading(reading: ThesisReading) -> bytes:
    words = {
        "language": reading.language,
        "n_words": reading.n_words,
        "keys": reading.keys,
        "forms": reading.forms,
        "once": reading.once,
    }
    columns = ("numbers", "term", "passage", "times")
    arrays = {name: getattr(reading, name) for name in columns}
    return pack(words, {**arrays, "hash": reading.marks.hash, "marked": reading.marks.text})


def unpack_reading(data: bytes) -> ThesisReading:
    words, arrays = unpack(data)
    return ThesisReading(
        language=words["language"],
        n_words=words["n_words"],
        keys=tuple(words["keys"]),
        numbers=arrays["numbers"],
        forms=tuple(words["forms"]),
        once=tuple(words["once"]),
        term=arrays["term"],
        passage=arrays["passage"],
        times=arrays["times"],
        marks=Fingerprints(arrays["hash"], arrays["marked"]),
    )


def _shrink(array: NDArray[Any]) -> NDArray[Any]:
    """Whole numbers in as few bytes as hold them."""
    if array.dtype != np.int64 or not array.size:
        return array
    return array.astype(np.result_type(np.min_scalar_type(array.min()), np.min_scalar_type(array.max())))


def _grow(array: NDArray[Any]) -> NDArray[Any]:
    return array if array.dtype.kind == "f" or array.dtype == np.uint32 else array.astype(np.int64)
