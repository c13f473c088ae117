"""Features that know the outcome: what one of them tells alone, and values that mark events."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import betaincinv

from models.inputs import Input
from models.metrics import auc, cluster_bootstrap
from models.sample import Sample
from models.screen.bins import folds_by, foretold, groups
from models.screen.findings import Finding, Verdict
from models.screen_settings import ScreenSettings

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Telling:
    """How well one feature tells events alone: by its `value`, what is `missing`, or its `bins`.

    `auc` lies between 0.5 and 1; `score` rises with the risk, one number for each of `rows`.
    """

    by: str
    auc: float
    score: Floats
    rows: NDArray[np.bool_]


def telling(column: "pd.Series[float]", sample: Sample, seed: int) -> Telling:
    """The best that one column tells of the sample's outcome, whichever way it tells it.

    A number is taken as it is, where known; any column by whether it is missing, and by its bins'
    share of events, counted on other co-operatives, which also sees what does not rise or fall.
    """
    y = sample.y
    everywhere: NDArray[np.bool_] = np.ones(len(sample), dtype=np.bool_)
    missing: NDArray[np.bool_] = column.isna().to_numpy(dtype=np.bool_)
    scores: dict[str, tuple[Floats, NDArray[np.bool_]]] = {
        "missing": (np.where(missing, 1.0, 0.0), everywhere),
        "bins": (foretold(groups(column), y, folds_by(sample.coop_ids, seed)), everywhere),
    }
    if pd.api.types.is_numeric_dtype(column.dtype):
        scores["value"] = (np.asarray(column, dtype=np.float64), ~missing)
    found = [_oriented(by, y, score, rows) for by, (score, rows) in sorted(scores.items())]
    return max(found, key=lambda one: one.auc)


def _oriented(by: str, y: NDArray[np.int64], score: Floats, rows: NDArray[np.bool_]) -> Telling:
    if len(np.unique(y[rows])) < 2:
        return Telling(by=by, auc=0.5, score=np.zeros(int(rows.sum())), rows=rows)
    rising = auc(y[rows], score[rows])
    # Out-of-fold shares of bins that tell nothing lean the wrong way; they have no other way.
    turned = rising < 0.5 and by != "bins"
    return Telling(
        by=by,
        auc=1 - rising if turned else max(rising, 0.5),
        score=-score[rows] if turned else score[rows],
        rows=rows,
    )


def single_features(
    inputs: Sequence[Input], sample: Sample, settings: ScreenSettings
) -> Iterator[Finding]:
    """What each feature tells alone, and, where there is any, the value that marks events."""
    for item in inputs:
        column = sample.X[item.name]
        yield _tells(item.name, telling(column, sample, settings.seed), sample, settings)
        yield from _marks(item.name, column, sample, settings)


def _tells(name: str, found: Telling, sample: Sample, settings: ScreenSettings) -> Finding:
    y, ids = sample.y[found.rows], sample.coop_ids[found.rows]
    events = len(set(ids[y == 1].tolist()))
    figures: dict[str, float | int | str] = {"auc": found.auc, "by": found.by, "events": events}
    verdict: Verdict = "pass"
    # An interval takes time, and only a high AUC needs one.
    if found.auc > settings.warn_auc:
        interval = cluster_bootstrap(
            auc,
            y,
            found.score,
            ids,
            draws=settings.draws,
            seed=settings.seed,
            level=settings.level,
        )
        figures |= {"low": interval.low, "high": interval.high}
        sure = interval.low > settings.warn_auc and events >= settings.least_events
        verdict = "stop" if sure and found.auc > settings.stop_auc else "warn"
    return Finding(code="tells_outcome", verdict=verdict, feature=name, figures=figures)


def _marks(
    name: str, column: "pd.Series[float]", sample: Sample, settings: ScreenSettings
) -> Iterator[Finding]:
    """The group of one feature's values in which nearly all have the event.

    Co-operatives are counted, each once: a group's events are those with any row of an event in it.
    """
    group = groups(column)
    table = pd.DataFrame({"group": group, "coop": sample.coop_ids, "y": sample.y})
    each = table.groupby(["group", "coop"], sort=True)["y"].max().reset_index()
    counted = each.groupby("group")["y"].agg(["sum", "count"])
    # A group as large as the whole marks nobody.
    small = counted[(counted["sum"] >= settings.least_events) & (counted["count"] < len(each) / 2)]
    if small.empty:
        return
    low = _least_share(small["sum"].to_numpy(), small["count"].to_numpy(), settings.level)
    best = int(np.argmax(low))
    if low[best] <= settings.warn_share:
        return
    rows = group == small.index[best]
    figures = {
        "share": float(small["sum"].iloc[best] / small["count"].iloc[best]),
        "low": float(low[best]),
        "cooperatives": int(small["count"].iloc[best]),
        "value": _shown(column[rows]),
    }
    verdict: Verdict = "stop" if low[best] > settings.stop_share else "warn"
    yield Finding(code="marks_events", verdict=verdict, feature=name, figures=figures)


def _least_share(events: NDArray[np.int64], of: NDArray[np.int64], level: float) -> Floats:
    """Lower end of the Clopper-Pearson interval of a share."""
    low: Floats = betaincinv(events, of - events + 1, (1 - level) / 2)
    return low


def _shown(values: "pd.Series[float]") -> str:
    """A group of values as text: one value, a span, or nothing for what is missing."""
    known = sorted(set(values.dropna()))
    if not known:
        return ""
    first, last = (v if isinstance(v, str) else f"{v:g}" for v in (known[0], known[-1]))
    return first if first == last else f"{first} .. {last}"
