"""Features that do not mean today what they meant: how they are spread and how many are known."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from coopscore.calendar import Calendar, shift
from features.matrix import FeatureMatrix
from models.inputs import Input, frame
from models.metrics import Psi, missing_shift, psi, psi_of_counts
from models.screen.findings import Finding, Verdict
from models.screen_settings import ScreenSettings

Pair = tuple[date, date]

Floats = NDArray[np.float64]

_YEAR = 12
_LINKS = 2
_ALIKE = 0.01  # of what is large among a feature's values


def drift(
    matrix: FeatureMatrix,
    present: FeatureMatrix | None,
    inputs: Sequence[Input],
    days: Sequence[date],
    settings: ScreenSettings,
) -> Iterator[Finding]:
    """Two findings for each feature: how far it drifts, and how many of its values were lost.

    Now (without `present` the newest training day) is held against the newest training day a year
    before it, and that one likewise; see `compared`. The worst pair is told, its p-value times the
    number of pairs, for the worst of many is far by chance (Bonferroni). What moved from the first
    day to the last, a little every year, is told beside and warns of nothing: a registry grows old.
    What was lost by then is judged. A value that only its definition puts there counts as unknown,
    so that a count that falls to nothing on record is seen.
    """
    spread = _by_day(matrix, inputs, days)
    if present is not None:
        spread |= _by_day(present, inputs, present.table["as_of"].unique().to_pylist())
    ordered = sorted(spread)
    pairs = compared(ordered, matrix.calendar)
    if not pairs:
        return
    ends = (ordered[0], ordered[-1])
    apart = [] if ends in pairs else [ends]
    for item in inputs:
        columns = {day: table[item.name] for day, table in spread.items()}
        yield _drifts(item, columns, pairs, settings)
        if apart:
            yield from _over_all(item, columns, ends, settings)
        yield _collapses(item, columns, [*pairs, *apart], settings)


def compared(days: Sequence[date], calendar: Calendar) -> list[Pair]:
    """The last day beside the newest one a year or more before it, that one likewise, and so on.

    The newest pairs of such a chain, the last of them first: a record that filled up in its first
    years says nothing against a model of now. Seasons would tell days closer by apart, so that the
    last day is held against the one before it only where none lies a year before.
    """
    ordered = sorted(set(days))
    pairs: list[Pair] = []
    now = ordered[-1] if ordered else date.max
    while len(pairs) < _LINKS:
        before = [one for one in ordered if shift(one, _YEAR, calendar) <= now]
        if not before:
            break
        pairs.append((before[-1], now))
        now = before[-1]
    return pairs or list(pairwise(ordered))[-1:]


def _by_day(
    matrix: FeatureMatrix, inputs: Sequence[Input], days: Sequence[date]
) -> dict[date, pd.DataFrame]:
    table = frame(matrix.table, inputs)
    on = np.array(matrix.table["as_of"].to_pylist(), dtype=object)
    return {day: table[on == day] for day in sorted(days) if (on == day).any()}


def _drifts(
    item: Input,
    columns: Mapping[date, "pd.Series[Any]"],
    pairs: Sequence[Pair],
    settings: ScreenSettings,
) -> Finding:
    found = [_moved(item, columns, pair, len(pairs)) for pair in pairs]
    worst = max(found, key=lambda one: (_far(one, settings), one["psi"]))
    verdict: Verdict = "warn" if _far(worst, settings) else "pass"
    return Finding(code="drifts", verdict=verdict, feature=item.name, figures=worst)


def _over_all(
    item: Input, columns: Mapping[date, "pd.Series[Any]"], ends: Pair, settings: ScreenSettings
) -> Iterator[Finding]:
    figures = _moved(item, columns, ends, 1)
    if _far(figures, settings):
        yield Finding(code="drifted_over_all", verdict="pass", feature=item.name, figures=figures)


def _moved(
    item: Input, columns: Mapping[date, "pd.Series[Any]"], pair: Pair, pairs: int
) -> dict[str, Any]:
    then, now = pair
    index = _index(columns[then], columns[now], item)
    return {
        "psi": index.value, "p": min(1.0, index.p * pairs), "benchmark": index.benchmark,
        "then": then.isoformat(), "now": now.isoformat(), "pairs": pairs,
    }  # fmt: skip


def _far(figures: Mapping[str, Any], settings: ScreenSettings) -> bool:
    far: bool = figures["psi"] > settings.drift_psi and figures["p"] < settings.drift_p
    return far


def _index(then: "pd.Series[Any]", now: "pd.Series[Any]", item: Input) -> Psi:
    if item.type == "number":
        first = then.to_numpy(dtype=np.float64)
        return psi(first, _snapped(first, now.to_numpy(dtype=np.float64)))
    both = pd.concat([then, now]).fillna("")
    codes, _ = pd.factorize(both, sort=True)
    counts = [np.bincount(part, minlength=codes.max() + 1) for part in np.split(codes, [len(then)])]
    return psi_of_counts(*counts)


def _snapped(then: Floats, now: Floats) -> Floats:
    """What differs from a value of `then` by next to nothing counts as that value.

    Where whole years end on one day, a leap day moves every row by one, and nothing has changed.
    """
    seen = np.unique(then[~np.isnan(then)])
    if not len(seen):
        return now
    above = np.searchsorted(seen, now).clip(1, max(1, len(seen) - 1))
    low, high = seen[above - 1], seen[above.clip(0, len(seen) - 1)]
    nearest = np.where(now - low <= high - now, low, high)
    alike = np.abs(now - nearest) <= _ALIKE * np.quantile(np.abs(seen), 0.95)
    snapped: Floats = np.where(alike, nearest, now)
    return snapped


def _collapses(
    item: Input,
    columns: Mapping[date, "pd.Series[Any]"],
    pairs: Sequence[Pair],
    settings: ScreenSettings,
) -> Finding:
    unknown = {day: _unknown(column, item) for day, column in columns.items()}
    share = {day: float(1 - gone.mean()) for day, gone in unknown.items()}

    def lost(pair: tuple[date, date]) -> float:
        then, now = share[pair[0]], share[pair[1]]
        return 1 - now / then if then else 0.0

    worst = max(pairs, key=lost)
    alone = missing_shift(*(np.where(unknown[day], np.nan, 0.0) for day in worst)).p
    chance = min(1.0, alone * len(pairs))
    figures = {
        "lost": lost(worst), "p": chance,
        "known_then": share[worst[0]], "known_now": share[worst[1]],
        "then": worst[0].isoformat(), "now": worst[1].isoformat(), "pairs": len(pairs),
    }  # fmt: skip
    fell = lost(worst) > settings.collapse and chance < settings.drift_p
    return Finding(
        code="collapses", verdict="warn" if fell else "pass", feature=item.name, figures=figures
    )


def _unknown(column: "pd.Series[Any]", item: Input) -> NDArray[np.bool_]:
    gone = column.isna()
    if item.missing is not None:
        gone |= column == item.missing
    return gone.to_numpy(dtype=np.bool_)
