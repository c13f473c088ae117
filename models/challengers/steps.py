"""A margin that is a sum of step functions, one an input: what scorecards and curves come down to.

Its text is JSON that a person can check by hand: where an input's value falls, what that is worth,
and how much it weighs. Reading and scoring need the numbers alone, and none of the libraries that
found them.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from models.coding import Coding
from models.learner import Floats, UnreadableModel


@dataclass(frozen=True, kw_only=True)
class Steps:
    """One input's share of the margin: `weight` times the value of the step it falls on.

    A number `x` falls on step `i` where `i` cuts are at most `x`: steps hold their lower end. A
    category's `levels` have a value each. `missing` stands for unknown, and for a category's value
    that training never met. `facts` is JSON for readers; no score hangs on it.
    """

    name: str
    values: tuple[float, ...]
    missing: float
    cuts: tuple[float, ...] = ()
    levels: tuple[str, ...] | None = None
    weight: float = 1.0
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        places = len(self.cuts) + 1 if self.levels is None else len(self.levels)
        if len(self.values) != places or list(self.cuts) != sorted(set(self.cuts)):
            raise UnreadableModel(f"{self.name}: steps and their ends do not fit")

    def places(self, column: Floats) -> Any:
        """The step that each value falls on, -1 for unknown; a category's values are codes."""
        if self.levels is None:
            found = np.searchsorted(np.array(self.cuts), column, side="right")
        else:
            found = np.nan_to_num(column, nan=-1.0).astype(np.int64)
        return np.where(np.isnan(column), -1, found)

    def shares(self, column: Floats) -> Floats:
        """The share of the margin of each value, shape (n,)."""
        worth = self.weight * np.array([*self.values, self.missing])
        shares: Floats = worth[self.places(column)]
        return shares

    def content(self) -> dict[str, Any]:
        """The steps as JSON holds them."""
        ends = {"cuts": list(self.cuts)} if self.levels is None else {"levels": list(self.levels)}
        told = {"name": self.name, "weight": self.weight, "missing": self.missing}
        return {**told, **ends, "values": list(self.values), "facts": dict(self.facts)}

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "Steps":
        """The steps that `content` writes down."""
        levels = content.get("levels")
        return cls(
            name=content["name"],
            weight=float(content["weight"]),
            missing=float(content["missing"]),
            cuts=tuple(float(cut) for cut in content.get("cuts", ())),
            levels=None if levels is None else tuple(levels),
            values=tuple(float(value) for value in content["values"]),
            facts=content["facts"],
        )


@dataclass(frozen=True, kw_only=True)
class StepModel:
    """A fitted model whose margin is `base` plus the share of each input, in their order."""

    kind: str
    base: float
    steps: tuple[Steps, ...]
    coding_: Coding

    def decision_function(self, X: pd.DataFrame) -> Floats:
        """The margin of each row, shape (n,): raw log-odds, higher is riskier."""
        return self.margin(self._numbers(X))

    def contributions(self, X: pd.DataFrame) -> Floats:
        """Each input's share of the margin, and the base last: shape (n, p + 1)."""
        return self.shares(self._numbers(X))

    def margin(self, numbers: Floats) -> Floats:
        """The margin of rows in which categories are codes.

        Summed column by column, so that a row's margin does not hang on the rows beside it.
        """
        total = np.full(len(numbers), self.base)
        for place, one in enumerate(self.steps):
            total += one.shares(numbers[:, place])
        return total

    def shares(self, numbers: Floats) -> Floats:
        """The shares of rows in which categories are codes, the base last."""
        columns = [one.shares(numbers[:, place]) for place, one in enumerate(self.steps)]
        return np.column_stack([*columns, np.full(len(numbers), self.base)])

    def text(self) -> str:
        """The model as JSON."""
        content = {"base": self.base, "inputs": [one.content() for one in self.steps]}
        written = json.dumps(
            {"kind": self.kind, **content}, ensure_ascii=False, indent=1, allow_nan=False
        )
        return f"{written}\n"

    @classmethod
    def from_text(
        cls, text: str, *, kind: str, names: Sequence[str], coding: Coding
    ) -> "StepModel":
        """The model again, of its text, its kind, its inputs in order, and their coding.

        Raises
        ------
        UnreadableModel
            Where the text is no model of that kind and those inputs.
        """
        try:
            content = json.loads(text)
            steps = tuple(Steps.of(one) for one in content["inputs"])
            base, found = float(content["base"]), content["kind"]
        except (ValueError, KeyError, TypeError) as cause:
            raise UnreadableModel(f"no steps: {cause}") from cause
        levels = {one.name: one.levels for one in steps if one.levels is not None}
        if (found, [one.name for one in steps], levels) != (kind, list(names), coding.levels):
            raise UnreadableModel(f"it is no {kind} model of {list(names)}")
        return cls(kind=kind, base=base, steps=steps, coding_=coding)

    def _numbers(self, X: pd.DataFrame) -> Floats:
        encoded = self.coding_.encoded(X[[one.name for one in self.steps]])
        return np.asarray(encoded, dtype=np.float64)
