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

from models.awards.signs import Flags, Floats, Ints, Objects, coded, day_number
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
    `record` empty where there is no line; `unit` is how many rial the unit has that the statement
    was written in.
    """

    coop: Ints
    period: Ints
    known: Ints
    amount: Floats
    record: Objects
    unit: Floats

    def __len__(self) -> int:
        return len(self.coop)

    @property
    def before(self) -> Ints:
        """The place of the same co-operative's statement of the period before; -1 for none."""
        found = np.arange(-1, len(self) - 1)
        if len(self):
            found[1:][np.diff(self.coop) != 0] = -1
        return found

    def records(self, row: int, lines: Flags) -> tuple[str, ...]:
        """The record ids of some lines of a statement."""
        return tuple(str(one) for one in self.record[row][lines] if one)


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
    coop, period = coded(rows["coop_id"].to_pylist(), coop_ids), days(rows["happened"])
    keys, at = np.unique(np.stack([coop, period], axis=1), axis=0, return_inverse=True)
    at = at.ravel()
    line = coded(rows["line_code"].to_pylist(), LINES)
    amount = np.full((len(keys), len(LINES)), np.nan)
    record = np.full((len(keys), len(LINES)), "", dtype=object)
    known, unit = np.full(len(keys), day_number(date.max)), np.ones(len(keys))
    amount[at, line] = np.asarray(rows["amount"].to_numpy(), dtype=np.float64)
    record[at, line] = rows["record_id"].to_pylist()
    np.minimum.at(known, at, days(rows["known"]))
    seen = np.array([UNITS.get(one or "", 1) for one in rows["unit_seen"].to_pylist()], np.float64)
    np.maximum.at(unit, at, seen)
    return Statements(
        coop=keys[:, 0], period=keys[:, 1], known=known, amount=amount, record=record, unit=unit
    )
