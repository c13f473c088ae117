"""How far the register's own dormancy agrees with silence: kappa, by province and by burst.

An office enters what it sees when it looks. Where it looks seldom, or opens many files at once,
its entries and the co-operatives' own silence part; a supervisor should know where.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import cohen_kappa_score

Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """Two labels on the same rows.

    Parameters
    ----------
    rows, silent, entered, both : int
        All rows; those silent, those entered as dormant, those that are both.
    kappa : float or None
        Cohen's kappa, -1 to 1: 0 is what chance alone would agree on, 1 is full agreement. None
        where either label says the same of all rows.
    """

    rows: int
    silent: int
    entered: int
    both: int
    kappa: float | None


def agreement(silent: Flags, entered: Flags) -> Agreement:
    """How far two labels agree on the same rows.

    Parameters
    ----------
    silent, entered : arrays of bool, shape (n,)
        By their own signs of life, and by the register.

    References
    ----------
    Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological
    Measurement 20 (1960).
    """
    apart = len(set(silent.tolist())) > 1 and len(set(entered.tolist())) > 1
    return Agreement(
        rows=len(silent),
        silent=int(silent.sum()),
        entered=int(entered.sum()),
        both=int((silent & entered).sum()),
        kappa=float(cohen_kappa_score(silent, entered)) if apart else None,
    )


def agreements(
    silent: Flags, entered: Flags, provinces: NDArray[np.object_], in_burst: Flags
) -> Mapping[str, Mapping[str, Agreement]]:
    """Agreement of all rows, by province, and within and outside of bursts.

    Parameters
    ----------
    silent, entered : arrays of bool, shape (n,)
        As in `agreement`.
    provinces : array of text, shape (n,)
        Where each row's co-operative is registered.
    in_burst : array of bool, shape (n,)
        Whether its office entered anything in a burst within the row's window.

    Returns
    -------
    mapping
        `all`, `province` and `burst`, each by name; bursts are "inside" and "outside".
    """
    places = {str(name): provinces == name for name in sorted(set(provinces.tolist()))}
    groups: dict[str, dict[str, Flags]] = {
        "all": {"all": np.ones(len(silent), dtype=np.bool_)},
        "province": places,
        "burst": {"inside": in_burst, "outside": ~in_burst},
    }
    return {
        by: {name: agreement(silent[at], entered[at]) for name, at in named.items()}
        for by, named in groups.items()
    }
