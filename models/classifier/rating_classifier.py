"""A rating of any table: probabilities, points and reasons, under scikit-learn's contract.

One default for all tables. Three learners are fitted without each fold in turn; the margins of the
rows left out tell how much each learner counts, and along which line their mean is calibrated. All
those fits are then averaged in the margin, so that reasons keep adding up.
"""

from collections.abc import Mapping
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import logit

from models.blend import Blend, decoded
from models.classifier.crossing import crossed, input_names
from models.classifier.learners import learners
from models.classifier.stacking import stack
from models.classifier.table import canonical, plain
from models.coding import Coding
from models.estimator import MarginClassifier
from models.learner import Floats
from models.scale import load_master_scale

BASE = "base_points"


class RatingClassifier(MarginClassifier):
    """Rates rows by the probability of the second outcome, in points with reasons.

    Works on frames with numbers, truth values, text, categories and missing values, and on arrays
    of numbers with NaN. The same rows give the same classifier, in whatever order they stand.

    Rows are taken as independent. Where one thing appears on several rows, as a co-operative does
    on several days, the folds are not apart, and probabilities come out too sure of themselves:
    `coopscore train` is made for that.

    Parameters
    ----------
    folds : int, at least 2
        Folds that are left out in turn; every learner is fitted as often, so this is the budget.
        Fewer are made where the rarer outcome has fewer rows.
    monotone : mapping of input name to -1, 0 or 1, optional
        +1: a higher value may only raise the probability; -1: only lower it. Inputs of an array are
        called x0, x1 and so on.
    prior : float, between 0 and 1, optional
        The share of events where the ratings are used, if it is known and differs from the share in
        the rows fitted on. It moves all log-odds alike, and no ranking.
    seed : int
        Of every draw.
    num_threads : int
        Of the trees; any number grows the same ones.

    Attributes
    ----------
    classes_ : ndarray of shape (2,)
        The outcome's two values; probability, margin and reasons speak of the second.
    blend_ : Blend
        All fits, averaged in the margin; its inputs are called x0, x1 and so on.
    weights_ : dict of str to float
        How much each learner counts; they add up to 1.
    slope_, intercept_ : float
        log-odds = slope_ * margin of the blend + intercept_; the slope is over 0.
    out_of_fold_ : ndarray of shape (n,)
        The calibrated log-odds of each row of training by the fits that never saw it, before
        `prior`; of all fits where the rarer outcome had one row.

    References
    ----------
    Elkan, "The foundations of cost-sensitive learning", IJCAI 2001, theorem 2, for `prior`.

    Examples
    --------
    >>> X = pd.DataFrame({"late": [0.0, 1.0, 2.0, 3.0] * 30, "form": ["a", "b"] * 60})
    >>> model = RatingClassifier(folds=2).fit(X, X["late"] > 1)
    >>> list(model.reasons(X).columns)
    ['late', 'form', 'base_points']
    """

    kind = "rating"

    def __init__(
        self,
        *,
        folds: int = 8,
        monotone: Mapping[str, int] | None = None,
        prior: float | None = None,
        seed: int = 1404,
        num_threads: int = 1,
    ) -> None:
        self.folds = folds
        self.monotone = monotone
        self.prior = prior
        self.seed = seed
        self.num_threads = num_threads

    def fit(self, X: pd.DataFrame | ArrayLike, y: ArrayLike) -> Self:
        """Learn from rows and their outcomes.

        Parameters
        ----------
        X : DataFrame or array of shape (n, p)
            Numbers, truth values and categories, with missing values anywhere.
        y : array of shape (n,)
            The outcome, of two values.

        Raises
        ------
        ValueError
            Where the outcome has not exactly two values, a number is infinite, two columns have the
            same name, a column holds days or times, or a parameter is out of its range.
        """
        if self.folds < 2:
            raise ValueError("folds must be at least 2")
        if self.prior is not None and not 0 < self.prior < 1:
            raise ValueError("prior must lie between 0 and 1")
        return super().fit(plain(X), y)

    def points(self, X: pd.DataFrame | ArrayLike, *, clipped: bool = True) -> Floats:
        """Points of each row on the master scale, shape (n,): higher is safer.

        They are held between 0 and 900 unless `clipped` is False.
        """
        scale = load_master_scale()
        points = scale.points(self.decision_function(X))
        return scale.clipped(points) if clipped else points

    def reasons(self, X: pd.DataFrame | ArrayLike) -> pd.DataFrame:
        """The points that each input adds or takes, and the base last: p + 1 columns.

        A row's reasons and base add up to its unclipped points within 1e-6.
        """
        shares, scale = self.contributions(X), load_master_scale()
        points = np.column_stack([-scale.factor * shares[:, :-1], scale.points(shares[:, -1])])
        index = X.index if isinstance(X, pd.DataFrame) else None
        # Adding zero turns negative zeros into plain ones.
        return pd.DataFrame(points + 0.0, columns=[*self._names(), BASE], index=index)

    def _learn(self, numbers: Floats, outcome: Floats) -> None:
        order = canonical(numbers, outcome)
        coding, outcomes = self._inner_coding(), outcome[order]
        made = crossed(
            learners(self._ways(), self.seed, self.num_threads),
            numbers[order],
            outcomes,
            coding=coding,
            folds=self.folds,
            seed=self.seed,
        )
        line = stack(made.margins, outcomes)
        used = [(fits, w) for fits, w in zip(made.fits.values(), line.weights, strict=True) if w]
        self.blend_ = Blend.of(
            [fit for fits, _ in used for fit in fits],
            [weight / len(fits) for fits, weight in used for _ in fits],
            names=input_names(numbers.shape[1]),
            coding=coding,
        )
        self.weights_ = dict(zip(made.fits, line.weights, strict=True))
        self.slope_ = line.slope
        self.intercept_ = line.intercept + self._moved(outcome)
        self.out_of_fold_ = np.empty(len(outcome))
        mean = made.margins @ np.array(line.weights)
        self.out_of_fold_[order] = line.slope * mean + line.intercept

    def _margin(self, numbers: Floats) -> Floats:
        margin = self.blend_.decision_function(self._inner(numbers))
        return self.slope_ * margin + self.intercept_

    def _shares(self, numbers: Floats) -> Floats:
        shares = self.slope_ * self.blend_.contributions(self._inner(numbers))
        shares[:, -1] += self.intercept_
        return shares

    def _numbers(self, X: pd.DataFrame | ArrayLike) -> Floats:
        return super()._numbers(plain(X))

    def _inner(self, numbers: Floats) -> pd.DataFrame:
        """The rows as the blend takes them."""
        return decoded(numbers, input_names(numbers.shape[1]), self.blend_.coding_)

    def _inner_coding(self) -> Coding:
        """The coding under the blend's own names of the inputs."""
        inner = dict(zip(self._names(), input_names(self.n_features_in_), strict=True))
        return Coding(
            levels={inner[name]: levels for name, levels in self.coding_.levels.items()},
            always_known=tuple(inner[name] for name in self.coding_.always_known),
        )

    def _ways(self) -> dict[str, int]:
        """The way of each input that has one, under the blend's own names."""
        given = self.monotone or {}
        if unknown := sorted(set(given) - set(self._names())):
            raise ValueError(f"monotone names inputs that are not there: {unknown}")
        inner = zip(self._names(), input_names(self.n_features_in_), strict=True)
        return {safe: given[name] for name, safe in inner if name in given}

    def _moved(self, outcome: Floats) -> float:
        """What `prior` adds to all log-odds."""
        return 0.0 if self.prior is None else float(logit(self.prior) - logit(outcome.mean()))
