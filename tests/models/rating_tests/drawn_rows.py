"""Rated rows drawn from a stated truth, for the tests of the tests."""

from datetime import date

import numpy as np
from scipy.special import expit, logit

from models.rating_tests.rows import RatedRows

GRADES = ("A", "B", "C", "D", "E")
EDGES = np.array([0.01, 0.03, 0.08, 0.2])  # probabilities at which B, C, D and E begin


def rated(n=2000, *, seed=7, slope=1.0, shift=0.0, level=-3.2, spread=1.3, days=1, **columns):
    """`n` rows a day; the truth's log-odds are `shift + slope *` what is told, 0 and 1 being true.

    Each day looks at the same co-operatives with fresh margins, a year after the day before.
    """
    drawn = np.random.default_rng(seed)
    size = n * days
    margin = level + spread * drawn.standard_normal(size)
    probability = expit(margin)
    told = {
        "y": (drawn.random(size) < expit(shift + slope * margin)).astype(np.int64),
        "probability": probability,
        "margin": margin,
        "grade": np.searchsorted(EDGES, probability, side="right").astype(np.int64),
        "coop_id": np.array([f"c{place}" for place in range(n)] * days, dtype=object),
        "as_of": np.repeat(
            np.array([date(2015 + year, 3, 20) for year in range(days)], dtype=object), n
        ),
    }
    return RatedRows(**{**told, "grades": GRADES, **columns})


def odds(probability, by):
    """A probability whose odds are multiplied."""
    return expit(logit(probability) + np.log(by))
