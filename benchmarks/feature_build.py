"""Feature build: the kernel beside the judge, in one run, on the same facts.

The peer is the judge: plain Python from the same definition. It is asked about a few co-operatives
of those that the kernel is asked about; both are given per cell, and their cells must be equal.

    python benchmarks/feature_build.py [COOPERATIVES]
"""

import sys
from collections.abc import Callable
from datetime import date
from statistics import median
from time import perf_counter

import numpy as np
import pyarrow as pa

from coopscore.calendar import every, months
from coopscore.schema import TABLES
from features.build import build_matrix
from features.catalogue import CATALOGUE
from features.facts import MemoryFacts
from features.matrix import FeatureMatrix
from features.peer_shelf import MemoryShelf

# Rows a co-operative: a hundred in all, ten years of them.
ROWS = {
    "filing": 35,
    "statement_line": 45,
    "assembly": 9,
    "yearly_figures": 9,
    "cooperative": 1,
    "status_event": 2,
}
QUARTERS = every(date(2010, 3, 31), date(2019, 12, 31), months(3), "gregorian")
CORRECTED = 0.05
JUDGED = 20
RUNS = 5


def made_table(name: str, cooperatives: int, draw: np.random.Generator) -> pa.Table:
    """Rows of random days and numbers; one in twenty corrects another of its co-operative."""
    table, count = TABLES[name], ROWS[name] * cooperatives
    owner = np.repeat(np.arange(cooperatives), ROWS[name])
    happened = draw.integers(14_600, 18_250, count)
    known = happened + draw.gamma(1.5, 60, count).astype(np.int64)
    corrected = np.where(draw.random(count) < CORRECTED, np.arange(count) - 1, np.arange(count))
    corrected[owner[corrected] != owner] += 1
    known = np.where(corrected < np.arange(count), known[corrected] + 30, known)
    if name in ("cooperative", "status_event"):
        happened, known = happened - 3_650, happened - 3_650
    columns: dict[str, object] = {
        "coop_id": [f"c{n:07d}" for n in owner],
        "record_id": [f"{name}|c{owner[n]:07d}|{n}" for n in corrected],
        "version": 1 + (corrected < np.arange(count)),
        "voided": np.zeros(count, dtype=bool),
        "happened": happened.astype("datetime64[D]"),
        "known": known.astype("datetime64[D]"),
        "hindsight": np.zeros(count, dtype=bool),
        "batch": np.ones(count, dtype=np.int64),
        "digest": [""] * count,
    }
    for column in table.stored:
        columns[column.name] = _made_column(
            column.type, getattr(column, "allowed", None), draw, count
        )
    if name == "status_event":
        axes = np.tile(["registry_stage", "activity_status"], cooperatives)
        columns["axis"] = axes.tolist()
        columns["to_code"] = np.where(axes == "registry_stage", "registered", "operating").tolist()
    return pa.table({k: pa.array(v, table.arrow().field(k).type) for k, v in columns.items()})


def _made_column(
    kind: str, allowed: tuple[str, ...] | None, draw: np.random.Generator, count: int
) -> object:
    if kind in ("text", "code"):
        return draw.choice(allowed or ("one", "two", "three"), count).tolist()
    if kind == "day":
        return draw.integers(7_000, 14_000, count).astype("datetime64[D]")
    if kind == "flag":
        return draw.random(count) < 0.5
    return draw.integers(0, 100_000, count)


def timed(work: Callable[[], FeatureMatrix]) -> tuple[float, FeatureMatrix]:
    """Seconds of one run, and what it made."""
    start = perf_counter()
    made = work()
    return perf_counter() - start, made


def main(cooperatives: int) -> None:
    """Print seconds of both, per cell, and their ratio."""
    draw = np.random.default_rng(1404)
    facts = MemoryFacts({name: made_table(name, cooperatives, draw) for name in ROWS}, 1)
    # As in a home: the first run makes the peer tables, the others and the judge read them.
    shelf = MemoryShelf()
    few = sorted({f"c{n:07d}" for n in draw.integers(0, cooperatives, JUDGED)})

    def build(engine: str, coop_ids: list[str] | None) -> FeatureMatrix:
        return build_matrix(
            facts,
            features=tuple(CATALOGUE.values()),
            cohort="registered",
            as_ofs=QUARTERS,
            calendar="gregorian",
            engine=engine,
            coop_ids=coop_ids,
            peers=shelf,
        )

    kernel, matrix = zip(*(timed(lambda: build("kernel", None)) for _ in range(RUNS)), strict=True)
    judge, judged = timed(lambda: build("judge", few))
    assert judged.hash == build("kernel", few).hash, "the engines disagree"
    cells, judged_cells = (len(m) * len(CATALOGUE) for m in (matrix[0], judged))
    rows = sum(table.num_rows for table in facts.tables.values())
    seconds = median(kernel)
    print(
        f"kernel  {cooperatives:,} co-operatives, {rows:,} rows, {cells:,} cells: {seconds:.2f} s"
    )
    print(f"judge   {len(few)} co-operatives, {judged_cells:,} cells: {judge:.2f} s, same hash")
    print(f"ratio   judge / kernel, per cell: {judge / judged_cells / (seconds / cells):,.0f}")
    print(f"rows    {rows / seconds:,.0f} a second")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
