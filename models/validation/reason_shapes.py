"""What reasons look like on the day that is scored: one co-operative's, and everybody's."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from features.matrix import FeatureMatrix
from models.calibration import AffineCalibration
from models.explain import in_points
from models.inputs import Input, frame, inputs_of
from models.kinds import columns, fitted
from models.learner import Model
from models.scale import MasterScale
from models.validation.rows import Floats
from models.validation.study import Study

_SHOWN = 10  # features of the picture of all reasons
_SAID = 9  # features of the example; the rest stands together
_EXAMPLE = 0.25  # the share of rows that the example is riskier than all but: there is much to say


@dataclass(frozen=True, kw_only=True)
class Shares:
    """The points of rows on one day: `base` (n,), `shares` (n, p) by `names`, and their inputs.

    `model` gave them, reading `X`; `told` are the points that its margin gives, which base and
    shares add up to.
    """

    model: Model
    X: pd.DataFrame

    names: tuple[str, ...]
    inputs: tuple[Input, ...]
    coop_ids: tuple[str, ...]
    base: Floats
    shares: Floats
    told: Floats
    values: tuple[Sequence[Any], ...]

    @property
    def points(self) -> Floats:
        """Unclipped points of each row."""
        total: Floats = self.base + self.shares.sum(axis=1)
        return total

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concept of each column; a column that is no input of models is its own."""
        found = {item.name: item.concept for item in self.inputs}
        return tuple(found.get(name, name) for name in self.names)


def shares_of(
    study: Study, kind: str, line: AffineCalibration, scale: MasterScale, present: FeatureMatrix
) -> Shares:
    """The champion, fitted on all days, on the rows of the day that is scored."""
    names = tuple(columns(kind, study.spec, study.inputs))
    X = frame(present.table, inputs_of(present))[list(names)]
    model = fitted(kind, study.spec, study.inputs, study.sample)
    base, shares = in_points(model.contributions(X), line, scale)
    return Shares(
        model=model,
        X=X,
        names=names,
        inputs=study.inputs,
        coop_ids=tuple(present.table["coop_id"].to_pylist()),
        base=base,
        shares=shares,
        told=scale.points(line.logit(model.decision_function(X))),
        values=tuple(present.table[name].to_pylist() for name in names),
    )


def example(found: Shares) -> dict[str, Any]:
    """One row as a waterfall: base, its weightiest reasons, the rest together, and the points."""
    order = np.argsort(found.points, kind="stable")
    row = int(order[int(_EXAMPLE * (len(order) - 1))])
    shares = found.shares[row]
    weighty = np.argsort(-np.abs(shares), kind="stable")
    told = [int(at) for at in weighty[:_SAID] if shares[at]]
    rest = [int(at) for at in weighty if int(at) not in told]
    return {
        "coop_id": found.coop_ids[row],
        "base": float(found.base[row]),
        "points": float(found.points[row]),
        "reasons": [
            {
                "feature": found.names[at],
                "value": found.values[at][row],
                "points": float(shares[at]),
            }
            for at in told
        ],
        "others": len(rest),
        "rest": float(shares[rest].sum()),
    }


def swarm(found: Shares, dots: int) -> list[dict[str, Any]]:
    """The features that move scores most: points of many rows, and how high each row's value is.

    `rank` is the value's place among the known ones, 0 the lowest and 1 the highest; None where it
    is a category or unknown. Every n-th row by points stands for all where there are more.
    """
    order = np.argsort(found.points, kind="stable")
    shown = order[np.unique(np.linspace(0, len(order) - 1, min(dots, len(order))).astype(int))]
    sizes = np.abs(found.shares).mean(axis=0)
    strongest = [int(at) for at in np.argsort(-sizes, kind="stable")[:_SHOWN] if sizes[at]]
    return [
        {
            "feature": found.names[at],
            "mean_size": float(sizes[at]),
            "points": found.shares[shown, at].tolist(),
            "rank": _ranks(found.values[at], shown),
        }
        for at in strongest
    ]


def _ranks(values: Sequence[Any], shown: Sequence[int]) -> list[float | None]:
    known = np.sort([one for one in values if isinstance(one, float)])
    if len(known) < 2 or known[0] == known[-1]:
        return [None for _ in shown]
    return [
        None
        if not isinstance(values[row], float)
        else float(np.searchsorted(known, values[row], side="left") / (len(known) - 1))
        for row in shown
    ]
