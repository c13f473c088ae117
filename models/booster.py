"""Gradient-boosted trees under scikit-learn's contract: LightGBM's only gate.

Three things that LightGBM leaves to chance are settled here. A number that was never missing in
training is read as zero when it is missing later; so a missing bin is injected for every input. A
category that was never met is sent right at every split without a word; so `models.coding` keeps
the values that were met. Sampling and sums vary between runs; so seed and order are fixed.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Self

import lightgbm as lgb
import numpy as np
from sklearn.utils.validation import check_is_fitted

from models.coding import Coding
from models.estimator import MarginClassifier
from models.learner import Floats, UnreadableModel

# Weight of all injected rows together, in rows: enough for a bin, too little to move a split.
_MISSING_WEIGHT = 1e-3

# Between the texts of several fits: a line that LightGBM's own text never holds.
_NEXT = "=== the next fit ===\n"

# From the seed of one fit to that of the next. LightGBM itself counts up from its seed, and a prime
# step keeps the fits of neighbouring seeds apart.
_SEED_STEP = 15_485_863


class Booster(MarginClassifier):
    """Gradient-boosted trees for a two-class outcome, deterministic and monotone on demand.

    Parameters
    ----------
    fits : int, at least 1
        Models that are grown from as many seeds and averaged in the margin.
    n_estimators : int
        Number of trees of each.
    learning_rate : float, over 0 to 1
        Share of each tree's answer that is taken.
    num_leaves : int, at least 2
        Leaves of a tree.
    max_depth : int
        Splits between root and leaf at most; 0 sets no limit.
    min_child_samples : int
        Rows that a leaf needs.
    min_gain_to_split : float, at least 0
        Gain that a split needs.
    subsample, colsample_bytree : float, over 0 to 1
        Share of rows and of inputs that each tree sees.
    extra_trees : bool
        Whether each split looks at one random threshold an input, not at all.
    reg_alpha, reg_lambda : float, at least 0
        Pull of leaf values towards zero, by their size and by their square.
    path_smooth : float, at least 0
        Pull of a leaf's value towards its parent's, in rows.
    max_bin : int, at least 2
        Bins that an input's values are sorted into.
    cat_smooth, cat_l2 : float, at least 0
        Pull of categories of few rows, when they are put in order and in their leaves.
    max_cat_threshold : int
        Values of a category that a split may single out.
    monotone : mapping of input name to -1, 0 or 1, optional
        +1: a higher value may only raise the margin; -1: only lower it. Inputs that are not named,
        and all categories, are free.
    seed : int
        Of every draw.
    num_threads : int
        Any number grows the same trees, as histograms are summed column by column. One is the
        sturdy choice: threads wait for each other at every split, and on a machine that is busy
        with something else two were measured ten times slower than one.

    Attributes
    ----------
    classes_ : ndarray of shape (2,)
        The outcome's two values; the margin is that of the second.
    coding_ : Coding
        What training met of each input: categories' values, and which were never missing.
    boosters_ : tuple of lightgbm.Booster
        The trees of each fit.

    Examples
    --------
    >>> import pandas as pd
    >>> X = pd.DataFrame({"late": [0, 1, 2, 3] * 30, "form": ["a", "b"] * 60})
    >>> model = Booster(monotone={"late": 1}, n_estimators=20).fit(X, X["late"] > 1)
    >>> model.contributions(X).shape
    (120, 3)
    """

    kind = "booster"

    def __init__(
        self,
        *,
        fits: int = 1,
        n_estimators: int = 300,
        learning_rate: float = 0.03,
        num_leaves: int = 15,
        max_depth: int = 0,
        min_child_samples: int = 40,
        min_gain_to_split: float = 0.0,
        subsample: float = 0.8,
        colsample_bytree: float = 0.6,
        extra_trees: bool = False,
        reg_alpha: float = 0.0,
        reg_lambda: float = 5.0,
        path_smooth: float = 0.0,
        max_bin: int = 255,
        cat_smooth: float = 10.0,
        cat_l2: float = 10.0,
        max_cat_threshold: int = 32,
        monotone: Mapping[str, int] | None = None,
        seed: int = 1404,
        num_threads: int = 1,
    ) -> None:
        self.fits = fits
        self.n_estimators = n_estimators
        self.learning_rate = learning_rate
        self.num_leaves, self.max_depth = num_leaves, max_depth
        self.min_child_samples = min_child_samples
        self.min_gain_to_split = min_gain_to_split
        self.subsample, self.colsample_bytree = subsample, colsample_bytree
        self.extra_trees = extra_trees
        self.reg_alpha, self.reg_lambda = reg_alpha, reg_lambda
        self.path_smooth = path_smooth
        self.max_bin = max_bin
        self.cat_smooth, self.cat_l2 = cat_smooth, cat_l2
        self.max_cat_threshold = max_cat_threshold
        self.monotone = monotone
        self.seed, self.num_threads = seed, num_threads

    def text(self) -> str:
        """The trees in LightGBM's own text form, one fit after the other."""
        check_is_fitted(self)
        return _NEXT.join(str(booster.model_to_string()) for booster in self.boosters_)

    @classmethod
    def from_text(cls, text: str, *, names: Sequence[str], coding: Coding) -> Self:
        """A fitted booster again, of its text, its inputs in order, and their coding.

        Raises
        ------
        UnreadableModel
            Where the text is no model of these inputs.
        """
        texts = text.split(_NEXT)
        model = cls(fits=len(texts))
        try:
            model.boosters_ = tuple(lgb.Booster(model_str=one) for one in texts)
        except (lgb.basic.LightGBMError, ValueError) as cause:
            raise UnreadableModel(str(cause)) from cause
        for booster in model.boosters_:
            if booster.feature_name() != list(names):
                raise UnreadableModel(f"inputs {booster.feature_name()}, not {list(names)}")
        model._restore(names, coding)
        return model

    def _learn(self, numbers: Floats, outcome: Floats) -> None:
        self.boosters_ = tuple(self._grown(numbers, outcome, fit) for fit in range(self.fits))

    def _margin(self, numbers: Floats) -> Floats:
        return self._mean(numbers, raw_score=True)

    def _shares(self, numbers: Floats) -> Floats:
        """Path-dependent Shapley values of the trees, and their base.

        References
        ----------
        Lundberg et al., "From local explanations to global understanding with explainable AI for
        trees", Nature Machine Intelligence 2 (2020), algorithm 2.
        """
        return self._mean(numbers, pred_contrib=True)

    def _mean(self, numbers: Floats, **how: bool) -> Floats:
        """The fits' answers, averaged: a mean of sums that add up adds up."""
        first, *others = (
            booster.predict(numbers, num_threads=self.num_threads, **how)
            for booster in self.boosters_
        )
        total = np.asarray(first, dtype=np.float64)
        for answer in others:
            total = total + answer
        return total / len(self.boosters_)

    def _grown(self, numbers: Floats, outcome: Floats, fit: int) -> lgb.Booster:
        names = self._names()
        rows, labels, weights = _with_missing_bin(numbers, outcome)
        settings = self._settings(names, len(rows), fit)
        data = lgb.Dataset(
            rows,
            label=labels,
            weight=weights,
            feature_name=names,
            categorical_feature=[names.index(str(name)) for name in self.coding_.levels],
            params=settings,
        )
        return lgb.train(settings, data, num_boost_round=self.n_estimators)

    def _settings(self, names: Sequence[str], rows: int, fit: int) -> dict[str, Any]:
        monotone = {str(name): way for name, way in (self.monotone or {}).items()}
        free = {str(name) for name in self.coding_.levels}
        return {
            "objective": "binary",
            "learning_rate": self.learning_rate,
            "num_leaves": self.num_leaves,
            "max_depth": self.max_depth,
            "min_data_in_leaf": self.min_child_samples,
            "min_gain_to_split": self.min_gain_to_split,
            "bagging_fraction": self.subsample,
            "bagging_freq": 1,
            "feature_fraction": self.colsample_bytree,
            "extra_trees": self.extra_trees,
            "lambda_l1": self.reg_alpha,
            "lambda_l2": self.reg_lambda,
            "path_smooth": self.path_smooth,
            "max_bin": self.max_bin,
            "cat_smooth": self.cat_smooth,
            "cat_l2": self.cat_l2,
            "max_cat_threshold": self.max_cat_threshold,
            "monotone_constraints": [0 if n in free else monotone.get(n, 0) for n in names],
            "seed": (self.seed + fit * _SEED_STEP) % 2**31,
            "num_threads": self.num_threads,
            "deterministic": True,
            "force_col_wise": True,
            # Bins from every row: a sample could miss the injected ones.
            "bin_construct_sample_cnt": rows,
            "verbosity": -1,
        }


def _with_missing_bin(numbers: Floats, outcome: Floats) -> tuple[Floats, Floats, Floats]:
    """The rows and two more in which everything is unknown, one of each class.

    Weighted to the mean outcome, so that where a split has nothing else to go by, unknown is sent
    to the side that is nearer the mean.
    """
    rows = np.vstack([numbers, np.full((2, numbers.shape[1]), np.nan)])
    mean = outcome.mean()
    weights = np.r_[np.ones(len(outcome)), _MISSING_WEIGHT * np.array([1 - mean, mean])]
    return rows, np.r_[outcome, 0.0, 1.0], weights
