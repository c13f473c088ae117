"""What silences an office had before it in a cycle, the effort it made, and what it entered."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from coopscore.calendar import Calendar, shift
from models.status.bursts import Burst
from models.status.changes import SLEPT, Flags, Floats, Ints, changes_of, days

Names = NDArray[np.object_]

CYCLE = 12  # months in which a silence is to be noticed
VISITS = ("general", "financial")  # kinds of act that look at whether somebody is at work
_DAY, _WEEK = timedelta(1), timedelta(7)
_USUAL_ACTS = 20.0  # acts of usual findings that an office's severity is held to; few tell little


@dataclass(frozen=True, kw_only=True, eq=False)
class Exposures:
    """Co-operatives that were at work by their own signs and on record as a cycle began.

    Arrays are (rows,). `as_ofs` are the days on which the cycles began; `visits` are those that the
    office paid within the cycle, a co-operative that it answers for; `severity` is the log of what
    its inspectors found an act beside all others; `burst`, the share of the cycle in bursts of the
    province; `noticed`, whether the register called the co-operative dormant by the end of the
    cycle; `silent` is 1 where the cycle went by without a sign of life, 0 where there was one, nan
    where it is not known yet.
    """

    coop_ids: Names
    as_ofs: Names
    offices: Names
    provinces: Names
    visits: Floats
    severity: Floats
    burst: Floats
    noticed: Flags
    silent: Floats

    def __len__(self) -> int:
        return len(self.coop_ids)

    def take(self, rows: Flags | Ints) -> "Exposures":
        """The rows picked out by a mask, or at places."""
        return Exposures(**{name: one[rows] for name, one in vars(self).items()})

    @property
    def frame(self) -> pd.DataFrame:
        """What the chance of being noticed hangs on, as an estimator takes it."""
        return pd.DataFrame(
            {
                "visits": self.visits,
                "severity": self.severity,
                "burst": self.burst,
                "province": pd.Series(self.provinces, dtype="str"),
            }
        )


def exposures(
    asked: pa.Table,
    entries: pa.Table,
    acts: pa.Table,
    offices: Mapping[str, str],
    provinces: Mapping[str, str],
    bursts: Sequence[Burst] = (),
    *,
    until: date,
    calendar: Calendar = "jalali",
) -> Exposures:
    """What each row was exposed to, as it was known by a day.

    Parameters
    ----------
    asked : pa.Table
        `coop_id`, `as_of` (the day a cycle began) and `silent` (bool, null where not known yet) of
        co-operatives that were at work, on record too. Rows whose cycle is not over by `until` are
        left out.
    entries, acts : pa.Table
        Facts of the tables `status_event` and `supervision_act`.
    offices, provinces : Mapping of str to str
        The office that answers for each co-operative, and the province of each office.
    bursts : sequence of Burst
        Those of the provinces, as known by `until` (`models.status.bursts`).
    until : date
        What was entered or paid later is not seen.
    """
    ends = {day: shift(day, CYCLE, calendar) for day in asked["as_of"].unique().to_pylist()}
    over = [ends[day] <= until for day in asked["as_of"].to_pylist()]
    asked = asked.filter(pa.array(over, pa.bool_()))
    who, starts, silent = (
        np.array(asked[name].to_pylist(), dtype=object) for name in ("coop_id", "as_of", "silent")
    )
    whose = np.array([offices.get(one, "") for one in who], dtype=object)
    where = np.array([provinces.get(one, "") for one in whose], dtype=object)
    seen = acts.filter(pa.array(days(acts["known"]) <= _number(until)))
    paid, entered = _paid(seen, offices), _entered(entries, offices, until)
    answered, severity = Counter(offices.values()), _severity(seen, offices)
    visits, burst, noticed = np.zeros(len(who)), np.zeros(len(who)), np.zeros(len(who), np.bool_)
    for start, end in ends.items():
        at = starts == start
        within = Counter(paid.within(start, end))
        visits[at] = [within[one] / max(1, answered[one]) for one in whose[at]]
        shares = _burst_shares(bursts, start, end)
        burst[at] = [min(1.0, shares[one]) for one in where[at]]
        noticed[at] = np.isin(who[at], entered.within(start, end))
    return Exposures(
        coop_ids=who, as_ofs=starts, offices=whose, provinces=where, visits=visits, burst=burst,
        severity=np.array([severity.get(one, 0.0) for one in whose], dtype=np.float64),
        noticed=noticed,
        silent=np.array([np.nan if one is None else one for one in silent], dtype=np.float64),
    )  # fmt: skip


def active_visits(
    acts: pa.Table, rows: Exposures, *, until: date, calendar: Calendar = "jalali"
) -> Flags:
    """Whether a visit within the cycle of each row found the co-operative at work, (rows,).

    Such a row is silent by its signs and was at work all the same (domain 10.5): with its `silent`
    set to 0, the chance of being noticed is learnt of the others alone.

    Parameters
    ----------
    acts : pa.Table
        Facts of the table `supervision_act`.
    until : date
        What was known later is not seen.
    """
    seen = acts.filter(pa.array(days(acts["known"]) <= _number(until)))
    kind = np.array(seen["kind"].to_pylist(), dtype=object)
    active = seen["found_active"].fill_null(False).to_numpy().astype(np.bool_)
    seen = seen.filter(pa.array(active & np.isin(kind, VISITS), pa.bool_()))
    names = np.array(seen["coop_id"].to_pylist(), dtype=object)
    met = _Dated(names=names, day=days(seen["happened"]))
    found = np.zeros(len(rows), dtype=np.bool_)
    for start in set(rows.as_ofs.tolist()):
        at = rows.as_ofs == start
        found[at] = np.isin(rows.coop_ids[at], met.within(start, shift(start, CYCLE, calendar)))
    return found


@dataclass(frozen=True, kw_only=True, eq=False)
class _Dated:
    """Names, each with a day as a number."""

    names: Names
    day: Ints

    def within(self, start: date, end: date) -> list[str]:
        """The names of the days in (start, end]."""
        chosen = (self.day > _number(start)) & (self.day <= _number(end))
        found: list[str] = self.names[chosen].tolist()
        return found


def _paid(acts: pa.Table, offices: Mapping[str, str]) -> _Dated:
    """The office of each visit, on the day of the visit."""
    kind = np.array(acts["kind"].to_pylist(), dtype=object)
    visits = acts.filter(pa.array(np.isin(kind, VISITS), pa.bool_()))
    names = [offices.get(who, "") for who in visits["coop_id"].to_pylist()]
    return _Dated(names=np.array(names, dtype=object), day=days(visits["happened"]))


def _entered(entries: pa.Table, offices: Mapping[str, str], until: date) -> _Dated:
    """Co-operatives that the register began to call dormant, on the day it was entered."""
    changes = changes_of(entries, offices, until)
    slept = entries.take(pa.array(changes.rows[changes.kind == SLEPT], pa.int64()))
    names = np.array(slept["coop_id"].to_pylist(), dtype=object)
    return _Dated(names=names, day=days(slept["known"]))


def _burst_shares(bursts: Sequence[Burst], start: date, end: date) -> dict[str, float]:
    """The share of (start, end] that lies in weeks of bursts of each province."""
    shares: dict[str, float] = defaultdict(float)
    for one in bursts:
        first = max(one.first_week, start + _DAY)
        last = min(one.last_week + _WEEK, end + _DAY)
        shares[one.office] += max(0, (last - first).days) / (end - start).days
    return shares


def _severity(acts: pa.Table, offices: Mapping[str, str]) -> Mapping[str, float]:
    """Log of the severity an act that each office found beside that of all."""
    found = acts["severity"].fill_null(0).to_pylist()
    usual = max(sum(found) / max(1, len(found)), np.finfo(np.float64).tiny)
    sums, counts = Counter[str](), Counter[str]()
    for who, severity in zip(acts["coop_id"].to_pylist(), found, strict=True):
        sums[offices.get(who, "")] += severity
        counts[offices.get(who, "")] += 1
    return {
        office: float(np.log((sums[office] / usual + _USUAL_ACTS) / (count + _USUAL_ACTS)))
        for office, count in counts.items()
    }


def _number(day: date) -> int:
    return (day - date(1970, 1, 1)).days
