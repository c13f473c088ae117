"""What a plan's visits say of everybody who could have been visited.

A plan is a sampling design: some are certain to be taken, the others are drawn by lot within their
stratum. A total is the sum of what was found, each over its probability of being taken; its error
comes from the lot alone.

Those taken and not reached are unknown. The estimate takes them to be as those reached beside them,
of the same stratum and as certain; `floor` and `ceiling` need no such belief.

References
----------
Horvitz and Thompson, "A generalization of sampling without replacement from a finite universe",
Journal of the American Statistical Association 47 (1952).
Cochran, Sampling Techniques (3rd edition, 1977), 5A.12, for strata joined where one was drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from models.visits.exact import binomial_interval, hypergeometric_interval

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
Objects = NDArray[np.object_]

COUNTED, EXACT, APPROXIMATE, NOTHING = "counted", "exact", "approximate", "nothing_known"
FEW = 40  # visits by lot up to which an interval is exact where the design allows it
CERTAIN = 1 - 1e-9  # a probability from which on somebody is certain to be taken


@dataclass(frozen=True, kw_only=True)
class Share:
    """A share of some co-operatives, 0 to 1, as far as visits tell it.

    Parameters
    ----------
    value, low, high : float or None
        The weighted estimate and its interval at `level`, where those not reached are taken to be
        as those reached beside them; None where nobody was reached.
    floor, ceiling : float
        The interval's ends where all of those taken and not reached are none, and are hits.
    least, most : float
        What it cannot leave, whatever everybody is who was not seen.
    hits, known, unknown, of : int
        Found so; found so or not; taken and not reached; all that it speaks of.
    level : float, between 0 and 1
    method : str
        `counted` where everybody was to be taken, and only the unreached are uncertain; `exact` or
        `approximate` by the interval of what was drawn by lot; `nothing_known`.
    """

    value: float | None
    low: float | None
    high: float | None
    floor: float
    ceiling: float
    least: float
    most: float
    hits: int
    known: int
    unknown: int
    of: int
    level: float
    method: str


@dataclass(frozen=True, kw_only=True)
class Sampled:
    """Everybody who could be taken, one row each, with what is known of them; arrays (n,).

    Parameters
    ----------
    stratum : array of object
        Those who share it were drawn together.
    probability : array of float, over 0 up to 1
        Of being taken.
    taken : array of bool
    y : array of float
        1 where found as sought, 0 where not, nan where unknown; not looked at where not taken.

    Raises
    ------
    ValueError
        Where lengths differ, a probability is out of range, or one who is certain was not taken.
    """

    stratum: Objects
    probability: Floats
    taken: Flags
    y: Floats

    def __post_init__(self) -> None:
        if len({len(column) for column in vars(self).values()}) != 1:
            raise ValueError("every column of a design has one value a row")
        if not ((self.probability > 0) & (self.probability <= 1)).all():
            raise ValueError("everybody has a probability above 0 and up to 1 of being taken")
        if (self.certain & ~self.taken).any():
            raise ValueError("who is certain to be taken is taken")

    def __len__(self) -> int:
        return len(self.y)

    @property
    def certain(self) -> Flags:
        """Those who are taken whatever is drawn."""
        found: Flags = self.probability >= CERTAIN
        return found

    @property
    def known(self) -> Flags:
        """Those taken and reached."""
        found: Flags = self.taken & ~np.isnan(self.y)
        return found

    def take(self, rows: Flags) -> "Sampled":
        """Some of the rows: all of a stratum's, or those of a kind known before the draw."""
        return Sampled(**{name: column[rows] for name, column in vars(self).items()})

    def filled(self, y: float) -> "Sampled":
        """The same where those taken and not reached are all hits (1) or none (0)."""
        return replace(self, y=np.where(self.taken & ~self.known, y, self.y))


def pooled(several: Sequence[Sampled]) -> Sampled:
    """Several plans as one design: the share is the mean over all their rows.

    Each plan's strata stay apart, for each was drawn anew.
    """
    columns = {
        name: np.concatenate([getattr(one, name) for one in several])
        for name in ("probability", "taken", "y")
    }
    strata = [f"{place}/{name}" for place, one in enumerate(several) for name in one.stratum]
    return Sampled(stratum=np.array(strata, dtype=object), **columns)


def share(design: Sampled, *, level: float = 0.95) -> Share:
    """The share of all rows that are as sought, with its interval and its bounds.

    Parameters
    ----------
    design : Sampled
        With a row at least.
    level : float, between 0 and 1
    """
    known, rows = design.known, len(design)
    hits, seen = int(np.nansum(design.y[known])), int(known.sum())
    low_end, high_end = (interval(design.filled(y), level) for y in (0.0, 1.0))
    told = interval(design, level) if seen else None
    return Share(
        value=None if told is None else told.value,
        low=None if told is None else told.low,
        high=None if told is None else told.high,
        floor=0.0 if low_end is None else low_end.low,
        ceiling=1.0 if high_end is None else high_end.high,
        least=hits / rows,
        most=(rows - (seen - hits)) / rows,
        hits=hits,
        known=seen,
        unknown=int((design.taken & ~known).sum()),
        of=rows,
        level=level,
        method=NOTHING if told is None else told.method,
    )


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A share, 0 to 1, and how sure it is; `error` is its standard error."""

    value: float
    error: float
    low: float
    high: float
    method: str


def interval(design: Sampled, level: float) -> Interval | None:
    """The weighted estimate of the share and its interval; None where nobody was reached.

    Few visits by lot have an exact interval where one weight is everybody's: in one stratum by the
    hypergeometric distribution, over several by the binomial. Others have Wilson's, of as many
    visits as would tell as much had they been one lot, with Student's t.

    References
    ----------
    Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22 (1927).
    Kish, Survey Sampling (1965), 8.2, for the effective number of visits.
    """
    known, rows = design.known, len(design)
    if not known.any():
        return None
    weight, y = _weights(design)[known], design.y[known]
    sure = weight <= 1 / CERTAIN
    left = rows - int(sure.sum())
    found = float(y[sure].sum())
    if not left:
        share_ = found / rows
        return Interval(value=share_, error=0.0, low=share_, high=share_, method=COUNTED)
    lot = _Lot.of(design.take(known).take(~sure), weight[~sure], left)
    low, high, method = lot.ends(level)
    value, low, high = ((found + left * each) / rows for each in (lot.mean, low, high))
    error = left * float(np.sqrt(lot.variance)) / rows
    return Interval(value=value, error=error, low=low, high=high, method=method)


@dataclass(frozen=True, kw_only=True)
class _Lot:
    """Those reached who stand for more than themselves, and for how many: `left` in all."""

    y: Floats
    weight: Floats
    cell: Ints
    left: int

    @classmethod
    def of(cls, reached: Sampled, weight: Floats, left: int) -> "_Lot":
        return cls(y=reached.y, weight=weight, cell=_cells(reached), left=left)

    @property
    def mean(self) -> float:
        if not len(self.y):
            return float("nan")
        return float(self.weight @ self.y / self.weight.sum())

    @property
    def groups(self) -> Ints:
        """Cells in their order, joined to the next where only one was reached."""
        codes, group, held = np.zeros(len(self.y), dtype=np.int64), 0, 0
        cells, sizes = np.unique(self.cell, return_counts=True)
        for cell, size in zip(cells, sizes, strict=True):
            codes[self.cell == cell] = group
            held += int(size)
            if held > 1:
                group, held = group + 1, 0
        # What is left alone at the end goes to the group before it.
        return np.minimum(codes, max(0, group - 1)) if held == 1 else codes

    @property
    def spread(self) -> Floats:
        """What each adds to the variance of the mean, over its squared distance, shape (n,)."""
        sizes = np.bincount(self.groups)[self.groups]
        finite = (1 - 1 / self.weight) * sizes / np.maximum(1, sizes - 1)
        found: Floats = finite * (self.weight / self.weight.sum()) ** 2
        return found

    @property
    def variance(self) -> float:
        """Of the mean, over the lots within strata."""
        groups, weight = self.groups, self.weight
        means = np.bincount(groups, weight * self.y) / np.bincount(groups, weight)
        return float(self.spread @ (self.y - means[groups]) ** 2)

    def ends(self, level: float) -> tuple[float, float, str]:
        """The interval of the mean, and how it was made."""
        n, hits = len(self.y), int(self.y.sum())
        alike = n > 0 and np.ptp(self.weight) <= 1e-9 * self.weight[0]
        if alike and n <= FEW:
            if len(np.unique(self.cell)) == 1:
                least, most = hypergeometric_interval(self.left, n, hits, level)
                return least / self.left, most / self.left, EXACT
            return *binomial_interval(n, hits, level), EXACT
        freedom = n - len(np.unique(self.groups))
        if freedom < 1:
            return 0.0, 1.0, APPROXIMATE
        return *self._wilson(float(stdtrit(freedom, (1 + level) / 2))), APPROXIMATE

    def _wilson(self, t: float) -> tuple[float, float]:
        mean = self.mean
        binary = mean * (1 - mean)
        variance = self.variance
        # Where all are alike the variance says nothing; the weights do.
        n = binary / variance if variance > 0 else 1 / float(self.spread.sum())
        middle = (mean + t * t / (2 * n)) / (1 + t * t / n)
        reach = t * float(np.sqrt(binary / n + t * t / (4 * n * n))) / (1 + t * t / n)
        return max(0.0, middle - reach), min(1.0, middle + reach)


def _cells(design: Sampled) -> Ints:
    """A number for each stratum, those certain apart from those drawn, in the strata's order."""
    _, codes = np.unique(design.stratum.astype(str), return_inverse=True)
    found: Ints = codes + (codes.max(initial=0) + 1) * design.certain
    return found


def _weights(design: Sampled) -> Floats:
    """How many each one reached stands for: itself, those not drawn, and those not reached.

    Those not reached are stood for by the reached of their cell; where it has none, by all of the
    same certainty.
    """
    cells, weight = _cells(design), 1 / design.probability
    taken, known = (np.where(flags, weight, 0.0) for flags in (design.taken, design.known))
    of_taken, of_known = np.bincount(cells, taken)[cells], np.bincount(cells, known)[cells]
    found = weight * np.divide(of_taken, of_known, out=np.ones(len(cells)), where=of_known > 0)
    for kind in (design.certain, ~design.certain):
        told = float(found[kind & design.known].sum())
        found[kind] *= float(taken[kind].sum()) / told if told else 1.0
    return found
