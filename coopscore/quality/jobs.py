"""Employees that seem to be the jobs once planned, copied from the founding papers.

Only a count that equals the plan, or nearly, is asked about. It may be true: so the score weighs
how likely the plan's number is if it was copied against how likely it is from the co-operative's
own earlier counts (or its peers'), its insurance list, and its sales a head.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.quality.flags import flag_table
from coopscore.quality.robust import (
    Floats,
    Ints,
    earlier,
    log_density,
    median,
    of_peers,
    spread,
)
from coopscore.quality.settings import JobSettings

KIND = "planned_jobs"
_LEAST_SPREAD = 0.1  # of counts, in natural logs: one person of ten; assumed
_COPIED = 0.9  # of counts copied from the plan that are exactly the plan; assumed
# Were the count copied, anything else of the co-operative would lie within a factor of e^3 of it.
_BROAD = np.log(1 / 6)

EVIDENCE = pa.schema(
    [
        ("year_end", pa.date32()),
        ("basis", pa.string()),  # history or peers
        ("employees", pa.int64()),
        ("jobs_planned", pa.int64()),
        ("usual", pa.float64()),  # employees expected from the basis
        ("insured", pa.int64()),
        ("by_count", pa.float64()),  # what each source of evidence adds to the score
        ("by_insured", pa.float64()),
        ("by_sales", pa.float64()),
    ]
)


@dataclass(frozen=True, kw_only=True)
class _Figures:
    """Yearly figures in order of co-operative and year; counts are missing where not told."""

    owner: Ints
    employees: Floats
    planned: Floats
    insured: Floats
    sales: Floats
    group: Ints


def planned_jobs(
    figures: pa.Table, sales: pa.Table, standing: pa.Table, settings: JobSettings
) -> pa.Table:
    """Score every row whose employees equal the jobs planned, or nearly.

    Parameters
    ----------
    figures : pa.Table
        Rows of `yearly_figures` as known on a day.
    sales : pa.Table
        `coop_id`, `period_end` and `turnover` in the money of one year, of every statement.
    standing : pa.Table
        `coop_id` and `branch` of each co-operative.

    Returns
    -------
    pa.Table
        `flags.COMMON` and `EVIDENCE`.
    """
    rows = figures.sort_by([("coop_id", "ascending"), ("happened", "ascending")])
    told = _figures(rows, sales, standing)
    asked = _near(told, settings) & (told.planned > 0)
    by_count, usual, own = _by_count(told, settings)
    by_insured = _by_ratio(told, told.insured, settings)
    by_sales = _by_ratio(told, told.sales, settings)
    kept = np.flatnonzero(asked & np.isfinite(by_count))
    at = pa.array(kept)
    columns: dict[str, object] = {
        "coop_id": rows["coop_id"].take(at).combine_chunks(),
        "record_id": rows["record_id"].take(at).combine_chunks(),
        "year_end": rows["happened"].take(at).combine_chunks(),
        "basis": pa.array(np.where(own, "history", "peers")[kept].tolist(), pa.string()),
        "usual": np.expm1(usual)[kept],
        "score": (by_count + by_insured + by_sales)[kept],
        "by_count": by_count[kept],
        "by_insured": by_insured[kept],
        "by_sales": by_sales[kept],
    }
    for name in ("employees", "jobs_planned", "insured"):
        columns[name] = rows[name].take(at).combine_chunks()
    return flag_table(KIND, columns, EVIDENCE)


def _figures(rows: pa.Table, sales: pa.Table, standing: pa.Table) -> _Figures:
    owner = rows["coop_id"].combine_chunks().dictionary_encode().indices
    at = pc.index_in(rows["coop_id"], value_set=standing["coop_id"].combine_chunks())
    branch = standing["branch"].take(at).combine_chunks().dictionary_encode().indices
    keys = [pc.binary_join_element_wise(t["coop_id"], pc.cast(t[day], pa.string()), "|")
            for t, day in ((rows, "happened"), (sales, "period_end"))]  # fmt: skip
    found = pc.index_in(keys[0], value_set=keys[1].combine_chunks())
    return _Figures(
        owner=owner.to_numpy().astype(np.int64),
        employees=_numbers(rows["employees"]),
        planned=_numbers(rows["jobs_planned"]),
        insured=_numbers(rows["insured"]),
        sales=_numbers(sales["turnover"].take(found)),
        group=branch.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64),
    )


def _numbers(column: pa.ChunkedArray) -> Floats:
    found = column.cast(pa.float64()).combine_chunks().to_numpy(zero_copy_only=False)
    return np.asarray(found, dtype=np.float64)


def _near(told: _Figures, settings: JobSettings) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        far = np.abs(told.employees - told.planned)
        return np.asarray(far <= np.maximum(1.0, settings.near * told.planned))


def _by_count(told: _Figures, settings: JobSettings) -> tuple[Floats, Floats, np.ndarray]:
    """What the count itself says; the usual count in logs; whether that is the co-operative's own.

    A count that was copied is the plan in nine of ten cases, and beside it in the tenth; one that
    was not has the density of the usual count, each whole number having its share of it.
    """
    logs = np.log1p(told.employees)
    own = earlier(logs, told.owner, remembered=settings.remembered, least=settings.earlier)
    peers = of_peers(logs, told.group, least=settings.peers)
    by_own = np.isfinite(own)
    usual = np.where(by_own, own, peers)
    spreads = np.where(
        by_own, spread(logs - own, _LEAST_SPREAD), spread(logs - peers, _LEAST_SPREAD)
    )
    width = 2 * np.maximum(1.0, np.floor(settings.near * told.planned))
    copied = np.where(
        told.employees == told.planned, np.log(_COPIED), np.log((1 - _COPIED) / width)
    )
    true = log_density((logs - usual) / spreads) - np.log(spreads) - logs
    return np.asarray(copied - true), usual, by_own


def _by_ratio(told: _Figures, beside: Floats, settings: JobSettings) -> Floats:
    """What another number of the same year says, by its usual ratio to the employees; 0 if nothing.

    The ratio is the co-operative's own where it has a history, else the sector's.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(beside > 0, np.log(beside) - np.log1p(told.employees), np.nan)
    own = earlier(ratio, told.owner, remembered=settings.remembered, least=settings.earlier)
    usual = np.where(np.isfinite(own), own, median(ratio))
    spreads = np.where(
        np.isfinite(own),
        spread(ratio - own, _LEAST_SPREAD),
        spread(ratio - median(ratio), _LEAST_SPREAD),
    )
    true = log_density((ratio - usual) / spreads) - np.log(spreads)
    return np.asarray(np.nan_to_num(_BROAD - true, nan=0.0))
