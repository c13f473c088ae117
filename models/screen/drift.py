"""Features that do not mean today what they meant: how they are spread and how many are known."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from coopscore.calendar import Calendar, shift
from features.matrix import FeatureMatrix
from models.inputs import Input, frame
from models.metrics import Psi, missing_shift, psi, psi_of_counts
from models.screen.findings import Finding
from models.screen_settings import ScreenSettings

_YEAR = 12


def drift(
    matrix: FeatureMatrix,
    present: FeatureMatrix | None,
    inputs: Sequence[Input],
    days: Sequence[date],
    settings: ScreenSettings,
) -> Iterator[Finding]:
    """Two findings for each feature: how far it drifts, and how many of its values were lost.

    Training days a year apart are compared, and the first of them with now (with the last training
    day, where there is no `present`). The worst pair is told. A value that only its definition puts
    there counts as unknown, so that a count that falls to nothing on record is seen.
    """
    spread = _by_day(matrix, inputs, days)
    if present is not None:
        spread |= _by_day(present, inputs, present.table["as_of"].unique().to_pylist())
    pairs = compared(tuple(spread), matrix.calendar)
    if not pairs:
        return
    for item in inputs:
        columns = {day: table[item.name] for day, table in spread.items()}
        yield _drifts(item, columns, pairs, settings)
        yield _collapses(item, columns, pairs, settings)


def compared(days: Sequence[date], calendar: Calendar) -> list[tuple[date, date]]:
    """Each day beside the newest one that lies a year or more before it; and first beside last."""
    ordered = sorted(set(days))
    pairs = []
    for day in ordered:
        before = [one for one in ordered if one <= shift(day, -_YEAR, calendar)]
        pairs += [(before[-1], day)] if before else []
    ends = (ordered[0], ordered[-1]) if len(ordered) > 1 else None
    return [*pairs, ends] if ends and ends not in pairs else pairs


def _by_day(
    matrix: FeatureMatrix, inputs: Sequence[Input], days: Sequence[date]
) -> dict[date, pd.DataFrame]:
    table = frame(matrix.table, inputs)
    on = np.array(matrix.table["as_of"].to_pylist(), dtype=object)
    return {day: table[on == day] for day in sorted(days) if (on == day).any()}


def _drifts(
    item: Input,
    columns: Mapping[date, "pd.Series[Any]"],
    pairs: Sequence[tuple[date, date]],
    settings: ScreenSettings,
) -> Finding:
    found = [(_index(columns[a], columns[b], item), a, b) for a, b in pairs]
    index, then, now = max(found, key=lambda one: one[0].value)
    figures = {
        "psi": index.value, "p": index.p, "benchmark": index.benchmark,
        "then": then.isoformat(), "now": now.isoformat(),
    }  # fmt: skip
    far = index.value > settings.drift_psi and index.p < settings.drift_p
    return Finding(
        code="drifts", verdict="warn" if far else "pass", feature=item.name, figures=figures
    )


def _index(then: "pd.Series[Any]", now: "pd.Series[Any]", item: Input) -> Psi:
    if item.type == "number":
        return psi(then.to_numpy(dtype=np.float64), now.to_numpy(dtype=np.float64))
    both = pd.concat([then, now]).fillna("")
    codes, _ = pd.factorize(both, sort=True)
    counts = [np.bincount(part, minlength=codes.max() + 1) for part in np.split(codes, [len(then)])]
    return psi_of_counts(*counts)


def _collapses(
    item: Input,
    columns: Mapping[date, "pd.Series[Any]"],
    pairs: Sequence[tuple[date, date]],
    settings: ScreenSettings,
) -> Finding:
    unknown = {day: _unknown(column, item) for day, column in columns.items()}
    share = {day: float(1 - gone.mean()) for day, gone in unknown.items()}

    def lost(pair: tuple[date, date]) -> float:
        then, now = share[pair[0]], share[pair[1]]
        return 1 - now / then if then else 0.0

    worst = max(pairs, key=lost)
    chance = missing_shift(*(np.where(unknown[day], np.nan, 0.0) for day in worst)).p
    figures = {
        "lost": lost(worst), "p": chance,
        "known_then": share[worst[0]], "known_now": share[worst[1]],
        "then": worst[0].isoformat(), "now": worst[1].isoformat(),
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
