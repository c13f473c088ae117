"""What offices' changes to their plans were worth: who was put on, beside whom it replaced.

An override is judged by a pair. The hit rate of what was put on less that of what it replaced is
its value, and both must come to light for that: both are visited, or what is on record later tells
of those that were not. Where one of the two is seen by lot alone, the stored risk stands for it,
and what was seen mends the risk by its chance of being seen. A risk alone, which nobody checks, is
used only after it was set right on the plan's own visits, and its error is added.

With 100 pairs and hit rates near a quarter the standard error of a value is about six points. So an
interval of nine in ten tells 20 points from none nine times in ten if both were seen; a coin that
sends the office to one of the two needs twice as many.

References
----------
Robins, Rotnitzky and Zhao, "Estimation of regression coefficients when some regressors are not
always observed", Journal of the American Statistical Association 89 (1994), for mended risks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from models.visits.sample import Flags, Floats, Objects

HELPED, HURT, CANNOT_BE_TOLD, TOO_FEW = "helped", "hurt", "cannot_be_told", "too_few"
LEAST = 30  # overrides under which nothing is told of an office
LEVEL = 0.90


@dataclass(frozen=True, kw_only=True)
class Side:
    """One side of the pairs: those put on, or those replaced; arrays (n,).

    Parameters
    ----------
    y : array of float
        1 for a hit, 0 for none, nan where it did not come to light.
    chance : array of float, 0 to 1
        With which it was to come to light: 1 where it was to be visited, 0 where nothing but the
        risk can tell.
    risk : array of float, 0 to 1
        The stored probability of a hit; nan where there is none.
    """

    y: Floats
    chance: Floats
    risk: Floats

    @property
    def seen(self) -> Flags:
        """Those that came to light."""
        found: Flags = ~np.isnan(self.y)
        return found

    @property
    def told(self) -> Flags:
        """Those of which something can be said: seen, or left unseen by lot beside a risk."""
        found: Flags = self.seen | ((self.chance < 1) & ~np.isnan(self.risk))
        return found

    def hits(self, shift: float) -> Floats:
        """The hit of each, in expectation over the lot; nan where nothing can be said."""
        mended = self.risk + shift
        drawn = self.seen & (self.chance > 0) & (self.chance < 1) & ~np.isnan(self.risk)
        over = np.divide(self.y - mended, self.chance, out=np.zeros(len(self.y)), where=drawn)
        found: Floats = np.where(self.seen & ~drawn, self.y, mended + over)
        return np.where(self.told, found, np.nan)


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """Overrides by office: who was put on beside whom it replaced, row by row.

    Raises
    ------
    ValueError
        Where lengths differ.
    """

    office: Objects
    added: Side
    replaced: Side

    def __post_init__(self) -> None:
        columns = [*vars(self.added).values(), *vars(self.replaced).values()]
        if {len(column) for column in columns} != {len(self.office)}:
            raise ValueError("both sides of the pairs have one row an override")


@dataclass(frozen=True, kw_only=True)
class OverrideValue:
    """What the overrides of one office were worth.

    Parameters
    ----------
    overrides, told : int
        Pairs in all, and of which something can be said.
    by_risk : int
        Of those told, pairs in which the stored risk alone speaks for one of the two.
    added, replaced : float or None
        Hit rates (0-1) of the pairs told; None under the least number.
    value, low, high : float or None
        The first less the second, in shares, with its interval at `level`.
    verdict : str
        `helped` or `hurt` where the interval leaves 0 out; `cannot_be_told`; `too_few`.
    """

    office: str
    overrides: int
    told: int
    by_risk: int
    added: float | None
    replaced: float | None
    value: float | None
    low: float | None
    high: float | None
    verdict: str
    level: float


def override_values(
    pairs: Pairs,
    *,
    least: int = LEAST,
    level: float = LEVEL,
    shift: float = 0.0,
    shift_error: float = 0.0,
) -> tuple[OverrideValue, ...]:
    """The value of each office's overrides, by office in the order of their names.

    It is no league table: offices differ in how many they made, and intervals overlap.

    Parameters
    ----------
    least : int, at least 2
        Pairs under which an office has no figure.
    shift, shift_error : float
        What is added to every stored risk, and its standard error, as the plan's own visits say.
    """
    return tuple(
        _value(name, _of_office(pairs, pairs.office == name), least, level, shift, shift_error)
        for name in sorted(set(pairs.office))
    )


def _of_office(pairs: Pairs, rows: Flags) -> tuple[Side, Side]:
    added, replaced = (
        Side(**{name: column[rows] for name, column in vars(side).items()})
        for side in (pairs.added, pairs.replaced)
    )
    return added, replaced


def _value(
    office: str,
    sides: Sequence[Side],
    least: int,
    level: float,
    shift: float,
    shift_error: float,
) -> OverrideValue:
    told = sides[0].told & sides[1].told
    n, by_risk = int(told.sum()), [told & ~side.seen & (side.chance == 0) for side in sides]
    added, replaced = (side.hits(shift)[told] for side in sides)
    known: dict[str, float | None] = dict.fromkeys(("added", "replaced", "value", "low", "high"))
    verdict = TOO_FEW
    if n >= max(2, least):
        # A shift lies in both sides where both go by the risk, and cancels there.
        lean = float(by_risk[0][told].mean() - by_risk[1][told].mean())
        value = float((added - replaced).mean())
        error = np.hypot((added - replaced).std(ddof=1) / np.sqrt(n), lean * shift_error)
        reach = float(stdtrit(n - 1, (1 + level) / 2) * error)
        low, high = value - reach, value + reach
        verdict = HELPED if low > 0 else HURT if high < 0 else CANNOT_BE_TOLD
        known = {
            "added": float(added.mean()), "replaced": float(replaced.mean()),
            "value": value, "low": low, "high": high,
        }  # fmt: skip
    return OverrideValue(
        office=office, overrides=len(told), told=n, by_risk=int((by_risk[0] | by_risk[1]).sum()),
        **known, verdict=verdict, level=level,
    )  # fmt: skip
