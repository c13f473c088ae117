"""The rows of two cycles: what came of the first open one, of the next, and of either."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from features.matrix import FeatureMatrix
from features.telling import with_outcome
from models.inputs import inputs_of
from models.learner import Floats
from models.sample import JUDGED, Sample, sample_of

YEAR = 12
_OVER = ("already_gone", "censored")
Texts = NDArray[np.object_]


@dataclass(frozen=True, kw_only=True)
class Cycles:
    """Rows whose first open cycle is known, and what is known of the next.

    Parameters
    ----------
    first : Sample
        All such rows.
    second : Sample
        Those with twelve months or less to go that did not end silent, whose second cycle is known.
    months : array of shape (n,)
        Of `first`: to the end of the first open cycle.
    either : array of shape (n,)
        Of `first`: 1 where a cycle that ends within 24 months was silent, 0 where none was, nan
        where the last of them is not known yet, whatever came before.
    known_on : array of shape (n,)
        Of `first`: the day by which `either` is known.
    """

    first: Sample
    second: Sample
    months: NDArray[np.int64]
    either: Floats
    known_on: Texts


def cycles_of(
    matrix: FeatureMatrix,
    outcomes: pa.Table,
    second: pa.Table,
    months: str,
    *,
    days: Sequence[date],
    until: date,
) -> Cycles:
    """The rows of some days, with the outcomes of their first open cycle and of the one after.

    Parameters
    ----------
    matrix, outcomes, second
        Rows, and what came of the first open cycle of each and of the second.
    months : str
        The column of the months to the end of the first.
    days : sequence of date
        The as-of days that are looked at.
    until : date
        Outcomes that were known later are not.
    """
    first = sample_of(matrix, outcomes, inputs_of(matrix), days)
    ahead = matrix.table[months].to_numpy().astype(np.int64)
    state, after = _states(outcomes), _states(second)
    went_on = (state == "none") & (ahead <= YEAR)
    later = _with(second, np.where(went_on, after, "immature"))
    known = np.isin(state, JUDGED) & np.isin(matrix.table["as_of"].to_numpy(), _days(days))
    silent = np.where(state == "event", np.where(after == "immature", after, "event"), after)
    # Who ended, or was lost from sight, without having been silent counts as not silent: the curve
    # tells how many fall silent of all who started, so that ends compete and nobody is left out.
    silent = np.where((state == "none") & np.isin(after, _OVER), "none", silent)
    silent = np.where(ahead > YEAR, state, silent)
    known_on = np.where(ahead > YEAR, _known(outcomes), _known(second))
    told = np.select([silent == "event", silent == "none"], [1.0, 0.0], np.nan)
    told = np.where(known_on <= until, told, np.nan)
    assert first.known_on is not None, "rows of cycles say when they are known"
    by_then = np.asarray(first.known_on <= until, dtype=np.bool_)
    return Cycles(
        first=first.known_by(until),
        second=sample_of(matrix, later, inputs_of(matrix), days).known_by(until),
        months=ahead[known][by_then],
        either=told[known][by_then],
        known_on=known_on[known][by_then],
    )


def _days(days: Sequence[date]) -> NDArray[np.datetime64]:
    return np.array(list(days), dtype="datetime64[D]")


def _states(outcomes: pa.Table) -> Texts:
    return np.array(outcomes["state"].to_pylist(), dtype=object)


def _known(outcomes: pa.Table) -> Texts:
    return np.array(outcomes["known_on"].to_pylist(), dtype=object)


def _with(outcomes: pa.Table, states: Texts) -> pa.Table:
    """The same rows with other states."""
    state = pa.chunked_array([pa.array(states.tolist(), pa.string())])
    told = with_outcome(outcomes.select(["coop_id", "as_of"]), state)
    return told.append_column("known_on", outcomes["known_on"])
