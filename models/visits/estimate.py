"""What a plan's visits say of everybody who could have been visited.

A plan is a sampling design: some are certain to be taken, the others are drawn by lot within their
stratum. A total is the sum of what was found, each over its probability of being taken; its error
comes from the lot alone.

Those taken and not reached are unknown. The estimate takes them to be as those reached beside them,
of the same stratum and as certain, and a stratum in which nobody was reached to be as the others;
`floor` and `ceiling` need no such belief.

References
----------
Horvitz and Thompson, "A generalization of sampling without replacement from a finite universe",
Journal of the American Statistical Association 47 (1952).
Cochran, Sampling Techniques (3rd edition, 1977), 5A.12, for strata joined where one was drawn.
"""

from dataclasses import dataclass

import numpy as np

from models.visits.lot import COUNTED, NOTHING, Lot, cells_of
from models.visits.sample import CERTAIN, Flags, Floats, Ints, Sampled


@dataclass(frozen=True, kw_only=True)
class Share:
    """A share of some co-operatives, 0 to 1, as far as visits tell it.

    Parameters
    ----------
    value, low, high : float or None
        The weighted estimate and its interval at `level`, where those not reached are taken to be
        as those reached beside them; None where nobody was reached.
    floor, ceiling : float
        The interval's ends where all of those taken and not reached, and everybody of a stratum
        that nobody was drawn in, are none, and are hits.
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


def share(design: Sampled, *, level: float = 0.95) -> Share:
    """The share of all rows that are as sought, with its interval and its bounds.

    Parameters
    ----------
    design : Sampled
        With a row at least.
    level : float, between 0 and 1
    """
    design = design.coded
    known, rows = design.known, len(design)
    hits, seen = int(np.nansum(design.y[known])), int(known.sum())
    told = interval(design, level)
    low_end = high_end = told
    if (design.taken & ~known).any() or not _lit(cells_of(design), known).all():
        low_end, high_end = (interval(design.filled(y), level, dark=y) for y in (0.0, 1.0))
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


def interval(design: Sampled, level: float, *, dark: float | None = None) -> Interval | None:
    """The weighted estimate of the share and its interval.

    None where nobody was reached, or none of those drawn by lot: nothing then speaks of the rest.

    Few visits by lot have an exact interval where one weight is everybody's and every stratum was
    reached: in one stratum by the hypergeometric distribution, over several by the binomial. Others
    have Wilson's, of as many visits as would tell as much had they been one lot, with Student's t.

    Parameters
    ----------
    dark : float, optional
        What everybody is of a stratum in which nobody was reached, 0 or 1; as the others where
        nothing is said.

    References
    ----------
    Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22 (1927).
    Kish, Survey Sampling (1965), 8.2, for the effective number of visits.
    Satterthwaite, "An approximate distribution of estimates of variance components", Biometrics
    Bulletin 2 (1946), for the degrees of freedom.
    """
    known, rows = design.known, len(design)
    if not known.any():
        return None
    cells = cells_of(design)
    weight, y = _weights(design, cells)[known], design.y[known]
    sure = weight <= 1 / CERTAIN
    unseen = rows - int(_lit(cells, known).sum())
    left, found = rows - int(sure.sum()), float(y[sure].sum())
    if dark is not None:
        left, found = left - unseen, found + dark * unseen
    if not left:
        share_ = found / rows
        return Interval(value=share_, error=0.0, low=share_, high=share_, method=COUNTED)
    if sure.all():
        return None
    lot = Lot(
        y=y[~sure], weight=weight[~sure], cell=cells[known][~sure], left=left,
        is_whole=dark is not None or not unseen,
    )  # fmt: skip
    low, high, method = lot.ends(level)
    value, low, high = ((found + left * each) / rows for each in (lot.mean, low, high))
    error = left * float(np.sqrt(lot.variance)) / rows
    return Interval(value=value, error=error, low=low, high=high, method=method)


def _lit(cells: Ints, known: Flags) -> Flags:
    """Whose cell somebody was reached in."""
    found: Flags = (np.bincount(cells, known) > 0)[cells]
    return found


def _weights(design: Sampled, cells: Ints) -> Floats:
    """How many each one reached stands for: itself, those not drawn, and those not reached.

    Those not reached are stood for by the reached of their cell; where it has none, by all of the
    same certainty.
    """
    weight = 1 / design.probability
    taken, known = (np.where(flags, weight, 0.0) for flags in (design.taken, design.known))
    of_taken, of_known = np.bincount(cells, taken)[cells], np.bincount(cells, known)[cells]
    found = weight * np.divide(of_taken, of_known, out=np.ones(len(cells)), where=of_known > 0)
    for kind in (design.certain, ~design.certain):
        told = float(found[kind & design.known].sum())
        found[kind] *= float(taken[kind].sum()) / told if told else 1.0
    return found
