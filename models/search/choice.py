"""Which trial is chosen, and how surely it differs from the others.

The folds are the only data, and many trials are held against them: the best one owes some of its
lead to luck. Two rules guard against that. Nothing is chosen that ranks worse on the folds than
what stands. And of the trials that cannot be told from the best, the simplest is taken.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.metrics import auc
from models.metrics.discrimination import FORMS
from models.metrics.tally import Ranked
from models.search.trials import Trial
from models.walk import Tested

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Lead:
    """How much higher one trial's objective is than another's, on the same redraws for both.

    `low` to `high` holds the share `level` of the redraws, `se` is their standard deviation, and
    `draws` how many could be measured.
    """

    difference: float
    se: float
    low: float
    high: float
    level: float
    draws: int

    @property
    def is_beyond_one_se(self) -> bool:
        """Whether it exceeds its own standard error."""
        return self.difference > self.se


class Redraws:
    """Redraws of whole co-operatives from the test days of all folds.

    A co-operative that is drawn twice stands twice on every day; each day's AUC is measured, and
    their mean is one redraw of the objective. Parameters are those of
    `models.metrics.cluster_bootstrap`, and over a single fold so is the outcome.
    """

    def __init__(
        self, steps: Sequence[Tested], *, draws: int, seed: int, level: float = 0.95
    ) -> None:
        ids = np.concatenate([step.sample.coop_ids for step in steps])
        names, codes = np.unique(ids, return_inverse=True)
        ends = np.cumsum([len(step.sample) for step in steps])[:-1]
        self._rows = np.split(codes, ends)
        drawn = np.random.default_rng(seed)
        picks = (drawn.integers(len(names), size=len(names)) for _ in range(draws))
        self._times = [np.bincount(pick, minlength=len(names)).astype(np.int32) for pick in picks]
        self._level = level
        self._known: dict[int, Floats] = {}

    def lead(self, first: Trial, second: Trial) -> Lead:
        """How far `first` lies over `second`; both went through all folds."""
        found = self._objectives(first) - self._objectives(second)
        found = found[~np.isnan(found)]
        low, high = np.quantile(found, [0.5 - self._level / 2, 0.5 + self._level / 2])
        return Lead(
            difference=first.objective - second.objective,
            se=float(found.std(ddof=1)),
            low=float(low),
            high=float(high),
            level=self._level,
            draws=len(found),
        )

    def _objectives(self, trial: Trial) -> Floats:
        """The objective on each redraw; NaN where a day lacks events or others there."""
        if trial.number not in self._known:
            self._known[trial.number] = np.mean(
                [
                    self._aucs(step, rows)
                    for step, rows in zip(trial.steps, self._rows, strict=True)
                ],
                axis=0,
            )
        return self._known[trial.number]

    def _aucs(self, step: Tested, rows: NDArray[np.int64]) -> Floats:
        ranked = Ranked(step.sample.y, step.margin)
        return np.array([_auc(ranked, times[rows].astype(np.int64)) for times in self._times])


def _auc(ranked: Ranked, times: NDArray[np.int64]) -> float:
    try:
        return FORMS[auc](ranked.tally(times))
    except ValueError:
        return float("nan")


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The trial that is chosen, and what it was held against.

    `over_present` is its lead over the present settings and `behind_best` that of the best trial
    over it. `over_one_fit` is the lead of several fits over one, where the choice fell on several
    before they were held against one.
    """

    trial: Trial
    best: Trial
    over_present: Lead
    behind_best: Lead
    over_one_fit: Lead | None


def _simplest(best: Trial, candidates: Sequence[Trial], redraws: Redraws) -> Trial:
    """Of the candidates that the best does not lead by more than one standard error the simplest.

    The error is that of the paired difference, not of the best trial's own objective: what is hard
    about these co-operatives is hard for all trials, and so the paired one is several times
    smaller. By the other, settings would pass that are clearly worse.
    """
    near = [one for one in candidates if not redraws.lead(best, one).is_beyond_one_se]
    return min(near, key=lambda one: (one.leaves, -one.objective, one.number))


def _best(best: Trial, _candidates: Sequence[Trial], _redraws: Redraws) -> Trial:
    return best


_WAYS: Mapping[str, Callable[[Trial, Sequence[Trial], Redraws], Trial]] = {
    "simplest_within_one_se": _simplest,
    "best": _best,
}


def choose(
    complete: Sequence[Trial],
    redraws: Redraws,
    *,
    way: str,
    one_fit: Callable[[Trial], Trial] | None,
) -> Chosen:
    """Choose among trials that went through all folds, the first of them the present settings.

    Parameters
    ----------
    complete : sequence of Trial
        In the order in which they were tried.
    redraws : Redraws
        Of the folds' test days.
    way : str
        One of `models.search.ranges.CHOICES`.
    one_fit : callable, optional
        Tries the chosen settings with a single fit; asked where the choice has several. They are
        kept only where they measure better: by more than one standard error of the difference, or
        at all where the best is asked for. Without it the number of fits is not looked into.
    """
    present = complete[0]
    best = max(complete, key=lambda one: (one.objective, -one.number))
    candidates = [one for one in complete if one.objective >= present.objective]
    trial, over_one_fit = _WAYS[way](best, candidates, redraws), None
    if trial.booster.fits > 1 and one_fit is not None:
        single = one_fit(trial)
        over_one_fit = redraws.lead(trial, single)
        worth = over_one_fit.is_beyond_one_se if way != "best" else over_one_fit.difference > 0
        if not worth and single.objective >= present.objective:
            trial = single
    return Chosen(
        trial=trial,
        best=best,
        over_present=redraws.lead(trial, present),
        behind_best=redraws.lead(best, trial),
        over_one_fit=over_one_fit,
    )


def lead_facts(lead: Lead | None) -> dict[str, Any] | None:
    """A lead as JSON."""
    return None if lead is None else dict(vars(lead))
