"""Venn-Abers predictors: a witness of how far a probability is settled by calibration alone.

For a row's margin two monotone lines are fitted to the calibration rows and that row: once as if it
had no event, once as if it had. Of the two probabilities one is calibrated, whatever the margins
are worth; how far they lie apart tells how much a single outcome moves them. It is a witness in
reports and never in a score: monotone steps are no straight line, and reasons would not add up.

The package venn-abers turns numpy's warnings off for the whole process when it is imported, so this
is our own; the tests hold it against that package.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from sklearn.isotonic import IsotonicRegression

from models.learner import Floats

# Margins that a witness is asked about: middles of as many even shares of the rows.
_WITNESSED = 40


@dataclass(frozen=True, kw_only=True)
class Pair:
    """The two probabilities of each margin: as if it had no event (`low`), and one (`high`)."""

    low: Floats
    high: Floats

    @property
    def width(self) -> Floats:
        """How far they lie apart, 0 to 1."""
        return self.high - self.low


def venn_abers(margin: Floats, y: ArrayLike, asked: Floats) -> Pair:
    """The inductive Venn-Abers pair of each margin that is asked for.

    Parameters
    ----------
    margin : array of shape (n,)
        Of the calibration rows, out of time; any scale that rises with the risk.
    y : array of shape (n,)
        Their outcomes, 0 or 1.
    asked : array of shape (m,)
        Margins to tell of: two fits each, so ask for a few.

    References
    ----------
    Vovk and Petej, "Venn-Abers predictors", UAI 2014; Vovk, Petej and Fedorova, "Large-scale
    probabilistic predictors with and without guarantees of validity", NeurIPS 2015.
    """
    outcome = np.asarray(y, dtype=np.float64)
    return Pair(
        low=np.array([_told(margin, outcome, one, 0.0) for one in asked]),
        high=np.array([_told(margin, outcome, one, 1.0) for one in asked]),
    )


def witnessed(margin: Floats, y: ArrayLike) -> Pair:
    """The pair of forty margins, evenly over the rows, shape (40,): what a report tells of all."""
    shares = (np.arange(_WITNESSED) + 0.5) / _WITNESSED
    return venn_abers(margin, y, np.quantile(margin, shares))


def _told(margin: Floats, outcome: Floats, one: float, assumed: float) -> float:
    line = IsotonicRegression(y_min=0.0, y_max=1.0)
    line.fit(np.append(margin, one), np.append(outcome, assumed))
    return float(line.predict(np.array([one]))[0])
