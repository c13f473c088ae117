"""Entries that were dated back in bursts: many late ones on few days, in one office or province.

One late entry is nothing strange: offices learn late. What is strange is one later than the office
usually is, entered together with many others, above all while a monitoring campaign ran there. The
score adds two surprises, each the negative log of a chance: that an entry waited so long, and that
so many late ones fell together.
"""

from collections.abc import Mapping
from math import lgamma

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.quality.flags import flag_table
from coopscore.quality.robust import Flags, Floats, Ints
from coopscore.quality.settings import BackDatingSettings

KIND = "back_dated"
_FEWEST = 0.02  # late entries expected in a window at least; assumed
_TERMS = 400  # of a Poisson tail's sum; more than any window has beyond its first

EVIDENCE = pa.schema(
    [
        ("table", pa.string()),
        ("office", pa.string()),
        ("happened", pa.date32()),
        ("known", pa.date32()),
        ("delay_days", pa.int64()),
        ("waited_as_long", pa.float64()),  # share of the office's entries
        ("together", pa.int64()),  # late entries in the window or campaign, this one among them
        ("expected", pa.float64()),  # such entries in as long a time, elsewhere in time
        ("where", pa.string()),  # office, province or campaign
        ("by_delay", pa.float64()),
        ("by_burst", pa.float64()),
    ]
)


def back_dated(entries: pa.Table, campaigns: pa.Table, settings: BackDatingSettings) -> pa.Table:
    """Score every late entry.

    Parameters
    ----------
    entries : pa.Table
        `coop_id`, `record_id`, `table`, `series` (what is compared with its like), `office`,
        `province`, `happened` and `known`; without those whose known day is declared.
    campaigns : pa.Table
        `province`, `starts_on` and `ends_on` of every campaign, one row a province.

    Returns
    -------
    pa.Table
        `flags.COMMON` and `EVIDENCE`.
    """
    known, happened = (_days(entries[name]) for name in ("known", "happened"))
    series, office, province = (_codes(entries[name]) for name in ("series", "office", "province"))
    delay = known - happened
    share = _waited(delay, series, office, settings.shrunk_by)
    late = (share <= settings.late_share) & (delay > 0)
    bursts = {
        "office": _bursts(known, late, series, office, settings.window_days),
        "province": _bursts(known, late, series, province, settings.window_days),
        "campaign": _campaigns(known, late, series, entries["province"], campaigns),
    }
    by_delay = -np.log(share)
    by_burst, together, expected, where = _strongest(bursts, settings.burst_most)
    kept = np.flatnonzero(late)
    at = pa.array(kept)
    same = ("coop_id", "record_id", "table", "office", "happened", "known")
    columns: dict[str, object] = {name: entries[name].take(at).combine_chunks() for name in same}
    columns |= {
        "score": (by_delay + by_burst)[kept],
        "delay_days": delay[kept],
        "waited_as_long": share[kept],
        "together": together[kept],
        "expected": expected[kept],
        "where": pa.array(list(bursts), pa.string()).take(pa.array(where[kept])),
        "by_delay": by_delay[kept],
        "by_burst": by_burst[kept],
    }
    return flag_table(KIND, columns, EVIDENCE)


def _days(column: pa.ChunkedArray) -> Ints:
    return np.asarray(column.combine_chunks().cast(pa.int32()).to_numpy(), dtype=np.int64)


def _codes(column: pa.ChunkedArray) -> Ints:
    coded = column.combine_chunks().dictionary_encode().indices.fill_null(-1)
    return np.asarray(coded.to_numpy(zero_copy_only=False), dtype=np.int64)


def _waited(delay: Ints, series: Ints, office: Ints, shrunk_by: float) -> Floats:
    """The share of the office's entries of a series that waited as long, shrunk to the series'."""
    everywhere = _share(delay, series)
    here = _pairs(series, office)
    counts = np.bincount(here)[here] if len(here) else np.zeros(0)
    own = _share(delay, here)
    return np.asarray((own * counts + shrunk_by * everywhere) / (counts + shrunk_by))


def _share(delay: Ints, group: Ints) -> Floats:
    """The share of each value's group that is at least as large."""
    order = np.lexsort((delay, group))
    lined, groups = delay[order], group[order]
    place = np.arange(len(order))
    first = np.searchsorted(groups, groups, "left")
    size = np.searchsorted(groups, groups, "right") - first
    fresh = np.ones(len(order), dtype=np.bool_)
    fresh[1:] = (np.diff(lined) != 0) | (np.diff(groups) != 0)
    lowest = np.maximum.accumulate(np.where(fresh, place, 0)) - first  # of those as large
    found = np.empty(len(order))
    found[order] = (size - lowest) / np.maximum(size, 1)
    return found


def _pairs(one: Ints, other: Ints) -> Ints:
    """One code for each pair of codes."""
    joined = one * (other.max(initial=0) + 2) + other + 1
    return np.unique(joined, return_inverse=True)[1].astype(np.int64)


Burst = tuple[Floats, Ints, Floats]  # surprise, late entries together, and expected


def _bursts(known: Ints, late: Flags, series: Ints, place: Ints, window: int) -> Burst:
    """How surprising it is that so many late entries of a place lie around each one."""
    rows = np.flatnonzero(late)
    found = _nothing(len(known))
    if not len(rows):
        return found
    group = _pairs(series[rows], place[rows])
    span = int(known.max() - known.min()) + 1
    reach = span + 2 * window + 1
    line = np.sort(group * reach + known[rows] - known.min())
    at = group * reach + known[rows] - known.min()
    together = np.searchsorted(line, at + window, "right") - np.searchsorted(line, at - window)
    total = np.bincount(group)[group]
    length = min(2 * window + 1, span)
    outside = max(span - length, 1)
    expected = np.maximum((total - together) * length / outside, _FEWEST)
    _put(found, rows, together, expected)
    return found


def _campaigns(
    known: Ints, late: Flags, series: Ints, province: pa.ChunkedArray, campaigns: pa.Table
) -> Burst:
    """The same for the whole of a campaign in a province, beside all other days there."""
    found = _nothing(len(known))
    span = int(known.max(initial=0) - known.min(initial=0)) + 1
    places = {name: pc.equal(province, name).fill_null(False).to_numpy()
              for name in sorted(set(campaigns["province"].to_pylist()))}  # fmt: skip
    windows = zip(
        campaigns["province"].to_pylist(),
        _days(campaigns["starts_on"]),
        _days(campaigns["ends_on"]),
        strict=True,
    )
    for name, starts, ends in windows:
        for one in np.unique(series):
            here = places[name] & late & (series == one)
            within = np.flatnonzero(here & (known >= starts) & (known <= ends))
            length = min(int(ends - starts) + 1, span)
            rate = (here.sum() - len(within)) / max(span - length, 1)
            together = np.full(len(within), len(within))
            expected = np.full(len(within), max(rate * length, _FEWEST))
            _put(found, within, together, expected)
    return found


def _nothing(size: int) -> Burst:
    return np.zeros(size), np.zeros(size, dtype=np.int64), np.full(size, np.nan)


def _put(found: Burst, rows: Ints, together: Ints, expected: Floats) -> None:
    surprise, counts, means = found
    surprise[rows] = _surprise(together - 1, expected)  # beside the entry itself
    counts[rows], means[rows] = together, expected


def _strongest(bursts: Mapping[str, Burst], most: float) -> tuple[Floats, Ints, Floats, Ints]:
    """The most surprising of the bursts around each entry."""
    surprises = np.stack([each[0] for each in bursts.values()])
    where = np.argmax(surprises, axis=0)
    at = where, np.arange(surprises.shape[1])
    counts, means = (np.stack([each[place] for each in bursts.values()])[at] for place in (1, 2))
    return np.minimum(surprises[at], most), counts, means, where


def _surprise(count: Ints, expected: Floats) -> Floats:
    """The negative log of the chance that a Poisson variable is `count` or more."""
    pairs, places = np.unique(np.column_stack([count, expected]), axis=0, return_inverse=True)
    # What is expected is no surprise.
    told = [_poisson(int(k), mean) if k > mean else 0.0 for k, mean in pairs.tolist()]
    return np.array(told, dtype=np.float64)[places.ravel()]


def _poisson(count: int, mean: float) -> float:
    """The negative log of the tail from `count` on, summed from its first term."""
    terms = np.arange(_TERMS)
    logs = terms * np.log(mean) - (
        np.array([lgamma(count + term + 1) for term in terms]) - lgamma(count + 1)
    )
    first = count * np.log(mean) - mean - lgamma(count + 1)
    return float(-(first + np.log(np.exp(logs).sum())))
