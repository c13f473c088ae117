"""Make-believe sectors as silence by cycles sees them, in memory and with the truth.

A sector of 20,000 is held with its facts; of a nation of 235,000, drawn part by part, only rows to
learn from are kept, and those of 30 Mehr alone: with the days between they would not fit.
"""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks.sector_pass import ENDS, WORKERS, facts_of, order_of, tables_read
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.sector import Sector
from coopscore.synthetic.synthesis import Order, Part, draw_part
from features.build import build_matrix, build_outcomes
from features.facts import MemoryFacts
from features.matrix import FeatureMatrix
from models.inputs import features_of
from models.spec import Spec

TRUTH = "silence"
_ORDER = [("as_of", "ascending"), ("coop_id", "ascending")]


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Rows to learn from and to judge on, and what became of their first open cycle."""

    matrix: FeatureMatrix
    outcomes: pa.Table


@dataclass(frozen=True, kw_only=True)
class World:
    """A sector that was drawn: its facts, the rows of the spec's days, and the truth.

    `truth` is the probability (0-1) that each row's co-operative gives no sign of life from 30 Mehr
    to 30 Mehr, nan on other days and where the truth has none; in the order of the matrix.
    """

    facts: MemoryFacts
    rows: Rows
    truth: NDArray[np.float64]


def dormancy_world(spec: Spec, cooperatives: int, seed: int) -> World:
    """The sector of a seed, with all days that the spec learns from."""
    order = order_of(cooperatives, seed)
    sector = draw_sector(seed=seed, size=cooperatives, world=order.world)
    parts = [draw_part(order, sector, number) for number in range(order.parts)]
    facts = facts_of(parts, sorted({*tables_read(spec.name), "status_event"}))
    rows = rows_of(facts, spec, spec.training_days(ENDS))
    return World(facts=facts, rows=rows, truth=_truth(parts, rows.matrix))


def nation(
    spec: Spec, days: Sequence[date], cooperatives: int, seed: int, workers: int = WORKERS
) -> Rows:
    """The rows of some days of a sector that is too large for its facts to be held."""
    order = order_of(cooperatives, seed)
    sector = draw_sector(seed=seed, size=cooperatives, world=order.world)
    work = partial(_of_part, order, sector, spec, days)
    if workers == 1 or order.parts == 1:
        return _joined([work(number) for number in range(order.parts)])
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return _joined(list(pool.map(work, range(order.parts))))


def _of_part(order: Order, sector: Sector, spec: Spec, days: Sequence[date], number: int) -> Rows:
    part = draw_part(order, sector, number)
    return rows_of(facts_of([part], tables_read(spec.name)), spec, days)


def rows_of(facts: MemoryFacts, spec: Spec, days: Sequence[date]) -> Rows:
    """What can be learnt of some facts on some days, as known when the history ends."""
    matrix = build_matrix(
        facts, features=features_of(spec), cohort=spec.cohort, as_ofs=days, calendar=spec.calendar
    )
    outcomes = build_outcomes(
        facts, label=spec.outcome, matrix=matrix, horizon=spec.horizon, maturity=spec.maturity,
        until=ENDS, quiet=spec.quiet,
    )  # fmt: skip
    return Rows(matrix=matrix, outcomes=outcomes)


def _joined(several: Sequence[Rows]) -> Rows:
    """The rows of several parts of one sector, day by day and within a day by co-operative."""
    first = several[0].matrix
    table = pa.concat_tables([one.matrix.table for one in several]).sort_by(_ORDER)
    outcomes = pa.concat_tables([one.outcomes for one in several]).sort_by(_ORDER)
    matrix = FeatureMatrix(
        table=table.combine_chunks(), features=first.features, batch=first.batch,
        calendar=first.calendar, cohort=first.cohort,
    )  # fmt: skip
    return Rows(matrix=matrix, outcomes=outcomes.combine_chunks())


def _truth(parts: Sequence[Part], matrix: FeatureMatrix) -> NDArray[np.float64]:
    names = ("coop_id", "as_of", "probability")
    told = {
        (who, day): chance
        for part in parts
        for who, day, chance in zip(
            *(part.truth[TRUTH][name].to_pylist() for name in names), strict=True
        )
    }
    keys = zip(*(matrix.table[name].to_pylist() for name in names[:2]), strict=True)
    found = [told.get(key) for key in keys]
    return np.array([np.nan if one is None else one for one in found], dtype=np.float64)
