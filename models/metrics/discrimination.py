"""How well a score tells events from non-events; only the order of the rows counts.

Higher scores are riskier, outcomes are 0 or 1, arrays are flat and of one length.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from models.metrics.tally import Floats, Form, Metric, Tally, tally


@dataclass(frozen=True, kw_only=True)
class PairedAuc:
    """AUC of the first score minus that of the second on the same rows.

    `se` is its standard error and `p` the two-sided p-value of no difference.
    """

    difference: float
    se: float
    p: float


def auc(y: ArrayLike, score: ArrayLike) -> float:
    """Chance that an event scores above a non-event, ties counting half.

    0.5 is a coin, 1 tells them apart without error, 0 has the order upside down.

    Raises
    ------
    ValueError
        Where the outcome has one class only.
    """
    return _auc(tally(y, score))


def _auc(counts: Tally) -> float:
    events, others = _both(counts)
    below = np.cumsum(counts.others) - counts.others / 2
    return float((counts.events * below).sum() / (events * others))


def gini(y: ArrayLike, score: ArrayLike) -> float:
    """2 * AUC - 1: 0 is a coin, 1 is without error. The accuracy ratio, ties counting half.

    For outcomes of 0 and 1 it is Somers' D of the score given the outcome. Errors as for `auc`.
    """
    return _gini(tally(y, score))


def _gini(counts: Tally) -> float:
    return 2 * _auc(counts) - 1


def ks(y: ArrayLike, score: ArrayLike) -> float:
    """Largest distance between the score's distributions among events and non-events, 0 to 1.

    Errors as for `auc`.
    """
    return _ks(tally(y, score))


def _ks(counts: Tally) -> float:
    events, others = _both(counts)
    return float(np.abs(counts.events.cumsum() / events - counts.others.cumsum() / others).max())


def average_precision(y: ArrayLike, score: ArrayLike) -> float:
    """Precision averaged over the events, from the riskiest down, 0 to 1.

    A coin gets the share of events; 1 is without error. Rows of equal score enter together.

    Raises
    ------
    ValueError
        Where there is no event.
    """
    return _average_precision(tally(y, score))


def _average_precision(counts: Tally) -> float:
    if not counts.events.any():
        raise ValueError("an average precision needs events")
    events, others = counts.events[::-1], counts.others[::-1]
    precision = events.cumsum() / (events + others).cumsum()
    return float((events * precision).sum() / events.sum())


def placements(y: ArrayLike, score: ArrayLike) -> tuple[Floats, Floats]:
    """Where each event stands among the non-events, and each non-event among the events.

    Returns
    -------
    tuple of arrays of shape (events,) and (non-events,)
        In the order of the rows: for an event the share of non-events below it, for a non-event the
        share of events above it; ties count half, and both average to the AUC.

    References
    ----------
    DeLong, DeLong and Clarke-Pearson, "Comparing the areas under two or more correlated receiver
    operating characteristic curves", Biometrics 44 (1988).
    """
    counts = tally(y, score)
    events, others = _both(counts)
    at = np.searchsorted(counts.levels, np.asarray(score, dtype=np.float64))
    below = (counts.others.cumsum() - counts.others / 2) / others
    above = 1 - (counts.events.cumsum() - counts.events / 2) / events
    happened = np.asarray(y) == 1
    return below[at[happened]], above[at[~happened]]


def auc_se(y: ArrayLike, score: ArrayLike) -> float:
    """DeLong's standard error of the AUC, for rows that are independent.

    Where rows of one co-operative stand in the sample more than once it is too small; the interval
    of `cluster_bootstrap` is not. It is 0 where events and non-events are told apart without error.

    Raises
    ------
    ValueError
        Where there are fewer than two events or two non-events.
    """
    return float(np.sqrt(_variance(*placements(y, score))))


def delong(y: ArrayLike, a: ArrayLike, b: ArrayLike) -> PairedAuc:
    """Paired test that two scores of the same rows have the same AUC, for independent rows.

    Raises
    ------
    ValueError
        Where there are fewer than two events or two non-events, or where the AUCs differ but no row
        disagrees with another about it, so that no error can be worked out.

    References
    ----------
    DeLong, DeLong and Clarke-Pearson (1988), as for `placements`.
    """
    first, second = placements(y, a), placements(y, b)
    difference = float(first[0].mean() - second[0].mean())
    se = float(np.sqrt(_variance(first[0] - second[0], first[1] - second[1])))
    if se == 0 and difference != 0:
        raise ValueError("the AUCs differ by the same in every row: no standard error")
    return PairedAuc(
        difference=difference, se=se, p=float(2 * ndtr(-abs(difference) / se)) if se else 1.0
    )


def _variance(of_events: Floats, of_others: Floats) -> float:
    if min(len(of_events), len(of_others)) < 2:
        raise ValueError("a standard error needs two events and two non-events")
    return float(of_events.var(ddof=1) / len(of_events) + of_others.var(ddof=1) / len(of_others))


def _both(counts: Tally) -> tuple[float, float]:
    """How many events and non-events there are; refused where either is absent."""
    events, others = float(counts.events.sum()), float(counts.others.sum())
    if not (events and others):
        raise ValueError("an AUC or a KS needs events and non-events")
    return events, others


FORMS: Mapping[Metric, Form] = {
    auc: _auc, gini: _gini, ks: _ks, average_precision: _average_precision
}  # fmt: skip
