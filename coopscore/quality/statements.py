"""Statements as a matrix: one row a statement, one column a line, in logarithms of amounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.price_index import PriceIndex
from coopscore.quality.robust import Floats, Ints

CAPITAL = "capital_paid"  # the line that yearly figures tell of as well

_EPOCH = date(1970, 1, 1)
_SPAN = 2**20  # more than any day number


@dataclass(frozen=True, kw_only=True)
class Statements:
    """Statements in order of co-operative and fiscal year: n of them, with m lines each.

    `logs` are decimal logarithms of the amounts without their sign, missing where a line is absent
    or nothing; `prices` is what to take off them for the money of the base year, missing where no
    index tells. `owner` numbers the co-operatives, `coop` gives the id of each statement's.
    """

    coop: pa.Array
    record: pa.Array
    owner: Ints
    period: Ints
    codes: tuple[str, ...]
    logs: Floats
    prices: Floats

    def __len__(self) -> int:
        return len(self.owner)

    def line(self, code: str) -> Floats:
        """One line's logarithms; missing throughout where no statement has it."""
        if code not in self.codes:
            return np.full(len(self), np.nan)
        return np.asarray(self.logs[:, self.codes.index(code)], dtype=np.float64)


def statements(lines: pa.Table, prices: PriceIndex, as_of: date) -> Statements:
    """The statements that rows of `statement_line` make up.

    Parameters
    ----------
    lines : pa.Table
        As known on `as_of`, one row a record, ordered by co-operative.
    """
    coop = lines["coop_id"].combine_chunks().dictionary_encode()
    currency = lines["currency"].combine_chunks().dictionary_encode()
    code = lines["line_code"].combine_chunks().dictionary_encode()
    owner = np.asarray(coop.indices, dtype=np.int64)
    money = np.asarray(currency.indices, dtype=np.int64)
    days = lines["happened"].combine_chunks().cast(pa.int32()).to_numpy().astype(np.int64)
    series = owner * max(len(currency.dictionary), 1) + money  # one owner in one currency
    keys, first, places = np.unique(series * _SPAN + days, return_index=True, return_inverse=True)
    logs = np.full((len(keys), len(code.dictionary)), np.nan)
    amounts = np.abs(lines["amount"].combine_chunks().to_numpy().astype(np.float64))
    told = amounts > 0
    logs[places[told], np.asarray(code.indices)[told]] = np.log10(amounts[told])
    firsts = pa.array(first)
    return Statements(
        coop=lines["coop_id"].take(firsts).combine_chunks(),
        record=_lowest(lines["record_id"], first),
        owner=keys // _SPAN,
        period=keys % _SPAN,
        codes=tuple(code.dictionary.to_pylist()),
        logs=logs,
        prices=_levels(currency.dictionary.to_pylist(), money[first], days[first], prices, as_of),
    )


def _lowest(records: pa.ChunkedArray, first: Ints) -> pa.Array:
    """The first record of each statement in the order of the rows: it stands for all of them."""
    return records.take(pa.array(first)).combine_chunks()


def _levels(
    currencies: Sequence[str], money: Ints, days: Ints, prices: PriceIndex, as_of: date
) -> Floats:
    """Decimal logarithm of the prices of each statement's year beside the base year's."""
    found = np.full(len(days), np.nan)
    for pair in {(int(one), int(day)) for one, day in zip(money, days, strict=True)}:
        happened = _EPOCH + timedelta(days=pair[1])
        real = prices.deflated(1.0, currencies[pair[0]], happened, as_of)
        if real is not None:
            found[(money == pair[0]) & (days == pair[1])] = -np.log10(real)
    return found


def peers_of(told: Statements, standing: pa.Table) -> Ints:
    """A number for each statement's branch and size; -1 where either is unknown.

    Parameters
    ----------
    standing : pa.Table
        `coop_id`, `branch` and `members` of each co-operative.
    """
    at = pc.index_in(told.coop, value_set=standing["coop_id"].combine_chunks())
    branch = standing["branch"].take(at).combine_chunks().dictionary_encode().indices
    members = standing["members"].take(at).combine_chunks().cast(pa.float64())
    sizes = members.to_numpy(zero_copy_only=False)
    with np.errstate(invalid="ignore"):
        # Bands of four times the members: 1-3, 4-15, 16-63, ...
        band = np.floor(np.log2(np.maximum(sizes, 1.0)) / 2)
    places = branch.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    known = (places >= 0) & np.isfinite(band)
    return np.where(known, places * 64 + np.where(np.isfinite(band), band, 0).astype(np.int64), -1)


def capital_elsewhere(told: Statements, capital: pa.Table) -> Floats:
    """How far the paid-in capital of each statement is from what was told apart from it, in logs.

    Parameters
    ----------
    capital : pa.Table
        `coop_id`, `period_end` and `capital_paid`.
    """
    own = _place(told.coop, pa.array(told.period.astype(np.int32)))
    found = pc.index_in(own, value_set=_place(capital["coop_id"], capital["period_end"]))
    amounts = capital["capital_paid"].take(found).combine_chunks().cast(pa.float64())
    numbers = amounts.to_numpy(zero_copy_only=False)
    with np.errstate(invalid="ignore", divide="ignore"):
        logs = np.where(numbers > 0, np.log10(numbers), np.nan)
    return np.asarray(told.line(CAPITAL) - logs, dtype=np.float64)


def _place(coop: pa.Array | pa.ChunkedArray, days: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Co-operative and day in one text."""
    day = pc.cast(days.cast(pa.int32()), pa.string())
    joined = pc.binary_join_element_wise(coop, day, "|")
    return joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined
