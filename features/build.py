"""Building matrices and outcomes: facts in, one row a co-operative and day out.

Co-operatives are worked through in chunks, as none of them needs another: memory stays the same
however many there are, and the size of a chunk changes nothing.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.calendar import Calendar, Months
from coopscore.errors import EmptyCohort
from features.cohorts import Cohort, cohort_named
from features.engines.plug import Engine, open_engine
from features.facts import Facts
from features.grid import Grid, matured_on
from features.labels import OUTCOMES, label_named, states_of
from features.matrix import FeatureMatrix, schema_of
from features.plan import Plan, compile_plan
from features.spec import Feature

Progress = Callable[[int, int], None]

# Ten thousand co-operatives on forty days are a few hundred megabytes of cells at most.
CHUNK = 10_000


def build_matrix(
    facts: Facts,
    *,
    features: Sequence[Feature],
    cohort: str,
    as_ofs: Sequence[date],
    calendar: Calendar,
    engine: str = "kernel",
    coop_ids: Collection[str] | None = None,
    chunk: int = CHUNK,
    progress: Progress | None = None,
) -> FeatureMatrix:
    """What was known of each cohort member on each day.

    Parameters
    ----------
    facts : Facts
        The facts as they stood at one sealed batch.
    features : sequence of Feature
        Columns of the matrix, in this order.
    cohort : str
        A name of `features.cohorts.COHORTS`.
    as_ofs : sequence of date
        As-of days, in any order; each is used once.
    calendar : "jalali" or "gregorian"
        The calendar that windows are counted in.
    engine : str, optional
        A name of `features.engines.plug.ENGINES`; all give the same matrix to the bit.
    coop_ids : collection of str, optional
        Only these co-operatives; all on record by default.
    chunk : int, optional
        Co-operatives worked on at a time.
    progress : callable, optional
        Told how many co-operatives are done, of how many.

    Returns
    -------
    FeatureMatrix
        Rows sorted by as_of and coop_id.

    Raises
    ------
    EmptyCohort
        Where nobody belongs to the cohort on any of the days.
    SumTooLarge
        Where a sum of whole numbers passes 2^53.
    UnknownName
        Where no cohort or engine carries the name.
    """
    members, run = cohort_named(cohort), open_engine(engine)
    everyone = _on_record(facts, members) if coop_ids is None else coop_ids
    whole = Grid.of(everyone, as_ofs, calendar)
    pieces = [schema_of(features).empty_table()]
    for grid in whole.chunks(chunk):
        pieces.append(_rows_of(grid, run, facts, members, features))
        if progress is not None:
            progress(min(chunk * (len(pieces) - 1), len(whole.coop_ids)), len(whole.coop_ids))
    table = _by_day(pa.concat_tables(pieces))
    if not table.num_rows:
        raise EmptyCohort(cohort=cohort, as_of=whole.as_ofs)
    return FeatureMatrix(
        table=table, features=tuple(features), batch=facts.batch, calendar=calendar, cohort=cohort
    )


def _on_record(facts: Facts, cohort: Cohort) -> list[str]:
    """Every co-operative that could belong: those with a row in the cohort's own tables."""
    tables = {value.rows.table for value in cohort.values}
    found = [pc.unique(facts.read(table, ["coop_id"])["coop_id"]) for table in tables]
    return [coop_id for ids in found for coop_id in ids.to_pylist()]


def _rows_of(
    whole: Grid, run: Engine, facts: Facts, cohort: Cohort, features: Sequence[Feature]
) -> pa.Table:
    """The rows of a grid's cohort members, day by day."""
    belongs = _belongs(whole, run, facts, cohort)
    ever = np.flatnonzero(belongs.any(axis=1))
    grid = replace(whole, coop_ids=tuple(whole.coop_ids[at] for at in ever))
    day, cooperative = np.nonzero(belongs[ever].T)
    cell = pa.array(cooperative * len(grid.as_ofs) + day)
    plan = compile_plan([feature.value for feature in features])
    answers = _asked(plan, run, facts, grid)
    columns = [
        pa.array(grid.coop_ids, pa.string()).take(pa.array(cooperative)),
        pa.array(grid.as_ofs, pa.date32()).take(pa.array(day)),
        *(_filled(f, answer.take(cell)) for f, answer in zip(features, answers, strict=True)),
    ]
    return pa.table(columns, schema=schema_of(features))


def _belongs(grid: Grid, run: Engine, facts: Facts, cohort: Cohort) -> npt.NDArray[np.bool_]:
    """Who belongs when: co-operatives by days."""
    answers = _asked(compile_plan(cohort.values), run, facts, grid)
    return cohort.members(answers).reshape(len(grid.coop_ids), len(grid.as_ofs))


def _asked(plan: Plan, run: Engine, facts: Facts, grid: Grid) -> list[pa.Array]:
    return run(plan, plan.tables(facts, grid.coop_ids), grid.coop_ids, grid.looking_back())


def _filled(feature: Feature, cells: pa.Array) -> pa.Array:
    """Missing cells as the feature's rule will have them."""
    return cells if feature.missing is None else cells.fill_null(feature.missing)


def _by_day(table: pa.Table) -> pa.Table:
    """Rows of all chunks by as-of day; within a day the co-operatives already stand in order."""
    days = table["as_of"].cast(pa.int32()).to_numpy()
    return table.take(pa.array(np.argsort(days, kind="stable"))).combine_chunks()


def build_outcomes(
    facts: Facts,
    *,
    label: str,
    matrix: FeatureMatrix,
    horizon: Months,
    maturity: Months,
    until: date,
    engine: str = "kernel",
    chunk: int = CHUNK,
) -> pa.Table:
    """What became of each row of a matrix, as far as it was known by `until`.

    Parameters
    ----------
    label : str
        A name of `features.labels.LABELS`.
    horizon : Months
        What happens in `(as_of, as_of + horizon]` counts.
    maturity : Months
        How much later it is known; a row is immature where that day lies after `until`.
    until : date
        Nothing known later is used.

    Returns
    -------
    pa.Table
        `coop_id`, `as_of`, `state` (a key of `OUTCOME_STATES`) and `outcome` (1 for an event, 0
        for none, else null), in the order of the matrix.

    Raises
    ------
    UnknownName
        Where no label or engine carries the name.
    """
    asked, run = label_named(label), open_engine(engine)
    rows = matrix.table.select(["coop_id", "as_of"])
    days = pc.unique(rows["as_of"]).to_pylist()
    ripe = [d for d in days if matured_on(d, horizon, maturity, matrix.calendar) <= until]
    whole = Grid.of(pc.unique(rows["coop_id"]).to_pylist(), ripe, matrix.calendar)
    told = pa.chunked_array(
        [
            states_of(asked, run, facts, grid, horizon, maturity)
            for grid in whole.chunks(chunk)
            if ripe
        ],
        pa.string(),
    )
    cooperative = pc.index_in(rows["coop_id"], value_set=pa.array(whole.coop_ids, pa.string()))
    day = pc.index_in(rows["as_of"], value_set=pa.array(whole.as_ofs, pa.date32()))
    cell = pc.add(pc.multiply(cooperative.cast(pa.int64()), len(ripe)), day)
    state = pc.fill_null(told.take(cell), "immature")
    outcome = pa.array([OUTCOMES.get(said) for said in state.to_pylist()], pa.int8())
    return rows.append_column("state", state).append_column("outcome", outcome)
