"""The list for the road: a plan's acts with room for what is found, as XLSX or CSV.

It is for offices, and so in Persian whatever the reader's language. The filled list is what
`coopscore outcomes import` takes in. Names come from the register: none may act as a formula.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coopscore.calendar import jalali_text
from coopscore.intake.harmless import harmless
from coopscore.language import Text
from coopscore.numerals import localised
from coopscore.outcome_files import FILLED_IN, TITLES
from coopscore.visits import Planned
from coopscore.vocabulary import (
    ACT_KIND,
    PROVINCE,
    SUPERVISION_OUTCOME,
    VISIT_DUTY,
    VISIT_FOUND,
    VISIT_SLICE,
)
from serving.files import write_bytes
from serving.planned_visits import on_the_road
from serving.road_sheet import Choice, sheet_bytes

Cell = str | float | None

# Of one that a supervisor put on.
PUT_ON = Text(en="put on by a supervisor", fa="افزودهٔ ناظر")


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of the list: its title, how wide it is, and what stands in it of an act."""

    title: str
    width: int
    cell: Callable[["Listed"], Cell]
    is_share: bool = False


@dataclass(frozen=True, kw_only=True)
class Listed:
    """An act beside what only the register and the book know of it."""

    plan_id: str
    act: Planned
    name: str


def _said(codes: Mapping[str, Text], code: str) -> str:
    return codes[code].fa if code in codes else code


def _month(listed: Listed) -> str:
    month = listed.act.month
    return "" if month is None else localised(jalali_text(month)[:7], "fa")


def _order(act: Planned) -> str:
    return localised(str(act.order), "fa")


def _nothing(_listed: Listed) -> Cell:
    return None


_WIDTHS = {"found": 18, "outcome": 24, "visited_on": 16, "person_hours": 12, "note": 40}

COLUMNS: Sequence[Column] = (
    Column(title=TITLES["plan_id"].fa, width=24, cell=lambda one: one.plan_id),
    Column(title=TITLES["coop_id"].fa, width=18, cell=lambda one: one.act.coop_id),
    Column(title="نام تعاونی", width=36, cell=lambda one: one.name),
    Column(title="استان", width=18, cell=lambda one: _said(PROVINCE, one.act.province)),
    Column(title="شهرستان", width=18, cell=lambda one: one.act.county),
    Column(title="ماه", width=10, cell=_month),
    Column(title=TITLES["kind"].fa, width=20, cell=lambda one: _said(ACT_KIND, one.act.kind)),
    Column(
        title="علت انتخاب",
        width=18,
        cell=lambda one: _said(VISIT_SLICE, one.act.slice) or PUT_ON.fa,
    ),
    Column(title="اولویت", width=10, cell=lambda one: _order(one.act)),
    Column(title="تکلیف", width=24, cell=lambda one: _said(VISIT_DUTY, one.act.duty)),
    Column(title="احتمال سکوت", width=12, cell=lambda one: one.act.risk, is_share=True),
    Column(title="احتمال احیا", width=12, cell=lambda one: one.act.revival, is_share=True),
    Column(title="احتمال انتخاب", width=12, cell=lambda one: one.act.probability, is_share=True),
    *(Column(title=TITLES[name].fa, width=_WIDTHS[name], cell=_nothing) for name in FILLED_IN),
)

# What an inspector chooses from, by the title of the column.
CHOICES: Mapping[str, Choice] = {
    TITLES[name].fa: Choice(
        values=tuple(title.fa for title in codes.values()),
        prompt=f"{TITLES[name].fa} را از فهرست برگزینید.",
    )
    for name, codes in (
        ("kind", ACT_KIND),
        ("found", VISIT_FOUND),
        ("outcome", SUPERVISION_OUTCOME),
    )
}


def write_road(
    path: Path, plan_id: str, acts: Sequence[Planned], name_of: Callable[[str], str | None]
) -> None:
    """Write the list to `path`, whose ending (`WRITERS`) says the format.

    Raises
    ------
    UnwritableFile
        Where the folder is missing or may not be written to; what stood at `path` stays.
    """
    ordered = sorted(acts, key=on_the_road)
    listed = [Listed(plan_id=plan_id, act=act, name=name_of(act.coop_id) or "") for act in ordered]
    write_bytes(WRITERS[path.suffix](listed), path)


def rows_of(listed: Sequence[Listed]) -> Iterator[list[Cell]]:
    """The cells of each act; text is such that no spreadsheet takes it for a formula."""
    for one in listed:
        cells = [column.cell(one) for column in COLUMNS]
        yield [harmless(cell) if isinstance(cell, str) else cell for cell in cells]


def _xlsx(listed: Sequence[Listed]) -> bytes:
    return sheet_bytes(
        "برنامهٔ بازدید",
        [(column.title, column.width, column.is_share) for column in COLUMNS],
        rows_of(listed),
        rows=len(listed),
        choices=CHOICES,
        filled_in={TITLES[name].fa for name in FILLED_IN},
    )


def _csv(listed: Sequence[Listed]) -> bytes:
    """UTF-8 with the mark that spreadsheets know it by; shares with four decimals."""
    file = io.StringIO()
    lines = csv.writer(file, lineterminator="\r\n")
    lines.writerow([column.title for column in COLUMNS])
    for row in rows_of(listed):
        lines.writerow([f"{cell:.4f}" if isinstance(cell, float) else cell for cell in row])
    return file.getvalue().encode("utf-8-sig")


WRITERS: Mapping[str, Callable[[Sequence[Listed]], bytes]] = {".xlsx": _xlsx, ".csv": _csv}
