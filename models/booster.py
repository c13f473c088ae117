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
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import check_is_fitted, validate_data

from models.coding import Coding

Floats = NDArray[np.float64]

# Weight of all injected rows together, in rows: enough for a bin, too little to move a split.
_MISSING_WEIGHT = 1e-3


class UnreadableModel(ValueError):
    """Text that is not a LightGBM model."""


class Booster(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn is untyped
    """Gradient-boosted trees for a two-class outcome, deterministic and monotone on demand.

    Parameters
    ----------
    n_estimators : int
        Number of trees.
    learning_rate : float, over 0 to 1
        Share of each tree's answer that is taken.
    num_leaves : int, at least 2
        Leaves of a tree.
    min_child_samples : int
        Rows that a leaf needs.
    subsample, colsample_bytree : float, over 0 to 1
        Share of rows and of inputs that each tree sees.
    reg_lambda : float, at least 0
        Pull of leaf values towards zero.
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
    booster_ : lightgbm.Booster
        The trees.

    Examples
    --------
    >>> X = pd.DataFrame({"late": [0, 1, 2, 3] * 30, "form": ["a", "b"] * 60})
    >>> model = Booster(monotone={"late": 1}, n_estimators=20).fit(X, X["late"] > 1)
    >>> model.contributions(X).shape
    (120, 3)
    """

    def __init__(
        self,
        *,
        n_estimators: int = 300,
        learning_rate: float = 0.03,
        num_leaves: int = 15,
        min_child_samples: int = 40,
        subsample: float = 0.8,
        colsample_bytree: float = 0.6,
        reg_lambda: float = 5.0,
        monotone: Mapping[str, int] | None = None,
        seed: int = 1404,
        num_threads: int = 1,
    ) -> None:
        self.n_estimators = n_estimators
        self.learning_rate = learning_rate
        self.num_leaves = num_leaves
        self.min_child_samples = min_child_samples
        self.subsample = subsample
        self.colsample_bytree = colsample_bytree
        self.reg_lambda = reg_lambda
        self.monotone = monotone
        self.seed = seed
        self.num_threads = num_threads

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        tags.classifier_tags.multi_class = False
        return tags

    def fit(self, X: pd.DataFrame | ArrayLike, y: ArrayLike) -> Self:
        """Grow the trees.

        Parameters
        ----------
        X : DataFrame or array of shape (n, p)
            Numbers, with NaN for unknown; text columns of a frame are categories.
        y : array of shape (n,)
            The outcome, of two values.

        Raises
        ------
        ValueError
            Where the outcome has not exactly two values, or numbers are infinite.
        """
        self.coding_ = Coding.of(X)
        numbers, outcome = validate_data(
            self, self.coding_.encoded(X), y, dtype=np.float64, ensure_all_finite="allow-nan"
        )
        check_classification_targets(outcome)
        if type_of_target(outcome) not in ("binary", "unknown"):
            kind = type_of_target(outcome)
            raise ValueError(
                f"Only binary classification is supported. The type of the target is {kind}."
            )
        self.classes_, codes = np.unique(outcome, return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError("the outcome has one class only; two are needed to tell them apart")
        self.booster_ = self._grown(numbers, codes.astype(np.float64))
        return self

    def decision_function(self, X: pd.DataFrame | ArrayLike) -> Floats:
        """The margin of each row: raw log-odds of `classes_[1]`, higher is riskier."""
        margin: Floats = self._predicted(X, raw_score=True)
        return margin

    def predict_proba(self, X: pd.DataFrame | ArrayLike) -> Floats:
        """The trees' own probabilities, of shape (n, 2). Not calibrated: see `calibration`."""
        event = expit(self.decision_function(X))
        return np.column_stack([1 - event, event])

    def predict(self, X: pd.DataFrame | ArrayLike) -> NDArray[Any]:
        """The likelier of the two classes."""
        riskier = (self.decision_function(X) > 0).astype(int)
        found: NDArray[Any] = self.classes_[riskier]
        return found

    def contributions(self, X: pd.DataFrame | ArrayLike) -> Floats:
        """Each input's share of the margin, and the base last: shape (n, p + 1).

        Path-dependent Shapley values of the trees; a row's shares and base add up to its margin.

        References
        ----------
        Lundberg et al., "From local explanations to global understanding with explainable AI for
        trees", Nature Machine Intelligence 2 (2020), algorithm 2.
        """
        shares: Floats = self._predicted(X, pred_contrib=True)
        return shares

    def text(self) -> str:
        """The trees in LightGBM's own text form."""
        check_is_fitted(self)
        return str(self.booster_.model_to_string())

    @classmethod
    def from_text(
        cls, text: str, *, names: Sequence[str], coding: Coding, num_threads: int
    ) -> Self:
        """A fitted booster again, of its text, its inputs in order, and their coding.

        Raises
        ------
        UnreadableModel
            Where the text is no model of these inputs.
        """
        booster = cls(num_threads=num_threads)
        try:
            booster.booster_ = lgb.Booster(model_str=text)
        except lgb.basic.LightGBMError as cause:
            raise UnreadableModel(str(cause)) from cause
        if booster.booster_.feature_name() != list(names):
            raise UnreadableModel(f"inputs {booster.booster_.feature_name()}, not {list(names)}")
        booster.coding_ = coding
        booster.classes_ = np.array([0, 1])
        booster.feature_names_in_ = np.array(names, dtype=object)
        booster.n_features_in_ = len(names)
        return booster

    def _predicted(self, X: pd.DataFrame | ArrayLike, **how: bool) -> Any:
        check_is_fitted(self)
        numbers = validate_data(
            self,
            self.coding_.encoded(X),
            dtype=np.float64,
            ensure_all_finite="allow-nan",
            reset=False,
        )
        return self.booster_.predict(numbers, num_threads=self.num_threads, **how)

    def _grown(self, numbers: Floats, outcome: Floats) -> lgb.Booster:
        names = [str(name) for name in getattr(self, "feature_names_in_", ())]
        names = names or [f"x{position}" for position in range(numbers.shape[1])]
        rows, labels, weights = _with_missing_bin(numbers, outcome)
        settings = self._settings(names, len(rows))
        data = lgb.Dataset(
            rows,
            label=labels,
            weight=weights,
            feature_name=names,
            categorical_feature=[names.index(str(name)) for name in self.coding_.levels],
            params=settings,
        )
        return lgb.train(settings, data, num_boost_round=self.n_estimators)

    def _settings(self, names: Sequence[str], rows: int) -> dict[str, Any]:
        monotone = {str(name): way for name, way in (self.monotone or {}).items()}
        free = {str(name) for name in self.coding_.levels}
        return {
            "objective": "binary",
            "learning_rate": self.learning_rate,
            "num_leaves": self.num_leaves,
            "min_data_in_leaf": self.min_child_samples,
            "bagging_fraction": self.subsample,
            "bagging_freq": 1,
            "feature_fraction": self.colsample_bytree,
            "lambda_l2": self.reg_lambda,
            "monotone_constraints": [0 if n in free else monotone.get(n, 0) for n in names],
            "seed": self.seed,
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
