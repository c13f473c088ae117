"""A workbook as the packed file that it is: unpacked once within bounds, before anything reads it.

Every part is inflated and counted while nothing of it is kept, so that a small file cannot fill
the memory. What no registry's workbook holds is refused: macros, packed files inside, document
types (the door to XML's entity tricks), rows out of order or wider than any table.

The ratio of 1 to 100, and the size from which it counts, are Apache POI's (`ZipSecureFile`).
"""

import re
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from coopscore.errors import UnreadableFile
from coopscore.intake.raw import MOST_COLUMNS
from coopscore.intake.unreadable import TOO_WIDE
from coopscore.intake.unreadable_workbook import (
    BOMB,
    DAMAGED_WORKBOOK,
    ENTITIES,
    LOCKED,
    MACROS,
    NESTED,
    OLD_WORKBOOK,
)

_MIB = 1 << 20
# All parts together; some 400,000 rows of ten cells. Larger tables come as CSV or Parquet.
MOST_BYTES = 256 * _MIB
# Any part but sheets and shared texts: these are read as a tree, ten times as large in memory.
MOST_TREE_BYTES = 32 * _MIB
MOST_RATIO = 100
SMALL = 100 * 1024  # may be packed more tightly than that
MOST_PARTS = 1_000
LAST_ROW = 1_048_576  # of a sheet, as Excel has it

_CHUNK = 1 << 16
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET, _TEXTS, _BOOK = f"{_MAIN} worksheet", f"{_MAIN} sst", f"{_MAIN} workbook"
_ROW, _CELL, _LISTED = f"{_MAIN} row", f"{_MAIN} c", f"{_MAIN} sheet"
_OURS = ("worksheet", "sst", "workbook")
_MACRO_PARTS = re.compile(r"vbaproject|macrosheets|dialogsheets|activex", re.IGNORECASE)
_OTHER_KINDS = re.compile(r"content\.xml|mimetype|xl/workbook\.bin")
_DIGITS = "0123456789"
_LAST_COLUMN = "ALL"  # is the column MOST_COLUMNS
_ENTRY = b"PK\x01\x02"  # begins each entry of the package's list of contents
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")


def inspect(path: Path, content: bytes) -> int:
    """Refuse a package that is none, is damaged, or holds what no workbook of ours does.

    The answer is how many sheets the workbook says that it has.

    Raises
    ------
    UnreadableFile
        With the reason, and the part where there is one.
    """
    if content.count(_ENTRY) > MOST_PARTS:
        raise _bomb(path)  # before a list of millions of entries is made
    try:
        with ZipFile(BytesIO(content)) as package:
            _judge_list(path, package.infolist(), len(content))
            return sum(_judge_part(path, package, part) for part in package.infolist())
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as cause:
        raise DAMAGED_WORKBOOK.refusal(path) from cause


def _bomb(path: Path) -> UnreadableFile:
    return BOMB.refusal(path, most=MOST_BYTES // _MIB, ratio=MOST_RATIO, parts=MOST_PARTS)


def _judge_list(path: Path, parts: list[ZipInfo], size: int) -> None:
    """What the package declares of itself."""
    names = [part.filename for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise LOCKED.refusal(path)
    if len(set(names)) < len(names) or {part.compress_type for part in parts} - {
        ZIP_STORED,
        ZIP_DEFLATED,
    }:
        raise DAMAGED_WORKBOOK.refusal(path)
    if sum(part.file_size for part in parts) > MOST_BYTES:
        raise _bomb(path)
    if sum(part.compress_size for part in parts) > size:
        raise _bomb(path)  # several entries share the same packed bytes
    for name in names:
        if _MACRO_PARTS.search(name):
            raise MACROS.refusal(path, part=name)
        if _OTHER_KINDS.fullmatch(name):
            raise OLD_WORKBOOK.refusal(path)


def _judge_part(path: Path, package: ZipFile, part: ZipInfo) -> int:
    """What a part holds, inflated piece by piece; the number of sheets that it names."""
    reader = _Part(path, part.filename)
    inflated = 0
    with package.open(part) as stream:
        while piece := stream.read(_CHUNK):
            if not inflated and piece.startswith(_PACKED):
                raise NESTED.refusal(path, part=part.filename)
            inflated += len(piece)
            if inflated > max(SMALL, MOST_RATIO * part.compress_size):
                raise _bomb(path)
            if inflated > MOST_TREE_BYTES and not reader.is_long:
                raise _bomb(path)
            reader.feed(piece)
    reader.feed(b"", is_all=True)
    return reader.sheets


class _Part:
    """One part as XML, as far as it is any: its document type, its root, its rows and cells."""

    def __init__(self, path: Path, name: str) -> None:
        self.is_long, self.sheets = False, 0
        self._path, self._name = path, name
        self._is_sheet = self._is_picture = False
        self._row, self._cells, self._column = 0, 0, ""
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._root

    def feed(self, piece: bytes, *, is_all: bool = False) -> None:
        """Take in the next bytes, or that there are no more."""
        if self._is_picture:
            return
        try:
            self._parser.Parse(piece, is_all)
        except expat.ExpatError as cause:
            if self._is_sheet:
                raise DAMAGED_WORKBOOK.refusal(self._path) from cause
            self._is_picture = True  # or settings of a printer, or what the library will refuse

    def _doctype(self, *_declared: object) -> None:
        raise ENTITIES.refusal(self._path, part=self._name)

    def _root(self, name: str, _attributes: Mapping[str, str]) -> None:
        _, _, word = name.rpartition(" ")
        if word in _OURS and name not in (_SHEET, _TEXTS, _BOOK):
            raise OLD_WORKBOOK.refusal(self._path)
        self.is_long = name in (_SHEET, _TEXTS)
        self._is_sheet = name == _SHEET
        handlers = {_SHEET: self._element, _BOOK: self._listed}
        self._parser.StartElementHandler = handlers.get(name)

    def _listed(self, name: str, _attributes: Mapping[str, str]) -> None:
        self.sheets += name == _LISTED

    def _element(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == _CELL:
            self._cell(attributes.get("r", ""))
        elif name == _ROW:
            given = attributes.get("r")
            row = int(given) if given else self._row + 1
            if not self._row < row <= LAST_ROW:
                raise DAMAGED_WORKBOOK.refusal(self._path)
            self._row, self._cells, self._column = row, 0, ""

    def _cell(self, place: str) -> None:
        """A cell stands to the right of the one before; the library would let one hide another."""
        column = place.rstrip(_DIGITS).rjust(3) if place else ""
        is_placed = bool(column)
        if self._cells and (
            is_placed != bool(self._column) or (is_placed and column <= self._column)
        ):
            raise DAMAGED_WORKBOOK.refusal(self._path)
        self._cells += 1
        self._column = column
        if self._cells > MOST_COLUMNS or column > _LAST_COLUMN:
            raise TOO_WIDE.refusal(self._path, most=MOST_COLUMNS)
