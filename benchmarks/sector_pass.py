"""One pass over the make-believe sector: part by part, and nothing but sums and rows to learn from.

Two processes draw the parts. What is kept of each is small, so that memory does not grow with the
sector; what the parts give does not hang on who drew them, or in what order.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.sector_checks import impossible, unbalanced
from benchmarks.sector_figures import Campaign, Piece, campaign_over, piece, published
from benchmarks.sector_view import View
from coopscore.calendar import jalali
from coopscore.persons import Persons
from coopscore.schema import TABLES
from coopscore.synthetic.histories.everything import of_the_sector
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.sector import Sector
from coopscore.synthetic.stored import stored_facts
from coopscore.synthetic.synthesis import Order, Part, draw_part
from features.build import build_matrix, build_outcomes
from features.cohorts import cohort_named
from features.facts import MemoryFacts
from features.labels import label_named
from features.matrix import FeatureMatrix
from features.peers import parts
from features.plan import compile_plan
from models.inputs import features_of
from models.spec import Spec, load_spec

SEED = 1404
ENDS = jalali(1404, 12, 29)
WORKERS = 2
_AHEAD, _YEAR = "months_to_grid_day", 12.0
SPECS: Mapping[str, str] = {"dormancy": "silence", "credit": "default"}  # and its table of truth


@dataclass(frozen=True, kw_only=True)
class Learnt:
    """Rows to learn from: a matrix, what became of each row, and the true probability of it."""

    matrix: pa.Table
    outcomes: pa.Table
    truth: pa.Table

    @classmethod
    def joined(cls, several: Sequence["Learnt"]) -> "Learnt":
        """The rows of all parts, day by day and within a day by co-operative."""
        order = [("as_of", "ascending"), ("coop_id", "ascending")]
        return cls(
            **{
                name: pa.concat_tables([getattr(one, name) for one in several])
                .sort_by(order)
                .combine_chunks()
                for name in ("matrix", "outcomes", "truth")
            }
        )


@dataclass(frozen=True, kw_only=True)
class Passed:
    """What is kept of one part."""

    cooperatives: int
    rows: Mapping[str, int]
    pieces: Mapping[str, Piece]
    unbalanced: int
    statements: int
    impossible: Mapping[str, int]
    learnt: Mapping[str, Learnt]


def order_of(cooperatives: int, seed: int = SEED) -> Order:
    """The whole history of so many co-operatives, clean."""
    return Order(cooperatives=cooperatives, seed=seed, until=ENDS)


def passed(order: Order, workers: int = WORKERS) -> Iterator[Passed]:
    """What is kept of each part, in their order."""
    sector = draw_sector(seed=order.seed, size=order.cooperatives, world=order.world)
    campaigns = campaigns_of(order, sector)
    work = partial(_passed, order, sector, campaigns)
    if workers == 1 or order.parts == 1:
        yield from map(work, range(order.parts))
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(work, range(order.parts))


def campaigns_of(order: Order, sector: Sector) -> Mapping[str, Campaign]:
    """The campaigns that the published figures ask about, by province."""
    figures, _ = published()
    shared = View(of_the_sector(sector, order.world))
    asked = [one.asked["where"]["province"][0] for one in figures if one.kind == "change"]
    return {province: campaign_over(shared, province) for province in asked}


def _passed(order: Order, sector: Sector, campaigns: Mapping[str, Campaign], number: int) -> Passed:
    part = draw_part(order, sector, number)
    view = View(part.tables)
    figures, _ = published()
    failing, statements = unbalanced(view)
    return Passed(
        cooperatives=part.cooperatives,
        rows={name: rows.num_rows for name, rows in part.tables.items()},
        pieces={one.name: piece(one, view, campaigns) for one in figures},
        unbalanced=failing,
        statements=statements,
        impossible=impossible(view),
        learnt={spec: learnt(part, spec) for spec in SPECS},
    )


def facts_of(several: Sequence[Part], names: Sequence[str]) -> MemoryFacts:
    """The facts of some tables of some parts, as intake would store them."""
    with TemporaryDirectory() as folder:
        persons = Persons(Path(folder) / "key")
        tables = {
            name: pa.concat_tables(
                [stored_facts(TABLES[name], part.tables[name], persons) for part in several]
            )
            for name in names
        }
    return MemoryFacts(tables, 1)


def tables_read(spec_name: str) -> list[str]:
    """The tables that a spec's features, cohort and label read."""
    spec = load_spec(spec_name)
    label = label_named(spec.outcome)
    values = [
        *(value for feature in features_of(spec) for value in parts(feature.value)),
        *cohort_named(spec.cohort).values,
        *(seen for _, kind in label.kinds for seen in kind),
        label.stage,
    ]
    return sorted({*compile_plan(values).reads, *label.news})


def learnt(part: Part, spec_name: str, ends: date = ENDS) -> Learnt:
    """The rows that a spec may learn from in one part."""
    spec = load_spec(spec_name)
    facts = facts_of([part], tables_read(spec_name))
    matrix = build_matrix(
        facts,
        features=features_of(spec),
        cohort=spec.cohort,
        as_ofs=days_of(spec, ends),
        calendar=spec.calendar,
    )
    outcomes = outcomes_of(facts, spec_name, matrix, ends)
    keys = own_days(matrix.table).select(["coop_id", "as_of"])
    told = part.truth[SPECS[spec_name]].select(["coop_id", "as_of", "probability"])
    truth = keys.join(told, ["coop_id", "as_of"], join_type="left outer")
    every = matrix.table.select(["coop_id", "as_of"])
    truth = every.join(truth, ["coop_id", "as_of"], join_type="left outer")
    order = [("as_of", "ascending"), ("coop_id", "ascending")]
    return Learnt(matrix=matrix.table, outcomes=outcomes, truth=truth.sort_by(order))


def days_of(spec: Spec, ends: date) -> tuple[date, ...]:
    """The days of 30 Mehr alone: with those between, the rows of a nation are too many to hold."""
    return replace(spec, between=None).training_days(ends)


def own_days(rows: pa.Table) -> pa.Table:
    """The rows that stand on the grid day of their own fiscal year, where rows are of cycles.

    The truth runs from 30 Mehr to 30 Mehr; it is that of co-operatives whose cycles do, too.
    """
    if _AHEAD not in rows.column_names:
        return rows
    return rows.filter(pc.equal(rows[_AHEAD], _YEAR))


def outcomes_of(facts: MemoryFacts, spec_name: str, matrix: FeatureMatrix, ends: date) -> pa.Table:
    """What became of each row, as far as it was known when the history ends."""
    spec = load_spec(spec_name)
    return build_outcomes(
        facts,
        label=spec.outcome,
        matrix=matrix,
        horizon=spec.horizon,
        maturity=spec.maturity,
        until=ends,
        quiet=spec.quiet,
    )
