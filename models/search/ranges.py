"""What a search may vary and how far, and in which ways it may choose: the `[search]` of a spec."""

from collections.abc import Mapping

from models.ranges import BOOSTER, Range

# The first is what is done where a spec does not say.
CHOICES = ("simplest_within_one_se", "best")

# `budget` is the learning rate times the number of trees; all others are the booster's own.
SEARCH: Mapping[str, Range] = {
    "num_leaves": BOOSTER["num_leaves"],
    "min_child_samples": BOOSTER["min_child_samples"],
    "learning_rate": BOOSTER["learning_rate"],
    "budget": Range(low=0, high=1_000, above=True),
    "subsample": BOOSTER["subsample"],
    "colsample_bytree": BOOSTER["colsample_bytree"],
    "reg_lambda": BOOSTER["reg_lambda"],
    "reg_alpha": BOOSTER["reg_alpha"],
    "path_smooth": BOOSTER["path_smooth"],
    "max_bin": BOOSTER["max_bin"],
    "cat_smooth": BOOSTER["cat_smooth"],
}
FITS = BOOSTER["fits"]
