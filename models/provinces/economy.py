"""Jobs, members, co-operatives formed, and exports: what is counted beside the indicators.

Counts of a full register are exact. A figure that a co-operative never told is unknown and adds
nothing, so that sums say of how many they are told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from models.provinces.duties import figures_on
from models.provinces.formulas import Formulas
from models.provinces.known import (
    KEYS,
    Flags,
    Floats,
    coded,
    known_rows,
    latest,
    measured,
    number,
    owners,
)
from models.provinces.register import Register, Standing

EXPORT_YEAR = (*KEYS, "value_usd")
FORMATION_PLAN = (*KEYS, "province", "cooperatives", "jobs")
EMPLOYMENT_BASE = (*KEYS, "province", "employed")


@dataclass(frozen=True, kw_only=True, eq=False)
class Economy:
    """Of each co-operative (n,); numbers are nan where they were not told.

    `jobs` and `members` are those of the day, `formed` who was registered in the period, with the
    `jobs_planned` that it gave, `exports` US dollars of the years that ended in the period.
    """

    jobs: Floats
    members: Floats
    formed: Flags
    jobs_planned: Floats
    exports: Floats


@dataclass(frozen=True, kw_only=True)
class Formation:
    """What a province planned to form in a period; jobs None where the plan names none."""

    cooperatives: int
    jobs: int | None


def economy_of(
    register: Register,
    on: Standing,
    tables: Mapping[str, pa.Table],
    *,
    first: date,
    last: date,
    formulas: Formulas,
) -> Economy:
    """What is counted of a period, from versions of `yearly_figures` and `export_year`."""
    figures = tables["yearly_figures"]
    registered = register.registered_on()
    return Economy(
        jobs=figures_on(register, on, figures, "employees", formulas),
        members=figures_on(register, on, figures, "members", formulas),
        formed=(number(first) <= registered) & (registered <= number(last)),
        jobs_planned=figures_on(register, on, figures, "jobs_planned", None),
        exports=_exports(register, tables["export_year"], first, last),
    )


def formation_plans(
    plans: pa.Table, as_of: date, *, first: date, last: date
) -> Mapping[str, Formation]:
    """What was planned to be formed, by province: plans that start within the period."""
    seen = known_rows(plans, as_of).visible(last)
    seen = seen.only(seen.happened >= number(first))
    found: dict[str, Formation] = {}
    for row in seen.rows.select(["province", "cooperatives", "jobs"]).to_pylist():
        so_far = found.get(row["province"], Formation(cooperatives=0, jobs=None))
        jobs = [one for one in (so_far.jobs, row["jobs"]) if one is not None]
        found[row["province"]] = Formation(
            cooperatives=so_far.cooperatives + row["cooperatives"],
            jobs=sum(jobs) if jobs else None,
        )
    return found


def employed(base: pa.Table, as_of: date, day: date) -> Mapping[str, tuple[date, int]]:
    """People employed in each province, by the newest year that had ended and was known of."""
    seen = known_rows(base, as_of).visible(day)
    code, provinces = coded(seen.rows["province"])
    rows = latest(code, len(provinces), seen.happened, seen.first_known)
    told = seen.rows.select(["happened", "employed"]).take(pa.array(rows)).to_pylist()
    return {
        str(province): (row["happened"], row["employed"])
        for province, row in zip(provinces, told, strict=True)
    }


def _exports(register: Register, exports: pa.Table, first: date, last: date) -> Floats:
    seen = known_rows(exports, register.as_of).visible(last)
    seen = seen.only(seen.happened >= number(first))
    owner = owners(seen.rows["coop_id"], register.ids)
    value = measured(seen.rows["value_usd"])
    found = np.full(len(register), np.nan)
    for day in np.unique(seen.happened):  # years, of which a period has few
        row = latest(np.where(seen.happened == day, owner, -1), len(register), seen.first_known)
        told = np.append(value, np.nan)[row]
        found = np.where(np.isnan(told), found, np.nan_to_num(found, nan=0.0) + told)
    return found
