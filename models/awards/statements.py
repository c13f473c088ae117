"""Statements as they stand on a day: one row each, the lines that are free side by side.

Sums are left out: they move with what they add up. So is capital, which who copies last year's
statement takes as it is registered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from models.awards.signs import Flags, Floats, Ints, coded, day_number
from models.status.changes import days, standing

LINES = (
    "cash", "receivables", "inventory", "fixed_assets", "other_assets", "current_liabilities",
    "long_term_liabilities", "legal_reserve", "precaution_reserve", "turnover", "cost_of_sales",
    "operating_expenses", "finance_cost", "operating_cash_flow",
)  # fmt: skip
# Rial in the unit that a statement was written in; one that tells none is held to be in rial.
UNITS: Mapping[str, int] = {
    "rial": 1, "toman": 10, "thousand_rial": 1_000, "million_rial": 1_000_000,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class Statements:
    """Statements of some co-operatives, by co-operative and period; arrays (n,) or (n, lines).

    `coop` are places among those asked for; `period` and `known` days since 1970-01-01, the second
    of the line that was known first, as a correction does not come anew; `amount` is nan and
    `row` (the place of its id in `record_id`) -1 where there is no line; `unit` is how many rial
    the unit has that the statement was written in.
    """

    coop: Ints
    period: Ints
    known: Ints
    amount: Floats
    row: Ints
    unit: Floats
    record_id: pa.ChunkedArray

    def __len__(self) -> int:
        return len(self.coop)

    @property
    def before(self) -> Ints:
        """The place of the same co-operative's statement of the period before; -1 for none."""
        found = np.arange(-1, len(self) - 1)
        if len(self):
            found[1:][np.diff(self.coop) != 0] = -1
        return found

    def records(self, place: int, lines: Flags) -> tuple[str, ...]:
        """The record ids of some lines of a statement."""
        rows = self.row[place][lines]
        return tuple(self.record_id.take(pa.array(rows[rows >= 0])).to_pylist())


def statements_of(
    statement_lines: pa.Table, coop_ids: Sequence[str], *, as_of: date, since: date
) -> Statements:
    """The statements of some co-operatives as they stood on a day.

    Parameters
    ----------
    statement_lines : pa.Table
        Facts of the table `statement_line`.
    since : date
        Periods that ended before are not looked at.
    """
    wanted = pc.and_(
        pc.is_in(statement_lines["coop_id"], value_set=pa.array(list(coop_ids), pa.string())),
        pc.and_(
            pc.is_in(statement_lines["line_code"], value_set=pa.array(LINES)),
            pc.greater_equal(
                statement_lines["happened"].cast(pa.int32()), pa.scalar(day_number(since))
            ),
        ),
    )
    rows = statement_lines.filter(wanted)
    rows = rows.take(pa.array(standing(rows, as_of)))
    coop, period = coded(rows["coop_id"], coop_ids), days(rows["happened"])
    first = int(period.min(initial=0))
    span = int(period.max(initial=0)) - first + 1
    keys, at = np.unique(coop * span + (period - first), return_inverse=True)
    line = coded(rows["line_code"], LINES)
    amount = np.full((len(keys), len(LINES)), np.nan)
    row = np.full((len(keys), len(LINES)), -1, dtype=np.int64)
    known, unit = np.full(len(keys), day_number(date.max)), np.ones(len(keys))
    amount[at, line] = np.asarray(rows["amount"].to_numpy(), dtype=np.float64)
    row[at, line] = np.arange(len(rows))
    np.minimum.at(known, at, days(rows["known"]))
    rial = np.array([1, *UNITS.values()], dtype=np.float64)
    np.maximum.at(unit, at, rial[coded(rows["unit_seen"], tuple(UNITS)) + 1])
    return Statements(
        coop=keys // span, period=keys % span + first, known=known, amount=amount, row=row,
        unit=unit, record_id=rows["record_id"],
    )  # fmt: skip
