"""Facts kept by document number, so that a whole list of hits can be filtered and counted at once."""

from __future__ import annotations

from array import array
from typing import Any

from whoosh.columns import Column, ColumnReader, ColumnWriter


class SharedColumn(Column):
    """A column of byte strings of which many documents share each: the different ones once, and a number a document.

    Like Whoosh's RefBytesColumn, without its limit of 65,535 different ones (beyond which that forgets them), and
    read whole: ``refs`` are the numbers, ``values`` the strings.
    """

    _default = b""

    class Writer(ColumnWriter):
        def __init__(self, dbfile: Any) -> None:
            super().__init__(dbfile)
            self.refs = array("I")
            self.numbers: dict[bytes, int] = {b"": 0}

        def fill(self, docnum: int) -> None:
            self.refs.extend([0] * (docnum - len(self.refs)))

        def add(self, docnum: int, value: bytes) -> None:
            self.fill(docnum)
            self.refs.append(self.numbers.setdefault(value, len(self.numbers)))

        def finish(self, doccount: int) -> None:
            self.fill(doccount)
            self._dbfile.write_array(self.refs)
            self._dbfile.write_uint(len(self.numbers))
            for value in self.numbers:
                self._dbfile.write_string(value)

    class Reader(ColumnReader):
        def __init__(self, dbfile: Any, basepos: int, length: int, doccount: int) -> None:
            super().__init__(dbfile, basepos, length, doccount)
            self.refs: array[int] = dbfile.get_array(basepos, "I", doccount)
            dbfile.seek(basepos + doccount * self.refs.itemsize)
            self.values: list[bytes] = [dbfile.read_string() for _ in range(dbfile.read_uint())]

        def __getitem__(self, docnum: int) -> bytes:
            return self.values[self.refs[docnum]]


class NumberColumn(Column):
    """A column of whole numbers from 0, read whole: ``numbers``."""

    _default = 0

    class Writer(ColumnWriter):
        def __init__(self, dbfile: Any) -> None:
            super().__init__(dbfile)
            self.numbers = array("I")

        def fill(self, docnum: int) -> None:
            self.numbers.extend([0] * (docnum - len(self.numbers)))

        def add(self, docnum: int, value: int) -> None:
            self.fill(docnum)
            self.numbers.append(value)

        def finish(self, doccount: int) -> None:
            self.fill(doccount)
            self._dbfile.write_array(self.numbers)

    class Reader(ColumnReader):
        def __init__(self, dbfile: Any, basepos: int, length: int, doccount: int) -> None:
            super().__init__(dbfile, basepos, length, doccount)
            self.numbers: array[int] = dbfile.get_array(basepos, "I", doccount)

        def __getitem__(self, docnum: int) -> int:
            return self.numbers[docnum]
