"""Files of outcomes of visits: lists for the road that inspectors filled in, or tables of codes.

A cell may hold a code or its title in either language, a day of either calendar, and digits of any
script. A row that is still empty where the inspector writes is a visit to come, and no fault.
"""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coopscore.errors import WrongColumns
from coopscore.intake.harmless import as_meant
from coopscore.intake.raw import RawRow, RawTable
from coopscore.intake.read import read_csv
from coopscore.intake.sheets import read_workbook
from coopscore.language import Text, matching_key, regular
from coopscore.outcome_cells import MISSING, Unfit, code_in, day_of, whole_of
from coopscore.outcome_rules import NOTHING_TOLD, outcome_faults
from coopscore.visits import VisitOutcome
from coopscore.vocabulary import ACT_KIND, SUPERVISION_OUTCOME, VISIT_FOUND

TITLES: Mapping[str, Text] = {
    "plan_id": Text(en="Plan", fa="شناسهٔ برنامه"),
    "coop_id": Text(en="Co-operative", fa="شناسهٔ تعاونی"),
    "kind": Text(en="Kind of act", fa="نوع اقدام"),
    "visited_on": Text(en="Day of the visit", fa="تاریخ بازدید"),
    "found": Text(en="Found", fa="یافته"),
    "outcome": Text(en="Outcome", fa="نتیجه"),
    "person_hours": Text(en="Person-hours", fa="نفرساعت"),
    "note": Text(en="Note", fa="توضیح"),
}
FILLED_IN = ("found", "outcome", "visited_on", "person_hours", "note")
_REQUIRED = ("coop_id", "kind", "visited_on", "found")
_CODES: Mapping[str, Callable[[str], str]] = {
    "kind": code_in(ACT_KIND),
    "found": code_in(VISIT_FOUND),
    "outcome": code_in(SUPERVISION_OUTCOME, may_be_empty=True),
}

TABLE = "visit_outcome"
SHEETS = (".xlsx", ".xlsm")


@dataclass(frozen=True, kw_only=True)
class Framed:
    """What must be known of a plan to take outcomes of it: its day, and whom it could take."""

    as_of: date
    coop_ids: Container[str]


@dataclass(frozen=True, kw_only=True)
class BadCell:
    """Why a row was set aside; `column` is as the file names it, empty for the whole row."""

    row: int
    column: str
    reason: Text
    raw: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class OutcomeFile:
    """A file that was read: outcomes, rows set aside with every fault, and visits to come."""

    name: str
    sha256: str
    rows: int
    outcomes: tuple[VisitOutcome, ...]
    bad: tuple[BadCell, ...]
    to_come: int

    @property
    def set_aside(self) -> int:
        """How many rows were."""
        return len({one.row for one in self.bad})


def read_outcomes(
    path: Path,
    *,
    today: date,
    plan: Callable[[str], Framed | None],
    known: Container[str],
    was_told: Callable[[VisitOutcome], bool],
) -> OutcomeFile:
    """Read a file of outcomes; every row is an outcome, a visit to come, or set aside.

    Parameters
    ----------
    plan
        Tells of a plan by its id; None where none has it.
    known
        Ids of co-operatives on the register, for acts that no plan asked for.
    was_told
        Tells whether anything was ever told of an act on its day, that could be withdrawn.

    Raises
    ------
    UnreadableFile
        Where it is no table.
    WrongColumns
        Where a column that every outcome needs is missing, or one stands twice.
    """
    table = _table(path)
    names = _names(table)
    reader = _Reader(today=today, plan=plan, known=known, was_told=was_told)
    outcomes: list[VisitOutcome] = []
    bad = list(_misshapen(table))
    to_come = 0
    for row in table.rows:
        cells = {field: _cell(row, at) for field, at in names.items()}
        if not any(cells.get(field) for field in FILLED_IN):
            to_come += 1
            continue
        told, faults = reader.told(cells)
        raw = dict(zip(table.header, row.cells, strict=True))
        bad += [
            BadCell(row=row.number, column=_named(table, names, field), reason=reason, raw=raw)
            for field, reason in faults
        ]
        if told is not None:
            outcomes.append(told)
    return OutcomeFile(
        name=table.name, sha256=table.sha256, rows=table.rows_read, outcomes=tuple(outcomes),
        bad=tuple(sorted(bad, key=lambda one: one.row)), to_come=to_come,
    )  # fmt: skip


def _misshapen(table: RawTable) -> Iterator[BadCell]:
    for row in table.misshapen:
        for fault in row.faults:
            reason = Text(en=fault.found("en"), fa=fault.found("fa"))
            yield BadCell(row=row.row, column=fault.column, reason=reason, raw=row.raw)


def _table(path: Path) -> RawTable:
    """The file's rows; of a workbook those of its first sheet that is shown."""
    if path.suffix.lower() not in SHEETS:
        return read_csv(path, encoding=None, delimiter=None)
    book = read_workbook(path)
    shown = [sheet for sheet in book.sheets if sheet.is_shown] or list(book.sheets)
    return book.table(shown[0])


def _names(table: RawTable) -> Mapping[str, int]:
    """Where each field stands in the file; other columns are for people, and left alone."""
    keys = {
        matching_key(name): field
        for field, title in TITLES.items()
        for name in (field, title.en, title.fa)
    }
    found: dict[str, int] = {}
    repeated: list[str] = []
    for at, name in enumerate(table.header):
        field = keys.get(matching_key(as_meant(name)))
        if field in found:
            repeated.append(name)
        elif field is not None:
            found[field] = at
    missing = [field for field in _REQUIRED if field not in found]
    if missing or repeated:
        raise WrongColumns(
            path=table.path, table=TABLE, missing=missing, unknown=[], repeated=repeated,
            allowed=list(TITLES),
        )  # fmt: skip
    return found


def _cell(row: RawRow, at: int) -> str:
    return regular(as_meant(row.cells[at].strip()))


def _named(table: RawTable, names: Mapping[str, int], field: str) -> str:
    return table.header[names[field]] if field in names else ""


@dataclass
class _Reader:
    """Reads rows one by one; remembers what each visit was said to have come to."""

    today: date
    plan: Callable[[str], Framed | None]
    known: Container[str]
    was_told: Callable[[VisitOutcome], bool]

    def __post_init__(self) -> None:
        self._told: dict[tuple[str, str, str, date], VisitOutcome] = {}

    def told(self, cells: Mapping[str, str]) -> tuple[VisitOutcome | None, list[tuple[str, Text]]]:
        """A row's outcome, or all that speaks against it: the field at fault, and why."""
        faults: list[tuple[str, Text]] = []

        def read(field: str, value: Callable[[str], object]) -> object:
            try:
                return value(cells.get(field, ""))
            except Unfit as unfit:
                faults.append((field, unfit.reason))
                return None

        codes = {field: read(field, code) for field, code in _CODES.items()}
        visited_on = read("visited_on", lambda text: day_of(text, self.today))
        hours = read("person_hours", whole_of)
        if faults or not isinstance(visited_on, date):
            return None, [*faults, *self._strangers(cells)]
        told = VisitOutcome(
            plan_id=cells.get("plan_id", ""),
            coop_id=cells["coop_id"],
            visited_on=visited_on,
            person_hours=hours if isinstance(hours, int) else None,
            note=cells.get("note", ""),
            **{field: str(code) for field, code in codes.items()},
        )
        faults = list(self._faults(told, cells))
        return (None if faults else told), faults

    def _faults(self, told: VisitOutcome, cells: Mapping[str, str]) -> Iterator[tuple[str, Text]]:
        framed = self.plan(told.plan_id) if told.plan_id else None
        planned_on = framed.as_of if framed else None
        yield from outcome_faults(told, today=self.today, planned_on=planned_on)
        yield from self._strangers(cells)
        if told.is_withdrawn and not self.was_told(told):
            yield "found", NOTHING_TOLD
        act = (told.plan_id, told.coop_id, told.kind, told.visited_on)
        if self._told.setdefault(act, told) != told:
            yield "", _OTHERWISE

    def _strangers(self, cells: Mapping[str, str]) -> Iterator[tuple[str, Text]]:
        coop_id, plan_id = cells["coop_id"], cells.get("plan_id", "")
        framed = self.plan(plan_id) if plan_id else None
        if plan_id and framed is None:
            yield "plan_id", _NO_PLAN.filled(plan_id=plan_id)
        elif not coop_id:
            yield "coop_id", MISSING
        elif framed is not None and coop_id not in framed.coop_ids:
            yield "coop_id", _NOT_IN_FRAME.filled(coop_id=coop_id)
        elif framed is None and coop_id not in self.known:
            yield "coop_id", _NOBODY.filled(coop_id=coop_id)


_NO_PLAN = Text(en="no plan {plan_id} is on record", fa="برنامه‌ای با شناسهٔ {plan_id} در سوابق نیست")
_NOT_IN_FRAME = Text(
    en="{coop_id} is not among those that the plan could have taken",
    fa="{coop_id} از آن‌هایی نیست که برنامه می‌توانست برگزیند",
)
_NOBODY = Text(en="no co-operative {coop_id} is on record", fa="تعاونی {coop_id} در سوابق نیست")
_OTHERWISE = Text(
    en="an earlier row says otherwise of the same visit",
    fa="ردیفی پیش از این دربارهٔ همین بازدید چیز دیگری می‌گوید",
)
