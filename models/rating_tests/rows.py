"""The rows that a rating is tested on: what was said of whom on which day, and what came of it.

Every test of this package reads `RatedRows` and nothing else, so that one report can hold them all.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Objects = NDArray[np.object_]


@dataclass(frozen=True, kw_only=True)
class Terms:
    """How the tests are read.

    Parameters
    ----------
    level : float, between 0 and 1
        0.95: intervals hold 95 in 100, a null is rejected at p under 0.05.
    least_rows, least_events : int
        Rows, and co-operatives with an event, under which nothing is decided.
    horizon_days : int
        How long after its day a row's outcome is looked for. Rows of one co-operative nearer to
        each other than that share events, so that tests for independent rows leave some out
        (`RatedRows.apart`).
    correlations : tuple of float, from 0 and under 1
        Asset correlations of the one-factor binomial test, lowest first: an assumption, stated.
    draws : int
        Redraws of co-operatives of each bootstrap.
    simulations : int
        Samples drawn under the null where a p-value is simulated.
    seed : int
        Of every draw and simulation.
    """

    level: float = 0.95
    least_rows: int = 100
    least_events: int = 10
    horizon_days: int = 365
    correlations: tuple[float, ...] = (0.04, 0.12)
    draws: int = 300
    simulations: int = 10_000
    seed: int = 1404

    @property
    def alpha(self) -> float:
        """The chance of rejecting what is true: 1 - level."""
        return 1 - self.level


@dataclass(frozen=True, kw_only=True)
class GradeCounts:
    """Rows, events and stated probability of each grade, best first; arrays of shape (grades,).

    `probability` is what the grade promises: `RatedRows.promised` where that is given, else the
    mean of its rows' own; NaN for a grade without rows where nothing is given.
    """

    names: tuple[str, ...]
    rows: Ints
    events: Ints
    probability: Floats

    @property
    def met(self) -> "GradeCounts":
        """The grades that hold a row."""
        some = self.rows > 0
        return GradeCounts(
            names=tuple(name for name, is_met in zip(self.names, some, strict=True) if is_met),
            rows=self.rows[some], events=self.events[some], probability=self.probability[some],
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class RatedRows:
    """Rated rows of known outcome, out of time; arrays of shape (n,), each row a co-operative-day.

    Parameters
    ----------
    y : array of int
        1 where the event came within the horizon, 0 where not; an indeterminate row is 0.
    probability : array of float, 0 to 1
        The calibrated probability as it could have been told on the day.
    margin : array of float
        The raw log-odds; higher is riskier. Discrimination reads this, calibration does not.
    grade : array of int, 0 to len(grades) - 1
        Place of the row's grade in `grades`: 0 is the best, each next one riskier.
    coop_id, as_of : arrays of object
        Whose row, and of which day (`datetime.date`).
    grades : tuple of str
        Names of all grades of the scale, best first, met or not.
    groups : mapping of str to array of object
        Columns to slice by: branch, province, size, women's co-operatives; None is unknown.
    promised : array of float of shape (grades,), optional
        The probability that each grade stands for; without it a grade promises the mean
        probability of its own rows.
    exposure : array of float, optional
        Money at risk in each row, 0 or more, in one unit.

    Raises
    ------
    ValueError
        Where lengths differ, an outcome is neither 0 nor 1, a probability lies outside 0 to 1, a
        margin is not a number, a grade is not on the scale, or an exposure is negative or none.
    """

    y: Ints
    probability: Floats
    margin: Floats
    grade: Ints
    coop_id: Objects
    as_of: Objects
    grades: tuple[str, ...]
    groups: Mapping[str, Objects] = field(default_factory=dict)
    promised: Floats | None = None
    exposure: Floats | None = None

    def __post_init__(self) -> None:
        lengths = {len(column) for column in (*self._columns().values(), *self.groups.values())}
        if lengths != {len(self.y)}:
            raise ValueError("every column of rated rows has one value a row")
        if not np.isin(self.y, (0, 1)).all():
            raise ValueError("an outcome is 0 or 1")
        if not ((self.probability >= 0) & (self.probability <= 1)).all():
            raise ValueError("a probability lies between 0 and 1")
        if not np.isfinite(self.margin).all():
            raise ValueError("a margin is a number")
        if not ((self.grade >= 0) & (self.grade < len(self.grades))).all():
            raise ValueError("a row's grade is a place on the scale")
        if self.promised is not None and self.promised.shape != (len(self.grades),):
            raise ValueError("every grade promises one probability")
        if self.exposure is not None and not (self.exposure >= 0).all():
            raise ValueError("an exposure is 0 or more")

    def _columns(self) -> dict[str, NDArray[Any]]:
        names = ("y", "probability", "margin", "grade", "coop_id", "as_of", "exposure")
        return {name: getattr(self, name) for name in names if getattr(self, name) is not None}

    def __len__(self) -> int:
        return len(self.y)

    @property
    def events(self) -> int:
        """Rows with an event."""
        return int(self.y.sum())

    @cached_property
    def hit(self) -> int:
        """Co-operatives with an event, each once, however many days look ahead to it."""
        return len(set(self.coop_id[self.y == 1].tolist()))

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The as-of days, oldest first, each once."""
        return tuple(sorted(set(self.as_of.tolist())))

    @property
    def counted(self) -> dict[str, int]:
        """Rows, events, co-operatives and co-operatives with an event, as a `Ruling` tells them."""
        return {
            "rows": len(self), "events": self.events,
            "cooperatives": len(set(self.coop_id.tolist())), "cooperatives_with_event": self.hit,
        }  # fmt: skip

    def take(self, rows: Flags | Ints) -> "RatedRows":
        """The rows picked out by a mask, or by their places."""
        columns: dict[str, Any] = {name: column[rows] for name, column in self._columns().items()}
        return RatedRows(
            **columns, grades=self.grades, promised=self.promised,
            groups={name: column[rows] for name, column in self.groups.items()},
        )  # fmt: skip

    def stands_on(self, days: Collection[date]) -> Flags:
        """Which rows are of these as-of days."""
        chosen = set(days)
        return np.fromiter((day in chosen for day in self.as_of), np.bool_, len(self))

    def on(self, day: date) -> "RatedRows":
        """The rows of one as-of day."""
        return self.take(self.stands_on([day]))

    @property
    def newest(self) -> "RatedRows":
        """The rows of the newest as-of day, each co-operative once.

        Where everybody is rated on every day, that is the whole population; where rows are those
        who asked in a month (applicants), it is the newest month alone, and tests of populations
        are soon not decidable.
        """
        return self.on(self.days[-1]) if len(self) else self

    def apart(self, days: int) -> "RatedRows":
        """The rows of each co-operative that lie `days` or more from each other, its newest kept.

        A horizon of a year over quarterly days looks at each event four times: a test that takes
        rows for independent would count it four times. Rows of two co-operatives share no event,
        however near their days.
        """
        ordinals = np.fromiter((day.toordinal() for day in self.as_of), np.int64, len(self))
        kept, last = np.zeros(len(self), dtype=np.bool_), dict[Any, int]()
        for row in np.argsort(-ordinals, kind="stable").tolist():
            who, day = self.coop_id[row], int(ordinals[row])
            if who not in last or last[who] - day >= days:
                kept[row], last[who] = True, day
        return self if kept.all() else self.take(kept)

    def on_days_apart(self, days: int) -> "RatedRows":
        """The rows of as-of days that lie `days` or more from each other, the newest day kept.

        A move is one between such days, and everybody's lies between the same two.
        """
        kept: list[date] = []
        for day in reversed(self.days):
            if not kept or (kept[-1] - day).days >= days:
                kept.append(day)
        return self if len(kept) == len(self.days) else self.take(self.stands_on(kept))

    def parts(self, group: str) -> dict[str, "RatedRows"]:
        """The rows by the values of one of `groups`, in the order of the values; unknown is left
        out, for nobody belongs to it."""
        column = self.groups[group]
        values = sorted({str(value) for value in column if value is not None})
        told = np.array([None if value is None else str(value) for value in column], dtype=object)
        return {value: self.take(told == value) for value in values}

    @property
    def by_grade(self) -> GradeCounts:
        """Rows, events and stated probability of every grade of the scale."""
        size = len(self.grades)
        rows = np.bincount(self.grade, minlength=size)
        stated = self.promised
        if stated is None:
            total = np.bincount(self.grade, weights=self.probability, minlength=size)
            stated = np.where(rows > 0, total / np.maximum(rows, 1), np.nan)
        return GradeCounts(
            names=self.grades, rows=rows.astype(np.int64), probability=stated,
            events=np.bincount(self.grade[self.y == 1], minlength=size).astype(np.int64),
        )  # fmt: skip
