"""What every test of a rating is: its hypothesis, formula, source and library, and how it rules.

A subject (discrimination, calibration, ...) is a table of these by name, so that a report can loop.
A function works out figures and says nothing of verdicts; the verdict follows here, in one way.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from models.metrics import Floats
from models.rating_tests.rows import RatedRows, Terms
from models.rating_tests.ruling import Ruling, Verdict

Needs = Literal["events", "rows", "nothing"]
Days = Literal["all", "apart", "newest"]


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a test worked out; the fields are those of `Ruling`.

    `holds` is the answer where a null is held against a limit and not against chance; `counted` is
    given where the figure does not rest on the rows as a whole; `decided` is False where the rows
    of this slice are too few, or the figure is not defined.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    statistic: float | None = None
    p: float | None = None
    by: str = ""
    counted: Mapping[str, int] | None = None
    holds: bool | None = None
    decided: bool = True


@dataclass(frozen=True, kw_only=True)
class Title:
    """What stands in the list of tests: `null` is None where a figure is only reported.

    `wanted` is the verdict that speaks for the rating: a null of no trend over grades is one that
    should be rejected.
    """

    name: str
    null: str | None
    formula: str
    source: str
    library: str
    wanted: Verdict = Verdict.HOLDS

    def ruling(self, found: Found, terms: Terms, counted: Mapping[str, int]) -> Ruling:
        """The figure with its verdict; a number that is none is told as unknown."""
        told = {
            name: _number(getattr(found, name))
            for name in ("value", "low", "high", "statistic", "p")
        }
        return Ruling(
            name=self.name, null=self.null, **told, level=terms.level,
            counted=dict(counted if found.counted is None else found.counted),
            verdict=_verdict(self.null, found, told["p"], told["value"], terms),
            source=self.source, by=found.by,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class RowTest(Title):
    """A test of rated rows.

    Parameters
    ----------
    function : callable
        Given rows, what else it needs, and `Terms`; returns what it found, in one or more slices.
        A ValueError means that the figure is not defined on these rows.
    days : "all", "apart" or "newest"
        Which rows are read. "apart" where outcomes are taken for independent, given what was told:
        rows of one co-operative whose horizons overlap are left out. "newest" where rows themselves
        are: a co-operative that is rated alike year after year stands there once.
    needs : "events", "rows" or "nothing"
        What there must be enough of before it is looked at: `Terms.least_events` co-operatives
        with an event and rows without, and `Terms.least_rows` rows.
    """

    function: Callable[..., Iterable[Found]]
    days: Days = "all"
    needs: Needs = "events"

    def rulings(self, rows: RatedRows, *more: Any, terms: Terms) -> list[Ruling]:
        """The rulings on these rows; `more` is what else the test reads, in its own order.

        Too few rows or events, or a figure that is not defined, is `NOT_DECIDABLE`.
        """
        read = [self._read(one, terms) for one in (rows, *more)]
        counted = read[0].counted
        if not all(self._enough(one, terms) for one in read):
            return [self.ruling(Found(decided=False), terms, counted)]
        try:
            found = list(self.function(*read, terms))
        except ValueError:
            found = []
        return [self.ruling(one, terms, counted) for one in found or [Found(decided=False)]]

    def _read(self, one: Any, terms: Terms) -> Any:
        if not isinstance(one, RatedRows) or self.days == "all":
            return one
        return one.newest if self.days == "newest" else one.apart(terms.horizon_days)

    def _enough(self, one: Any, terms: Terms) -> bool:
        if not isinstance(one, RatedRows) or self.needs == "nothing":
            return True
        spared = len(one) - one.events
        if self.needs == "events" and min(one.hit, spared) < terms.least_events:
            return False
        return len(one) >= terms.least_rows


Table = Mapping[str, RowTest]


def named(tests: Sequence[RowTest]) -> dict[str, RowTest]:
    """A subject's table: its tests by name, in order."""
    return {test.name: test for test in tests}


def ruled(
    table: Table, rows: RatedRows, *more: Any, terms: Terms, only: Iterable[str] | None = None
) -> list[Ruling]:
    """The rulings of every test of a table (or of those named) that reads the same."""
    names = table if only is None else only
    return [ruling for name in names for ruling in table[name].rulings(rows, *more, terms=terms)]


def holm(p: ArrayLike) -> Floats:
    """p-values of many hypotheses, raised so that one false rejection among all is as rare as told.

    References
    ----------
    Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
    Statistics 6 (1979).
    """
    raw = np.asarray(p, dtype=np.float64)
    order = np.argsort(raw, kind="stable")
    raised = np.maximum.accumulate(np.arange(len(raw), 0, -1) * raw[order])
    adjusted = np.empty_like(raw)
    adjusted[order] = np.minimum(raised, 1.0)
    return adjusted


def _number(value: float | None) -> float | None:
    return None if value is None or not np.isfinite(value) else float(value)


def _verdict(
    null: str | None, found: Found, p: float | None, value: float | None, terms: Terms
) -> Verdict:
    if not found.decided:
        return Verdict.NOT_DECIDABLE
    if null is None:
        return Verdict.NOT_DECIDABLE if value is None else Verdict.REPORTED
    if found.holds is not None:
        return Verdict.HOLDS if found.holds else Verdict.REJECTED
    if p is None:
        return Verdict.NOT_DECIDABLE
    return Verdict.REJECTED if p < terms.alpha else Verdict.HOLDS
