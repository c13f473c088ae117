"""Where an input's values are cut into bins that tell events apart: optbinning's only gate.

It proposes cuts by a decision tree and joins bins so that the information value is as high as size
and direction allow. Its search is seeded, and its answer is taken only where the search came to its
end, for one that the clock ended would differ from run to run.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from optbinning import OptimalBinning

from models.learner import Floats

# Searches over twenty proposals end within a second; this is for machines that stand still.
_SECONDS = 600.0
_PROPOSALS = 20
_ENDED = ("OPTIMAL", "INFEASIBLE")  # infeasible: all in one bin
_TRENDS = {1: "ascending", -1: "descending", 0: "auto"}


@dataclass(frozen=True, kw_only=True)
class Binning:
    """What bins may be: at most `max_bins`, each of `min_bin_share` of all rows.

    Bins of which any two do not differ in their share of events at `max_pvalue` are joined, so that
    a number which tells nothing is all one bin.
    """

    max_bins: int
    min_bin_share: float
    max_pvalue: float

    def cuts(self, column: Floats, outcome: Floats, monotone: int) -> tuple[float, ...]:
        """Where a number is cut: a bin holds its lower end. Empty: it is all one bin.

        Parameters
        ----------
        column, outcome : array of shape (n,)
            Values, NaN for unknown, and outcomes of 0 and 1.
        monotone : -1, 0 or 1
            Whether the bins' share of events must fall or rise; 0 lets it turn once.
        """
        if not _can_be_cut(column, outcome):
            return ()
        splits = self._found("numerical", column, outcome, _TRENDS[monotone])
        return tuple(float(split) for split in splits)

    def groups(self, codes: Floats, outcome: Floats, levels: int) -> NDArray[np.int64]:
        """The bin of each of a category's `levels`, shape (levels,), by rising share of events."""
        bins = np.zeros(levels, dtype=np.int64)
        if _can_be_cut(codes, outcome):
            for place, group in enumerate(self._found("categorical", codes, outcome, "auto")):
                bins[np.asarray(group, dtype=np.int64)] = place
        return bins

    def _found(self, dtype: str, column: Floats, outcome: Floats, trend: str) -> Any:
        search = OptimalBinning(
            dtype=dtype,
            monotonic_trend=trend,
            max_n_prebins=_PROPOSALS,
            max_n_bins=self.max_bins,
            min_prebin_size=self.min_bin_share,
            min_bin_size=self.min_bin_share,
            max_pvalue=self.max_pvalue,
            max_pvalue_policy="all",
            time_limit=_SECONDS,
        ).fit(column, outcome)
        if search.status not in _ENDED:
            raise TimeoutError(f"the search for bins was ended by the clock ({search.status})")
        return search.splits


def _can_be_cut(column: Floats, outcome: Floats) -> bool:
    known = ~np.isnan(column)
    return len(np.unique(column[known])) > 1 and len(np.unique(outcome[known])) > 1
