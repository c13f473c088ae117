"""How far the register's own dormancy agrees with silence: kappa, by province and by burst.

An office enters what it sees when it looks. Where it looks seldom, or opens many files at once,
its entries and the co-operatives' own silence part; a supervisor should know where.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from models.metrics import cluster_bootstrap

Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Draws:
    """Redraws of whole co-operatives, and how many of either label a kappa asks for.

    `least` is of co-operatives silent, and of co-operatives entered; with fewer no kappa is told.
    """

    draws: int
    seed: int
    level: float
    least: int


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """Two labels on the same rows.

    Parameters
    ----------
    rows, silent, entered, both : int
        All rows; those silent, those entered as dormant, those that are both.
    kappa : float or None
        Cohen's kappa, -1 to 1: 0 is what chance alone would agree on, 1 is full agreement. None
        where either label says the same of all rows, or co-operatives of it are too few.
    low, high : float or None
        The interval of kappa over redraws of co-operatives; None where there is no kappa.
    """

    rows: int
    silent: int
    entered: int
    both: int
    kappa: float | None
    low: float | None
    high: float | None


def kappa(silent: ArrayLike, entered: ArrayLike) -> float:
    """Cohen's kappa of two labels of 0 and 1; NaN where both say the same of all rows.

    References
    ----------
    Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological
    Measurement 20 (1960).
    """
    one, other = np.asarray(silent, dtype=np.bool_), np.asarray(entered, dtype=np.bool_)
    # scikit-learn's takes dozens of times as long, and redraws ask for it ten thousand times.
    first, second, agreed = one.mean(), other.mean(), (one == other).mean()
    chance = first * second + (1 - first) * (1 - second)
    return float((agreed - chance) / (1 - chance)) if chance < 1 else float("nan")


def agreement(
    silent: Flags, entered: Flags, coop_ids: NDArray[np.object_], draws: Draws
) -> Agreement:
    """How far two labels agree on the same rows.

    Parameters
    ----------
    silent, entered : arrays of bool, shape (n,)
        By their own signs of life, and by the register.
    coop_ids : array of text, shape (n,)
        Whose rows they are; all of one are redrawn together.
    """
    told = {
        "rows": len(silent),
        "silent": int(silent.sum()),
        "entered": int(entered.sum()),
        "both": int((silent & entered).sum()),
    }
    few = min(len(set(coop_ids[label].tolist())) for label in (silent, entered)) < draws.least
    if few or silent.all() or entered.all():
        return Agreement(**told, kappa=None, low=None, high=None)
    found = cluster_bootstrap(
        kappa, silent, entered, coop_ids, draws=draws.draws, seed=draws.seed, level=draws.level
    )
    return Agreement(**told, kappa=kappa(silent, entered), low=found.low, high=found.high)


def agreements(
    silent: Flags,
    entered: Flags,
    coop_ids: NDArray[np.object_],
    provinces: NDArray[np.object_],
    in_burst: Flags,
    draws: Draws,
) -> Mapping[str, Mapping[str, Agreement]]:
    """Agreement of all rows, by province, and within and outside of bursts.

    Parameters
    ----------
    silent, entered, coop_ids
        As in `agreement`.
    provinces : array of text, shape (n,)
        Where each row's co-operative is registered.
    in_burst : array of bool, shape (n,)
        Whether its office entered anything in a burst within the row's window.

    Returns
    -------
    mapping
        `all`, `burst` and `province`, each by name; bursts are "inside" and "outside".
    """
    places = {str(name): provinces == name for name in sorted(set(provinces.tolist()))}
    groups: dict[str, dict[str, Flags]] = {
        "all": {"all": np.ones(len(silent), dtype=np.bool_)},
        "burst": {"inside": in_burst, "outside": ~in_burst},
        "province": places,
    }
    return {
        by: {
            name: agreement(silent[at], entered[at], coop_ids[at], draws)
            for name, at in named.items()
        }
        for by, named in groups.items()
    }
