"""Whether to rank by what a visit changes, or by risk: decided on those that a lot chose among.

A lot made some be visited and left others, and nothing else tells the two apart; so what became of
both says what visits change. A ranking by effect is a guess built on a guess: it is used only where
it is shown to avert more silences than the ranking by risk does, on rows that it did not learn
from.

References
----------
Dudik, Langford and Li, "Doubly robust policy evaluation and learning", Proceedings of the 28th
International Conference on Machine Learning (2011).
Kuenzel, Sekhon, Bickel and Yu, "Metalearners for estimating heterogeneous treatment effects using
machine learning", Proceedings of the National Academy of Sciences 116 (2019), for a model an arm.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import expit, stdtr, stdtrit

from models.linear import LinearLogit
from models.visits.sample import Flags, Floats, Ints

RISK, EFFECT = "risk", "effect"
_LEAST = 50  # rows of each outcome that each arm needs to be learnt from


@dataclass(frozen=True, kw_only=True)
class Trial:
    """Rows that a lot chose among; arrays (n,).

    Parameters
    ----------
    X : DataFrame, (n, inputs)
        What was known on the plan's day.
    visited : array of bool
        Whom the lot took.
    chance : array of float, between 0 and 1
        With which it took each.
    y : array of float
        1 where it was silent afterwards, 0 where not.
    risk : array of float
        What the plan ranks by: higher is riskier.

    Raises
    ------
    ValueError
        Where lengths differ, or somebody was sure to be visited, or sure not to be.
    """

    X: pd.DataFrame
    visited: Flags
    chance: Floats
    y: Floats
    risk: Floats

    def __post_init__(self) -> None:
        if len({len(column) for column in vars(self).values()}) != 1:
            raise ValueError("every column of a trial has one value a row")
        if not ((self.chance > 0) & (self.chance < 1)).all():
            raise ValueError("a lot may take everybody of a trial, and may leave everybody")

    def __len__(self) -> int:
        return len(self.y)

    def take(self, rows: Flags) -> "Trial":
        """Some of the rows."""
        return Trial(**{name: column[rows] for name, column in vars(self).items()})

    @property
    def can_be_learnt(self) -> bool:
        """Whether both arms hold enough rows of either outcome."""
        counts = [
            ((self.y == came) & (self.visited == visited)).sum()
            for came in (0, 1)
            for visited in (False, True)
        ]
        return bool(min(counts) >= _LEAST)


class EffectModel:
    """The chance of silence with a visit and without one, by a regression for each.

    Parameters
    ----------
    reg_lambda : float, over 0
        Pull of both regressions towards nothing, as in `LinearLogit`.
    """

    def __init__(self, *, reg_lambda: float = 5.0) -> None:
        self.reg_lambda = reg_lambda
        self._arms: tuple[LinearLogit, ...] = ()

    def fit(self, trial: Trial) -> "EffectModel":
        """Learn from a trial of which both arms can be learnt from."""
        self._arms = tuple(
            LinearLogit(reg_lambda=self.reg_lambda).fit(trial.X[rows], trial.y[rows].astype(int))
            for rows in (~trial.visited, trial.visited)
        )
        return self

    def chances(self, X: pd.DataFrame) -> tuple[Floats, Floats]:
        """Probability of silence of each row, without a visit and with one."""
        without, with_ = (
            np.asarray(expit(arm.decision_function(X)), dtype=np.float64) for arm in self._arms
        )
        return without, with_

    def averted(self, X: pd.DataFrame) -> Floats:
        """By how much a visit lowers the chance of silence of each row."""
        without, with_ = self.chances(X)
        return without - with_


@dataclass(frozen=True, kw_only=True)
class RankingChoice:
    """Which ranking is used, and by what it won or failed to win.

    Parameters
    ----------
    ranking : str
        `effect` where `bound` is above 0, `risk` otherwise.
    by_effect, by_risk : float or None
        Silences averted per visit to the top of each ranking, estimated; None where the trial is
        too small to learn from.
    difference, bound, p : float or None
        The first less the second, its one-sided lower bound at `level`, and the one-sided p of no
        difference.
    rows, visited : int
        Of the trial, those whose outcome is known.
    share : float, over 0 up to 1
        Of the rows that each ranking would have visited.
    """

    ranking: str
    by_effect: float | None
    by_risk: float | None
    difference: float | None
    bound: float | None
    p: float | None
    rows: int
    visited: int
    share: float
    level: float


def choose_ranking(
    trial: Trial,
    *,
    share: float,
    seed: int,
    folds: int = 5,
    level: float = 0.95,
    reg_lambda: float = 5.0,
) -> RankingChoice:
    """Rank by effect where it is shown to avert more than ranking by risk, and by risk elsewhere.

    Parameters
    ----------
    trial : Trial
        Rows whose y is nan are left out.
    share : float, over 0 up to 1
        How much of the rows a plan can visit.
    seed : int
        Of the folds: each row's effect is told by models that did not learn from it.
    folds : int, at least 2
    """
    known = trial.take(~np.isnan(trial.y))
    said: dict[str, Any] = {
        "rows": len(known), "visited": int(known.visited.sum()), "share": share, "level": level,
    }  # fmt: skip
    told = _cross_fitted(known, folds, seed, reg_lambda)
    if told is None:
        return RankingChoice(
            ranking=RISK, by_effect=None, by_risk=None, difference=None, bound=None, p=None, **said
        )
    without, with_ = told
    averted = _doubly_robust(known, without, with_)
    tops = [_top(score, share, known) for score in (without - with_, known.risk)]
    each = (tops[0].astype(np.float64) - tops[1]) * averted * len(known) / tops[0].sum()
    difference, n = float(each.mean()), len(each)
    error = float(each.std(ddof=1)) / np.sqrt(n)
    bound = difference - float(stdtrit(n - 1, level)) * error
    return RankingChoice(
        ranking=EFFECT if bound > 0 else RISK,
        by_effect=float(averted[tops[0]].mean()),
        by_risk=float(averted[tops[1]].mean()),
        difference=difference,
        bound=float(bound),
        p=float(stdtr(n - 1, -difference / error)) if error else 1.0,
        **said,
    )


def _cross_fitted(
    trial: Trial, folds: int, seed: int, reg_lambda: float
) -> tuple[Floats, Floats] | None:
    """Each row's chances by models of the other folds; None where one cannot be learnt from."""
    fold: Ints = np.random.default_rng(seed).permutation(len(trial)) % folds
    without, with_ = np.empty(len(trial)), np.empty(len(trial))
    for number in range(folds):
        here = fold == number
        rest = trial.take(~here)
        if not rest.can_be_learnt:
            return None
        model = EffectModel(reg_lambda=reg_lambda).fit(rest)
        without[here], with_[here] = model.chances(trial.X[here])
    return without, with_


def _doubly_robust(trial: Trial, without: Floats, with_: Floats) -> Floats:
    """What a visit averts of each row, right in the mean whatever the two models are worth."""
    mended = np.where(
        trial.visited,
        -(trial.y - with_) / trial.chance,
        (trial.y - without) / (1 - trial.chance),
    )
    found: Floats = without - with_ + mended
    return found


def _top(score: Floats, share: float, trial: Trial) -> Flags:
    """The top of a ranking, ties by the rows' order."""
    room = max(1, int(np.floor(len(trial) * share + 0.5)))
    found = np.zeros(len(trial), dtype=np.bool_)
    found[np.argsort(-score, kind="stable")[:room]] = True
    return found
