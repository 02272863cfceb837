"""Writing the index: the disk holds what was written, with check sums, before the index names it."""

from __future__ import annotations

import json
import os
import zlib
from typing import TYPE_CHECKING, Any

from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from kb.search.folder import sync_folder
from kb.search.segments import OpenFiles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

# Segments of about a size are merged when there are so many of them ...
_MOST_ALIKE = 8
# ... and one is rewritten when so much of it is deleted.
_MOST_DELETED = 0.4
_MEMORY_MB = 128


class Writer(SegmentWriter):
    """Whoosh's writer, which has the disk hold what it wrote, with check sums, before the index names it."""

    def __init__(self, folder: Path) -> None:
        self.files = OpenFiles(str(folder))
        index = self.files.open_index()
        # One file for each purpose: of those that Whoosh packs into one, it reads the whole into memory.
        super().__init__(index, _lk=False, limitmb=_MEMORY_MB, compound=False)
        self.folder = folder

    def delete(self, field: str, values: Iterable[str]) -> None:
        """Delete the documents that hold any of the values in a field that is taken as it is.

        Each segment is opened once; Whoosh's ``delete_by_term`` opens all of them for each value.
        """
        for segment in self.segments:
            reader = SegmentReader(self.storage, self.schema, segment)
            for value in values:
                if (field, value) in reader:
                    for number in list(reader.postings(field, value).all_ids()):
                        segment.delete_document(number)
            reader.close()

    def _commit_toc(self, segments: Any) -> None:
        if self._added:
            self._sign()
        sync_folder(self.folder)
        super()._commit_toc(segments)
        sync_folder(self.folder)

    def _sign(self) -> None:
        name = self.newsegment.segment_id()
        sums = {}
        for file in sorted(self.folder.glob(f"{name}.*")):
            with file.open("rb") as data:
                os.fsync(data.fileno())
                sums[file.name] = _sum(data)
        with (self.folder / f"{name}.sums").open("w", encoding="ascii") as out:
            json.dump(sums, out)
            out.flush()
            os.fsync(out.fileno())


def _sum(data: Any) -> int:
    found = 0
    while block := data.read(1 << 20):
        found = zlib.crc32(block, found)
    return found


def merge_alike(writer: Any, segments: Sequence[Any]) -> list[Any]:
    """Merge segments of about the same size once there are many, and rewrite those that are mostly deleted.

    A document is so rewritten only as often as the index has grown eightfold since, and a save beside a large segment
    never rewrites it. Whoosh's own policy may: "small" is for it what is small beside a Fibonacci number.
    """
    tiers: dict[int, list[Any]] = {}
    for segment in segments:
        tiers.setdefault(len(str(segment.doc_count_all())), []).append(segment)
    merged: list[Any] = []
    for tier in tiers.values():
        many = len(tier) >= _MOST_ALIKE
        merged += [s for s in tier if many or s.deleted_count() > _MOST_DELETED * s.doc_count_all()]
    for segment in merged:
        if segment.deleted_count() < segment.doc_count_all():
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return [segment for segment in segments if segment not in merged]


def find_faults(folder: Path, segment: str) -> Iterator[str]:
    """The files of a segment that are missing, or are not what was written."""
    name = f"{segment}.sums"
    try:
        sums = json.loads((folder / name).read_text("ascii"))
    except (OSError, ValueError):
        yield name
        return
    yield from (file for file, noted in sums.items() if not _is_whole(folder / file, noted))


def _is_whole(file: Path, noted: int) -> bool:
    try:
        with file.open("rb") as data:
            return _sum(data) == noted
    except OSError:
        return False
