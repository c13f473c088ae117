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
_PULL = Range(low=0, high=1e6)
_SEED = Range(low=0, high=2**31 - 1, whole=True)
_BINS = Range(low=2, high=65_535, whole=True)

BOOSTER: Mapping[str, Range] = {
    "fits": Range(low=1, high=100, whole=True),
    "n_estimators": Range(low=1, high=5_000, whole=True),
    "learning_rate": _SHARE,
    "num_leaves": Range(low=2, high=1_024, whole=True),
    "max_depth": Range(low=0, high=64, whole=True),
    "min_child_samples": _COUNT,
    "min_gain_to_split": _PULL,
    "subsample": _SHARE,
    "colsample_bytree": _SHARE,
    "reg_alpha": _PULL,
    "reg_lambda": _PULL,
    "path_smooth": _PULL,
    "max_bin": _BINS,
    "cat_smooth": _PULL,
    "cat_l2": _PULL,
    "max_cat_threshold": _COUNT,
    "seed": _SEED,
    "num_threads": Range(low=1, high=64, whole=True),
}
LOGISTIC: Mapping[str, Range] = {
    "min_bin_share": Range(low=0, high=0.5, above=True),
    "max_bins": Range(low=2, high=50, whole=True),
    "max_pvalue": _SHARE,
    "smoothing": Range(low=0, high=1_000, above=True),
    "min_iv": Range(low=0, high=10),
    "reg_lambda": _PULL,
}
LINEAR: Mapping[str, Range] = {
    "reg_lambda": Range(low=0, high=1e6, above=True),
    "level_lambda": Range(low=0, high=1e6, above=True),
    "knots": Range(low=2, high=1_000, whole=True),
    "max_levels": _COUNT,
}
ADDITIVE: Mapping[str, Range] = {
    "outer_bags": Range(low=1, high=100, whole=True),
    "validation_share": Range(low=0, high=0.5),
    "max_rounds": _COUNT,
    "learning_rate": _SHARE,
    "max_bins": _BINS,
    "min_samples_leaf": _COUNT,
    "seed": _SEED,
}
CHAMPION: Mapping[str, Range] = {
    "auc_gain": Range(low=0, high=0.5),
    "level": Range(low=0.5, high=0.999, above=True),
    "min_events": _COUNT,
    "draws": Range(low=100, high=100_000, whole=True),
    "seed": _SEED,
}
RATING: Mapping[str, Range] = {
    "refits": Range(low=10, high=1_000, whole=True),
    "bins": Range(low=2, high=50, whole=True),
    "members": Range(low=20, high=100_000, whole=True),
    "prudence": Range(low=0.5, high=0.999),
    "widest": Range(low=1, high=15, whole=True),
    "seed": _SEED,
}
HAZARD: Mapping[str, Range] = {
    "folds": Range(low=1, high=50, whole=True),
    **{
        name: BOOSTER[name]
        for name in (
            "n_estimators", "learning_rate", "num_leaves", "min_child_samples", "reg_lambda", "seed"
        )
    },
}  # fmt: skip
WEIGHT = Range(low=0, high=1_000, above=True)
FOLDS = Range(low=1, high=50, whole=True)
INTERVAL = Range(low=0.5, high=0.999)
MIN_EVENTS = Range(low=10, high=100_000, whole=True)
