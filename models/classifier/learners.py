"""The learners that a rating classifier averages: one set for all tables.

They err on different rows. Sharp trees find what hangs on several inputs at once; trees on random
thresholds are steadier where rows are few; the regression knows no corners, and ranks as well as
either where little hangs together. How much each counts is learnt (`stacking`).
"""

from collections.abc import Mapping
from typing import Any

from models.booster import Booster
from models.estimator import MarginClassifier
from models.linear import LinearLogit


def learners(
    monotone: Mapping[str, int], seed: int, num_threads: int
) -> dict[str, MarginClassifier]:
    """The unfitted learners by name, each input moving the margin its way."""
    same: dict[str, Any] = {"monotone": monotone, "seed": seed, "num_threads": num_threads}
    return {
        # LightGBM's own defaults: every row and input at every split. A table on which few inputs
        # tell nearly all is ranked worse wherever some trees do not see them.
        "sharp": Booster(
            n_estimators=100,
            learning_rate=0.1,
            num_leaves=31,
            min_child_samples=20,
            subsample=1.0,
            colsample_bytree=1.0,
            reg_lambda=0.0,
            **same,
        ),
        "random": Booster(
            fits=2,
            n_estimators=200,
            learning_rate=0.05,
            num_leaves=8,
            min_child_samples=20,
            subsample=0.7,
            colsample_bytree=0.4,
            reg_lambda=0.0,
            extra_trees=True,
            **same,
        ),
        "linear": LinearLogit(monotone=monotone),
    }
