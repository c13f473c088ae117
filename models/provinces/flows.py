"""The flow of status between two days: who was what, and what has become of whom.

Every co-operative that either day knows of stands in one cell. Who moved to another place between
the days leaves the one and enters the other, so that of every place, and of all together,

    at the start + entered - left = at the end.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from models.provinces.known import Flags, Ints
from models.provinces.register import Standing
from models.provinces.states import ACTIVE, ELSEWHERE, ENDS, LIVING, PLACE, STATES

Cell = tuple[str, str]  # from one state to another


@dataclass(frozen=True, kw_only=True)
class Flow:
    """Counts by state at the start and at the end; cells without anybody are left out."""

    cells: Mapping[Cell, int]

    def start(self, states: Collection[str] = LIVING) -> int:
        """How many were in one of these states at the start."""
        return sum(count for (was, _), count in self.cells.items() if was in states)

    def end(self, states: Collection[str] = LIVING) -> int:
        """How many are in one of these states at the end."""
        return sum(count for (_, is_), count in self.cells.items() if is_ in states)

    def entered(self, states: Collection[str] = LIVING) -> Mapping[str, int]:
        """Who came in, by what they were."""
        return self._across(states, inwards=True)

    def left(self, states: Collection[str] = LIVING) -> Mapping[str, int]:
        """Who went out, by what they are."""
        return self._across(states, inwards=False)

    @property
    def revived(self) -> int:
        """Dormant at the start and active at the end, proved or not."""
        return sum(self.cells.get(("dormant", name), 0) for name in ACTIVE)

    @property
    def fell_dormant(self) -> int:
        """Active at the start and dormant at the end."""
        return sum(self.cells.get((name, "dormant"), 0) for name in ACTIVE)

    def _across(self, states: Collection[str], *, inwards: bool) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for (was, is_), count in self.cells.items():
            within, beyond = (is_, was) if inwards else (was, is_)
            if within in states and beyond not in states:
                found[beyond] = found.get(beyond, 0) + count
        return MappingProxyType({name: found[name] for name in ENDS if name in found})


def flows(
    opening: Standing, closing: Standing, was: Ints, is_: Ints, places: int, among: Flags
) -> tuple[Flow, ...]:
    """The flow of each place, and that of all of them together as the last.

    Parameters
    ----------
    was, is_ : array of int (n,)
        The place of each co-operative on either day, 0 to `places` - 1. Who is not registered at
        the start has the place that it has at the end.
    among : array of bool (n,)
        Who is counted.

    Raises
    ------
    ValueError
        Where a place lies outside of those that there are.
    """
    if len(was) and not (min(was.min(), is_.min()) >= 0 and max(was.max(), is_.max()) < places):
        raise ValueError("a flow needs a place for everybody")
    there = among & ~(
        (opening.state == PLACE["not_registered"]) & (closing.state == PLACE["not_registered"])
    )
    before, after = opening.state[there], closing.state[there]
    was, is_ = was[there], is_[there]
    stays = was == is_
    ends, out = len(ENDS), PLACE[ELSEWHERE]
    shape = (places + 1, ends, ends)
    counts = np.zeros(shape, np.int64)
    for place, one, other, who in (
        (was, before, after, stays),
        (was, before, np.full(len(was), out), ~stays),
        (is_, np.full(len(was), out), after, ~stays),
        (np.full(len(was), places), before, after, np.ones(len(was), np.bool_)),
    ):
        flat = (place[who] * ends + one[who]) * ends + other[who]
        counts += np.bincount(flat, minlength=counts.size).reshape(shape)
    return tuple(_flow(matrix) for matrix in counts)


def _flow(matrix: Ints) -> Flow:
    cells = {
        (ENDS[was], ENDS[is_]): int(matrix[was, is_]) for was, is_ in np.argwhere(matrix).tolist()
    }
    return Flow(cells=MappingProxyType(cells))


def stock_of(flow: Flow) -> Mapping[str, int]:
    """How many of each state there are at the end; those that are not registered are none."""
    return MappingProxyType({name: flow.end((name,)) for name in STATES[:-1]})
