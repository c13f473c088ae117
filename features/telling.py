"""Telling what became of rows: the states of a label at one horizon, and the outcome of each."""

from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from coopscore.calendar import Calendar, Months
from features.engines.plug import Engine
from features.facts import Facts
from features.grid import Grid, matured_on
from features.news import heard
from features.outcomes import OUTCOMES, Label, states_of


@dataclass(frozen=True, kw_only=True)
class Telling:
    """Whom a label is asked of, and by which day; see `features.build.build_outcomes`."""

    facts: Facts
    label: Label
    run: Engine
    calendar: Calendar
    maturity: Months
    until: date
    quiet: Months | None
    chunk: int

    def states(self, rows: pa.Table, horizon: Months) -> pa.ChunkedArray:
        """The state of each row, by its `coop_id` and `as_of`, at one horizon."""
        days = pc.unique(rows["as_of"]).to_pylist()
        ripe = [day for day in days if self.known_on(day, horizon) <= self.until]
        if self.quiet is not None:
            span = {"horizon": horizon, "maturity": self.maturity, "quiet": self.quiet}
            ripe = heard(self.facts, self.label, ripe, **span, calendar=self.calendar)
        whole = Grid.of(pc.unique(rows["coop_id"]).to_pylist(), ripe, self.calendar)
        told = pa.chunked_array(
            [
                states_of(self.label, self.run, self.facts, grid, horizon, self.maturity)
                for grid in whole.chunks(self.chunk)
                if ripe
            ],
            pa.string(),
        )
        cooperative = pc.index_in(rows["coop_id"], value_set=pa.array(whole.coop_ids, pa.string()))
        day = pc.index_in(rows["as_of"], value_set=pa.array(whole.as_ofs, pa.date32()))
        cell = pc.add(pc.multiply(cooperative.cast(pa.int64()), len(ripe)), day)
        return pc.fill_null(told.take(cell), "immature")

    def known_on(self, as_of: date, horizon: Months) -> date:
        """The day by which the outcome of an as-of day is known."""
        return matured_on(as_of, horizon, self.maturity, self.calendar)


def with_outcome(rows: pa.Table, state: pa.ChunkedArray) -> pa.Table:
    """The rows with their states, and the outcome of each: 1, 0, or null where none is known."""
    outcome = pa.array([OUTCOMES.get(said) for said in state.to_pylist()], pa.int8())
    return rows.append_column("state", state).append_column("outcome", outcome)
