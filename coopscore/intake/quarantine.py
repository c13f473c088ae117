"""The file of rows that were set aside: one line a fault, with what to do, and the row as it came.

It opens in a spreadsheet, and so no cell may act as a formula there.
"""

import csv
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from coopscore.errors import UnusableHome
from coopscore.intake.faults import QuarantinedRow
from coopscore.intake.harmless import harmless

COLUMNS = (
    "file",
    "row",
    "column",
    "value",
    "fault",
    "found_en",
    "found_fa",
    "remedy_en",
    "remedy_fa",
    "raw",
)


def write_quarantine(path: Path, rows: Iterable[QuarantinedRow]) -> None:
    """Write the file whole or not at all, over an older one of that name.

    Raises
    ------
    UnusableHome
        Where it cannot be written.
    """
    try:
        _write(path, rows)
    except OSError as cause:
        raise UnusableHome(path=path, reason=cause.strerror) from cause


def _write(path: Path, rows: Iterable[QuarantinedRow]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    with part.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(COLUMNS)
        lines.writerows(_lines(rows))
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)


def _lines(rows: Iterable[QuarantinedRow]) -> Iterator[list[str | int]]:
    for row in rows:
        raw = json.dumps(row.raw, ensure_ascii=False)
        for fault in row.faults:
            texts = (
                fault.column,
                fault.value,
                fault.code,
                fault.found("en"),
                fault.found("fa"),
                fault.remedy("en"),
                fault.remedy("fa"),
                raw,
            )
            yield [harmless(row.source), row.row, *map(harmless, texts)]
