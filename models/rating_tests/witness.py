"""What the library riskvalidation works out, behind one door.

It is young and by one author: its version is pinned, every figure used here is held in the tests
against SciPy, scikit-learn, statsmodels or the formula in another form, and what disagrees is not
used. So its estimated AUC is not (a hundred even thresholds see little of probabilities that are
mostly under one in twenty), nor its normal test over years (five years are no large sample), nor
its one-factor test (256 nodes miss by a point in a hundred from 20,000 rows on).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from riskvalidation.core.result import TestResult
from riskvalidation.fairness.conditional import fit_decision_model, protected_effect
from riskvalidation.ml.explanations import (
    rank_agreement,
    shapley_additivity_gap,
)
from riskvalidation.ml.leakage import temporal_order_violations
from riskvalidation.ml.seeds import grade_assignment_stability
from riskvalidation.transitions.mobility import svd_mobility, trace_mobility
from riskvalidation.validation.calibration import (
    pd_chi2_grades,
    pd_default_profile,
    pd_hosmer_lemeshow,
    pd_jeffreys,
    pd_traffic_lights,
)
from riskvalidation.validation.discrimination import cap_accuracy_ratio
from riskvalidation.validation.rating_system import (
    matrix_weighted_bandwidth,
    rating_hhi,
    rating_migration_ztests,
)
from riskvalidation.validation.transitions import rating_markov_order, rating_time_homogeneity

from models.metrics import Finding, Floats
from models.rating_tests.rows import GradeCounts, Ints


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell of a migration matrix against its neighbour nearer to the diagonal; places from 0."""

    start: int
    end: int
    z: float
    p: float


@dataclass(frozen=True, kw_only=True)
class Effect:
    """A group's log-odds beside its controls, with the ends of its Wald interval."""

    value: float
    low: float
    high: float


def jeffreys(rows: int, events: int, probability: float) -> float:
    """The chance of a true rate under `probability`, after Jeffreys's prior and these rows."""
    return _finding(pd_jeffreys(rows, events, probability)).p


def chi_square(counts: GradeCounts) -> Finding:
    """Squared differences over grades, each by its variance."""
    return _finding(pd_chi2_grades(counts.rows, counts.events, counts.probability))


def hosmer_lemeshow(y: Ints, probability: Floats, groups: int) -> Finding:
    """Squared differences over groups of equal size, of probabilities given before the outcome."""
    return _finding(pd_hosmer_lemeshow(y, probability, groups=groups))


def default_profile(counts: GradeCounts, *, simulations: int, seed: int) -> Finding:
    """Whether events fall on the grades in the shares that the probabilities say."""
    return _finding(
        pd_default_profile(
            counts.rows, counts.events, counts.probability,
            n_sim=simulations, seed=seed,
        )
    )  # fmt: skip


def traffic_lights(rows: Ints, events: Ints, probability: Floats) -> Finding:
    """The colours of the years against those that right probabilities would bring."""
    # "upper": a year exactly on a boundary has the worse colour, which repeats WP 14's own tables
    return _finding(pd_traffic_lights(rows, events, probability, ties="upper"))


def accuracy_ratio(y: Ints, score: Floats) -> float:
    """Area of the cumulative accuracy profile over that of a profile without error."""
    return float(cap_accuracy_ratio(score.tolist(), y.tolist()))


def bandwidths(counts: ArrayLike) -> tuple[float, float]:
    """Matrix weighted bandwidth of the moves to worse grades, and of those to better ones."""
    upper, lower = matrix_weighted_bandwidth(np.asarray(counts).tolist())
    return float(upper), float(lower)


def migration_cells(counts: ArrayLike) -> list[Cell]:
    """Each cell off the diagonal against the one nearer to it; those without a variance left out.

    `p` is small where the farther cell is the fuller one.
    """
    told = rating_migration_ztests(counts)
    return [
        Cell(start=cell["from"] - 1, end=cell["to"] - 1, z=cell["z"], p=cell["p"])
        for cell in told.extras.get("cells", [])
    ]


def concentration_rise(now: ArrayLike, then: ArrayLike) -> tuple[Finding, float, float]:
    """Whether rows crowd in fewer grades than then; the Herfindahl index of now and of then."""
    told = rating_hhi(now, then)
    return _finding(told), float(told.extras["hi_current"]), float(told.extras["hi_initial"])


def homogeneity(periods: ArrayLike) -> Finding:
    """Whether moves are as likely in every period; counts of shape (periods, grades, grades)."""
    return _finding(rating_time_homogeneity(periods, default_state=None))


def markov_order(triplets: ArrayLike) -> Finding:
    """Whether the next grade depends on the present one alone; counts of three grades in turn."""
    return _finding(rating_markov_order(triplets, default_state=None))


def mobilities(shares: ArrayLike) -> tuple[float, float]:
    """Mean singular value of the matrix less the identity, and the trace index."""
    return float(svd_mobility(shares)), float(trace_mobility(shares))


def additivity_gap(margin: Floats, base: float, contributions: Floats) -> float:
    """The largest distance of a row's margin from its base and shares."""
    return float(shapley_additivity_gap(margin, base, contributions))


def rank_correlation(first: Floats, second: Floats) -> float:
    """Spearman's correlation of two orders of importance, -1 to 1."""
    return float(rank_agreement(first, second))


def share_regraded(probabilities: Floats, edges: Floats) -> float:
    """Share of rows whose grade is not the same in all refits, 0 to 1."""
    return float(grade_assignment_stability(probabilities, edges))


def known_after(known: ArrayLike, as_of: ArrayLike) -> int:
    """How many values of shape (rows, features) were known after their row's day."""
    days = np.asarray(as_of, dtype="datetime64[D]")
    return int(temporal_order_violations(np.asarray(known, dtype="datetime64[D]"), days))


def controlled_effect(
    favourable: Ints, member: Ints, controls: Sequence[Floats], level: float
) -> Effect:
    """The log-odds of a favourable decision for members of a group, the controls being equal.

    Raises
    ------
    ValueError
        Where no such model fits: one decision only, no spread, or a group told apart by it.
    """
    columns = np.column_stack(controls) if controls else np.empty((len(member), 0))
    model = fit_decision_model(favourable, member[:, None].astype(np.float64), columns)
    effect = protected_effect(model, 1, level)
    return Effect(value=effect.coefficient, low=effect.lo, high=effect.hi)


def _finding(told: TestResult) -> Finding:
    """Statistic and p-value of a result; NaN where it has none."""
    numbers = (told.statistic, told.p_value)
    statistic, p = (float("nan") if number is None else float(number) for number in numbers)
    return Finding(statistic=statistic, p=p)
