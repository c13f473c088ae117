"""A make-believe sector of any size and seed as credit sees it, in memory and with the truth.

Facts go straight from the draw into memory: nothing is written, ingested or sealed. A world of
20,000 co-operatives takes some ten seconds of one core and its facts a gigabyte; a whole nation
is drawn part by part with `nation`, which keeps rows to learn from and no facts.
"""

from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from multiprocessing import get_context
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks.sector_pass import ENDS, WORKERS, facts_of, order_of, outcomes_of, tables_read
from coopscore.synthetic.sector.branches import BRANCHES
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.sector import Sector
from coopscore.synthetic.synthesis import Order, Part, draw_part
from features.build import build_matrix
from features.facts import MemoryFacts
from features.matrix import FeatureMatrix
from models.inputs import features_of, inputs_of
from models.rating.groups import UNKNOWN, groups_of
from models.sample import JUDGED, Sample, sample_of
from models.spec import Spec, load_spec

TRUTH = "default"  # its table of truth: a row for each borrower and 30 Mehr

# The branch group of each branch, as ratings have it (`models.rating.groups`).
GROUP_OF: Mapping[str, str] = dict(
    zip([one.name for one in BRANCHES], groups_of([one.group for one in BRANCHES]), strict=True)
)


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Rows to learn from and to judge on: one a cohort member and as-of day, day by day.

    `probability` (0-1) is the row's own true probability of the outcome, nan where the truth has
    none: of a day that is not 30 Mehr, and of a borrower that was in arrears on the day, as became
    known later. `provinces` and `groups` are text, of the registration in force at the end; all
    arrays are (rows,) in the order of the matrix.
    """

    spec: Spec
    matrix: FeatureMatrix
    outcomes: pa.Table
    probability: NDArray[np.float64]
    provinces: NDArray[np.object_]
    groups: NDArray[np.object_]

    @property
    def sample(self) -> Sample:
        """The rows whose outcome is known, with all inputs of the matrix."""
        days = self.matrix.table["as_of"].unique().to_pylist()
        return sample_of(self.matrix, self.outcomes, inputs_of(self.matrix), days)

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which rows `sample` holds, so that `probability[known]` stands beside it."""
        states = np.array(self.outcomes["state"].to_pylist(), dtype=object)
        return np.isin(states, JUDGED)


@dataclass(frozen=True, kw_only=True)
class World:
    """A sector that was drawn: the facts that the spec reads, and the rows that it learns from."""

    order: Order
    facts: MemoryFacts
    rows: Rows


def credit_world(
    cooperatives: int, seed: int, spec: str = "credit", also: tuple[str, ...] = ()
) -> World:
    """The world of so many co-operatives, with facts; the last few are kept for who asks again.

    Parameters
    ----------
    cooperatives : int, at least 1
        How many ever registered; an eighth of them are borrowers in good standing.
    seed : int
        Of the draw: the same number and seed give the same rows.
    spec : str, optional
        A spec by name or path: its features, cohort, outcome and days, as far as they are known
        when the history ends.
    also : tuple of str, optional
        Tables beyond those that the spec reads.
    """
    return _world(cooperatives, seed, spec, load_spec(spec).hash, also)


@lru_cache(maxsize=2)
def _world(
    cooperatives: int, seed: int, spec_name: str, _hash: str, also: tuple[str, ...]
) -> World:
    order = order_of(cooperatives, seed)
    sector = draw_sector(seed=seed, size=cooperatives, world=order.world)
    parts = [draw_part(order, sector, number) for number in range(order.parts)]
    names = sorted({*tables_read(spec_name), *also})
    facts = facts_of(parts, names)
    return World(order=order, facts=facts, rows=rows_of(parts, facts, spec_name))


def nation(cooperatives: int, seed: int, spec: str = "credit", workers: int = WORKERS) -> Rows:
    """The rows of a sector that is too large for its facts to be held: drawn part by part.

    No feature may look at peers, for a part does not know those of the others.
    """
    order = order_of(cooperatives, seed)
    sector = draw_sector(seed=seed, size=cooperatives, world=order.world)
    work = partial(_of_part, order, sector, spec)
    if workers == 1 or order.parts == 1:
        return joined([work(number) for number in range(order.parts)])
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return joined(list(pool.map(work, range(order.parts))))


def _of_part(order: Order, sector: Sector, spec_name: str, number: int) -> Rows:
    part = draw_part(order, sector, number)
    return rows_of([part], facts_of([part], tables_read(spec_name)), spec_name)


def rows_of(parts: list[Part], facts: MemoryFacts, spec_name: str) -> Rows:
    """What can be learnt of some parts, with the truth about them."""
    spec = load_spec(spec_name)
    matrix = build_matrix(
        facts,
        features=features_of(spec),
        cohort=spec.cohort,
        as_ofs=spec.training_days(ENDS),
        calendar=spec.calendar,
    )
    keys = _lines(matrix.table, "coop_id", "as_of")
    told = {
        (who, day): value
        for part in parts
        for who, day, value in _lines(part.truth[TRUTH], "coop_id", "as_of", "probability")
    }
    values = [told.get(key) for key in keys]
    where = _registered(facts)
    return Rows(
        spec=spec,
        matrix=matrix,
        outcomes=outcomes_of(facts, spec_name, matrix, ENDS),
        probability=np.array([np.nan if one is None else one for one in values], dtype=np.float64),
        provinces=np.array([where[who][0] for who, _ in keys], dtype=object),
        groups=np.array([where[who][1] for who, _ in keys], dtype=object),
    )


def _registered(facts: MemoryFacts) -> dict[str, tuple[str, str]]:
    """Province and group of each co-operative, by its newest registration."""
    rows = facts.tables["cooperative"].sort_by([("known", "ascending")])
    return {
        who: (province, GROUP_OF.get(branch, UNKNOWN))
        for who, province, branch in _lines(rows, "coop_id", "province", "branch")
    }


def _lines(table: pa.Table, *names: str) -> list[tuple[Any, ...]]:
    return list(zip(*(table[name].to_pylist() for name in names), strict=True))


def joined(several: list[Rows]) -> Rows:
    """The rows of several parts of one sector, day by day and within a day by co-operative."""
    table = pa.concat_tables([one.matrix.table for one in several])
    keys = table.select(["as_of", "coop_id"]).append_column("at", pa.array(range(table.num_rows)))
    order = keys.sort_by([("as_of", "ascending"), ("coop_id", "ascending")])["at"]
    at = order.to_numpy()
    first = several[0]
    return Rows(
        spec=first.spec,
        matrix=FeatureMatrix(
            table=table.take(order).combine_chunks(), features=first.matrix.features,
            batch=first.matrix.batch, calendar=first.matrix.calendar, cohort=first.matrix.cohort,
        ),
        outcomes=pa.concat_tables([one.outcomes for one in several]).take(order).combine_chunks(),
        **{
            name: np.concatenate([getattr(one, name) for one in several])[at]
            for name in ("probability", "provinces", "groups")
        },
    )  # fmt: skip
