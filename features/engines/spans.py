"""The kernel's spans: what is open, since when, how many days it covers, and when it ended last.

A span's row version counts where it is in force and has begun. Two places cut that interval: from
one its end is visible, from a later one it is also past. What is open lies before the second; days
covered fall into four pieces, each of which is a running sum.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from features.engines.cells import Intervals, Ints, greatest, running_sum
from features.engines.desk import Desk
from features.engines.versions import Versions, column_numbers, day_numbers
from features.values import Covered, Open, OpenDays, Rows, SinceEnd, Spanned

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def _given_days(versions: Versions, name: str) -> tuple[Ints, Flags]:
    """A column of days as numbers, and where they are given."""
    column = versions.rows[name]
    numbers = column_numbers(pc.fill_null(column.cast(pa.int32()), 0))
    return numbers, column.is_valid().to_numpy()


@dataclass(frozen=True)
class _Pieces:
    """Positions of row versions, and the intervals of places on which they count."""

    at: Ints
    intervals: Intervals


@dataclass(frozen=True)
class _Laid:
    """The spans of a selection; an array has one value a row version, whether it counts or not."""

    desk: Desk
    counts: Flags
    start: Ints
    stop: Ints
    begins: Ints
    ends: Ints
    ended: Flags  # whether an end is given, that is or will be known
    told: Ints  # the first place where the end is visible

    @classmethod
    def of(cls, desk: Desk, rows: Rows) -> "_Laid":
        """The spans of `rows`, on the grid of the desk."""
        versions, source = desk.versions, rows.source()
        assert source.ends is not None, "only spans end"
        ends, given = _given_days(versions, source.ends)
        known, was_known = versions.known, given
        if source.ends_known is not None:
            known, was_known = _given_days(versions, source.ends_known)
        standing, ended = versions.standing, given & was_known
        knowledge = day_numbers(versions.days.knowledge)
        return cls(
            desk=desk,
            counts=standing.counts & versions.chosen(rows),
            start=standing.start,
            stop=standing.end,
            begins=versions.happened,
            ends=ends,
            ended=ended,
            told=np.where(ended, np.searchsorted(knowledge, known), desk.shape[1]),
        )

    @cached_property
    def past(self) -> Ints:
        """The first place where the end is visible and has come."""
        until = day_numbers(self.desk.versions.days.until)
        return np.maximum(self.told, np.searchsorted(until, self.ends))

    def pieces(self, start: Ints, stop: Ints, chosen: Flags | bool = True) -> _Pieces:
        """The spans that count at places `start` to before `stop`, none of them empty."""
        start, stop = np.maximum(start, self.start), np.minimum(stop, self.stop)
        at = np.flatnonzero(self.counts & chosen & (start < stop))
        whose = self.desk.versions.cooperative[at]
        return _Pieces(at, Intervals(whose, start[at], stop[at]))

    def added(self, pieces: _Pieces, amounts: Ints) -> Ints:
        """The sum, in each cell, of an amount of each row version."""
        return running_sum(pieces.intervals, amounts[pieces.at], self.desk.shape)

    def number(self, pieces: _Pieces) -> Ints:
        """How many there are in each cell."""
        return running_sum(pieces.intervals, np.ones_like(pieces.at), self.desk.shape)

    def most(self, pieces: _Pieces, numbers: Ints) -> Floats:
        """The greatest of the numbers in each cell; not a number where there is none."""
        found = numbers[pieces.at]
        order = np.argsort(found, kind="stable")
        ranks = np.empty_like(order)
        ranks[order] = np.arange(1, len(order) + 1)
        (first,) = greatest(pieces.intervals, ranks, self.desk.shape, depth=1).ranks
        most: Floats = np.append(np.nan, found[order].astype(np.float64))[first]
        return most

    @property
    def until(self) -> Ints:
        """The day of each place."""
        return day_numbers(self.desk.versions.days.until)


def _open(laid: _Laid, asked: Open) -> Floats:
    return laid.number(laid.pieces(laid.start, laid.past)).astype(np.float64)


def _open_days(laid: _Laid, asked: OpenDays) -> Floats:
    return laid.until + laid.most(laid.pieces(laid.start, laid.past), -laid.begins)


def _since_end(laid: _Laid, asked: SinceEnd) -> Floats:
    return laid.until - laid.most(laid.pieces(laid.told, laid.stop), laid.ends)


def _covered(laid: _Laid, asked: Covered) -> Floats:
    """Open or past, and begun within the window or before it: four pieces, each of whole days."""
    opening = day_numbers(laid.desk.versions.days.opening(asked.within))
    # From these places on the window opens with the start behind it, or with the end behind it.
    running, gone = np.searchsorted(opening, laid.begins), np.searchsorted(opening, laid.ends)
    lasted = laid.ends > laid.begins
    begun = laid.pieces(laid.start, np.minimum(laid.past, running))
    open_all_along = laid.pieces(running, laid.past)
    whole = laid.pieces(laid.past, running, lasted)
    tail = laid.pieces(np.maximum(laid.past, running), gone, lasted)
    days = laid.until * (laid.number(begun) + laid.number(open_all_along))
    days -= laid.added(begun, laid.begins) + opening * laid.number(open_all_along)
    days += laid.added(whole, laid.ends - laid.begins)
    days += laid.added(tail, laid.ends) - opening * laid.number(tail)
    return days.astype(np.float64)


_ANSWERS: Mapping[type[Spanned], Callable[[_Laid, Any], Floats]] = {
    Open: _open,
    OpenDays: _open_days,
    Covered: _covered,
    SinceEnd: _since_end,
}


def spanned(desk: Desk, asked: Spanned) -> Floats:
    """What is asked of spans, in each cell; not a number where it is missing."""
    return _ANSWERS[type(asked)](_Laid.of(desk, asked.rows), asked)
