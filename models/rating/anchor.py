"""The level of probabilities: that of the long run, not of the few years that were tested on.

The years that a calibration line is fitted on may have been good or bad ones, and large years
weigh more in it. Its slope stays; its intercept is moved until the mean probability is the long
run's rate: the mean of the yearly event rates, each year counting once, however many were at risk
in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import expit

from coopscore.calendar import Calendar, Months, every
from models.calibration import AffineCalibration
from models.learner import Floats
from models.sample import Sample

# Log-odds within which a shift is looked for: beyond it lies a rate of nought or one.
_FARTHEST = 30.0


@dataclass(frozen=True, kw_only=True)
class YearRate:
    """One year's rows of known outcome and their events; `first` is its first as-of day.

    Indeterminate rows count, and did not have the event.
    """

    first: date
    rows: int
    events: int

    @property
    def rate(self) -> float:
        """Share of rows with the event, 0 to 1."""
        return self.events / self.rows


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """What the level was before and is now.

    Parameters
    ----------
    years : tuple of YearRate
        Oldest first; each at least one row.
    long_run : float, 0-1
        The mean of the years' rates.
    tested : float, 0-1
        The share of events on the folds' test days, all rows together.
    shift : float
        Log-odds added to the intercept; 0 where the level was left as it was.
    z : float
        How far the tested rows' rate lies from the long run's, in standard errors of the tested
        rate (rows taken as independent). Within -2 and 2 the shift tells of chance and settles it
        on more years; beyond, the tested years were unlike the long run, and the intervals grow
        wider by what single years differ by.
    """

    years: tuple[YearRate, ...]
    long_run: float
    tested: float
    shift: float
    z: float

    def content(self) -> dict[str, Any]:
        """The anchor as JSON holds it; `of` reads it back."""
        years = [
            {"first": one.first.isoformat(), "rows": one.rows, "events": one.events}
            for one in self.years
        ]
        rest = {"long_run": self.long_run, "tested": self.tested, "shift": self.shift, "z": self.z}
        return {"years": years, **rest}

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "Anchor":
        """The anchor that a bundle's JSON writes down."""
        years = (
            YearRate(**{**one, "first": date.fromisoformat(one["first"])})
            for one in content["years"]
        )
        return cls(**{**content, "years": tuple(years)})


def yearly_rates(sample: Sample, calendar: Calendar) -> tuple[YearRate, ...]:
    """The event rate of each year of as-of days, oldest first.

    Years are counted from the first as-of day, twelve months of the spec's calendar each. Where
    days lie closer than a year, all days of a year are one: else the years with more days would
    count more often. A year without rows is left out. A last year that holds fewer days than the
    year before it was cut short: its days are counted in that one, for a month has no vote of its
    own. Nothing of it where days lie a year apart.
    """
    starts, of_row, rows = _years(sample, calendar)
    events = np.bincount(of_row, weights=sample.y, minlength=len(starts))
    return tuple(
        YearRate(first=start, rows=int(count), events=int(had))
        for start, count, had in zip(starts, rows, events, strict=True)
        if count
    )


def _years(
    sample: Sample, calendar: Calendar
) -> tuple[Sequence[date], NDArray[np.int64], NDArray[np.int64]]:
    """The first days of the years, the year of each row, and the rows of each year."""
    days = sample.days
    starts = every(days[0], days[-1], Months(12), calendar)
    year = np.array([sum(start <= day for start in starts) - 1 for day in days])
    held, of_days = np.unique(year, return_counts=True)
    if len(held) > 1 and of_days[-1] < of_days[-2]:
        year[year == held[-1]] = held[-2]
    of_row = year[np.searchsorted(np.array(days, dtype=object), sample.as_ofs)]
    return starts, of_row, np.bincount(of_row, minlength=len(starts))


def years_of(sample: Sample, calendar: Calendar) -> NDArray[np.int64]:
    """The year of each row, counted from 0 as `yearly_rates` counts them, shape (n,)."""
    return _years(sample, calendar)[1]


def long_run_rate(years: Sequence[YearRate]) -> float:
    """The mean of the years' rates, each year counting once.

    References
    ----------
    Regulation (EU) 575/2013, article 180(1)(a): PDs are long-run averages of one-year default
    rates; EBA/GL/2017/16, paragraphs 78 to 87, on which years.
    """
    return float(np.mean([one.rate for one in years]))


def yearly_weights(sample: Sample, calendar: Calendar) -> Floats:
    """The weight of each row where each year weighs the same; they add up to 1, shape (n,)."""
    year, rows = _years(sample, calendar)[1:]
    return np.asarray(1.0 / (rows[year] * np.count_nonzero(rows)), dtype=np.float64)


def anchored(
    line: AffineCalibration, margin: Floats, rate: float, weights: Floats | None = None
) -> AffineCalibration:
    """The line at another level: the mean probability of these margins is then `rate`.

    The slope is the same, and so are the ranking and each input's share of the log-odds. The
    covariance stays that of the line as it was fitted.

    Parameters
    ----------
    line : AffineCalibration
    margin : array of shape (n,)
        Raw log-odds.
    rate : float, over 0 and under 1
    weights : array of shape (n,), optional
        Of the mean; every row counts the same where nothing is said.
    """
    logit = line.logit(margin)
    by = brentq(
        lambda shift: float(np.average(expit(logit + shift), weights=weights)) - rate,
        -_FARTHEST,
        _FARTHEST,
        xtol=1e-13,
    )
    return replace(line, intercept=line.intercept + float(by))


def make_anchor(
    years: Sequence[YearRate],
    *,
    fitted: AffineCalibration,
    level: AffineCalibration,
    tested: NDArray[np.int64],
) -> Anchor:
    """What is told of a level.

    Parameters
    ----------
    years : sequence of YearRate
        As `yearly_rates` gives them.
    fitted, level : AffineCalibration
        The line before and after it was moved.
    tested : array of shape (n,)
        Outcomes on the folds' test days.
    """
    rate, share = long_run_rate(years), float(tested.mean())
    error = float(np.sqrt(rate * (1 - rate) / len(tested)))
    return Anchor(
        years=tuple(years),
        long_run=rate,
        tested=share,
        shift=level.intercept - fitted.intercept,
        z=(share - rate) / error,
    )
