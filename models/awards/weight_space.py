"""The weights that might have been: under what share of them each finalist wins, and what tips it.

Admissible are weights of 0 or more that add up to 1 and keep within stated bounds, of each
indicator and, if stated, of each branch of the tree. Their set is a polytope of as many dimensions
as indicators less one; beyond some six, its parts cannot be measured exactly in sensible time. So
it is sampled evenly: two weights at a time trade, evenly over all that their bounds allow, in many
chains side by side from the same seed (a Gibbs sampler). How far the chains' shares differ gives
the error that is told. Chords in all directions at once were tried and left corners too slowly.

References
----------
Gelfand and Smith, "Sampling-based approaches to calculating marginal densities", Journal of the
American Statistical Association 85 (1990); Lahdelma and Salminen, "SMAA-2", Operations Research 49
(2001).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from models.awards.index import composites
from models.awards.normalisation import Floats

CHAINS, DRAWS, SEED = 1000, 400_000, 1404
_BURN, _THIN = 100, 4  # rounds of trades before the first draw, and for each draw
_FIXED = 1e-12  # bounds no wider apart leave no freedom
_TIE = 1e-8  # points, of 100
_CELLS = 100_000  # as many as lie near the processor


@dataclass(frozen=True, kw_only=True)
class Admissible:
    """Bounds of weights.

    Parameters
    ----------
    low, high : array of float (m,)
        Of each indicator's weight, 0 to 1.
    groups : array of bool (g, m)
        Which indicators make up each branch with bounds of its own; branches do not overlap.
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
    beside: tuple[float, Floats] | None = None,
) -> WinnerShares:
    """The shares of finalists (n, m), as `index.composites` puts them together.

    Parameters
    ----------
    weights : array of float (draws, m)
        What `admissible_weights` gives; the same serve all lists of an edition.
    beside : (float, array of float (n,)), optional
        A share of the points, and what it is of: a jury's marks, which hang on no weight.

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
        if beside is not None:
            points = (1 - beside[0]) * points + beside[0] * beside[1]
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
    return np.concatenate(list(_walk(space, max(1, round(draws / CHAINS)), seed)))


def _walk(space: Admissible, kept: int, seed: int) -> Iterator[Floats]:
    """`kept` times the weights (CHAINS, m) of all chains, some rounds of trades apart."""
    rng = np.random.default_rng(seed)
    middle, spread = _middle(space)
    here = np.tile(middle[:, None], CHAINS)
    free = np.flatnonzero(spread > _FIXED)
    for turn in range(_BURN // _THIN + kept):
        for _ in range(_THIN):
            order = rng.permutation(free)
            for one, other in zip(order[: len(order) // 2], order[len(order) // 2 :], strict=False):
                _trade(here, int(one), int(other), space, rng)
        if turn >= _BURN // _THIN:
            yield here.T.copy()


def _middle(space: Admissible) -> tuple[Floats, Floats]:
    """A point inside, and how far each weight can go: the mean of the ends of all weights."""
    m = len(space.low)
    ends = [space.ends(sign * np.eye(m)[place]) for place in range(m) for sign in (1.0, -1.0)]
    return np.mean(ends, axis=0), np.ptp(ends, axis=0)


def _trade(here: Floats, one: int, other: int, space: Admissible, rng: np.random.Generator) -> None:
    """What one weight gains of another in each chain, evenly over all that is allowed; in place."""
    own, its = here[one], here[other]
    least = np.maximum(space.low[one] - own, its - space.high[other])
    most = np.minimum(space.high[one] - own, its - space.low[other])
    for row, low, high in zip(space.groups, space.group_low, space.group_high, strict=True):
        if row[one] != row[other]:
            whole = row @ here
            gains = (low - whole, high - whole) if row[one] else (whole - high, whole - low)
            least, most = np.maximum(least, gains[0]), np.minimum(most, gains[1])
    # Rounding leaves nobody outside.
    least, most = np.minimum(least, 0.0), np.maximum(most, 0.0)
    gain = least + (most - least) * rng.random(here.shape[1])
    here[one] += gain
    here[other] -= gain
