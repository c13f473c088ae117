"""A penalised logistic regression on curves: what a small table can bear, and trees can not better.

On a thousand rows a straight line through well-shaped inputs ranks as well as trees, and beside
trees it errs elsewhere; averaged with them in the margin it is worth more than either. Its text is
JSON: where an input's value lies between two knots, and what that is worth.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri
from sklearn.utils.validation import check_is_fitted

from models.coding import Coding
from models.estimator import MarginClassifier
from models.learner import Floats, UnreadableModel
from models.ridge import ridge_weights


@dataclass(frozen=True, kw_only=True)
class Curve:
    """One input's share of the margin.

    A number between two `knots` has a share between their `values`, and beyond the ends that of
    the end. A category's `levels` have a value each. `missing` stands for unknown, and for a
    category's value that training never met.
    """

    name: str
    values: tuple[float, ...]
    missing: float
    knots: tuple[float, ...] = ()
    levels: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        places = len(self.knots) if self.levels is None else len(self.levels)
        if len(self.values) != places or list(self.knots) != sorted(set(self.knots)):
            raise UnreadableModel(f"{self.name}: knots and values do not fit")

    def shares(self, column: Floats) -> Floats:
        """The share of the margin of each value, shape (n,); a category's values are codes."""
        if self.levels is not None:
            places = np.nan_to_num(column, nan=-1.0).astype(np.int64)
            found: Floats = np.array([*self.values, self.missing])[places]
            return found
        if not self.knots:
            return np.full(len(column), self.missing)
        between = np.interp(column, self.knots, self.values)
        return np.where(np.isnan(column), self.missing, between)

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "Curve":
        """The curve that `content` writes down."""
        levels = content["levels"]
        return cls(
            name=content["name"],
            values=tuple(float(value) for value in content["values"]),
            missing=float(content["missing"]),
            knots=tuple(float(knot) for knot in content["knots"]),
            levels=None if levels is None else tuple(levels),
        )


class LinearLogit(MarginClassifier):
    """Logistic regression on numbers by rank and categories by value, pulled towards nothing.

    A number is put where its rank among the rows of training stands on a normal curve, so that no
    outlier pulls the line; unknown has a weight of its own. Each value of a category has a weight,
    and so has unknown; a value of few rows is held near zero by the penalty. Shares are told from
    their mean over training, so that the base is the margin of the average row.

    Parameters
    ----------
    reg_lambda : float, over 0
        Pull of the weights towards zero, by half their square; numbers are spread as one.
    level_lambda : float, over 0, optional
        The same of the weights of a category's values; `reg_lambda` by default. A value is met in
        few of the rows that tell a number's weight, so that the same pull all but hides it.
    knots : int, at least 2
        Points at most by which a number's curve is written down.
    max_levels : int, at least 1
        Values of a category that may have a weight of their own, the commonest first; all others
        share one.
    monotone : mapping of input name to -1, 0 or 1, optional
        As for the booster: +1: a higher value may only raise the margin.

    Attributes
    ----------
    base_ : float
        The mean margin of training.
    curves_ : tuple of Curve
        One an input, in order.

    Examples
    --------
    >>> import pandas as pd
    >>> X = pd.DataFrame({"late": [0.0, 1.0, 2.0, 3.0] * 30, "form": ["a", "b"] * 60})
    >>> model = LinearLogit().fit(X, X["late"] > 1)
    >>> model.contributions(X).shape
    (120, 3)
    """

    kind = "linear"

    def __init__(
        self,
        *,
        reg_lambda: float = 5.0,
        level_lambda: float | None = None,
        knots: int = 33,
        max_levels: int = 50,
        monotone: Mapping[str, int] | None = None,
    ) -> None:
        self.reg_lambda = reg_lambda
        self.level_lambda = level_lambda
        self.knots = knots
        self.max_levels = max_levels
        self.monotone = monotone

    def text(self) -> str:
        """Base and curves as JSON."""
        check_is_fitted(self)
        inputs = [asdict(curve) for curve in self.curves_]
        content = {"kind": self.kind, "base": self.base_, "inputs": inputs}
        return f"{json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)}\n"

    @classmethod
    def from_text(cls, text: str, *, names: Sequence[str], coding: Coding) -> Self:
        """A fitted regression again, of its text, its inputs in order, and their coding.

        Raises
        ------
        UnreadableModel
            Where the text is no regression on these inputs.
        """
        try:
            content = json.loads(text)
            curves = tuple(Curve.of(one) for one in content["inputs"])
            base, kind = float(content["base"]), content["kind"]
        except (ValueError, KeyError, TypeError) as cause:
            raise UnreadableModel(f"no curves: {cause}") from cause
        levels = {curve.name: curve.levels for curve in curves if curve.levels is not None}
        if (kind, [curve.name for curve in curves], levels) != (
            cls.kind, list(names), coding.levels,
        ):  # fmt: skip
            raise UnreadableModel(f"it is no {cls.kind} model of {list(names)}")
        model = cls()
        model.base_, model.curves_ = base, curves
        model._restore(names, coding)
        return model

    def _learn(self, numbers: Floats, outcome: Floats) -> None:
        levels = {str(name): met for name, met in self.coding_.levels.items()}
        ways = {str(name): way for name, way in (self.monotone or {}).items()}
        shapes = [
            _Levels.of(name, levels[name], numbers[:, place], self.max_levels)
            if name in levels
            else _Rank.of(name, numbers[:, place], self.knots, ways.get(name, 0))
            for place, name in enumerate(self._names())
        ]
        blocks = [shape.columns(numbers[:, place]) for place, shape in enumerate(shapes)]
        base, weights = ridge_weights(
            np.hstack(blocks),
            outcome,
            penalty=np.concatenate([self._pull(shape) for shape in shapes]),
            ways=np.concatenate([shape.ways for shape in shapes]),
        )
        ends = np.cumsum([block.shape[1] for block in blocks])[:-1]
        curves, means = [], []
        for shape, block, weight in zip(shapes, blocks, np.split(weights, ends), strict=True):
            mean = float(block.mean(axis=0) @ weight)
            curves.append(shape.curve(weight, mean))
            means.append(mean)
        self.base_, self.curves_ = base + sum(means), tuple(curves)

    def _pull(self, shape: "_Rank | _Levels") -> Floats:
        """The pull of each of a shape's weights."""
        apart = isinstance(shape, _Levels) and self.level_lambda is not None
        return np.full(len(shape.ways), self.level_lambda if apart else self.reg_lambda)

    def _margin(self, numbers: Floats) -> Floats:
        # Column by column, so that a row's margin does not hang on the rows beside it.
        total = np.full(len(numbers), self.base_)
        for place, curve in enumerate(self.curves_):
            total += curve.shares(numbers[:, place])
        return total

    def _shares(self, numbers: Floats) -> Floats:
        shares = [curve.shares(numbers[:, place]) for place, curve in enumerate(self.curves_)]
        return np.column_stack([*shares, np.full(len(numbers), self.base_)])


@dataclass(frozen=True)
class _Rank:
    """A number by its rank: one column, and one of unknown where training met it."""

    name: str
    knots: Floats
    heights: Floats
    way: int

    @classmethod
    def of(cls, name: str, column: Floats, knots: int, way: int) -> "_Rank":
        """The ranks that training settles, by a standing of mean 0 and spread 1."""
        known = np.sort(column[~np.isnan(column)])
        if len(known) == 0:
            return cls(name, known, known, way)
        # Knots are values that were met, so that a number of few values has each of them.
        places = np.linspace(0, len(known) - 1, knots).round().astype(np.int64)
        met = np.unique(known)
        at = met if len(met) <= knots else np.unique(known[places])
        # The middle of the ranks of its equals, so that ties share a height.
        ranks = np.searchsorted(known, at, "left") + np.searchsorted(known, at, "right")
        heights = ndtri(ranks / (2 * len(known)))
        reached = np.interp(known, at, heights)
        spread = reached.std()
        return cls(name, at, (heights - reached.mean()) / (spread if spread > 0 else 1.0), way)

    @property
    def ways(self) -> Floats:
        """The sign that each column's weight is held to; 0 is free."""
        return np.array([float(self.way), 0.0])

    def columns(self, column: Floats) -> Floats:
        """The columns that are weighed, shape (n, 2)."""
        unknown = np.isnan(column)
        height = np.interp(column, self.knots, self.heights) if len(self.knots) else 0.0
        return np.column_stack([np.where(unknown, 0.0, height), unknown])

    def curve(self, weight: Floats, mean: float) -> Curve:
        """The share that the weights give, less its mean over training."""
        values = self.heights * weight[0] - mean
        return Curve(
            name=self.name,
            knots=tuple(self.knots.tolist()),
            values=tuple(values.tolist()),
            missing=float(weight[1]) - mean,
        )


@dataclass(frozen=True)
class _Levels:
    """A category: one column a value, the rarest in one together, and one of unknown."""

    name: str
    levels: tuple[str, ...]
    places: NDArray[np.int64]

    @classmethod
    def of(cls, name: str, levels: tuple[str, ...], codes: Floats, most: int) -> "_Levels":
        """The values that training met, the `most` commonest of them apart."""
        rows = np.bincount(codes[~np.isnan(codes)].astype(np.int64), minlength=len(levels))
        order = np.argsort(-rows, kind="stable")  # equals by name
        rank = np.empty(len(levels), dtype=np.int64)
        rank[order] = np.arange(len(levels))
        # Unknown is the last column, and so is the place of its code, -1.
        return cls(name, levels, np.append(np.minimum(rank, most), min(len(levels), most + 1)))

    @property
    def ways(self) -> Floats:
        """The sign that each column's weight is held to; 0 is free."""
        return np.zeros(self.places[-1] + 1)

    def columns(self, codes: Floats) -> Floats:
        """The columns that are weighed: 1 where a row has the value."""
        of_row = self.places[np.nan_to_num(codes, nan=-1.0).astype(np.int64)]
        met = of_row[:, None] == np.arange(len(self.ways))
        return np.asarray(met, dtype=np.float64)

    def curve(self, weight: Floats, mean: float) -> Curve:
        """The share that the weights give, less its mean over training."""
        values = weight[self.places] - mean
        return Curve(
            name=self.name,
            levels=self.levels,
            values=tuple(values[:-1].tolist()),
            missing=float(values[-1]),
        )
