"""The rule of thumb: one number, standardised. What an inspector would sort a list by."""

import json
from collections.abc import Sequence
from typing import Self

import numpy as np
from sklearn.utils.validation import check_is_fitted

from models.coding import Coding
from models.estimator import MarginClassifier
from models.learner import Floats, UnreadableModel


class RuleOfThumb(MarginClassifier):
    """Riskier the higher (or the lower) one input is, with nothing learnt from outcomes.

    The margin is the input's distance from its mean in standard deviations, so it orders rows and
    is no log-odds until it is calibrated. Unknown counts as the riskiest value of training: who
    never filed is put before who filed longest ago.

    Parameters
    ----------
    input : str, optional
        The input's name; the first one by default. It must be a number.
    risk : "rises" or "falls"
        Whether risk rises or falls with it.

    Attributes
    ----------
    place_ : int
        Where the input stands among all.
    mean_, spread_, missing_ : float
        Mean and standard deviation of the known values, and what stands for an unknown one; 0, 1
        and 0 where none is known.
    """

    kind = "rule"

    def __init__(self, *, input: str | None = None, risk: str = "rises") -> None:  # noqa: A002
        self.input = input
        self.risk = risk

    def text(self) -> str:
        """The rule as JSON."""
        check_is_fitted(self)
        content = {
            "kind": self.kind,
            "names": self._names(),
            "input": self._names()[self.place_],
            "risk": self.risk,
            "mean": self.mean_,
            "spread": self.spread_,
            "missing": self.missing_,
        }
        return f"{json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)}\n"

    @classmethod
    def from_text(cls, text: str, *, names: Sequence[str], coding: Coding) -> Self:
        """A rule again, of its text, its inputs in order, and their coding.

        Raises
        ------
        UnreadableModel
            Where the text is no rule over these inputs.
        """
        try:
            content = json.loads(text)
            named, rule = content["input"], cls(input=content["input"], risk=content["risk"])
            mean, spread, missing = (float(content[k]) for k in ("mean", "spread", "missing"))
            written = (content["kind"], list(content["names"]))
        except (ValueError, KeyError, TypeError) as cause:
            raise UnreadableModel(f"no rule: {cause}") from cause
        if written != (cls.kind, list(names)) or named not in names:
            raise UnreadableModel(f"it is no rule over {list(names)}")
        rule._restore(names, coding)
        rule.place_, rule.mean_, rule.spread_ = list(names).index(named), mean, spread
        rule.missing_ = missing
        return rule

    def _learn(self, numbers: Floats, outcome: Floats) -> None:
        names = self._names()
        self.place_ = 0 if self.input is None else names.index(self.input)
        if self.risk not in ("rises", "falls") or names[self.place_] in self.coding_.levels:
            raise ValueError("the rule needs a number with which risk rises or falls")
        column = numbers[:, self.place_]
        known = column[~np.isnan(column)]
        riskiest = known.max if self.risk == "rises" else known.min
        self.mean_ = float(known.mean()) if len(known) else 0.0
        self.spread_ = float(known.std()) if len(set(known.tolist())) > 1 else 1.0
        self.missing_ = float(riskiest()) if len(known) else 0.0

    def _margin(self, numbers: Floats) -> Floats:
        column = numbers[:, self.place_]
        known = np.where(np.isnan(column), self.missing_, column)
        way = 1.0 if self.risk == "rises" else -1.0
        margin: Floats = way * (known - self.mean_) / self.spread_
        return margin

    def _shares(self, numbers: Floats) -> Floats:
        shares = np.zeros((len(numbers), numbers.shape[1] + 1))
        shares[:, self.place_] = self._margin(numbers)
        return shares
