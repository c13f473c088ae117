"""The engines by name: each answers the same plan with the same cells, to the bit."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import pyarrow as pa

from coopscore.errors import UnknownName
from features.engines import judge, kernel
from features.grid import Days
from features.plan import Plan


class Engine(Protocol):
    """Works out the values of a plan, as `features.plan` defines them."""

    def __call__(
        self, plan: Plan, tables: Mapping[str, pa.Table], coop_ids: Sequence[str], days: Days
    ) -> list[pa.Array]:
        """One array a value: float64 or string, null where missing.

        Cells run through the days of the first co-operative, then of the second, and so on.
        `tables` hold at least `plan.reads`, of these co-operatives or more.
        """


ENGINES: Mapping[str, Engine] = {"kernel": kernel.run, "judge": judge.run}


def open_engine(name: str) -> Engine:
    """The engine of that name.

    Raises
    ------
    UnknownName
        Where there is none.
    """
    if name not in ENGINES:
        raise UnknownName(kind="engine", name=name, allowed=tuple(ENGINES))
    return ENGINES[name]
