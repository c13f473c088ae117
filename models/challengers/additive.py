"""A sum of curves, one an input: interpret's only gate, and a witness that never serves.

An explainable boosting machine without interactions shows how far single inputs go, whatever their
shape. Where it ranks as well as the trees, the trees' interactions add nothing.
"""

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from interpret.glassbox import ExplainableBoostingClassifier

from models.challengers.steps import StepModel, Steps
from models.challengers.stepwise import StepClassifier
from models.learner import Floats


class AdditiveBoosting(StepClassifier):
    """An explainable boosting machine without interactions, in one process.

    Parameters
    ----------
    outer_bags : int, at least 1
        Machines on as many draws of the rows, averaged.
    validation_share : float, 0 to 0.5
        Share of rows left out of each draw, that tell when to stop; 0 goes on to `max_rounds`.
    max_rounds : int
        Rounds at most.
    learning_rate : float, over 0 to 1
        Share of each step's answer that is taken.
    max_bins : int, at least 2
        Bins that a number's values are sorted into.
    min_samples_leaf : int
        Rows that a step needs.
    monotone : mapping of input name to -1, 0 or 1, optional
        As for the booster.
    seed : int
        Of every draw.

    Attributes
    ----------
    steps_ : StepModel
        The curves, as steps.
    machine_ : ExplainableBoostingClassifier
        What they were read off.

    References
    ----------
    Lou, Caruana and Gehrke, "Intelligible models for classification and regression", KDD 2012;
    Nori et al., "InterpretML", 2019, arXiv 1909.09223.

    Examples
    --------
    >>> X = pd.DataFrame({"late": [0.0, 1.0, 2.0, 3.0] * 30, "form": ["a", "b"] * 60})
    >>> curves = AdditiveBoosting(max_rounds=50, outer_bags=2).fit(X, X["late"] > 1)
    >>> curves.contributions(X).shape
    (120, 3)
    """

    kind = "additive"

    def __init__(
        self,
        *,
        outer_bags: int = 8,
        validation_share: float = 0.15,
        max_rounds: int = 5000,
        learning_rate: float = 0.02,
        max_bins: int = 256,
        min_samples_leaf: int = 20,
        monotone: Mapping[str, int] | None = None,
        seed: int = 1404,
    ) -> None:
        self.outer_bags = outer_bags
        self.validation_share = validation_share
        self.max_rounds = max_rounds
        self.learning_rate = learning_rate
        self.max_bins = max_bins
        self.min_samples_leaf = min_samples_leaf
        self.monotone = monotone
        self.seed = seed

    def _learn(self, numbers: Floats, outcome: Floats) -> None:
        names = self._names()
        levels = {str(name): met for name, met in self.coding_.levels.items()}
        monotone = {str(name): way for name, way in (self.monotone or {}).items()}
        self.machine_ = ExplainableBoostingClassifier(
            feature_types=["nominal" if name in levels else "continuous" for name in names],
            interactions=0,  # so that every input has one share, and reasons add up
            max_bins=self.max_bins,
            validation_size=self.validation_share,
            outer_bags=self.outer_bags,
            learning_rate=self.learning_rate,
            max_rounds=self.max_rounds,
            min_samples_leaf=self.min_samples_leaf,
            monotone_constraints=[0 if name in levels else monotone.get(name, 0) for name in names],
            n_jobs=1,
            random_state=self.seed,
        )
        with warnings.catch_warnings():
            # It warns of pictures that leave unknown out, of bags that are alike, and of columns in
            # which nothing is known.
            warnings.simplefilter("ignore", UserWarning)
            warnings.simplefilter("ignore", RuntimeWarning)
            self.machine_.fit(_columns(names, numbers, levels), outcome)
        self.steps_ = StepModel(
            kind=self.kind,
            base=float(self.machine_.intercept_[0]),
            steps=tuple(_steps(self.machine_, place, name, levels.get(name))
                        for place, name in enumerate(names)),
            coding_=self.coding_,
        )  # fmt: skip


def _columns(
    names: list[str], numbers: Floats, levels: Mapping[str, tuple[str, ...]]
) -> pd.DataFrame:
    """The rows as interpret takes them: categories by their values, unknown as None."""
    made: dict[str, Any] = {}
    for place, name in enumerate(names):
        column = numbers[:, place]
        if name in levels:
            values = np.array([*levels[name], None], dtype=object)
            made[name] = values[np.nan_to_num(column, nan=-1.0).astype(np.int64)]
        else:
            made[name] = column
    return pd.DataFrame(made)


def _steps(machine: Any, place: int, name: str, levels: tuple[str, ...] | None) -> Steps:
    """One curve: interpret keeps unknown first, and a value that it never met last."""
    scores, bins = machine.term_scores_[place].tolist(), machine.bins_[place][0]
    if levels is None:
        cuts, values = tuple(float(cut) for cut in bins), scores[1:-1]
    else:
        cuts, values = (), [scores[bins[level]] for level in levels]
    return Steps(name=name, values=tuple(values), missing=scores[0], cuts=cuts, levels=levels)
