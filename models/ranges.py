"""The values that a number in a spec may take, said once for specs and estimators alike."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Range:
    """From `low` to `high`, both ends allowed unless `above` leaves `low` itself out."""

    low: float
    high: float
    whole: bool = False
    above: bool = False

    def __str__(self) -> str:
        return f"{'over ' if self.above else ''}{self.low:g} .. {self.high:g}"

    def holds(self, value: object) -> bool:
        """Whether `value` is a number of the right kind within the range."""
        kinds = int if self.whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds):
            return False
        return (self.low < value if self.above else self.low <= value) and value <= self.high


_COUNT = Range(low=1, high=100_000, whole=True)
_SHARE = Range(low=0, high=1, above=True)

BOOSTER: Mapping[str, Range] = {
    "n_estimators": Range(low=1, high=5_000, whole=True),
    "learning_rate": _SHARE,
    "num_leaves": Range(low=2, high=1_024, whole=True),
    "min_child_samples": _COUNT,
    "subsample": _SHARE,
    "colsample_bytree": _SHARE,
    "reg_lambda": Range(low=0, high=1e6),
    "seed": Range(low=0, high=2**31 - 1, whole=True),
    "num_threads": Range(low=1, high=64, whole=True),
}
FOLDS = Range(low=1, high=50, whole=True)
INTERVAL = Range(low=0.5, high=0.999)
MIN_EVENTS = Range(low=10, high=100_000, whole=True)
