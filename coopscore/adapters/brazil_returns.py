"""Members' returns to the central bank: one row a co-operative and month, and what silence says.

A return that is not there is evidence only after a delay. With October's, November's and
December's missing, the co-operative is silent: it happened on 31 October, the end of the first
month without, and is known on 31 January, when December's would have been in. If a return for
February comes, that silence never was, from 31 March on, when the return is in: `silent` means for
good, as far as is known.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from coopscore.adapters.brazil_files import (
    aside,
    cells_of,
    coop_id,
    end_of_month,
    introduced,
    no_cooperative,
    parsed,
    read_file,
    root_of,
    turned,
)
from coopscore.adapters.delivery import Draft
from coopscore.intake.faults import QuarantinedRow
from coopscore.intake.read import RawTable

ROOT, MEMBERS, PERIOD = "CNPJ", "Total de Cooperados", "Periodo"

# A return is due on the 22nd of the month after its own (BCB, Instrução Normativa 297 of 2022,
# art. 2); by that month's end it is taken to be in.
KNOWN_AFTER_MONTHS = 1
SILENT_AFTER_MONTHS = 3


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Months without a return: the first of them, and the first with one again, if any came."""

    coop_id: str
    first: date
    until: date | None


@dataclass
class Returns:
    """The drafts of the file of returns, and what its months say of each co-operative.

    `months` gives the row of each month's return, by co-operative and the month's last day.
    `unripe` counts co-operatives whose last months are missing, too few to conclude anything.
    """

    file: RawTable
    months: dict[str, dict[date, int]] = field(default_factory=lambda: defaultdict(dict))
    filings: list[Draft] = field(default_factory=list)
    figures: list[Draft] = field(default_factory=list)
    states: list[Draft] = field(default_factory=list)
    turns: list[Draft] = field(default_factory=list)
    set_aside: list[QuarantinedRow] = field(default_factory=list)
    silences: list[Gap] = field(default_factory=list)
    short_gaps: int = 0
    unripe: int = 0
    again: int = 0

    @property
    def span(self) -> tuple[date, ...]:
        """Every month's end from the file's first month to its last."""
        seen = sorted({end for ends in self.months.values() for end in ends})
        return tuple(_months(seen[0], seen[-1])) if seen else ()


def returns(path: Path, registered: Collection[str], doubted: Mapping[str, date]) -> Returns:
    """Read the returns.

    Parameters
    ----------
    registered
        The co-operatives that the tax register introduces; others come in by their first return.
    doubted
        The day from which the tax register leaves a co-operative's activity unknown; its next
        return says that it is operating again.

    Raises
    ------
    UnreadableFile, WrongColumns
        Where the file is no table, or lacks a column.
    """
    told = Returns(file=read_file(path, (ROOT, MEMBERS, PERIOD), ";"))
    told.set_aside.extend(told.file.misshapen)
    for row in told.file.rows:
        _draft(told, row.number, cells_of(told.file, row.cells))
    span = told.span
    for coop, rows in told.months.items():
        if coop not in registered:
            _introduce(told, coop, rows)
        _operating(told, coop, rows, doubted.get(coop))
        _silences(told, coop, rows, span)
    return told


def _draft(told: Returns, row: int, cells: Mapping[str, str]) -> None:
    root = root_of(cells[ROOT])
    if root is None:
        told.set_aside.append(aside(told.file, row, no_cooperative(ROOT, cells[ROOT])))
        return
    day, text = parsed(cells[PERIOD]), cells[PERIOD]
    shared = {"coop_id": coop_id(root), "received_on": text}  # no day at all: intake says so
    if day:
        end = end_of_month(day)
        text = end.isoformat()
        shared |= _known(end, "received_on")
        # A month told twice was filed for all the same; intake says whether the rows agree.
        told.months[coop_id(root)].setdefault(end, row)
    told.filings.append(Draft(row, shared | {"kind": "member_return", "period_end": text}))
    told.figures.append(Draft(row, shared | {"year_end": text, "members": cells[MEMBERS]}))


def _known(end: date, column: str = "recorded_at") -> dict[str, str]:
    """When a month's return, or that it is not there, was known; assumed, as no file says it."""
    return {column: end_of_month(end, KNOWN_AFTER_MONTHS).isoformat(), "hindsight": "yes"}


def _introduce(told: Returns, coop: str, rows: Mapping[date, int]) -> None:
    """Whom the tax register does not list counts as registered since its first return."""
    first = min(rows)
    state = introduced(coop.removeprefix("br:"), first, {})
    told.states.append(Draft(rows[first], state | _known(first)))
    entered = turned(coop, "registered", first, "first_return")
    told.turns.append(Draft(rows[first], entered | _known(first)))


def _operating(told: Returns, coop: str, rows: Mapping[date, int], doubted: date | None) -> None:
    """A first return says that a co-operative operates, and so does the first after a doubt."""
    first = min(rows)
    ends = [first]
    if doubted and doubted >= first:
        later = [end for end in rows if end > doubted]
        ends += [min(later)] if later else []
        told.again += bool(later)
    for end in ends:
        told.turns.append(Draft(rows[end], turned(coop, "operating", end) | _known(end)))


def _silences(told: Returns, coop: str, rows: Mapping[date, int], span: Sequence[date]) -> None:
    for gap in _gaps(coop, rows, span):
        # The last month was copied while its returns still came in: missing there says nothing.
        seen = gap.until or span[-1]
        missing = sum(gap.first <= end < seen for end in span)
        if missing >= SILENT_AFTER_MONTHS:
            told.silences.append(gap)
            told.turns.extend(_silent(gap, rows))
        elif gap.until:
            told.short_gaps += 1
        else:
            told.unripe += 1


def _silent(gap: Gap, rows: Mapping[date, int]) -> Iterator[Draft]:
    """The silence, told with the last return before it, and its end with the next one."""
    silence = turned(gap.coop_id, "silent", gap.first, "no_return")
    last_missing = end_of_month(gap.first, SILENT_AFTER_MONTHS - 1)
    yield Draft(rows[max(end for end in rows if end < gap.first)], silence | _known(last_missing))
    if gap.until:
        void = silence | {"version": "2", "voided": "yes"} | _known(gap.until)
        yield Draft(rows[gap.until], void)


def _gaps(coop: str, rows: Collection[date], span: Sequence[date]) -> Iterator[Gap]:
    """Every run of months without a return after the first one."""
    first = None
    for end in span[span.index(min(rows)) :]:
        if end not in rows:
            first = first or end
        elif first:
            yield Gap(coop_id=coop, first=first, until=end)
            first = None
    if first:
        yield Gap(coop_id=coop, first=first, until=None)


def _months(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = end_of_month(first, 1)
