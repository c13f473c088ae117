"""Worlds in which a null holds at its edge, or fails by a stated amount: outcomes drawn anew.

The rows in hand keep their margins, probabilities, grades and days, so that the size and the power
that are measured are those at these rows' own sample sizes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit, logit, ndtr, ndtri

from models.rating_tests.calibration import CALIBRATION
from models.rating_tests.catalogue import RowTest
from models.rating_tests.discrimination import DISCRIMINATION, INFORMATION_VALUE
from models.rating_tests.grades import GRADES
from models.rating_tests.losses import LOSSES
from models.rating_tests.rows import Floats, RatedRows, Terms
from models.rating_tests.ruling import Ruling

Drawn = tuple[Any, ...]
Draw = Callable[[np.random.Generator], Drawn]
Judge = Callable[[Drawn, Terms], Iterable[Ruling]]

_CORRELATION = 0.04  # the lower of those that the one-factor test is told with


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A world, and the tests that are tried in it.

    `is_null` says that the nulls of its tests hold, so that what is measured is their size; else it
    is their power. `draw` gives what one repetition is about, `judge` the rulings on it; of these,
    those named `tests` count.
    """

    name: str
    is_null: bool
    tests: tuple[str, ...]
    draw: Draw
    judge: Judge


def tried(name: str, tests: Sequence[RowTest], draw: Draw, *, is_null: bool) -> Trial:
    """A trial of tests that all read the same."""

    def judge(read: Drawn, terms: Terms) -> Iterable[Ruling]:
        for test in tests:
            yield from test.rulings(*read, terms=terms)

    names = tuple(test.name for test in tests)
    return Trial(name=name, is_null=is_null, tests=names, draw=draw, judge=judge)


def tested(tests: Iterable[RowTest]) -> list[RowTest]:
    """The tests that have a null."""
    return [test for test in tests if test.null is not None]


OF_OUTCOMES = tested([*CALIBRATION.values(), *LOSSES.values()])
OF_LEVEL = [CALIBRATION[name] for name in ("jeffreys", "jeffreys_grades", "binomial", "level",
                                           "chi_square_grades", "prudence")]  # fmt: skip
OF_ORDER = [DISCRIMINATION["ks_separation"], GRADES["trend"], GRADES["neighbours_inverted"],
            GRADES["neighbours_differ"]]  # fmt: skip


def with_outcomes(rows: RatedRows, truth: Floats, drawn: np.random.Generator) -> RatedRows:
    """The rows with outcomes drawn by their true probabilities."""
    return replace(rows, y=(drawn.random(len(rows)) < truth).astype(np.int64))


def outcomes(rows: RatedRows, truth: Floats) -> Draw:
    """Draws outcomes by this truth."""
    return lambda drawn: (with_outcomes(rows, truth, drawn),)


def correlated(rows: RatedRows, correlation: float) -> Draw:
    """Draws outcomes whose probabilities are right on average, one factor striking all rows."""
    threshold = ndtri(rows.probability)

    def draw(drawn: np.random.Generator) -> Drawn:
        factor = np.sqrt(correlation) * drawn.standard_normal()
        return (with_outcomes(rows, ndtr((threshold - factor) / np.sqrt(1 - correlation)), drawn),)

    return draw


def calibrated(rows: RatedRows) -> list[Trial]:
    """Worlds where probabilities are right, too low, too extreme, too timid, or exchanged."""
    p = rows.probability
    truths = {
        "understated_1.5": np.minimum(1.5 * p, 1.0),
        "understated_2": np.minimum(2 * p, 1.0),
        "slope_0.7": tilted(p, 0.7),
        "slope_1.3": tilted(p, 1.3),
        "neighbours_exchanged": exchanged(rows),
    }
    alone = [test for test in OF_OUTCOMES if test.name != "vasicek"]
    bad_year = correlated(rows, _CORRELATION)
    return [
        tried("right", alone, outcomes(rows, p), is_null=True),
        tried("right_if_correlated", [CALIBRATION["vasicek"]], bad_year, is_null=True),
        tried("right_but_correlated", OF_LEVEL, bad_year, is_null=False),
        *(
            tried(name, OF_OUTCOMES, outcomes(rows, truth), is_null=False)
            for name, truth in truths.items()
        ),
    ]


def tilted(probability: Floats, slope: float) -> Floats:
    """Probabilities whose log-odds are `slope` times as far apart, their mean kept."""
    told, mean = slope * logit(probability), float(probability.mean())
    shift = brentq(lambda by: float(expit(told + by).mean()) - mean, -40, 40)
    found: Floats = expit(told + shift)
    return found


def exchanged(rows: RatedRows) -> Floats:
    """The truth where the two neighbouring grades with the most rows have each other's rate."""
    counts = rows.by_grade
    found = rows.probability.copy()
    both = counts.rows[:-1] * counts.rows[1:]
    at = int(both.argmax())
    if not both[at]:
        return found
    mean = [float(rows.probability[rows.grade == grade].mean()) for grade in (at, at + 1)]
    for grade, ratio in ((at, mean[1] / mean[0]), (at + 1, mean[0] / mean[1])):
        found[rows.grade == grade] *= ratio
    return np.minimum(found, 1.0)


def ordered(rows: RatedRows) -> list[Trial]:
    """Worlds where risk has nothing to do with margins and grades, where it has, and where it has
    the other way about in two neighbouring grades."""
    mean = np.full(len(rows), rows.probability.mean())
    after = [test for test in OF_ORDER if test.name != "neighbours_inverted"]

    def told(truth: Floats) -> Draw:
        return lambda drawn: (with_outcomes(rows, truth, drawn), {"margin": rows.margin})

    return [
        tried("no_order", OF_ORDER, outcomes(rows, mean), is_null=True),
        tried("no_order", [INFORMATION_VALUE], told(mean), is_null=True),
        tried("ordered", after, outcomes(rows, rows.probability), is_null=False),
        tried("ordered", [INFORMATION_VALUE], told(rows.probability), is_null=False),
        tried("neighbours_exchanged", [GRADES["neighbours_inverted"]],
              outcomes(rows, exchanged(rows)), is_null=False),
    ]  # fmt: skip
