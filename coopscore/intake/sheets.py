"""Sheets of an XLSX workbook become rows of cells; its links to other files are not followed.

A formula is never worked out, and the value that was stored beside it is not trusted either: the
workbook is refused with the cells that hold one. Days are Gregorian in a workbook, whatever it
shows, and come out as ISO text.
"""

import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import cast
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from coopscore.intake.cell_text import value_text
from coopscore.intake.contents import content_of, sha256_of
from coopscore.intake.faults import Fault
from coopscore.intake.locked import COMPOUND, unlocked
from coopscore.intake.packages import inspect
from coopscore.intake.raw import RawTable, Record, laid_out
from coopscore.intake.unreadable import EMPTY
from coopscore.intake.unreadable_workbook import DAMAGED_WORKBOOK, FORMULAS

_SHOWN_FORMULAS = 10

_Cell = Cell | MergedCell | ReadOnlyCell | EmptyCell

# What the library lets through where a workbook does not hold together; it checks little itself.
_BROKEN = (
    ArithmeticError, AssertionError, AttributeError, BadZipFile, EOFError, LookupError, OSError,
    ParseError, RuntimeError, TypeError, ValueError, zlib.error,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet that holds anything: its title, whether it is shown, and its rows."""

    title: str
    is_shown: bool
    records: tuple[Record, ...]
    formulas: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """A workbook that was read; sheets without a cell are left out."""

    path: Path
    sha256: str
    sheets: tuple[Sheet, ...]

    def table(self, sheet: Sheet, *, is_alone: bool = True) -> RawTable:
        """A sheet as a table, which bears the file's name, and its own where it is one of several.

        Raises
        ------
        UnreadableFile
            Where it holds formulas, or its header is broken.
        """
        if sheet.formulas:
            raise FORMULAS.refusal(self.path, cells=list(sheet.formulas))
        return laid_out(
            self.path,
            self.path.name if is_alone else f"{self.path.name}:{sheet.title}",
            self.sha256,
            iter(sheet.records),
            short_rows=True,
        )


def read_workbook(path: Path, password: str = "") -> Workbook:
    """Read the sheets of a workbook.

    Raises
    ------
    UnreadableFile
        Where it is missing, damaged, locked, dangerous, or holds nothing.
    """
    content = content_of(path)
    package = unlocked(path, content, password) if content.startswith(COMPOUND) else content
    told = inspect(path, package)
    try:
        with warnings.catch_warnings():
            # Of styles, printing and validation that it does not know; none touches a value.
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(package), read_only=True, keep_links=False)
            if len(book.sheetnames) != told:
                raise DAMAGED_WORKBOOK.refusal(path)  # the library passes over a sheet that is lost
            sheets = tuple(_sheets(book))
    except _BROKEN as cause:
        raise DAMAGED_WORKBOOK.refusal(path) from cause
    if not sheets:
        raise EMPTY.refusal(path)
    return Workbook(path=path, sha256=sha256_of(content), sheets=sheets)


def _sheets(book: Book) -> Iterator[Sheet]:
    for sheet in book.worksheets:
        # What a sheet says of its own size may be wrong, and would hide rows.
        cast(ReadOnlyWorksheet, sheet).reset_dimensions()
        records: list[Record] = []
        formulas: list[str] = []
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            found = [cell.coordinate for cell in cells if cell.data_type == "f"]
            formulas.extend(f"{sheet.title}!{place}" for place in found)
            if len(formulas) >= _SHOWN_FORMULAS:
                break
            texts = tuple(value_text(cell.value) for cell in cells)
            if any(texts):
                # An error in the header is a name that no column has.
                fault = _error(cells) if records else None
                records.append(Record(number, texts, fault))
        if records or formulas:
            yield Sheet(
                title=sheet.title,
                is_shown=sheet.sheet_state == "visible",
                records=tuple(records),
                formulas=tuple(formulas[:_SHOWN_FORMULAS]),
            )


def _error(cells: tuple[_Cell, ...]) -> Fault | None:
    """The first of a row's cells that holds an error, such as `#N/A` or a day out of range."""
    for cell in cells:
        if cell.data_type == "e":
            column = cast(Cell, cell).column_letter
            return Fault(code="error_value", column=column, value=str(cell.value))
    return None
