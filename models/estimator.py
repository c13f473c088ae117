"""What all kinds of models share as scikit-learn estimators: checks, classes, probabilities."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import check_is_fitted, validate_data

from models.coding import Coding
from models.learner import Floats


class MarginClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # untyped
    """A two-class estimator that is asked for margins: a kind says how it learns and answers.

    A kind fills in `_learn`, `_margin` and `_shares`; they are handed numbers alone, in which
    categories are codes and unknown is NaN.

    Attributes
    ----------
    classes_ : ndarray of shape (2,)
        The outcome's two values; the margin is that of the second.
    coding_ : Coding
        What training met of each input: categories' values, and which were never missing.
    """

    kind: str

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        tags.classifier_tags.multi_class = False
        return tags

    def fit(self, X: pd.DataFrame | ArrayLike, y: ArrayLike) -> Self:
        """Learn from rows and their outcomes.

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
        self._learn(numbers, codes.astype(np.float64))
        return self

    def fit_coded(
        self, numbers: Floats, outcome: Floats, *, names: Sequence[str], coding: Coding
    ) -> Self:
        """Learn from rows that are coded already, of these inputs in order.

        So fits on parts of a table share one coding, whatever values each part holds.
        """
        self._restore(names, coding)
        self._learn(numbers, outcome)
        return self

    def decision_function(self, X: pd.DataFrame | ArrayLike) -> Floats:
        """The margin of each row: raw log-odds of `classes_[1]`, higher is riskier."""
        return self._margin(self._numbers(X))

    def contributions(self, X: pd.DataFrame | ArrayLike) -> Floats:
        """Each input's share of the margin, and the base last: shape (n, p + 1).

        A row's shares and base add up to its margin within 1e-9.
        """
        return self._shares(self._numbers(X))

    def predict_proba(self, X: pd.DataFrame | ArrayLike) -> Floats:
        """The model's own probabilities, of shape (n, 2). Not calibrated: see `calibration`."""
        event = expit(self.decision_function(X))
        return np.column_stack([1 - event, event])

    def predict(self, X: pd.DataFrame | ArrayLike) -> NDArray[Any]:
        """The likelier of the two classes."""
        riskier = (self.decision_function(X) > 0).astype(int)
        found: NDArray[Any] = self.classes_[riskier]
        return found

    @abstractmethod
    def _learn(self, numbers: Floats, outcome: Floats) -> None:
        """Fit on numbers of shape (n, p) and outcomes of 0 and 1."""

    @abstractmethod
    def _margin(self, numbers: Floats) -> Floats:
        """The margins of numbers of shape (n, p)."""

    @abstractmethod
    def _shares(self, numbers: Floats) -> Floats:
        """The shares of numbers of shape (n, p), the base last."""

    def _numbers(self, X: pd.DataFrame | ArrayLike) -> Floats:
        check_is_fitted(self)
        numbers: Floats = validate_data(
            self,
            self.coding_.encoded(X),
            dtype=np.float64,
            ensure_all_finite="allow-nan",
            reset=False,
        )
        return numbers

    def _names(self) -> list[str]:
        """The inputs by name; those of a plain array by place."""
        names = [str(name) for name in getattr(self, "feature_names_in_", ())]
        return names or [f"x{place}" for place in range(self.n_features_in_)]

    def _restore(self, names: Sequence[str], coding: Coding) -> None:
        """Be fitted on these inputs again, as `from_text` needs it."""
        self.coding_ = coding
        self.classes_ = np.array([0, 1])
        self.feature_names_in_ = np.array(list(names), dtype=object)
        self.n_features_in_ = len(names)
