"""What offices did against what they planned: acts, trainings, and how they stand officially.

Planned and done are counted as the desk of targets counts them (`models.visits.targets`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from models.provinces.indicators import INDICATORS
from models.provinces.known import KEYS, coded, known_rows, latest, number
from models.visits.targets import Place, Target, TrainingTarget, act_targets, training_targets

SUPERVISION_PLAN = (*KEYS, "province", "county", "kind", "planned_acts")
SUPERVISION_ACT = (*KEYS, "kind", "planned")
TRAINING_PLAN = (*KEYS, "province", "person_hours")
TRAINING = (*KEYS, "person_hours")
PROVINCE_INDICATOR = (
    *KEYS, "province", "indicator", "numerator", "denominator", "value", "rank", "formula_version",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Official:
    """An indicator as the ministry published it, by a formula of its own that is not public."""

    period_end: date
    value: float | None
    rank: int | None
    numerator: int | None
    denominator: int | None
    formula_version: str


def acts_between(
    plans: pa.Table,
    acts: pa.Table,
    places: Mapping[str, Place],
    as_of: date,
    *,
    first: date,
    last: date,
    by_county: bool,
) -> list[Target]:
    """Supervision planned and done in a period, from versions of two tables, as known on a day."""
    return act_targets(
        _between(plans, as_of, first, last),
        _between(acts, as_of, first, last),
        places,
        first=first,
        last=last,
        by_county=by_county,
    )


def trainings_between(
    plans: pa.Table,
    trainings: pa.Table,
    places: Mapping[str, Place],
    as_of: date,
    *,
    first: date,
    last: date,
) -> list[TrainingTarget]:
    """Person-hours of training planned and done in a period, likewise."""
    return training_targets(
        _between(plans, as_of, first, last),
        _between(trainings, as_of, first, last),
        places,
        first=first,
        last=last,
    )


def official_on(published: pa.Table, as_of: date, day: date) -> Mapping[tuple[str, str], Official]:
    """The newest published figure of each province and indicator, of a period that had ended.

    Parameters
    ----------
    published : pa.Table
        Versions of `province_indicator`; what was published after `as_of` is not seen.
    """
    seen = known_rows(published, as_of).visible(day)
    province, provinces = coded(seen.rows["province"])
    indicator, indicators = coded(seen.rows["indicator"])
    series = province * max(len(indicators), 1) + indicator
    rows = latest(series, len(provinces) * max(len(indicators), 1), seen.happened, seen.first_known)
    found = seen.rows.take(pa.array(rows[rows >= 0])).to_pylist()
    return {
        (row["province"], row["indicator"]): Official(
            period_end=row["happened"],
            value=row["value"],
            rank=row["rank"],
            numerator=row["numerator"],
            denominator=row["denominator"],
            formula_version=row["formula_version"] or "",
        )
        for row in found
        if row["indicator"] in INDICATORS
    }


def _between(rows: pa.Table, as_of: date, first: date, last: date) -> pa.Table:
    seen = known_rows(rows, as_of).visible(last)
    return seen.only(seen.happened >= number(first)).rows
