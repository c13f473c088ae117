"""Rows as a reader of the register knew them on a day: one a record, by its last version.

The same as `FactView.as_known`, on tables that were read already and with what states need beside:
when a record was first known. A record that was withdrawn is marked and not dropped, since a
registration that was withdrawn has to be told as removed.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Words = npt.NDArray[np.object_]

KEYS = ("coop_id", "record_id", "version", "voided", "happened", "known")
_EPOCH = date(1970, 1, 1)
NEVER = np.iinfo(np.int32).max  # of a day that is not on record


@dataclass(frozen=True, kw_only=True, eq=False)
class Known:
    """The last version of each record, as of a day.

    Parameters
    ----------
    rows : pa.Table
        Withdrawn ones too.
    happened, first_known, first_version : array of int (rows,)
        Days since 1970-01-01; those of first versions say when a state began to rule.
    voided : array of bool (rows,)
    """

    rows: pa.Table
    happened: Ints
    first_known: Ints
    first_version: Ints
    voided: Flags

    def only(self, kept: Flags | Ints) -> "Known":
        """Some of them, by a flag each or by place."""
        if kept.dtype == np.bool_ and kept.all():
            return self
        places = np.flatnonzero(kept) if kept.dtype == np.bool_ else kept
        return Known(
            rows=self.rows.take(pa.array(places)),
            happened=self.happened[places],
            first_known=self.first_known[places],
            first_version=self.first_version[places],
            voided=self.voided[places],
        )

    def visible(self, last: date) -> "Known":
        """Those that were not withdrawn and speak of a day up to `last`."""
        return self.only(~self.voided & (self.happened <= number(last)))


def known_rows(rows: pa.Table, as_of: date) -> Known:
    """What was known of each record by a day.

    Parameters
    ----------
    rows : pa.Table
        Stored versions with the columns of `KEYS` at least, in any order.
    """
    seen = days(rows["known"]) <= number(as_of)
    if not seen.all():  # copies of long tables are what takes the time
        rows = rows.filter(pa.array(seen))
    record, are_alone = _records(rows)
    known = days(rows["known"])
    if are_alone:
        return Known(
            rows=rows,
            happened=days(rows["happened"]),
            first_known=known,
            first_version=whole(rows["version"]),
            voided=flags(rows["voided"]),
        )
    version = whole(rows["version"])
    order = np.lexsort((version, known, record))
    new = np.ones(len(order), np.bool_)
    new[1:] = np.diff(record[order]) != 0
    first, last = order[new], order[np.append(new[1:], True)[: len(order)]]
    return Known(
        rows=rows.take(pa.array(last)),
        happened=days(rows["happened"])[last],
        first_known=known[first],
        first_version=version[first],
        voided=flags(rows["voided"])[last],
    )


def number(day: date) -> int:
    """A day as its number since 1970-01-01."""
    return (day - _EPOCH).days


def days(column: pa.ChunkedArray) -> Ints:
    """Days as numbers since 1970-01-01; `NEVER` where there is none."""
    return np.asarray(column.cast(pa.int32()).fill_null(NEVER).to_numpy(), dtype=np.int64)


def whole(column: pa.ChunkedArray) -> Ints:
    """Whole numbers; null is not among them."""
    return np.asarray(column.to_numpy(), dtype=np.int64)


def measured(column: pa.ChunkedArray) -> Floats:
    """Numbers; nan where there is none."""
    return np.asarray(column.cast(pa.float64()).to_numpy(), dtype=np.float64)


def flags(column: pa.ChunkedArray) -> Flags:
    """Yes or no; what is not on record is no."""
    return np.asarray(column.fill_null(False).to_numpy(), dtype=np.bool_)


def coded(column: pa.ChunkedArray) -> tuple[Ints, Words]:
    """Texts as places in their sorted list, -1 where there is none, and the list."""
    told = pa.chunked_array(column.chunks, type=column.type).combine_chunks().dictionary_encode()
    words = np.array(told.dictionary.to_pylist(), dtype=object)
    order = np.argsort(words.astype(str), kind="stable")
    place = np.empty(len(words) + 1, np.int64)
    place[order], place[-1] = np.arange(len(words)), -1
    return place[np.asarray(told.indices.fill_null(-1).to_numpy(), np.int64)], words[order]


def owners(column: pa.ChunkedArray, ids: Words) -> Ints:
    """The place of each co-operative in a sorted list of ids; -1 of those that are not in it."""
    code, words = coded(column)
    if not len(ids) or not len(words):
        return np.full(len(code), -1, np.int64)
    listed, asked = ids.astype(str), words.astype(str)
    at = np.minimum(np.searchsorted(listed, asked), len(listed) - 1)
    place = np.append(np.where(listed[at] == asked, at, -1), -1)
    return np.asarray(place[code], np.int64)


def latest(owner: Ints, size: int, *keys: Ints) -> Ints:
    """The row of each owner that ranks last by `keys`, the first key first; -1 where it has none.

    Rows of nobody (-1) are left out.
    """
    order = np.lexsort(keys[::-1])
    order = order[owner[order] >= 0]
    best = np.full(size, -1, np.int64)
    best[owner[order]] = order
    return best


def _records(rows: pa.Table) -> tuple[Ints, bool]:
    """A number for each record, whose id is its co-operative's own; and whether each has one row.

    Where no id comes twice, no record does.
    """
    record = _numbered(rows["record_id"])
    if int(record.max(initial=-1)) + 1 == len(record):
        return record, True
    who = _numbered(rows["coop_id"])
    return record * (int(who.max(initial=0)) + 1) + who, False


def _numbered(column: pa.ChunkedArray) -> Ints:
    """A number for each text, in the order in which they come: nothing is sorted."""
    told = pa.chunked_array(column.chunks, type=column.type).combine_chunks().dictionary_encode()
    return np.asarray(told.indices.to_numpy(), np.int64)
