"""Several models as one: their margins averaged by fixed weights, so that reasons keep adding up.

Trees and a regression err on different rows. The mean of their margins is a margin again, and the
mean of their shares, input by input, adds up to it.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Self

import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.utils.validation import check_is_fitted

from models.booster import Booster
from models.challengers.steps import StepModel
from models.coding import Coding
from models.estimator import MarginClassifier
from models.learner import Floats, Learner, Model, UnreadableModel
from models.linear import LinearLogit

# The kinds whose margins are log-odds, so that a mean of them means something.
PARTS: Mapping[str, Callable[..., Model]] = {
    "booster": Booster.from_text,
    "linear": LinearLogit.from_text,
    "logistic": partial(StepModel.from_text, kind="logistic"),
}


class Blend(MarginClassifier):
    """The weighted mean of several learners' margins; the weights are set, not learnt.

    Parameters
    ----------
    parts : sequence of Learner
        Unfitted learners, of the kinds in `PARTS`; all are given the same rows and inputs.
    weights : sequence of float, optional
        The weight of each, at least 0 and not all 0; they are divided by their sum. Equal by
        default. A part of weight 0 is not fitted.

    Attributes
    ----------
    parts_ : tuple of Model
        The fitted parts that have a weight.
    weights_ : tuple of float
        Their weights, which add up to 1.

    Examples
    --------
    >>> X = pd.DataFrame({"late": [0.0, 1.0, 2.0, 3.0] * 30, "form": ["a", "b"] * 60})
    >>> model = Blend(parts=[Booster(n_estimators=20), LinearLogit()], weights=[3, 1])
    >>> model.fit(X, X["late"] > 1).weights_
    (0.75, 0.25)
    """

    kind = "blend"

    def __init__(self, *, parts: Sequence[Learner], weights: Sequence[float] | None = None) -> None:
        self.parts = parts
        self.weights = weights

    def text(self) -> str:
        """The parts as JSON: kind, weight and text of each, line by line."""
        check_is_fitted(self)
        parts = [
            {"kind": part.kind, "weight": weight, "text": part.text().split("\n")}
            for part, weight in zip(self.parts_, self.weights_, strict=True)
        ]
        content = {"kind": self.kind, "names": self._names(), "parts": parts}
        return f"{json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)}\n"

    @classmethod
    def from_text(cls, text: str, *, names: Sequence[str], coding: Coding) -> Self:
        """A fitted blend again, of its text, its inputs in order, and their coding.

        Raises
        ------
        UnreadableModel
            Where the text is no blend over these inputs.
        """
        try:
            content = json.loads(text)
            written = (content["kind"], list(content["names"]))
            weights = tuple(float(part["weight"]) for part in content["parts"])
            parts = tuple(
                PARTS[part["kind"]]("\n".join(part["text"]), names=names, coding=coding)
                for part in content["parts"]
            )
        except (ValueError, KeyError, TypeError) as cause:
            raise UnreadableModel(f"no blend: {cause}") from cause
        if written != (cls.kind, list(names)) or not parts:
            raise UnreadableModel(f"it is no {cls.kind} model of {list(names)}")
        return cls.of(parts, weights, names=names, coding=coding)

    @classmethod
    def of(
        cls,
        parts: Sequence[Model],
        weights: Sequence[float],
        *,
        names: Sequence[str],
        coding: Coding,
    ) -> Self:
        """A fitted blend of parts that are fitted already, with weights that add up to 1."""
        model = cls(parts=())
        model.parts_, model.weights_ = tuple(parts), tuple(weights)
        model._restore(names, coding)
        return model

    def _learn(self, numbers: Floats, outcome: Floats) -> None:
        given = [1.0] * len(self.parts) if self.weights is None else list(self.weights)
        if len(given) != len(self.parts) or min(given, default=0) < 0 or not sum(given) > 0:
            raise ValueError("a blend needs a weight of at least 0 for each part, and one over 0")
        rows = decoded(numbers, self._names(), self.coding_)
        used = [(part, w / sum(given)) for part, w in zip(self.parts, given, strict=True) if w > 0]
        self.weights_ = tuple(weight for _, weight in used)
        self.parts_: tuple[Model, ...] = tuple(clone(part).fit(rows, outcome) for part, _ in used)

    def _margin(self, numbers: Floats) -> Floats:
        rows = decoded(numbers, self._names(), self.coding_)
        return self._mean([part.decision_function(rows) for part in self.parts_])

    def _shares(self, numbers: Floats) -> Floats:
        rows = decoded(numbers, self._names(), self.coding_)
        return self._mean([part.contributions(rows) for part in self.parts_])

    def _mean(self, answers: Sequence[Floats]) -> Floats:
        total = self.weights_[0] * answers[0]
        for weight, answer in zip(self.weights_[1:], answers[1:], strict=True):
            total = total + weight * answer
        return total


def decoded(numbers: Floats, names: Sequence[str], coding: Coding) -> pd.DataFrame:
    """Coded rows as a frame again: inputs by name, categories by value, None for unknown."""
    levels = {str(name): met for name, met in coding.levels.items()}
    columns: dict[str, Any] = {}
    for place, name in enumerate(names):
        column = numbers[:, place]
        if name in levels:
            values = np.array([*levels[name], None], dtype=object)
            column = values[np.nan_to_num(column, nan=-1.0).astype(np.int64)]
        columns[name] = column
    return pd.DataFrame(columns)
