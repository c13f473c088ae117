"""Accounts and outlets of the UK register: what organisations filed, and where they trade.

Where no new accounts exist, the publisher carries the last ones forward into the next economic
year, with the same year end: such a row repeats an account and is no new fact.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from coopscore.adapters.delivery import Draft
from coopscore.adapters.uk_editions import ID, coop_id, is_organisation, parsed, read_file
from coopscore.calendar import shift
from coopscore.intake.faults import Fault, QuarantinedRow
from coopscore.intake.read import RawTable

YEAR_END = "Year End Date"
LINES: Mapping[str, str] = {
    "turnover": "Turnover",
    "profit_before_tax": "Profit before tax",
    "member_funds": "Member/Shareholder Funds",
}
FIGURES: Mapping[str, str] = {"members": "Memberships", "employees": "Employees"}

# The files carry no day of receipt: nine months is the time in which most accounts are due.
KNOWN_AFTER_MONTHS = 9

_CELLS = (*LINES.values(), *FIGURES.values())
_MIDNIGHT = " 00:00:00"
_OUTLET, _CITY, _STATE = "Outlet Name", "City", "State/Province"


@dataclass
class Accounts:
    """The drafts of one file of accounts, and an account of its rows.

    `distinct` are the pairs of id and year end that it names, totals of nations among them.
    """

    file: RawTable
    filings: list[Draft] = field(default_factory=list)
    lines: list[Draft] = field(default_factory=list)
    figures: list[Draft] = field(default_factory=list)
    set_aside: list[QuarantinedRow] = field(default_factory=list)
    repeated: int = 0
    distinct: set[tuple[str, str]] = field(default_factory=set)
    without_year_end: int = 0
    without_time: int = 0

    @property
    def distinct_aside(self) -> int:
        """Distinct pairs that are totals of several organisations."""
        return sum(not is_organisation(organisation) for organisation, _ in self.distinct)


def accounts(path: Path) -> Accounts:
    """Read a file of accounts; each account is drafted once.

    Raises
    ------
    UnreadableFile, WrongColumns
        Where it is no table, or lacks a column.
    """
    found = Accounts(file=read_file(path, (ID, YEAR_END, *_CELLS)))
    found.set_aside.extend(found.file.misshapen)
    seen: set[tuple[str, ...]] = set()
    for row in found.file.rows:
        cells = dict(zip(found.file.header, (cell.strip() for cell in row.cells), strict=True))
        year_end = _counted(found, cells)
        content = (cells[ID], year_end, *(cells[name] for name in _CELLS))
        if not is_organisation(cells[ID]):
            found.set_aside.append(_total(found.file, row.number, cells))
        elif content in seen:
            found.repeated += 1
        else:
            seen.add(content)
            _draft(found, row.number, cells, year_end)
    return found


def _counted(found: Accounts, cells: Mapping[str, str]) -> str:
    """The year end without its midnight, counted by the way it was written."""
    text = cells[YEAR_END]
    if not text:
        found.without_year_end += 1
        return text
    found.without_time += not text.endswith(_MIDNIGHT)
    year_end = text.removesuffix(_MIDNIGHT)
    found.distinct.add((cells[ID], year_end))
    return year_end


def _total(file: RawTable, row: int, cells: Mapping[str, str]) -> QuarantinedRow:
    """A row of several organisations' totals, with every fault that it has as an account."""
    faults = [Fault(code="unknown_cooperative", column=ID, value=cells[ID])]
    if not cells[YEAR_END]:
        faults.append(Fault(code="missing_value", column=YEAR_END))
    return QuarantinedRow(source=file.name, row=row, faults=tuple(faults), raw=file.raw(row))


def _draft(found: Accounts, row: int, cells: Mapping[str, str], year_end: str) -> None:
    day = parsed(year_end)
    known = shift(day, KNOWN_AFTER_MONTHS, "gregorian").isoformat() if day else year_end
    shared = {"coop_id": coop_id(cells[ID]), "received_on": known, "hindsight": "yes"}
    filing = shared | {"period_end": year_end}
    found.filings.append(Draft(row, filing | {"kind": "statement"}))
    for code, name in LINES.items():
        if cells[name]:
            line = {"line_code": code, "amount": cells[name], "currency": "GBP"}
            found.lines.append(Draft(row, filing | line))
    figures = {ours: cells[theirs] for ours, theirs in FIGURES.items()}
    if any(figures.values()):
        found.figures.append(Draft(row, shared | {"year_end": year_end} | figures))


@dataclass(frozen=True, kw_only=True)
class Outlets:
    """The drafts of one file of outlets, and how many share a name and a place with another."""

    file: RawTable
    drafts: Sequence[Draft]
    alike: int


def outlets(path: Path, seen_on: date) -> Outlets:
    """Read a file of outlets, as seen on the day of its edition.

    Streets are not in the file, so two shops of one town may look alike: each is kept, under a
    record of its own.

    Raises
    ------
    UnreadableFile, WrongColumns
        Where it is no table, or lacks a column.
    """
    file = read_file(path, (ID, _OUTLET, _CITY, _STATE))
    drafts, times = [], dict[str, int]()
    for row in file.rows:
        cells = dict(zip(file.header, (cell.strip() for cell in row.cells), strict=True))
        place = ", ".join(filter(None, (cells[_CITY], cells[_STATE])))
        key = "|".join((coop_id(cells[ID]), f"{seen_on:%Y-%m}", cells[_OUTLET], place))
        times[key] = times.get(key, 0) + 1
        values = {
            "coop_id": coop_id(cells[ID]),
            "record_id": f"{key}|{times[key]}",
            "name": cells[_OUTLET],
            "place": place,
            "seen_on": seen_on.isoformat(),
            "recorded_at": seen_on.isoformat(),
        }
        drafts.append(Draft(row.number, values))
    return Outlets(file=file, drafts=drafts, alike=len(drafts) - len(times))
