"""The make-believe registry as files: one CSV a table, Persian headers, Jalali days.

Rows stand in the order in which the registrar learned of them, and nothing that would be learned
after the last day is written.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from coopscore.calendar import jalali_text
from coopscore.intake.columns import file_columns
from coopscore.numerals import localised
from coopscore.schema import TABLES
from coopscore.synthetic.years import NEVER, Flags, Ints, Words
from coopscore.table import Table

COOP_ID = "coop_id"

Columns = Mapping[str, Ints | Flags | Words]


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Rows of one table as columns of equal length; days are day numbers, `NEVER` is empty."""

    table: Table
    columns: Columns

    def days(self, name: str) -> Ints:
        """A column of day numbers."""
        return self.columns[name].astype(np.int64)

    @classmethod
    def of(cls, name: str, parts: Sequence[Columns]) -> "Rows":
        """Rows of the table `name`, out of parts that have the same columns."""
        joined = {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}
        return cls(table=TABLES[name], columns=joined)

    def until(self, last: int) -> "Rows":
        """The rows known by the day number `last`, in the order in which they became known.

        An end that was known only later is left empty.
        """
        known = self.days(self.table.known)
        order = np.lexsort((np.arange(len(known)), self.columns[COOP_ID], known))
        kept = order[known[order] <= last]
        columns = {name: column[kept] for name, column in self.columns.items()}
        if self.table.ends_known is not None:
            later = columns[self.table.ends_known].astype(np.int64) > last
            told = {name: np.where(later, NEVER, columns[name]) for name in self.table.ending}
            columns |= told
        return Rows(table=self.table, columns=columns)


def coop_ids(who: Ints) -> Words:
    """`ir:00000017`, counted from the oldest."""
    return np.array([f"ir:{number:08d}" for number in (who + 1).tolist()], dtype=np.str_)


class Almanac:
    """Day numbers as Jalali text, each worked out once; one row in fifty in Persian digits."""

    def __init__(self) -> None:
        self._texts: dict[int, tuple[str, str]] = {}

    def texts(self, days: Ints) -> list[str]:
        """The days in text; empty for `NEVER`."""
        return [
            self._both(day)[row % 50 == 7] if day < NEVER else ""
            for row, day in enumerate(days.tolist())
        ]

    def _both(self, day: int) -> tuple[str, str]:
        if day not in self._texts:
            text = jalali_text(date.fromordinal(day))
            self._texts[day] = (text, localised(text, "fa"))
        return self._texts[day]


def write(folder: Path, rows: Rows, almanac: Almanac) -> Path:
    """Write `<table>.csv` into `folder`, over an older one of that name."""
    path = folder / f"{rows.table.name}.csv"
    titles = {column.name: column.title.fa for column in file_columns(rows.table)}
    days = {column.name for column in rows.table.columns if column.type == "day"}
    texts = [
        almanac.texts(rows.days(name)) if name in days else _texts(column)
        for name, column in rows.columns.items()
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow([titles[name] for name in rows.columns])
        lines.writerows(zip(*texts, strict=True))
    return path


def _texts(column: Ints | Flags | Words) -> list[str]:
    if column.dtype == np.bool_:
        return ["1" if flag else "0" for flag in column.tolist()]
    return [str(value) for value in column.tolist()]
