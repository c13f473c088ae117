"""Our own format: CSV, XLSX and Parquet files named after their tables, one or a folder of them.

A table may come in parts, `filing-001.csv` and `filing-002.xlsx`; a workbook may hold several, a
sheet each. Files, sheets and columns go by our names or by their titles in either language;
letters, joiners and case are made regular before they are compared.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from coopscore.adapters.delivery import Delivery, Draft, Drafts, Source
from coopscore.adapters.table_names import table_named
from coopscore.errors import UnknownTable, WrongColumns
from coopscore.intake.columnar import read_parquet
from coopscore.intake.columns import file_columns, named
from coopscore.intake.read import RawTable, read_csv
from coopscore.intake.receipt import Note
from coopscore.intake.separators import NAMES
from coopscore.intake.sheets import Sheet, Workbook, read_workbook
from coopscore.intake.terms import Terms
from coopscore.intake.unreadable import MISSING, NO_TABLES, OTHER_DELIMITER
from coopscore.language import Text, matching_key
from coopscore.schema import TABLES
from coopscore.table import Column, Table

_NOT_READ = Text(
    en="In the folder and not read, since only CSV, XLSX and Parquet files are ({count}): {names}.",
    fa="در پوشه هست و خوانده نشد، زیرا تنها CSV و XLSX و Parquet خوانده می‌شود ({count}): {names}.",
)
_HIDDEN = Text(
    en="Hidden sheets of {file} that name no table were not read: {names}.",
    fa="برگه‌های پنهان فایل {file} که نام هیچ جدولی ندارند خوانده نشد: {names}.",
)
_CSV, _PARQUET = ".csv", ".parquet"
# Workbooks of other kinds are opened too, so that they are refused with their reason.
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods"})
_READ = {_CSV, _PARQUET, *_WORKBOOKS}
# Text of other names is read where it names a table; Excel writes UTF-16 with tabs as `.txt`.
_TEXTS = {".txt", ".tsv"}
# What spreadsheet programs and file systems leave beside a file that is open.
_LEFT_BEHIND = ("~$", ".")

_Found = tuple[Table, RawTable]


class Registry:
    """The adapter of files that speak our own columns."""

    name = "registry"

    def __init__(self, terms: Terms | None = None) -> None:
        self._password = (terms or Terms()).password

    def drafts(self, path: Path) -> Delivery:
        """Read `<table>.csv`, `.xlsx` or `.parquet`, or each of them in a folder."""
        paths = _files(path)
        order = list(TABLES)
        found = [one for file in paths for one in self._read(file)]
        found.sort(key=lambda one: order.index(one[0].name))
        headers = [_named(table, file) for table, file in found]
        return Delivery(
            sources=tuple(Source.of(file) for _, file in found),
            tables=tuple(
                _drafts(table, file, names)
                for (table, file), names in zip(found, headers, strict=True)
            ),
            set_aside=tuple(row for _, file in found for row in file.misshapen),
            notes=(*(note for _, file in found for note in file.notes), *_unread(path, paths)),
        )

    def _read(self, file: Path) -> list[_Found]:
        """The tables of one file."""
        ending = file.suffix.lower()
        if ending in _WORKBOOKS:
            return _sheets(read_workbook(file, self._password))
        table = _table(file.stem, file)
        if ending == _PARQUET:
            return [(table, read_parquet(file))]
        return [(table, read_csv(file, encoding=None, delimiter=None))]


def _files(path: Path) -> list[Path]:
    """Each file that is to be read.

    Raises
    ------
    UnreadableFile, UnknownTable
        Where there is none, or some name no table; all of these are told at once.
    """
    if not path.exists():
        raise MISSING.refusal(path)
    files = sorted(filter(_is_read, path.iterdir())) if path.is_dir() else [path]
    if not files:
        raise NO_TABLES.refusal(path, tables=sorted(TABLES))
    strange = [
        file
        for file in files
        if file.suffix.lower() not in _WORKBOOKS and table_named(file.stem) is None
    ]
    if strange:
        raise _unknown([str(file) for file in strange])
    return files


def _is_read(path: Path) -> bool:
    ending = path.suffix.lower()
    is_ours = ending in _READ or (ending in _TEXTS and table_named(path.stem) is not None)
    return is_ours and not path.name.startswith(_LEFT_BEHIND) and path.is_file()


def _unknown(names: Sequence[str]) -> UnknownTable:
    return UnknownTable(path=", ".join(names), allowed=sorted(TABLES))


def _table(name: str, told: object) -> Table:
    table = table_named(name)
    if table is None:
        raise _unknown([str(told)])
    return table


def _sheets(book: Workbook) -> list[_Found]:
    """The tables of a workbook: of each sheet by its title, of a single one by the file's name.

    A hidden sheet that names no table is a list for somebody's cells, and is told of only.
    """
    taken = [sheet for sheet in book.sheets if sheet.is_shown or table_named(sheet.title)]
    taken = taken or list(book.sheets)
    if len(taken) == 1:
        (sheet,) = taken
        table = table_named(sheet.title) or _table(book.path.stem, book.path)
        found = [(table, book.table(sheet))]
    else:
        strange = [sheet for sheet in taken if table_named(sheet.title) is None]
        if strange:
            raise _unknown([f"{book.path}: {sheet.title}" for sheet in strange])
        found = [
            (_table(sheet.title, book.path), book.table(sheet, is_alone=False)) for sheet in taken
        ]
    return _with_hidden(book, found, [sheet for sheet in book.sheets if sheet not in taken])


def _with_hidden(book: Workbook, found: list[_Found], hidden: list[Sheet]) -> list[_Found]:
    if not hidden:
        return found
    names = ", ".join(sheet.title for sheet in hidden)
    (table, first), *rest = found
    note = Note.of("hidden_sheets", _HIDDEN, file=book.path.name, names=names)
    return [(table, first.noted(note)), *rest]


def _unread(path: Path, read: Collection[Path]) -> Iterator[Note]:
    """What else lies in the folder."""
    if path.is_dir():
        names = sorted(file.name for file in path.iterdir() if file not in read)
        if names:
            yield Note.of("not_read", _NOT_READ, count=len(names), names=", ".join(names))


def _names(column: Column) -> set[str]:
    return {matching_key(name) for name in (column.name, column.title.en, column.title.fa)}


def _named(table: Table, file: RawTable) -> Mapping[str, str]:
    """Our column name for each column of the file.

    Raises
    ------
    WrongColumns
        Where one is missing, unknown or given twice; all of these are told at once.
    UnreadableFile
        Where something else than commas parts the columns.
    """
    _refuse_other_delimiters(file)
    columns = file_columns(table)
    ours = {name: column.name for column in columns for name in _names(column)}
    found = {cell: ours.get(matching_key(cell), "") for cell in file.header}
    given = Counter(ours.get(matching_key(cell), "") for cell in file.header)
    missing = [column.name for column in columns if column.required and column.name not in given]
    unknown = [cell or '""' for cell, name in found.items() if not name]
    repeated = [name for name, times in given.items() if name and times > 1]
    if missing or unknown or repeated:
        told = {column.name: named(column.name, column.title) for column in columns}
        raise WrongColumns(
            path=str(file.path),
            table=table.name,
            missing=[told[name] for name in missing],
            unknown=unknown,
            repeated=[told[name] for name in repeated],
            allowed=list(told.values()),
        )
    return found


def _refuse_other_delimiters(file: RawTable) -> None:
    used = [word for mark, word in NAMES.items() if mark in file.header[0]]
    if len(file.header) == 1 and used:
        raise OTHER_DELIMITER.refusal(file.path, delimiter=used[0])


def _drafts(table: Table, file: RawTable, named: Mapping[str, str]) -> Drafts:
    names = tuple(named[cell] for cell in file.header)
    return Drafts(
        table=table,
        source=file.name,
        rows=[Draft(row.number, dict(zip(names, row.cells, strict=True))) for row in file.rows],
        origin={name: cell for cell, name in named.items()},
    )
