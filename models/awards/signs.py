"""Signs of gaming: what was found of whom, by which records, and how it was looked for.

A sign is a reason to look, never a verdict: nobody is ranked lower or left out for one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Objects = npt.NDArray[np.object_]
Flags = npt.NDArray[np.bool_]

Kind = Literal["late_filings", "scaled_copy", "shared_copy", "round_figures", "late_clean_up"]
KINDS: tuple[Kind, ...] = (
    "late_filings", "scaled_copy", "shared_copy", "round_figures", "late_clean_up",
)  # fmt: skip
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, kw_only=True)
class GamingSettings:
    """How signs are looked for; limits were set on make-believe sectors of seeds 11 to 13.

    Parameters
    ----------
    statement_months : int
        Statements that came so long before the cut-off are looked at: a year's.
    near_days : int
        Days before the cut-off that are just before it: data are brought up to date in a month.
    overdue_days : int
        From when what was overdue was long so: half of what comes late comes within weeks.
    habit_years : int
        Years of its own that a co-operative's habit is told by.
    least_items : int
        Items just before the cut-off that make a sign: two may come with one errand.
    chance : float
        A sign needs to be rarer than that, were it habit and season alone.
    lines : int
        Lines that a statement must have in common with another to be compared.
    like_lines : float
        Share of lines that must move by one factor: four of fourteen may have been corrected, and
        one more changed by hand. Of honest statements none has half.
    precision : float
        By which a line may differ from that factor times last year's, in shares of it, beside one
        unit of writing: whoever copies may round or touch up.
    round_chance : float
        As `chance`, of figures that end in two zeros in the unit they are written in. Smaller, as
        a nation has a hundred thousand statements.
    """

    statement_months: int = 12
    near_days: int = 30
    overdue_days: int = 60
    habit_years: int = 3
    least_items: int = 3
    chance: float = 1e-3
    lines: int = 6
    like_lines: float = 0.6
    precision: float = 1e-2
    round_chance: float = 1e-4


@dataclass(frozen=True, kw_only=True)
class Sign:
    """One sign.

    Parameters
    ----------
    records : tuple of str
        Record ids that show it, in their order.
    figure : float
        What was seen: the factor of a scaled copy, the number of records that came late or were
        closed, the share of round figures, how many co-operatives share a statement.
    expected : float or None
        What habit and season, or chance, would make of it.
    chance : float or None
        0 to 1: how probable as much or more is by these; None where there is nothing to count.
    """

    coop_id: str
    kind: Kind
    records: tuple[str, ...]
    figure: float
    expected: float | None
    chance: float | None


def day_number(day: date) -> int:
    """A day as Arrow counts it, from 1970-01-01."""
    return day.toordinal() - _EPOCH


def coded(texts: pa.ChunkedArray, among: Sequence[str]) -> Ints:
    """The place of each text among others, -1 where it is none of them."""
    place = pc.index_in(texts, value_set=pa.array(list(among), pa.string())).fill_null(-1)
    return np.asarray(place.to_numpy(), dtype=np.int64)
