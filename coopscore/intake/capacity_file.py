"""A table of capacity, CSV or XLSX, becomes rooms; every cell at fault is named by row and column.

Cells are read as those of any delivery: digits and letters of three scripts, codes or their titles
in either language, days of both calendars. A month is any of its days, or a year and a month.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from coopscore.capacity import Capacity, Room, first_of_month
from coopscore.errors import InvalidCapacity, WrongColumns
from coopscore.intake.cells import Unfit, Value, read_cell
from coopscore.intake.faults import Fault
from coopscore.intake.raw import RawTable
from coopscore.intake.read import read_csv
from coopscore.intake.sheets import read_workbook
from coopscore.language import Text, matching_key, regular
from coopscore.schema.columns import MOST_ACTS, coded, count, dated, text
from coopscore.table import Column
from coopscore.vocabulary import ACT_KIND, PROVINCE

COLUMNS: tuple[Column, ...] = (
    coded("province", PROVINCE, en="Province", fa="استان", required=True),
    text("county", en="County", fa="شهرستان"),
    coded("kind", ACT_KIND, en="Kind of act", fa="نوع اقدام", required=True),
    dated("month", en="Month", fa="ماه"),
    count("acts", "acts", en="Acts", fa="شمار اقدام", most=MOST_ACTS, required=True),
)
_OPTIONAL = ("county",)
_WORKBOOKS = (".xlsx", ".xlsm")
_MOST_TOLD = 20
_YEAR_AND_MONTH = re.compile(r"\d{4}[-/.]\d{1,2}", re.ASCII)

_TWICE = Text(
    en="row {row} tells of the same office, kind and month as row {other}",
    fa="ردیف {row} از همان اداره، نوع و ماه ردیف {other} می‌گوید",
)
_AT = Text(en="row {row}: {found}", fa="ردیف {row}: {found}")
_MORE = Text(en="{count} more", fa="{count} ایراد دیگر")


def read_capacity(path: Path) -> Capacity:
    """The rooms of a file, whose columns are named by their names or titles in either language.

    Raises
    ------
    UnreadableFile
        Where it is no table.
    WrongColumns
        Where a column is missing, unknown or there twice.
    InvalidCapacity
        Naming the cells at fault, rows that tell of the same, or that there is no act at all.
    """
    table = _table(path)
    names = _named(table)
    rows: dict[tuple[str, str, str, date], tuple[int, int]] = {}
    faults = [
        _AT.filled(row=row.row, found=_said(fault)) for row in table.misshapen
        for fault in row.faults
    ]  # fmt: skip
    for raw in table.rows:
        read = _Read.of(raw.number, dict(zip(names, raw.cells, strict=True)))
        faults += read.faults
        if read.faults:
            continue
        key, acts = read.room
        other = rows.setdefault(key, (raw.number, acts))[0]
        if other != raw.number:
            faults.append(_TWICE.filled(row=raw.number, other=other))
    if faults:
        raise InvalidCapacity(faults=_told(faults))
    return Capacity.of(
        Room(province=province, county=county, kind=kind, month=month, acts=acts)
        for (province, county, kind, month), (_, acts) in rows.items()
    )


def _table(path: Path) -> RawTable:
    if path.suffix.lower() not in _WORKBOOKS:
        return read_csv(path, encoding=None, delimiter=None)
    book = read_workbook(path)
    return book.table(next((one for one in book.sheets if one.is_shown), book.sheets[0]))


def _named(table: RawTable) -> list[str]:
    """The column of each heading."""
    meant = {
        matching_key(word): column.name
        for column in COLUMNS
        for word in (column.name, column.title.en, column.title.fa)
    }
    names = [meant.get(matching_key(heading), heading) for heading in table.header]
    known = [column.name for column in COLUMNS]
    missing = [name for name in known if name not in names and name not in _OPTIONAL]
    unknown = [name for name in names if name not in known]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if missing or unknown or repeated:
        raise WrongColumns(
            path=table.name,
            table="capacity",
            missing=missing,
            unknown=unknown,
            repeated=repeated,
            allowed=known,
        )
    return names


@dataclass(frozen=True, kw_only=True)
class _Read:
    """The values of a row by column, and what is wrong with them."""

    values: Mapping[str, Value]
    faults: tuple[Text, ...]

    @classmethod
    def of(cls, row: int, cells: Mapping[str, str]) -> "_Read":
        """The cells of one row."""
        values: dict[str, Value] = {}
        faults: list[Text] = []
        for column in COLUMNS:
            cell = _whole_day(column, cells.get(column.name, ""))
            found = read_cell(column, cell)
            if not isinstance(found, Unfit):
                values[column.name] = found
                continue
            for code, facts in found.faults:
                fault = Fault(code=code, value=cell, facts=facts)
                faults.append(_AT.filled(row=row, found=_said(fault, column)))
        return cls(values=values, faults=tuple(faults))

    @property
    def room(self) -> tuple[tuple[str, str, str, date], int]:
        """Office, kind and month, and acts, of a row without a fault."""
        province, county, kind, month, acts = (self.values[one.name] for one in COLUMNS)
        assert isinstance(month, date), "a month is read as a day"
        assert isinstance(acts, int), "acts are counted"
        return (str(province), str(county or ""), str(kind), first_of_month(month)), acts


def _whole_day(column: Column, cell: str) -> str:
    """A month as its first day, where a year and a month are all that is written."""
    tidy = regular(cell)
    return (
        f"{tidy}{tidy[4]}01" if column.type == "day" and _YEAR_AND_MONTH.fullmatch(tidy) else cell
    )


def _said(fault: Fault, column: Column | None = None) -> Text:
    """What was found, with the column by the reader's own name for it."""
    en, fa = fault, fault
    if column is not None:
        en, fa = replace(fault, column=column.title.en), replace(fault, column=column.title.fa)
    return Text(en=en.found("en").rstrip("."), fa=fa.found("fa").rstrip("."))


def _told(faults: list[Text]) -> Text:
    """The first of them, and how many more there are."""
    told = faults[:_MOST_TOLD]
    if len(faults) > _MOST_TOLD:
        told.append(_MORE.filled(count=len(faults) - _MOST_TOLD))
    return Text(en="; ".join(one.en for one in told), fa="؛ ".join(one.fa for one in told))
