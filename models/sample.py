"""The rows that a model may learn from: inputs beside outcomes that were known in time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from coopscore.errors import TooFewEvents
from features.matrix import FeatureMatrix
from models.inputs import Input, frame
from models.spec import Spec
from models.splits import Fold, days_tested

# What became of a row, as far as it can be told. An indeterminate one did not have the event: it is
# no example to fit on, and counts as none wherever a probability is held against what came.
LEARNT_FROM = ("event", "none")
JUDGED = (*LEARNT_FROM, "indeterminate")


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Rows of known outcome: inputs `X`, outcome `y` (1 an event), co-operative and day of each.

    `fits` tells which rows a model may be fitted on: all but the indeterminate ones, whose `y` is 0
    and counts in calibration, probabilities and every test. `known_on` is the day by which each
    outcome was known, where rows of one day look ahead differently far; else None.
    """

    X: pd.DataFrame
    y: NDArray[np.int64]
    coop_ids: NDArray[np.object_]
    as_ofs: NDArray[np.object_]
    fits: NDArray[np.bool_]
    known_on: NDArray[np.object_] | None = None

    def __len__(self) -> int:
        return len(self.y)

    @property
    def days(self) -> list[date]:
        """The as-of days, oldest first, each once."""
        return sorted(set(self.as_ofs.tolist()))

    @property
    def events(self) -> int:
        """Rows with an event."""
        return int(self.y.sum())

    @property
    def cooperatives_with_event(self) -> int:
        """Co-operatives with an event, each once, however many days look ahead to it."""
        return len(set(self.coop_ids[self.y == 1].tolist()))

    @property
    def fitting(self) -> "Sample":
        """The rows that a model may be fitted on."""
        return self if self.fits.all() else self.take(self.fits)

    def on(self, days: Collection[date]) -> "Sample":
        """The rows of these as-of days."""
        return self.take(np.isin(self.as_ofs, np.array(list(days), dtype=object)))

    def before(self, fold: Fold) -> "Sample":
        """The rows that may be fitted on for a fold's test: of its days, and known by then."""
        return self.on(fold.train).known_by(fold.test)

    def known_by(self, day: date) -> "Sample":
        """The rows whose outcome was known by a day, where they say so of themselves; else all."""
        return self if self.known_on is None else self.take(self.known_on <= day)

    def take(self, rows: NDArray[Any]) -> "Sample":
        """The rows picked out by a mask."""
        return Sample(
            X=self.X.loc[rows].reset_index(drop=True),
            y=self.y[rows],
            coop_ids=self.coop_ids[rows],
            as_ofs=self.as_ofs[rows],
            fits=self.fits[rows],
            known_on=None if self.known_on is None else self.known_on[rows],
        )


def sample_of(
    matrix: FeatureMatrix, outcomes: pa.Table, inputs: tuple[Input, ...], days: Collection[date]
) -> Sample:
    """The rows of `days` whose outcome is known; already gone, censored and immature ones are left
    out, for nothing true can be learnt from them."""
    keys = ["coop_id", "as_of"]
    assert outcomes.select(keys).equals(matrix.table.select(keys)), "outcomes in the matrix's order"
    states = np.array(outcomes["state"].to_pylist(), dtype=object)
    whole = Sample(
        X=frame(matrix.table, inputs),
        y=outcomes["outcome"].fill_null(0).to_numpy().astype(np.int64),
        coop_ids=np.array(outcomes["coop_id"].to_pylist(), dtype=object),
        as_ofs=np.array(outcomes["as_of"].to_pylist(), dtype=object),
        fits=np.isin(states, LEARNT_FROM),
        known_on=np.array(outcomes["known_on"].to_pylist(), dtype=object)
        if "known_on" in outcomes.column_names
        else None,
    )
    known = np.isin(states, JUDGED)
    return whole.take(known & np.isin(whole.as_ofs, np.array(list(days), dtype=object)))


def need_events(spec: Spec, sample: Sample, folds: Sequence[Fold]) -> None:
    """Refuse a sample that holds too little to fit or to test on.

    Raises
    ------
    TooFewEvents
        Where fewer co-operatives than the spec's `calibration.min_events` had the event, in the
        training days of the first fold or in all test days; and where there is no fold.
    """
    fitting = sample.before(folds[0]).cooperatives_with_event if folds else 0
    calibrating = sample.on(days_tested(folds)).cooperatives_with_event
    needed = spec.calibration.min_events
    if min(fitting, calibrating) < needed:
        raise TooFewEvents(spec=spec.name, fitting=fitting, calibrating=calibrating, needed=needed)


def state_counts(outcomes: pa.Table, days: Collection[date]) -> dict[str, int]:
    """How many rows of `days` are in each state, by name."""
    chosen = set(days)
    counts: dict[str, int] = {}
    for as_of, state in zip(
        outcomes["as_of"].to_pylist(), outcomes["state"].to_pylist(), strict=True
    ):
        if as_of in chosen:
            counts[state] = counts.get(state, 0) + 1
    return dict(sorted(counts.items()))
