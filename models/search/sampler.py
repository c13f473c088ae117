"""Which settings are tried next: Optuna's only gate.

One process, one seed and no storage but memory, so that the same results lead to the same
proposals. Optuna is silent here: what there is to tell is told by the run.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import optuna
from optuna.distributions import (
    BaseDistribution,
    CategoricalDistribution,
    FloatDistribution,
)
from optuna.samplers import TPESampler
from optuna.trial import TrialState

from models.search.space import Point, Space


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A place to try; `asked` is Optuna's own handle on it."""

    point: Point
    asked: optuna.Trial


class Sampler:
    """Proposes places in a space, the present settings first, and learns from what came of them.

    The first ten places are drawn by lot, the others by a tree-structured Parzen estimator: where
    good trials lie densely and bad ones do not.

    References
    ----------
    Bergstra et al., "Algorithms for hyper-parameter optimization", NeurIPS 24 (2011), section 4.
    """

    def __init__(self, space: Space, *, seed: int) -> None:
        self._where: dict[str, BaseDistribution] = {
            name: FloatDistribution(low, high) for name, (low, high) in space.scaled.items()
        }
        if space.fits:
            self._where["fits"] = CategoricalDistribution(space.fits)
        with _silence():
            self._study = optuna.create_study(direction="maximize", sampler=TPESampler(seed=seed))
            self._study.enqueue_trial(space.start)

    def propose(self) -> Proposal:
        """The next place to try; learn what came of it before you ask for another."""
        with _silence():
            asked = self._study.ask(self._where)
        return Proposal(point=asked.params, asked=asked)

    def learn(self, proposal: Proposal, objective: float, *, folds: int, is_complete: bool) -> None:
        """What came of a proposal: the objective over so many folds, all of them or the first."""
        with _silence():
            proposal.asked.report(objective, step=folds)
            if is_complete:
                self._study.tell(proposal.asked, objective)
            else:
                self._study.tell(proposal.asked, state=TrialState.PRUNED)


@contextmanager
def _silence() -> Iterator[None]:
    """Optuna says each step on stderr unless it is told not to; its own setting is put back."""
    before = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    try:
        yield
    finally:
        optuna.logging.set_verbosity(before)
