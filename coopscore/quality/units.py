"""Statements that seem to be written in another unit of money, such as toman for rial.

Such a statement is off by one power of ten in all of its lines. Each line is compared with the
co-operative's own earlier ones, few as they are, or with its peers' where there are none, as plain
money or in the prices of one year, whichever is the steadier for that line. How much better a shift
explains the differences than none is a log likelihood ratio under heavy tails, so that one line
that jumped for a reason of its own does not decide.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from coopscore.price_index import PriceIndex, price_index
from coopscore.quality.flags import flag_table
from coopscore.quality.robust import (
    Flags,
    Floats,
    Ints,
    earlier,
    log_density,
    median,
    medians,
    of_peers,
    spread,
)
from coopscore.quality.settings import UnitSettings
from coopscore.quality.statements import (
    CAPITAL,
    Statements,
    capital_elsewhere,
    peers_of,
    statements,
)

KIND = "unit_slip"
# Lines that never move would otherwise speak without limit.
_LEAST_SPREAD = 0.02  # in decimal logs, five percent; assumed
# Lines of a statement move together: n of them tell as much as n / (1 + (n - 1) / 2). Assumed.
_TOGETHER = 0.5

EVIDENCE = pa.schema(
    [
        ("period_end", pa.date32()),
        ("basis", pa.string()),  # history, short (fewer earlier than make one) or peers
        ("power", pa.int64()),  # all amounts are off by this power of ten
        ("shift", pa.float64()),  # middle of the lines' differences, in decimal logs
        ("lines", pa.int64()),  # that could be compared
        ("line_code", pa.string()),  # the line that says so most clearly
        ("amount", pa.float64()),  # of that line, without its sign
        ("usual", pa.float64()),  # what was expected there
    ]
)


@dataclass(frozen=True, kw_only=True)
class _Compared:
    """Differences from what is usual, (n, m) decimal logs, and each line's spread, (m,)."""

    differences: Floats
    spreads: Floats

    def with_another(self, column: Floats) -> "_Compared":
        """The same beside one more column of differences."""
        return _Compared(
            differences=np.column_stack([self.differences, column]),
            spreads=np.append(self.spreads, spread(column, _LEAST_SPREAD)),
        )


def unit_slips(
    lines: pa.Table,
    standing: pa.Table,
    capital: pa.Table,
    as_of: date,
    settings: UnitSettings,
    prices: PriceIndex | None = None,
) -> pa.Table:
    """Score every statement that can be compared.

    Parameters
    ----------
    lines : pa.Table
        Rows of `statement_line` as known on `as_of`, ordered by co-operative.
    standing : pa.Table
        `coop_id`, `branch` and `members` of each co-operative.
    capital : pa.Table
        `coop_id`, `period_end` and `capital_paid` as told apart from the statement; the line of
        that name is held to it as well. May be empty.

    Returns
    -------
    pa.Table
        `flags.COMMON` and `EVIDENCE`; a positive score speaks for the shift. `record_id` is the
        first of the statement's records.
    """
    told = statements(lines, prices or price_index(), as_of)
    beside, peers = capital_elsewhere(told, capital), peers_of(told, standing)
    usual: Mapping[str, Callable[[Floats], Floats]] = {
        "history": lambda values: _own(told, values, settings, settings.earlier),
        "short": lambda values: _own(told, values, settings, 1),
        "peers": lambda values: _peers(values, peers, settings),
    }
    compared = {basis: _compared(told, of) for basis, of in usual.items()}
    able = [np.isfinite(each.differences).any(axis=1) for each in compared.values()]
    first = np.where(np.any(able, axis=0), np.argmax(able, axis=0), len(able) - 1)
    parts = [_scored(told, each.with_another(beside), settings) for each in compared.values()]
    at = first, np.arange(len(told))
    chosen = {name: np.stack([part[name] for part in parts])[at] for name in parts[0]}
    chosen["basis"] = np.array(list(compared))[first]
    return _table(told, chosen, np.isfinite(chosen["score"]))


def _own(told: Statements, values: Floats, settings: UnitSettings, least: int) -> Floats:
    return earlier(values, told.owner, remembered=settings.remembered, least=least)


def _peers(values: Floats, group: Ints, settings: UnitSettings) -> Floats:
    found = of_peers(values, group, least=settings.peers)
    return np.where(group >= 0, found, np.nan)


def _compared(told: Statements, usual: Callable[[Floats], Floats]) -> _Compared:
    """Differences of every line from its usual value, as money or in one year's prices."""
    differences, spreads = np.full(told.logs.shape, np.nan), np.ones(told.logs.shape[1])
    for line in range(told.logs.shape[1]):
        nominal = told.logs[:, line]
        tried = [nominal - usual(nominal)]
        real = nominal - told.prices
        tried.append(real - usual(real))
        sizes = [spread(each, _LEAST_SPREAD) if _any(each) else np.inf for each in tried]
        best = int(np.argmin(sizes))
        if np.isfinite(sizes[best]):
            differences[:, line] = tried[best] - median(tried[best])
            spreads[line] = sizes[best]
    return _Compared(differences=differences, spreads=spreads)


def _any(values: Floats) -> bool:
    return bool(np.isfinite(values).any())


def _scored(
    told: Statements, compared: _Compared, settings: UnitSettings
) -> Mapping[str, Floats | Ints]:
    """The best power of ten for each statement, how much better it is than none, and why."""
    known = np.isfinite(compared.differences)
    counted = known.sum(axis=1)
    told_by = 1 + _TOGETHER * np.maximum(counted - 1, 0)
    plain = _likelihoods(compared, 0)
    score = np.full(len(told), np.nan)
    power = np.zeros(len(told), dtype=np.int64)
    line = np.zeros(len(told), dtype=np.int64)
    for shift in settings.powers:
        gains = _likelihoods(compared, shift) - plain
        total = np.where(counted > 0, gains.sum(axis=1) / told_by, np.nan)
        better = (total > score) | (np.isnan(score) & (counted > 0))
        score = np.where(better, total, score)
        power = np.where(better, shift, power)
        line = np.where(better, np.argmax(np.where(known, gains, -np.inf), axis=1), line)
    at = np.arange(len(told)), line
    logs = np.column_stack([told.logs, told.line(CAPITAL)])[at]
    return {
        "score": score,
        "power": power,
        "shift": _middles(compared.differences),
        "lines": counted,
        "line": line,
        "amount": 10.0**logs,
        "usual": 10.0 ** (logs - compared.differences[at]),
    }


def _likelihoods(compared: _Compared, shift: int) -> Floats:
    """Log density of each difference were the statement shifted; 0 where it is missing."""
    found = log_density((compared.differences - shift) / compared.spreads)
    return np.nan_to_num(found, nan=0.0)


def _middles(differences: Floats) -> Floats:
    return medians(differences.T)


def _table(told: Statements, chosen: Mapping[str, npt.NDArray[Any]], kept: Flags) -> pa.Table:
    rows = np.flatnonzero(kept)
    at = pa.array(rows)
    codes = pa.array([*told.codes, CAPITAL], pa.string())
    days = pa.array(told.period[rows].astype(np.int32)).cast(pa.date32())
    columns: dict[str, object] = {
        "coop_id": told.coop.take(at),
        "record_id": told.record.take(at),
        "period_end": days,
        "basis": pa.array(chosen["basis"][rows].tolist(), pa.string()),
        "line_code": codes.take(pa.array(chosen["line"][rows].astype(np.int64))),
    }
    for name in ("score", "power", "shift", "lines", "amount", "usual"):
        columns[name] = chosen[name][rows]
    return flag_table(KIND, columns, EVIDENCE)
