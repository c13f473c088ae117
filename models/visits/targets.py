"""Planned, done and their share, per kind, as the ministry counts its targets.

An act counts as done where it was done in the period and was on record by the day; as done by plan
where the office marked it so. Which county an act belongs to is where the co-operative is
registered, for an act names no place.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any

import pyarrow as pa

from coopscore.calendar import every, month_end, months

Place = tuple[str, str]  # province and county; a county is empty where it is not known
_Key = tuple[str, str, str]
HALF = Fraction(1, 2)


@dataclass(frozen=True, kw_only=True)
class Target:
    """Acts of a kind at a place.

    Parameters
    ----------
    planned : int
        0 where no plan names the kind there.
    done : int
        Of the plan's own.
    beside : int
        Acts that no plan asked for, or that are not marked.
    """

    province: str
    county: str
    kind: str
    planned: int
    done: int
    beside: int

    @property
    def share(self) -> float | None:
        """Done over planned, above 1 where more was done; None where nothing was planned."""
        return self.done / self.planned if self.planned else None


@dataclass(frozen=True, kw_only=True)
class TrainingTarget:
    """Person-hours of training in a province."""

    province: str
    planned: int
    done: int

    @property
    def share(self) -> float | None:
        """Done over planned; None where nothing was planned."""
        return self.done / self.planned if self.planned else None


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A multiple of a plan, beside what was done of it.

    Parameters
    ----------
    wanted : int
        The multiple of what was planned, rounded half up.
    to_do : int
        What is left, never under 0.
    a_month : int or None
        What is left over the months left, rounded up; None where no month is left.
    """

    planned: int
    times: float
    wanted: int
    done: int
    to_do: int
    months_left: int
    a_month: int | None

    @property
    def share(self) -> float | None:
        """Done over planned, above 1 where more was done; None where nothing was planned."""
        return self.done / self.planned if self.planned else None


def act_targets(
    plans: pa.Table,
    acts: pa.Table,
    places: Mapping[str, Place],
    *,
    first: date,
    last: date,
    by_county: bool = True,
) -> list[Target]:
    """Supervision planned and done in a period, by place and kind, in their order.

    Parameters
    ----------
    plans, acts : pa.Table
        Rows of `supervision_plan` and `supervision_act` as known on the day of the question: of
        each record the version in force, none that is void.
    places : mapping
        Where each co-operative is registered.
    first, last : date
        The period, both days included. A plan belongs to it that starts within it.
    by_county : bool
        False adds the counties of a province up.
    """
    planned, done, beside = Counter[_Key](), Counter[_Key](), Counter[_Key]()
    for row in _within(plans, first, last):
        place = row["province"], (row["county"] or "") if by_county else ""
        planned[*place, row["kind"]] += row["planned_acts"]
    for row in _within(acts, first, last):
        province, county = places.get(row["coop_id"], ("", ""))
        counts = done if row["planned"] else beside
        counts[province, county if by_county else "", row["kind"]] += 1
    return [
        Target(
            province=key[0],
            county=key[1],
            kind=key[2],
            planned=planned[key],
            done=done[key],
            beside=beside[key],
        )
        for key in sorted({*planned, *done, *beside})
    ]


def training_targets(
    plans: pa.Table,
    trainings: pa.Table,
    places: Mapping[str, Place],
    *,
    first: date,
    last: date,
) -> list[TrainingTarget]:
    """Person-hours of training planned and done in a period, by province.

    Parameters are those of `act_targets`, of the tables `training_plan` and `training`. A training
    whose hours are not on record adds none.
    """
    planned, done = Counter[str](), Counter[str]()
    for row in _within(plans, first, last):
        planned[row["province"]] += row["person_hours"]
    for row in _within(trainings, first, last):
        done[places.get(row["coop_id"], ("", ""))[0]] += row["person_hours"] or 0
    return [
        TrainingTarget(province=province, planned=planned[province], done=done[province])
        for province in sorted({*planned, *done})
    ]


def wanted(*, planned: int, times: float, done: int = 0, months_left: int = 0) -> Wanted:
    """How much a multiple of a plan is, and what is left to do of it.

    Of 1,825 acts planned, one and a half times as many are 2,738.

    Raises
    ------
    ValueError
        Where a number is under 0.

    Examples
    --------
    >>> wanted(planned=1825, times=1.5, done=900, months_left=6).a_month
    307
    """
    if min(planned, times, done, months_left) < 0:
        raise ValueError("what is planned, wanted, done and left is never less than nothing")
    # By the decimal that was said: 1.1 times 5 is 5.5 and rounds up, whatever the float holds.
    asked = floor(planned * Fraction(str(times)) + HALF)
    to_do = max(0, asked - done)
    return Wanted(
        planned=planned,
        times=times,
        wanted=asked,
        done=done,
        to_do=to_do,
        months_left=months_left,
        a_month=ceil(to_do / months_left) if months_left else None,
    )


def months_between(as_of: date, last: date) -> int:
    """Jalali months from the one after `as_of` to that of `last`; 0 where none is left."""
    start = date.fromordinal(month_end(as_of, "jalali").toordinal() + 1)
    return len(every(start, last, months(1), "jalali")) if start <= last else 0


def _within(rows: pa.Table, first: date, last: date) -> Iterable[Mapping[str, Any]]:
    return (row for row in rows.to_pylist() if first <= row["happened"] <= last)
