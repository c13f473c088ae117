"""Our own format: one CSV file a table, or a folder of them, named after their tables.

A header names the columns as the schema does, or by their titles in either language; letters,
joiners and case are made regular before they are compared.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from coopscore.adapters.delivery import Delivery, Draft, Drafts, Source
from coopscore.errors import UnknownTable, UnreadableFile, WrongColumns
from coopscore.intake.columns import file_columns
from coopscore.intake.read import MISSING, RawTable, read_csv
from coopscore.language import matching_key
from coopscore.schema import TABLES
from coopscore.table import Column, Table


class Registry:
    """The adapter of files that speak our own columns."""

    name = "registry"

    def drafts(self, path: Path) -> Delivery:
        """Read `<table>.csv`, or each of them in a folder."""
        files = [(table, read_csv(file)) for table, file in _files(path)]
        headers = [_named(table, file) for table, file in files]
        return Delivery(
            sources=tuple(Source.of(file) for _, file in files),
            tables=tuple(
                _drafts(table, file, names)
                for (table, file), names in zip(files, headers, strict=True)
            ),
            set_aside=tuple(row for _, file in files for row in file.misshapen),
        )


def _files(path: Path) -> Iterator[tuple[Table, Path]]:
    """Each file with its table, in the order of the schema."""
    if not path.exists():
        raise UnreadableFile(path=str(path), reason=MISSING)
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    strange = [file for file in files if file.stem not in TABLES]
    if strange or not files:
        found = ", ".join(str(file) for file in strange or [path])
        raise UnknownTable(path=found, allowed=sorted(TABLES))
    by_name = {file.stem: file for file in files}
    return ((table, by_name[name]) for name, table in TABLES.items() if name in by_name)


def _names(column: Column) -> set[str]:
    return {matching_key(name) for name in (column.name, column.title.en, column.title.fa)}


def _named(table: Table, file: RawTable) -> Mapping[str, str]:
    """Our column name for each column of the file.

    Raises
    ------
    WrongColumns
        Where one is missing, unknown or given twice; all of these are told at once.
    """
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


def _drafts(table: Table, file: RawTable, named: Mapping[str, str]) -> Drafts:
    names = tuple(named[cell] for cell in file.header)
    return Drafts(
        table=table,
        source=file.name,
        rows=[Draft(row.number, dict(zip(names, row.cells, strict=True))) for row in file.rows],
        origin={name: cell for cell, name in named.items()},
    )
