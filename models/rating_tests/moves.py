"""Moves of grades from a day to the next that is a horizon away, counted."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from models.rating_tests.intervals import jeffreys_interval
from models.rating_tests.rows import Floats, Ints, Objects, RatedRows, Terms


@dataclass(frozen=True, kw_only=True)
class Moves:
    """Moves of grades; arrays of shape (moves,).

    `start` and `end` are places on the scale of `grades`, `period` counts the pairs of days from 0,
    `coop_id` says who moved.
    """

    grades: tuple[str, ...]
    start: Ints
    end: Ints
    period: Ints
    coop_id: Objects

    @property
    def counts(self) -> Ints:
        """How many moved from each grade (row) to each (column); shape (grades, grades)."""
        found: Ints = self.by_period.sum(axis=0)
        return found

    @property
    def by_period(self) -> Ints:
        """The counts of every period; shape (periods, grades, grades)."""
        size = len(self.grades)
        periods = int(self.period.max()) + 1 if len(self.period) else 0
        found = np.zeros((periods, size, size), dtype=np.int64)
        np.add.at(found, (self.period, self.start, self.end), 1)
        return found


def moves(rows: RatedRows, horizon_days: int) -> Moves:
    """Every move between days of the rows that lie a horizon apart, the newest day kept.

    Raises
    ------
    ValueError
        Where a co-operative stands twice on one day.
    """
    apart = rows.on_days_apart(horizon_days)
    held = [
        dict(zip(day.coop_id.tolist(), day.grade.tolist(), strict=True))
        for day in map(apart.on, apart.days)
    ]
    if sum(map(len, held)) != len(apart):
        raise ValueError("a co-operative has one grade on a day")
    told = [
        (first[who], second[who], period, who)
        for period, (first, second) in enumerate(pairwise(held))
        for who in first
        if who in second
    ]
    start, end, period, who = (list(column) for column in zip(*told, strict=True)) if told else (
        [], [], [], []
    )  # fmt: skip
    return Moves(
        grades=rows.grades, coop_id=np.array(who, dtype=object),
        start=np.array(start, dtype=np.int64), end=np.array(end, dtype=np.int64),
        period=np.array(period, dtype=np.int64),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class MigrationMatrix:
    """Shares of each grade's moves, 0 to 1, with their intervals; NaN in the row of a grade that
    nobody moved from. All of shape (grades, grades), but `grades`."""

    grades: tuple[str, ...]
    counts: Ints
    shares: Floats
    low: Floats
    high: Floats


def migration_matrix(rows: RatedRows, *, terms: Terms) -> MigrationMatrix:
    """The pooled matrix of all periods, with a Jeffreys interval for every cell."""
    told = moves(rows, terms.horizon_days)
    size = len(rows.grades)
    counts = told.counts if len(told.period) else np.zeros((size, size), dtype=np.int64)
    whole = np.broadcast_to(counts.sum(axis=1, keepdims=True), counts.shape)
    low, high = jeffreys_interval(np.maximum(whole, 1), counts, terms.level)
    met = whole > 0
    return MigrationMatrix(
        grades=rows.grades, counts=counts,
        shares=np.where(met, counts / np.maximum(whole, 1), np.nan),
        low=np.where(met, low, np.nan), high=np.where(met, high, np.nan),
    )  # fmt: skip


def triplets(rows: RatedRows, horizon_days: int) -> Ints:
    """How many stood in each grade, then each, then each, on three days a horizon apart."""
    told = moves(rows, horizon_days)
    size = len(rows.grades)
    found = np.zeros((size, size, size), dtype=np.int64)
    after = {
        (who, period): end
        for who, period, end in zip(told.coop_id, told.period, told.end, strict=True)
    }
    for who, period, start, end in zip(
        told.coop_id, told.period, told.start, told.end, strict=True
    ):
        third = after.get((who, period + 1))
        if third is not None:
            found[start, end, third] += 1
    return found
