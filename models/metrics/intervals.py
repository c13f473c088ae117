"""How sure a figure is: intervals from redrawing whole co-operatives.

The days of one co-operative are not independent, so all its rows are drawn together. A figure that
few rows push upwards (ece, brier_miscalibration, ks near 0) is pushed once more by every redraw:
its interval lies too high, and may leave the figure itself outside.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from models.metrics.capacity import AtShare
from models.metrics.discrimination import FORMS as DISCRIMINATION
from models.metrics.line import FORMS as LINE
from models.metrics.probability import FORMS as PROBABILITY
from models.metrics.tally import Floats, Form, Ints, Metric, Ranked, Tally

_FORMS: Mapping[Metric, Form] = {**DISCRIMINATION, **PROBABILITY, **LINE}


@dataclass(frozen=True, kw_only=True)
class Interval:
    """From `low` to `high` at `level`; `draws` is how many redraws could be measured."""

    low: float
    high: float
    level: float
    draws: int


@dataclass(frozen=True, kw_only=True)
class PairedInterval:
    """A difference on the rows as they are, and where its redraws lie.

    `low` to `high` holds the share `level` of the redraws; `bound` is the one-sided lower bound,
    with the share `level` of the redraws above it. `draws` is how many redraws could be measured.
    """

    difference: float
    low: float
    high: float
    bound: float
    level: float
    draws: int


def cluster_bootstrap(
    metric: Metric,
    y: ArrayLike,
    score: ArrayLike,
    groups: ArrayLike,
    *,
    draws: int = 1000,
    seed: int,
    level: float = 0.95,
) -> Interval:
    """Percentile interval of `metric` over redraws of whole co-operatives.

    Parameters
    ----------
    metric : callable
        Any metric of this package is worked out from sorted rows and takes about a tenth of a
        millisecond a redraw of ten thousand rows; any other callable is called on the redrawn rows.
    groups : array of shape (n,)
        The co-operative of each row; all its rows are drawn together.
    draws : int
        Number of redraws. One on which the metric is not defined (no event drawn: a ValueError, or
        NaN) is left out and lowers `Interval.draws`.
    seed : int
        Of the draws: the same seed gives the same interval.
    level : float, between 0 and 1
        Share of redraws inside.

    Raises
    ------
    ValueError
        Where the metric is defined on no redraw, or lengths, draws or level make no sense.
    """
    found = cluster_bootstrap_all(
        {"": metric}, y, score, groups, draws=draws, seed=seed, level=level
    )[""]
    if not found.draws:
        raise ValueError("the metric is not defined on any redraw")
    return found


def cluster_bootstrap_all(
    metrics: Mapping[str, Metric],
    y: ArrayLike,
    score: ArrayLike,
    groups: ArrayLike,
    *,
    draws: int = 1000,
    seed: int,
    level: float = 0.95,
) -> Mapping[str, Interval]:
    """The intervals of many metrics over the same redraws, each as `cluster_bootstrap` gives it.

    A metric that is defined on no redraw has `draws` 0 and NaN at both ends: a report of many small
    slices meets such, and says so.
    """
    _check(draws, level)
    rows = Ranked(y, score)
    figures = {name: _figure(metric, rows) for name, metric in metrics.items()}
    found: dict[str, list[float]] = {name: [] for name in metrics}
    for times in _redraws(groups, len(rows.y), draws, seed):
        counts = rows.tally(times)
        for name, figure in figures.items():
            found[name].append(_defined(figure, counts, times))
    return MappingProxyType(
        {name: _interval(np.array(values), level) for name, values in found.items()}
    )


def paired_cluster_bootstrap(
    metric: Metric,
    y: ArrayLike,
    score_a: ArrayLike,
    score_b: ArrayLike,
    groups: ArrayLike,
    *,
    draws: int = 1000,
    seed: int,
    level: float = 0.95,
) -> PairedInterval:
    """How much higher `metric` is for `score_a` than for `score_b`, on the same redraws for both.

    Parameters are those of `cluster_bootstrap`. A redraw counts where the metric is defined for
    both scores; the same seed on the same `groups` draws the same co-operatives in every call.

    Raises
    ------
    ValueError
        Where the metric is not defined on the rows as they are, or on no redraw, or lengths, draws
        or level make no sense.
    """
    _check(draws, level)
    pair = Ranked(y, score_a), Ranked(y, score_b)
    first, second = (_figure(metric, rows) for rows in pair)
    once = np.ones(len(pair[0].y), dtype=np.int64)
    difference = first(pair[0].tally(), once) - second(pair[1].tally(), once)
    found = [
        _defined(first, pair[0].tally(times), times) - _defined(second, pair[1].tally(times), times)
        for times in _redraws(groups, len(once), draws, seed)
    ]
    interval = _interval(np.array(found), level)
    if not interval.draws:
        raise ValueError("the metric is not defined on any redraw")
    return PairedInterval(
        difference=difference, low=interval.low, high=interval.high,
        bound=float(np.nanquantile(found, 1 - level)), level=level, draws=interval.draws,
    )  # fmt: skip


# What is measured on one redraw: the tally of its rows, and how often each row was drawn.
_Figure = Callable[[Tally, Ints], float]


def _figure(metric: Metric, rows: Ranked) -> _Figure:
    """The metric on a redraw: by its own form from the tally, or called on the redrawn rows."""
    form = next((form for known, form in _FORMS.items() if known is metric), None)
    if isinstance(metric, AtShare):
        form = metric.form
    if form is not None:
        return lambda counts, _: form(counts)
    outcome = rows.y.astype(np.int64)
    return lambda _, times: metric(np.repeat(outcome, times), np.repeat(rows.score, times))


def _defined(figure: _Figure, counts: Tally, times: Ints) -> float:
    try:
        return float(figure(counts, times))
    except ValueError:
        return float("nan")


def _redraws(groups: ArrayLike, rows: int, draws: int, seed: int) -> Iterator[Ints]:
    """How often each row stands in each redraw of as many co-operatives as there are."""
    names, codes = np.unique(np.asarray(groups), return_inverse=True)
    if codes.shape != (rows,):
        raise ValueError("groups name the co-operative of every row")
    drawn = np.random.default_rng(seed)
    for _ in range(draws):
        picks = drawn.integers(len(names), size=len(names))
        yield np.bincount(picks, minlength=len(names))[codes]


def _interval(values: Floats, level: float) -> Interval:
    values = values[~np.isnan(values)]
    low, high = (
        np.quantile(values, [0.5 - level / 2, 0.5 + level / 2]) if len(values) else (np.nan, np.nan)
    )
    return Interval(low=float(low), high=float(high), level=level, draws=len(values))


def _check(draws: int, level: float) -> None:
    if draws < 1 or not 0 < level < 1:
        raise ValueError("a bootstrap needs a redraw at least, and a level between 0 and 1")
