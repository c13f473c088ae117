"""Time order, read from the rows themselves: days, maturity, and the gap between the folds."""

from collections.abc import Sequence
from datetime import date

import pyarrow as pa

from features.grid import matured_on
from features.matrix import FeatureMatrix
from models.sample import Sample
from models.screen.findings import Finding
from models.spec import Spec
from models.splits import Fold


def time_order(
    spec: Spec,
    matrix: FeatureMatrix,
    outcomes: pa.Table,
    sample: Sample,
    folds: Sequence[Fold],
    until: date,
) -> Finding:
    """Whether anything stands where time does not allow it; one finding, of counts.

    `off_days` are rows of the matrix on no day of the spec, `immature` rows that are learnt from
    although their outcome was not known by `until`, `misplaced` rows of outcomes beside another
    row of the matrix, and `without_gap` pairs of a day fitted on and a day tested on whose outcome
    was not known in time.
    """
    days = matrix.table["as_of"].unique().to_pylist()
    last = max([*days, until])
    allowed = set(spec.days(last))
    counts = matrix.table["as_of"].value_counts().to_pylist()
    keys = ["coop_id", "as_of"]
    # A day is worked out once, for months take time and a day has many rows.
    fitted = {*sample.days, *(day for fold in folds for day in fold.train)}
    matured = {day: matured_on(day, spec.horizon, spec.maturity, spec.calendar) for day in fitted}
    figures = {
        "off_days": sum(one["counts"] for one in counts if one["values"] not in allowed),
        "immature": len(sample.on([day for day in sample.days if matured[day] > until])),
        "misplaced": 0 if outcomes.select(keys).equals(matrix.table.select(keys)) else len(sample),
        "without_gap": sum(matured[day] > fold.test for fold in folds for day in fold.train),
        "rows": len(sample),
        "folds": len(folds),
    }
    broken = any(figures[name] for name in ("off_days", "immature", "misplaced", "without_gap"))
    return Finding(code="time_order", verdict="stop" if broken else "pass", figures=figures)
