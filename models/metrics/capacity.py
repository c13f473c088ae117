"""What a list of limited length finds, whatever the tie order, and whatever is unknown.

An office that can look into K co-operatives looks into the K riskiest. Rows tied at the cut may
enter in any order, and a row of unknown outcome may be an event or none: the figures say both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from models.metrics.tally import Ranked, Tally, tally


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """The least and the most that a figure can be, over all outcomes of the unknown rows."""

    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class TieOrders:
    """A figure where the rows tied at the cut enter non-events first, at random, or events first.

    `expected` is the mean over all orders, each as likely.
    """

    worst: Bounds
    expected: Bounds
    best: Bounds


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """What the `k` riskiest rows hold.

    `tied` rows stand exactly at the cut, of which `admitted` enter. `precision` is the share of the
    k that are events, `recall` the share of all events that are among the k, both 0 to 1; `lift` is
    precision over the share of events in all rows: 1 is a list drawn by lot, at most rows / k.
    """

    k: int
    tied: int
    admitted: int
    precision: TieOrders
    recall: TieOrders
    lift: TieOrders


@dataclass(frozen=True, kw_only=True)
class _Cut:
    """Events and unknown rows above, at and below the cut, and how many at the cut enter."""

    events: tuple[int, ...]
    unknown: tuple[int, ...]
    tied: int
    admitted: int


# Events among the admitted, of `tied` rows with so many events at the cut.
_Order = Callable[[_Cut, int], float]


def _worst(cut: _Cut, events: int) -> float:
    return max(0, cut.admitted - (cut.tied - events))


def _expected(cut: _Cut, events: int) -> float:
    return cut.admitted * events / cut.tied


def _best(cut: _Cut, events: int) -> float:
    return min(cut.admitted, events)


def at_top(
    y: ArrayLike, score: ArrayLike, k: int, *, known: NDArray[np.bool_] | None = None
) -> Capacity:
    """Precision, recall and lift of the `k` riskiest rows.

    Parameters
    ----------
    k : int, from 1 to n
        How many rows enter.
    known : array of bool, of shape (n,)
        False where the outcome is unknown, and `y` not looked at; all known where nothing is said.

    Raises
    ------
    ValueError
        Where k is out of range, no known row is an event, or as for `Ranked`.
    """
    score = np.asarray(score, dtype=np.float64)
    told = np.full(len(score), True) if known is None else np.asarray(known, dtype=np.bool_)
    events = Ranked(np.where(told, np.asarray(y), 0), score).y == 1
    if not 1 <= k <= len(score):
        raise ValueError("a list holds one row at least, and no more than there are")
    if not events.any():
        raise ValueError("a list finds nothing where no known row is an event")
    at = np.partition(score, len(score) - k)[len(score) - k]
    parts = [score > at, score == at, score < at]
    cut = _Cut(
        events=tuple(int((events & part).sum()) for part in parts),
        unknown=tuple(int((~told & part).sum()) for part in parts),
        tied=int(parts[1].sum()),
        admitted=k - int(parts[0].sum()),
    )
    found = {
        name: _orders(cut, partial(figure, k=k, rows=len(score)))
        for name, figure in _FIGURES.items()
    }
    return Capacity(k=k, tied=cut.tied, admitted=cut.admitted, **found)


def at_share(
    y: ArrayLike, score: ArrayLike, share: float, *, known: NDArray[np.bool_] | None = None
) -> Capacity:
    """`at_top` for a share of the rows, above 0 and up to 1: see `top_rows`."""
    return at_top(y, score, top_rows(len(np.asarray(score)), share), known=known)


def top_rows(rows: int, share: float) -> int:
    """How many rows a share of them is: rounded, halves up, and one at least.

    Raises
    ------
    ValueError
        Where the share is not above 0 and up to 1.
    """
    if not 0 < share <= 1:
        raise ValueError("a list takes a share of the rows above 0 and up to 1")
    return max(1, int(np.floor(rows * share + 0.5)))


# A figure from the events found and all the events there are.
_Figure = Callable[[float, float], float]


def _precision(found: float, events: float, *, k: int, rows: float) -> float:
    return found / k


def _recall(found: float, events: float, *, k: int, rows: float) -> float:
    return found / events


def _lift(found: float, events: float, *, k: int, rows: float) -> float:
    return rows * found / (k * events)


_FIGURES = MappingProxyType({"precision": _precision, "recall": _recall, "lift": _lift})


def _orders(cut: _Cut, figure: _Figure) -> TieOrders:
    return TieOrders(
        worst=_bounds(cut, figure, _worst),
        expected=_bounds(cut, figure, _expected),
        best=_bounds(cut, figure, _best),
    )


def _bounds(cut: _Cut, figure: _Figure, order: _Order) -> Bounds:
    """Least and most over all outcomes of the unknown rows.

    An unknown event above the cut is found and raises every figure, one below it is missed and
    lowers them or leaves them, so the ends are at none or all. At the cut a figure turns in at most
    one place, which is where events, or other rows, fill what is admitted.
    """
    above, at, below = cut.unknown
    turns = {0, at, cut.admitted - cut.events[1], cut.tied - cut.admitted - cut.events[1]}
    found = {
        (above_too, below_too): [
            figure(
                cut.events[0] + above_too + order(cut, cut.events[1] + turn),
                sum(cut.events) + above_too + turn + below_too,
            )
            for turn in turns
            if 0 <= turn <= at
        ]
        for above_too, below_too in ((0, below), (above, 0))
    }
    return Bounds(low=min(found[0, below]), high=max(found[above, 0]))


@dataclass(frozen=True)
class AtShare:
    """A metric: what the riskiest `share` of the rows hold, ties at the cut in expected order.

    `figure` is "precision", "recall" or "lift", as in `Capacity`; all outcomes are known. For the
    bootstrap, whose redraws differ in length.

    Raises
    ------
    ValueError
        When built, for another figure or a share that is not above 0 and up to 1; when measured,
        where there is no event.
    """

    figure: str
    share: float

    def __post_init__(self) -> None:
        if self.figure not in _FIGURES:
            raise ValueError(f"a list has {', '.join(_FIGURES)}, no {self.figure}")
        top_rows(1, self.share)

    def __call__(self, y: ArrayLike, score: ArrayLike) -> float:
        """The figure of these rows."""
        return self.form(tally(y, score))

    def form(self, counts: Tally) -> float:
        """The figure of a tally."""
        events = counts.events[::-1].cumsum()
        rows = events + counts.others[::-1].cumsum()
        if not events[-1]:
            raise ValueError("a list finds nothing where no row is an event")
        k = top_rows(int(rows[-1]), self.share)
        # Straight between two levels: a tied row enters with the same chance as any other.
        found = float(np.interp(k, np.r_[0.0, rows], np.r_[0.0, events]))
        return _FIGURES[self.figure](found, float(events[-1]), k=k, rows=float(rows[-1]))
