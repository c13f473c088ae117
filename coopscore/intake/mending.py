"""The file in which an office mends the rows that were set aside, and what it says afterwards.

One line a row, under the columns of the file that it came from, with its faults in front; it opens
in a spreadsheet, and is saved from it. A spreadsheet changes cells that nobody touched: it drops
leading zeros, turns days about and rounds long numbers. Where a cell says what it said as far as a
spreadsheet can tell, it was not mended.
"""

import csv
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from coopscore.errors import NotAMendingFile, UnusableHome
from coopscore.intake.aside import AsideRow
from coopscore.intake.harmless import as_meant, harmless
from coopscore.intake.raw import RawTable
from coopscore.intake.read import read_csv
from coopscore.intake.sheets import read_workbook
from coopscore.language import Language, matching_key, regular

# The columns in front of the file's own. No column of a table is called so.
ID, ROW, FAULTS = "#id", "#row", "#faults"
_FRONT = (ID, ROW, f"{FAULTS}_fa", f"{FAULTS}_en")

_TURNED_DAY = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?: 0?0:00(?::00)?)?", re.ASCII)
_ROUNDED = re.compile(r"\d(?:\.(\d+))?[eE]\+?\d+", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Mended:
    """What a mending file holds: its cells by row id, and how many lines could not be read."""

    cells: Mapping[str, Mapping[str, str]]
    unread: int


def row_id(delivery: str, place: int) -> str:
    """A row's name: that of its delivery, and its place there. No spreadsheet takes it for else."""
    return f"q{delivery}/{place}"


def write_mending(path: Path, header: Sequence[str], rows: Mapping[str, AsideRow]) -> None:
    """Write the file whole or not at all.

    Parameters
    ----------
    header
        The columns of the source.
    rows
        By their ids.

    Raises
    ------
    UnusableHome
        Where it cannot be written.
    """
    extra = {name: None for row in rows.values() for name in row.cells if name not in header}
    columns = (*header, *extra)
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8-sig", newline="") as file:
            lines = csv.writer(file, lineterminator="\n")
            lines.writerow([*_FRONT, *map(harmless, columns)])
            lines.writerows(_line(name, row, columns) for name, row in rows.items())
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as cause:
        raise UnusableHome(path=path, reason=cause.strerror) from cause


def _line(name: str, row: AsideRow, columns: Sequence[str]) -> list[str | int]:
    told = [harmless(_told(row, lang)) for lang in ("fa", "en")]
    return [name, row.row, *told, *(harmless(row.cells.get(column, "")) for column in columns)]


def _told(row: AsideRow, lang: Language) -> str:
    return " ".join(f"{fault.found.said(lang)} {fault.remedy.said(lang)}" for fault in row.faults)


def read_mending(path: Path) -> Mended:
    """Read a mending file as an office saved it: CSV in any encoding, or a workbook.

    Raises
    ------
    UnreadableFile
        Where it cannot be read as a table.
    NotAMendingFile
        Where it does not name the rows that it mends.
    """
    table = _table(path)
    if ID not in table.header:
        raise NotAMendingFile(path=str(path), column=ID)
    columns = [as_meant(name) for name in table.header]
    lines = [dict(zip(columns, map(as_meant, row.cells), strict=True)) for row in table.rows]
    return Mended(
        cells={
            line[ID].strip(): {name: cell for name, cell in line.items() if name not in _FRONT}
            for line in lines
        },
        unread=len(table.misshapen),
    )


def _table(path: Path) -> RawTable:
    if path.suffix.lower() == ".csv":
        return read_csv(path, encoding=None, delimiter=None)
    book = read_workbook(path)
    return book.table(book.sheets[0])


def mended_cells(row: AsideRow, now: Mapping[str, str]) -> dict[str, str]:
    """A row's cells as they stand after mending; a column that is gone from the file stays.

    Columns are known by their letters: an encoding of the machine may know no Persian ye.
    """
    names = {matching_key(name): name for name in row.cells}
    found = {names.get(matching_key(name), name): cell for name, cell in now.items()}
    mended = {}
    for name in dict.fromkeys((*row.cells, *found)):
        was = row.cells.get(name, "")
        cell = found.get(name, was)
        kept = was if is_unmended(was, cell) else cell
        if kept or name in row.cells:
            mended[name] = kept
    return mended


def is_unmended(was: str, now: str) -> bool:
    """Whether a cell is what a spreadsheet makes of the other by itself."""
    was, now = regular(was), regular(now)
    return was == now or _is_same_number(was, now) or _is_same_day(was, now)


def _is_same_number(was: str, now: str) -> bool:
    """Leading zeros dropped, noughts behind the point added, or all but a few digits rounded."""
    try:
        one, other = Decimal(was), Decimal(now)
    except InvalidOperation:
        return False
    if not (one.is_finite() and other.is_finite()):
        return False
    rounded = _ROUNDED.fullmatch(now)
    if rounded and one:
        return f"{one:.{len(rounded[1] or '')}E}" == f"{other:.{len(rounded[1] or '')}E}"
    return one == other


def _is_same_day(was: str, now: str) -> bool:
    """A Gregorian day in another order, as the machine's country has it."""
    return any(day in set(_days(now)) for day in set(_days(was)) if was[:4].isdecimal())


def _days(text: str) -> Iterator[date]:
    """Every Gregorian day that the text may be, whatever the order."""
    found = _TURNED_DAY.fullmatch(text)
    if not found:
        return
    one, two, three = (int(part) for part in found.groups())
    for year, month, day in ((one, two, three), (three, two, one), (three, one, two)):
        if 1900 <= year <= 2200 and 1 <= month <= 12 and 1 <= day <= 31:
            try:
                yield date(year, month, day)
            except ValueError:
                continue


def names_of(sources: Sequence[str]) -> Iterator[tuple[str, str]]:
    """A file name for each source; what no file system takes in a name is left out."""
    used: set[str] = set()
    for source in sources:
        stem = re.sub(r"[^\w.-]+", "_", source.removesuffix(".csv")).strip("_") or "rows"
        name, count = stem, 1
        while name in used:
            count += 1
            name = f"{stem}-{count}"
        used.add(name)
        yield source, f"{name}.csv"
