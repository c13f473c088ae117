"""The rows that a validation looks at: every kind's margins on the test days, out of time.

Rows that the source lost sight of are given margins too: nobody knew on the day that they would be
lost, so they take places on a list.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from features.matrix import FeatureMatrix
from models.inputs import Input
from models.kinds import columns, fitted
from models.sample import Sample, sample_of
from models.spec import Spec
from models.splits import Fold
from models.walk import Tested, Walked, measured

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Objects = NDArray[np.object_]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Rows:
    """One kind's rows of all test days; all arrays of shape (n,).

    `y` is 1 for an event, and 0 where `known` is False; `fold` counts from 1; `probability` is the
    calibrated one that could have been told on the day, NaN where none could.
    """

    y: Ints
    known: Flags
    coop_ids: Objects
    fold: Ints
    margin: Floats
    probability: Floats

    def __len__(self) -> int:
        return len(self.y)

    def take(self, mask: Flags | Ints) -> "Rows":
        """The rows picked out by a mask, or by their places in a new order."""
        return Rows(**{name: values[mask] for name, values in vars(self).items()})

    @property
    def of_known(self) -> "Rows":
        """The rows of known outcome."""
        return self.take(self.known)

    @property
    def told(self) -> "Rows":
        """The rows of known outcome that a probability could be told of."""
        return self.take(self.known & ~np.isnan(self.probability))


@dataclass(frozen=True, kw_only=True)
class Tried:
    """One kind's walk, and the margins that it gave to the lost rows of each test day."""

    walked: Walked
    lost: Sequence[Floats]


def lost_of(
    matrix: FeatureMatrix, outcomes: pa.Table, inputs: tuple[Input, ...], days: Collection[date]
) -> Sample:
    """The censored rows of `days`, as `sample_of` gives the known ones; `y` is 0 and means nothing.

    Those already gone are left out, as they are of every figure.
    """
    # `sample_of` takes the rows of state "none"; here these are the censored ones and no others.
    censored = pc.equal(outcomes["state"], "censored")
    place = outcomes.column_names.index("state")
    state = pc.if_else(censored, "none", "left_out")
    return sample_of(matrix, outcomes.set_column(place, "state", state), inputs, days)


def tried(
    spec: Spec,
    inputs: Sequence[Input],
    sample: Sample,
    lost: Sample,
    folds: Sequence[Fold],
    progress: Progress | None = None,
) -> dict[str, Tried]:
    """Every kind of the spec on every fold, as `models.walk.walk` goes, with margins of lost rows.

    Parameters
    ----------
    inputs, sample, folds
        As for `walk`.
    lost : Sample
        As `lost_of` gives it.
    progress : callable, optional
        Told how many fits are done, of how many.
    """
    kinds = spec.champion.kinds
    steps: dict[str, list[Tested]] = {kind: [] for kind in kinds}
    margins: dict[str, list[Floats]] = {kind: [] for kind in kinds}
    for number, fold in enumerate(folds):
        known, test = sample.before(fold), sample.on(fold.tests)
        gone = lost.on(fold.tests)
        for place, kind in enumerate(kinds):
            model, names = fitted(kind, spec, inputs, known), columns(kind, spec, inputs)
            margin = model.decision_function(test.X[names])
            steps[kind].append(Tested(fold=fold, sample=test, margin=margin))
            # An estimator refuses to be asked about no rows at all.
            asked = model.decision_function(gone.X[names]) if len(gone) else np.empty(0)
            margins[kind].append(asked)
            if progress:
                progress(number * len(kinds) + place + 1, len(folds) * len(kinds))
    return {
        kind: Tried(walked=measured(steps[kind], spec=spec.name), lost=margins[kind])
        for kind in kinds
    }


def rows_of(one: Tried, lost: Sample) -> Rows:
    """One kind's rows: fold by fold the known ones, then the lost ones."""
    parts: dict[str, list[NDArray[Any]]] = {name: [] for name in Rows.__dataclass_fields__}
    stretch = zip(one.walked.steps, one.walked.told, one.lost, strict=True)
    for number, (step, told, margin) in enumerate(stretch, start=1):
        gone = lost.on(step.fold.tests)
        size, more = len(step.sample), len(gone)
        own = np.full(size, np.nan) if told is None else told
        found: Mapping[str, NDArray[Any]] = {
            "y": np.r_[step.sample.y, gone.y],
            "known": np.arange(size + more) < size,
            "coop_ids": np.r_[step.sample.coop_ids, gone.coop_ids],
            "fold": np.full(size + more, number),
            "margin": np.r_[step.margin, margin],
            "probability": np.r_[own, np.full(more, np.nan)],
        }
        for name, values in found.items():
            parts[name].append(values)
    return Rows(**{name: np.concatenate(values) for name, values in parts.items()})


def column_of(name: str, steps: Sequence[Tested], lost: Sample) -> "NDArray[Any]":
    """One input's values in the order of `rows_of`."""
    parts = []
    for step in steps:
        parts += [step.sample.X[name], lost.on(step.fold.tests).X[name]]
    return np.concatenate([part.to_numpy(dtype=object) for part in parts])
