"""The weights that might have been: under what share of them each finalist wins, and what tips it.

Admissible are weights of 0 or more that add up to 1 and keep within stated bounds, of each
indicator and, if stated, of each branch of the tree. Their set is a polytope of as many dimensions
as indicators less one; beyond some six, its parts cannot be measured exactly in sensible time. So
it is sampled evenly by hit-and-run, many chains side by side from the same seed, in directions
stretched as the bounds are; how far the chains' shares differ gives the error that is told.

The smallest change of weights after which the second is no longer behind the first is exact, by
linear programming.

References
----------
Smith, "Efficient Monte Carlo procedures for generating points uniformly distributed over bounded
regions", Operations Research 32 (1984); Lahdelma and Salminen, "SMAA-2", the same 49 (2001).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from models.awards.index import composites
from models.awards.normalisation import Floats

CHAINS, DRAWS, SEED = 1000, 100_000, 1404
_BURN, _THIN = 10, 2  # steps for each free weight, before the first draw and between draws
_FIXED = 1e-12  # bounds no wider apart leave no freedom
_TIE = 1e-8  # points, of 100
_CELLS = 4_000_000


@dataclass(frozen=True, kw_only=True)
class Admissible:
    """Bounds of weights.

    Parameters
    ----------
    low, high : array of float (m,)
        Of each indicator's weight, 0 to 1.
    groups : array of bool (g, m)
        Which indicators make up each branch with bounds of its own; no rows for none.
    group_low, group_high : array of float (g,)

    Raises
    ------
    ValueError
        Where no weights keep within the bounds and add up to 1.
    """

    low: Floats
    high: Floats
    groups: Floats
    group_low: Floats
    group_high: Floats

    def __post_init__(self) -> None:
        if (self.low < 0).any() or len(self.ends(np.zeros(len(self.low)))) == 0:
            raise ValueError("no weights keep within the bounds and add up to 1")

    def ends(self, cost: Floats) -> Floats:
        """The admissible weights (m,) of the least cost; empty where there are none."""
        told = linprog(
            cost, A_ub=np.vstack([self.groups, -self.groups]),
            b_ub=np.concatenate([self.group_high, -self.group_low]),
            A_eq=np.ones((1, len(cost))), b_eq=[1.0],
            bounds=np.column_stack([self.low, self.high]), method="highs",
        )  # fmt: skip
        found: Floats = told.x if told.status == 0 else np.zeros(0)
        return found


def admissible(
    low: Floats,
    high: Floats,
    groups: Sequence[tuple[Sequence[int], float, float]] = (),
) -> Admissible:
    """Bounds of each weight, and of branches as (places of their indicators, low, high)."""
    rows = np.zeros((len(groups), len(low)))
    for row, (members, _, _) in zip(rows, groups, strict=True):
        row[list(members)] = 1.0
    return Admissible(
        low=np.asarray(low, np.float64), high=np.asarray(high, np.float64), groups=rows,
        group_low=np.array([group[1] for group in groups], np.float64),
        group_high=np.array([group[2] for group in groups], np.float64),
    )  # fmt: skip


def around(stated: Floats, share: float) -> Admissible:
    """Weights within a share up and down of the stated ones (made to add up to 1), 1 at most."""
    weights = stated / stated.sum()
    return admissible(weights * (1 - share), np.minimum(1.0, weights * (1 + share)))


@dataclass(frozen=True, kw_only=True)
class WinnerShares:
    """Under what share of admissible weights each is first; equal firsts divide it.

    Parameters
    ----------
    share, error : array of float (n,), 0 to 1
        And the standard error of the sampling.
    draws : int
    """

    share: Floats
    error: Floats
    draws: int


def winner_shares(
    normalised: Floats,
    weights: Floats,
    *,
    aggregation: str,
    gaps: str,
    medians: Floats | None = None,
) -> WinnerShares:
    """The shares of finalists (n, m), as `index.composites` puts them together.

    Parameters
    ----------
    weights : array of float (draws, m)
        What `admissible_weights` gives; the same serve all lists of an edition.

    Raises
    ------
    ValueError
        As `index.composites`, or where there is nobody.
    """
    if len(normalised) == 0:
        raise ValueError("somebody wins")
    chains, turns = np.zeros((CHAINS, len(normalised))), len(weights) // CHAINS
    step = max(1, _CELLS // (CHAINS * len(normalised)))
    for start in range(0, turns, step):
        some = weights[start * CHAINS : (start + step) * CHAINS]
        points = composites(normalised, some, aggregation=aggregation, gaps=gaps, medians=medians)
        points = np.nan_to_num(points, nan=-np.inf)
        first = points >= points.max(axis=1, keepdims=True) - _TIE
        divided = first / first.sum(axis=1, keepdims=True)
        chains += divided.reshape(-1, CHAINS, len(normalised)).sum(axis=0)
    shares = chains / turns
    return WinnerShares(
        share=shares.mean(axis=0), error=shares.std(axis=0, ddof=1) / np.sqrt(CHAINS),
        draws=turns * CHAINS,
    )  # fmt: skip


def admissible_weights(space: Admissible, *, seed: int = SEED, draws: int = DRAWS) -> Floats:
    """Weights (draws, m) spread evenly over the admissible ones; draws in whole thousands, of
    which each holds one of every chain."""
    return np.concatenate(_walk(space, max(1, round(draws / CHAINS)), seed))


def _walk(space: Admissible, kept: int, seed: int) -> list[Floats]:
    """`kept` times the weights (CHAINS, m) of all chains, some steps apart."""
    rng = np.random.default_rng(seed)
    middle, spread = _middle(space)
    here = np.tile(middle, (CHAINS, 1))
    free = int((spread > _FIXED).sum())
    if free < 2:
        return [here] * kept
    rows = np.vstack([np.eye(len(middle)), space.groups])
    low = np.concatenate([space.low, space.group_low])
    high = np.concatenate([space.high, space.group_high])
    found = []
    for step in range(_BURN * free + kept * _THIN * free):
        here = _stepped(here, rows, low, high, spread, rng)
        if step >= _BURN * free and (step - _BURN * free + 1) % (_THIN * free) == 0:
            found.append(here)
    return found


def _middle(space: Admissible) -> tuple[Floats, Floats]:
    """A point inside, and how far each weight can go: the mean of the ends of all weights."""
    m = len(space.low)
    ends = [space.ends(sign * np.eye(m)[place]) for place in range(m) for sign in (1.0, -1.0)]
    return np.mean(ends, axis=0), np.ptp(ends, axis=0)


def _stepped(
    here: Floats, rows: Floats, low: Floats, high: Floats, spread: Floats, rng: np.random.Generator
) -> Floats:
    """Each chain moved to an even draw of a chord through it; the sum stays 1."""
    way = rng.standard_normal(here.shape) * spread
    # Normal steps given that they add up to nothing: of the same spread, and of either sign.
    way -= way.sum(axis=1, keepdims=True) * spread**2 / (spread**2).sum()
    along, at = way @ rows.T, here @ rows.T
    with np.errstate(divide="ignore", invalid="ignore"):
        to_low, to_high = (low - at) / along, (high - at) / along
    still = np.abs(along) < _FIXED
    least = np.where(still, -np.inf, np.minimum(to_low, to_high)).max(axis=1)
    most = np.where(still, np.inf, np.maximum(to_low, to_high)).min(axis=1)
    least, most = np.minimum(least, 0.0), np.maximum(most, 0.0)  # rounding leaves nobody outside
    reach = least + (most - least) * rng.random(len(here))
    moved: Floats = here + reach[:, None] * way
    return moved
