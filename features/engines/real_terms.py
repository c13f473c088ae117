"""The kernel's real terms: amounts of all row versions in the money of their base years."""

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from coopscore.price_index import PriceSeries, price_index
from features.engines.versions import Ints, Versions, day_numbers
from features.values import CURRENCY, Latest

Floats = npt.NDArray[np.float64]


def real_terms(versions: Versions, asked: Latest) -> Floats:
    """The column in real terms; not a number where it or its index is missing.

    An index counts where it was known on the row's own known day.
    """
    amounts, currency = versions.numbers(asked.column), versions.rows[CURRENCY]
    real = np.full(len(versions), np.nan)
    for code, series in price_index().series.items():
        at = np.flatnonzero(pc.fill_null(pc.equal(currency, code), fill_value=False).to_numpy())
        index = _index(series, versions.happened[at], versions.known[at])
        real[at] = amounts[at] * series.base / index
    return real


def _index(series: PriceSeries, happened: Ints, known: Ints) -> Floats:
    """The index of the last year that had ended by each day; not a number where there is none."""
    ends, next_ends, told = (
        day_numbers([getattr(level, name) for level in series.levels])
        for name in ("ends", "next_ends", "known")
    )
    place = np.searchsorted(ends, happened, side="right") - 1
    counts = (place >= 0) & (happened < next_ends[place]) & (known >= told[place])
    levels = np.array([level.index for level in series.levels])
    return np.where(counts, levels[place], np.nan)
