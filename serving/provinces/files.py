"""A selection as a file: a workbook, lines with commas, or JSON."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from coopscore.intake.harmless import harmless
from serving.files import write_bytes
from serving.i18n import Words
from serving.provinces.selection import Selection
from serving.provinces.tables import Cell, indicator_sheet, sheets_of
from serving.provinces.workbook import workbook_bytes


def write_selection(found: Selection, path: Path, words: Words) -> None:
    """Write a selection to `path`, whose ending (`WRITERS`) says the format.

    Raises
    ------
    UnwritableFile
        Where the folder is missing or may not be written to; what stood at `path` stays.
    """
    write_bytes(WRITERS[path.suffix](found, words), path)


def xlsx_of(found: Selection, words: Words) -> bytes:
    """Every table, in the reader's language; a Persian one reads from the right."""
    return workbook_bytes(sheets_of(found, words), from_right=words.dir == "rtl")


def csv_of(found: Selection, words: Words) -> bytes:
    """The indicators of every place, in UTF-8 with the mark that spreadsheets know it by."""
    sheet = indicator_sheet(found, words)
    file = io.StringIO()
    lines = csv.writer(file, lineterminator="\r\n")
    lines.writerow([title for title, _ in sheet.columns])
    lines.writerows([[_written(cell) for cell in row] for row in sheet.rows])
    return file.getvalue().encode("utf-8-sig")


def json_of(found: Selection, _words: Words) -> bytes:
    """The selection as the service tells it, with the run that it was chosen of."""
    return (json.dumps(data_of(found), ensure_ascii=False, indent=1) + "\n").encode()


def data_of(found: Selection) -> dict[str, object]:
    """A selection as JSON holds it: counts are whole numbers, rates have intervals."""
    content, whole = found.content, not found.group["code"]
    return {
        "run": found.run_id,
        **{name: content[name] for name in ("first", "last", "as_of", "batch", "formulas")},
        "kind": found.group["kind"],
        "code": found.group["code"],
        "level": found.level,
        "province": found.province,
        "places": list(found.rows),
        "together": found.group["together"],
        "mean": found.group["mean"],
        "median": found.group["median"],
        "official": _of_places(content["official"], found) if whole else {},
        "formation": _of_places(content["formation"], found) if whole else {},
        "employed": _of_places(content["employed"], found) if whole else {},
        "acts": list(_of_province(content[_ACTS[found.level]], found)) if whole else [],
        "trainings": list(_of_province(content["trainings"], found)) if whole else [],
        "unions": list(_of_province(content["unions"], found)) if whole else [],
    }


_ACTS = {"province": "acts", "county": "acts_by_county"}


def _of_places(told: Mapping[str, object], found: Selection) -> dict[str, object]:
    return (
        {name: one for name, one in told.items() if name.partition("/")[0] == found.province}
        if found.province
        else dict(told)
    )


def _of_province(told: list[Mapping[str, object]], found: Selection) -> list[Mapping[str, object]]:
    return [one for one in told if found.province in ("", one["province"])]


def _written(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return harmless(cell)
    return f"{cell:.6f}" if isinstance(cell, float) and not cell.is_integer() else cell


WRITERS: Mapping[str, Callable[[Selection, Words], bytes]] = {
    ".xlsx": xlsx_of,
    ".csv": csv_of,
    ".json": json_of,
}
