"""Asking an engine about a cohort: who belonged on each day of a grid, and what was known of them.

Features and peer tables are both made of these answers, so that a co-operative and its peers are
seen with the same eyes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from features.cohorts import Ahead, Cohort
from features.conditions import Flags, all_hold, asked_of
from features.engines.plug import Engine
from features.facts import Facts
from features.grid import Days, Grid
from features.plan import compile_plan
from features.values import Value, primitives


@dataclass(frozen=True, eq=False)
class Roll:
    """The members of a cohort day by day, and the answers about each of them.

    `place` is the position of the row's day in the grid, never falling; within a day the
    co-operatives stand in order. `answers` hold one array a value.
    """

    coop_ids: pa.Array
    place: npt.NDArray[np.int64]
    answers: tuple[pa.Array, ...]

    def day(self, place: int) -> tuple[pa.Array, ...]:
        """The answers about the members of one day."""
        first, end = np.searchsorted(self.place, [place, place + 1]).tolist()
        return tuple(answer.slice(first, end - first) for answer in self.answers)


def called(whole: Grid, run: Engine, facts: Facts, cohort: Cohort, values: Sequence[Value]) -> Roll:
    """The roll of a grid; who never belongs is asked nothing else, and so can refuse nothing."""
    belongs = _belongs(whole, run, facts, cohort)
    ever = np.flatnonzero(belongs.any(axis=1))
    grid = replace(whole, coop_ids=tuple(whole.coop_ids[at] for at in ever))
    day, cooperative = np.nonzero(belongs[ever].T)
    cell = pa.array(cooperative * len(grid.as_ofs) + day)
    return Roll(
        coop_ids=pa.array(grid.coop_ids, pa.string()).take(pa.array(cooperative)),
        place=day,
        answers=tuple(answer.take(cell) for answer in _asked(values, run, facts, grid)),
    )


def on_record(facts: Facts, cohort: Cohort) -> list[str]:
    """Every co-operative that could belong: those with a row in the cohort's own tables."""
    tables = {one.rows.table for value in cohort.values for one in primitives(value)}
    found = [pc.unique(facts.read(table, ["coop_id"])["coop_id"]) for table in tables]
    return [coop_id for ids in found for coop_id in ids.to_pylist()]


def _belongs(grid: Grid, run: Engine, facts: Facts, cohort: Cohort) -> Flags:
    """Who belongs when: co-operatives by days."""
    belongs = cohort.members(_asked(cohort.values, run, facts, grid))
    if cohort.ahead:
        belongs &= _came(cohort.ahead, run, facts, grid)
    return belongs.reshape(len(grid.coop_ids), len(grid.as_ofs))


def _came(ahead: Ahead, run: Engine, facts: Facts, grid: Grid) -> Flags:
    """Where the month after brought what it must have; the answers go no further than this."""
    within, before = (
        all_hold(conditions, _answered(asked_of(conditions), run, facts, grid, days))
        for conditions, days in (
            (ahead.within, grid.month_ahead(ahead.maturity)),
            (ahead.before, grid.month_again(ahead.maturity)),
        )
    )
    return within & before


def _asked(values: Sequence[Value], run: Engine, facts: Facts, grid: Grid) -> list[pa.Array]:
    return _answered(values, run, facts, grid, grid.looking_back())


def _answered(
    values: Sequence[Value], run: Engine, facts: Facts, grid: Grid, days: Days
) -> list[pa.Array]:
    plan = compile_plan(values)
    return run(plan, plan.tables(facts, grid.coop_ids), grid.coop_ids, days)
