"""What a lot says of those whom it was drawn from: their mean, its error and its interval."""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from models.visits.exact import binomial_interval, hypergeometric_interval
from models.visits.sample import Floats, Ints, Sampled

COUNTED, EXACT, APPROXIMATE, NOTHING = "counted", "exact", "approximate", "nothing_known"
FEW = 40  # visits by lot up to which an interval is exact where the design allows it
MOST_GAIN = 3.0  # visits by lot are never worth more than so many times what their weights say


@dataclass(frozen=True, kw_only=True)
class Lot:
    """Those reached who stand for more than themselves, one at least.

    Parameters
    ----------
    y, weight, cell : array, (n,)
        What was found, for how many each stands, and the stratum that it was drawn in.
    left : int
        For how many they stand together.
    is_whole : bool
        Whether each stratum of those left has somebody reached in it; where not, what they say of
        all is believed and not drawn, and no interval of it is exact.
    """

    y: Floats
    weight: Floats
    cell: Ints
    left: int
    is_whole: bool

    @property
    def mean(self) -> float:
        """The weighted mean."""
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
        """What the variance of one visit in each place adds to that of the mean, shape (n,)."""
        found: Floats = (1 - 1 / self.weight) * (self.weight / self.weight.sum()) ** 2
        return found

    @property
    def variance(self) -> float:
        """Of the mean: each visit varies as those of its group do, whatever their weights."""
        groups = self.groups
        sizes = np.bincount(groups)
        means = np.bincount(groups, self.y) / sizes
        squares = np.bincount(groups, (self.y - means[groups]) ** 2) / np.maximum(1, sizes - 1)
        return float(self.spread @ squares[groups])

    @property
    def freedom(self) -> float:
        """How many visits tell the spread of the mean, as far as the weights say; 1 at least."""
        groups = self.groups
        parts, sizes = np.bincount(groups, self.spread), np.bincount(groups)
        each = float((parts**2 / np.maximum(1, sizes - 1)).sum())
        return max(1.0, float(parts.sum()) ** 2 / each) if each else 1.0

    def ends(self, level: float) -> tuple[float, float, str]:
        """The interval of the mean, and how it was made."""
        n, hits = len(self.y), int(self.y.sum())
        alike = np.ptp(self.weight) <= 1e-9 * self.weight[0]
        if alike and n <= FEW and self.is_whole:
            if len(np.unique(self.cell)) == 1:
                least, most = hypergeometric_interval(self.left, n, hits, level)
                return least / self.left, most / self.left, EXACT
            return *binomial_interval(n, hits, level), EXACT
        return *self._wilson(float(stdtrit(self.freedom, (1 + level) / 2))), APPROXIMATE

    def _wilson(self, t: float) -> tuple[float, float]:
        mean, n = self.mean, self._worth()
        binary = mean * (1 - mean)
        middle = (mean + t * t / (2 * n)) / (1 + t * t / n)
        reach = t * float(np.sqrt(binary / n + t * t / (4 * n * n))) / (1 + t * t / n)
        return max(0.0, middle - reach), min(1.0, middle + reach)

    def _worth(self) -> float:
        """Of how many visits by one lot the mean would be as sure.

        By the variance found within the strata; of few visits by that or by the weights alone,
        whichever is the larger: what few have found says little of how far strata differ.
        """
        by_weight = 1 / float(self.spread.sum())
        found, binary = self.variance, self.mean * (1 - self.mean)
        if len(self.y) <= FEW:
            found = max(found, binary / by_weight)
        if not found or not binary:  # where all are alike, nothing but the weights is left
            return by_weight
        return min(binary / found, MOST_GAIN * by_weight)


def cells_of(design: Sampled) -> Ints:
    """A number for each stratum, those certain apart from those drawn, in the strata's order."""
    codes = design.codes
    found: Ints = codes + (codes.max(initial=0) + 1) * design.certain
    return found
