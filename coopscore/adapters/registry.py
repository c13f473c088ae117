"""Our own format: one CSV file a table, or a folder of them, named after their tables.

A header names the columns as the schema does, or by their titles in either language; letters,
joiners and case are made regular before they are compared.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from coopscore.adapters.delivery import Delivery, Draft, Drafts, Source
from coopscore.errors import UnknownTable, WrongColumns
from coopscore.intake.columns import file_columns
from coopscore.intake.read import RawTable, read_csv
from coopscore.intake.receipt import Note
from coopscore.intake.unreadable import MISSING, NO_TABLES, OTHER_DELIMITER
from coopscore.language import Text, matching_key
from coopscore.schema import TABLES
from coopscore.table import Column, Table

_NOT_READ = Text(
    en="In the folder and not read, since only CSV files are ({count}): {names}.",
    fa="در پوشه هست و خوانده نشد، زیرا تنها فایل‌های CSV خوانده می‌شود ({count}): {names}.",
)
_DELIMITERS: Mapping[str, Text] = {
    ";": Text(en="semicolons", fa="نقطه‌ویرگول لاتین"),
    "\t": Text(en="tabs", fa="جهش ستون (Tab)"),
    "|": Text(en="upright bars", fa="خط عمودی"),
    "،": Text(en="Persian commas", fa="ویرگول فارسی"),
    "؛": Text(en="Persian semicolons", fa="نقطه‌ویرگول فارسی"),
}


class Registry:
    """The adapter of files that speak our own columns."""

    name = "registry"

    def drafts(self, path: Path) -> Delivery:
        """Read `<table>.csv`, or each of them in a folder."""
        found = _files(path)
        files = [(table, read_csv(file)) for table, file in found]
        headers = [_named(table, file) for table, file in files]
        return Delivery(
            sources=tuple(Source.of(file) for _, file in files),
            tables=tuple(
                _drafts(table, file, names)
                for (table, file), names in zip(files, headers, strict=True)
            ),
            set_aside=tuple(row for _, file in files for row in file.misshapen),
            notes=tuple(_unread(path, {file for _, file in found})),
        )


def _files(path: Path) -> list[tuple[Table, Path]]:
    """Each file with its table, in the order of the schema."""
    if not path.exists():
        raise MISSING.refusal(path)
    files = [file for file in sorted(path.iterdir()) if _is_csv(file)] if path.is_dir() else [path]
    if not files:
        raise NO_TABLES.refusal(path, tables=sorted(TABLES))
    strange = [file for file in files if file.stem not in TABLES]
    if strange:
        found = ", ".join(str(file) for file in strange)
        raise UnknownTable(path=found, allowed=sorted(TABLES))
    return [(table, file) for name, table in TABLES.items() for file in files if file.stem == name]


def _is_csv(path: Path) -> bool:
    return path.suffix.lower() == ".csv" and path.is_file()


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
    named = {cell: ours.get(matching_key(cell), "") for cell in file.header}
    given = Counter(ours.get(matching_key(cell), "") for cell in file.header)
    missing = [column.name for column in columns if column.required and column.name not in given]
    unknown = [cell or '""' for cell, name in named.items() if not name]
    repeated = [name for name, times in given.items() if name and times > 1]
    if missing or unknown or repeated:
        raise WrongColumns(
            path=str(file.path),
            table=table.name,
            missing=missing,
            unknown=unknown,
            repeated=repeated,
            allowed=[column.name for column in columns],
        )
    return named


def _refuse_other_delimiters(file: RawTable) -> None:
    used = [word for mark, word in _DELIMITERS.items() if mark in file.header[0]]
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
