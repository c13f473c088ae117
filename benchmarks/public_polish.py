"""Polish bankruptcies (UCI 365), on the splits of the published comparison.

Ten random stratified splits of 90 to 10 by one seed; ours and LightGBM's defaults are fitted on the
same rows, so that their difference is paired.
"""

from collections.abc import Mapping

from sklearn.model_selection import StratifiedShuffleSplit

from benchmarks.lines import Found, Line
from benchmarks.public_tables import OURS, POLISH, TREES, aucs, mean_line, polish
from benchmarks.registries import Registries

SPLITS, TESTED, SEED = 10, 0.1, 0
FILES = ("1year", "5year")
# Published: Expert Systems 2024, doi 10.1111/exsy.13599, means of ten such splits, tuned.
PUBLISHED: Mapping[str, Mapping[str, float]] = {
    "1year": {"published_catboost": 0.958, "published_lgbm": 0.960, "published_best": 0.964},
    "5year": {"published_catboost": 0.961, "published_lgbm": 0.958, "published_best": 0.963},
}


def measure(registries: Registries) -> Found:
    """Both files: the mean AUC of either, and the mean paired difference."""
    lines: list[Line] = []
    for name in FILES:
        registries.tell(f"{POLISH} {name}")
        X, y = polish(registries.data / POLISH / f"{name}.arff")
        splits = StratifiedShuffleSplit(SPLITS, test_size=TESTED, random_state=SEED).split(X, y)
        found = aucs((OURS, TREES), X, y, splits, registries.tell)
        of = f"polish_{name}"
        lines += [
            Line(figure="rows", value=len(y), of=of),
            Line(figure="events", value=int(y.sum()), of=of),
            mean_line("auc_of_splits", found[OURS], TESTED, of=of, beside=PUBLISHED[name]),
            mean_line("auc_of_splits_lgbm", found[TREES], TESTED, of=of, beside={}),
            mean_line(
                "auc_gained_of_splits", found[OURS] - found[TREES], TESTED, of=of, beside={},
                least=0.0, aim=0.004,
            ),
        ]  # fmt: skip
    return Found(lines=lines)
