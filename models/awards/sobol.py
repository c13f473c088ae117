"""Which assumption moves the places most: Sobol shares of weights, scales, aggregation and gaps.

Two things are looked at over the assumptions: R_S, by how many places co-operatives move on average
from those of the edition as it is written, and whether its winner stays first. The first-order
share of a group of assumptions is what of the variance would go if it alone were settled; the total
share is what would be left if all others were. All weights are one group. A choice that has one
value cannot move anything and is left out.

References
----------
OECD and JRC, "Handbook on Constructing Composite Indicators" (2008), step 7; Saltelli et al.,
"Variance based sensitivity analysis of model output", Computer Physics Communications 181 (2010).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from SALib.analyze import sobol as analysis
from SALib.sample import sobol as sampling

from models.awards.assumptions import (
    Assumptions,
    Choices,
    Indicators,
    Rule,
    assumed_places,
    assumed_points,
    weights_at,
)
from models.awards.normalisation import Floats

WEIGHTS = "weights"
GROUPS = ("normalisation", "aggregation", "gaps", "outliers")
BASE = 256  # points of the sequence; each costs two runs and one for every group
LEVEL = 0.95


@dataclass(frozen=True, kw_only=True)
class SobolShare:
    """A group's share of the variance, with half the width of its interval at 95%.

    Estimates of small shares may lie a little under 0.
    """

    group: str
    first: float
    first_half: float
    total: float
    total_half: float


@dataclass(frozen=True, kw_only=True)
class Sensitivity:
    """What moves places (`shift`) and what moves the winner (`winner`).

    Parameters
    ----------
    shift, winner : tuple of SobolShare
        Empty where the assumptions move nothing.
    mean_shift : float
        R_S over all runs, in places.
    winner_stays : float, 0 to 1
        Share of runs in which the edition's winner is first, alone or with others.
    runs : int
    """

    shift: tuple[SobolShare, ...]
    winner: tuple[SobolShare, ...]
    mean_shift: float
    winner_stays: float
    runs: int


def sensitivity(
    indicators: Indicators,
    stated: Floats,
    rule: Rule,
    choices: Choices,
    *,
    seed: int,
    base: int = BASE,
) -> Sensitivity:
    """The shares of all groups of assumptions that are varied.

    Parameters
    ----------
    stated : array of float (m,)
        The edition's weights.
    rule : tuple
        Its method, aggregation, treatment of gaps and share drawn in.
    base : int
        A power of two.

    Raises
    ------
    ValueError
        Where nothing is varied, `base` is no power of two, or as `assumed_points`.
    """
    groups = _groups(stated, choices)
    if not groups or base < 2 or base & (base - 1):
        raise ValueError("something is varied, over a power of two of points")
    problem = {
        "num_vars": len(groups), "names": [f"x{place}" for place in range(len(groups))],
        "groups": groups, "bounds": [[0.0, 1.0]] * len(groups),
    }  # fmt: skip
    one = len(set(groups)) == 1  # SALib wants two groups; of one alone all of it is
    unit = (
        np.random.default_rng(seed).random((base, len(groups)))
        if one
        else sampling.sample(problem, base, calc_second_order=False, seed=seed)
    )
    runs = assumed_places(assumed_points(indicators, _assumed(unit, stated, choices, groups, seed)))
    before = assumed_places(assumed_points(indicators, _as_written(stated, rule, choices, seed)))[0]
    shift = np.abs(runs - before).mean(axis=1) if runs.shape[1] else np.zeros(len(runs))
    stays = (runs[:, before == 1] == 1).any(axis=1).astype(np.float64)
    return Sensitivity(
        shift=_shares(problem, shift, seed), winner=_shares(problem, stays, seed),
        mean_shift=float(shift.mean()), winner_stays=float(stays.mean()), runs=len(runs),
    )  # fmt: skip


def _groups(stated: Floats, choices: Choices) -> list[str]:
    """The group of each input: one for each weight that can move, one for each choice."""
    moving = int((stated > 0).sum()) if choices.share > 0 else 0
    varied = [name for name, of in zip(GROUPS, choices.lists, strict=True) if len(of) > 1]
    return [WEIGHTS] * (moving if moving > 1 else 0) + varied


def _assumed(
    unit: Floats, stated: Floats, choices: Choices, groups: Sequence[str], seed: int
) -> Assumptions:
    """Assumptions at points of the unit cube."""
    weighing = np.array([group == WEIGHTS for group in groups], np.bool_)
    where = np.full((len(unit), len(stated)), 0.5)
    if weighing.any():
        where[:, stated > 0] = unit[:, weighing]
    rules = np.zeros((len(unit), len(GROUPS)), np.int64)
    for at, (name, of) in enumerate(zip(GROUPS, choices.lists, strict=True)):
        if name in groups:
            column = unit[:, list(groups).index(name)]
            rules[:, at] = np.minimum((column * len(of)).astype(np.int64), len(of) - 1)
    return Assumptions(
        choices=choices, stated=stated, seed=seed,
        weights=weights_at(where, stated, choices.share), rules=rules,
    )  # fmt: skip


def _as_written(stated: Floats, rule: Rule, choices: Choices, seed: int) -> Assumptions:
    written = replace(
        choices, methods=(rule[0],), aggregations=(rule[1],), gaps=(rule[2],), winsorise=(rule[3],)
    )
    return Assumptions(
        choices=written, stated=stated, seed=seed, weights=(stated / stated.sum())[None],
        rules=np.zeros((1, len(GROUPS)), np.int64),
    )  # fmt: skip


def _shares(problem: dict[str, Any], of: Floats, seed: int) -> tuple[SobolShare, ...]:
    """The shares of each group in the order of inputs; none where nothing varies."""
    names = list(dict.fromkeys(problem["groups"]))
    if np.ptp(of) == 0:
        return ()
    if len(names) == 1:
        return (SobolShare(group=names[0], first=1.0, first_half=0.0, total=1.0, total_half=0.0),)
    told = analysis.analyze(
        problem, of, calc_second_order=False, conf_level=LEVEL, seed=seed
    )  # fmt: skip
    return tuple(
        SobolShare(group=name, first=float(first), first_half=float(half),
                   total=float(total), total_half=float(wide))
        for name, first, half, total, wide in zip(
            names, told["S1"], told["S1_conf"], told["ST"], told["ST_conf"], strict=True
        )
    )  # fmt: skip
