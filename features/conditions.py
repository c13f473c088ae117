"""What must hold of a record for a co-operative to belong: a state among some, or a bounded sum."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from features.values import Latest, Value, canonical

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A state in force whose code must be one of `among`, or none of `excluded`.

    A missing state passes `excluded` and fails `among`.
    """

    value: Latest
    among: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    @property
    def values(self) -> tuple[Value, ...]:
        """What must be asked of the record."""
        return (self.value,)

    @property
    def content(self) -> list[object]:
        """All that decides it, as JSON-able data."""
        return [canonical(self.value), list(self.among), list(self.excluded)]

    def holds(self, answers: Sequence[pa.Array]) -> Flags:
        """Where it holds, from the value's codes in each cell."""
        (codes,) = answers
        named = pa.array(self.among or self.excluded, pa.string())
        found: Flags = pc.is_in(codes, value_set=named).to_numpy(zero_copy_only=False)
        return found if self.among else ~found


@dataclass(frozen=True, kw_only=True)
class Bound:
    """Numbers whose sum must be `least` or more, or `most` or less.

    Where one of them is missing it does not hold: of what is unknown nothing is claimed.
    """

    of: tuple[Value, ...]
    least: float = -np.inf
    most: float = np.inf

    @property
    def values(self) -> tuple[Value, ...]:
        """What must be asked of the record."""
        return self.of

    @property
    def content(self) -> list[object]:
        """All that decides it, as JSON-able data."""
        return [[canonical(value) for value in self.of], str(self.least), str(self.most)]

    def holds(self, answers: Sequence[pa.Array]) -> Flags:
        """Where it holds, from the numbers in each cell; counts and days add up exactly."""
        total = reduce(add, (answer.to_numpy(zero_copy_only=False) for answer in answers))
        held: Flags = (total >= self.least) & (total <= self.most)
        return held


def asked_of(conditions: Sequence[Condition | Bound]) -> tuple[Value, ...]:
    """What must be asked of the record to tell whether the conditions hold."""
    return tuple(value for condition in conditions for value in condition.values)


def all_hold(conditions: Sequence[Condition | Bound], answers: Sequence[pa.Array]) -> Flags:
    """The cells in which every condition holds, from the answers to `asked_of`."""
    left = iter(answers)
    held = [c.holds([next(left) for _ in c.values]) for c in conditions]
    everywhere: Flags = np.logical_and.reduce(held)
    return everywhere
