"""Co-operative quarters: a row for each quarter that a co-operative was seen in, and what ended it.

The hazard of an end in a quarter, given that none came before, is the probability of a binary
outcome on these rows, with the quarter ahead as an input (Allison, "Discrete-time methods for the
analysis of event histories", Sociological Methodology 13, 1982). Two kinds of end compete: each has
hazards of its own on the same rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from coopscore.calendar import shift
from features.ends import CAUSES
from models.booster import Booster
from models.hazard.odds import Odds
from models.learner import Floats
from models.sample import Sample
from models.spec import Spec
from models.spec_tables import HazardSettings

QUARTERS, MONTHS = 8, 3
QUARTER = "quarter_ahead"

# Quarters without an end that are fitted on at most: rows are many and ends few, and what is left
# out is given back to the level.
MOST = 150_000

Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Quarters:
    """Of each row how many quarters were seen, and how the last of them ended.

    `seen` is 0 to 8, shape (n,); `cause` the place in `CAUSES` of what came in the last quarter
    seen, -1 where nothing did. A quarter that some other end cut short was not seen.
    """

    seen: Ints
    cause: Ints


def quarters_of(sample: Sample, ends: pa.Table, spec: Spec, until: date) -> Quarters:
    """What was seen of each row's next eight quarters, on a day.

    Parameters
    ----------
    sample : Sample
        The rows.
    ends : pa.Table
        As `features.ends.first_ends` gives them.
    spec : Spec
        Its calendar, and how long after a quarter what came in it is known.
    until : date
        The day that is looked from.
    """
    rows = (ends[name].to_pylist() for name in ("coop_id", "ended", "cause"))
    ended = {who: (day, cause) for who, day, cause in zip(*rows, strict=True)}
    spans = {day: _spans(day, spec, until) for day in sample.days}
    seen, causes = np.zeros(len(sample), dtype=np.int64), np.full(len(sample), -1)
    for row, (who, day) in enumerate(zip(sample.coop_ids, sample.as_ofs, strict=True)):
        last = len(spans[day])
        over, cause = ended.get(who, (None, ""))
        if over is not None:
            place = int(np.searchsorted(spans[day], np.datetime64(over)))
            if over <= day:
                last = 0
            elif place < last:
                told = cause in CAUSES
                last = place + told
                causes[row] = CAUSES.index(cause) if told else -1
        seen[row] = last
    return Quarters(seen=seen, cause=causes)


def _spans(day: date, spec: Spec, until: date) -> NDArray[np.datetime64]:
    """The ends of the quarters after a day that are on record by another."""
    ahead = [MONTHS * (place + 1) for place in range(QUARTERS)]
    known = [m for m in ahead if shift(day, m + spec.maturity.value, spec.calendar) <= until]
    return np.array([shift(day, m, spec.calendar) for m in known], dtype="datetime64[D]")


def with_quarter(X: pd.DataFrame, rows: Ints, quarter: Ints) -> pd.DataFrame:
    """Rows with the quarter that is asked about, 1 to 8."""
    return X.iloc[rows].reset_index(drop=True).assign(**{QUARTER: quarter.astype(np.float64)})


def fit_end(
    cause: str,
    sample: Sample,
    quarters: Quarters,
    names: Sequence[str],
    settings: HazardSettings,
    least: int,
) -> Odds:
    """The hazard of one kind of end by quarter; one rate where fewer than `least` came."""
    rows = np.repeat(np.arange(len(sample)), quarters.seen)
    before = np.cumsum(quarters.seen) - quarters.seen
    quarter = np.arange(len(rows)) - np.repeat(before, quarters.seen) + 1
    came = (quarters.cause[rows] == CAUSES.index(cause)) & (quarter == quarters.seen[rows])
    events = int(came.sum())
    if events < least:
        return Odds.of_rate(events, len(rows))
    step = max(1, -(-int((~came).sum()) // MOST))
    kept = came | (np.cumsum(~came) % step == 0)
    model = Booster(
        n_estimators=settings.n_estimators, learning_rate=settings.learning_rate,
        num_leaves=settings.num_leaves, min_child_samples=settings.min_child_samples,
        reg_lambda=settings.reg_lambda, max_bin=63, seed=settings.seed,
    )  # fmt: skip
    model.fit(with_quarter(sample.X[list(names)], rows[kept], quarter[kept]), came[kept])
    return Odds(model=model, level=-float(np.log(step)))


def hazards(odds: Odds, X: pd.DataFrame) -> Floats:
    """The hazard in each of the next eight quarters, shape (n, 8)."""
    rows = np.repeat(np.arange(len(X)), QUARTERS)
    quarter = np.tile(np.arange(1, QUARTERS + 1), len(X))
    return odds.probability(with_quarter(X, rows, quarter)).reshape(-1, QUARTERS)
